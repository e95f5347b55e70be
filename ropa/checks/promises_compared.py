"""Terms of promises held against each other, not against facts: what lies within what, what has nothing in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ropa.model.activities import Terms
from ropa.model.terms import ancestors
from ropa.questions.base import Context
from ropa.questions.promises_places import Countries

#: What an `only` can limit beside data.
LIMITS = ("countries", "recipients", "sources", "purposes")

#: Tells whether the first key lies within the second.
_Within = Callable[[str, str], bool]


class Compare:
    """Compares the terms of one register on one day."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._register = context.register
        self._parents = {key: item.parent for key, item in context.register.purposes.items()}

    def contains(self, outer: Terms, inner: Terms) -> bool:
        """Tell whether everything that the inner terms are about, the outer ones are about as well.

        False for outer terms without any condition.
        """
        conditions = list(self._conditions(outer, inner))
        return all(conditions) and bool(conditions)

    def are_apart(self, one: Terms, other: Terms, limit: str) -> bool:
        """Tell whether two `only` limit the same in ways that have nothing in common, about related people and data."""
        first, second = getattr(one, limit), getattr(other, limit)
        if not (first and second) or not self._meet(one, other, limit):
            return False
        if limit == "countries":
            return all(Countries(self._context, second).holds(key) is False for key in first)
        within = self._withins()[limit]
        return not any(within(a, b) or within(b, a) for a in first for b in second)

    def _meet(self, one: Terms, other: Terms, limit: str) -> bool:
        """Tell whether the two may be about the same people and, beside a limit on data, the same data."""
        graph = self._context.graph
        data = limit == "data" or not (one.data and other.data) or one.everything or other.everything
        data = data or any(graph.categories.match(a, b) for a in one.data for b in other.data)
        people = not (one.subjects and other.subjects)
        return data and (people or any(graph.subjects.match(a, b) for a in one.subjects for b in other.subjects))

    def _conditions(self, outer: Terms, inner: Terms) -> Iterator[bool]:
        within = self._withins()
        if outer.data and not outer.everything:
            roots = any(not self._register.category_parents.get(key) for key in outer.data)
            yield roots or (not inner.everything and _all_in(within["data"], inner.data, outer.data))
        elif outer.everything:
            yield True
        for name in ("subjects", "purposes", "sources", "read_by"):
            if getattr(outer, name):
                yield _all_in(within[name], getattr(inner, name), getattr(outer, name))
        if outer.automated_decisions:
            yield inner.automated_decisions
        if outer.countries:
            countries = Countries(self._context, outer.countries)
            yield bool(inner.countries) and all(countries.holds(key) is True for key in inner.countries)
        yield from self._places(outer, inner, within["recipients"])

    def _places(self, outer: Terms, inner: Terms, within: _Within) -> Iterator[bool]:
        named = (*inner.to, *inner.recipients)
        if outer.outside:
            yield inner.outside or (bool(named) and not any(self._register.is_internal(key) for key in named))
        elif outer.to or outer.recipients:
            yield not inner.outside and _all_in(within, named, (*outer.to, *outer.recipients))
        if outer.own_systems:
            systems = inner.held_in
            yield inner.own_systems or (bool(systems) and all(self._register.is_own_system(key) for key in systems))
        elif outer.held_in:
            yield not inner.own_systems and _all_in(self._system_within, inner.held_in, outer.held_in)

    def _withins(self) -> dict[str, _Within]:
        graph = self._context.graph
        return {
            "data": graph.categories.is_within,
            "subjects": graph.subjects.is_within,
            "purposes": lambda key, whole: key == whole or whole in ancestors(self._parents, key),
            "recipients": self._organisation_within,
            "read_by": self._organisation_within,
            "sources": lambda key, whole: self._organisation_within(key, whole) or graph.subjects.is_within(key, whole),
        }

    def _organisation_within(self, key: str, whole: str) -> bool:
        return key == whole or whole in self._register.wholes("organisations", key)

    def _system_within(self, key: str, whole: str) -> bool:
        return key == whole or whole in self._register.wholes("systems", key)


def excepted(promised: Terms, exception: Terms) -> Terms:
    """Return what an exception leaves allowed: its conditions, and those of the promise where it names none."""
    names = ("data", "subjects", "purposes", "sources", "read_by", "countries")
    given = {name: getattr(exception, name) for name in names if getattr(exception, name)}
    if exception.everything:
        given["everything"] = True
    if exception.automated_decisions:
        given["automated_decisions"] = True
    if exception.to or exception.recipients or exception.outside:
        given.update(to=exception.to, recipients=exception.recipients, outside=exception.outside)
    if exception.held_in or exception.own_systems:
        given.update(held_in=exception.held_in, own_systems=exception.own_systems)
    return replace(promised, **given)


def _all_in(within: _Within, inner: Iterable[str], outer: Iterable[str]) -> bool:
    keys, wholes = tuple(inner), tuple(outer)
    return bool(keys) and all(any(within(key, whole) for whole in wholes) for key in keys)
