"""The rows of a database as they are, of any type, with what belongs to each; what cannot be read is a problem."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa.errors import Position, Problem
from ropa.resolver.near import nearest
from ropa.store import messages
from ropa.store.plan import PLANS, Link, Part, Plan, citing, columns, common

_PLACE = ("at_file", "at_line", "at_column")
_SAID = ("certainty", "stated_as", "marks", "extra")
_CITE = ("row_id", *_PLACE, "of_table", "of_row", "part", "document", "lines", "section", "words")


@dataclass(slots=True, eq=False)
class Raw:
    """One row.

    Attributes:
        number: of the row; position: of the row, with column 0. columns: their numbers, from 1.
        lists: values of the lists kept elsewhere, by field, each with its place. parts: rows that belong to it.
        cites: by part.
    """

    plan: Plan
    number: int
    values: Mapping[str, Any]
    table: str
    columns: Mapping[str, int]
    lists: dict[str, list[tuple[str, Position]]] = field(default_factory=dict)
    parts: dict[str, list[Raw]] = field(default_factory=dict)
    cites: dict[str, list[Raw]] = field(default_factory=dict)

    def position(self, column: str = "") -> Position:
        """Return FILE/TABLE:ROW:COLUMN; column 1 is the first, also where the row as a whole is meant."""
        return Position(self.table, self.number, self.columns.get(column, 1))


def expected_columns() -> dict[str, set[str]]:
    """Return the columns of every table that a register is read from."""
    found: dict[str, set[str]] = {"cite": set(_CITE)}
    for plan in PLANS.values():
        mine = found.setdefault(plan.table, {"row_id"})
        mine.update(column.name for column in columns(plan))
        names = common(plan)
        mine.update(_PLACE if "position" in names else ())
        mine.update(_SAID if "certainty" in names else ())
        for link in plan.links.values():
            found.setdefault(link.table, {"row_id"}).update((link.owner, link.item, *(("part",) if link.part else ())))
        for part in plan.parts.values():
            found.setdefault(part.table, {"row_id"}).update((part.owner, *(("part",) if part.part else ())))
    found["pair"].add("own_cites")
    return found


def _parts() -> dict[str, tuple[str, ...]]:
    """Return for every table that several fields share the words of its column `part`."""
    found: dict[str, dict[str, None]] = {"cite": {"": None}}
    for plan in PLANS.values():
        found["cite"].update(dict.fromkeys(citing(plan)))
        shared: list[Any] = [*plan.links.values(), *plan.parts.values()]
        for item in shared:
            if item.part:
                found.setdefault(item.table, {})[item.part] = None
    return {table: tuple(parts) for table, parts in found.items()}


_PARTS = _parts()


class RawRows:
    """Reads one database; `problems` gathers what cannot be read."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self.problems: list[Problem] = []
        self._tables: dict[str, list[Raw]] = {}
        self.readable = self._check()
        self._cites = self._read_cites() if self.readable else {}

    def _check(self) -> bool:
        """Report tables and columns that are not there, and columns too many; tell whether reading makes sense."""
        kinds = dict(self._connection.execute("SELECT name, type FROM sqlite_master"))
        if not any(kinds.get(table) == "table" for table in PLANS):
            self.problems.append(messages.foreign(self._name))
            return False
        whole = True
        for table, wanted in sorted(expected_columns().items()):
            if kinds.get(table) != "table":
                self.problems.append(messages.missing_table(self._name, table))
                whole = False
                continue
            there = [row[1] for row in self._connection.execute(f"PRAGMA table_xinfo({table})")]
            for column in sorted(wanted - set(there)):
                self.problems.append(messages.missing_column(self._name, table, column))
                whole = False
            for column in sorted(set(there) - wanted):
                near = nearest(column, sorted(wanted))
                self.problems.append(messages.unknown_column(self._name, table, column, near))
        return whole

    def of(self, table: str) -> list[Raw]:
        """Return the rows of a table in their order, with all that belongs to them; each table is read once."""
        if table not in self._tables:
            self._tables[table] = self._whole(PLANS[table])
        return self._tables[table]

    def _whole(self, plan: Plan) -> list[Raw]:
        rows = self._rows(plan)
        by_identity = {raw.values["key"] if plan.keyed else raw.number: raw for raw in rows}
        for attribute, link in plan.links.items():
            self._link(by_identity, attribute, link, plan)
        for attribute, part in plan.parts.items():
            self._nest(by_identity, attribute, part, plan)
        return rows

    def _rows(self, plan: Plan) -> list[Raw]:
        found = []
        for number, values, places in self._select(plan.table):
            raw = Raw(plan, number, values, f"{self._name}/{plan.table}", places)
            for part in ("", *citing(plan)):
                raw.cites[part] = self._cites.pop((plan.table, number, part), [])
            found.append(raw)
        return found

    def _select(self, table: str) -> Iterator[tuple[int, dict[str, Any], Mapping[str, int]]]:
        cursor = self._connection.execute(f"SELECT * FROM {table} ORDER BY row_id")
        names = [item[0] for item in cursor.description]
        places = {name: number for number, name in enumerate(names, 1)}
        for row in cursor:
            values = dict(zip(names, row, strict=True))
            number = values["row_id"]
            for name, value in values.items():
                if isinstance(value, bytes):
                    position = Position(f"{self._name}/{table}", number, places[name])
                    self.problems.append(messages.not_text(position, name))
                    values[name] = None
            parts = _PARTS.get(table)
            if parts and values["part"] not in parts:
                position = Position(f"{self._name}/{table}", number, places["part"])
                self.problems.append(messages.unknown_part(position, _text(values["part"]), parts))
            yield number, values, places

    def _link(self, owners: Mapping[Any, Raw], attribute: str, link: Link, plan: Plan) -> None:
        for number, values, places in self._select(link.table):
            if link.part and values["part"] != link.part:
                continue
            position = Position(f"{self._name}/{link.table}", number, places[link.item])
            owner = owners.get(values[link.owner])
            if owner is None:
                at = position._replace(column=places[link.owner])
                self.problems.append(messages.no_owner(at, plan.table, values[link.owner]))
            else:
                owner.lists.setdefault(attribute, []).append((_text(values[link.item]), position))

    def _nest(self, owners: Mapping[Any, Raw], attribute: str, part: Part, plan: Plan) -> None:
        for raw in self.of(part.table):
            value = raw.values[part.owner]
            if part.of_register and not owners:
                continue  # that there is no register is reported already
            if (part.part and raw.values["part"] != part.part) or part.of_register is not (value is None):
                continue
            owner = next(iter(owners.values())) if part.of_register else owners.get(value)
            if owner is None:
                self.problems.append(messages.no_owner(raw.position(part.owner), plan.table, value))
            else:
                owner.parts.setdefault(attribute, []).append(raw)

    def _read_cites(self) -> dict[tuple[str, int, str], list[Raw]]:
        found: dict[tuple[str, int, str], list[Raw]] = {}
        table = f"{self._name}/cite"
        for number, values, places in self._select("cite"):
            key = (_text(values["of_table"]), values["of_row"], _text(values["part"]))
            found.setdefault(key, []).append(Raw(PLANS["register"], number, values, table, places))
        return found

    def check_cites(self) -> None:
        """Report citations of rows that are not there; to be called when every table was read."""
        for (table, number, _), cites in self._cites.items():
            for raw in cites:
                self.problems.append(messages.no_owner(raw.position("of_row"), table, number))


def json_value(raw: Raw, column: str, problems: list[Problem], expected: type[Any]) -> Any:
    """Return what a JSON column holds, None where it is null; other JSON than expected is a problem."""
    text = raw.values[column]
    if text is None:
        return None
    try:
        value = json.loads(text)
    except (ValueError, TypeError):
        value = None
    if not isinstance(value, expected):
        words = "a JSON object" if expected is dict else "a JSON list of words"
        problems.append(messages.not_json(raw.position(column), column, words))
        return None
    return value


def _text(value: Any) -> str:
    return "" if value is None else str(value)
