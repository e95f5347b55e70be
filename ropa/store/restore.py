"""Rows to a register: what a database that `ropa export` wrote says, without resolving it once more.

Works on plain `sqlite3`, table by table; what belongs to a row is found by its number or key. Only rows whose stamp
holds are read like this, since nothing is checked here that the resolver checked before.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from ropa.errors import Position
from ropa.model import Certainty, Cite, Mark, Pair, Register, Source
from ropa.store.plan import (
    GENERAL,
    PLANS,
    SECTIONS,
    Column,
    Link,
    Part,
    Plan,
    citing,
    columns,
    common,
    is_many,
    is_word,
)

Cites = tuple[Cite, ...]

#: Columns of a row that every statement has, in the order in which they are selected.
_PLACE = ("at_file", "at_line", "at_column")
_SAID = ("certainty", "stated_as", "marks", "extra")

_CERTAINTIES = {member.value: member for member in Certainty}
_NOTHING: Mapping[str, Any] = {}


class Loaded(NamedTuple):
    """A statement with the row it belongs to and its part of it."""

    owner: Any
    part: str
    value: Any


class Loader:
    """Reads statements of one database, all of a table or those that an SQL condition names.

    Args:
        only: table to a temporary table with the numbers or keys of its rows that are read, whatever they belong to.
    """

    def __init__(self, connection: sqlite3.Connection, *, only: Mapping[str, str] = _NOTHING) -> None:
        self._connection = connection
        self._only = only
        self._keys: dict[str, str] = {}
        self._abouts: dict[tuple[str | None, str | None], tuple[str | None, str | None]] = {}

    def key(self, text: str) -> str:
        """Return the same text for equal texts: SQLite gives a new one for each row, and keys stand in many."""
        return self._keys.setdefault(text, text)

    def about(self, subject: str | None, data: str | None) -> tuple[str | None, str | None]:
        """Return the same two keys for equal ones, as `key`."""
        found = self._abouts.get((subject, data))
        if found is None:
            found = (subject and self.key(subject), data and self.key(data))
            self._abouts[found] = found
        return found

    @cached_property
    def _files(self) -> Mapping[int, str]:
        return dict(self._connection.execute("SELECT row_id, path FROM source_file"))

    def register(self) -> Register:
        """Return the whole register.

        Raises:
            KeyError, ValueError, TypeError: the rows are none that `ropa export` wrote.
        """
        sections = {section: self.section(section) for section in SECTIONS}
        general = sections["activities"].pop(GENERAL, None)
        return Register(**self.head(), **sections, general=general)

    def head(self) -> dict[str, Any]:
        """Return what the register says of itself, as arguments."""
        (found,) = self._arguments(PLANS["register"], "")
        return found[2]

    def section(self, section: str, where: str = "") -> Any:
        """Return a section, by key where its entries have one; `general` stands among the activities."""
        plan = PLANS[SECTIONS[section]]
        made = [item.value for item in self.statements(plan, where)]
        return {item.key: item for item in made} if plan.keyed else tuple(made)

    def belonging(self, plan: Plan, attribute: str, *, inside: str) -> Mapping[Any, Any]:
        """Return what a field that other tables hold is for each row, by number or key; `inside` names the rows."""
        if attribute in plan.links:
            return self._listed(plan.links[attribute], inside)
        return self._nested(plan, attribute, plan.parts[attribute], inside, _NOTHING)

    def bare(self, plan: Plan) -> Iterator[dict[str, Any]]:
        """Yield the arguments of the rows of a table in file order, without what other tables hold of them."""
        for _, _, arguments in self._arguments(plan, "", nested=False):
            yield arguments

    def statements(self, plan: Plan, where: str = "", part: Part | None = None) -> Iterator[Loaded]:
        """Yield the statements of a table in file order.

        Args:
            where: SQL condition on its rows. part: how the rows belong to others.
        """
        for owner, name, arguments in self._arguments(plan, where, part):
            yield Loaded(owner, name, plan.model(**arguments))

    def _arguments(
        self, plan: Plan, where: str, part: Part | None = None, *, nested: bool = True
    ) -> Iterator[tuple[Any, str, dict[str, Any]]]:
        if plan.table in self._only:
            where = f"{plan.identity} IN {self._only[plan.table]}"
        reader = _reader(plan, part)
        cites = self._cites(plan, where)
        belonging = self._belonging(plan, where, cites) if nested else []
        clause = f" WHERE {where}" if where else ""
        made = [column.make for column in reader.columns]
        names = [column.attribute for column in reader.columns]
        width = len(names)
        for row in self._connection.execute(f"{reader.select}{clause} ORDER BY row_id"):
            arguments: dict[str, Any] = {
                name: value if make is None else make(value)
                for name, make, value in zip(names, made, row, strict=False)
                if value is not None
            }
            number, identity, owner, name = row[width : width + 4]
            rest = row[width + 4 :]
            if rest[0] is not None:
                arguments["position"] = Position(self._files[rest[0]], rest[1], rest[2])
            if reader.said:
                self._said(arguments, rest[3:])
                if number in cites[""]:
                    arguments["cites"] = cites[""][number]
            for attribute in reader.citing:
                arguments[attribute] = cites[attribute].get(number, ())
            for attribute, found in belonging:
                if identity in found:
                    arguments[attribute] = found[identity]
            yield owner, name, arguments

    def _said(self, arguments: dict[str, Any], row: tuple[Any, ...]) -> None:
        certainty, stated_as, marks, extra = row
        arguments["certainty"] = _CERTAINTIES[certainty]
        if stated_as is not None:
            arguments["stated_as"] = stated_as
        # Most rows have neither; they share one empty mapping instead of having two each.
        arguments["marks"] = (
            {name: self._mark(mark) for name, mark in json.loads(marks).items()} if marks is not None else _NOTHING
        )
        arguments["extra"] = json.loads(extra) if extra is not None else _NOTHING

    def _belonging(self, plan: Plan, where: str, cites: Mapping[str, Any]) -> list[tuple[str, Mapping[Any, Any]]]:
        """Return for each field that other tables hold what belongs to each row, by number or key."""
        inside = f"(SELECT {plan.identity} FROM {plan.table} WHERE {where})" if where else ""
        inside = self._only.get(plan.table, inside)
        found: list[tuple[str, Mapping[Any, Any]]] = []
        for attribute, link in plan.links.items():
            found.append((attribute, self._listed(link, inside)))
        for attribute, part in plan.parts.items():
            found.append((attribute, self._nested(plan, attribute, part, inside, cites)))
        return found

    def _listed(self, link: Link, inside: str) -> Mapping[Any, tuple[str, ...]]:
        conditions = [f"{link.owner} IN {inside}"] if inside else []
        conditions += [f"part = '{link.part}'"] if link.part else []
        clause = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        listed: dict[Any, tuple[str, ...]] = {}
        query = f"SELECT {link.owner}, {link.item} FROM {link.table}{clause} ORDER BY row_id"
        for owner, item in self._connection.execute(query):
            listed[owner] = (*listed.get(owner, ()), item)
        return listed

    def _nested(
        self, plan: Plan, attribute: str, part: Part, inside: str, cites: Mapping[str, Any]
    ) -> Mapping[Any, Any]:
        conditions = [f"{part.owner} IN {inside}"] if inside else []
        conditions += [f"{part.owner} IS NULL"] if part.of_register else []
        conditions += [f"part = '{part.part}'"] if part.part else []
        inner = PLANS[part.table]
        many = is_many(plan, attribute)
        if inner.model is Pair:
            return self._pairs(" AND ".join(conditions), cites.get("", _NOTHING))
        gathered: dict[Any, list[Any]] = {}
        for item in self.statements(inner, " AND ".join(conditions), part):
            gathered.setdefault(1 if part.of_register else item.owner, []).append(item.value)
        return {owner: tuple(items) if many else items[0] for owner, items in gathered.items()}

    def _pairs(self, where: str, shared: Mapping[Any, Cites]) -> Mapping[Any, Any]:
        """Return the facts of each flow: as `statements`, in half the time, because there are so many of them."""
        cites = self._cites(PLANS["pair"], where)[""]
        files, clause = self._files, f" WHERE {where}" if where else ""
        found: dict[int, list[Pair]] = {}
        about, position, place = self.about, None, None
        for (
            number,
            flow,
            subject,
            data,
            inferred,
            own,
            file,
            line,
            column,
            sure,
            words,
            marks,
            extra,
        ) in self._connection.execute(
            "SELECT row_id, flow, subject, data, inferred, own_cites, at_file, at_line, at_column, certainty,"
            f" stated_as, marks, extra FROM pair{clause} ORDER BY flow, row_id"
        ):
            subject, data = about(subject, data)
            if file is None:
                position = None
            elif position is None or (file, line, column) != place:  # facts of one list have the place of their list
                position, place = Position(files[file], line, column), (file, line, column)
            pair = Pair(
                subject=subject, data=data, inferred=inferred == 1, certainty=_CERTAINTIES[sure],
                position=position,
                cites=cites.get(number, ()) if own else shared.get(flow, ()), stated_as=words or "",
                marks={name: self._mark(mark) for name, mark in json.loads(marks).items()} if marks else _NOTHING,
                extra=json.loads(extra) if extra else _NOTHING,
            )  # fmt: skip
            if flow in found:
                found[flow].append(pair)
            else:
                found[flow] = [pair]
        return {flow: tuple(pairs) for flow, pairs in found.items()}

    def _cites(self, plan: Plan, where: str) -> Mapping[str, dict[int, Cites]]:
        """Return the citations of each row, by part and number."""
        found: dict[str, dict[int, Cites]] = {"": {}, **{name: {} for name in citing(plan)}}
        inside = f" AND of_row IN (SELECT row_id FROM {plan.table} WHERE {where})" if where else ""
        if plan.table in self._only and not plan.keyed:
            inside = f" AND of_row IN {self._only[plan.table]}"
        query = (
            "SELECT of_row, part, document, lines, section, words, at_file, at_line, at_column FROM cite"
            f" WHERE of_table = ?{inside} ORDER BY row_id"
        )
        for number, part, document, lines, section, words, file, line, column in self._connection.execute(
            query, (plan.table,)
        ):
            position = None if file is None else Position(self._files[file], line, column)
            cite = Cite(
                document=document, lines=lines or "", section=section or "", words=words or "", position=position
            )
            found[part][number] = (*found[part].get(number, ()), cite)
        return found

    def _mark(self, mark: dict[str, Any]) -> Mark:
        at, cites = mark.pop("at", None), mark.pop("cites", ())
        mark["certainty"] = _CERTAINTIES[mark.get("certainty", Certainty.STATED)]
        mark["source"] = Source(mark.get("source", Source.REGISTER))
        return Mark(**mark, cites=tuple(self._mark_cite(cite) for cite in cites), position=self._at(at))

    def _mark_cite(self, cite: dict[str, Any]) -> Cite:
        return Cite(position=self._at(cite.pop("at", None)), **cite)

    def _at(self, at: list[int] | None) -> Position | None:
        return None if at is None else Position(self._files[at[0]], at[1], at[2])


class _Made(NamedTuple):
    attribute: str
    make: Callable[[Any], Any] | None


class _Reader(NamedTuple):
    """How rows of a table are read: the columns first, then number, identity, owner, part, place, and what is said."""

    select: str
    columns: tuple[_Made, ...]
    said: bool
    citing: tuple[str, ...]


@cache
def _reader(plan: Plan, part: Part | None) -> _Reader:
    own = columns(plan)
    names = [column.name for column in own]
    names += ["row_id", plan.identity, part.owner if part else "NULL", "part" if part and part.part else "''"]
    names += _PLACE
    said = "certainty" in common(plan)
    names += _SAID if said else ()
    made = tuple(_Made(column.attribute, maker(column)) for column in own)
    return _Reader(f"SELECT {', '.join(names)} FROM {plan.table}", made, said, citing(plan))


def maker(column: Column) -> Callable[[Any], Any] | None:
    """Return what turns a stored value into that of the model, None where they are the same."""
    kind, many = column.kind, column.many
    words: Mapping[str, Any] = {member.value: member for member in kind} if is_word(kind) else {}
    if many is not None:
        return lambda text: many(words[item] if words else item for item in json.loads(text))
    if words:
        return words.__getitem__
    if kind is bool:
        return bool
    return dt.date.fromisoformat if kind is dt.date else None
