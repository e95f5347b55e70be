"""Lengths of time as the calendar makes them, and what words say of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.questions import retention_periods
from ropa.questions.retention_periods import contradicts, differ, length_order, span


@pytest.mark.parametrize(
    ("period", "shortest", "longest"),
    [
        ("P30D", 30, 30),
        ("P1M", 28, 31),
        ("P2M", 59, 62),
        ("P1Y", 365, 366),
        ("P4Y", 1460, 1461),
        ("P400Y", 146097, 146097),
        ("P1Y6M", 546, 550),
        ("P2W", 14, 14),
        ("PT72H", 3, 3),
        ("P1DT12H", 1.5, 1.5),
    ],
)
def test_spans(period: str, shortest: float, longest: float) -> None:
    assert span(period) == (shortest, longest)


@pytest.mark.parametrize("text", ["", "P", "two years", "P1H", "1Y"])
def test_what_is_no_duration_has_no_span(text: str) -> None:
    assert span(text) is None


@given(st.integers(1, 60), st.dates(dt.date(1970, 1, 1), dt.date(2300, 1, 1)))
def test_every_run_of_months_of_the_calendar_is_inside(months: int, day: dt.date) -> None:
    first = day.replace(day=1)
    years, month = divmod(first.month - 1 + months, 12)
    last = first.replace(year=first.year + years, month=month + 1)
    found = span(f"P{months}M")
    assert found is not None
    assert found.shortest <= (last - first).days <= found.longest


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("P12M", "P1Y", False),
        ("P4W", "P28D", False),
        ("P30D", "P1M", False),
        ("P365D", "P1Y", False),
        ("P27D", "P1M", True),
        ("P32D", "P1M", True),
        ("P1Y", "P2Y", True),
        ("as written", "as written", False),
        ("as written", "P1Y", True),
    ],
)
def test_lengths_that_certainly_differ(one: str, other: str, apart: bool) -> None:
    assert differ(one, other) is apart
    assert differ(other, one) is apart


def test_the_shortest_comes_first() -> None:
    written = ["P1Y", "P30D", "word", "P1M", "P2W", "PT1H", "P12M", "P29D"]
    assert sorted(written, key=length_order) == ["PT1H", "P2W", "P1M", "P29D", "P30D", "P12M", "P1Y", "word"]


@pytest.mark.parametrize(
    ("criterion", "period", "against"),
    [
        ("for at most two years", "P3Y", True),
        ("no longer than 12 months", "P1Y", False),
        ("up to 90 days", "P3M", False),
        ("a maximum of 6 months after the end", "P1Y", True),
        ("kept indefinitely", "P1Y", True),
        ("without limit", "P1Y", True),
        ("as long as the account exists", "P1Y", False),
        ("account unused for 12 months", "P30D", False),
        ("reviewed every two years", "P30D", False),
        ("the ten commandments", "P30D", False),
        ("", "P30D", False),
    ],
)
def test_words_against_a_length(criterion: str, period: str, against: bool) -> None:
    assert contradicts(criterion, period) is against


def test_the_examples_of_the_module_hold() -> None:
    import doctest

    found = doctest.testmod(retention_periods)
    assert (found.failed, found.attempted > 0) == (0, True)
