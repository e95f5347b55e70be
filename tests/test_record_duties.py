"""What the format holds beside the letters is in the record as well: nothing that is stated is left out."""

from __future__ import annotations

import pytest

from ropa.formats.markdown import render_markdown
from ropa.reports import RecordView
from ropa.reports.given import PartKey
from tests.helpers import register_from
from tests.record_registers import record

DUTIES = """
register:
  organisation: us
  exemption: fewer than ten people
  documents: {policy: {title: Privacy notice}}
organisations:
  us: {name: Us, country: IE, headcount: 12, dpo_required: no,
       representative_exemption: only now and then}
  twin: {name: Twin, representative: {name: T. Rep, country: FR, mandate: mandate.pdf}}
  helper: {name: Helper}
data_subjects: {child: {name: Children, vulnerable: yes}}
agreements:
  helper-dpa:
    kind: data-processing
    between: [us, helper]
    contents: [subject-matter, audit]
    sub_processing: {authorisation: specific, objection: P14D, list_dated: 2026-10-01, document: subs.pdf, flow_down: yes}
    guarantees: {date: 2026-05-01, result: good enough, document: audit.pdf}
  pact: {kind: joint-controller, between: [us, twin], duties: [Twin answers requests], contact_point: hello@twin.example,
         essence: twin.example/essence}
safeguards: {clauses: {tool: scc-2021, between: [us, helper], copy: copies@us.example}}
measures: {locks: {name: Locks, kind: technical, tested: 2026-07-01}}
activities:
  club:
    name: Club
    role: ROLE
    purposes: [profiling]
    legal_basis:
      - {basis: consent, except: for staff, evidence: consent log, withdrawal: one click, conditional: no, minimum_age: 16}
    legitimate_interests: {interest: better books, assessment: lia.pdf, date: 2026-02-03}
    automated_decisions: {description: scoring, logic: points, article_22: yes, consequences: no loan, ground: contract,
                          safeguards: a clerk looks}
    dpia: {required: yes, why: scoring, authority_list: required, list_entry: number 4, document: dpia.pdf, date: 2026-03-01,
           review_by: 2027-03-01, dpo_advice: go on, sections: [risks, measures], residual_risk: low, consulted: 2026-04-01,
           screening: {large-scale: {met: no, why: only ten people}}}
    arrangement: [pact]
    law: [Club Act section 3]
    since: 2020-01-02
    occasional: no
    risk: yes
    core: no
    information: [{document: policy, date: 2026-01-05, when: on joining, within: P1M}, {exception: disproportionate, why: too many}]
    further_purposes: [{purpose: security, since: 2026-06-01, compatible: test.pdf, informed: 2026-05-05}]
    policy_document: {condition: paragraph 1, document: health.pdf, followed: no, why_not: backlog}
    measures: [locks]
    flows:
      - helper -> us: {data: [name], subjects: [child], public_source: yes}
"""

SHOWN = (
    "fewer than ten people", "12 people", "none; said not to be required", "Article 27(2): only now and then",
    "T. Rep, France (FR)", "mandate: mandate.pdf", "can hardly object or refuse",
    "subject matter, 28(3)", "information and audits, 28(3)(h)", "specific authorisation", "objection within 14 days",
    "list of 1 October 2026", "subs.pdf", "bound by the same obligations", "checked 1 May 2026", "good enough", "audit.pdf",
    "Twin answers requests", "contact point: hello@twin.example", "essence for data subjects: twin.example/essence",
    "copy from: copies@us.example", "last tested 1 July 2026",
    "except: for staff", "recorded in: consent log", "withdrawal: one click", "the service does not depend on it",
    "minimum age: 16 years", "assessment: lia.pdf, 3 February 2026", "consequences: no loan", "allowed by: contract",
    "safeguards: a clerk looks", "a list of the authority asks for one", "entry of the list: number 4",
    "advice of the officer: go on", "contains: risks and measures", "risk that remains: low",
    "authority consulted: 1 April 2026", "review by 1 March 2027", "criterion large scale: not met", "only ten people",
    "Arrangement of joint controllers (Article 26)", "Club Act section 3", "2 January 2020", "Occasional (Article 30(5))",
    "Likely to result in a risk (Article 30(5))", "Core activity (Article 37(1))", "Privacy notice",
    "5 January 2026; on joining; within 1 month", "not given: disproportionate", "too many",
    "since 1 June 2026; compatible: test.pdf; people informed 5 May 2026", "paragraph 1",
    "health.pdf; not followed: backlog", "a public source", "from a public source",
)  # fmt: skip


def duties(role: str, part: PartKey) -> RecordView:
    """Return the record of the one activity in that role."""
    return record(register_from(DUTIES.replace("ROLE", role)), parts=(part,), findings=())


@pytest.mark.parametrize(("role", "part"), [("controller", "30-1"), ("processor", "30-2")])
def test_whatever_is_stated_is_shown(role: str, part: PartKey) -> None:
    text = render_markdown(duties(role, part))
    assert [item for item in SHOWN if item not in text.replace("\\", "")] == []


@pytest.mark.parametrize(("role", "part"), [("controller", "30-1"), ("processor", "30-2")])
def test_what_is_not_stated_of_duties_is_not_shown_as_missing(role: str, part: PartKey) -> None:
    bare = f"activities: {{club: {{name: Club, role: {role}}}}}\n"
    text = render_markdown(record(register_from(bare), parts=(part,), findings=()))
    for title in ("Policy document", "Further purposes", "Occasional", "Information of people", "Persons employed"):
        assert title not in text
