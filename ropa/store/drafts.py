"""Rows to a draft: a database that was edited by hand says the same as an inventory file, and is resolved like one.

Only what is a statement becomes part of the draft. What follows from statements is left out, and the resolver makes it
again: flows of lists and hosting, people found upstream, values of the shipped directory, shipped words, notices. A
shipped value that was changed by hand is a statement. Positions are FILE/TABLE:ROW:COLUMN.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from ropa.errors import InputProblems, Position
from ropa.resolver import format as inventory
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence
from ropa.resolver.shapes import Shape
from ropa.store import messages
from ropa.store.draftflows import flow_entry
from ropa.store.draftvalues import Values, text
from ropa.store.plan import GENERAL, SECTIONS
from ropa.store.rawrows import Raw, RawRows
from ropa.store.shipped import Shipped
from ropa.vocabulary import Vocabulary

_SHAPES: MappingOf[str, Shape] = {
    "organisations": inventory.ORGANISATION, "data_subjects": inventory.DATA_SUBJECT,
    "data_categories": inventory.DATA_CATEGORY, "purposes": inventory.PURPOSE, "systems": inventory.SYSTEM,
    "agreements": inventory.AGREEMENT, "safeguards": inventory.SAFEGUARD, "measures": inventory.MEASURE,
    "activities": inventory.ACTIVITY, "rights": inventory.RIGHT, "promises": inventory.PROMISE,
    "cookies": inventory.COOKIE, "observations": inventory.OBSERVATION, "waivers": inventory.WAIVER,
}  # fmt: skip

_LISTED = ("cookies", "observations", "waivers")


def draft_of(connection: sqlite3.Connection, name: str, *, vocabulary: Vocabulary) -> Mapping:
    """Return the draft that the rows of a database say, with what could be read past in its `problems`.

    Args:
        name: of the database, for positions. vocabulary: tells which values are the shipped ones.

    Raises:
        InputProblems: tables or columns are not there.
    """
    rows = RawRows(connection, name)
    if not rows.readable:
        raise InputProblems(rows.problems)
    heads = rows.of("register")
    if len(heads) != 1:
        raise InputProblems([*rows.problems, messages.not_one_register(name, len(heads))])
    builder = _Builder(rows, Shipped(rows, vocabulary))
    entries = builder.entries(heads[0])
    rows.check_cites()
    return Mapping(entries, Position(name, 0, 0), tuple(rows.problems))


class _Builder:
    """Makes the sections of one draft."""

    def __init__(self, rows: RawRows, shipped: Shipped) -> None:
        self._rows = rows
        self._shipped = shipped
        self._values = Values(rows.problems, shipped)

    def entries(self, head: Raw) -> tuple[Entry, ...]:
        """Return the entries of the root, as the format orders them."""
        at = head.position()
        register = self._values.mapping(inventory.REGISTER, head)
        documents = Entry("documents", at, self._documents(at))
        found = [
            Entry("ropa", at, Scalar("1", at)),
            Entry("register", at, replace(register, entries=(*register.entries, documents))),
        ]
        for section, shape in _SHAPES.items():
            entries = self._section(section, shape)
            if section in _LISTED:
                found.append(Entry(section, at, Sequence(tuple(entry.value for entry in entries), at)))
                continue
            general = section == "activities"
            keyed = tuple(entry for entry in entries if not (general and entry.key == GENERAL))
            found.append(Entry(section, at, Mapping(keyed, at)))
            found.extend(entry for entry in entries if general and entry.key == GENERAL)
        return tuple(found)

    def _documents(self, at: Position) -> Mapping:
        """Return the documents by key; the format keeps them under `register`."""
        made = [
            Entry(text(raw.values["key"]), raw.position("key"), self._values.mapping(inventory.DOCUMENT, raw))
            for raw in self._rows.of("document")
        ]
        return Mapping(tuple(made), at)

    def _section(self, section: str, shape: Shape) -> list[Entry]:
        found = []
        for raw in self._rows.of(SECTIONS[section]):
            stated = self._shipped.stated(section, raw)
            if stated is None:
                continue
            key = text(raw.values.get("key"))
            found.append(Entry(key, stated.position("key"), self._entry(shape, stated)))
        return found

    def _entry(self, shape: Shape, raw: Raw) -> Node:
        made = self._values.mapping(shape, raw)
        if shape is not inventory.ACTIVITY:
            return made
        flows = raw.parts.get("flows", [])
        arrows = [flow_entry(flow, self._values, self._shipped) for flow in flows if flow.values["kind"] == "declared"]
        if raw.values["no_recipients"] and not raw.parts.get("listed_recipients"):
            at = raw.position("no_recipients")
            made = replace(made, entries=(*made.entries, Entry("recipients", at, Scalar("none", at))))
        if not arrows:
            return made
        at = raw.position()
        items = tuple(Mapping((arrow,), arrow.position) for arrow in arrows)
        return replace(made, entries=(*made.entries, Entry("flows", at, Sequence(items, at))))
