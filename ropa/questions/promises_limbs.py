"""The two limbs of a promise, each with the statements that it is weighed against: `never`, and `only`.

An `only` limits countries, recipients, sources or purposes, else data, else people; whatever else it names says what
the limit is about ("phone numbers only to couriers").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ropa.model.activities import Pair, Promise, Terms
from ropa.questions.promises_facts import Kind, Statement
from ropa.questions.promises_held import IMPLIED, OPEN, SURE, Doubt, Held, best, doubtful
from ropa.questions.promises_places import Countries
from ropa.questions.promises_terms import Conditions, is_about_others, without
from ropa.questions.promises_weigh import Scales

#: What an `only` can limit; each is a limit of its own.
_LIMITS = ("countries", "recipients", "sources", "purposes")


class Limb(Protocol):
    """One way in which a promise can be broken.

    Attributes:
        name: `never`, or `only` with what it limits; scope: conditions on what it is about.
    """

    name: str
    scope: Conditions
    terms: Terms

    def statements(self) -> tuple[Statement, ...]:
        """Return what could break it."""

    def on_statement(self, statement: Statement) -> Held | None:
        """Return whether a statement breaks it, whoever and whatever it is about."""

    def on_pair(self, statement: Statement, pair: Pair) -> Held | None:
        """Return whether people and data of the statement do."""

    def considered(self, statement: Statement) -> bool:
        """Tell whether a statement that is in scope says anything on the matter."""

    def countries(self, statement: Statement) -> tuple[str, ...]:
        """Return the countries that break it, each once; empty where it is not about countries."""

    def is_beside(self, statement: Statement) -> bool:
        """Tell whether a purpose is said beside one that the promise allows."""


def limbs_of(scales: Scales, promise: Promise) -> Iterator[Limb]:
    """Yield the limbs of a promise; none where it states nothing that a register could be held against."""
    if promise.never is not None and _says(promise.never):
        yield Never(scales, promise.never)
    if promise.only is not None:
        terms = promise.only
        limits = [name for name in _LIMITS if getattr(terms, name)]
        if not limits and terms.data and not terms.everything:
            limits = ["data"]
        if not limits and terms.subjects:
            limits = ["subjects"]
        for limit in limits:
            yield Only(scales, terms, limit, several=len(limits) > 1)


def is_about_matter(scales: Scales, terms: Terms) -> bool:
    """Tell whether terms are about purposes or decisions as such, not about some data, people or places."""
    narrow = any(scales.context.register.category_parents.get(key) for key in terms.data) and not terms.everything
    return bool(terms.purposes or terms.automated_decisions) and not (narrow or terms.subjects or _has_place(terms))


def _says(terms: Terms) -> bool:
    return bool(
        terms.data or terms.everything or terms.subjects or terms.purposes or terms.automated_decisions
    ) or _has_place(terms)


def _has_place(terms: Terms) -> bool:
    named = (terms.to, terms.held_in, terms.read_by, terms.countries, terms.recipients, terms.sources)
    return terms.outside or terms.own_systems or any(named)


class Never:
    """What is not done: all conditions together."""

    name = "never"

    def __init__(self, scales: Scales, terms: Terms) -> None:
        self._scales = scales
        self.terms = terms
        self.scope = Conditions(scales, terms)

    def statements(self) -> tuple[Statement, ...]:
        """Return purposes or decisions where the promise is about these; else flows, cookies, rules."""
        known, terms = self._scales.statements, self.terms
        if is_about_matter(self._scales, terms):
            return known.decisions if terms.automated_decisions else known.purposes
        found = known.flows
        given = bool(terms.to or terms.outside or terms.recipients)
        if not (given or terms.read_by or terms.countries):
            found = tuple(said for said in found if not said.is_hosting)  # the same data have reached the system
        if not (terms.countries or terms.sources):
            found += known.cookies
            found += known.rules if given or terms.held_in or terms.own_systems else ()
        if terms.held_in or terms.own_systems or terms.read_by:
            found += known.sent
        return found

    def on_statement(self, statement: Statement) -> Held | None:
        """Return whether purposes, decisions and places are those of the promise."""
        held = self.scope.on_statement(statement)
        if held is None or _has_place(self.terms):
            return held
        return held.also(self._scales.touches(statement))

    def on_pair(self, statement: Statement, pair: Pair) -> Held | None:
        """Return whether data and people are those of the promise."""
        return self.scope.on_pair(statement, pair)

    def considered(self, statement: Statement) -> bool:  # noqa: ARG002
        """Tell that every statement says something on it."""
        return True

    def countries(self, statement: Statement) -> tuple[str, ...]:
        """Return the countries that are those of the promise, or may be."""
        if not self.terms.countries:
            return ()
        known = Countries(self._scales.context, self.terms.countries)
        spots = self._scales.places.of(statement)
        return tuple(dict.fromkeys(spot.country for spot in spots if known.holds(spot.country) is not False))

    def is_beside(self, statement: Statement) -> bool:  # noqa: ARG002
        """Tell that nothing is: the promise allows nothing."""
        return False


class Only:
    """What is done only so: whatever is in scope and outside the limit breaks it.

    Args:
        several: True where other limits stand beside this one.
    """

    def __init__(self, scales: Scales, terms: Terms, limit: str, *, several: bool) -> None:
        self._scales = scales
        self.name = f"only {limit}"
        self.terms = terms
        self._limit = limit
        limiting = _LIMITS if limit in _LIMITS else (limit,)
        self._about = without(terms, *limiting)
        self.scope = Conditions(scales, self._about, hosts=limit == "countries")
        self._countries = Countries(scales.context, terms.countries)
        # Phone numbers only to couriers, or to couriers only phone numbers? The words do not tell.
        unclear = several or (limit == "data" and _has_place(self._about))
        self._reading = doubtful(Doubt.TWO_READINGS) if unclear else SURE

    def statements(self) -> tuple[Statement, ...]:
        """Return purposes where these are limited as such; else flows, and what else the limit can be about."""
        known = self._scales.statements
        if self._limit == "purposes" and is_about_matter(self._scales, without(self.terms, "automated_decisions")):
            return known.purposes
        if self._limit == "countries":
            return known.flows
        if self._limit == "recipients":
            return known.flows + known.cookies + known.rules
        kept = tuple(said for said in known.flows if not said.is_hosting)
        if self._limit == "sources":
            return kept
        return kept + known.cookies + (known.rules if self._limit == "data" else ())

    def on_statement(self, statement: Statement) -> Held | None:
        """Return whether a statement is in scope and outside the limit."""
        scope = self.scope.on_statement(statement)
        if scope is None:
            return None
        left_out = self._left_out(statement)
        return left_out.also(scope).also(self._reading) if left_out is not None else None

    def on_pair(self, statement: Statement, pair: Pair) -> Held | None:
        """Return whether people and data are in scope, and where these are limited, outside the limit."""
        if self._limit == "recipients" and not is_about_others(self._scales, statement, pair):
            return None
        scope = self.scope.on_pair(statement, pair)
        if scope is None:
            return None
        held: Held | None = SURE
        if self._limit == "data":
            held = self._scales.data_left_out(self.terms, pair.data)
        elif self._limit == "subjects":
            held = _not(self._scales.subjects_covered(self.terms.subjects, pair.subject))
        return held.also(scope) if held is not None else None

    def considered(self, statement: Statement) -> bool:
        """Tell whether the limit can be asked of a statement at all."""
        if self._limit == "countries":
            return bool(self._scales.places.of(statement))
        if self._limit == "sources":
            return self._scales.arrives(statement)
        if self._limit == "purposes":
            return bool(statement.uses)
        return self._limit != "data" or any(pair.data for pair in statement.pairs)

    def countries(self, statement: Statement) -> tuple[str, ...]:
        """Return the countries that are not those of the promise, or may not be."""
        if self._limit != "countries":
            return ()
        spots = self._scales.places.of(statement)
        return tuple(dict.fromkeys(spot.country for spot in spots if not self._countries.holds(spot.country)))

    def is_beside(self, statement: Statement) -> bool:
        """Tell whether a purpose is said beside one that the promise allows."""
        if self._limit != "purposes":
            return False
        held = (self._scales.purpose(self.terms.purposes, use) for use in statement.beside)
        return any(item is not None and item.is_sure for item in held)

    def _left_out(self, statement: Statement) -> Held | None:
        scales, terms = self._scales, self.terms
        if self._limit == "countries":
            left = scales.left_countries(self._countries, statement)
            return left.also(scales.touches(statement)) if left is not None else None
        if self._limit == "recipients":
            return self._other_recipient(statement)
        if self._limit == "sources":
            return _not(scales.comes_from(terms.sources, statement)) if scales.arrives(statement) else None
        if self._limit == "purposes":
            return self._other_purpose(statement)
        return scales.touches(statement)

    def _other_recipient(self, statement: Statement) -> Held | None:
        given = self._scales.outside(statement)
        if given is None:
            return None
        if self._scales.is_at(self.terms.recipients, statement):
            is_open = statement.flow is not None and statement.flow.open
            return given.also(doubtful(Doubt.OTHERS_POSSIBLE)) if is_open else None
        unnamed = self._scales.may_be_at(self.terms.recipients, statement)
        return given.also(doubtful(Doubt.UNNAMED)) if unnamed else given

    def _other_purpose(self, statement: Statement) -> Held | None:
        if not statement.uses:
            return OPEN
        found = []
        for use in statement.uses:
            held = self._scales.purpose(self.terms.purposes, use)
            if held is None:
                found.append(Held(use.certainty))
            elif Doubt.BROADER_PURPOSE in held.doubts:
                found.append(held)
        held = best(found)
        alone = statement.kind is Kind.PURPOSE or len(statement.uses) == 1
        return held if held is None or alone else held.also(IMPLIED)


def _not(held: Held | None) -> Held | None:
    """Return the opposite: what may hold may not."""
    if held is None:
        return SURE
    return None if held.is_sure else held
