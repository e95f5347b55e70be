"""The parts of an answer on retention: a rule with what it reaches, a contradiction, data without a limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ropa.graph import Match
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.base import NotStated, Reach
from ropa.questions.retention_base import Held, Reached, Rule, Scope
from ropa.questions.retention_conflicts import Conflict


@record
class RuleFact(Part):
    """One thing that a rule reaches.

    Attributes:
        rule: its id; subject, data: None where not stated; holder: None where the rule reaches nothing that is held.
        activity: that holds the data, which may be another than that of the rule.
        match: how the category relates to the one asked about; certainty: of the rule, as far as this question goes.
        held: how surely the data are held, None where nothing says so.
        whole: False where the rule is about a part of what is held.
        scope: what the rule names on the way; settles: the rule says how long, and no narrower one leaves it open.
        yields_to: ids of narrower rules that go before it here.
    """

    rule: str
    subject: str | None
    data: str | None
    holder: str | None
    activity: str
    match: Match
    certainty: Certainty
    held: Certainty | None = None
    whole: bool = True
    scope: Scope = Scope("", "", "")
    settles: bool = False
    yields_to: tuple[str, ...] = ()
    when: str = ""
    trigger: str = ""
    period: str = ""
    criterion: str = ""
    cites: tuple[Cite, ...] = ()

    @property
    def source(self) -> str:
        """Who says so: retention is always the register's own statement."""
        return "register"

    @property
    def reach(self) -> Reach:
        """A rule is declared or not there."""
        return Reach.DECLARED

    @property
    def inherited(self) -> dict[str, str]:
        """What the rule names instead of this category, these people or this holder."""
        named = {
            "data": ("everything" if self.scope.data == "*" else self.scope.data, self.data),
            "subject": (self.scope.subject, self.subject),
            "holder": (self.scope.holder, self.holder),
        }
        return {part: said for part, (said, mine) in named.items() if said and said != mine}

    def as_json(self) -> dict[str, Any]:
        """Return every field; empty text is null."""
        return {
            "subject": self.subject,
            "data": self.data,
            "holder": self.holder,
            "activity": self.activity,
            "when": self.when or None,
            "trigger": self.trigger or None,
            "period": self.period or None,
            "criterion": self.criterion or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "held": self.held.value if self.held else None,
            "whole": self.whole,
            "settles": self.settles,
            "inherited_from": self.inherited,
            "yields_to": list(self.yields_to),
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class RuleRow(Part):
    """A rule, as stated, with what it reaches of what was asked about."""

    rule: Rule
    facts: tuple[RuleFact, ...] = ()

    @property
    def id(self) -> str:
        """Address and number of the rule."""
        return self.rule.id

    def as_json(self) -> dict[str, Any]:
        """Return the rule as stated, then its facts."""
        said = self.rule.said
        return {
            "id": self.rule.id,
            "activity": self.rule.activity.key,
            "general": self.rule.is_general,
            "data": ["everything"] if said.everything else list(said.data),
            "subjects": list(said.subjects),
            "in": list(said.held_in),
            "by": list(said.by),
            "when": said.when or None,
            "trigger": said.trigger or None,
            "period": said.period or None,
            "criterion": said.criterion or None,
            "disposal": [item.value for item in said.disposal],
            "then_in": list(said.then_in),
            "certainty": self.rule.certainty.value,
            "stated_as": said.stated_as or None,
            "cites": [cite.as_json() for cite in said.cites],
            "facts": [fact.as_json() for fact in self.facts],
        }


@record
class ConflictRow(Part):
    """Rules that say different things of the same data in the same case; `held` is what they are about."""

    kind: str
    when: str
    rules: tuple[Rule, ...]
    held: tuple[tuple[str | None, str | None, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the kind, the case, each rule with its limit and citations, and what they are about."""
        return {
            "kind": self.kind,
            "when": self.when or None,
            "rules": [
                {
                    "id": rule.id,
                    "trigger": rule.said.trigger or None,
                    "period": rule.said.period or None,
                    "criterion": rule.said.criterion or None,
                    "certainty": rule.certainty.value,
                    "cites": [cite.as_json() for cite in rule.said.cites],
                }
                for rule in self.rules
            ],
            "about": [
                {"subject": subject, "data": data, "holder": holder, "activity": activity}
                for subject, data, holder, activity in self.held
            ],
        }


@record
class Unlimited(NotStated):
    """Data for which nothing says how long they are kept.

    Attributes:
        holder, activity: None where nothing says that they are held.
        rules: ids of rules that speak of them and leave it open: without a limit, about a part, about data not named.
    """

    holder: str | None = None
    activity: str | None = None
    rules: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return subject, data, holder and activity, and the rules where there are any."""
        found: dict[str, Any] = {
            "subject": self.subject, "data": self.data, "holder": self.holder, "activity": self.activity,
        }  # fmt: skip
        return {**found, "rules": list(self.rules)} if self.rules else found


def reaching_fact(item: Reached, *, match: Match, certainty: Certainty, yields_to: tuple[str, ...]) -> RuleFact:
    """Return the fact that a rule reaches some held data."""
    said = item.rule.said
    return RuleFact(
        rule=item.rule.id,
        subject=item.subject,
        data=item.data,
        holder=item.holder,
        activity=item.held.activity,
        match=match,
        certainty=certainty,
        held=item.held.certainty,
        whole=item.whole,
        scope=item.scope,
        settles=item.settles or (item.rule.is_limit and item.rule.is_said and not item.whole),
        yields_to=yields_to,
        when=said.when,
        trigger=said.trigger,
        period=said.period,
        criterion=said.criterion,
        cites=said.cites,
    )


def wordy_facts(rule: Rule) -> Iterator[RuleFact]:
    """Yield what a rule is about by its words alone; for one that reaches nothing that is held."""
    said = rule.said
    for subject in said.subjects or (None,):
        for data in said.data or (None,):
            yield RuleFact(
                rule=rule.id,
                subject=subject,
                data=data,
                holder=None,
                activity=rule.activity.key,
                match=Match.EXACT,
                certainty=rule.certainty,
                settles=rule.is_limit and rule.is_said,
                when=said.when,
                trigger=said.trigger,
                period=said.period,
                criterion=said.criterion,
                cites=said.cites,
            )


def conflict_row(conflict: Conflict, held: Iterable[Reached]) -> ConflictRow:
    """Return a contradiction with those of its data that were asked about, in file order."""
    about = dict.fromkeys((item.subject, item.data, item.holder, item.held.activity) for item in held)
    return ConflictRow(kind=conflict.kind.value, when=conflict.when, rules=conflict.rules, held=tuple(about))


def unlimited(held: Held, rules: Iterable[Rule]) -> Unlimited:
    """Return data without a limit, with the rules that leave it open."""
    return Unlimited(
        subject=held.subject,
        data=held.data,
        holder=held.holder,
        activity=held.activity,
        rules=tuple(rule.id for rule in rules),
        more=(("holder", held.holder), ("activity", held.activity)),
    )
