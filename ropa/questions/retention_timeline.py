"""What becomes of data in the course of time: from collection over every stated limit to what nothing is said of.

The register states triggers in words and lengths as calendar durations, and no day on which anything happens. The
steps are therefore ordered and not dated: what is collected; what is kept by a criterion; then every limit by its
trigger, in the order in which the register first names the triggers, and by length, the shortest first; last what is
held without a limit. Where data move on to a place without a limit of its own, the open end follows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Final

from ropa.law.tables import fold
from ropa.model.activities import Retention
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.questions.retention_periods import length_order
from ropa.questions.retention_reach import Reach

#: How the data come to a holder: straight from people, or from another holder.
COLLECTION: Final = "collection"
PASSED_ON: Final = "passed on"


class Phase(StrEnum):
    """What a step tells, in the order of the timeline."""

    COLLECTED = "collected"
    KEPT = "kept"
    LIMIT = "limit"
    MOVED = "moved"
    NOT_STATED = "not-stated"


@record
class Step(Part):
    """One step: some data of some people at one holder.

    Attributes:
        about: (subject, category) pairs as facts, sorted; None stands for what is not stated.
        all_data: the rule names all data.
        holder: key, None where the rule reaches nothing that is held.
        start: trigger, in the register's words; period: ISO 8601; criterion: in the register's words.
        disposal, then_in: as stated; rule: id, or empty for what no rule says.
        certainty: of the statement behind the step.
    """

    phase: Phase
    about: tuple[tuple[str | None, str | None], ...] = ()
    all_data: bool = False
    holder: str | None = None
    activities: tuple[str, ...] = ()
    start: str = ""
    period: str = ""
    criterion: str = ""
    when: str = ""
    disposal: tuple[str, ...] = ()
    then_in: tuple[str, ...] = ()
    rule: str = ""
    general: bool = False
    certainty: Certainty = Certainty.STATED
    cites: tuple[Cite, ...] = ()

    @property
    def data(self) -> tuple[str | None, ...]:
        """The categories, sorted, what is not stated last."""
        return _sorted(data for _, data in self.about)

    @property
    def subjects(self) -> tuple[str | None, ...]:
        """The kinds of people, sorted, what is not stated last; who goes with which category, `about` says."""
        return _sorted(subject for subject, _ in self.about)

    def as_json(self) -> dict[str, Any]:
        """Return every field; empty text is null."""
        return {
            "phase": self.phase.value,
            "data": list(self.data),
            "all_data": self.all_data,
            "about": [{"subject": subject, "data": data} for subject, data in self.about],
            "holder": self.holder,
            "activities": list(self.activities),
            "start": self.start or None,
            "period": self.period or None,
            "criterion": self.criterion or None,
            "when": self.when or None,
            "disposal": list(self.disposal),
            "then_in": list(self.then_in),
            "rule": self.rule or None,
            "general": self.general,
            "certainty": self.certainty.value,
            "cites": [cite.as_json() for cite in self.cites],
        }


def timeline(
    reach: Reach,
    *,
    held: Sequence[tuple[Held, Certainty]],
    reached: Sequence[tuple[Rule, Sequence[tuple[Reached, Certainty]]]],
    unsettled: Iterable[Held],
) -> tuple[Step, ...]:
    """Return the steps in order.

    Args:
        held: what is held of what was asked about, with how surely it is about that.
        reached: the rules that matter, in file order, with what each reaches of it.
        unsettled: what of it is held without a limit.
    """
    steps = [(step, rule) for rule, items in reached for step in _steps(rule, items)]
    triggers: dict[str, int] = {}
    for step, _ in steps:
        triggers.setdefault(fold(step.start), len(triggers))

    def order(item: tuple[Step, Rule]) -> tuple[object, ...]:
        """What a criterion keeps first; then by trigger; then lengths, criteria, and what has neither."""
        step, _ = item
        place = (not step.start, triggers[fold(step.start)])
        return (step.phase is not Phase.KEPT, *place, not step.period, not step.criterion, length_order(step.period))

    ordered = [part for step, rule in sorted(steps, key=order) for part in _with_what_follows(reach, step, rule)]
    return (*_collected(held), *ordered, *_not_stated(unsettled))


def _collected(held: Sequence[tuple[Held, Certainty]]) -> Iterator[Step]:
    """Yield what each holder gets, equally sure things together, those that get it from people first."""
    alike: dict[tuple[bool, str, Certainty], list[Held]] = {}
    for item, certainty in held:
        alike.setdefault((not item.collected, item.holder, certainty), []).append(item)
    for (onward, holder, certainty), places in sorted(alike.items(), key=lambda entry: entry[0][0]):
        yield Step(
            phase=Phase.COLLECTED,
            about=_pairs((item.subject, item.data) for item in places),
            holder=holder,
            activities=tuple(dict.fromkeys(item.activity for item in places)),
            start=PASSED_ON if onward else COLLECTION,
            certainty=certainty,
            cites=_distinct(cite for item in places for cite in item.cites),
        )


def _steps(rule: Rule, items: Sequence[tuple[Reached, Certainty]]) -> Iterator[Step]:
    """Yield the steps of a rule by holder and certainty, in file order; one without holder where it reaches nothing."""
    alike: dict[tuple[str | None, Certainty], list[Reached]] = {}
    for item, certainty in items:
        if not item.set_aside:
            alike.setdefault((item.holder, certainty), []).append(item)
    said = rule.said
    nothing: list[Reached] = []
    for (holder, certainty), reached in alike.items() if items else [((None, rule.certainty), nothing)]:
        yield Step(
            phase=Phase.LIMIT if said.period or said.trigger or not said.criterion else Phase.KEPT,
            about=_pairs((item.subject, item.data) for item in reached) or _worded(said),
            all_data=said.everything,
            holder=holder,
            activities=tuple(dict.fromkeys(item.held.activity for item in reached)),
            start=said.trigger,
            period=said.period,
            criterion=said.criterion,
            when=said.when,
            disposal=tuple(item.value for item in said.disposal),
            then_in=said.then_in,
            rule=rule.id,
            general=rule.is_general,
            certainty=certainty,
            cites=said.cites,
        )


def _with_what_follows(reach: Reach, step: Step, rule: Rule) -> Iterator[Step]:
    """Yield a step, and an open end for each place to which the data move without a rule of its own."""
    yield step
    for place in step.then_in:
        if not reach.following(rule, place):
            yield Step(
                phase=Phase.MOVED,
                about=step.about,
                all_data=step.all_data,
                holder=place,
                activities=step.activities,
                start=f"moved from {step.holder}" if step.holder else "moved",
                when=step.when,
                rule=step.rule,
                general=step.general,
                certainty=step.certainty,
                cites=step.cites,
            )


def _not_stated(unsettled: Iterable[Held]) -> Iterator[Step]:
    alike: dict[tuple[str, Certainty], list[Held]] = {}
    for item in unsettled:
        alike.setdefault((item.holder, item.certainty), []).append(item)
    for (holder, certainty), items in alike.items():
        yield Step(
            phase=Phase.NOT_STATED,
            about=_pairs((item.subject, item.data) for item in items),
            holder=holder,
            activities=tuple(dict.fromkeys(item.activity for item in items)),
            certainty=certainty,
            cites=_distinct(cite for item in items for cite in item.cites),
        )


def _distinct(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Return each place once, by document and line."""
    found = {(cite.document, cite.lines, cite.section, cite.words): cite for cite in cites}
    return tuple(
        sorted(found.values(), key=lambda cite: (cite.document, cite.first, cite.last, cite.section, cite.words))
    )


def _worded(said: Retention) -> tuple[tuple[str | None, str | None], ...]:
    """Return what a rule is about by its words alone."""
    return _pairs((subject, data) for subject in said.subjects or (None,) for data in said.data or (None,))


def _pairs(found: Iterable[tuple[str | None, str | None]]) -> tuple[tuple[str | None, str | None], ...]:
    """Return the pairs once each, sorted, what is not stated last."""

    def order(pair: tuple[str | None, str | None]) -> tuple[bool, str, bool, str]:
        subject, data = pair
        return (subject is None, subject or "", data is None, data or "")

    return tuple(sorted(set(found), key=order))


def _sorted(keys: Iterable[str | None]) -> tuple[str | None, ...]:
    """Return the keys once each, sorted, what is not stated last."""
    return tuple(sorted(set(keys), key=lambda key: (key is None, key or "")))
