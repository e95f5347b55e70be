"""A waiver moves a finding aside for a reason and a time, never away."""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import replace

import pytest

from ropa.checks import as_text, counts, finding_json
from ropa.checks.waivers import is_within, waived
from ropa.formats.markdown import render_markdown
from ropa.law import load_law
from ropa.model import Waiver
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from tests.check_cases import AS_OF, findings_in
from tests.helpers import register_from

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
    register = replace(register_from(NEWSLETTER), waivers=(Waiver(code="A104", at="activities/newsletter"),))
    (finding,) = waived(found, register, as_of=AS_OF)
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
        ("register/as_of", "register", True),
        ("organisations/us", "register", False),
        ("activities/a/retention/2", "activities/a/retention", True),
        ("a/x->y", "a/x->y", True),
        ("a/x->y#2", "a/x->y", False),
        ("a/x->y", "activities/a", True),
        ("a/x->y", "activities/a/x->y", False),
        ("hosting/shop/host", "activities/a", True),
        ("own-id", "activities/a", True),
        ("register/x->y", "activities/register", True),
        ("register/x->y", "register", False),
        ("general/x->y", "general", True),
    ],
)
def test_addresses_are_compared_with_their_separators(address: str, whole: str, *, expected: bool) -> None:
    flows = {
        "a/x->y": "activities/a",
        "hosting/shop/host": "activities/a",
        "own-id": "activities/a",
        "register/x->y": "activities/register",
        "general/x->y": "general",
    }
    assert is_within(address, whole, flows) is expected


WITHOUT_DATA = """
    systems: {crm: {operator: us}}
    activities:
      newsletter:
        role: controller
        flows:
          - customer -> us: [email-address]
          - us -> crm
      payroll:
        role: controller
        flows:
          - us -> crm
"""


def test_a_waiver_of_an_activity_covers_its_flows_and_no_others() -> None:
    def moved(waiver: str) -> list[str]:
        found = findings_in(WITHOUT_DATA + f"    waivers: [{waiver}]\n", "A132")
        assert [finding.at for finding in found] == ["newsletter/us->crm", "payroll/us->crm"]
        return [finding.at for finding in found if finding.waived]

    assert moved("{code: A132, at: activities/newsletter, why: later}") == ["newsletter/us->crm"]
    assert moved("{code: A132, at: payroll/us->crm, why: later}") == ["payroll/us->crm"]
    assert moved("{code: A132, at: activities, why: later}") == []
    assert moved("{code: A132, at: register, why: later}") == []
    assert moved("{code: a132, at: activities/payroll, why: later}") == ["payroll/us->crm"]


def test_the_nearest_waiver_gives_the_reason() -> None:
    waivers = "{code: A132, at: activities/newsletter, why: of all}, {code: A132, at: newsletter/us->crm, why: of one}"
    found = findings_in(WITHOUT_DATA + f"    waivers: [{waivers}]\n", "A132")
    assert found[0].waived == "of one"


def test_an_ended_waiver_leaves_the_place_to_one_that_holds() -> None:
    waivers = (
        "{code: A132, at: activities/newsletter, why: old, until: 2026-01-31}, "
        "{code: A132, at: activities/newsletter, why: new, until: 2027-01-31}"
    )
    found = findings_in(WITHOUT_DATA + f"    waivers: [{waivers}]\n", "A132")
    assert found[0].waived == "new (until 2027-01-31)"


@pytest.mark.parametrize(
    ("code", "at", "near"),
    [
        ("A1O4", "activities/newsletter", "A104"),
        ("A104", "activities/newsleter", "activities/newsletter"),
        ("A104", "newsletter", "activities/newsletter"),
        ("A104", "us", "organisations/us"),
        ("A104", "activities/newsletter/retentoin", "activities/newsletter/retention"),
        ("A104", "newsletter/us->cmr", "newsletter/us->crm"),
        ("A104", "regsiter", "register"),
    ],
)
def test_an_unknown_code_or_address_is_told_with_the_nearest(code: str, at: str, near: str) -> None:
    text = WITHOUT_DATA + f"    waivers: [{{code: {code}, at: {at}, why: mistyped}}]\n"
    (finding,) = findings_in(text, "V302")
    assert f"(did you mean `{near}`?)" in finding.message
    assert finding.severity.value == "warning"


def test_an_address_like_nothing_has_no_near_one() -> None:
    text = WITHOUT_DATA + "    waivers: [{code: A104, at: qqqqqq/zzzzzzzzzz, why: mistyped}]\n"
    (finding,) = findings_in(text, "V302")
    assert "did you mean" not in finding.message


def test_a_waived_finding_stays_in_every_output() -> None:
    (finding,) = findings_in(with_waiver("{code: A104, at: activities/newsletter, why: in January}"), "A104")
    assert "moved aside by a waiver:" in as_text([finding])
    assert "waived: in January" in as_text([finding])
    assert finding_json(finding)["waived"] == "in January"


def test_the_internal_edition_names_what_each_waiver_moves_aside_and_the_authority_sees_none_of_it() -> None:
    register = register_from(WITHOUT_DATA + "    waivers: [{code: A132, at: activities/newsletter, why: in January}]\n")
    workspace = Workspace(register, law=load_law(), vocabulary=load_vocabulary(), documents={}, as_of=AS_OF)
    internal = render_markdown(workspace.record(edition="internal"))
    assert "in January" in internal
    assert re.search(r"A132 \| activities/newsletter \| in January \| .*newsletter/us->crm", internal.replace("\\", ""))
    assert "in January" not in render_markdown(workspace.record())


def test_many_waivers_and_findings_take_linear_time() -> None:
    names = [f"a{number}" for number in range(2000)]
    waivers = tuple(Waiver(code="A104", at=f"activities/{name}", why="later") for name in names)
    register = replace(register_from(NEWSLETTER), waivers=waivers)
    (one,) = findings_in(NEWSLETTER, "A104")
    found = [replace(one, at=f"activities/{name}/recipients") for name in names]
    start = time.perf_counter()
    assert all(finding.waived for finding in waived(found, register, as_of=AS_OF))
    assert time.perf_counter() - start < 1


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
