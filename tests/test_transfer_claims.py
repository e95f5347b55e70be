"""Claimed tools: each wrong claim has its own explanation, and what stands beside a grade that rests on one."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.transfers import Grade, Transfer, grade_transfers
from ropa.transfers.tools import RULES
from tests.helpers import register_from

TODAY = dt.date(2026, 11, 22)

TIA = "tia: {date: 2026-02-20, review_by: 2027-02-20}"
CLAUSES = f"tool: scc-2021, module: 2, between: [us, them], signed: 2024-02-01, document: c.pdf, {TIA}"


def graded(
    claim: str,
    *,
    us: str = "country: IE",
    them: str = "country: US",
    flow: str = "as: processor",
    activity: str = "",
    as_of: dt.date = TODAY,
    regime: str = "eu-gdpr",
) -> Transfer:
    """Return the row of one flow from us to them under one claim, of which `flow` and `activity` say more."""
    text = f"""
        register: {{organisation: us, as_of: 2026-11-01, regimes: [{regime}]}}
        organisations:
          us: {{name: Us, {us}}}
          them: {{name: Them Inc., {them}}}
          sister: {{name: Sister Ltd, country: IE}}
        safeguards: {{claim: {{{claim}}}}}
        activities:
          a:
            {activity or "role: controller"}
            flows: [us -> them: {{data: [name], safeguard: claim, {flow}}}]
    """
    (found,) = grade_transfers(register_from(text), load_law(), as_of=as_of)
    return found


@pytest.mark.parametrize(
    ("claim", "facts", "grade", "faults", "says"),
    [
        ("tool: adequacy", {}, "evidence-missing", ["condition", "entity", "covers", "checked"], "meets the condition"),
        ("tool: adequacy", {"them": "country: CN"}, "invalid", ["no-decision"], "No decision"),
        (CLAUSES, {"us": "country: GB", "regime": "uk-gdpr"}, "invalid", ["other-regime"], "UK Addendum"),
        (CLAUSES, {"flow": "as: controller"}, "evidence-missing", ["module"], "module 2 is for controller to processor"),
        (CLAUSES, {"flow": "when: daily"}, "evidence-missing", ["role"], "the role of the importer"),
        ("tool: scc-2010, between: [us, them], signed: 2021-09-27", {"as_of": dt.date(2021, 10, 1)}, "invalid", ["signed-late"], "2021-09-26"),
        ("tool: scc-2010, between: [us, them], signed: 2017-01-01", {}, "invalid", ["ended"], "2022-12-27"),
        ("tool: privacy-shield, organisation: Them Inc., checked: 2020-01-01", {}, "invalid", ["ended"], "C-311/18"),
        ("tool: safe-harbour, organisation: Them Inc., checked: 2015-01-01", {}, "invalid", ["ended"], "C-362/14"),
        ("tool: dpf, organisation: Them Inc., checked: 2025-11-21, covers: [EU-US DPF]", {}, "evidence-missing", ["checked-stale"], "within twelve months"),
        ("tool: dpf, organisation: Them Holdings, checked: 2026-06-01, covers: [EU-US DPF]", {}, "evidence-missing", ["entity"], "that of Them Holdings"),
        ("tool: dpf, organisation: Them Inc., checked: 2026-06-01, covers: [Swiss-US DPF]", {}, "evidence-missing", ["covers"], "a listing for EU-US"),
        ("tool: dpf, organisation: Them Inc., checked: 2026-06-01, covers: [EU-US DPF]", {"them": "country: IN"}, "invalid", ["other-country"], "not IN"),
        (f"tool: bcr, between: [us, them], approval: {{authority: DPC, date: 2019-06-03}}, {TIA}", {}, "evidence-missing", ["group"], "never a vendor outside"),
        (f"tool: bcr, between: [us, them], approval: {{authority: DPC, date: 2019-06-03}}, {TIA}", {"us": "country: GB", "them": "country: US, parent_company: us", "regime": "uk-gdpr"}, "evidence-missing", ["authority"], "it is by `DPC`"),
        (CLAUSES, {"them": "country: US, subject_to: [eu-gdpr]"}, "evidence-missing", ["importer-subject"], "not itself under the regime"),
        ("tool: derogation-49-1-b, why: asked for", {"us": "country: IE, kind: public-authority"}, "evidence-missing", ["exporter-barred"], "a public authority"),
        (CLAUSES.replace("2027-02-20", "2026-11-21"), {}, "evidence-missing", ["assessment-stale"], "was to be reviewed by 2026-11-21"),
        (CLAUSES.replace("2024-02-01", "2020-02-01"), {}, "evidence-missing", ["signed-early"], "before there was such a tool"),
        (CLAUSES.replace("[us, them]", "[us, sister]"), {}, "evidence-missing", ["parties"], "Them Inc. is not among them"),
        ("tool: idta, between: [us, them], signed: 2024-02-01", {}, "invalid", ["other-regime"], "UK General Data Protection Regulation"),
        ("tool: art28-clauses-2021", {}, "invalid", ["no-tool"], "allows no transfer"),
        ("tool: foreign-order", {}, "invalid", ["no-tool"], "international agreement"),
        ("tool: handshake", {}, "invalid", ["unknown-tool"], "no transfer tool of that name"),
        ("tool: scc-2021, module: 2", {"as_of": dt.date(2021, 6, 26)}, "invalid", ["too-early"], "before 2021-06-27"),
    ],
)  # fmt: skip
def test_each_wrong_claim_has_its_own_explanation(
    claim: str, facts: dict[str, str], grade: str, faults: list[str], says: str
) -> None:
    found = graded(claim, **facts)  # type: ignore[arg-type]
    assert (found.grade.value, list(found.claims[0].faults)) == (grade, faults)
    assert says in found.reason
    assert found.next_step
    assert len(found.missing) >= 1 or grade == "invalid"


def test_consent_as_an_everyday_road_is_said_beside_the_grade() -> None:
    claim = "tool: derogation-49-1-a, why: all customers consent when they sign up"
    for facts in ({}, {"flow": "as: controller", "activity": "occasional: no"}):
        found = graded(claim, **facts)  # type: ignore[arg-type]
        assert found.grade is Grade.DEROGATION
        assert any("everyday road" in note for note in found.notes)
    assert not any("everyday" in note for note in graded(claim, flow="as: controller").notes)


@pytest.mark.parametrize(
    ("them", "claim", "grade"),
    [
        ("country: DE", CLAUSES, "domestic"),
        ("country: AR", CLAUSES, "adequate"),
        ("country: DE", "tool: privacy-shield", "domestic"),
        ("country: AR", "tool: handshake", "adequate"),
    ],
)
def test_a_wrong_or_superfluous_claim_never_worsens_and_is_said(them: str, claim: str, grade: str) -> None:
    found = graded(claim, them=them)
    assert (found.grade.value, found.tool in ("", "adequacy")) == (grade, True)
    assert found.claims[0].unneeded
    assert found.claims[0].reason in found.notes


def test_an_adequacy_that_is_claimed_rightly_is_not_superfluous() -> None:
    found = graded("tool: adequacy", them="country: AR")
    assert (found.grade, found.claims) == (Grade.ADEQUATE, ())


def test_a_grade_shows_its_instrument_its_day_and_its_evidence() -> None:
    found = graded(CLAUSES)
    assert (found.tool, found.instrument) == ("scc-2021", "Commission Implementing Decision (EU) 2021/914")
    assert (found.dated, found.ends) == (dt.date(2024, 2, 1), dt.date(2027, 2, 20))
    assert found.present == (
        "signed 2024-02-01",
        "between Them Inc. and Us",
        "module 2 for controller to processor",
        "assessment of 2026-02-20",
    )
    assert found.missing == ()


@pytest.mark.parametrize(
    ("review_by", "warned"), [("2026-11-22", True), ("2027-02-20", True), ("2027-02-21", False), ("2028-01-01", False)]
)
def test_what_ends_within_ninety_days_warns(review_by: str, warned: bool) -> None:
    found = graded(CLAUSES.replace("2027-02-20", review_by))
    assert found.grade is Grade.SAFEGUARDED
    assert any("ends" in note and review_by in note for note in found.notes) is warned


def test_a_decision_that_ends_soon_warns() -> None:
    found = graded("tool: adequacy", them="country: GB", as_of=dt.date(2031, 12, 1))
    assert any("ends in 26 days, on 2031-12-27" in note for note in found.notes)


def test_a_framework_covers_its_country_and_not_every_place_of_its_member() -> None:
    listing = "tool: dpf, organisation: Them Inc., checked: 2026-06-01, covers: [EU-US DPF]"
    assert graded(listing, flow="as: processor, locations: {storage: US}").grade is Grade.ADEQUATE
    found = graded(listing, flow="as: processor, locations: {access: IN}")
    assert (found.grade, found.country) == (Grade.EVIDENCE_MISSING, "IN")
    assert found.next_step == "Cover what is done in IN with a tool of its own."


def test_clauses_cover_the_receiver_wherever_it_works() -> None:
    assert graded(CLAUSES, flow="as: processor, locations: {storage: DE, access: IN}").grade is Grade.SAFEGUARDED


def test_a_covered_entity_may_be_named_by_the_listing_of_its_parent() -> None:
    listing = "tool: dpf, organisation: Them Holdings, checked: 2026-06-01, covers: [EU-US DPF, Them Inc.]"
    assert graded(listing).grade is Grade.ADEQUATE


def test_contested_and_unverified_are_said() -> None:
    found = graded("tool: dpf, organisation: Them Inc., checked: 2026-06-01, covers: [EU-US DPF]")
    assert any("contested" in note for note in found.notes)
    assert not found.unverified
    shaky = graded(
        f"tool: ad-hoc-clauses, between: [us, them], signed: 2024-01-01, approval: {{authority: ICO, date: 2024-01-01}}, {TIA}",
        us="country: GB",
        regime="uk-gdpr",
    )
    assert (shaky.grade, shaky.unverified) == (Grade.SAFEGUARDED, True)
    assert any("not fully verified" in note for note in shaky.notes)


def test_a_place_that_is_only_possible_is_marked() -> None:
    found = graded(CLAUSES, flow="as: processor, locations: {access: {is: IN, certainty: possible}}")
    assert any("possible" in note for note in found.notes)


def test_every_rule_of_the_law_has_its_function_and_the_reverse() -> None:
    known = {name for name, _ in RULES} | {"decision", "onward"}
    assert {rule.rule for rule in load_law().tool_rules} == known


def test_every_subject_of_a_rule_is_a_tool_a_category_or_a_decision() -> None:
    law = load_law()
    categories = {f"every-{tool.category}" for tool in law.tools.values()}
    decisions = {row.id for row in law.decisions}
    for rule in law.tool_rules:
        assert rule.subject in law.tools or rule.subject in categories or rule.subject in decisions, rule
        assert rule.rule != "decision" or not rule.value or rule.value in decisions
        assert rule.regime in ("", *law.regimes)
        assert rule.source
        assert rule.verified in ("yes", "partly", "no")
