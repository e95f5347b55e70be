"""A register to rows: every statement with its citations and marks, in file order, one table after the plan of its class.

Empty text and what is not stated are stored as null: in SQL, absence has one form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ropa.errors import Position
from ropa.model import Cite, Flow, Locations, Mark, NodeKind, Pair, Register
from ropa.store.plan import PLANS, SECTIONS, Column, Plan, citing, columns, common, is_many

Row: TypeAlias = dict[str, Any]


def rows_of(register: Register) -> Iterator[tuple[str, Row]]:
    """Yield every row of a register with its table, parents before what belongs to them; files come last."""
    flattener = _Flattener(register)
    yield from flattener.head()
    for section, table in SECTIONS.items():
        entries = getattr(register, section)
        for item in entries.values() if isinstance(entries, Mapping) else entries:
            yield from flattener.statement(PLANS[table], item, {})
    if register.general is not None:
        yield from flattener.statement(PLANS["activity"], register.general, {})
    yield from flattener.files()


class _Flattener:
    """Numbers the rows of each table and the files that statements come from."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._numbers: dict[str, int] = {}
        self._files: dict[str, int] = {}

    def head(self) -> Iterator[tuple[str, Row]]:
        """Yield the row of the register itself with its parts, then the nodes."""
        register = self._register
        yield from self.statement(PLANS["register"], register, {})
        for kind, section in (
            (NodeKind.ORGANISATION, register.organisations), (NodeKind.SYSTEM, register.systems),
            (NodeKind.DATA_SUBJECT, register.data_subjects),
        ):  # fmt: skip
            for key in section:
                party = register.party_of(key)
                internal = kind is not NodeKind.DATA_SUBJECT and register.is_internal(party)
                yield "node", {"key": key, "kind": kind, "party": party, "internal": internal}

    def files(self) -> Iterator[tuple[str, Row]]:
        """Yield the files that positions name."""
        for path, number in self._files.items():
            yield "source_file", {"row_id": number, "path": path}

    def statement(self, plan: Plan, item: Any, given: Row, flow: Flow | None = None) -> Iterator[tuple[str, Row]]:
        """Yield the row of a statement and all that belongs to it.

        Args:
            given: columns that the owner sets. flow: of a pair, whose citations it shares where they are the same.
        """
        number = self._next(plan.table)
        row: Row = {"row_id": number, **given}
        for column in columns(plan):
            row[column.name] = _value(getattr(item, column.attribute), column)
        self._common(plan, item, row)
        cites = item.cites if "cites" in common(plan) else ()
        if isinstance(item, Pair):
            row["own_cites"] = flow is None or cites != flow.cites
            cites = cites if row["own_cites"] else ()
        yield plan.table, row
        yield from self._cites(plan, number, cites, "")
        for attribute in citing(plan):
            yield from self._cites(plan, number, getattr(item, attribute), attribute)
        yield from self._belonging(plan, item, item.key if plan.keyed else number)

    def _belonging(self, plan: Plan, item: Any, identity: str | int) -> Iterator[tuple[str, Row]]:
        for attribute, link in plan.links.items():
            for value in getattr(item, attribute):
                row = {"row_id": self._next(link.table), link.owner: identity, link.item: value}
                yield link.table, {**row, "part": link.part} if link.part else row
        for attribute, part in plan.parts.items():
            nested = getattr(item, attribute)
            inner = PLANS[part.table]
            if not is_many(plan, attribute):
                nested = () if nested is None or nested == _NO_PLACES else (nested,)
            given: Row = {part.owner: None if part.of_register else identity}
            if part.part:
                given["part"] = part.part
            for one in nested:
                yield from self.statement(inner, one, given, item if isinstance(item, Flow) else None)

    def _common(self, plan: Plan, item: Any, row: Row) -> None:
        names = common(plan)
        row.update(self._place(item.position))
        if "certainty" in names:
            row["certainty"] = item.certainty
            row["stated_as"] = item.stated_as or None
            row["marks"] = {name: self._mark(mark) for name, mark in item.marks.items()} or None
            row["extra"] = dict(item.extra) or None

    def _cites(self, plan: Plan, number: int, cites: Iterable[Cite], part: str) -> Iterator[tuple[str, Row]]:
        for cite in cites:
            row = {
                "row_id": self._next("cite"), "of_table": plan.table, "of_row": number, "part": part,
                "document": cite.document, "lines": cite.lines or None, "section": cite.section or None,
                "words": cite.words or None,
            }  # fmt: skip
            yield "cite", {**row, **self._place(cite.position)}

    def _mark(self, mark: Mark) -> Row:
        """Return the JSON of a mark; what is as usual is left out."""
        cites = [
            {
                **{name: text for name, text in cite.as_json().items() if text},
                **({"at": self._at(cite.position)} if cite.position else {}),
            }
            for cite in mark.cites
        ]
        full = {
            "certainty": mark.certainty.value, "cites": cites, "stated_as": mark.stated_as, "source": mark.source.value,
            "verified": mark.verified, "note": mark.note, "extra": dict(mark.extra),
            "at": self._at(mark.position) if mark.position else None,
        }  # fmt: skip
        return {name: value for name, value in full.items() if value and (name, value) not in _USUAL}

    def _place(self, position: Position | None) -> Row:
        if position is None:
            return {"at_file": None, "at_line": None, "at_column": None}
        return {"at_file": self._file(position.file), "at_line": position.line, "at_column": position.column}

    def _at(self, position: Position) -> list[int]:
        return [self._file(position.file), position.line, position.column]

    def _file(self, path: str) -> int:
        return self._files.setdefault(path, len(self._files) + 1)

    def _next(self, table: str) -> int:
        self._numbers[table] = self._numbers.get(table, 0) + 1
        return self._numbers[table]


#: What a mark says where nothing is written.
_USUAL = (("certainty", Mark().certainty.value), ("source", Mark().source.value))

#: Where nothing is said of places, there is no row.
_NO_PLACES = Locations()


def _value(value: Any, column: Column) -> Any:
    if column.many is not None:
        listed = sorted(value) if column.many is frozenset else list(value)
        return [str(item) for item in listed] or None
    return None if column.default is not ... and value == column.default else value
