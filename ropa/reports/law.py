"""The dated tables of the law as views: one table with its filters, or all of them in short.

Everything that a grade or a finding rests on can be looked up here with its source, and what nobody verified says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ropa.errors import UsageError
from ropa.language import REGIMES, listing, regime_label
from ropa.law import NO_OWN_ROWS, Law, OwnLaw, OwnRow
from ropa.law.own import REMOVED
from ropa.law.tables import fold
from ropa.reports.law_tables import LAW_TABLES, LawRow, LawTable
from ropa.resolver.near import nearest

#: How a row says that its source was not, or only in part, seen.
DOUBT = {"yes": "", "partly": "verified in part", "no": "unverified"}

#: An article of the GDPR in a text: a number with its paragraphs, outside a word or another number.
_ARTICLE = re.compile(r"(?<![\w/])\d+[a-z]?(?:\(\w+\))*(?!\w)")

#: Words in front of an article that say nothing more.
_ARTICLE_WORDS = re.compile(r"\b(?:articles?|art\.?|gdpr|eu)(?=\W|\d|$)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class LawView:
    """Rows of one table.

    Attributes:
        table: which; names: of its columns; asked: filters and day, as they were understood.
        found: the rows asked for, in the order of the table; total: how many rows the whole table has.
        as_of: the day that the state of each row is about; data_as_of: the day on which the table was compiled.
    """

    table: LawTable
    asked: Mapping[str, str]
    names: tuple[str, ...]
    found: tuple[LawRow, ...]
    total: int
    as_of: dt.date
    data_as_of: dt.date
    own: OwnLaw = NO_OWN_ROWS

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the question, the dates, and every field of every row, with its state on the day."""
        return {
            "format": 1,
            "table": self.table.key,
            "asked": dict(self.asked),
            "data_as_of": self.data_as_of.isoformat(),
            "as_of": self.as_of.isoformat(),
            **self.own.as_json(),
            "total": self.total,
            "rows": [{"id": row.id, **_plain(row.values), **self._state(row)} for row in self.found],
        }

    def _state(self, row: LawRow) -> dict[str, str]:
        own = {"own": row.own.how} if row.own is not None else {}
        return {**({"state": row.state} if self.table.dated else {}), **own}

    @property
    def removed(self) -> tuple[OwnRow, ...]:
        """What somebody took out of this table."""
        return tuple(row for row in self.own.of(self.table.key) if row.how == REMOVED)

    def columns(self) -> tuple[str, ...]:
        """Return the names of all fields, for CSV."""
        first = () if "id" in self.names else ("id",)
        own = ("own",) if self.own.of(self.table.key) else ()
        return (*first, *self.names, *(("state",) if self.table.dated else ()), *own)

    def rows(self) -> list[tuple[str, ...]]:
        """Return every field of every row as text, for CSV."""
        whole = ({"id": row.id, **row.values, "state": row.state, "own": row.mark} for row in self.found)
        found = [tuple(value_text(values[name]) for name in self.columns()) for values in whole]
        for own in self.removed:
            values = {"id": own.id, **dict(own.values), "own": f"own row, removed: {own.reason}"}
            found.append(tuple(str(values.get(name, "")) for name in self.columns()))
        return found

    def groups(self) -> list[tuple[str, tuple[LawRow, ...]]]:
        """Return the rows by regime, for tables that have one; else all under an empty name."""
        if "regime" not in self.table.filters or self.table.key == "regimes":
            return [("", self.found)] if self.found else []
        ordered = sorted(self.found, key=lambda row: _regime_order(row.values["regime"]))
        return [
            (_regime_title(key), tuple(rows)) for key, rows in groupby(ordered, key=lambda row: row.values["regime"])
        ]


