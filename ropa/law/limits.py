"""Numbers and periods that provisions set, as dated rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limit:
    """A number or period that a provision sets, and the days on which it held.

    Attributes:
        topic: `answer` and `answer-extension` (to a request of a data subject), `information-indirect` (telling people
            whose data came from elsewhere), `record-headcount` (persons employed, below which the record may be
            spared), `screening-criteria` (how many make an assessment likely), `child-consent` and its floor (years).
        regime: key of the regime. country: alpha-2 where one country differs, else empty.
        articles: as they are cited.
        value: ISO 8601 duration or whole number, as the topic has it.
        valid_from, valid_until: first and last day; the last one None while open.
        source: the official text.
        verified: see the module.
    """

    topic: str
    regime: str
    country: str
    articles: tuple[str, ...]
    value: str
    valid_from: date
    valid_until: date | None
    source: str
    verified: str
