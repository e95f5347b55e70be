"""Answers as lines of text, for tables and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.language import label
from ropa.model.base import Cite
from ropa.questions.base import Answer, AnswerFact, Party
from ropa.questions.graded import Graded

FACT_COLUMNS = ("data", "subject", "role", "match", "certainty", "path", "transfer", "marks", "flow", "source")

PARTY_COLUMNS = ("list", "id", "name", "country", *FACT_COLUMNS)

_NOT_STATED = label("not-stated")

#: So many places of a source are named in a narrow column before the rest is counted.
_MOST_PLACES = 4


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


def _graded(row: Graded) -> str:
    tool = f" ({row.tool})" if row.tool else ""
    parents = f", parent in {' and '.join(row.parents)}" if row.parents else ""
    return f"{row.regime}: {row.grade}{tool}{parents}"


def envelope_rows(answer: Answer, *, width: int) -> list[tuple[str, ...]]:
    """Return the lines on promises and on what is not stated, `width` cells each; citations stand in the last one."""
    rows = []
    for denied in answer.denied:
        covers = "in whole" if denied.whole else "in part"
        cites = ", ".join(cite.as_text() for cite in denied.cites)
        rows.append(("denied", denied.promise, covers, *[""] * (width - 4), cites))
    for gap in answer.not_stated:
        open_flows = f"left open by {', '.join(gap.flows)}" if gap.flows else ""
        about = ", ".join(f"{name} {key}" for name, key in gap.more)
        cells = (_NOT_STATED, about, "", "", gap.data or "any", gap.subject or "any", open_flows)
        rows.append((*cells, *[""] * (width - len(cells))))
    return rows


def line(columns: Sequence[str], **cells: str) -> tuple[str, ...]:
    """Return one line of the columns, empty where nothing is given.

    Raises:
        KeyError: a cell is given for a column that is not there, and would be lost.
    """
    lost = cells.keys() - set(columns)
    if lost:
        raise KeyError(min(lost))
    return tuple(cells.get(name, "") for name in columns)


def envelope_lines(answer: Answer, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the lines on promises and on what is not stated, for columns with these names.

    Columns used: list, id, data, subject, certainty (what a denial covers), marks (what is left open), source.
    """
    lines = [
        line(
            columns,
            list="denied",
            id=denied.promise,
            certainty="in whole" if denied.whole else "in part",
            source=cites_text(denied.cites),
        )
        for denied in answer.denied
    ]
    lines += [
        line(
            columns,
            list=_NOT_STATED,
            id=", ".join(f"{name} {key}" for name, key in gap.more),
            data=gap.data or "",
            subject=gap.subject or "",
            marks=f"left open by {', '.join(gap.flows)}" if gap.flows else "",
        )
        for gap in answer.not_stated
    ]
    return lines


def cites_text(cites: Iterable[Cite]) -> str:
    """Return `policy:22-23, policy:40`, each place once, empty for none."""
    return ", ".join(dict.fromkeys(cite.as_text() for cite in cites))


def short_cites(cites: Iterable[Cite]) -> str:
    """Return the first places for a narrow column, and how many more there are; `no citation` for none."""
    places = list(dict.fromkeys(cite.as_text() for cite in cites))
    more = len(places) - _MOST_PLACES
    if more <= 1:
        return ", ".join(places) or "no citation"
    return f"{', '.join(places[:_MOST_PLACES])} and {more} more"


def distinct(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Return each place once, wherever in the register it is cited, in the order given."""
    found: dict[tuple[str, str, str, str], Cite] = {}
    for cite in cites:
        found.setdefault((cite.document, cite.lines, cite.section, cite.words), cite)
    return tuple(found.values())


def in_order(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Return each place once, by document and line."""
    return tuple(sorted(distinct(cites), key=lambda cite: (cite.document, cite.first, cite.last, cite.section)))


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
