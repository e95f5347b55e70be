"""What promises say about a question.

A promise denies what it covers. Each of its conditions is weighed against the question: it certainly holds, it may
hold, or it cannot; all conditions of a promise apply together. An exception that cannot concern the question leaves the
denial whole, one that may concern it, or a condition in words, leaves it in part. Unnamed recipients
(`kind: category`) in an exception do not include an organisation that the register names on its own.

A promise about giving data away or reading them does not deny that a host stores them, nor one about reading that a
system holds them.

Promises about purposes say nothing about who holds or receives data: they deny only where purposes were asked about.
Promises about automated decisions do not deny here. `only` promises deny what they leave out, as long as they limit
one thing: recipients, countries or (where asked about) purposes, for all data and people or some; else data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from ropa.model.activities import Promise, Terms
from ropa.model.terms import ancestors
from ropa.model.words import Certainty, FlowKind
from ropa.questions.base import Context, Denied

#: Subject and category of one combination asked about; None where not limited.
Cell = tuple[str | None, str | None]


class Cover(IntEnum):
    """Whether something holds for all that was asked, for some of it at most, or for none."""

    NO = 0
    PART = 1
    WHOLE = 2


class Place(NamedTuple):
    """Where the data would be: at one `holder` (key of a node), anywhere `outside`, or anywhere at all.

    Attributes:
        country: asked about by itself; else that of the holder counts.
        purpose: key of the purpose asked about; empty where the question is about none.
    """

    holder: str = ""
    outside: bool = False
    country: str = ""
    purpose: str = ""


class Denials(NamedTuple):
    """The promises that bear on a question, by key, and the cells that are wholly denied."""

    promises: tuple[Denied, ...]
    cells: frozenset[Cell]


def denials(context: Context, cells: Iterable[Cell], places: Sequence[Place]) -> Denials:
    """Return what the register's promises deny of these cells at these places.

    What is asked of several places is wholly denied where it is denied for each. A promise that is only possible,
    hypothetical or lost denies nothing.
    """
    found = []
    asked = [(cell, place) for cell in cells for place in places]
    denied: set[tuple[Cell, Place]] = set()
    for promise in sorted(context.register.promises.values(), key=lambda promise: promise.key):
        if promise.certainty.rank > Certainty.IMPLIED.rank:
            continue
        covers = [_denies(context, promise, cell, place) for cell, place in asked]
        denied.update(item for item, cover in zip(asked, covers, strict=True) if cover is Cover.WHOLE)
        if any(covers):
            whole = all(cover is Cover.WHOLE for cover in covers)
            found.append(Denied(promise=promise.key, whole=whole, cites=promise.cites))
    everywhere = frozenset(cell for cell, _ in asked if all((cell, place) in denied for place in places))
    return Denials(tuple(found), everywhere)


def _denies(context: Context, promise: Promise, cell: Cell, place: Place) -> Cover:
    said = Cover.NO
    if promise.never is not None:
        said = _holds(context, promise.never, cell, place)
    if promise.only is not None:
        said = max(said, _left_out(context, promise.only, cell, place))
    if promise.unless:
        said = min(said, Cover.PART)
    if said is Cover.NO or promise.exceptions is None:
        return said
    excepted = _holds(context, promise.exceptions, cell, place, exception=True)
    if excepted is Cover.WHOLE:
        return Cover.NO
    return said if excepted is Cover.NO else Cover.PART


def _holds(context: Context, terms: Terms, cell: Cell, place: Place, *, exception: bool = False) -> Cover:
    """Return whether all conditions of the terms hold for a cell at a place."""
    conditions = [*_about(context, terms, cell), *_at(context, terms, place)]
    if terms.purposes and place.purpose:
        conditions.append(_for_purpose(context, terms, place.purpose, exception=exception))
    elif terms.purposes or terms.automated_decisions:
        # An exception for a purpose may always concern the question; a denial of a purpose never answers it.
        conditions.append(Cover.PART if exception else Cover.NO)
    if terms.countries:
        conditions.append(_in_countries(context, terms, place))
    if terms.recipients:
        conditions.append(_with_one_of(context, terms.recipients, place))
    return min(conditions, default=Cover.WHOLE if terms.everything else Cover.NO)


def _for_purpose(context: Context, terms: Terms, purpose: str, *, exception: bool) -> Cover:
    """Return whether the purpose asked about is one of the terms; an exception for another may go together with it."""
    parents = {key: item.parent for key, item in context.register.purposes.items()}
    if {purpose, *ancestors(parents, purpose)} & set(terms.purposes):
        return Cover.WHOLE
    if exception or any(purpose in ancestors(parents, key) for key in terms.purposes):
        return Cover.PART
    return Cover.NO


def _about(context: Context, terms: Terms, cell: Cell) -> Iterable[Cover]:
    """Yield whether what was asked about is what the terms are about."""
    subject, data = cell
    graph = context.graph
    if terms.data and not terms.everything:
        categories = graph.categories
        if data is None:
            # The root of the tree is all personal data, hence all that was asked about.
            yield (
                Cover.WHOLE if any(not context.register.category_parents.get(key) for key in terms.data) else Cover.PART
            )
        elif any(categories.is_within(data, key) for key in terms.data):
            yield Cover.WHOLE
        else:
            yield Cover.PART if any(categories.match(key, data) for key in terms.data) else Cover.NO
    if terms.subjects:
        subjects = graph.subjects
        if subject is None:
            yield Cover.PART
        elif any(subjects.is_within(subject, key) for key in terms.subjects):
            yield Cover.WHOLE
        else:
            yield Cover.PART if any(subjects.match(key, subject) for key in terms.subjects) else Cover.NO


def _at(context: Context, terms: Terms, place: Place) -> Iterable[Cover]:
    """Yield whether the place asked about is one that the terms name."""
    if terms.outside:
        yield Cover.WHOLE if place.outside else _is_outside(context, place)
    if terms.to:
        yield _with_one_of(context, terms.to, place)
    if terms.read_by:
        yield _with_one_of(context, terms.read_by, place)
        if place.holder in context.register.systems:
            yield Cover.PART
    if terms.outside or terms.to or terms.read_by:
        yield _as_host(context, place)
    if terms.held_in or terms.own_systems:
        yield _in_systems(context, terms, place)


def _as_host(context: Context, place: Place) -> Cover:
    """Return how much of the question is about giving or reading: a part only where the holder is known as a host."""
    register, graph = context.register, context.graph
    if place.holder not in register.organisations:
        return Cover.WHOLE
    is_host = any(entry.by == place.holder for system in register.systems.values() for entry in system.hosting)
    arriving = (fact for node in graph.extent(place.holder) for fact in graph.incoming.get(node, ()))
    receives = any(fact.flow.kind is not FlowKind.HOSTING for fact in arriving)
    return Cover.PART if is_host and not receives else Cover.WHOLE


def _is_outside(context: Context, place: Place) -> Cover:
    if not place.holder:
        return Cover.PART
    return Cover.NO if context.register.is_internal(context.graph.party(place.holder)) else Cover.WHOLE


def _with_one_of(context: Context, keys: Iterable[str], place: Place) -> Cover:
    """Return whether the holder is one of these organisations or part of one."""
    register = context.register
    if not place.holder:
        if not place.outside:
            return Cover.PART
        return Cover.PART if any(not register.is_internal(key) for key in keys) else Cover.NO
    party = context.graph.party(place.holder)
    within = {party, *register.wholes("organisations", party)}
    return Cover.WHOLE if within & set(keys) else Cover.NO


def _in_systems(context: Context, terms: Terms, place: Place) -> Cover:
    """Return whether the holder is one of these systems, or an own one; an organisation may hold data elsewhere too."""
    register = context.register
    if not place.holder:
        return Cover.NO if place.outside else Cover.PART
    if place.holder not in register.systems:
        return Cover.PART if register.is_internal(place.holder) else Cover.NO
    within = {place.holder, *register.wholes("systems", place.holder)}
    own = terms.own_systems and register.is_own_system(place.holder)
    return Cover.WHOLE if own or within & set(terms.held_in) else Cover.NO


def _in_countries(context: Context, terms: Terms, place: Place) -> Cover:
    """Return whether the place is in one of these countries; not known without a stated country."""
    country = _country_of(context, place)
    if not country:
        return Cover.PART
    law = context.law
    accepted = set(terms.countries)
    for name in terms.countries:
        if law.is_group(name):
            accepted |= law.members(name, context.as_of)
    return Cover.WHOLE if country in accepted else Cover.NO


def _country_of(context: Context, place: Place) -> str:
    """Return the country asked about, else that of the holder; empty where none is stated."""
    organisation = context.register.organisations.get(context.graph.party(place.holder)) if place.holder else None
    return place.country or (organisation.country if organisation is not None else "")


def _left_out(context: Context, only: Terms, cell: Cell, place: Place) -> Cover:
    """Return whether an `only` promise denies a cell; one that limits several things can be read in two ways.

    Data and people beside a limit say what it is about: other data and people are not denied anything.
    """
    limits = [bool(item) for item in (only.recipients, only.countries, only.sources, only.purposes)]
    if sum(limits) > 1 or any((only.to, only.outside, only.held_in, only.own_systems, only.read_by)):
        return Cover.NO
    scope = only if any(limits) else replace(only, data=(), everything=False)
    about = min(_about(context, scope, cell), default=Cover.WHOLE)
    return min(about, _beyond(context, only, cell, place)) if any(limits) or only.data else Cover.NO


def _beyond(context: Context, only: Terms, cell: Cell, place: Place) -> Cover:
    """Return whether what was asked about is beyond the one thing that a promise limits."""
    if only.recipients:
        return _recipients_left_out(context, only, place)
    if only.purposes and place.purpose:
        return Cover.WHOLE if _for_purpose(context, only, place.purpose, exception=False) is Cover.NO else Cover.NO
    known = context.law.find_country(_country_of(context, place) or "-") is not None
    if only.countries:
        return Cover.WHOLE if known and _in_countries(context, only, place) is Cover.NO else Cover.NO
    return Cover.NO if only.sources or only.purposes else _data_left_out(context, only, cell)


def _data_left_out(context: Context, only: Terms, cell: Cell) -> Cover:
    data = cell[1]
    if data is None:
        return Cover.PART
    categories = context.graph.categories
    if any(categories.is_within(data, key) for key in only.data):
        return Cover.NO
    return Cover.PART if any(categories.match(key, data) for key in only.data) else Cover.WHOLE


def _recipients_left_out(context: Context, only: Terms, place: Place) -> Cover:
    if place.holder:
        if _is_outside(context, place) is Cover.NO:
            return Cover.NO
        listed = _with_one_of(context, only.recipients, place) is Cover.WHOLE
        return Cover.NO if listed else _as_host(context, place)
    return Cover.WHOLE if place.outside and _with_one_of(context, only.recipients, place) is Cover.NO else Cover.PART
