"""Family B beyond its case tables: both citations of a contradiction, what is owed by which row, and the right shares."""

from __future__ import annotations

import pytest

from ropa.checks import coverage
from ropa.checks.bases import marks_of_law, within
from ropa.law import load_law
from tests.check_cases import findings_in
from tests.helpers import register_from

#: Rows of these beginnings are looked after by family B.
OWN_ROWS = ("L6-", "S9-", "K10", "CN", "P5-1a", "P5-1b", "P5-1c", "N13-1c", "N14-1c", "N13-1d", "N14-2b", "N13-2c")
MORE_ROWS = ("N14-2d", "N13-2f", "N14-2g", "N13-3", "N14-4", "D35-3a")

POLICY = """
    register:
      organisation: us
      as_of: 2026-11-01
      documents: {policy: {title: Policy}}
      legal_basis: [{basis: consent, cite: policy:9}]
    organisations: {us: {name: Us}}
"""


@pytest.mark.parametrize("row", [row for row in coverage(load_law()) if row.item.id.startswith(OWN_ROWS + MORE_ROWS)])
def test_every_row_on_bases_and_conditions_has_a_code(row: object) -> None:
    assert getattr(row, "codes", ()), row


def cites_of(text: str, code: str) -> list[str]:
    (finding,) = findings_in(text, code)
    return [cite.as_text() for cite in finding.cites]


def test_blanket_consent_and_the_basis_beside_it_are_both_cited() -> None:
    text = f"""{POLICY}
    activities:
      logs: {{purposes: [security], legal_basis: [{{basis: legitimate-interests, cite: policy:30}}]}}
    """
    assert cites_of(text, "B103") == ["policy:9", "policy:30"]


def test_consent_and_the_duty_to_provide_are_both_cited() -> None:
    text = f"""{POLICY}
    activities:
      accounts:
        purposes: [account-management]
        flows:
          - user -> us: {{data: [name], mandatory: {{otherwise: no account}}, cite: policy:12}}
    """
    assert cites_of(text, "B115") == ["policy:9", "policy:12"]


def test_the_bases_of_one_purpose_are_all_cited_once() -> None:
    text = f"""{POLICY}
    activities:
      mail:
        purposes: [newsletter, direct-marketing]
        legal_basis: [{{basis: consent, form: {{is: opt-in, cite: policy:3}}, cite: policy:2}}, {{basis: contract, cite: policy:2}}]
    """
    assert cites_of(text, "B102") == ["policy:2", "policy:3"]


def test_a_condition_names_its_own_letter() -> None:
    text = "activities: {study: {special_category_condition: archiving-research-statistics}}"
    (finding,) = findings_in(text, "B136")
    assert finding.articles == ("9(2)(j)",)


def test_the_mark_of_a_broader_category_reaches_the_narrower_one_and_the_compound() -> None:
    register = register_from(
        """
        data_categories:
          allergy: {name: Allergies, parent: health-data}
          nut-allergy: {name: Nut allergies, parent: allergy}
          file: {name: File, parent: employment-data, consists_of: [name, nut-allergy, criminal-offence]}
        """
    )
    marks = marks_of_law(register)
    assert marks["nut-allergy"] == marks["allergy"] == marks["health-data"] == {"special-category"}
    assert marks["criminal-offence"] == {"criminal"}
    assert "name" not in marks
    assert marks["file"] == {"special-category", "criminal"}


def test_a_purpose_is_within_what_stands_above_it_and_in_nothing_else() -> None:
    register = register_from("purposes: {banner-choice: {name: Choosing banners, parent: targeted-advertising}}")
    assert within(register, "banner-choice", frozenset({"marketing"}))
    assert within(register, "banner-choice", frozenset({"banner-choice"}))
    assert not within(register, "banner-choice", frozenset({"direct-marketing"}))
    assert not within(register, "own words", frozenset({"marketing"}))
