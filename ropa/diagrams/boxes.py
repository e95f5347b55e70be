"""Which box of a picture stands for which part of the register, and how boxes are put together when there are too many.

A box is a node of the register, a party at one of its places, or a group. The steps of `Level` go from every line of
its own to one box for all countries that stand alike; each step keeps what the step before it put together.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from ropa.diagrams.places import Atlas
from ropa.model.register import Register


class Box(NamedTuple):
    """What is drawn as one box.

    Attributes:
        key: of a node of the register, empty for a group.
        place: country of a party where it matters which of its places is meant, or of a group; else None.
        group: True for all outside parties of a place, and, without a place, for all people.
    """

    key: str
    place: str | None = None
    group: bool = False

    @property
    def name(self) -> str:
        """The key of its node in the picture; keys of the register hold neither `@` nor `*`."""
        if self.group:
            return "*people" if self.place is None else f"@{self.place}"
        return self.key if self.place is None else f"{self.key}@{self.place}"


PEOPLE = Box("", None, group=True)


class Level(IntEnum):
    """How much is put together: nothing, lines between the same boxes, then ever larger boxes."""

    LINES = 0
    PAIRS = 1
    SYSTEMS = 2
    ORGANISATIONS = 3
    COUNTRIES = 4
    AREAS = 5

    @property
    def words(self) -> str:
        """What the step puts together."""
        return _WORDS[self]


_WORDS = {
    Level.LINES: "",
    Level.PAIRS: "one line from box to box, its worst grade shown",
    Level.SYSTEMS: "systems within the system that they are part of",
    Level.ORGANISATIONS: "systems within the organisation that runs them, parts within their whole",
    Level.COUNTRIES: "outside parties of one country within one box, people within one box",
    Level.AREAS: "outside parties within one box for all countries that stand alike in law, people within one box",
}


def fold_box(register: Register, atlas: Atlas, box: Box, level: Level) -> Box:
    """Return the box that stands for another one at a level."""
    if box.group:
        return box
    if level >= Level.AREAS:
        country = _in_country(register, atlas, _in_organisation(register, box))
        return country if country.place is None else country._replace(place=atlas.area(country.place).key)
    if level >= Level.COUNTRIES:
        return _in_country(register, atlas, _in_organisation(register, box))
    if level >= Level.ORGANISATIONS:
        return _in_organisation(register, box)
    if level >= Level.SYSTEMS and box.key in register.systems:
        return box._replace(key=_outermost(register, "systems", box.key))
    return box


def _in_organisation(register: Register, box: Box) -> Box:
    if box.key in register.data_subjects:
        return box._replace(key=_outermost(register, "data_subjects", box.key))
    party = register.party_of(box.key)
    if register.is_internal(party):
        return box._replace(key=register.organisation)
    return box._replace(key=_outermost(register, "organisations", party))


def _in_country(register: Register, atlas: Atlas, box: Box) -> Box:
    if box.key in register.data_subjects:
        return PEOPLE
    if box.key == register.organisation:
        return box
    party = register.organisations.get(box.key)
    country = box.place if box.place is not None else party.country if party is not None else ""
    return Box("", atlas.place(country).key, group=True)


def _outermost(register: Register, section: str, key: str) -> str:
    wholes = register.wholes(section, key)
    return wholes[-1] if wholes else key
