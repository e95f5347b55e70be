"""Answers as lines of text, for tables and CSV."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.language import label
from ropa.questions.base import Answer, AnswerFact, Party
from ropa.transfers import Transfer

FACT_COLUMNS = ("data", "subject", "role", "match", "certainty", "path", "transfer", "marks", "flow", "source")

PARTY_COLUMNS = ("list", "id", "name", "country", *FACT_COLUMNS)

_NOT_STATED = label("not-stated")


def party_rows(name: str, parties: Iterable[Party]) -> list[tuple[str, ...]]:
    """Return one line per fact of each party; `name` is the list that they are in."""
    return [
        (name, party.id, party.name, party.country or _NOT_STATED, *fact_cells(fact, party))
        for party in parties
        for fact in party.facts
    ]


def fact_cells(fact: AnswerFact, party: Party | None = None) -> tuple[str, ...]:
    """Return the cells of a fact, one for each of `FACT_COLUMNS`."""
    return (
        fact.data or _NOT_STATED,
        fact.subject or _NOT_STATED,
        fact.role or _NOT_STATED,
        fact.match.value,
        fact.certainty.value,
        " > ".join(fact.path),
        "; ".join(_graded(row) for row in fact.transfers),
        ", ".join(_marks(fact, party)),
        fact.flow,
        ", ".join(cite.as_text() for cite in fact.cites),
    )


def _graded(row: Transfer) -> str:
    tool = f" ({row.tool})" if row.tool else ""
    parents = f", parent in {' and '.join(row.parents)}" if row.parents else ""
    return f"{row.regime}: {row.grade.value}{tool}{parents}"


def envelope_rows(answer: Answer, *, width: int) -> list[tuple[str, ...]]:
    """Return the lines on promises and on what is not stated, `width` cells each; citations stand in the last one."""
    rows = []
    for denied in answer.denied:
        covers = "in whole" if denied.whole else "in part"
        cites = ", ".join(cite.as_text() for cite in denied.cites)
        rows.append(("denied", denied.promise, covers, *[""] * (width - 4), cites))
    for gap in answer.not_stated:
        open_flows = f"left open by {', '.join(gap.flows)}" if gap.flows else ""
        cells = (_NOT_STATED, "", "", "", gap.data or "any", gap.subject or "any", open_flows)
        rows.append((*cells, *[""] * (width - len(cells))))
    return rows


def _marks(fact: AnswerFact, party: Party | None) -> list[str]:
    marks = {
        "internal": party is not None and party.internal,
        "past the organisation": fact.bypass,
        "onward": not fact.direct and party is not None and not party.internal,
        "undeclared": fact.reach.value == "possible",
        "no access": not fact.access,
        "others possible": fact.open,
        f"via {', '.join(fact.via)}": bool(fact.via),
        "from the directory": fact.source == "directory" or (party is not None and party.source == "directory"),
        "country from the directory": party is not None
        and party.source != "directory"
        and "country" in party.from_directory,
    }
    return [mark for mark, holds in marks.items() if holds]
