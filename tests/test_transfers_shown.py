"""What stands beside a grade: receivers outside that make no transfer, ended and contested decisions, scopes."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.transfers import Grade
from tests.test_transfers import TODAY, row, rows


def notes(flow: str, *, as_of: dt.date = TODAY) -> str:
    return " ".join(row(flow, as_of=as_of).notes)


@pytest.mark.parametrize(
    ("flow", "says"),
    [
        (
            "visitor -> american: {data: [name], as: controller}",
            "American vendor is in United States (US), outside the area of the rules; it gets",
        ),
        ("visitor -> aweber: {data: [name], as: controller}", "from the vendor directory and is not fully verified"),
        ("visitor -> red-aid: {data: [name], as: controller}", "Red Aid is an international organisation"),
        ("visitor -> silent: {data: [name], as: controller}", "Where Silent vendor is, is not known"),
        ("us -> desk: [name]", "Desk is in India (IN), outside the area of the rules; access from there"),
        ("us -> branch: [name]", "if it is a legal entity of its own"),
    ],
)
def test_a_receiver_outside_is_named_where_there_is_no_transfer(flow: str, says: str) -> None:
    found = row(flow)
    assert found.grade is Grade.NOT_A_TRANSFER
    assert found.beyond
    assert says in " ".join(found.notes)


@pytest.mark.parametrize(
    "flow",
    ["visitor -> irish: {data: [name], as: controller}", "visitor -> us: [name]", "us -> irish: [name]"],
)
def test_a_receiver_inside_carries_no_such_note(flow: str) -> None:
    found = row(flow)
    assert not found.beyond
    assert found.notes == ()


def test_an_international_organisation_keeps_the_country_that_the_register_states() -> None:
    assert row("us -> red-aid: [name]").country == "DE"


def test_a_day_before_the_tables_leaves_the_country_stated() -> None:
    (found,) = rows("us -> american: [name]", regimes="uk-gdpr", as_of=dt.date(2016, 6, 1))
    assert (found.grade, found.country) == (Grade.UNKNOWN, "US")


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2020-07-15", False),
        ("2020-07-16", True),
        ("2023-07-09", True),
        ("2026-11-22", False),
    ],
)
def test_a_decision_that_a_court_ended_cannot_be_relied_on_from_the_day_of_the_judgment(as_of: str, said: bool) -> None:
    text = notes("us -> american: [name]", as_of=dt.date.fromisoformat(as_of))
    assert ("(EU) 2016/1250 (United States (Privacy Shield)) cannot be relied on since 2020-07-16" in text) is said
    assert ("C-311/18" in text) is said


def test_later_events_are_dated_by_the_tables_and_not_by_the_day_asked() -> None:
    reason = row("us -> american: [name]", as_of=dt.date(2023, 7, 10)).reason
    assert f"contested, as known on {load_law().data_as_of.isoformat()}" in reason


def test_an_adequate_country_shows_what_the_decision_leaves_out() -> None:
    assert "immigration control" in notes("us -> british: [name]")
    assert row("us -> british: [name]").grade is Grade.ADEQUATE
    assert "automated transfers" in notes("us -> israeli: [name]")


def test_an_unknown_tool_is_answered_with_names_that_the_law_knows() -> None:
    step = row("us -> american: {data: [name], safeguard: wish}").next_step
    named = [part for part in step.split("`") if part and " " not in part]
    assert named
    assert all(load_law().find_tool(name) for name in named)
