"""Names in blocks that a report made: each that has a page becomes a link to it."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import is_
from typing import Final

from ropa.reports.base import Block, Cell, Field, Fields, Group, Items, Table, Value
from ropa.site.base import Kind, Name
from ropa.site.material import Material
from ropa.site.names import file_stem

#: What a column or field is about where a key has several pages; anything else is tried in this order.
_ORDER: Final = (Kind.ORGANISATION, Kind.SYSTEM, Kind.DATA, Kind.PEOPLE, Kind.ACTIVITY)
_FIRST: Final = {
    "activity": Kind.ACTIVITY,
    "activities": Kind.ACTIVITY,
    "data": Kind.DATA,
    "except": Kind.DATA,
    "for": Kind.PEOPLE,
    "subject": Kind.PEOPLE,
    "subjects": Kind.PEOPLE,
    "system": Kind.SYSTEM,
    "holds_for": Kind.SYSTEM,
}
_FIELDS: Final = tuple(item.name for item in fields(Value))


def linked(material: Material, block: Block) -> Block:
    """Return the block with links on the names that have a page; everything else is as it was."""
    if isinstance(block, Table):
        keys = [column.key for column in block.columns]
        rows = tuple(
            replace(line, cells=tuple(_cell(material, cell, key) for cell, key in zip(line.cells, keys, strict=True)))
            for line in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, Fields):
        return replace(block, fields=tuple(linked_field(material, item) for item in block.fields))
    if isinstance(block, Items):
        return replace(block, values=tuple(_value(material, value, block.key) for value in block.values))
    return block


def linked_field(material: Material, item: Field) -> Field:
    """Return a field with links on the names that have a page."""
    return replace(item, cell=_cell(material, item.cell, item.key))


def _cell(material: Material, cell: Cell, column: str) -> Cell:
    groups = tuple(_group(material, group, column) for group in cell.groups)
    return cell if all(map(is_, groups, cell.groups)) else Cell(groups=groups)


def _group(material: Material, group: Group, column: str) -> Group:
    about = None if group.about is None else _value(material, group.about, "")
    values = tuple(_value(material, value, column) for value in group.values)
    if about is group.about and all(map(is_, values, group.values)):
        return group
    return replace(group, values=values, about=about)


def _value(material: Material, value: Value, column: str) -> Value:
    """Return a value that names something with a page as a link; its key alone may mean a grade or a country."""
    if not value.key or not value.stated or isinstance(value, Name):
        return value
    places = material.places
    known = [kind for kind in places.kinds_of(value.key) if places.title(kind, value.key) == value.text]
    if not known:
        return value
    first = _FIRST.get(column)
    kind = first if first in known else next(kind for kind in _ORDER if kind in known)
    return as_name(value, places.href(kind, value.key))


def as_name(value: Value, href: str) -> Name:
    """Return a value as it is, leading to a page."""
    return Name(**{name: getattr(value, name) for name in _FIELDS}, href=href)


def purpose_href(value: Value) -> str:
    """Return where a purpose stands among all of them."""
    return f"purposes.html#{purpose_anchor(value.key)}" if value.key else ""


def purpose_anchor(key: str) -> str:
    """Return the target of links to a purpose, plain whatever the key holds."""
    return f"purpose-{file_stem(key)}"


def contract_anchor(what: str, key: str) -> str:
    """Return the target of links to an agreement or a safeguard, plain whatever the key holds."""
    return f"{what}-{file_stem(key)}"
