"""How long a box keeps what reaches it, as the register states it: the second line of a store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ropa.diagrams.base import Shape
from ropa.diagrams.boxes import Box
from ropa.diagrams.items import data_title
from ropa.diagrams.nodes import shape_of
from ropa.diagrams.text import clean, counted, listed
from ropa.diagrams.view import Case, Line
from ropa.graph import FactGraph
from ropa.language import duration, label
from ropa.model.words import Certainty, FlowKind
from ropa.questions.retention_base import Reached
from ropa.questions.retention_reach import Reach

#: Rules that stand on a box before the rest is counted.
_SHOWN = 2


def kept(case: Case, box: Box, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return how long a system or part of the organisation keeps what the lines bring to it; nothing for others.

    Rules of the activity first, those that name the box before others, then general ones, marked so; "retention not
    stated" where no rule settles anything.
    """
    if box.group or shape_of(case.register, box) not in (Shape.STORE, Shape.OWN, Shape.UNIT):
        return ()
    brought = _brought(box, lines)
    if not brought:
        return ()
    reached = _reaching(case, box, brought)
    rules = list(dict.fromkeys(item.rule.number for item in reached))
    found = [_words(case, [item for item in reached if item.rule.number == number]) for number in rules[:_SHOWN]]
    if len(rules) > _SHOWN:
        found.append(f"+{counted(len(rules) - _SHOWN, 'more rule')} on retention")
    open_facts = brought - {(item.held.activity, item.held.subject, item.held.data) for item in reached if item.settles}
    if not rules:
        return ("retention not stated",)
    return (*found, "retention of the rest not stated") if open_facts else tuple(found)


def _brought(box: Box, lines: Sequence[Line]) -> set[tuple[str, str | None, str | None]]:
    """Return activity, people and category of every fact that reaches a box and is held there."""
    return {
        (strand.flow.activity, pair.subject, pair.data)
        for line in lines
        for strand in line.strands
        if strand.ends.target == box and strand.flow.kind is not FlowKind.HOSTING
        for pair in strand.flow.pairs
    }


def _reaching(case: Case, box: Box, brought: set[tuple[str, str | None, str | None]]) -> list[Reached]:
    found = [
        item
        for activity in sorted({activity for activity, *_ in brought})
        for item in _rules_by_holder(case.context.graph).get((box.key, activity), ())
        # A rule for a part of a system is told on the box of that part.
        if (activity, item.held.subject, item.held.data) in brought and item.holder == box.key
        if item.rule.is_limit and item.rule.is_said and _is_asked(case, item.data)
    ]
    return sorted(found, key=lambda item: (item.rule.is_general, item.scope.holder != box.key, item.rule.number))


def _is_asked(case: Case, data: str | None) -> bool:
    """Tell whether a rule for this category says something of those asked for, not of another part of a whole."""
    categories = case.context.graph.categories
    return not case.scope.data or data is None or any(categories.match(key, data) for key in case.scope.data)


@lru_cache(maxsize=1)
def _rules_by_holder(graph: FactGraph) -> dict[tuple[str, str], tuple[Reached, ...]]:
    """Return by holder and activity which rules reach what is held there, in the order of the facts.

    Kept for the last register asked about: finding out costs more than one picture of many.
    """
    found: dict[tuple[str, str], list[Reached]] = {}
    for held, reached in Reach(graph).met:
        found.setdefault((held.holder, held.activity), []).extend(reached)
    return {key: tuple(items) for key, items in found.items()}


def _words(case: Case, reached: Sequence[Reached]) -> str:
    """Return one rule in words: `kept 30 days from consent withdrawn: email address (general, implied)`."""
    rule = reached[0].rule
    said = rule.said
    criterion = f"“{clean(said.criterion)}”" if said.criterion else ""
    limit = " or ".join(part for part in (duration(said.period) if said.period else "", criterion) if part)
    start = f" from {clean(said.trigger)}" if said.trigger else ""
    data = sorted({data_title(case.register, item.data or "") for item in reached})
    about = "" if said.everything else f": {listed(data)}"
    marks = [*(["general rule"] if rule.is_general else [])]
    marks += [label(rule.certainty)] if rule.certainty is not Certainty.STATED else []
    marks += [f"when: {clean(said.when)}"] if said.when else []
    marked = f" ({', '.join(marks)})" if marks else ""
    return f"kept {limit}{start}{about}{marked}"
