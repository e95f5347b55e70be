"""The small parts of a report: keyword-only, without room for unknown fields, compared and hashed by value."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from ropa.model.words import Certainty
from ropa.reports.base import Cell, Group, Value


@pytest.mark.parametrize("kind", [Value, Group, Cell])
def test_a_part_keeps_its_fields_and_their_defaults(kind: type[Value] | type[Group] | type[Cell]) -> None:
    required = {"text": "a"} if kind is Value else {"values": ()} if kind is Group else {"groups": ()}
    made = kind(**required)
    for item in fields(kind):
        wanted = required.get(item.name, item.default)
        assert getattr(made, item.name) == wanted, item.name
    assert made == kind(**required)
    assert hash(made) == hash(kind(**required))
    with pytest.raises(TypeError):
        kind()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(**required, nothing=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(*required.values())  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        made.nothing = 1  # type: ignore[union-attr]


def test_a_part_can_be_replaced_in_part() -> None:
    value = Value(text="a", certainty=Certainty.IMPLIED)
    assert replace(value, quiet=True) == Value(text="a", certainty=Certainty.IMPLIED, quiet=True)
    assert repr(Value(text="a")).startswith("Value(text='a', key=''")
