"""Small phrases that every output shares: dates, durations, counts and lists in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Final

from ropa.language.english import GRADES, LABELS, MONTHS, REGIMES

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
#: A provision of another act, named before its number: `Directive 95/46/EC Article 25`, `FADP 16`.
_OTHER_ACT: Final = re.compile(r"(\D.*?)(?: Article)? (\d\S*)")
#: A schedule has paragraphs and no articles: cited as it stands.
_SCHEDULE: Final = "Schedule"
_QUOTED: Final = re.compile(r"`([^`]+)`")
#: What stands in quotation marks, which is not ours to write otherwise; a date that is no part of a name; an
#: apostrophe; words in straight quotation marks.
_TYPED: Final = re.compile(
    r"“[^”]*”|(?<![\w/.:-])(\d{4})-(\d\d)-(\d\d)(?![\w/-]|\.\w)|(?<=\w)'(?=[a-z]\b|\s)|\"([^\"]*)\""
)
#: A first word that is a name: with a sign, a digit or a capital inside.
_NAME: Final = re.compile(r"\w[^\W\d_A-Z]*(?:[./@_\d-]*[A-Z\d_]|[./@]\w)")
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


def comma(names: Sequence[str]) -> str:
    """Return what stands between names: a comma, or a semicolon where a name has a comma of its own."""
    return "; " if any("," in name for name in names) else ", "


def joined(words: Sequence[str]) -> str:
    """Return `a, b`, or `a, x; b` where a name has a comma of its own.

    >>> joined(["Clients, also called customers", "Visitors"])
    'Clients, also called customers; Visitors'
    """
    return comma(words).join(words)


def listing(words: Sequence[str], *, last: str = "and") -> str:
    """Return `a, b and c`, or `a, x; b; and c` where a name has a comma of its own."""
    if len(words) < 2:
        return "".join(words)
    between = comma(words)
    before_last = f"{between}{last} " if between == "; " else f" {last} "
    return f"{between.join(words[:-1])}{before_last}{words[-1]}"


def some(words: Sequence[str], *, most: int = 12) -> str:
    """Return `a and b`, at most so many, then how many more there are: on paper nothing opens that hides a name.

    >>> some(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    more = len(words) - most
    return listing([*words[:most], f"{more} more"] if more > 0 else words)


def articles(numbers: Sequence[str]) -> str:
    """Return `Article 44`, `Articles 44, 46` or `Article 25 Directive 95/46/EC`, empty for none."""
    schedules = [number for number in numbers if _SCHEDULE in number]
    cited = [number for number in numbers if _SCHEDULE not in number]
    others = [match for match in map(_OTHER_ACT.fullmatch, cited) if match]
    plain = [number for number in cited if not _OTHER_ACT.fullmatch(number)]
    parts = [f"Article{'' if len(plain) == 1 else 's'} {', '.join(plain)}"] if plain else []
    return ", ".join((*parts, *(f"Article {match[2]} {match[1]}" for match in others), *schedules))


def prose(text: str) -> str:
    """Return text with dates, apostrophes and quotation marks as readers write them; what it quotes stays as it is.

    Pages are prose. Tables of data, JSON, CSV and the answers of a terminal keep dates as ISO 8601.

    >>> prose("the organisation's copy, signed 2024-02-01, “as of 2024-02-01”")
    'the organisation’s copy, signed 1 February 2024, “as of 2024-02-01”'
    """

    def written(match: re.Match[str]) -> str:
        if match[4] is not None:
            return f"“{match[4]}”"
        if match[1] is None:
            return "’" if match[0] == "'" else match[0]
        if not 1 <= int(match[2]) <= len(MONTHS):
            return match[0]
        return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}"

    return _TYPED.sub(written, text)


def sentence(text: str, *, names: Collection[str] = ()) -> str:
    """Return prose for readers: a capital first letter, dates in words, a full stop.

    Keys in back quotes get quotation marks instead. A name keeps its case, also where the sentence begins with it.

    Args:
        names: those that begin with a small letter; others are known by a sign, a digit or a capital in them.

    >>> sentence("alipartnership.com to AWeber, signed 2024-02-01"), sentence("no purpose is stated")
    ('alipartnership.com to AWeber, signed 1 February 2024.', 'No purpose is stated.')
    """
    text = prose(_QUOTED.sub(r"“\1”", text.strip()))
    if not text:
        return ""
    ended = text if text[-1] in ".!?…" else text + "."
    is_name = _NAME.match(text) or any(text.startswith(name) and not text[len(name) :][:1].isalnum() for name in names)
    return ended if is_name else capital(ended)


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
