"""What a word of this tool means: a check, an item of the articles, an article, a grade, a tool, a regime, an answer.

A word may mean several things (`implied` is an answer and a mark); all of them are returned, checks first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ropa.checks.base import Check
from ropa.checks.coverage import Covered, coverage_of
from ropa.checks.engine import find
from ropa.checks.families import FAMILIES
from ropa.checks.pages import page_of, page_text
from ropa.errors import UsageError
from ropa.language import CHIPS, GRADES, listing
from ropa.language.lookup import VERDICTS
from ropa.law import Law
from ropa.law.tables import fold
from ropa.reports.law import LawView, article_of, cites, law_view
from ropa.resolver.near import nearest

#: What somebody means who types a letter and digits, also mistyped.
_LIKE_A_CODE = re.compile(r"[A-Za-z]\d{3}")

#: An article with more items than this is shown as a list of them.
MOST_ITEMS_IN_FULL = 3


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One meaning of a word.

    Attributes:
        kind: `check`, `family`, `article`, `item`, `grade`, `tool`, `regime`, `decision`, `answer`, `mark`.
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

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the word, the dates, and each meaning."""
        return {
            "format": 1,
            "asked": self.asked,
            "data_as_of": self.data_as_of.isoformat(),
            "as_of": self.as_of.isoformat(),
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
        return found


@dataclass(frozen=True)
class CheckList:
    """Every check in one line, as a view."""

    checks: Sequence[Check]

    def as_json(self) -> dict[str, Any]:
        """Return format 1: code, name, severity, articles, items and demand of each, in order."""
        return {
            "format": 1,
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


@dataclass(frozen=True)
class _Known:
    """What words are looked up in."""

    law: Law
    checks: Sequence[Check]
    as_of: dt.date

    def demands(self) -> dict[str, str]:
        return {check.CODE: page_of(check).demand for check in self.checks}

    def rows(self, table: str, words: str) -> LawView:
        return law_view(self.law, table, words, as_of=self.as_of)

    def citing(self, article: str) -> tuple[str, ...]:
        """Return the codes of the checks that rest on the article or a part of it."""
        return tuple(check.CODE for check in self.checks if any(cites(known, article) for known in check.ARTICLES))


def explain_word(word: str, law: Law, checks: Sequence[Check], *, as_of: dt.date) -> Explanation:
    """Return every meaning of a word, in any case; a name with blanks works as well as a key.

    Args:
        as_of: the day that states of the law are about.

    Raises:
        UsageError: it means nothing here; names the nearest word that does.
    """
    known = _Known(law, checks, as_of)
    entries = tuple(entry for look in _LOOKS for entry in look(word.strip(), known))
    if not entries:
        if _LIKE_A_CODE.fullmatch(word.strip()):
            find(word, checks)
        raise UsageError(f"`{word}` means nothing here", near=nearest(word, _words(known)), next_step=_ACCEPTED)
    return Explanation(
        asked=word, entries=entries, demands=known.demands(), as_of=as_of, data_as_of=law.data_as_of
    )  # fmt: skip


_ACCEPTED = (
    "Codes and names of checks, items (A30-1-f), articles (30(1)(f)), grades, transfer tools, regimes, adequacy "
    "decisions, answers and marks can be explained; `ropa explain` lists the checks, `ropa law` the rest."
)


def _words(known: _Known) -> list[str]:
    law = known.law
    tools = [name for tool in law.tools.values() for name in (tool.key, tool.label)]
    checks = [name for check in known.checks for name in (check.CODE, check.NAME)]
    decisions = [row.id for row in law.decisions]
    return sorted({*checks, *law.article_items, *GRADES, *tools, *law.regimes, *decisions, *VERDICTS, *CHIPS})


def _check(word: str, known: _Known) -> Iterator[Entry]:
    for check in known.checks:
        if word.casefold() in (check.CODE.casefold(), check.NAME):
            page = page_of(check)
            items = [row for row in coverage_of(known.law, known.checks) if check.CODE in row.codes]
            facts = {
                "name": check.NAME,
                "severity": str(check.SEVERITY),
                "articles": ", ".join(check.ARTICLES),
                "notes": page.notes,
                "wrong": page.wrong,
                "right": page.right,
                "why": page.why,
                "items": ", ".join(row.item.id for row in items),
            }
            yield Entry(
                kind="check", id=check.CODE, title=page.demand, facts=facts, items=tuple(items),
                checks=(check.CODE,), page=page_text(check),
            )  # fmt: skip


def _family(word: str, known: _Known) -> Iterator[Entry]:
    family = word.upper()
    if family in FAMILIES:
        codes = tuple(check.CODE for check in known.checks if check.CODE.startswith(family))
        yield Entry(kind="family", id=family, title=f"checks on {FAMILIES[family]}", checks=codes)


def _item(word: str, known: _Known) -> Iterator[Entry]:
    for row in coverage_of(known.law, known.checks):
        if row.item.id.casefold() == word.casefold():
            yield _item_entry(row)


def _item_entry(row: Covered) -> Entry:
    item = row.item
    facts = {
        "article": item.article,
        "record": item.record,
        "a record holds": item.requirement,
        "when": item.condition,
        "not enough": item.not_enough,
        "if missing": item.severity,
        "no check": "" if row.codes else row.reason or "no check yet",
    }
    return Entry(
        kind="item", id=item.id, title=item.item, facts={name: text for name, text in facts.items() if text},
        checks=row.codes, source=item.source, verified=item.verified,
    )  # fmt: skip


def _article(word: str, known: _Known) -> Iterator[Entry]:
    wanted = article_of(word)
    if not re.search(r"\d", wanted) or _LIKE_A_CODE.fullmatch(word):
        return
    covered = coverage_of(known.law, known.checks)
    items = tuple(row for row in covered if cites(row.item.article, wanted))
    checks = known.citing(wanted)
    tools = tuple(
        tool.key for tool in known.law.tools.values() if any(cites(term.article, wanted) for term in tool.terms)
    )
    if not (items or checks or tools):
        return
    facts = {"transfer tools": ", ".join(tools)} if tools else {}
    yield Entry(
        kind="article", id=wanted, title=f"Article {wanted}" if wanted[:1].isdigit() else wanted,
        facts=facts, items=items, checks=checks,
    )  # fmt: skip
    if len(items) <= MOST_ITEMS_IN_FULL:
        yield from (_item_entry(row) for row in items)


def _grade(word: str, known: _Known) -> Iterator[Entry]:
    order = list(GRADES)
    for key, (name, meaning) in GRADES.items():
        if fold(word) in (fold(key), fold(name)):
            facts = {
                "place": f"{order.index(key) + 1} of {len(order)}, best first: {', '.join(order)}",
                "table": "`ropa transfers` grades every flow, and says why and what to do",
            }
            checks = tuple(check.CODE for check in known.checks if check.CODE.startswith("T"))
            yield Entry(kind="grade", id=key, title=f"{name}: {meaning}", facts=facts, checks=checks)


def _tool(word: str, known: _Known) -> Iterator[Entry]:
    tool = known.law.find_tool(word)
    if tool is not None:
        roles = [
            " ".join(
                part for part in (row.module and f"module {row.module}", f"{row.exporter} to {row.importer}") if part
            )
            for row in known.law.modules_of(tool.key)
        ]
        facts = {"between": "; ".join(roles)} if roles else {}
        rows = known.rows("tools", tool.key)
        wanted = article_of(tool.article.partition(",")[0])
        yield Entry(
            kind="tool", id=tool.key, title=tool.label, facts=facts, law=rows,
            checks=known.citing(wanted.partition("(")[0]),
        )  # fmt: skip


def _regime(word: str, known: _Known) -> Iterator[Entry]:
    for regime in known.law.regimes.values():
        if fold(word) in (fold(regime.key), fold(regime.name)):
            checks = tuple(
                dict.fromkeys(code for article in regime.transfer_articles for code in known.citing(article))
            )
            yield Entry(
                kind="regime", id=regime.key, title=regime.name, law=known.rows("regimes", regime.key), checks=checks
            )


def _decision(word: str, known: _Known) -> Iterator[Entry]:
    for row in known.law.decisions:
        if row.id == word.casefold():
            yield Entry(kind="decision", id=row.id, title=row.name, law=known.rows("adequacy", row.id))


def _answer(word: str, known: _Known) -> Iterator[Entry]:  # noqa: ARG001 - answers are words of this tool
    for key, (name, meaning) in VERDICTS.items():
        if fold(word) in (fold(key), fold(name)):
            facts = {"order": f"the first that fits is the answer: {listing(list(VERDICTS))}"}
            yield Entry(kind="answer", id=key, title=meaning, facts=facts)


def _mark(word: str, known: _Known) -> Iterator[Entry]:  # noqa: ARG001 - marks are words of this tool
    for key, (name, meaning) in CHIPS.items():
        if fold(word) in (fold(key), fold(name)):
            yield Entry(kind="mark", id=key, title=meaning)


_LOOKS: tuple[Callable[[str, _Known], Iterator[Entry]], ...] = (
    _check, _family, _item, _article, _grade, _tool, _regime, _decision, _answer, _mark,
)  # fmt: skip
