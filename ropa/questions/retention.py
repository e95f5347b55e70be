"""`retention`: how long data are kept, by which rules, where they contradict, and what nothing is said of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ropa.errors import UsageError
from ropa.model.base import record
from ropa.model.words import Completeness
from ropa.questions.base import Answer, Context, NotStated, Sheet, Verdict
from ropa.questions.catalogue import DATA, SUBJECTS, Option, Question
from ropa.questions.matching import Asked, verdict
from ropa.questions.retention_choice import Choice
from ropa.questions.retention_rows import ConflictRow, RuleRow, Unlimited, unlimited
from ropa.questions.retention_text import COLUMNS, flat_rows, sheets
from ropa.questions.retention_timeline import Phase, Step, timeline
from ropa.questions.words import activity_keys, data_keys, node_key, subject_keys


@record
class RetentionAnswer(Answer):
    """How long; `retention` holds the rules in file order, those of `general` last.

    Attributes:
        conflicts: rules that say different things of the same data; timeline: the steps in order.
    """

    retention: tuple[RuleRow, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    timeline: tuple[Step, ...] = ()

    def items(self) -> tuple[RuleRow, ...]:
        """Return the rules."""
        return self.retention

    def as_json(self) -> dict[str, Any]:
        """Return the envelope with `conflicts` and `timeline` behind it."""
        return {
            **Answer.as_json(self),
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "timeline": [step.as_json() for step in self.timeline],
        }

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return the timeline, then the contradictions."""
        return sheets(self.timeline, self.conflicts, title)

    @property
    def lists_gaps(self) -> bool:
        """The timeline ends with what is held without a limit."""
        return any(step.phase is Phase.NOT_STATED for step in self.timeline)

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per rule and what it reaches, then the contradictions, then what is not stated."""
        return flat_rows(self.retention, self.conflicts, self.not_stated)


def retention(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    of: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
) -> RetentionAnswer:
    """Return the rules on how long `data` of `subjects` are kept, and what becomes of them in the course of time.

    Answers Articles 13(2)(a), 15(1)(d) and 30(1)(f) of the GDPR. The answer is `found` where a stated rule with a
    period or a criterion reaches something that was asked about; a rule without either makes no answer.

    Args:
        of: organisations or systems; what they operate and contain is included. data, subjects, activity: limit the
            answer; several mean any of them.

    Raises:
        UsageError: a word is not known, or `of` names a kind of people.
    """
    holders = tuple(dict.fromkeys(_holder(context, text) for text in ((of,) if isinstance(of, str) else of)))
    asked = Asked(data_keys(context, data), subject_keys(context, subjects), activity_keys(context, activity))
    extent = frozenset(node for holder in holders for node in context.graph.extent(holder)) if holders else None
    choice = Choice(context, asked, extent)
    answer = verdict(
        [fact for chosen in choice.rules for fact in chosen.facts if fact.settles],
        denied=False,
        complete=Completeness.RETENTION in context.register.complete,
    )
    return RetentionAnswer(
        question="retention",
        asked=_options(asked, holders),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        retention=tuple(RuleRow(rule=chosen.rule, facts=chosen.facts) for chosen in choice.rules),
        conflicts=choice.conflicts,
        timeline=timeline(
            choice.reach,
            held=choice.held,
            reached=[(chosen.rule, chosen.reached) for chosen in choice.rules],
            unsettled=[held for held, _ in choice.unsettled],
        ),
        not_stated=() if answer is Verdict.NONE else tuple(_gaps(choice)),
    )


def _holder(context: Context, text: str) -> str:
    key = node_key(context, text)
    if context.graph.is_person(key):
        raise UsageError(
            f"`{text}` is a kind of people, not a holder of data",
            next_step="Name an organisation or a system with `of`, and people with `subjects`.",
        )
    return key


def _options(asked: Asked, holders: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    named = (("data", asked.data), ("subjects", asked.subjects), ("of", holders), ("activity", asked.activities))
    return tuple((name, value) for name, value in named if value or name in ("data", "subjects"))


def _gaps(choice: Choice) -> Iterator[NotStated]:
    """Yield what is held without a limit, then what was asked about and neither held nor under a rule."""
    for held, rules in choice.unsettled:
        yield unlimited(held, rules)
    if not choice.is_open:
        for subject, data in choice.silent():
            yield Unlimited(subject=subject, data=data)


RETENTION = Question(
    "retention",
    "how long data are kept, by which rules, and what nothing is said of",
    retention,
    (
        DATA,
        SUBJECTS,
        Option("of", "of", "organisation or system that holds it", several=True),
        Option("activity", "activity", "limit to an activity", several=True),
    ),
)
