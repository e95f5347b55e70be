"""Rows that somebody adds to the tables of the law, overrides or removes, and how they come into a table.

They are a statement of whoever wrote them, not of the shipped tables: whatever is computed with them names each of them
and the file that it stands in. A register is never changed by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ropa.errors import Position
from ropa.law.columns import BY_FILE, Layout

ADDED, OVERRIDDEN, REMOVED = "added", "overridden", "removed"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row of somebody's own.

    Attributes:
        table: its key, such as `adequacy`. id: of the row there. how: `added`, `overridden` or `removed`.
        position: where it is written.
        values: by column, the texts of the whole row; of a removed one those it had.
        changed: column, text before and text after, where it overrides.
        source, checked, verified: who says so, the day on which somebody looked, and how sure it is; of a removed row
            source and day may be missing.
        reason: why it was removed.
    """

    table: str
    id: str
    how: str
    position: Position
    values: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, str], ...] = ()
    source: str = ""
    checked: date | None = None
    verified: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        """Table, id and what was done, such as `adequacy eu-us-dpf overridden`."""
        return f"{self.table} {self.id} {self.how}"

    @property
    def line(self) -> str:
        """Everything on it in one line: what was done, to which columns, why or by which source, and where."""
        parts = [self.name]
        if self.changed:
            parts.append("; ".join(f"{name}: {old or 'empty'} -> {new or 'empty'}" for name, old, new in self.changed))
        parts += [self.reason] if self.reason else []
        parts += [f"source: {self.source}"] if self.source else []
        parts += [f"checked {self.checked}"] if self.checked else []
        parts += [f"verified: {self.verified}"] if self.verified else []
        return f"{'; '.join(parts)} ({self.position.file}:{self.position.line})"

    def get(self, column: str) -> str:
        """Return the text of a column, empty where the table has none of that name."""
        return dict(self.values).get(column, "")

    def as_json(self) -> dict[str, Any]:
        """Return table, id, what was done, where it is written, what changed, and who says so."""
        return {
            "table": self.table,
            "id": self.id,
            "how": self.how,
            "file": self.position.file,
            "line": self.position.line,
            "changed": [{"column": name, "before": old, "after": new} for name, old, new in self.changed],
            "source": self.source or None,
            "checked": self.checked.isoformat() if self.checked else None,
            "verified": self.verified or None,
            "reason": self.reason or None,
        }


@dataclass(frozen=True)
class OwnLaw:
    """Every row of one file, in the order written; false where there is none."""

    file: str = ""
    rows: tuple[OwnRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def short(self) -> str:
        """How many rows there are and where they are from, or an empty text."""
        if not self.rows:
            return ""
        count = len(self.rows)
        return f"with {count} own row{'' if count == 1 else 's'} of law from {self.file}"

    @property
    def said(self) -> str:
        """The same, with the name of every row; or an empty text."""
        return f"{self.short}: {'; '.join(row.name for row in self.rows)}" if self.rows else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything on every row, a line for each."""
        return tuple(row.line for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return `own_rows` where there are any, else nothing: to be put into an envelope."""
        return {"own_rows": [row.as_json() for row in self.rows]} if self.rows else {}

    def of(self, table: str) -> tuple[OwnRow, ...]:
        """Return the rows of a table."""
        return tuple(row for row in self.rows if row.table == table)

    def find(self, table: str, key: str) -> OwnRow | None:
        """Return the row of that table and id that is there, or None; a removed one is not there."""
        found = self._by_id.get((table, key))
        return None if found is None or found.how == REMOVED else found

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], OwnRow]:
        return {(row.table, row.id): row for row in self.rows}

    def touches(self, tables: Iterable[str]) -> bool:
        """Tell whether a row is of one of these tables."""
        wanted = frozenset(tables)
        return any(row.table in wanted for row in self.rows)

    def edited(self, file: str, rows: Sequence[list[str]]) -> list[list[str]]:
        """Return the rows of a table, texts in the order of its columns, with what is own in place.

        Args:
            file: of the table, without its suffix.
        """
        layout = BY_FILE.get(file)
        mine = self.of(layout.key) if layout is not None else ()
        if layout is None or not mine:
            return list(rows)
        by_id = {row.id: row for row in mine}
        found = []
        for row in rows:
            own = by_id.get(layout.id_of(dict(zip(layout.names, row, strict=True))))
            if own is None:
                found.append(row)
            elif own.how == OVERRIDDEN:
                found.append([text for _, text in own.values])
        for own in mine:
            if own.how == ADDED:
                _insert(layout, found, [text for _, text in own.values])
        return found


#: Nothing of anybody's own.
NO_OWN_ROWS = OwnLaw()


def _insert(layout: Layout, rows: list[list[str]], new: list[str]) -> None:
    """Put a row among those that it belongs to: of the same thing, then of the same regime, then by date."""
    places = [layout.names.index(name) for name in layout.ids]
    for count in range(len(places), 1, -1):
        *shared, own = places[:count]
        alike = [number for number, row in enumerate(rows) if all(row[place] == new[place] for place in shared)]
        not_later = [number for number in alike if rows[number][own] <= new[own]]
        if not_later or (alike and count == len(places)):
            rows.insert(not_later[-1] + 1 if not_later else alike[0], new)
            return
    same = [number for number, row in enumerate(rows) if row[places[0]] == new[places[0]]]
    rows.insert(same[-1] + 1 if same else len(rows), new)
