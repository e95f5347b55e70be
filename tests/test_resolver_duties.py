"""What a controller owes beside the record arrives in the model: contracts, screening, information, exemptions."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.errors import InputProblems
from ropa.model import AgreementContent, ScreeningCriterion
from tests.helpers import register_from


def test_agreements_say_what_articles_26_and_28_ask() -> None:
    register = register_from("""
    organisations: {us: Us, them: Them}
    agreements:
      dpa:
        contents: [subject-matter, instructions, {is: audit, cite: []}]
        sub_processing: {authorisation: general, objection: P30D, list_dated: 2026-01-02, document: subs.pdf, flow_down: yes}
        guarantees: {date: 2026-01-15, result: certificate seen, document: audit.pdf}
      joint: {kind: joint-controller, duties: [we answer, they tell], contact_point: us, essence: "https://us.example/joint"}
      short: {sub_processing: specific, guarantees: seen}
    """)
    dpa, joint, short = register.agreements.values()
    assert dpa.contents == (AgreementContent.SUBJECT_MATTER, AgreementContent.INSTRUCTIONS, AgreementContent.AUDIT)
    assert dpa.sub_processing is not None
    assert (dpa.sub_processing.authorisation, dpa.sub_processing.objection) == ("general", "P30D")
    assert (dpa.sub_processing.list_dated, dpa.sub_processing.flow_down) == (dt.date(2026, 1, 2), True)
    assert dpa.guarantees is not None
    assert (dpa.guarantees.date, dpa.guarantees.document) == (dt.date(2026, 1, 15), "audit.pdf")
    assert (joint.duties, joint.contact_point, joint.essence) == (
        ("we answer", "they tell"), "us", "https://us.example/joint",
    )  # fmt: skip
    assert short.sub_processing is not None
    assert short.sub_processing.authorisation == "specific"
    assert short.guarantees is not None
    assert short.guarantees.result == "seen"


def test_activities_say_what_is_owed() -> None:
    register = register_from("""
    organisations: {us: Us, them: Them}
    agreements: {joint: Joint}
    activities:
      a:
        arrangement: joint
        law: [Labour Code 5, Tax Act 9]
        since: 2024-03-01
        occasional: no
        risk: {is: yes, certainty: possible}
        core: yes
        legal_basis: {basis: consent, except: in an emergency, evidence: consents.csv, withdrawal: a link, conditional: no, minimum_age: 16}
        legitimate_interests: {interest: fraud, date: 2026-02-01}
        automated_decisions: {description: a score, consequences: no loan, ground: explicit-consent, safeguards: ask us}
        information: [{document: policy.txt, when: at sign-up, within: P30D, date: 2026-01-01}, {exception: secrecy, why: lawyers}, notice.pdf]
        further_purposes: [{purpose: profiling, since: 2026-03-01, informed: 2026-02-01, compatible: close}, security]
        policy_document: {condition: employment, document: apd.pdf, followed: no, why_not: audit}
        dpia:
          screening: {large-scale: {met: yes, why: a million, cite: []}, evaluation: no, innovative-use: }
          authority_list: required
          list_entry: "3"
          review_by: 2027-01-01
          dpo_advice: do it
          sections: [description, risks]
          residual_risk: high
          consulted: 2026-05-05
        flows: [them -> us: {data: name, public_source: yes}]
      b: {dpia: {screening: [large-scale, vulnerable-subjects, large-scale]}}
    """)
    activity, other = register.activities.values()
    assert (activity.arrangement, activity.law, activity.since) == (
        ("joint",), ("Labour Code 5", "Tax Act 9"), dt.date(2024, 3, 1),
    )  # fmt: skip
    assert (activity.occasional, activity.risk, activity.core) == (False, True, True)
    assert activity.mark("risk").certainty == "possible"
    (basis,) = activity.legal_basis
    assert (basis.exceptions, basis.evidence, basis.withdrawal, basis.conditional, basis.minimum_age) == (
        "in an emergency", "consents.csv", "a link", False, 16,
    )  # fmt: skip
    assert activity.legitimate_interests is not None
    assert activity.legitimate_interests.date == dt.date(2026, 2, 1)
    assert activity.automated_decisions is not None
    assert (activity.automated_decisions.ground, activity.automated_decisions.safeguards) == (
        "explicit-consent", "ask us",
    )  # fmt: skip
    told, exempt, short = activity.information
    assert (told.document, told.when, told.within, told.date) == (
        "policy.txt", "at sign-up", "P30D", dt.date(2026, 1, 1),
    )  # fmt: skip
    assert (exempt.exception, exempt.why, short.document) == ("secrecy", "lawyers", "notice.pdf")
    profiling, security = activity.further_purposes
    assert (profiling.informed, profiling.compatible, security.purpose) == (dt.date(2026, 2, 1), "close", "security")
    assert activity.policy_document is not None
    assert (activity.policy_document.followed, activity.policy_document.why_not) == (False, "audit")
    assert activity.flows[0].public_source is True
    assert activity.dpia is not None
    assert [(item.criterion, item.met, item.why) for item in activity.dpia.screening] == [
        ("evaluation", False, ""), ("large-scale", True, "a million"), ("innovative-use", None, ""),
    ]  # fmt: skip
    assert (activity.dpia.authority_list, activity.dpia.sections, activity.dpia.residual_risk) == (
        "required", ("description", "risks"), "high",
    )  # fmt: skip
    assert other.dpia is not None
    assert [item.criterion for item in other.dpia.screening] == [
        ScreeningCriterion.LARGE_SCALE, ScreeningCriterion.VULNERABLE_SUBJECTS,
    ]  # fmt: skip


def test_organisations_people_measures_safeguards() -> None:
    register = register_from("""
    register: {organisation: us, exemption: {is: we are few, cite: []}}
    organisations:
      us: {headcount: 12, dpo_required: no, representative_exemption: occasional, representative: {name: R, country: Germany, mandate: m.pdf}}
    data_subjects: {pupil: {vulnerable: yes}}
    measures: {tls: {tested: 2026-04-01}}
    safeguards: {scc: {tool: scc-2021, copy: write to us}}
    """)
    us = register.organisations["us"]
    assert (us.headcount, us.dpo_required, us.representative_exemption) == (12, False, "occasional")
    assert (us.representative[0].country, us.representative[0].mandate) == ("DE", "m.pdf")
    assert register.exemption == "we are few"
    assert register.data_subjects["pupil"].vulnerable is True
    assert register.measures["tls"].tested == dt.date(2026, 4, 1)
    assert register.safeguards["scc"].copy == "write to us"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("general: {dpia: {screening: {size: yes}}}", "`size` is not a value of `screening` of an impact assessment"),
        ("general: {dpia: {screening: [big]}}", "`big` is not a value of `screening` of an impact assessment"),
        ("general: {dpia: {screening: {large-scale: [1]}}}", "a list stands where a mapping belongs (a criterion of the screening)"),
        ("agreements: {dpa: {contents: [audits]}}", "`audits` is not a value of `contents` of an agreement"),
        ("general: {arrangement: none-such}", "`none-such` is not an agreement of this register"),
        ("general: {further_purposes: [{since: 2026-01-01}]}", "a further purpose lacks `purpose`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(InputProblems) as caught:
        register_from(text)
    assert message in [problem.message for problem in caught.value.problems]
