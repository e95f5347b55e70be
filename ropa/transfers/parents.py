"""Parent companies outside the area: no transfer by themselves, but always shown beside the grade."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ropa.language import articles as named
from ropa.law import Law
from ropa.model.base import Mark
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import Source
from ropa.transfers.notes import place_name
from ropa.transfers.places import Places

#: Topic of the provisions on recipients to whom somebody outside can give orders.
TOPIC = "foreign-parent"


class Parent(NamedTuple):
    """A parent company outside the area, as a note and the provisions that it raises."""

    country: str
    note: str
    articles: tuple[str, ...]


def parents_outside(
    register: Register, importer: Organisation, *, law: Law, places: Places, regime: str, as_of: date
) -> tuple[Parent, ...]:
    """Return every corporate parent of the importer whose stated country is outside the area, nearest first.

    A parent that is itself declared is followed to its own parent; a circle ends the walk.
    """
    if importer.parent_company is None:
        return ()
    rules = (row for row in law.provisions_on(TOPIC, as_of) if row.regime == regime)
    articles = tuple(article for row in rules for article in row.articles)
    found: list[Parent] = []
    seen = {importer.key}
    current: Organisation | None = importer
    while current is not None and current.parent_company is not None:
        parent = current.parent_company
        declared = register.organisations.get(parent.organisation)
        country = parent.country or (declared.country if declared else "")
        name = parent.name or (declared.title if declared else parent.organisation) or "a company that is not named"
        if country and not places.is_inside(regime, country):
            found.append(_parent(name, country, law, current.mark("parent_company"), articles))
        current = declared if declared is not None and declared.key not in seen else None
        if declared is not None:
            seen.add(declared.key)
    return tuple(found)


def _parent(name: str, country: str, law: Law, mark: Mark, articles: tuple[str, ...]) -> Parent:
    said = " (from the vendor directory, not verified)" if mark.source is Source.DIRECTORY else ""
    rule = f"; see {named(articles).replace(', ', ' and ')}" if articles else ""
    where = f"{place_name(law, country)}, outside the area of the rules{said}{rule}"
    return Parent(country, f"Parent company {name} in {where}.", articles)
