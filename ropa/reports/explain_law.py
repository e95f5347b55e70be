"""Meanings of words that stand in the tables of the law, or in the reason of a grade: rules, authorities, any row."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.language import CRITERIA
from ropa.language.lookup import FAULTS, RULES
from ropa.law.own import REMOVED
from ropa.law.tables import fold
from ropa.reports.explain_base import Entry, Known
from ropa.reports.law_tables import LAW_TABLES, LawTable

#: Where the criteria of a transfer are from; how this tool words them is its own.
_GUIDELINES = "EDPB Guidelines 05/2021, criteria 1 to 3; GDPR Articles 3 and 44"

#: Tables whose rows have a meaning of their own elsewhere.
_ELSEWHERE = ("adequacy", "items", "authorities", "regimes", "tools")


def criterion(word: str, known: Known) -> Iterator[Entry]:
    """Yield what decides whether a flow is a restricted transfer."""
    for key, text in CRITERIA.items():
        if fold(word) in (fold(key), fold(text)):
            facts = {"where": "`Decided by` in `ropa transfers`, and `criterion` in its JSON and CSV"}
            yield Entry(
                kind="criterion", id=key, title=text, facts=facts, checks=known.citing("44"), source=_GUIDELINES,
                verified="yes",
            )  # fmt: skip


def rule(word: str, known: Known) -> Iterator[Entry]:
    """Yield what a kind of rule asks of a transfer tool, with every row of it; one row by its id."""
    kinds = sorted({row.rule for row in known.law.tool_rules})
    for kind in kinds:
        if fold(word) == fold(kind):
            subjects = sorted({row.subject for row in known.law.tool_rules if row.rule == kind})
            yield Entry(
                kind="rule", id=kind, title=RULES.get(kind, kind), facts={"asked of": ", ".join(subjects)},
                law=known.named("rules", kind, column="rule"), checks=known.citing("46"),
            )  # fmt: skip


def authority(word: str, known: Known) -> Iterator[Entry]:
    """Yield the authorities of that key or name."""
    for found in known.law.find_authorities(word):
        yield Entry(
            kind="authority", id=found.key, title=found.name,
            law=known.named("authorities", found.key),
        )  # fmt: skip


def any_row(word: str, known: Known) -> Iterator[Entry]:
    """Yield the rows of that id in every table that no other meaning covers; a country is found by its names too."""
    country = known.law.find_country(word)
    for table in LAW_TABLES:
        if table.key in _ELSEWHERE:
            continue
        names = (word, country.alpha2) if table.key == "countries" and country is not None else (word,)
        view = known.named(table.key, *names)
        if view.found:
            yield Entry(kind="row", id=view.found[0].id, title=_title(table, view.found[0].names), law=view)


def fault(word: str, known: Known) -> Iterator[Entry]:  # noqa: ARG001 - faults are words of this tool
    """Yield what speaks against a claimed tool, by its kind."""
    for key, text in FAULTS.items():
        if fold(word) == fold(key):
            facts = {"where": "what `ropa transfers` says is missing of a claimed tool, and checks of family T"}
            yield Entry(kind="fault", id=key, title=text, facts=facts)


def taken_out(word: str, known: Known) -> Iterator[Entry]:
    """Yield what somebody took out of the law by a row of their own."""
    for row in known.law.own.rows:
        if row.how == REMOVED and row.id.casefold() == word.casefold():
            facts = {name: text for name, text in row.values if text and name not in ("source", "verified")}
            facts = {"taken out": row.line, **facts}
            yield Entry(
                kind="row", id=row.id, title=f"{row.table}: not in the law as you asked for it", facts=facts,
                source=row.get("source"), verified=row.get("verified"),
            )  # fmt: skip


def law_words(known: Known) -> set[str]:
    """Return every word by which these meanings are found."""
    law = known.law
    words = {*CRITERIA, *FAULTS, *(row.rule for row in law.tool_rules)}
    words |= {name for row in law.authorities for name in (row.key, row.name, *row.aliases)}
    words |= {country.name for country in law.countries.values()}
    tables = [table for table in LAW_TABLES if table.key not in _ELSEWHERE]
    return words | {row.id for table in tables for row in table.read(law, known.as_of)}


def _title(table: LawTable, names: tuple[str, ...]) -> str:
    return f"{table.key}: {names[-1] if table.key != 'countries' else names[1]}"
