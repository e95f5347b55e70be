"""A register in which everything is stated properly: an error or a warning about it would be a false alarm."""

from __future__ import annotations

from collections import Counter

from ropa.checks import CHECKS
from ropa.model import ActivityRole, RecipientRole
from tests.helpers import register_from
from tests.wrong_registers import NOTICE, RIGHT, findings_of, right_findings

#: What is left for a person to look at, whatever is stated: nothing else may be found.
FOR_INFORMATION = {
    # Payment cards weigh in the screening, and nobody says whether 900 people are many.
    "I101": ["activities/payments"],
}


def test_nothing_is_found_but_what_a_person_has_to_look_at() -> None:
    findings = right_findings()
    assert [finding.message for finding in findings if finding.severity != "info"] == []
    found = {code: [finding.at for finding in findings if finding.code == code] for code in FOR_INFORMATION}
    assert found == FOR_INFORMATION
    assert {finding.code for finding in findings} == set(FOR_INFORMATION)


def test_the_register_is_a_rich_one() -> None:
    register = register_from(RIGHT.read_text(encoding="utf-8"))
    roles = Counter(activity.role for activity in register.activities.values())
    assert roles == {ActivityRole.CONTROLLER: 5, ActivityRole.JOINT_CONTROLLER: 1, ActivityRole.PROCESSOR: 1}
    receiving = {flow.role for flow in register.flows}
    assert receiving >= {RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR, RecipientRole.JOINT_CONTROLLER}
    assert {basis.basis for activity in register.activities.values() for basis in activity.legal_basis} >= {
        "consent", "contract", "legal-obligation", "legitimate-interests",
    }  # fmt: skip
    assert any(activity.special_category_condition for activity in register.activities.values())
    assert any(activity.dpia and activity.dpia.date for activity in register.activities.values())
    assert any(safeguard.tia and safeguard.copy for safeguard in register.safeguards.values())
    assert register.promises
    assert register.rights


def test_without_the_notice_only_its_citations_are_missed() -> None:
    text = RIGHT.read_text(encoding="utf-8").replace(NOTICE.name, "not-there.txt")
    worse = [finding for finding in findings_of(text, at_hand=False) if finding.severity != "info"]
    assert [finding.code for finding in worse] == ["V201"]


def test_every_check_ran() -> None:
    assert len(CHECKS) >= 150
    assert not [finding for finding in right_findings() if finding.crashed]
