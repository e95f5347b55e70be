"""What may stand in a column of an own row: days, and the words of a closed list; names have to be known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from ropa.errors import Problem
from ropa.law import load_law
from ropa.law.columns import Layout
from ropa.law.load import shipped_rows
from ropa.law.own import REMOVED, OwnRow
from ropa.readers import own_law_messages as messages
from ropa.resolver.draft import Node, Scalar
from ropa.resolver.draft import Sequence as Listed

#: Columns in which only words of the shipped table mean anything.
_CLOSED = {
    "adequacy": ("kind", "scope_code", "status", "end_kind"),
    "area": ("status", "kind"),
    "tools": ("category", "status"),
    "modules": ("module", "exporter", "importer"),
    "rules": ("rule",),
    "items": ("record", "severity"),
    "provisions": ("topic",),
    "limits": ("topic",),
    "contents": ("content",),
}

#: Tables with values of a kind, and the column that tells which kind.
_VALUES = {"rules": "rule", "limits": "topic"}

#: Durations (ISO 8601) and numbers.
_SHAPES = (re.compile(r"P(?:\d+[YMD])+"), re.compile(r"\d+"))

_VERIFIED = ("yes", "partly", "no")


class Words:
    """Which words are known, from the shipped tables."""

    def __init__(self) -> None:
        self._closed: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, layout: Layout, column: str) -> tuple[str, ...]:
        """Return the words that a column takes, sorted; empty where any text will do."""
        if column == "verified":
            return _VERIFIED
        if column not in _CLOSED.get(layout.key, ()):
            return ()
        key = (layout.key, column)
        if key not in self._closed:
            self._closed[key] = tuple(sorted({row[column] for row in shipped_rows(layout.key)} - {""}))
        return self._closed[key]

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(load_law().countries)

    def references(self, rows: Sequence[OwnRow]) -> Iterator[Problem]:
        """Yield a problem for each row that names what neither the shipped tables nor the file have."""
        own = [row for row in rows if row.how != REMOVED]
        regimes = {row["key"] for row in shipped_rows("regimes")} | {"eu-led"}
        regimes |= {row.id for row in own if row.table == "regimes"}
        countries = self._countries | {row.id for row in own if row.table == "countries"}
        tools = {row["key"] for row in shipped_rows("tools")} | {row.get("key") for row in own if row.table == "tools"}
        every = {f"every-{row['category']}" for row in shipped_rows("tools")}
        decisions = {row["id"] for row in shipped_rows("adequacy")} | {row.id for row in own if row.table == "adequacy"}
        for row in own:
            yield from _known(row, "regime", regimes)
            # Approvals can be a group's.
            yield from _known(row, "country", countries | ({"EU"} if row.table == "authorities" else set()))
            yield from _misshapen(row)
            if row.table == "modules":
                yield from _known(row, "tool", tools)
            if row.table == "rules":
                yield from _known(row, "subject", tools | every | decisions)


def _misshapen(row: OwnRow) -> Iterator[Problem]:
    """Yield a problem where all shipped values of that kind are durations, or all are numbers, and this is neither."""
    column = _VALUES.get(row.table)
    if column is None:
        return
    values = [one["value"] for one in shipped_rows(row.table) if one[column] == row.get(column)]
    for shape in _SHAPES:
        if values and all(shape.fullmatch(value) for value in values) and not shape.fullmatch(row.get("value")):
            yield messages.unknown_word(row.position, "value", row.get("value"), sorted(set(values)))


def _known(row: OwnRow, column: str, known: Iterable[str]) -> Iterator[Problem]:
    text = row.get(column)
    if text and text not in set(known):
        yield messages.unknown_word(row.position, column, text, sorted(known))


def text_of(layout: Layout, column: str, node: Node, words: Words) -> tuple[str, Problem | None]:
    """Return the text that a table would have in that column, and what is wrong with it."""
    kind = layout.kinds[column]
    if isinstance(node, Listed) and kind == "words":
        parts = [_one(item) for item in node.items]
        if any(not part or ";" in part for part in parts):
            return "", messages.no_words(node, column)
        return ";".join(parts), None
    if not isinstance(node, Scalar):
        return "", messages.no_text(node, column)
    text = _one(node)
    if kind in ("day", "date"):
        if not text and kind == "day":
            return "", None
        return (text, None) if day_of(text) else ("", messages.no_day(node, column))
    accepted = words.of(layout, column)
    if accepted and text and text not in accepted:
        return "", messages.unknown_word(node.position, column, text, accepted)
    return text, None


def _one(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.is_absent else ""


def day_of(text: str) -> date | None:
    """Return the day that a text is, None where it is none; only YYYY-MM-DD is one."""
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else None
    except ValueError:
        return None
