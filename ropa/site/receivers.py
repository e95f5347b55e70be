"""Who gets something: the table on the pages of a category of data and of a kind of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ropa.model.activities import Flow, Pair
from ropa.model.words import FlowKind, RecipientRole
from ropa.reports.base import Block, Cell, Row, Value, columns, row, table_or_note
from ropa.site.base import Kind
from ropa.site.material import Material
from ropa.site.movements import role_cell
from ropa.site.parts import (
    activities_cell,
    facts_cell,
    grade_cell,
    names_cell,
    one_group,
    with_note,
)

#: Senders in one row before the rest is counted; the pages of the activities have every one.
_SENDERS: Final = 40

_WIDTHS: Final = (
    ("to", "Who gets it", 20), ("from", "From", 18), ("facts", "", 20), ("role", "Role", 13),
    ("activities", "Activities", 15), ("transfer", "Transfer", 14),
)  # fmt: skip


class _Way(NamedTuple):
    """Facts that one row shows: the same receiver in the same role, reading alike."""

    target: str
    role: RecipientRole | None
    is_host: bool
    can_read: bool


def receivers(material: Material, facts: Sequence[tuple[Flow, Pair]], *, by: Kind, key: str) -> Block:
    """Return who gets what the facts are about, outside parties first; a row per receiver and role.

    Args:
        by: what the page is about: `Kind.DATA` lists the people, `Kind.PEOPLE` the data.
        key: of the subject of the page; facts about something narrower or broader name it.
    """
    ways: dict[_Way, list[tuple[Flow, Pair]]] = {}
    of_flow: dict[int, list[tuple[Flow, Pair]]] = {}  # by `id()`: most flows have many facts
    for flow, pair in facts:
        found = of_flow.get(id(flow))
        if found is None:
            way = _Way(flow.target, flow.role, flow.kind is FlowKind.HOSTING, flow.access)
            found = of_flow[id(flow)] = ways.setdefault(way, [])
        found.append((flow, pair))
    register = material.register

    def order(way: _Way) -> tuple[bool, str, str, str, bool]:
        inside = register.is_internal(register.party_of(way.target))
        return inside, register.title(way.target).casefold(), way.target, way.role or "", way.is_host

    just = all((pair.data if by is Kind.DATA else pair.subject) == key for _, pair in facts)
    label = ("About whom" if by is Kind.DATA else "Data") if just else "Data, about whom"
    heads = columns(*((key, title or label, width) for key, title, width in _WIDTHS))
    rows = [_row(material, way, ways[way], by if just else None) for way in sorted(ways, key=order)]
    return table_or_note("receivers", heads, rows, "No flow is stated.")


def _row(material: Material, way: _Way, facts: Sequence[tuple[Flow, Pair]], by: Kind | None) -> Row:
    flows = list({id(flow): flow for flow, _ in facts}.values())
    party = material.register.party_of(way.target)
    # On a page about one category, what is listed are the people.
    listed = Kind.PEOPLE if by is Kind.DATA else Kind.DATA
    name = material.node(way.target)
    if party not in (way.target, material.register.organisation):
        name = with_note(name, f"run by {material.register.title(party)}")
    return row(
        one_group([name]),
        _senders(material, flows),
        facts_cell(material, facts, people=by is None, listed=listed),
        role_cell(material, flows),
        activities_cell(material, (flow.activity for flow in flows)),
        grade_cell(material, flows),
    )


def _senders(material: Material, flows: Sequence[Flow]) -> Cell:
    keys = material.in_order({flow.source for flow in flows})
    names: list[Value] = [material.node(key) for key in keys[:_SENDERS] if key is not None]
    if len(keys) > _SENDERS:
        names.append(Value(text=f"{len(keys) - _SENDERS:,} more", tone="aside"))
    return names_cell(names)