@dataclass(frozen=True, kw_only=True)
class LawSummary:
    """Every table in short: how many rows there are, and how many of them were verified."""

    lines: tuple[tuple[str, int, int, int, int, str], ...]
    data_as_of: dt.date
    own: OwnLaw = NO_OWN_ROWS

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the date and, by table, the counts."""
        return {
            "format": 1,
            "data_as_of": self.data_as_of.isoformat(),
            **self.own.as_json(),
            "tables": [
                {"table": key, "rows": rows, "verified": {"yes": yes, "partly": partly, "no": no}, "what": what}
                for key, rows, yes, partly, no, what in self.lines
            ],
        }

    def columns(self) -> tuple[str, ...]:
        """Return the heads."""
        own = ("own",) if self.own else ()
        return ("table", "rows", *own, "verified", "in part", "unverified", "what a row is about")

    def rows(self) -> list[tuple[str, ...]]:
        """Return one line per table."""
        counts = ([str(len(self.own.of(line[0])))] if self.own else [] for line in self.lines)
        return [
            (line[0], str(line[1]), *own, *map(str, line[2:])) for line, own in zip(self.lines, counts, strict=True)
        ]


def law_summary(law: Law) -> LawSummary:
    """Return the counts of every table."""
    lines = []
    for table in LAW_TABLES:
        verified = [row.verified for row in table.read(law, law.data_as_of)]
        numbers = [verified.count(word) for word in ("yes", "partly", "no")]
        lines.append((table.key, len(verified), numbers[0], numbers[1], numbers[2], table.what))
    return LawSummary(lines=tuple(lines), data_as_of=law.data_as_of, own=law.own)


def law_view(
    law: Law,
    table: str,
    words: str = "",
    *,
    as_of: dt.date,
    held_on: bool = False,
    filters: Mapping[str, str] | None = None,
) -> LawView:
    """Return the rows of a table that answer all filters.

    Args:
        table: its key. words: the id of a row, or words in its names; empty for all.
        as_of: the day that the state of a row is about; held_on: only rows that held that day.
        filters: by name (`country`, `regime`, `article`, `tool`), what is asked for.

    Raises:
        UsageError: no such table, a filter that does not apply to it, or a value that nothing is known by.
    """
    chosen = find_table(table)
    asked = {name: text for name, text in (filters or {}).items() if text}
    if held_on and not chosen.dated:
        dated = [known.key for known in LAW_TABLES if known.dated]
        raise UsageError(f"rows of {chosen.key} are not dated", next_step=f"Dated tables: {', '.join(dated)}.")
    tests: list[Callable[[LawRow], bool]] = []
    understood: dict[str, str] = {}
    for name, text in asked.items():
        understood[name], test = _test(law, chosen, name, text)
        tests.append(test)
    every = tuple(chosen.marked(law, as_of))
    found = [row for row in every if all(test(row) for test in tests) and (row.holds or not held_on)]
    if words:
        understood["words"] = words
        found = _named(found, every, words, chosen)
    if held_on:
        understood["on"] = as_of.isoformat()
    names = tuple(every[0].values) if every else ()
    return LawView(
        table=chosen, asked=understood, names=names, found=tuple(found), total=len(every),
        as_of=as_of, data_as_of=law.data_as_of, own=law.own,
    )  # fmt: skip


def find_table(key: str) -> LawTable:
    """Return the table of that key.

    Raises:
        UsageError: there is none; names all of them.
    """
    for table in LAW_TABLES:
        if key.casefold() == table.key:
            return table
    known = [table.key for table in LAW_TABLES]
    raise UsageError(
        f"`{key}` is no table of the law", near=nearest(key, known), next_step=f"Tables: {listing(known)}."
    )


def _test(law: Law, table: LawTable, name: str, text: str) -> tuple[str, Callable[[LawRow], bool]]:
    """Return what a filter was understood as, and its test."""
    if name not in table.filters:
        others = [known.key for known in LAW_TABLES if name in known.filters]
        raise UsageError(f"`--{name}` does not apply to {table.key}", next_step=f"It does to {listing(others)}.")
    if name == "article":
        wanted = article_of(text)
        return wanted, lambda row: any(cites(article, wanted) for article in row.asked["article"])
    key = _FINDERS[name](law, text)
    return key, lambda row: key in row.asked[name]


def _country(law: Law, text: str) -> str:
    country = law.find_country(text)
    if country is not None:
        return country.alpha2
    if law.is_group(text):
        raise UsageError(
            f"`{text}` is a group of States, and rows are about one place",
            next_step="Name one country; `ropa law countries` shows who is in the group.",
        )
    names = [name for known in law.countries.values() for name in (known.name, *known.aliases)]
    raise UsageError(f"`{text}` is no country of the tables", near=nearest(text, names), next_step=_TWO_LETTERS)


_TWO_LETTERS = "Two letters (ISO 3166-1), a name, or a known other name; `ropa law countries` lists them."


def _regime(law: Law, text: str) -> str:
    known = sorted({*law.regimes, *(row.regime for row in law.decisions)})
    if text.casefold() in known:
        return text.casefold()
    raise UsageError(f"`{text}` is no regime of the tables", near=nearest(text, known), next_step=f"{listing(known)}.")


def _tool(law: Law, text: str) -> str:
    tool = law.find_tool(text)
    if tool is not None:
        return tool.key
    raise UsageError(
        f"`{text}` is no transfer tool of the tables", near=nearest(text, law.tools),
        next_step="`ropa law tools` lists them.",
    )  # fmt: skip


_FINDERS: Mapping[str, Callable[[Law, str], str]] = {"country": _country, "regime": _regime, "tool": _tool}


def _named(found: Sequence[LawRow], every: Sequence[LawRow], words: str, table: LawTable) -> list[LawRow]:
    """Return the rows of that id, else those with the words in a name."""
    wanted = words.casefold()
    exact = [row for row in found if row.id.casefold() == wanted]
    if exact:
        return exact
    folded = fold(words)
    held = [row for row in found if any(folded and folded in fold(name) for name in (row.id, *row.names))]
    if held:
        return held
    raise UsageError(
        f"nothing in {table.key} is called `{words}`"
        + (" among the rows asked for" if len(found) < len(every) else ""),
        near=nearest(words, sorted({row.id for row in every})),
        next_step=f"`ropa law {table.key}` lists every row.",
    )


def article_of(text: str) -> str:
    """Return a provision as the tables write it.

    >>> article_of("Article 30 (1) (f)"), article_of("art. 30.1.f GDPR"), article_of("FADP 16")
    ('30(1)(f)', '30(1)(f)', 'FADP 16')
    """
    plain = " ".join(_ARTICLE_WORDS.sub(" ", text).split())
    if not plain[:1].isdigit():
        return " ".join(text.split())
    parts: list[str] = re.findall(r"\w+", plain)
    return parts[0] + "".join(f"({part})" for part in parts[1:])


def cites(article: str, wanted: str) -> bool:
    """Return whether a provision is the one asked for or a part of it.

    Provisions of other acts than the GDPR are found by the name of the act.

    >>> cites("30(1)(f)", "30"), cites("30(1)", "30(1)(f)"), cites("3", "30"), cites("FADP 16", "16")
    (True, False, False, False)
    """
    if not wanted[:1].isdigit():
        return fold(wanted) in fold(article)
    if not article[:1].isdigit():
        return False
    named: list[str] = _ARTICLE.findall(article)
    return any(known == wanted or known.startswith(f"{wanted}(") for known in named)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def value_text(value: Any) -> str:
    """Return the value of a field as text; empty for none."""
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _regime_order(key: str) -> tuple[int, str]:
    """Return the place of a regime among those with a name, others behind."""
    known = list(REGIMES)
    return (known.index(key) if key in known else len(known), key)


def _regime_title(key: str) -> str:
    return f"{key} ({regime_label(key)})" if key in REGIMES else key
