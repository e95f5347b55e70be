"""What is said to end, and when nobody could know: successions of terms, judgments to come, places leaving the area."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.checks import run_checks
from ropa.law import load_law
from ropa.transfers import Transfer, grade_transfers
from tests.check_cases import subject_of
from tests.helpers import register_from

REGISTER = """
    register: {{organisation: us, as_of: 2026-11-01, regimes: [{regime}]}}
    organisations: {{us: {{name: Us, country: {us}}}, them: {{name: Them, country: {them}}}}}
    safeguards: {{claim: {{{claim}}}}}
    activities: {{a: {{flows: [us -> them: {{data: [name], as: {role}{named}}}]}}}}
"""

OLD = "tool: scc-2010, between: [us, them], signed: 2015-01-01"
SHIELD = "tool: privacy-shield, organisation: Them, checked: 2020-05-01, covers: [EU-US]"
HARBOUR = "tool: safe-harbour, organisation: Them, checked: 2015-05-01, covers: [EU-US]"
MET = "tool: adequacy, condition_met: subject to the act, checked: 2026-01-02"


def text_of(claim: str, *, us: str, them: str, regime: str) -> str:
    named = ", safeguard: claim" if claim else ""
    return REGISTER.format(regime=regime, us=us, them=them, claim=claim or "tool: bcr", role="processor", named=named)


def graded(claim: str, day: str, *, us: str = "IE", them: str = "US", regime: str = "eu-gdpr") -> Transfer:
    register = register_from(text_of(claim, us=us, them=them, regime=regime))
    (row,) = grade_transfers(register, load_law(), as_of=dt.date.fromisoformat(day))
    return row


@pytest.mark.parametrize(
    ("claim", "day", "us", "them", "regime"),
    [
        # The Directive gave way to Article 46(5): what was signed went on, and nobody had to prepare anything.
        (OLD, "2018-04-01", "IE", "US", "eu-gdpr"),
        ("tool: derogation-49-1-a, why: one journey", "2018-04-01", "IE", "US", "eu-gdpr"),
        # UK GDPR Article 45 gave way to Articles 45A to 45C on 2026-02-05; the regulations on Japan went on.
        (MET, "2026-01-10", "GB", "JP", "uk-gdpr"),
        # The judgments of 2020-07-16 and 2015-10-06 were to come.
        (SHIELD, "2020-06-01", "IE", "US", "eu-gdpr"),
        (HARBOUR, "2015-09-01", "IE", "US", "eu-gdpr"),
        # Hungary acceded on 2004-05-01: inside the area from then on.
        ("", "2004-03-01", "IE", "HU", "eu-gdpr"),
    ],
)
def test_no_end_is_announced_that_is_none_or_that_nobody_knew(
    claim: str, day: str, us: str, them: str, regime: str
) -> None:
    row = graded(claim, day, us=us, them=them, regime=regime)
    assert row.grade.value in ("adequate", "safeguarded", "derogation")
    assert "By 20" not in row.next_step
    assert not [note for note in row.notes if note.startswith("What this rests on")]


@pytest.mark.parametrize(
    ("day", "left"), [("2021-03-29", ""), ("2021-03-30", "in 90 days"), ("2021-06-27", "in 1 day"), ("2021-06-28", "today")]
)  # fmt: skip
def test_that_a_place_leaves_the_area_is_announced(day: str, left: str) -> None:
    # TCA Article 782: the bridge for the United Kingdom ended on 2021-06-28.
    row = graded("", day, them="GB")
    assert (row.grade.value, row.ends) == ("domestic", dt.date(2021, 6, 28))
    announced = [note for note in row.notes if "ends" in note]
    assert len(announced) == bool(left)
    assert all(f"United Kingdom inside the area) ends {left}, on 2021-06-28" in note for note in announced)
    assert bool(row.next_step) == bool(left)


def test_a_place_that_stays_inside_by_another_rule_does_not_leave() -> None:
    assert graded("", "2020-12-01", them="GB").ends is None


def test_the_check_names_the_place_that_leaves_the_area() -> None:
    register = register_from(text_of("", us="IE", them="GB", regime="eu-gdpr"))
    (found,) = run_checks(subject_of(register, as_of=dt.date(2021, 6, 1)), codes=["T113"])
    assert (
        found.message
        == "that United Kingdom is inside the area of the rules ends on 2021-06-28; Us to Them rests on it"
    )


def test_clauses_of_a_law_that_went_on_end_when_the_new_one_lets_them() -> None:
    assert graded(OLD, "2018-04-01").ends == dt.date(2022, 12, 27)


@pytest.mark.parametrize(("country", "claim", "said"), [("BR", "", True), ("JP", "", True), ("IN", "", False)])
def test_a_lack_that_was_not_fully_looked_up_says_so(country: str, claim: str, said: bool) -> None:
    # Annex 1 of the Swiss ordinance, seen in copies of 2022 to 2024.
    row = graded(claim, "2026-11-22", us="CH", them=country, regime="ch-fadp")
    assert row.grade.value == "no-safeguard"
    assert (row.unverified, any("was not fully looked up" in note for note in row.notes)) == (said, said)


def test_such_a_lack_is_no_doubt_about_a_tool_that_holds() -> None:
    claim = "tool: bcr, between: [us, them], covers: [Them], approval: {authority: FDPIC, date: 2025-01-01}, tia: {date: 2026-01-01}"
    row = graded(claim, "2026-11-22", us="CH", them="JP", regime="ch-fadp")
    assert (row.grade.value, row.unverified) == ("safeguarded", False)
    assert not [note for note in row.notes if "looked up" in note]
