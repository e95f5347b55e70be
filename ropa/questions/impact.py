"""`impact`: what is touched if an organisation or a system leaks, or goes away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ropa.errors import UsageError
from ropa.graph import Fact
from ropa.model.base import record
from ropa.questions.base import Answer, AnswerFact, Context, Sheet, Verdict
from ropa.questions.catalogue import ACTIVITY, DATA, SUBJECTS, Option, Question
from ropa.questions.denials import Place, denials
from ropa.questions.holdings import is_complete
from ropa.questions.impact_items import Impact
from ropa.questions.impact_parts import (
    Touched,
    activities_touched,
    agreements_touched,
    data_touched,
    hosted_by,
    people_touched,
    safeguards_touched,
    systems_touched,
    total_of,
)
from ropa.questions.impact_streams import downstream_of, upstream_of
from ropa.questions.impact_text import COLUMNS, lines_of, sheets_of
from ropa.questions.matching import Asked, Rows, cells_of, hits, hosts, order_of_rows, silences, verdict
from ropa.questions.text import envelope_lines
from ropa.questions.words import activity_keys, data_keys, holder_keys, subject_keys


@record
class ImpactAnswer(Answer):
    """What is touched: one object."""

    impact: Impact

    def items(self) -> tuple[Impact, ...]:
        """Return the object alone."""
        return (self.impact,)

    def as_json(self) -> dict[str, Any]:
        """Return the envelope with the object in place of a list."""
        return {**Answer.as_json(self), self.question: self.impact.as_json()}

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one part for each list that holds something."""
        return sheets_of(self.impact, title)

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per entry of each list, then hosts, promises and what is not stated."""
        return (*lines_of(self.impact, self.hosts), *envelope_lines(self, COLUMNS))


def impact(
    context: Context,
    *,
    of: str | Sequence[str],
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
) -> ImpactAnswer:
    """Return what is touched if an organisation or a system leaks or goes away (Articles 33, 34 and 35 of the GDPR).

    Its parts, the systems it operates, and for what depends on it those it hosts, are included. What leaves it is
    touched like what reaches it; what goes past it without being held stands apart. Downstream is read in both ways:
    by flows that state the data, and by any flow at all (`reach: possible`).

    Args:
        of: organisations or systems; several mean all of them together. data, subjects, activity: limit the answer.

    Raises:
        UsageError: a word is not known, `of` is empty, or a kind of people.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects), activity_keys(context, activity))
    holders = _holders(context, of)
    graph = context.graph
    extent = frozenset(node for holder in holders for node in graph.extent(holder))
    touching = tuple(hits(context, asked, (fact for fact in graph.facts if _touches(fact, extent))))
    hosted = extent.union(hosted_by(context, extent))
    passing = tuple(hits(context, asked, (fact for fact in graph.facts if _passes(fact, extent, hosted))))
    touched = Touched(context, holders, extent, touching, passing)
    rows = Rows(context)
    facts = tuple(sorted((rows.row(hit) for hit in touching), key=order_of_rows))
    denied = denials(context, asked.cells, [Place(holder=holder) for holder in holders])
    complete = all(is_complete(context, asked, holder, extent, facts) for holder in holders)
    answer = verdict(facts, denied=denied.cells >= set(asked.cells), complete=complete)
    gaps = silences(context, asked, cells_of((*touching, *passing)), denied, lambda fact: _touches(fact, extent))
    stored = hosts(context, (hit for hit in touching if hit.fact.flow.target not in extent), rows)
    return ImpactAnswer(
        question="impact",
        asked=(
            ("of", holders),
            ("data", asked.data),
            ("subjects", asked.subjects),
            ("activity", asked.activities),
        ),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        impact=_impact(touched, asked, rows, facts, {host.id for host in stored}),
        hosts=stored,
        denied=denied.promises,
        not_stated=() if answer is Verdict.NONE else gaps,
    )


def _holders(context: Context, of: str | Sequence[str]) -> tuple[str, ...]:
    holders = holder_keys(context, of)
    if not holders:
        raise UsageError("nobody is named", next_step="Name an organisation or a system with `of`.")
    return holders


def _impact(touched: Touched, asked: Asked, rows: Rows, facts: tuple[AnswerFact, ...], stored: set[str]) -> Impact:
    people = people_touched(touched, asked)
    via = {key for hit in touched.touching for key in hit.fact.flow.via}
    return Impact(
        subjects=people,
        people=total_of(people),
        data=data_touched(touched),
        activities=activities_touched(touched, asked),
        upstream=upstream_of(touched),
        downstream=downstream_of(touched, asked, stored),
        passes=tuple(sorted((rows.row(hit) for hit in touched.passing), key=order_of_rows)),
        passers=tuple(sorted(via - touched.extent)),
        systems=systems_touched(touched),
        agreements=agreements_touched(touched),
        safeguards=safeguards_touched(touched),
        facts=facts,
    )


def _touches(fact: Fact, extent: frozenset[str]) -> bool:
    return fact.flow.target in extent or fact.flow.source in extent


def _passes(fact: Fact, extent: frozenset[str], hosted: frozenset[str]) -> bool:
    """Tell whether a fact goes past the extent, by somebody in it, or hosted by it, who does not hold it."""
    return bool(hosted.intersection(fact.flow.via)) and not _touches(fact, extent)


IMPACT = Question(
    "impact",
    "what is touched if an organisation or system leaks or goes away",
    impact,
    (Option("of", "of", "organisation or system", several=True, required=True), DATA, SUBJECTS, ACTIVITY),
)
