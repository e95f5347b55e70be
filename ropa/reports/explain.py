"""What a word of this tool means: a check, an item of the articles, an article, a grade, a tool, a regime, an answer.

A word may mean several things (`implied` is an answer and a mark); all of them are returned, checks first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ropa.checks.base import Check
from ropa.checks.coverage import Covered, coverage_of
from ropa.checks.engine import find
from ropa.checks.families import FAMILIES
from ropa.checks.pages import page_of, page_text
from ropa.errors import UsageError
from ropa.language import CHIPS, CRITERIA, GRADES, listing
from ropa.language.lookup import FAULTS, KINDS, VERDICTS
from ropa.law import Law
from ropa.law.tables import fold
from ropa.reports.explain_base import CheckList, Entry, Explanation, Known
from ropa.reports.explain_law import any_row, authority, criterion, fault, law_words, rule, taken_out
from ropa.reports.law import article_of, cites
from ropa.resolver.near import nearest

#: What somebody means who types a letter and digits, also mistyped.
_LIKE_A_CODE = re.compile(r"[A-Za-z]\d{3}")

#: An article with more items than this is shown as a list of them.
MOST_ITEMS_IN_FULL = 3


def explain_word(word: str, law: Law, checks: Sequence[Check], *, as_of: dt.date) -> Explanation:
    """Return every meaning of a word, in any case; a name with blanks works as well as a key.

    Args:
        as_of: the day that states of the law are about.

    Raises:
        UsageError: it means nothing here; names the nearest word that does.
    """
    known = Known(law, checks, as_of)
    entries = tuple(entry for look in _LOOKS for entry in look(word.strip(), known))
    if not entries:
        if _LIKE_A_CODE.fullmatch(word.strip()):
            find(word, checks)
        raise UsageError(f"`{word}` means nothing here", near=nearest(word, _words(known)), next_step=_ACCEPTED)
    return Explanation(
        asked=word, entries=entries, demands=known.demands(), as_of=as_of, data_as_of=law.data_as_of, own=law.own
    )  # fmt: skip


_ACCEPTED = (
    "Codes and names of checks, items (A30-1-f), articles (30(1)(f)), grades, what decides them, transfer tools and "
    "what they ask for, regimes, decisions, authorities, any other row of the law, answers and marks can be explained; "
    "`ropa explain` lists kinds and examples."
)


@lru_cache(maxsize=4)
def _covered(law: Law, checks: tuple[Check, ...]) -> Sequence[Covered]:
    return coverage_of(law, checks)


def _words(known: Known) -> list[str]:
    law = known.law
    tools = [name for tool in law.tools.values() for name in (tool.key, tool.label)]
    checks = [name for check in known.checks for name in (check.CODE, check.NAME)]
    decisions = [row.id for row in law.decisions]
    rows = law_words(known)
    return sorted({*checks, *law.article_items, *GRADES, *tools, *law.regimes, *decisions, *VERDICTS, *CHIPS, *rows})


def _check(word: str, known: Known) -> Iterator[Entry]:
    for check in known.checks:
        if word.casefold() in (check.CODE.casefold(), check.NAME):
            page = page_of(check)
            items = [row for row in _covered(known.law, tuple(known.checks)) if check.CODE in row.codes]
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


def _family(word: str, known: Known) -> Iterator[Entry]:
    family = word.upper()
    if family in FAMILIES:
        codes = tuple(check.CODE for check in known.checks if check.CODE.startswith(family))
        yield Entry(kind="family", id=family, title=f"checks on {FAMILIES[family]}", checks=codes)


def _item(word: str, known: Known) -> Iterator[Entry]:
    for row in _covered(known.law, tuple(known.checks)):
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


def _article(word: str, known: Known) -> Iterator[Entry]:
    wanted = article_of(word)
    if not re.search(r"\d", wanted) or _LIKE_A_CODE.fullmatch(word):
        return
    covered = _covered(known.law, tuple(known.checks))
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


def _grade(word: str, known: Known) -> Iterator[Entry]:
    order = list(GRADES)
    for key, (name, meaning) in GRADES.items():
        if fold(word) in (fold(key), fold(name)):
            facts = {
                "place": f"{order.index(key) + 1} of {len(order)}, best first: {', '.join(order)}",
                "table": "`ropa transfers` grades every flow, and says why and what to do",
            }
            checks = tuple(check.CODE for check in known.checks if check.CODE.startswith("T"))
            yield Entry(kind="grade", id=key, title=f"{name}: {meaning}", facts=facts, checks=checks)


def _tool(word: str, known: Known) -> Iterator[Entry]:
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


def _regime(word: str, known: Known) -> Iterator[Entry]:
    for regime in known.law.regimes.values():
        if fold(word) in (fold(regime.key), fold(regime.name)):
            checks = tuple(
                dict.fromkeys(code for article in regime.transfer_articles for code in known.citing(article))
            )
            yield Entry(
                kind="regime", id=regime.key, title=regime.name, law=known.rows("regimes", regime.key), checks=checks
            )


def _decision(word: str, known: Known) -> Iterator[Entry]:
    for row in known.law.decisions:
        if row.id == word.casefold():
            yield Entry(kind="decision", id=row.id, title=row.name, law=known.rows("adequacy", row.id))


def _answer(word: str, known: Known) -> Iterator[Entry]:  # noqa: ARG001 - answers are words of this tool
    for key, (name, meaning) in VERDICTS.items():
        if fold(word) in (fold(key), fold(name)):
            facts = {"order": f"the first that fits is the answer: {listing(list(VERDICTS))}"}
            yield Entry(kind="answer", id=key, title=meaning, facts=facts)


def _mark(word: str, known: Known) -> Iterator[Entry]:  # noqa: ARG001 - marks are words of this tool
    for key, (name, meaning) in CHIPS.items():
        if fold(word) in (fold(key), fold(name)):
            yield Entry(kind="mark", id=key, title=meaning)


_LOOKS: tuple[Callable[[str, Known], Iterator[Entry]], ...] = (
    _check, _family, _item, _article, _grade, criterion, _tool, _regime, _decision, rule, authority, any_row, _answer,
    _mark, fault, taken_out,
)  # fmt: skip


def overview(law: Law, checks: Sequence[Check]) -> CheckList:
    """Return what can be explained: every kind with examples that work, then the checks."""
    families = {check.CODE[0] for check in checks}
    counted = {
        "check": (len(checks), f"{checks[0].CODE}, {checks[0].NAME}"),
        "family": (len(families), "A, T"),
        "article": (0, "30(1)(f), FADP 16"),
        "item": (len(law.article_items), "A30-1-f, A30-2-a"),
        "grade": (len(GRADES), "no-safeguard, evidence-missing"),
        "criterion": (len(CRITERIA), "same-entity, embedded"),
        "tool": (len(law.tools), "scc-2021, idta"),
        "regime": (len(law.regimes), "eu-gdpr, ch-fadp"),
        "decision": (len(law.decisions), "eu-us-dpf, eu-us-privacy-shield"),
        "rule": (len({row.rule for row in law.tool_rules}), "module, onward"),
        "authority": (len(law.authorities), "CNIL, ICO"),
        "row": (0, "JP, scc-2021-module"),
        "fault": (len(FAULTS), "signed-late, other-country"),
        "answer": (len(VERDICTS), "found, not-stated"),
        "mark": (len(CHIPS), "implied, unverified"),
    }
    kinds = tuple((kind, KINDS[kind], *counted[kind]) for kind in KINDS)
    return CheckList(tuple(checks), kinds)
