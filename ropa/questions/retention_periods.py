"""How long an ISO 8601 duration is, without pretending that a month is a number of days.

A month has 28 to 31 days, so that `P1M` is no exact length. Every duration is the fewest and the most days that the
calendar can make of it; two durations differ where these ranges do not meet.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")

#: The calendar repeats after so many months, which are so many days.
_CYCLE_MONTHS: Final = 400 * 12
_CYCLE_DAYS: Final = 146_097

_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

#: A length that words set as a limit; a length of inactivity is no limit but an event.
_SPOKEN: Final = re.compile(
    rf"\b(?:for|up to|at most|(?:a )?maximum(?: of)?|(?:not|no) (?:longer|more) than)\s+"
    rf"(\d{{1,4}}|{'|'.join(_NUMBERS)})[\s-]+(day|week|month|year)s?\b",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(r"inactiv|unused|idle|silen|absen|\bno (?:use|contact|log|order)|\bwithout\b", re.IGNORECASE)
_ENDLESS: Final = re.compile(
    r"\bindefinite(?:ly)?\b|\bfor ?ever\b|\bpermanent(?:ly)?\b|\bperpetual(?:ly)?\b|\bunlimited\b"
    r"|\bno (?:time )?limit\b|\bwithout (?:any )?(?:time )?limit\b|\bnever (?:deleted|erased|removed)\b",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """The fewest and the most days that a duration can last, both included."""

    shortest: float
    longest: float


@lru_cache(maxsize=4096)
def span(period: str) -> Span | None:
    """Return the span of an ISO 8601 duration, None for text of another form.

    >>> span("P30D"), span("P1M")
    (Span(shortest=30.0, longest=30.0), Span(shortest=28.0, longest=31.0))
    """
    match = _DURATION.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(text or 0) for text in match.groups())
    fixed = weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86400
    shortest, longest = _days_of_months(years * 12 + months)
    return Span(shortest + fixed, longest + fixed)


def length_order(period: str) -> tuple[float, float, str]:
    """Return the order of durations, the shortest first; what is no duration comes last."""
    found = span(period)
    return (float("inf"), float("inf"), period) if found is None else (*found, period)


def differ(one: str, other: str) -> bool:
    """Tell whether two durations certainly differ in length; unlike text that is no duration does as well.

    >>> differ("P12M", "P1Y"), differ("P30D", "P1M"), differ("P30D", "P45D")
    (False, False, True)
    """
    first, second = span(one), span(other)
    if first is None or second is None:
        return one != other
    return first.longest < second.shortest or second.longest < first.shortest


def spoken_limits(criterion: str) -> Iterator[str]:
    """Yield the lengths that a criterion sets as a limit in words, as ISO 8601 durations, in the order of the words.

    >>> list(spoken_limits("kept for two years after the last order")), list(spoken_limits("unused for 12 months"))
    (['P2Y'], [])
    """
    if _EVENT.search(criterion):
        return
    for number, unit in _SPOKEN.findall(criterion):
        count = number if number.isdigit() else str(_NUMBERS.index(number.lower()) + 1)
        yield f"P{int(count)}{unit[0].upper()}"


def is_endless(criterion: str) -> bool:
    """Tell whether a criterion says in words that there is no end.

    >>> is_endless("kept indefinitely"), is_endless("as long as the account exists")
    (True, False)
    """
    return bool(_ENDLESS.search(criterion))


def contradicts(criterion: str, period: str) -> bool:
    """Tell whether a criterion names another length than a period, or no end at all."""
    return is_endless(criterion) or any(differ(spoken, period) for spoken in spoken_limits(criterion))


@lru_cache(maxsize=4096)
def _days_of_months(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of so many months in a row, of all that the calendar has."""
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    if not rest:
        return cycles * _CYCLE_DAYS, cycles * _CYCLE_DAYS
    sums = _sums()
    lengths = [sums[start + rest] - sums[start] for start in range(_CYCLE_MONTHS)]
    return cycles * _CYCLE_DAYS + min(lengths), cycles * _CYCLE_DAYS + max(lengths)


@lru_cache(maxsize=1)
def _sums() -> tuple[int, ...]:
    """Return the days before each month of two cycles of the calendar, from 0."""
    months = [calendar.monthrange(year, month)[1] for year in range(2000, 2400) for month in range(1, 13)]
    return tuple(accumulate((*months, *months), initial=0))
