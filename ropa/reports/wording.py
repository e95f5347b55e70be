"""The words of the reports: headings, marks, grades and durations in plain English.

Words of the file format come from `ropa.language`; here stand the sentences that only documents need.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from ropa.language import label
from ropa.reports.base import Chip

NOT_STATED: Final = "not stated"

#: Headings of Article 30(1)(a) to (g), in our own words.
LETTERS: Final = {
    "a": "Controller, joint controllers, representative, data protection officer",
    "b": "Purposes of the processing",
    "c": "Categories of data subjects and of personal data",
    "d": "Recipients",
    "e": "Transfers to third countries and international organisations",
    "f": "Time limits for erasure",
    "g": "Technical and organisational security measures",
}

#: How much of a letter is stated; shown as words, never as a percentage.
STATUS: Final = {
    "stated": "stated",
    "in-part": "in part",
    "generally": "stated generally",
    "none": "none, as stated",
    "none-found": "none found",
    "not-stated": NOT_STATED,
}

#: Marks beside statements, and what each of them tells a reader who was never shown the register.
CHIPS: Final = {
    "implied": ("implied", "The source does not say it in words, but it follows from what the source says."),
    "possible": ("possible", "The source says that it may be so, or names it as an example."),
    "hypothetical": ("hypothetical", "The source says what would be so in a case that has not occurred."),
    "lost": ("lost in the source", "The source said something here that can no longer be read in full."),
    "directory": (
        "shipped directory",
        "Not a statement of the organisation: taken from the vendor directory shipped with the software, with how far "
        "it was verified.",
    ),
    "default": ("by default", "Not written in the register; the software filled it in by a rule that it states."),
    "derived": ("derived", "Computed from other statements of the register, such as who hosts a system."),
    "special-category": ("special category, Art. 9", "Personal data of a kind that Article 9(1) GDPR protects."),
    "criminal": ("criminal offences, Art. 10", "Personal data on convictions or offences (Article 10 GDPR)."),
    "host": (
        "host",
        "Holds the data because it hosts the system, not because the data are sent to it for its own use.",
    ),
    "no-access": ("cannot read", "Holds the data, but the register says that it cannot read them."),
    "internal": ("internal", "Part of the organisation itself."),
    "general": ("stated generally", "Said of the organisation as a whole, not of this activity."),
    "open": ("list not closed", "The source says or suggests that there may be further ones of this kind."),
    "unverified": ("unverified", "Rests on a row of the shipped tables that was not checked against its source."),
}

#: What each grade of a transfer means, best first.
GRADES: Final = {
    "not-a-transfer": ("not a transfer", "No other controller or processor receives the data."),
    "domestic": ("inside the area", "The receiver is inside the area in which these rules apply."),
    "adequate": ("adequate", "An adequacy decision in force on the date of the law covers the receiver."),
    "safeguarded": ("safeguarded", "A safeguard of Article 46 is recorded and fits."),
    "derogation": ("derogation", "Only an exception of Article 49 is claimed; a person must review it."),
    "review": ("needs review", "The facts do not settle it; a person must decide."),
    "evidence-missing": (
        "evidence missing",
        "A tool is claimed, but what would prove it is missing, stale or does not fit.",
    ),
    "no-safeguard": ("no safeguard", "The receiver is in a third country, and nothing recorded covers the flow."),
    "invalid": ("invalid", "The claimed tool could not cover this flow on the date of the law."),
    "unknown": (
        "unknown",
        "The country or the party is not known, so that nothing can be said. This is not a good sign.",
    ),
}

#: Grades that say no more than that nothing leaves the area; everything else belongs into letter (e).
INSIDE: Final = frozenset({"not-a-transfer", "domestic"})

REGIMES: Final = {"eu-gdpr": "EU GDPR", "uk-gdpr": "UK GDPR", "ch-fadp": "Swiss FADP"}

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_QUOTED: Final = re.compile(r"`([^`]+)`")
_UNITS: Final = ("year", "month", "week", "day", "hour", "minute", "second")


def chip(kind: str, *, detail: str = "") -> Chip:
    """Return the mark of that kind; `detail` is added to its label after a comma."""
    text = CHIPS[kind][0] if kind in CHIPS else label(kind)
    return Chip(kind=kind, label=f"{text}, {detail}" if detail else text)


def grade_label(grade: str) -> str:
    """Return the words for a grade of a transfer."""
    return GRADES[grade][0] if grade in GRADES else label(grade)


def regime_label(regime: str) -> str:
    """Return the short name of a regime, or its key where none is kept."""
    return REGIMES.get(regime, regime)


def duration(text: str) -> str:
    """Return an ISO 8601 duration in words (`P2Y6M` is "2 years 6 months"), text of another form as it is."""
    match = _DURATION.fullmatch(text)
    numbers = match.groups() if match else ()
    parts = [
        f"{int(number)} {unit}{'' if int(number) == 1 else 's'}"
        for number, unit in zip(numbers, _UNITS, strict=False)
        if number
    ]
    return " ".join(parts) or text


def day(date: dt.date | None) -> str:
    """Return a date as `1 November 2026`, or an empty text for none."""
    return "" if date is None else f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def number(count: int) -> str:
    """Return a whole number with thin groups of three: `12,000`."""
    return f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 activity` or `3 activities`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listing(words: Sequence[str], *, last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def articles(numbers: Sequence[str]) -> str:
    """Return `Article 44` or `Articles 44, 46`, empty for none."""
    if not numbers:
        return ""
    return f"Article{'' if len(numbers) == 1 else 's'} {', '.join(numbers)}"


def sentence(text: str) -> str:
    """Return the text with a capital first letter and a full stop; keys in back quotes get quotation marks instead."""
    text = _QUOTED.sub(r"“\1”", text.strip())
    if not text:
        return ""
    ended = text if text[-1] in ".!?…" else text + "."
    return ended[0].upper() + ended[1:]


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
