"""One defect at a time in a register that is right otherwise: each is found, and each article item has one."""

from __future__ import annotations

import pytest

from ropa.checks import CHECKS, coverage
from ropa.law import load_law
from tests.wrong_registers import Wrong, all_wrong, changed, findings_of, right_findings

ALL = all_wrong()

#: Not about a defect of the register: notices of the resolver in other words, and what shows in the words alone.
ELSEWHERE = {"V101", "V102", "V104", "V199"}


@pytest.mark.parametrize("wrong", ALL, ids=str)
def test_a_defect_is_found(wrong: Wrong) -> None:
    before = {(finding.code, finding.at, finding.message) for finding in right_findings()}
    findings = findings_of(changed(wrong))
    assert not [finding.message for finding in findings if finding.crashed]
    new = [finding for finding in findings if (finding.code, finding.at, finding.message) not in before]
    told = [f"{finding.code} {finding.message}" for finding in new]
    assert {finding.code for finding in new} >= set(wrong.finds), told
    for finding in new:
        assert len(finding.message) <= 400, "too long to be read in a list"
        assert "-gdpr" not in finding.message, "a key is no name"
    severities = {str(finding.severity) for finding in new if finding.code == wrong.finds[0]}
    assert wrong.severity in severities, (severities, told)


@pytest.mark.parametrize("row", [row for row in coverage(load_law()) if row.codes], ids=lambda row: row.item.id)
def test_every_item_that_is_checked_has_a_defect_that_its_checks_find(row: object) -> None:
    item, codes = row.item.id, set(row.codes)  # type: ignore[attr-defined]
    mine = [wrong for wrong in ALL if item in wrong.items]
    assert mine, "no defect of this item in the table"
    assert any(codes & set(wrong.finds) for wrong in mine), "the defects are found by checks of other items only"


def test_every_check_has_a_defect() -> None:
    found = {code for wrong in ALL for code in wrong.finds}
    assert {check.CODE for check in CHECKS} - found - ELSEWHERE == set()


def test_the_defects_have_names_of_their_own() -> None:
    assert len({wrong.wrong for wrong in ALL}) == len(ALL)
