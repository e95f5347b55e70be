"""How surely a condition of a promise holds for a statement, and what is in doubt where it is not sure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from ropa.model.words import Certainty


class Doubt(StrEnum):
    """Why something may break a promise without surely doing so."""

    POSSIBLE = "possible"
    BROADER_DATA = "broader-data"
    DATA_AS_A_WHOLE = "data-as-a-whole"
    DATA_NOT_STATED = "data-not-stated"
    BROADER_PURPOSE = "broader-purpose"
    WIDER_PEOPLE = "wider-people"
    COUNTRY_NOT_KNOWN = "country-not-known"
    COMPANY_ELSEWHERE = "company-elsewhere"
    DIRECTORY = "directory"
    HOST = "host"
    GIVEN_BY_PERSON = "given-by-the-person"
    ONWARD = "onward"
    NOT_HELD = "not-held"
    SYSTEM_NOT_STATED = "system-not-stated"
    UNNAMED = "unnamed-recipients"
    OTHERS_POSSIBLE = "others-possible"
    EXCEPTION = "exception-may-apply"
    PROMISE = "promise-possible"
    TWO_READINGS = "two-readings"
    LEFT_OPEN = "left-open"


#: Each doubt as half a sentence.
WORDS: Final = MappingProxyType(
    {
        Doubt.POSSIBLE: "it is only said to be possible",
        Doubt.BROADER_DATA: "the data are named more broadly than the promise does",
        Doubt.DATA_AS_A_WHOLE: "the data are only called personal data as a whole",
        Doubt.DATA_NOT_STATED: "which data is not stated",
        Doubt.BROADER_PURPOSE: "the purpose is wider than that of the promise",
        Doubt.WIDER_PEOPLE: "it is about a wider group of people",
        Doubt.COUNTRY_NOT_KNOWN: "the country is not stated or not known",
        Doubt.COMPANY_ELSEWHERE: "the company is elsewhere than the data",
        Doubt.DIRECTORY: "only the shipped directory says so",
        Doubt.HOST: "it is a host, and whether it can read the data is not stated",
        Doubt.GIVEN_BY_PERSON: "people give it themselves, past the organisation",
        Doubt.ONWARD: "somebody else outside passes it on",
        Doubt.NOT_HELD: "the organisation itself is not said to hold it",
        Doubt.SYSTEM_NOT_STATED: "in which system is not stated",
        Doubt.UNNAMED: "unnamed recipients may be those that are named, or not",
        Doubt.OTHERS_POSSIBLE: "further recipients of this kind are possible",
        Doubt.EXCEPTION: "an exception may apply",
        Doubt.PROMISE: "the promise itself is only possible",
        Doubt.TWO_READINGS: "the promise can be read in two ways",
        Doubt.LEFT_OPEN: "people, data or purpose are not stated",
    }
)


class Held(NamedTuple):
    """A condition holds, this surely; with doubts it is possible at most."""

    certainty: Certainty = Certainty.STATED
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_sure(self) -> bool:
        """True where it is stated or implied."""
        return self.certainty.rank <= Certainty.IMPLIED.rank

    def also(self, other: Held) -> Held:
        """Return how surely both hold."""
        doubts = (*self.doubts, *(doubt for doubt in other.doubts if doubt not in self.doubts))
        return Held(self.certainty.at_most(other.certainty), doubts)


#: It holds, without any doubt.
SURE: Final = Held()

#: It follows from what is said.
IMPLIED: Final = Held(Certainty.IMPLIED)

#: Nothing is said that would tell.
OPEN: Final = Held(Certainty.POSSIBLE, (Doubt.LEFT_OPEN,))


def doubtful(*doubts: Doubt) -> Held:
    """Return that it may hold, for these reasons that it may not."""
    return Held(Certainty.POSSIBLE, doubts)


def best(found: Iterable[Held | None]) -> Held | None:
    """Return the surest, the first of several; None where none holds."""
    held = [item for item in found if item is not None]
    return min(held, key=lambda item: (item.certainty.rank, len(item.doubts)), default=None)


def all_of(found: Iterable[Held | None]) -> Held | None:
    """Return how surely all hold together; None where one does not."""
    together = SURE
    for item in found:
        if item is None:
            return None
        together = together.also(item)
    return together
