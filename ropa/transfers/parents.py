"""Parent companies outside the area: no transfer by themselves, but always shown beside the grade."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ropa.model.base import Mark
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import Source
from ropa.transfers.places import Places


class Provision(NamedTuple):
    """What a regime asks for where somebody outside can give orders to the recipient, from a day on.

    Attributes:
        articles: on the choice of processors, and on orders of authorities outside.
        source: the official text.
    """

    regime: str
    valid_from: date
    articles: tuple[str, ...]
    source: str


#: By regime. The United Kingdom did not keep Article 48; the Swiss act has a rule on processors only.
PROVISIONS = (
    Provision("eu-gdpr", date(2018, 5, 25), ("28(1)", "48"), "Regulation (EU) 2016/679 (OJ L 119, 4.5.2016)"),
    Provision("uk-gdpr", date(2020, 12, 31), ("28(1)",), "UK GDPR; SI 2019/419 Schedule 1, unverified"),
    Provision("ch-fadp", date(2023, 9, 1), ("FADP 9",), "SR 235.1, unverified"),
)


class Parent(NamedTuple):
    """A parent company outside the area, as a note and the provisions that it raises."""

    note: str
    articles: tuple[str, ...]


def parents_outside(
    register: Register, importer: Organisation, *, places: Places, regime: str, as_of: date
) -> tuple[Parent, ...]:
    """Return every corporate parent of the importer whose stated country is outside the area, nearest first.

    A parent that is itself declared is followed to its own parent; a circle ends the walk.
    """
    found: list[Parent] = []
    seen = {importer.key}
    current: Organisation | None = importer
    while current is not None and current.parent_company is not None:
        parent = current.parent_company
        declared = register.organisations.get(parent.organisation)
        country = parent.country or (declared.country if declared else "")
        name = parent.name or (declared.title if declared else parent.organisation) or "a company that is not named"
        if country and not places.is_inside(regime, country):
            found.append(_parent(name, country, current.mark("parent_company"), regime, as_of))
        current = declared if declared is not None and declared.key not in seen else None
        if declared is not None:
            seen.add(declared.key)
    return tuple(found)


def _parent(name: str, country: str, mark: Mark, regime: str, as_of: date) -> Parent:
    articles = tuple(
        article for row in PROVISIONS if row.regime == regime and row.valid_from <= as_of for article in row.articles
    )
    said = " (from the shipped directory, not verified)" if mark.source is Source.DIRECTORY else ""
    rule = f"; see Article {' and '.join(articles)}" if articles else ""
    return Parent(f"Parent company {name} in {country}, outside the area{said}{rule}.", articles)
