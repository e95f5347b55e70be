"""What promises deny of questions about activities: no such purpose, no such data, not at that place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from ropa.model.activities import Promise, Terms
from ropa.questions.base import Context
from ropa.questions.denials import Cell, Denials, Place, denials

#: Denies nothing.
NOTHING = Denials((), frozenset())


def denied(
    context: Context,
    cells: Sequence[Cell],
    *,
    purposes: Sequence[str] = (),
    holders: Sequence[str] = (),
    countries: Sequence[str] = (),
) -> Denials:
    """Return the promises about what was asked: this data of these people, for these purposes, at these places.

    A promise that covers the question in part is listed only where it speaks of something that was asked about.
    """
    places = [
        Place(holder=holder, country=country, purpose=purpose)
        for holder, country, purpose in product(holders or ("",), countries or ("",), purposes or ("",))
    ]
    asked_cells = tuple(cells)
    found = denials(context, asked_cells, places)
    promises = context.register.promises
    listed = tuple(
        item for item in found.promises if item.whole or _speaks(promises[item.promise], asked_cells, places)
    )
    return Denials(listed, found.cells)


def _speaks(promise: Promise, cells: Sequence[Cell], places: Sequence[Place]) -> bool:
    """Tell whether a promise is about any of the kinds of things that were asked about."""
    for terms in (promise.never, promise.only):
        if terms is not None and (
            (_about_data(terms) and any(data for _, data in cells))
            or (terms.subjects and any(subject for subject, _ in cells))
            or (terms.purposes and any(place.purpose for place in places))
            or (_about_holder(terms) and any(place.holder for place in places))
            or (terms.countries and any(place.country for place in places))
        ):
            return True
    return False


def _about_data(terms: Terms) -> bool:
    return bool(terms.data) or terms.everything


def _about_holder(terms: Terms) -> bool:
    return any(map(bool, (terms.to, terms.outside, terms.held_in, terms.own_systems, terms.read_by, terms.recipients)))
