"""Everything that a register keeps under `extra:`, found anywhere in it, with its address."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from ropa.model.activities import Flow
from ropa.model.base import Sourced
from ropa.model.register import Register

#: What has nothing below it.
_PLAIN = (str, int, float, dt.date)


def extra_rows(register: Register) -> Iterator[tuple[str, str, str]]:
    """Yield (address, name, value) in the order of the file; values that are not plain text are given as JSON."""
    yield from _own(register, "register")
    for field in fields(register):
        yield from _below(getattr(register, field.name), field.name)


def _below(value: object, address: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _below(item, f"{address}/{key}")
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for number, item in enumerate(value, start=1):
            yield from _below(item, item.id if isinstance(item, Flow) else f"{address}/{number}")
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Sourced):
            yield from _own(value, address)
        for name in _fields_of(type(value)):
            item = getattr(value, name)
            # Most fields are plain words or empty, and a large register has a million of them.
            if item and not isinstance(item, _PLAIN):
                yield from _below(item, f"{address}/{name}")


@lru_cache(maxsize=256)
def _fields_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class of the model that may keep something below them."""
    names = (field.name for field in fields(kind))
    return tuple(name for name in names if name not in ("marks", "extra", "cites", "position"))


def _own(statement: Sourced, address: str) -> Iterator[tuple[str, str, str]]:
    for name, value in statement.extra.items():
        yield (
            address,
            str(name),
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str),
        )
