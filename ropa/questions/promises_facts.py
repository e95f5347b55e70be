"""What promises are weighed against: flows, cookies, retention rules, and what activities say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ropa.graph import Fact, FactGraph
from ropa.model.activities import Activity, Cookie, Flow, Pair, Retention
from ropa.model.base import Cite, Use
from ropa.model.words import Certainty, FlowKind


class Kind(StrEnum):
    """What kind of statement it is; `sent` is the flow again, for its sender: who sends data has it."""

    FLOW = "flow"
    SENT = "sent"
    COOKIE = "cookie"
    RETENTION = "retention"
    PURPOSE = "purpose"
    DECISIONS = "decisions"


class Statement(NamedTuple):
    """Something that the register says and that may break a promise.

    Attributes:
        number: unique among all statements of a register; at: its address.
        activity: where it is said, None for cookies; flow: None but for flows.
        source, target: keys of nodes; who gets or has the data is the target; empty where it is about nobody.
        pairs: people and categories; one pair without both where neither is stated, empty for purposes and decisions.
        uses: what for: one purpose for a purpose, else all that are said beside it.
        beside: all purposes that are said in the same place.
        certainty: of the statement; pairs of a flow have their own.
    """

    number: int
    kind: Kind
    at: str
    activity: Activity | None
    flow: Flow | None = None
    source: str = ""
    target: str = ""
    pairs: tuple[Pair, ...] = ()
    uses: tuple[Use, ...] = ()
    beside: tuple[Use, ...] = ()
    certainty: Certainty = Certainty.STATED
    cites: tuple[Cite, ...] = ()

    @property
    def is_hosting(self) -> bool:
        """True for what a host of a system holds."""
        return self.flow is not None and self.flow.kind is FlowKind.HOSTING

    def fact(self, pair: Pair) -> Fact | None:
        """Return a pair as a fact of the graph, None for what is no flow."""
        if self.flow is None or self.activity is None:
            return None
        return Fact(self.flow, pair, self.activity)


class Statements:
    """Every statement of one register, by kind, in file order; none is made before it is asked for."""

    def __init__(self, graph: FactGraph) -> None:
        self._graph = graph
        self._register = graph.register
        self._count = 0

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Every activity, `general` last."""
        register = self._register
        return (*register.activities.values(), *((register.general,) if register.general else ()))

    @cached_property
    def flows(self) -> tuple[Statement, ...]:
        """Every flow, derived ones included."""
        return tuple(
            self._made(
                Kind.FLOW, flow.id, activity, flow=flow, source=flow.source, target=flow.target,
                pairs=flow.pairs or (Pair(certainty=flow.certainty),), uses=_uses(activity),
                certainty=flow.certainty, cites=flow.cites,
            )
            for activity in self.activities
            for flow in activity.flows
        )  # fmt: skip

    @cached_property
    def sent(self) -> tuple[Statement, ...]:
        """What somebody sends without anything saying how it got there: that it has it follows from the sending."""
        arrived = {(fact.flow.target, fact.pair.subject, fact.pair.data) for fact in self._graph.facts}
        found = []
        for said in self.flows:
            if said.is_hosting or self._graph.is_person(said.source):
                continue
            pairs = tuple(
                pair for pair in said.pairs if pair.data and (said.source, pair.subject, pair.data) not in arrived
            )
            if pairs:
                sure = said.certainty.at_most(Certainty.IMPLIED)
                number = self._next()
                found.append(
                    said._replace(number=number, kind=Kind.SENT, target=said.source, pairs=pairs, certainty=sure)
                )
        return tuple(found)

    @cached_property
    def cookies(self) -> tuple[Statement, ...]:
        """Every cookie that says what it holds; who sets it reads it, by implication."""
        return tuple(
            self._made(
                Kind.COOKIE, f"cookies/{number}", None, target=cookie.set_by,
                source=cookie.subjects[0] if len(cookie.subjects) == 1 else "",
                pairs=_product(cookie.subjects, cookie.data), uses=cookie.purposes,
                certainty=cookie.certainty.at_most(Certainty.IMPLIED), cites=cookie.cites,
            )
            for number, cookie in enumerate(self._register.cookies, start=1)
            if cookie.set_by and cookie.data
        )  # fmt: skip

    @cached_property
    def rules(self) -> tuple[Statement, ...]:
        """Every retention rule that names its data and where they are kept, once per place: they are there."""
        return tuple(
            self._made(
                Kind.RETENTION, f"{_address(activity)}/retention#{number}", activity, target=place,
                pairs=_product(rule.subjects, rule.data), uses=_uses(activity),
                certainty=rule.certainty.at_most(activity.certainty).at_most(Certainty.IMPLIED), cites=rule.cites,
            )
            for activity in self.activities
            for number, rule in enumerate(activity.retention, start=1)
            for place in _places(rule)
        )  # fmt: skip

    @cached_property
    def purposes(self) -> tuple[Statement, ...]:
        """Every purpose of every activity and cookie, each a statement of its own."""
        return tuple(self._of_purposes())

    @cached_property
    def decisions(self) -> tuple[Statement, ...]:
        """What activities say of automated decisions, also that there are none."""
        return tuple(
            self._made(
                Kind.DECISIONS, f"{_address(activity)}/automated_decisions", activity, uses=_uses(activity),
                certainty=activity.automated_decisions.certainty.at_most(activity.certainty),
                cites=activity.automated_decisions.cites,
            )
            for activity in self.activities
            if activity.automated_decisions is not None
        )  # fmt: skip

    def without_purposes(self) -> Iterator[str]:
        """Yield the addresses of the activities that state no purpose, `general` left out."""
        yield from (_address(item) for item in self.activities if not item.is_general and not item.purposes)

    def without_decisions(self) -> Iterator[str]:
        """Yield the addresses of the activities that say nothing of automated decisions; none where `general` does."""
        register = self._register
        if register.general is None or register.general.automated_decisions is None:
            yield from (_address(item) for item in register.activities.values() if item.automated_decisions is None)

    def _of_purposes(self) -> Iterator[Statement]:
        for activity in self.activities:
            further = tuple(item.purpose for item in activity.further_purposes)
            beside = _uses(activity)
            for use in beside:
                field = "further_purposes" if use.key in further else "purposes"
                yield self._of_use(f"{_address(activity)}/{field}", activity, use, beside)
        for number, cookie in enumerate(self._register.cookies, start=1):
            for use in cookie.purposes:
                sure = _no_surer(use, cookie)
                said = sure if sure.cites else replace(sure, cites=cookie.cites)
                yield self._of_use(f"cookies/{number}", None, said, cookie.purposes)

    def _of_use(self, at: str, activity: Activity | None, use: Use, beside: tuple[Use, ...]) -> Statement:
        return self._made(
            Kind.PURPOSE, at, activity, uses=(use,), beside=beside, certainty=use.certainty, cites=use.cites
        )

    def _made(
        self, kind: Kind, at: str, activity: Activity | None, *, flow: Flow | None = None, source: str = "",
        target: str = "", pairs: tuple[Pair, ...] = (), uses: tuple[Use, ...] = (), beside: tuple[Use, ...] = (),
        certainty: Certainty, cites: tuple[Cite, ...],
    ) -> Statement:  # fmt: skip
        return Statement(
            self._next(), kind, at, activity, flow, source, target, pairs, uses, beside or uses, certainty, cites
        )

    def _next(self) -> int:
        self._count += 1
        return self._count


def _address(activity: Activity) -> str:
    return "general" if activity.is_general else f"activities/{activity.key}"


def _uses(activity: Activity) -> tuple[Use, ...]:
    """Return the purposes of an activity, those that came later included, none surer than the activity."""
    later = (
        Use(key=item.purpose, label=item.purpose, certainty=item.certainty, cites=item.cites)
        for item in activity.further_purposes
    )
    return tuple(_no_surer(use, activity) for use in (*activity.purposes, *later))


def _no_surer(use: Use, than: Activity | Cookie) -> Use:
    if use.certainty.rank >= than.certainty.rank:
        return use
    return replace(use, certainty=than.certainty)


def _product(subjects: Iterable[str], data: Iterable[str]) -> tuple[Pair, ...]:
    return tuple(Pair(subject=subject, data=key) for subject in tuple(subjects) or (None,) for key in data)


def _places(rule: Retention) -> tuple[str, ...]:
    """Return the systems and organisations in which a rule says that its data are; none for one on all data."""
    return tuple(dict.fromkeys((*rule.held_in, *rule.by, *rule.then_in))) if rule.data else ()
