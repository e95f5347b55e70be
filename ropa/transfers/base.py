"""What a graded flow is, and how grades compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from ropa.law import OwnRow
from ropa.model.activities import Flow, Pair
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty


class Grade(StrEnum):
    """How a flow stands under one regime on one day, best to worst; `unknown` is never shown as fine."""

    NOT_A_TRANSFER = "not-a-transfer"
    DOMESTIC = "domestic"
    ADEQUATE = "adequate"
    SAFEGUARDED = "safeguarded"
    DEROGATION = "derogation"
    REVIEW = "review"
    EVIDENCE_MISSING = "evidence-missing"
    NO_SAFEGUARD = "no-safeguard"
    INVALID = "invalid"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the best; a larger number is worse."""
        return _RANKS[self]


_RANKS = {grade: number for number, grade in enumerate(Grade)}


class Criterion(StrEnum):
    """What decided whether a flow is a restricted transfer (EDPB Guidelines 05/2021, criteria 1 to 3)."""

    REGIME = "regime"
    SAME_ENTITY = "same-entity"
    TO_PEOPLE = "to-people"
    PUBLISHED = "published"
    FROM_PEOPLE = "from-people"
    EMBEDDED = "embedded"
    EXPORTER = "exporter"
    ONWARD = "onward"
    INSIDE = "inside"
    PLACE_UNKNOWN = "place-unknown"
    ENTITY = "entity"
    STORAGE = "storage"
    ACCESS = "access"
    INTERNATIONAL = "international-organisation"


@record
class Located(Part):
    """The three locations of a receiver: where the entity is, where data are stored, from where they are read.

    Alpha-2, a group or as written; empty where not stated.
    """

    entity: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()
    access: tuple[str, ...] = ()

    def as_json(self) -> dict[str, list[str]]:
        """Return the three lists."""
        return {"entity": list(self.entity), "storage": list(self.storage), "access": list(self.access)}


@record
class Claim(Part):
    """A safeguard that a register claims for a flow, as one regime sees it that day.

    Attributes:
        safeguard: its key. tool: key of the tool, or the word as written where no tool has that name.
        grade: what the flow would be by this claim alone; the best claim decides.
        faults: kinds of what speaks against it, such as `module` or `ended`: one for each entry of `missing`.
        reason: why, one sentence or several. articles: behind it.
        present, missing: what is on record for it, and what is not or does not fit.
        weighed: what a person has to weigh although it decides nothing, such as everyday use of an exception.
        instrument, dated: what it rests on, and the day of signature, approval or check.
        ends: the last day on which it can carry the flow as things stand, None while open; ending: what ends then.
        unneeded: True where the law gives as much without it.
        binds: True where it binds the receiver for whatever it passes on; terms_verified: whether somebody verified the
            row of law that says so.
        own: rows of law of somebody's own that bear on it.
    """

    safeguard: str
    tool: str
    grade: Grade
    faults: tuple[str, ...] = ()
    reason: str = ""
    articles: tuple[str, ...] = ()
    next_step: str = ""
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    instrument: str = ""
    dated: dt.date | None = None
    ends: dt.date | None = None
    ending: str = ""
    unverified: bool = False
    unneeded: bool = False
    binds: bool = False
    terms_verified: bool = True
    own: tuple[OwnRow, ...] = ()


