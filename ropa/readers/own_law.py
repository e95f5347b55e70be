"""Own rows of the law, from a YAML file: each row checked against the columns and words of the shipped table.

A file holds a list of rows under the key of each table, and what is to be removed::

    adequacy:
      - id: eu-us-dpf
        valid_until: 2026-12-31
        source: https://...
        checked: 2026-11-20
        verified: partly
    remove:
      - {table: adequacy, ids: [eu-ar], reason: "repealed, as our counsel reads it"}

A row with the id of a shipped one overrides it: columns that it does not name stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ropa.errors import InputProblems, Position, Problem
from ropa.law import DataFileError, load_law
from ropa.law.columns import LAYOUTS, Layout
from ropa.law.load import shipped_rows
from ropa.law.own import ADDED, OVERRIDDEN, REMOVED, OwnLaw, OwnRow
from ropa.readers import own_law_messages as messages
from ropa.readers.files import read_one_file
from ropa.readers.own_law_values import Words, day_of, text_of
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence

#: What a row has beside the columns of its table: the day on which somebody looked at the source.
CHECKED = "checked"

#: The day of the tables in a row; of an own row it is the day of checking.
_COMPILED = "data_as_of"

#: Keys of a file that are no table.
_HEADS = ("law", "remove")

#: Tables whose rows other tables name; to take one out would leave those without what they are about.
_NAMED_ELSEWHERE = ("countries", "regimes", "items")

#: What the rows of one tool have in common.
_OF_A_TOOL = ("label", "category", "aliases")

#: Columns that say more and decide nothing: a row is whole without them.
_FREE = frozenset({"aliases", "evidence", "notes"})

#: Other names of columns: `ropa law area --format json` shows these.
_ALSO = {"area": {"valid_from": "from", "valid_until": "until"}}


def read_own_law(file: str | Path) -> OwnLaw:
    """Return the own rows that a file holds, in the order written.

    Raises:
        InputProblems: with everything that is wrong, each with its place.
    """
    name = str(file)
    root = read_one_file(name, _START)
    reading = _Reading(name, problems=list(root.problems))
    for entry in root.entries:
        reading.section(entry)
    if not reading.rows and not reading.problems:
        reading.problems.append(messages.no_rows(name))
    reading.check_references()
    if reading.problems:
        raise InputProblems(reading.problems)
    own = OwnLaw(name, tuple(reading.rows))
    _try(own)
    return own


_START = "Rows of law are YAML text: the key of a table, and below it a list of rows; `ropa law` lists the tables."


def _try(own: OwnLaw) -> None:
    """Read every table with the own rows once, so that nothing is wrong with them only when they are needed."""
    law = load_law(own=own)
    try:
        for _ in (law.countries, law.decisions, law.area, law.regimes, law.tools, law.modules, law.tool_rules,
                  law.authorities, law.provisions, law.limits, law.contract_contents, law.article_items):  # fmt: skip
            pass
    except DataFileError as error:
        raise InputProblems([messages.no_table(own.file, error.message)]) from error


@dataclass
class _Table:
    """A shipped table, as own rows are compared with it."""

    layout: Layout
    rows: dict[str, dict[str, str]]
    filled: frozenset[str]

    @classmethod
    def of(cls, key: str) -> _Table:
        """Return the table; `filled` are the columns that no shipped row leaves empty."""
        layout, rows = LAYOUTS[key], shipped_rows(key)
        filled = {name for name in layout.names if name not in _FREE and all(row[name] for row in rows)}
        return cls(layout, {layout.id_of(row): row for row in rows}, frozenset(filled))

    def shared(self, given: dict[str, str]) -> dict[str, str]:
        """Return what a new row begins with: nothing, but what all rows of one tool share."""
        empty = dict.fromkeys(self.layout.names, "")
        alike = next((row for row in self.rows.values() if row.get("key") == given.get("key")), None)
        if self.layout.key != "tools" or alike is None:
            return empty
        return {**empty, **{name: alike[name] for name in _OF_A_TOOL}}


@dataclass
class _Reading:
    """One file while it is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    rows: list[OwnRow] = field(default_factory=list)
    tables: dict[str, _Table] = field(default_factory=dict)
    known: dict[tuple[str, str], Position] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    def table(self, key: str) -> _Table:
        """Return a shipped table, read once."""
        if key not in self.tables:
            self.tables[key] = _Table.of(key)
        return self.tables[key]

    def section(self, entry: Entry) -> None:
        """Read what stands under one key of the file."""
        if entry.key == "law":
            if not isinstance(entry.value, Scalar) or entry.value.text != "1":
                self.problems.append(messages.other_version(entry.value.position))
            return
        if entry.key not in (*LAYOUTS, "remove"):
            self.problems.append(messages.unknown_table(entry.position, entry.key, (*LAYOUTS, *_HEADS)))
            return
        if not isinstance(entry.value, Sequence):
            self.problems.append(messages.no_list(entry.value, entry.key))
            return
        for item in entry.value.items:
            if not isinstance(item, Mapping):
                self.problems.append(messages.no_row(item, entry.key))
            elif entry.key == "remove":
                self._remove(item)
            else:
                self._row(self.table(entry.key), item)

    def _row(self, table: _Table, item: Mapping) -> None:
        layout, before = table.layout, len(self.problems)
        also = _ALSO.get(layout.key, {})
        written: dict[str, Entry] = {}
        for entry in item.entries:
            name = also.get(entry.key, entry.key)
            if name not in (*layout.names, CHECKED):
                self.problems.append(
                    messages.unknown_column(entry.position, entry.key, layout.key, (*layout.names, CHECKED))
                )
            written[name] = entry
        given = {name: self._text(layout, name, entry.value) for name, entry in written.items() if name in layout.names}
        checked = self._checked(written.get(CHECKED))
        lacking = [name for name in ("source", "verified") if name not in written or not _plain(written[name].value)]
        lacking += [CHECKED] if CHECKED not in written else []
        lacking += [name for name in layout.ids[: layout.least] if name in table.filled and not given.get(name)]
        if lacking:
            self.problems.append(messages.lacking(item.position, dict.fromkeys(lacking), layout.key))
        if len(self.problems) > before or checked is None:
            return
        if _COMPILED in layout.names:
            given.setdefault(_COMPILED, checked.isoformat())
        self._take(table, item, written, given, checked)

    def _take(
        self, table: _Table, item: Mapping, written: dict[str, Entry], given: dict[str, str], checked: date
    ) -> None:
        """Take a row whose own words are right: it overrides a shipped one, or is added."""
        layout = table.layout
        key = layout.id_of({**dict.fromkeys(layout.names, ""), **given})
        shipped = table.rows.get(key)
        if not self._first(layout, key, item.position):
            return
        values = {**(shipped or table.shared(given)), **given}
        missing = [name for name in layout.names if name in table.filled and not values[name]]
        if missing:
            near = messages.near_id(key, table.rows) if shipped is None else None
            self.problems.append(messages.lacking(item.position, missing, layout.key, key=key, near=near))
            return
        for problem in messages.contradictions(
            layout, values, {name: entry.position for name, entry in written.items()}
        ):
            self.problems.append(problem if problem.position.line else problem._replace(position=item.position))
        changed = (
            ()
            if shipped is None
            else tuple(
                (name, shipped[name], values[name])
                for name in layout.names
                if shipped[name] != values[name] and name not in ("source", "verified", _COMPILED)
            )
        )
        self.rows.append(
            OwnRow(
                table=layout.key, id=key, how=ADDED if shipped is None else OVERRIDDEN, position=item.position,
                values=tuple((name, values[name]) for name in layout.names), changed=changed,
                source=values["source"], checked=checked, verified=values["verified"],
            )
        )  # fmt: skip

    def _first(self, layout: Layout, key: str, position: Position) -> bool:
        """Tell whether nothing was said of that row before; else that is a problem."""
        first = self.known.setdefault((layout.key, key), position)
        if first != position:
            self.problems.append(messages.twice(position, layout.key, key, first))
        return first == position

    def _text(self, layout: Layout, name: str, node: Node) -> str:
        text, problem = text_of(layout, name, node, self.words)
        if problem is not None:
            self.problems.append(problem)
        return text

    def _checked(self, entry: Entry | None) -> date | None:
        if entry is None:
            return None
        day = day_of(_plain(entry.value))
        if day is None:
            self.problems.append(messages.no_day(entry.value, CHECKED))
        return day

    def _remove(self, item: Mapping) -> None:
        """Take what a mapping `{table, ids, reason}` removes."""
        entries = {entry.key: entry for entry in item.entries}
        accepted = ("table", "ids", "reason", "source", CHECKED)
        wrong = [
            messages.unknown_column(e.position, e.key, "remove", accepted)
            for e in item.entries
            if e.key not in accepted
        ]
        texts = {name: _plain(entries[name].value) for name in ("table", "reason", "source") if name in entries}
        lacking = [name for name in ("table", "reason") if not texts.get(name)]
        lacking += [] if "ids" in entries else ["ids"]
        if lacking or wrong:
            self.problems += [*wrong, *([messages.lacking(item.position, lacking, "remove")] if lacking else [])]
            return
        if texts["table"] not in LAYOUTS:
            self.problems.append(
                messages.unknown_table(entries["table"].value.position, texts["table"], tuple(LAYOUTS))
            )
            return
        if texts["table"] in _NAMED_ELSEWHERE:
            self.problems.append(messages.not_removable(entries["table"].value.position, texts["table"]))
            return
        table, checked = self.table(texts["table"]), self._checked(entries.get(CHECKED))
        for node in _items(entries["ids"].value):
            for key in self._removed(table, node):
                self.rows.append(
                    OwnRow(
                        table=table.layout.key, id=key, how=REMOVED, position=node.position,
                        values=tuple(table.rows[key].items()), reason=texts["reason"],
                        source=texts.get("source", ""), checked=checked,
                    )
                )  # fmt: skip

    def _removed(self, table: _Table, node: Node) -> Iterator[str]:
        wanted = _plain(node).casefold()
        found = [
            key for key, row in table.rows.items() if wanted in map(str.casefold, table.layout.ids_of(row)) and wanted
        ]
        if not found:
            self.problems.append(messages.no_such_row(node, table.layout.key, _plain(node), table.rows))
        for key in found:
            if self._first(table.layout, key, node.position):
                yield key

    def check_references(self) -> None:
        """Find rows that name a regime, a country or a tool that is neither shipped nor in the file."""
        self.problems += list(self.words.references(self.rows))


def _plain(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.is_absent else ""


def _items(node: Node) -> Iterable[Node]:
    return node.items if isinstance(node, Sequence) else (node,)
