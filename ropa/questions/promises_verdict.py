"""What the register makes of a promise: broken, perhaps broken, kept, or nothing that could tell.

A promise is broken by a statement that is stated or implied and meets all its conditions. What is only possible, said
more broadly, somewhere not known, or said by the shipped directory alone may break it. What is hypothetical or lost
breaks nothing, nor does what is left open: people, data or a purpose that are not stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ropa.graph import Match
from ropa.model.activities import Pair, Promise, Terms
from ropa.model.words import Certainty, Completeness
from ropa.questions.base import Context
from ropa.questions.promises_facts import Kind, Statement
from ropa.questions.promises_held import Doubt, Held
from ropa.questions.promises_limbs import Limb, is_about_matter, limbs_of
from ropa.questions.promises_terms import Exceptions
from ropa.questions.promises_weigh import Scales


class Ruling(StrEnum):
    """What the register makes of a promise, worst first."""

    BROKEN = "broken"
    POSSIBLY_BROKEN = "possibly-broken"
    KEPT = "kept"
    NOT_TESTABLE = "not-testable"


class Break(NamedTuple):
    """A statement that breaks a promise or may break it.

    Attributes:
        pair: people and data; None for a purpose or a decision.
        doubts: why it only may; empty where it surely does. match: of its data with those promised.
        limb: `never`, or `only` with what it limits.
        countries: those that break a promise about countries, empty text where one is not stated.
        is_beside: True for a purpose that is said beside one which the promise allows, and may be meant as part of it.
    """

    statement: Statement
    pair: Pair | None
    certainty: Certainty
    doubts: tuple[Doubt, ...]
    match: Match
    limb: str
    countries: tuple[str, ...] = ()
    is_beside: bool = False

    @property
    def is_sure(self) -> bool:
        """True where it breaks the promise rather than may."""
        return self.certainty.rank <= Certainty.IMPLIED.rank


class Look(NamedTuple):
    """How much of the register meets one condition of a promise: by name and keys, and the number of statements."""

    condition: str
    about: tuple[str, ...]
    statements: int


class Assessment:
    """One promise against the register.

    Attributes:
        breaks: the surest first, then by address.
        excepted, hypothetical, left_open: addresses of what would break it but for an exception, were it more than a
            case, or if it named people, data and purposes; sorted.
        by_directory: addresses of what is within the countries of an `only` by the shipped directory alone; sorted.
        stored_only: addresses of hosts that hold what the promise is about and are said not to read it; sorted.
    """

    def __init__(self, scales: Scales, promise: Promise) -> None:
        self.promise = promise
        self._scales = scales
        self._limbs = tuple(limbs_of(scales, promise)) if self.is_made else ()
        self._found: dict[tuple[str, str | None, str | None, tuple[str, ...]], Break] = {}
        excepted: set[str] = set()
        hypothetical: set[str] = set()
        left_open: set[str] = set()
        for limb in self._limbs:
            self._weigh(limb, excepted, hypothetical, left_open)
        self.breaks = tuple(sorted(_without_echoes(self._found.values()), key=_order))
        self.excepted, self.hypothetical = tuple(sorted(excepted)), tuple(sorted(hypothetical))
        self.left_open = tuple(sorted(left_open))

    @property
    def is_made(self) -> bool:
        """False for a promise that is itself hypothetical or lost: there is nothing to keep."""
        return self.promise.certainty.rank <= Certainty.POSSIBLE.rank

    @property
    def says_nothing(self) -> bool:
        """True where no condition is stated that a register could be held against."""
        return not self._limbs

    @cached_property
    def ruling(self) -> Ruling:
        """The verdict."""
        if any(item.is_sure for item in self.breaks):
            return Ruling.BROKEN
        if self.breaks:
            return Ruling.POSSIBLY_BROKEN
        testable = (all(map(self._is_answered, looks)) for looks in self._matter)
        return Ruling.KEPT if any(testable) else Ruling.NOT_TESTABLE

    @property
    def missing(self) -> tuple[Look, ...]:
        """The conditions that nothing in the register speaks to, without which nothing could break or keep it."""
        return tuple(dict.fromkeys(look for looks in self._matter for look in looks if not look.statements))

    def _is_answered(self, look: Look) -> bool:
        return bool(look.statements) or self.is_listed_in_full(look)

    def is_listed_in_full(self, look: Look) -> bool:
        """Tell whether a list of data or purposes is said to be complete, so that absence is an answer."""
        complete = self._scales.context.register.complete
        return {"data": Completeness.DATA, "purpose": Completeness.PURPOSES}.get(look.condition) in complete

    @cached_property
    def by_directory(self) -> tuple[str, ...]:
        """See the class."""
        found: set[str] = set()
        for limb in self._limbs:
            if limb.name == "only countries":
                found.update(
                    said.at
                    for said in limb.statements()
                    if limb.scope.on_statement(said) and any(spot.directory for spot in self._scales.places.of(said))
                )
        return tuple(sorted(found))

    @cached_property
    def stored_only(self) -> tuple[str, ...]:
        """See the class."""
        found: set[str] = set()
        for limb in self._limbs:
            terms = limb.terms
            named = (*terms.to, *terms.read_by)
            if not (named or terms.outside or limb.name == "only recipients"):
                continue
            found.update(
                said.at
                for said in self._scales.statements.flows
                if said.flow is not None
                and not said.flow.access
                and (not named or self._scales.is_at(named, said))
                and any(limb.scope.of_data(pair.data) and limb.scope.of_subject(pair.subject) for pair in said.pairs)
            )
        return tuple(sorted(found))

    @cached_property
    def looked_at(self) -> tuple[Look, ...]:
        """Every condition with the number of statements that meet it, as far as they say anything on it."""
        looks = dict.fromkeys(look for looks in self._matter for look in looks)
        for limb in self._limbs:
            looks.update(dict.fromkeys(self._places(limb)))
        return tuple(looks)

    @cached_property
    def _matter(self) -> tuple[tuple[Look, ...], ...]:
        """The conditions of each limb on data, people, purposes, decisions, and on what an `only` limits."""
        return tuple(tuple(_matter_of(self._scales, limb)) for limb in self._limbs)

    def _weigh(self, limb: Limb, excepted: set[str], hypothetical: set[str], left_open: set[str]) -> None:
        excepting = Exceptions(self._scales, self.promise.exceptions, limb.terms)
        for statement, pair, held in self._candidates(limb):
            found = self._break(statement, pair, held, limb)
            exception = excepting.hold(statement, pair)
            if exception is not None and exception.is_sure:
                excepted.add(statement.at)
            elif found.certainty.rank > Certainty.POSSIBLE.rank:
                hypothetical.add(statement.at)
            elif Doubt.LEFT_OPEN in found.doubts:
                left_open.add(statement.at)
            else:
                is_open = exception is not None or bool(self.promise.unless)
                self._keep(_doubted(found) if is_open else found)
        left_open.update(_silent(self._scales, limb))

    def _candidates(self, limb: Limb) -> Iterator[tuple[Statement, Pair | None, Held]]:
        """Yield what breaks a limb but for exceptions, as surely as its conditions hold."""
        for statement in limb.statements():
            # People and data first: each is weighed once, and most statements are about others.
            pairs = [(pair, held) for pair in statement.pairs if (held := limb.on_pair(statement, pair)) is not None]
            if statement.pairs and not pairs:
                continue
            on_statement = limb.on_statement(statement)
            if on_statement is None:
                continue
            both = on_statement.also(self._scales.said_by_directory(statement))
            if not statement.pairs:
                yield statement, None, both
            for pair, held in pairs:
                yield statement, pair, held.also(both)

    def _break(self, statement: Statement, pair: Pair | None, held: Held, limb: Limb) -> Break:
        said = pair.certainty.at_most(statement.certainty) if pair is not None else statement.certainty
        certainty = held.certainty.at_most(said)
        doubts = held.doubts
        if said.rank >= Certainty.POSSIBLE.rank or (certainty.rank >= Certainty.POSSIBLE.rank and not doubts):
            doubts = (Doubt.POSSIBLE, *doubts)
        if self.promise.certainty.rank >= Certainty.POSSIBLE.rank:
            doubts = (*doubts, Doubt.PROMISE)
        match = self._scales.match(limb.scope.terms, pair.data) if pair is not None else Match.EXACT
        certainty = certainty.at_most(self.promise.certainty)
        return Break(
            statement, pair, certainty, doubts, match, limb.name, limb.countries(statement), limb.is_beside(statement)
        )

    def _keep(self, found: Break) -> None:
        """Keep the surest of several breaks by one fact."""
        pair = found.pair
        uses = () if pair is not None else tuple(use.key for use in found.statement.uses)
        key = (found.statement.at, pair.subject if pair else None, pair.data if pair else None, uses)
        known = self._found.get(key)
        if known is None or (found.certainty.rank, len(found.doubts)) < (known.certainty.rank, len(known.doubts)):
            self._found[key] = found

    def _places(self, limb: Limb) -> Iterable[Look]:
        """Return how many flows meet each condition on a place."""
        terms, scales = limb.terms, self._scales
        named: tuple[tuple[str, tuple[str, ...], Callable[[Statement], object]], ...] = (
            ("to", (*(("outside",) if terms.outside else ()), *terms.to), lambda said: _is_given(scales, terms, said)),
            (
                "in",
                (*(("own-systems",) if terms.own_systems else ()), *terms.held_in),
                lambda said: scales.held_in(terms, said),
            ),
            ("read_by", terms.read_by, lambda said: scales.read_by(terms.read_by, said)),
        )
        for name, about, weigh in named:
            if about:
                yield Look(name, about, sum(1 for said in scales.statements.flows if weigh(said)))


def _is_given(scales: Scales, terms: Terms, statement: Statement) -> bool:
    return bool((terms.outside and scales.outside(statement)) or scales.to(terms.to, statement))


def _matter_of(scales: Scales, limb: Limb) -> Iterable[Look]:
    terms = limb.scope.terms
    known = scales.statements
    if terms.data and not terms.everything:
        met = (key for key in scales.counts.data if _speaks_of(limb.scope.of_data(key)))
        yield Look("data", terms.data, sum(scales.counts.data[key] for key in met))
    if terms.subjects:
        met = (key for key in scales.counts.subjects if limb.scope.of_subject(key))
        yield Look("subjects", terms.subjects, sum(scales.counts.subjects[key] for key in met))
    if terms.purposes:
        served = [said for said in known.purposes if scales.purposes(terms.purposes, said)]
        yield Look("purpose", terms.purposes, len(served))
    if terms.automated_decisions:
        yield Look("automated_decisions", (), len(known.decisions))
    if limb.name != "never":
        limit = limb.name.removeprefix("only ")
        count = sum(1 for said in limb.statements() if limb.considered(said) and limb.scope.on_statement(said))
        yield Look(f"only {limit}", tuple(getattr(limb.terms, limit)), count)


def _speaks_of(held: Held | None) -> bool:
    """Tell whether data that fit are named more closely than as personal data."""
    return held is not None and Doubt.DATA_AS_A_WHOLE not in held.doubts


def _silent(scales: Scales, limb: Limb) -> Iterable[str]:
    """Return the activities that say nothing of what a promise on purposes or decisions is about."""
    terms: Terms = limb.terms
    if not is_about_matter(scales, terms):
        return ()
    known = scales.statements
    return known.without_decisions() if terms.automated_decisions else known.without_purposes()


def _doubted(found: Break) -> Break:
    certainty = found.certainty.at_most(Certainty.POSSIBLE)
    return found._replace(certainty=certainty, doubts=(*found.doubts, Doubt.EXCEPTION))


def _without_echoes(breaks: Iterable[Break]) -> Iterable[Break]:
    """Yield the breaks without cookies, rules and senders of which a flow says the same at least as surely."""
    found = tuple(breaks)
    by_flow = {
        (item.statement.target, item.pair.subject, item.pair.data): item.certainty.rank
        for item in sorted(found, key=lambda item: -item.certainty.rank)
        if item.pair is not None and item.statement.kind is Kind.FLOW
    }
    for item in found:
        key = (item.statement.target, item.pair.subject, item.pair.data) if item.pair is not None else None
        said = by_flow.get(key) if key is not None else None
        if item.statement.kind is Kind.FLOW or said is None or said > item.certainty.rank:
            yield item


def _order(item: Break) -> tuple[object, ...]:
    pair = item.pair or Pair()
    uses = tuple(use.key for use in item.statement.uses)
    return (
        item.certainty.rank,
        len(item.doubts),
        item.is_beside,
        item.statement.at,
        pair.subject or "",
        pair.data or "",
        uses,
        item.statement.number,
    )


def assess(context: Context, promises: Sequence[Promise]) -> tuple[Assessment, ...]:
    """Return each of these promises against the register, in the order given."""
    scales = Scales(context)
    return tuple(Assessment(scales, promise) for promise in promises)
