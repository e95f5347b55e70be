"""Everything that a register keeps under `extra:`, found anywhere in it, with its address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from ropa.model.activities import Flow
from ropa.model.base import Sourced
from ropa.model.register import Register


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
        for field in fields(value):
            if field.name not in ("marks", "extra", "cites", "position"):
                yield from _below(getattr(value, field.name), f"{address}/{field.name}")


def _own(statement: Sourced, address: str) -> Iterator[tuple[str, str, str]]:
    for name, value in statement.extra.items():
        yield (
            address,
            str(name),
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str),
        )
