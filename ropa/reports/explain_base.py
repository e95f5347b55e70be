"""What an explanation is made of: the meanings of a word, and the lists that are shown when no word is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from ropa.checks.base import Check
from ropa.checks.coverage import Covered
from ropa.checks.pages import page_of
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.reports.law import LawView, cites, law_view, value_text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One meaning of a word.

    Attributes:
        kind: one of `KINDS`.
        id: its key; title: what it is, in one sentence or clause.
        facts: further statements, by name, in the order in which they are read.
        items: what the articles ask for, where it is an article with several items.
        checks: codes of those that look after it, or that are in it, in order.
        page: the manual page, for a check. law: rows with everything on them, for what stands in the law.
        source, verified: of a row of the law; empty for what is not from there.
    """

    kind: str
    id: str
    title: str
    facts: Mapping[str, str] = field(default_factory=dict)
    items: tuple[Covered, ...] = ()
    checks: tuple[str, ...] = ()
    page: str = ""
    law: LawView | None = None
    source: str = ""
    verified: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return kind, id, title, facts, checks; items of an article, `rows` of the law, and the source of an item."""
        form: dict[str, Any] = {"kind": self.kind, "id": self.id, "title": self.title, "facts": dict(self.facts)}
        if self.kind == "article":
            form["items"] = [row.item.id for row in self.items]
        if self.law is not None:
            form["rows"] = self.law.as_json()["rows"]
        if self.source:
            form |= {"source": self.source, "verified": self.verified}
        return {**form, "checks": list(self.checks)}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Every meaning of a word.

    Attributes:
        asked: the word as it was typed. demands: what each check demands, by code.
        as_of: the day that states of the law are about; data_as_of: the day on which its tables were compiled.
    """

    asked: str
    entries: tuple[Entry, ...]
    demands: Mapping[str, str]
    as_of: dt.date
    data_as_of: dt.date
    own: OwnLaw = NO_OWN_ROWS

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the word, the dates, and each meaning."""
        return {
            "format": 1,
            "asked": self.asked,
            "data_as_of": self.data_as_of.isoformat(),
            "as_of": self.as_of.isoformat(),
            **self.own.as_json(),
            "found": [entry.as_json() for entry in self.entries],
        }

    def columns(self) -> tuple[str, ...]:
        """Return the heads of the flat form."""
        return ("kind", "id", "field", "text")

    def rows(self) -> list[tuple[str, ...]]:
        """Return one line per statement."""
        found: list[tuple[str, ...]] = []
        for entry in self.entries:
            facts = {"title": entry.title, **entry.facts, "checks": ", ".join(entry.checks), "source": entry.source}
            found += [(entry.kind, entry.id, name, text) for name, text in facts.items() if text]
            found += [(entry.kind, entry.id, name, text) for name, text in _law_texts(entry.law) if text]
        return found


def _law_texts(view: LawView | None) -> list[tuple[str, str]]:
    """Return every field of the rows of the law that stand with an entry; several rows name theirs."""
    if view is None:
        return []
    several = len(view.found) > 1
    found = []
    for number, row in enumerate(view.found, 1):
        values = {**row.values, "state": row.state, "own": row.mark}
        mark = f" [{number}]" if several else ""
        found += [(f"{name}{mark}", value_text(value)) for name, value in values.items()]
    return found


@dataclass(frozen=True)
class CheckList:
    """What can be explained, kind by kind, and every check in one line.

    Attributes:
        kinds: kind, what it is, how many there are (0 where that cannot be counted), and two examples.
    """

    checks: Sequence[Check]
    kinds: tuple[tuple[str, str, int, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the kinds, then code, name, severity, articles, items and demand of each check, in order."""
        return {
            "format": 1,
            "kinds": [
                {"kind": kind, "what": what, "count": count or None, "examples": examples.split(", ")}
                for kind, what, count, examples in self.kinds
            ],
            "checks": [
                {
                    "code": check.CODE,
                    "name": check.NAME,
                    "severity": str(check.SEVERITY),
                    "articles": list(check.ARTICLES),
                    "items": list(check.ITEMS),
                    "demand": page_of(check).demand,
                }
                for check in self.checks
            ],
        }

    def columns(self) -> tuple[str, ...]:
        """Return the heads."""
        return ("code", "severity", "what it demands")

    def rows(self) -> list[tuple[str, ...]]:
        """Return one line per check, in order."""
        return [(check.CODE, str(check.SEVERITY), page_of(check).demand) for check in self.checks]


@lru_cache(maxsize=64)
def _whole(law: Law, table: str, as_of: dt.date) -> LawView:
    """Return a whole table; a word is looked up in most of them."""
    return law_view(law, table, as_of=as_of)


@lru_cache(maxsize=4)
def _demands(checks: tuple[Check, ...]) -> Mapping[str, str]:
    return {check.CODE: page_of(check).demand for check in checks}


@dataclass(frozen=True)
class Known:
    """What words are looked up in."""

    law: Law
    checks: Sequence[Check]
    as_of: dt.date

    def demands(self) -> Mapping[str, str]:
        """Return what each check demands, by code."""
        return _demands(tuple(self.checks))

    def rows(self, table: str, words: str) -> LawView:
        return law_view(self.law, table, words, as_of=self.as_of)

    def named(self, table: str, *wanted: str, column: str = "") -> LawView:
        """Return the rows of a table with one of these ids, or with one of these words in a column, in any case."""
        words = {word.casefold() for word in wanted}
        every = _whole(self.law, table, self.as_of)
        found = (row for row in every.found if (str(row.values[column]) if column else row.id).casefold() in words)
        return replace(every, found=tuple(found))

    def citing(self, article: str) -> tuple[str, ...]:
        """Return the codes of the checks that rest on the article or a part of it."""
        return tuple(check.CODE for check in self.checks if any(cites(known, article) for known in check.ARTICLES))
