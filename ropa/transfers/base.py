"""What a graded flow is, and how grades compare."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

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


@record
class Transfer(Part):
    """One flow graded under one regime.

    Attributes:
        flow: the flow (its id, activity, pairs, cites and position are read from it).
        exporter, importer: keys of the organisations (or data subject) behind the two ends; where a person sends data
            straight to a processor or joint controller, the exporter is the organisation that makes it available.
        country: deciding country, alpha-2 or as written, empty when not stated.
        tool: word of the claimed tool, or `adequacy`, or empty.
        instrument: number of the decision that decided, or empty.
        reason: one sentence; next_step: one sentence or empty; articles: for example `("44", "46")`.
        notes: always shown on the row (a parent company outside the area, an unverified row).
        parents: countries of parent companies outside the area, nearest first; shown beside every grade.
        unverified: True when the grade rests on a row or directory value that nobody verified.
        beyond: True when the receiver is outside the area whatever the grade, also where that makes no transfer.
        facts: the pairs concerned, sorted.
    """

    flow: Flow
    exporter: str
    importer: str
    country: str
    regime: str
    grade: Grade
    tool: str = ""
    instrument: str = ""
    reason: str = ""
    articles: tuple[str, ...] = ()
    next_step: str = ""
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    unverified: bool = False
    beyond: bool = False
    facts: tuple[Pair, ...] = ()
    cites: tuple[Cite, ...] = ()

    @property
    def further_notes(self) -> tuple[str, ...]:
        """The notes but for the one that repeats how certain the flow is; for places that mark the flow itself."""
        repeated = certainty_note(self.flow)
        return tuple(note for note in self.notes if note != repeated)

    def as_json(self) -> dict[str, object]:
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
            "regime": self.regime,
            "grade": self.grade.value,
            "tool": self.tool or None,
            "instrument": self.instrument or None,
            "reason": self.reason,
            "articles": list(self.articles),
            "next_step": self.next_step or None,
            "notes": list(self.notes),
            "unverified": self.unverified,
            "facts": [
                {"subject": pair.subject, "data": pair.data, "certainty": pair.certainty.value} for pair in self.facts
            ],
            "cites": [cite.as_json() for cite in self.cites],
        }


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
