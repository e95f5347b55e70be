"""Which rules, and which data, a question on retention is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ropa.graph import Match
from ropa.model.words import Certainty
from ropa.questions.base import Context
from ropa.questions.matching import Asked
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.questions.retention_conflicts import conflicts, yielding
from ropa.questions.retention_reach import Reach
from ropa.questions.retention_rows import ConflictRow, RuleFact, conflict_row, reaching_fact, wordy_facts


class Hit(NamedTuple):
    """How well something is about what was asked, and how surely."""

    match: Match
    certainty: Certainty


class Chosen(NamedTuple):
    """A rule that the question is about.

    Attributes:
        facts: what it reaches, or is about by its words where it reaches nothing.
        reached: the former alone, each with how surely the rule holds for it.
    """

    rule: Rule
    facts: tuple[RuleFact, ...]
    reached: tuple[tuple[Reached, Certainty], ...]


class Choice:
    """What one question picks from all rules and all held data.

    Attributes:
        asked: keys of data, subjects and activities; extent: nodes that count as the holders asked about, None for any.
    """

    def __init__(self, context: Context, asked: Asked, extent: frozenset[str] | None) -> None:
        self._graph = context.graph
        self.asked = asked
        self.extent = extent
        self.reach = Reach(context.graph)

    @property
    def is_open(self) -> bool:
        """True where nothing limits the question."""
        return self.extent is None and not any(self.asked)

    def hit(self, subject: str | None, data: str | None, asked: Asked | None = None) -> Hit | None:
        """Return how a subject and a category answer to those asked about, None where they do not."""
        asked = self.asked if asked is None else asked
        matches = [self._graph.categories.match(key, data) for key in asked.data] or [Match.EXACT]
        sure = [self._graph.subjects.match(key, subject) for key in asked.subjects] or [Certainty.STATED]
        best = min((match for match in matches if match), key=lambda match: match.rank, default=None)
        surest = min((certainty for certainty in sure if certainty), key=lambda certainty: certainty.rank, default=None)
        return Hit(best, surest) if best and surest else None

    def _at(self, holder: str, activity: str) -> bool:
        """Tell whether the holder and the activity are among those asked about."""
        inside = self.extent is None or holder in self.extent
        return inside and (not self.asked.activities or activity in self.asked.activities)

    @cached_property
    def held(self) -> tuple[tuple[Held, Certainty], ...]:
        """What is held of what was asked about, with how surely it is that."""
        return tuple(
            (held, held.certainty.at_most(hit.certainty))
            for held in self.reach.held
            if self._at(held.holder, held.activity) and (hit := self.hit(held.subject, held.data))
        )

    @cached_property
    def unsettled(self) -> tuple[tuple[Held, tuple[Rule, ...]], ...]:
        """What of it has no limit, with the rules that leave it open."""
        return tuple(
            (held, rules)
            for held, rules in self.reach.unsettled
            if self._at(held.holder, held.activity) and self.hit(held.subject, held.data)
        )

    @cached_property
    def rules(self) -> tuple[Chosen, ...]:
        """The rules that reach something asked about, or are about it by their words and reach nothing."""
        return tuple(self._rules())

    def _rules(self) -> Iterator[Chosen]:
        before = {id(held): yielding(self.reach, reaching) for held, reaching in self.reach.met if len(reaching) > 1}
        for rule in self.reach.rules:
            reaching = self.reach.by_rule[rule.id]
            if not reaching:
                facts = tuple(self._by_words(rule))
                if facts:
                    yield Chosen(rule, facts, ())
                continue
            hits = [(item, hit) for item in reaching if (hit := self._hit(item))]
            if hits:
                reached = tuple((item, item.certainty.at_most(hit.certainty)) for item, hit in hits)
                facts = tuple(
                    reaching_fact(
                        item,
                        match=hit.match,
                        certainty=certainty,
                        yields_to=before.get(id(item.held), {}).get(rule.id, ()),
                    )
                    for (item, hit), (_, certainty) in zip(hits, reached, strict=True)
                )
                yield Chosen(rule, facts, reached)

    def _hit(self, item: Reached) -> Hit | None:
        return self.hit(item.subject, item.data) if self._at(item.holder, item.held.activity) else None

    def _by_words(self, rule: Rule) -> Iterator[RuleFact]:
        """Yield what a rule that reaches nothing says of what was asked about."""
        if self.asked.activities and rule.activity.key not in self.asked.activities:
            return
        if self.extent is not None and not self.extent & {*rule.said.held_in, *rule.said.by}:
            return
        for fact in wordy_facts(rule):
            hit = self.hit(fact.subject, fact.data)
            if self.is_open:
                yield fact
            elif hit is not None:
                yield replace(fact, match=hit.match, certainty=fact.certainty.at_most(hit.certainty))

    @cached_property
    def conflicts(self) -> tuple[ConflictRow, ...]:
        """The contradictions on something asked about, with that of it."""
        found = []
        for conflict in conflicts(self.reach):
            held = [item for item in conflict.held if self._hit(item)]
            if held:
                found.append(conflict_row(conflict, held))
        return tuple(found)

    def silent(self) -> Iterator[tuple[str | None, str | None]]:
        """Yield the subjects and categories asked about of which nothing is held and no rule speaks."""
        said: Sequence[tuple[str | None, str | None]] = [
            *((held.subject, held.data) for held, _ in self.held),
            *((fact.subject, fact.data) for chosen in self.rules for fact in chosen.facts),
        ]
        for subject, data in self.asked.cells:
            cell = Asked((data,) if data else (), (subject,) if subject else ())
            if not any(self.hit(*pair, cell) for pair in said):
                yield subject, data
