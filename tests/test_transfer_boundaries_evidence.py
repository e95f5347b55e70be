"""What a row says of evidence and of claims that nothing needs, and who has to be told what: one case each."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.errors import UsageError
from ropa.law import load_law
from ropa.transfers import Criterion, Transfer, grade_transfers
from tests.helpers import register_from

PARTIES = """
    register: {{organisation: us, as_of: 2026-11-01, regimes: [{regime}]}}
    organisations:
      us: {{name: Us, country: {home}, subject_to: [{regime}]}}
      german: {{name: German, country: DE}}
      american: {{name: American Inc., country: US}}
      hungarian: {{name: Hungarian, country: HU}}
      indian: {{name: Indian, country: IN}}
    systems: {{page: {{name: Page}}}}
    data_subjects: {{visitor: {{name: Visitors}}}}
    safeguards:
      one: {{{safeguard}}}
    activities:
      a: {{flows: [{flow}]}}
"""


def row(flow: str, safeguard: str = "tool: scc-2021", *, on: str = "2026-11-22", regime: str = "eu-gdpr", home: str = "IE") -> Transfer:  # fmt: skip
    """Return the row of one flow with one safeguard."""
    text = PARTIES.format(flow=flow, safeguard=safeguard, regime=regime, home=home)
    (found,) = grade_transfers(register_from(text), load_law(), as_of=date.fromisoformat(on))
    return found


def test_a_tool_that_nothing_needs_is_not_weighed() -> None:
    found = row("us -> german: {data: [name], as: processor, safeguard: one}")
    (claim,) = found.claims
    assert found.grade.value == "domestic"
    assert claim.unneeded
    assert (claim.faults, claim.missing) == ((), ())
    assert claim.reason == f"`scc-2021` is claimed, and no tool is needed here: {found.reason}"


@pytest.mark.parametrize(
    ("safeguard", "on", "fault", "says"),
    [
        ("tool: handshake", "2026-11-22", "unknown-tool", "`handshake`"),
        ("tool: art28-clauses-2021", "2026-11-22", "no-tool", "is no transfer tool"),
        ("tool: scc-2010, signed: 2019-03-01", "2026-11-22", "ended", "2022-12-27"),
        ("tool: scc-2021, signed: 2020-03-01", "2020-11-22", "too-early", "2021-06-27"),
        ("tool: exception-17-1-a", "2026-11-22", "other-regime", "Swiss"),
    ],
)
def test_what_is_wrong_anywhere_is_said_also_where_no_tool_is_needed(
    safeguard: str, on: str, fault: str, says: str
) -> None:
    found = row("us -> german: {data: [name], as: processor, safeguard: one}", safeguard, on=on)
    (claim,) = found.claims
    assert (found.grade.value, claim.faults[0], len(claim.faults)) == ("domestic", fault, len(claim.missing))
    assert says in claim.missing[0]
    assert claim.unneeded
    assert "no tool is needed" not in claim.reason


def test_embedded_collection_cites_what_is_asked_about_and_not_the_decision() -> None:
    found = row("visitor -> american: {data: [name], via: page}")
    assert (found.grade.value, found.criterion) == ("review", Criterion.EMBEDDED)
    assert found.articles == ("44",)


@pytest.mark.parametrize(
    ("approval", "present"),
    [
        ("{authority: DPC, reference: BCR-1, date: 2020-01-01}", "approved 2020-01-01 (DPC BCR-1)"),
        ("{authority: DPC, date: 2020-01-01}", "approved 2020-01-01 (DPC)"),
    ],
)
def test_an_approval_is_shown_with_who_gave_it(approval: str, present: str) -> None:
    found = row("us -> indian: {data: [name], as: controller, safeguard: one}", f"tool: bcr, approval: {approval}")
    assert present in found.present


@pytest.mark.parametrize(
    ("safeguard", "missing"),
    [
        ("tool: bcr", "approval"),
        ("tool: bcr, approval: {authority: DPC}", "the day of the approval"),
        ("tool: bcr, approval: {authority: DPC, date: 2026-11-23}", "an approval by then: it is of 2026-11-23"),
        ("tool: bcr, approval: {authority: Nobody, date: 2020-01-01}", "it is by `Nobody`"),
        ("tool: bcr, approval: {date: 2020-01-01}", "an authority that is not stated"),
    ],
)
def test_an_approval_that_is_not_one_says_what_lacks(safeguard: str, missing: str) -> None:
    found = row("us -> indian: {data: [name], as: controller, safeguard: one}", safeguard)
    assert found.grade.value == "evidence-missing"
    assert any(missing in text for text in found.missing), found.missing


@pytest.mark.parametrize(
    ("module", "fix"),
    [("1", "use module 2"), ("4", "use module 2"), ("9", "record the module (`module:`, one of 1, 2, 3, 4)")],
)
def test_a_module_for_other_roles_names_the_one_for_these(module: str, fix: str) -> None:
    said = f"tool: scc-2021, module: {module}, between: [us, indian], signed: 2024-02-01, tia: {{date: 2026-02-20}}"
    if module == "9":
        said = said.replace("module: 9, ", "")
    found = row("us -> indian: {data: [name], as: processor, safeguard: one}", said)
    assert found.grade.value == "evidence-missing"
    assert fix.casefold() in found.next_step.casefold()


@pytest.mark.parametrize(("checked", "grade"), [("2024-03-01", "derogation"), ("2024-03-02", "evidence-missing")])
def test_an_assessment_counts_from_its_own_day(checked: str, grade: str) -> None:
    said = (
        f"tool: derogation-49-1-second, why: a rescue, approval: {{authority: DPC, reference: told, date: 2022-01-01}}, "
        f"document: d.pdf, tia: {{date: {checked}}}"
    )
    found = row("us -> indian: {data: [name], as: controller, safeguard: one}", said, on="2024-03-01")
    assert found.grade.value == grade


@pytest.mark.parametrize(
    ("seat", "grade", "criterion"),
    [("", "unknown", Criterion.EXPORTER), (", country: US", "review", Criterion.ONWARD)],
)
def test_an_onward_flow_is_about_the_worst_place_of_its_receiver(seat: str, grade: str, criterion: Criterion) -> None:
    text = f"""
        register: {{organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}}
        organisations:
          us: {{name: Us, country: IE}}
          middle: {{name: Middle{seat}}}
          british: {{name: British, country: GB}}
        activities: {{a: {{flows: [middle -> british: {{data: [name], locations: {{storage: IN}}}}]}}}}
    """
    (found,) = grade_transfers(register_from(text), load_law(), as_of=date(2026, 11, 22))
    assert (found.grade.value, found.criterion, found.country, found.articles) == (grade, criterion, "IN", ("44",))


def test_what_was_before_the_tables_is_not_known_and_says_why() -> None:
    found = row("us -> german: {data: [name], as: processor}", on="1998-10-23")
    assert (found.grade.value, found.criterion) == ("unknown", Criterion.REGIME)
    assert "1998-10-24" in found.reason


def test_where_no_decision_lets_a_claim_stand_the_one_that_fell_is_named() -> None:
    said = "tool: adequacy, condition_met: listed, checked: 2020-06-01"
    fallen = row("us -> american: {data: [name], safeguard: one}", said, on="2020-07-16")
    assert "(EU) 2016/1250 ended" in fallen.missing[0]
    assert "no decision under the EU General Data Protection Regulation says that United States" in fallen.missing[0]
    none = row("us -> indian: {data: [name], safeguard: one}", said, on="2020-07-16")
    assert none.missing[0].endswith("says that India is adequate on 2020-07-16")


@pytest.mark.parametrize(
    ("word", "near"), [("eu-us-dpff", "eu-us-dpf"), ("EU-US-DPF", "eu-us-dpf"), ("the-whole-world", None)]
)
def test_a_decision_that_is_written_wrong_is_answered_with_the_one_that_may_be_meant(
    word: str, near: str | None
) -> None:
    with pytest.raises(UsageError) as caught:
        load_law().without([word])
    assert caught.value.near == near
    assert caught.value.next_step == "`ropa law adequacy` lists them."
