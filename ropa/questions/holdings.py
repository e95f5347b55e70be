"""`holdings`: what an organisation or system receives, about whom, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ropa.errors import UsageError
from ropa.graph import Fact
from ropa.model.base import Part, record
from ropa.model.words import Certainty, Completeness
from ropa.questions.base import Answer, AnswerFact, Context, Verdict
from ropa.questions.catalogue import DATA, SUBJECTS, Option, Question
from ropa.questions.denials import Place, denials
from ropa.questions.matching import (
    Asked,
    Evidence,
    Hit,
    Rows,
    cells_of,
    hits,
    hosts,
    order_of_rows,
    silences,
    unclear,
    verdict,
)
from ropa.questions.text import FACT_COLUMNS, envelope_rows, fact_cells
from ropa.questions.words import data_keys, node_key, subject_keys

_COLUMNS = ("list", "id", "name", "purposes", *FACT_COLUMNS)


@record
class Holding(Part):
    """One category that the holder receives; `id` is its key, None for data that is not stated."""

    id: str | None
    name: str
    facts: tuple[AnswerFact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return id, name and facts."""
        return {"id": self.id, "name": self.name, "facts": [fact.as_json() for fact in self.facts]}


@record
class HoldingsAnswer(Answer):
    """What is held; `holdings` are sorted by category, data that is not stated last."""

    holdings: tuple[Holding, ...] = ()

    def items(self) -> tuple[Holding, ...]:
        """Return the holdings."""
        return self.holdings

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per fact of each category, then of each host, then denials and what is not stated."""
        lines = [
            ("holding", holding.id or "", holding.name, ", ".join(fact.purposes), *fact_cells(fact))
            for holding in self.holdings
            for fact in holding.facts
        ]
        lines.extend(
            ("host", host.id, host.name, ", ".join(fact.purposes), *fact_cells(fact, host))
            for host in self.hosts
            for fact in host.facts
        )
        return (*lines, *envelope_rows(self, width=len(_COLUMNS)))


def holdings(
    context: Context, *, of: str | Sequence[str], data: str | Sequence[str] = (), subjects: str | Sequence[str] = ()
) -> HoldingsAnswer:
    """Return what an organisation or system receives; its parts, and the systems it operates, are included.

    Args:
        of: keys or names of organisations or systems. data, subjects: limit the answer; several mean any of them.

    Raises:
        UsageError: a word is not known, `of` is empty, or a kind of people.
    """
    holders = _holders(context, of)
    graph = context.graph
    asked = Asked(data_keys(context, data), subject_keys(context, subjects))
    extent = frozenset(node for holder in holders for node in graph.extent(holder))
    rows = Rows(context)
    arriving = [fact for fact in graph.facts if fact.flow.target in extent]
    found = list(hits(context, asked, arriving))
    gathered: dict[str | None, list[AnswerFact]] = {}
    for hit in found:
        gathered.setdefault(hit.fact.pair.data, []).append(rows.row(hit))
    answering = [row for rows_of_data in gathered.values() for row in rows_of_data]
    denied = denials(context, asked.cells, [Place(holder=holder) for holder in holders])
    answer = verdict(
        answering,
        denied=denied.cells >= set(asked.cells),
        complete=all(is_complete(context, asked, holder, extent, answering) for holder in holders),
    )
    gaps = silences(context, asked, cells_of(found), denied, lambda fact: fact.flow.target in extent)
    return HoldingsAnswer(
        question="holdings",
        asked=(("of", holders), ("data", asked.data), ("subjects", asked.subjects)),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        holdings=_holdings(context, gathered),
        hosts=hosts(context, _elsewhere(context, asked, extent), rows),
        denied=denied.promises,
        not_stated=() if answer is Verdict.NONE else gaps,
    )


def _holders(context: Context, of: str | Sequence[str]) -> tuple[str, ...]:
    texts = (of,) if isinstance(of, str) else tuple(of)
    if not texts:
        raise UsageError("no holder is named", next_step="Name an organisation or a system with `of`.")
    for text in texts:
        if context.graph.is_person(node_key(context, text)):
            raise UsageError(
                f"`{text}` is a kind of people, not a holder of data", next_step="Name an organisation or a system."
            )
    return tuple(dict.fromkeys(node_key(context, text) for text in texts))


def is_complete(
    context: Context, asked: Asked, holder: str, extent: frozenset[str], answering: Iterable[Evidence]
) -> bool:
    """Tell whether a complete list of the register rules out that the holder has the data.

    For a holder outside: the list of recipients is complete and no flow to it is open about its data or people. Inside:
    the list of data is complete and no fact anywhere is about what was asked.
    """
    register, graph = context.register, context.graph
    if any(row.certainty.rank <= Certainty.POSSIBLE.rank for row in answering):
        return False

    def concerns(fact: Fact) -> bool:
        return fact.flow.target in extent

    if any(unclear(context, asked, cell, concerns) for cell in asked.cells):
        return False
    if register.is_internal(graph.party(holder)):
        complete = Completeness.DATA in register.complete and bool(asked.data)
        return complete and next(hits(context, Asked(asked.data)), None) is None
    return Completeness.RECIPIENTS in register.complete


def _holdings(context: Context, gathered: Mapping[str | None, Sequence[AnswerFact]]) -> tuple[Holding, ...]:
    found = []
    for key in sorted(gathered, key=lambda key: (key is None, key or "")):
        name = "" if key is None else context.register.title(key)
        found.append(Holding(id=key, name=name, facts=tuple(sorted(gathered[key], key=order_of_rows))))
    return tuple(found)


def _elsewhere(context: Context, asked: Asked, extent: frozenset[str]) -> list[Hit]:
    """Return the hits that leave the holders; those among them that are hosting name the hosts."""
    leaving = (fact for fact in context.graph.facts if fact.flow.source in extent and fact.flow.target not in extent)
    return list(hits(context, asked, leaving))


HOLDINGS = Question(
    "holdings",
    "what an organisation or system receives, about whom, why",
    holdings,
    (Option("of", "of", "organisation or system", several=True, required=True), DATA, SUBJECTS),
)
