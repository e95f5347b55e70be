"""A waiver moves a finding aside for a reason and a time, never away."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.checks import counts
from ropa.checks.waivers import is_within, waived
from ropa.model import Waiver
from tests.check_cases import AS_OF, findings_in

NEWSLETTER = """
    activities:
      newsletter:
        role: controller
        flows:
          - customer -> us: [email-address]
        retention:
          - {data: [email-address], period: P3Y}
          - {data: [name], disposal: erase}
"""


def with_waiver(waiver: str) -> str:
    return NEWSLETTER + f"    waivers: [{waiver}]\n"


def test_a_waived_finding_stays_with_its_reason_and_does_not_count() -> None:
    plain = findings_in(NEWSLETTER, "A104")
    waiver = "{code: A104, at: activities/newsletter, why: in January, until: 2027-01-31}"
    moved = findings_in(with_waiver(waiver), "A104")
    assert [finding.waived for finding in plain] == [""]
    assert [finding.waived for finding in moved] == ["in January (until 2027-01-31)"]
    assert counts(plain)["error"] == 1
    assert counts(moved)["error"] == 0


@pytest.mark.parametrize(
    ("as_of", "holds"),
    [(dt.date(2027, 1, 30), True), (dt.date(2027, 1, 31), True), (dt.date(2027, 2, 1), False)],
)
def test_a_waiver_holds_to_the_end_of_its_last_day(as_of: dt.date, *, holds: bool) -> None:
    text = with_waiver("{code: A104, at: activities/newsletter, why: in January, until: 2027-01-31}")
    (finding,) = findings_in(text, "A104", as_of=as_of)
    assert bool(finding.waived) is holds
    assert bool(findings_in(text, "V301", as_of=as_of)) is not holds


def test_a_waiver_without_a_reason_is_still_visible_as_one() -> None:
    found = findings_in(NEWSLETTER, "A104")
    (finding,) = waived(found, [Waiver(code="A104", at="activities/newsletter")], as_of=AS_OF)
    assert finding.waived == "no reason is stated"


def test_a_waiver_is_about_one_code_and_one_thing() -> None:
    text = with_waiver("{code: A104, at: activities/newsletter, why: later}")
    assert [finding.code for finding in findings_in(text) if finding.waived] == ["A104"]
    elsewhere = with_waiver("{code: A104, at: organisations/us, why: later}")
    assert not [finding for finding in findings_in(elsewhere) if finding.waived]


def test_a_waiver_of_a_thing_covers_its_fields() -> None:
    text = with_waiver("{code: A162, at: activities/newsletter, why: later}")
    (finding,) = findings_in(text, "A162")
    assert finding.at == "activities/newsletter/retention"
    assert finding.waived == "later"


@pytest.mark.parametrize(
    ("address", "whole", "expected"),
    [
        ("activities/a", "activities/a", True),
        ("activities/a/retention", "activities/a", True),
        ("activities/a-b", "activities/a", False),
        ("activities/a", "activities/a/retention", False),
        ("activities/a", "activities", False),
        ("general/retention", "general", True),
        ("register", "register", True),
        ("a/x->y", "a/x->y", True),
        ("a/x->y#2", "a/x->y", False),
    ],
)
def test_addresses_are_compared_with_their_separators(address: str, whole: str, *, expected: bool) -> None:
    assert is_within(address, whole) is expected


def test_the_sample_waiver_moves_the_missing_retention_of_the_payments_aside() -> None:
    text = """
        activities:
          payments:
            purposes: [payment-processing]
            flows:
              - customer -> stripe: {data: [payment-card], as: controller}
        waivers:
          - {code: A106, at: activities/payments, why: "schedule due in January", until: 2027-01-31}
    """
    (finding,) = findings_in(text, "A106")
    assert finding.waived == "schedule due in January (until 2027-01-31)"
    (late,) = findings_in(text, "A106", as_of=dt.date(2027, 2, 1))
    assert not late.waived
