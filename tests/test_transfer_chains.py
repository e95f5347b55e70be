"""Chains: what a receiver passes on, the worst edge of it, and under which terms it may."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.transfers import Criterion, Grade, Transfer, grade_transfers
from ropa.transfers.base import CHAIN_SHOWN
from tests.helpers import register_from

TODAY = dt.date(2026, 11, 22)

PARTIES = """
register: {{organisation: us, as_of: 2026-11-01, regimes: [{regimes}]}}
organisations:
  us: {{name: Us, country: IE}}
  irish: {{name: Irish, country: IE}}
  american: {{name: American Inc., country: US}}
  indian: {{name: Indian, country: IN}}
  chinese: {{name: Chinese, country: CN}}
  british: {{name: British, country: GB}}
safeguards:
  clauses: {{tool: scc-2021, module: 2, between: [us, american], signed: 2024-02-01, document: c.pdf, tia: {{date: 2026-02-20}}}}
  listing: {{tool: dpf, organisation: American Inc., checked: 2026-06-01, covers: [EU-US DPF]}}
  ground: {{tool: derogation-49-1-b, why: asked for by the guest}}
activities:
  a: {{flows: [{flows}]}}
"""


def graded(*flows: str, regimes: str = "eu-gdpr") -> dict[str, Transfer]:
    """Return the rows of an activity with these flows, by `FROM->TO`."""
    register = register_from(PARTIES.format(flows=", ".join(flows), regimes=regimes))
    return {row.flow.id.partition("/")[2]: row for row in grade_transfers(register, load_law(), as_of=TODAY)}


HELD = "us -> american: {data: [name], as: processor, safeguard: clauses}"


def test_a_chain_is_as_good_as_its_worst_edge() -> None:
    found = graded("us -> irish: [name]", "irish -> american: [name]", "american -> indian: [name]")
    assert [row.grade.value for row in found.values()] == ["review", "no-safeguard", "domestic"]
    first = found["us->irish"]
    assert (first.grade, first.chain_grade) == (Grade.DOMESTIC, Grade.NO_SAFEGUARD)
    assert first.chain == ("a/us->irish", "a/irish->american", "a/american->indian")
    assert found["american->indian"].chain == ()
    assert found["american->indian"].chain_grade is Grade.REVIEW


def test_data_of_another_kind_is_no_chain() -> None:
    found = graded("us -> irish: [name]", "irish -> american: [phone-number]")
    assert found["us->irish"].chain == ()
    assert found["us->irish"].chain_grade is Grade.DOMESTIC


@pytest.mark.parametrize(("first", "then"), [("contact-data", "email-address"), ("email-address", "contact-data")])
def test_broader_and_narrower_data_make_a_chain(first: str, then: str) -> None:
    found = graded(f"us -> irish: [{first}]", f"irish -> american: [{then}]")
    assert found["us->irish"].chain_grade is Grade.NO_SAFEGUARD


@pytest.mark.parametrize(("first", "then"), [("[]", "[name]"), ("[name]", "[]"), ("[]", "[]")])
def test_data_not_stated_may_be_any(first: str, then: str) -> None:
    found = graded(f"us -> irish: {first}", f"irish -> american: {then}")
    assert found["us->irish"].chain_grade is Grade.NO_SAFEGUARD


def test_the_way_back_to_the_organisation_is_no_onward_flow() -> None:
    found = graded("us -> irish: [name]", "irish -> us: [name]")
    assert found["us->irish"].chain == ()


def test_terms_that_bind_the_receiver_cover_what_it_passes_on_as_far_as_they_reach() -> None:
    found = graded(HELD, "american -> indian: [name]", "indian -> chinese: [name]")
    assert [row.grade.value for row in found.values()] == ["safeguarded"] * 3
    last = found["indian->chinese"]
    assert (last.tool, last.criterion) == ("scc-2021", Criterion.ONWARD)
    assert "Indian" in last.next_step


@pytest.mark.parametrize(
    "first",
    [
        "us -> american: [name]",
        "us -> american: {data: [name], as: controller, safeguard: ground}",
        "us -> american: {data: [name], as: controller, safeguard: clauses}",
        "us -> american: {data: [phone-number], as: processor, safeguard: clauses}",
    ],
)
def test_without_terms_that_hold_a_person_decides(first: str) -> None:
    assert graded(first, "american -> indian: [name]")["american->indian"].grade is Grade.REVIEW


def test_a_framework_binds_its_members_for_what_they_pass_on_and_a_country_nobody() -> None:
    listed = "us -> american: {data: [name], as: processor, safeguard: listing}"
    assert graded(listed, "american -> indian: [name]")["american->indian"].grade is Grade.SAFEGUARDED
    adequate = graded("us -> british: [name]", "british -> indian: [name]")
    assert adequate["british->indian"].grade is Grade.REVIEW


def test_one_loose_way_in_is_enough_for_review() -> None:
    loose = "us -> american: {data: [name], as: processor, id: loose}"
    assert graded(HELD, loose, "american -> indian: [name]")["american->indian"].grade is Grade.REVIEW


def test_a_circle_is_for_review_and_ends() -> None:
    found = graded("american -> indian: [name]", "indian -> chinese: [name]", "chinese -> american: [name]")
    assert {row.grade for row in found.values()} == {Grade.REVIEW}
    assert all(len(row.chain) == 3 for row in found.values())


def test_each_regime_has_its_own_chain() -> None:
    register = register_from(PARTIES.format(flows=f"{HELD}, american -> indian: [name]", regimes="eu-gdpr, uk-gdpr"))
    rows = [row for row in grade_transfers(register, load_law(), as_of=TODAY) if row.exporter == "american"]
    assert [(row.regime, row.grade.value) for row in rows] == [("eu-gdpr", "safeguarded"), ("uk-gdpr", "review")]


def test_a_row_names_so_many_flows_of_a_chain_and_no_more() -> None:
    flows = [f"irish -> american: {{data: [name], id: f{number}}}" for number in range(40)]
    assert len(graded("us -> irish: [name]", *flows)["us->irish"].chain) == CHAIN_SHOWN
