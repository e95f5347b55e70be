"""Small phrases that every output shares: dates, durations, counts and lists in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from ropa.language.english import GRADES, LABELS, MONTHS, REGIMES

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
#: A provision of another act, named before its number: `Directive 95/46/EC Article 25`, `FADP 16`.
_OTHER_ACT: Final = re.compile(r"(\D.*?)(?: Article)? (\d\S*)")
#: A schedule has paragraphs and no articles: cited as it stands.
_SCHEDULE: Final = "Schedule"
_QUOTED: Final = re.compile(r"`([^`]+)`")
_UNITS: Final = ("year", "month", "week", "day", "hour", "minute", "second")


def label(key: str) -> str:
    """Return the label of `key`, or the key with its hyphens opened when no label is kept for it."""
    return LABELS.get(key, key.replace("-", " ").replace("_", " "))


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
    return "" if date is None else f"{date.day} {MONTHS[date.month - 1]} {date.year}"


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
    """Return `Article 44`, `Articles 44, 46` or `Article 25 Directive 95/46/EC`, empty for none."""
    schedules = [number for number in numbers if _SCHEDULE in number]
    cited = [number for number in numbers if _SCHEDULE not in number]
    others = [match for match in map(_OTHER_ACT.fullmatch, cited) if match]
    plain = [number for number in cited if not _OTHER_ACT.fullmatch(number)]
    parts = [f"Article{'' if len(plain) == 1 else 's'} {', '.join(plain)}"] if plain else []
    return ", ".join((*parts, *(f"Article {match[2]} {match[1]}" for match in others), *schedules))


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