@record
class Transfer(Part):
    """One flow graded under one regime.

    Attributes:
        flow: the flow (its id, activity, pairs, cites and position are read from it).
        exporter, importer: keys of the organisations (or data subject) behind the two ends; where a person sends data
            straight to a processor or joint controller, the exporter is the organisation that makes it available.
        country: deciding country, alpha-2 or as written, empty when not stated.
        tool: word of the claimed tool, or `adequacy`, or empty.
        instrument: number of the decision that decided, or empty; dated: its day, or that of signature or check.
        criterion: what decided whether this is a transfer; None where nobody asked.
        reason: one sentence; next_step: one sentence or empty; articles: for example `("44", "46")`.
        present, missing: evidence for the tool that decided: what is on record, and what is not or does not fit.
        claims: every safeguard that the flow claims, in the order written.
        chain: ids of this flow and of those by which the receiver passes the data on, nearest first, at most
            `CHAIN_SHOWN`; empty where it passes nothing on. chain_grade: worst grade of all of them.
        ends: the last day on which the ground can be relied on as things stand, None while open.
        notes: always shown on the row (a parent company outside the area, an unverified row).
        parents: countries of parent companies outside the area, nearest first; shown beside every grade.
        unverified: True when the grade rests on a row or directory value that nobody verified.
        beyond: True when the receiver is outside the area whatever the grade, also where that makes no transfer.
        uncovered: True where the grade is `unknown`, and nothing covers a place outside that is known.
        facts: the pairs concerned, sorted.
        own: rows of law of somebody's own that the grade rests on, also removed ones.
    """

    flow: Flow
    exporter: str
    importer: str
    country: str
    regime: str
    grade: Grade
    tool: str = ""
    instrument: str = ""
    dated: dt.date | None = None
    criterion: Criterion | None = None
    locations: Located = Located()
    reason: str = ""
    articles: tuple[str, ...] = ()
    next_step: str = ""
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    chain: tuple[str, ...] = ()
    chain_grade: Grade | None = None
    ends: dt.date | None = None
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    unverified: bool = False
    beyond: bool = False
    uncovered: bool = False
    facts: tuple[Pair, ...] = ()
    cites: tuple[Cite, ...] = ()
    own: tuple[OwnRow, ...] = ()

    @property
    def further_notes(self) -> tuple[str, ...]:
        """The notes but for the one that repeats how certain the flow is; for places that mark the flow itself."""
        repeated = certainty_note(self.flow)
        return tuple(note for note in self.notes if note != repeated)

    @property
    def data(self) -> tuple[str, ...]:
        """Keys of the data categories concerned, sorted; empty where none is stated."""
        return tuple(sorted({pair.data for pair in self.facts if pair.data}))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Keys of the data subjects concerned, sorted; empty where none is stated."""
        return tuple(sorted({pair.subject for pair in self.facts if pair.subject}))

    def as_json(self) -> dict[str, Any]:
        """Return the row of the transfer report; `from` and `to` are the keys of exporter and importer.

        `country`, `tool`, `instrument` and `next_step` are null where there is none, so that an empty text never
        looks like an answer.
        """
        return {
            "flow": self.flow.id,
            "activity": self.flow.activity,
            "from": self.exporter,
            "to": self.importer,
            "country": self.country or None,
            "locations": self.locations.as_json(),
            "regime": self.regime,
            "grade": self.grade.value,
            "chain": list(self.chain),
            "chain_grade": (self.chain_grade or self.grade).value,
            "tool": self.tool or None,
            "instrument": self.instrument or None,
            "instrument_date": self.dated.isoformat() if self.dated else None,
            "ends": self.ends.isoformat() if self.ends else None,
            "criterion": self.criterion.value if self.criterion else None,
            "reason": self.reason,
            "articles": list(self.articles),
            "next_step": self.next_step or None,
            "evidence": {"present": list(self.present), "missing": list(self.missing)},
            "notes": list(self.notes),
            "unverified": self.unverified,
            "data": list(self.data),
            "subjects": list(self.subjects),
            "facts": [
                {"subject": pair.subject, "data": pair.data, "certainty": pair.certainty.value} for pair in self.facts
            ],
            "cites": [cite.as_json() for cite in self.cites],
            **({"own_rows": [row.name for row in self.own]} if self.own else {}),
        }


#: How many flows of a chain a row names.
CHAIN_SHOWN = 12

#: How long ahead an end is pointed out: a choice of this tool, not law.
AHEAD = dt.timedelta(days=90)

#: From a day to itself; differences of days reach to either end of the calendar, sums go over it.
NO_TIME = dt.timedelta()


def certainty_note(flow: Flow) -> str:
    """Return the note on a flow that is less than stated, empty for one that is stated."""
    if flow.certainty is Certainty.STATED:
        return ""
    return f"The flow itself is {flow.certainty.value}, not stated."


def worst_grade(grades: Iterable[Grade]) -> Grade | None:
    """Return the worst of the grades, None when there are none."""
    return max(grades, key=_RANKS.__getitem__, default=None)


def worst_transfer(transfers: Iterable[Transfer]) -> Transfer | None:
    """Return the first of the rows with the worst grade, None when there are none."""
    return max(transfers, key=lambda transfer: _RANKS[transfer.grade], default=None)
