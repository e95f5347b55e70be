"""Every check on its case table, and on the wrong and the right record of its manual page."""

from __future__ import annotations

import pytest

from ropa.checks import CHECKS, Check, page_of
from tests.check_cases import Case, all_cases, findings_in

CASES = all_cases()

#: No input sets it off today; see `test_checks_engine.py`.
WITHOUT_RECORDS = {"V199"}

WITH_RECORDS = [check for check in CHECKS if check.CODE not in WITHOUT_RECORDS]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_finds_what_its_table_says(case: Case) -> None:
    findings = findings_in(case.register, case.code, as_of=case.as_of)
    assert not [finding.message for finding in findings if finding.crashed]
    assert sorted(finding.at for finding in findings) == sorted(case.finds), [finding.message for finding in findings]
    if case.severity:
        assert {str(finding.severity) for finding in findings} == {case.severity}
    for finding in findings:
        assert finding.code == case.code
        assert finding.fix
        assert finding.position is not None, "a finding about a file names its place"
    if case.says:
        assert any(case.says in finding.message for finding in findings), [finding.message for finding in findings]


@pytest.mark.parametrize("check", WITH_RECORDS, ids=lambda check: check.CODE)
def test_every_check_has_cases_that_fail_and_cases_that_pass(check: Check) -> None:
    mine = [case for case in CASES if case.code == check.CODE]
    assert any(case.finds for case in mine), "no case in which it finds something"
    assert any(not case.finds for case in mine), "no case in which it finds nothing"


def test_every_table_is_of_a_check() -> None:
    assert {case.code for case in CASES} <= {check.CODE for check in CHECKS}
    assert len({str(case) for case in CASES}) == len(CASES), "two cases have the same name"


@pytest.mark.parametrize("check", WITH_RECORDS, ids=lambda check: check.CODE)
def test_the_wrong_record_of_the_page_is_found(check: Check) -> None:
    assert findings_in(page_of(check).wrong, check.CODE)


@pytest.mark.parametrize("check", WITH_RECORDS, ids=lambda check: check.CODE)
def test_the_right_record_of_the_page_is_not_found(check: Check) -> None:
    assert not findings_in(page_of(check).right, check.CODE)
