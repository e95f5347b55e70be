"""The terms of a promise as conditions that apply together, and those of an exception to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ropa.model.activities import Pair, Terms
from ropa.questions.promises_facts import Statement
from ropa.questions.promises_held import SURE, Doubt, Held, all_of, best, doubtful
from ropa.questions.promises_places import Countries
from ropa.questions.promises_weigh import Scales

#: Weighs a statement, whoever and whatever it is about.
Weigh = Callable[[Statement], Held | None]


class Conditions:
    """The conditions of some terms: those on the statement, then those on a pair of it.

    Args:
        hosts: True where what a host holds counts as being in the system that it hosts.
    """

    def __init__(self, scales: Scales, terms: Terms, *, hosts: bool = False) -> None:
        self._scales = scales
        self.terms = terms
        self._on_statement = tuple(_on_statement(scales, terms, hosts=hosts))
        self._data: dict[str | None, Held | None] = {}
        self._subjects: dict[str | None, Held | None] = {}

    def on_statement(self, statement: Statement) -> Held | None:
        """Return whether purposes, decisions and places fit."""
        return all_of(weigh(statement) for weigh in self._on_statement)

    def on_pair(self, statement: Statement, pair: Pair) -> Held | None:
        """Return whether data and people fit, and where people get data, whether it is that of others."""
        if self.terms.outside and not is_about_others(self._scales, statement, pair):
            return None
        data = self.of_data(pair.data)
        if data is None:
            return None
        subjects = self.of_subject(pair.subject)
        return data.also(subjects) if subjects is not None else None

    def of_data(self, key: str | None) -> Held | None:
        """Return whether a category fits; each is weighed once."""
        if key not in self._data:
            self._data[key] = self._scales.data(self.terms, key)
        return self._data[key]

    def of_subject(self, key: str | None) -> Held | None:
        """Return whether people fit; each kind is weighed once."""
        if not self.terms.subjects:
            return SURE
        if key not in self._subjects:
            self._subjects[key] = self._scales.subjects(self.terms.subjects, key)
        return self._subjects[key]


def is_about_others(scales: Scales, statement: Statement, pair: Pair) -> bool:
    """Tell whether data that go to people are about other people; what goes to anybody else always counts."""
    graph = scales.context.graph
    if not graph.is_person(statement.target):
        return True
    return pair.subject is not None and pair.subject not in graph.subjects.related(statement.target)


def _on_statement(scales: Scales, terms: Terms, *, hosts: bool) -> Iterator[Weigh]:
    if terms.purposes:
        yield lambda said: scales.purposes(terms.purposes, said)
    if terms.automated_decisions:
        yield scales.decisions
    if terms.to or terms.outside:
        yield lambda said: best((scales.outside(said) if terms.outside else None, scales.to(terms.to, said)))
    if terms.recipients:
        yield lambda said: scales.to(terms.recipients, said)
    if terms.read_by:
        yield lambda said: scales.read_by(terms.read_by, said)
    if terms.held_in or terms.own_systems:
        yield lambda said: (scales.hosted_in if hosts else scales.held_in)(terms, said)
    if terms.countries:
        countries = Countries(scales.context, terms.countries)
        yield lambda said: scales.in_countries(countries, said)
    if terms.sources:
        yield lambda said: scales.comes_from(terms.sources, said)


class Exceptions:
    """The terms of an exception; it takes a fact out only where all of the fact is within them.

    Args:
        promised: the terms that it is an exception from.
    """

    def __init__(self, scales: Scales, terms: Terms | None, promised: Terms) -> None:
        self._scales = scales
        self._terms = terms
        self._parts = tuple(_excepting(scales, terms, promised)) if terms is not None else ()
        # An exception that is itself not sure takes nothing out for sure.
        self._sureness = Held(terms.certainty) if terms is not None else SURE

    def hold(self, statement: Statement, pair: Pair | None) -> Held | None:
        """Return whether the exception applies; None without an exception, or one without conditions."""
        if self._terms is None or not (self._parts or self._terms.data or self._terms.subjects):
            return None
        held = all_of(weigh(statement) for weigh in self._parts)
        if held is None or pair is None:
            # A purpose or a decision is about no data in particular: an exception for some data may concern it.
            limited = bool(self._terms.data or self._terms.subjects)
            return held.also(doubtful(Doubt.EXCEPTION)) if held is not None and limited else held
        data = self._scales.data_covered(self._terms.data, pair.data) if self._named else SURE
        subjects = self._scales.subjects_covered(self._terms.subjects, pair.subject) if self._terms.subjects else SURE
        return all_of((held, data, subjects, self._sureness))

    @property
    def _named(self) -> bool:
        return self._terms is not None and bool(self._terms.data) and not self._terms.everything


def _excepting(scales: Scales, terms: Terms, promised: Terms) -> Iterator[Weigh]:
    named = (*terms.to, *terms.recipients)
    if terms.everything:
        yield lambda _: SURE
    if terms.purposes:
        yield lambda said: scales.purposes_covered(terms.purposes, said, promised.purposes)
    if terms.automated_decisions:
        yield scales.decisions
    if named or terms.outside:
        yield lambda said: SURE if terms.outside and scales.outside(said) else _named(scales, named, said)
    if terms.read_by:
        yield lambda said: _named(scales, terms.read_by, said)
    if terms.held_in or terms.own_systems:
        yield lambda said: scales.held_in(terms, said)
    if terms.countries:
        countries = Countries(scales.context, terms.countries)
        yield lambda said: scales.all_in_countries(countries, said)
    if terms.sources:
        yield lambda said: scales.comes_from(terms.sources, said)


def _named(scales: Scales, keys: tuple[str, ...], statement: Statement) -> Held | None:
    """Return whether the receiver is one of these, or unnamed and may be one."""
    if not keys or not statement.target:
        return None
    if scales.is_at(keys, statement):
        return SURE
    return doubtful(Doubt.UNNAMED) if scales.may_be_at(keys, statement) else None


def without(terms: Terms, *fields: str) -> Terms:
    """Return the terms without some of their conditions."""
    empty = {name: False if name in ("everything", "outside", "own_systems") else () for name in fields}
    return replace(terms, **empty)  # type: ignore[arg-type]  # fields are named by those who call
