"""Check a value of the model against its annotations, for values that did not come from the resolver."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ropa.errors import RopaError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


class InvalidModel(RopaError, ValueError):  # noqa: N818 - names what it is
    """A value of the model whose parts do not have the declared types; the message lists every part."""


def validated(value: T) -> T:
    """Return `value` when every part has its declared type, all the way down.

    Raises:
        InvalidModel: with one line per wrong part.
    """
    from pydantic import ValidationError  # imported here: costs more than answering a question

    model: type = type(value)
    try:
        _adapter(model).validate_python(_plain(value), strict=False)
    except ValidationError as error:
        raise InvalidModel(str(error)) from error
    return value


@cache
def _adapter(model: type) -> TypeAdapter[object]:
    from pydantic import TypeAdapter

    return TypeAdapter(model, config=None)


def _plain(value: object) -> object:
    from dataclasses import fields, is_dataclass

    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_plain(item) for item in value)
    return value
