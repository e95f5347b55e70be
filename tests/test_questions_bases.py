"""On what each purpose rests: what a basis covers, what only stands beside, and what is missing."""

from __future__ import annotations

import pytest

from ropa.formats.answer import answer_text
from ropa.questions import BasesAnswer, Context, Verdict, bases
from tests.asking import context_from, ids

REGISTER = """
register:
  organisation: us
  as_of: 2026-11-01%s
  legal_basis: [{basis: consent, form: browsing, stated_as: "by reading on", cite: policy:9}]
  documents: {policy: {title: Policy}}
organisations: {us: {name: Us, country: IE}, owner: {name: Owner}, mail: {name: Mail}}
data_subjects: {visitor: {name: Visitors}, patient: {name: Patients, part_of: visitor}}
data_categories: {blood: {name: Blood, parent: health-data}, verdicts: {name: Verdicts, parent: criminal-offence-data}}
activities:
  news:
    name: Newsletter
    purposes: [direct-marketing, {is: personalisation, certainty: possible}]
    legal_basis:
      - {basis: consent, form: opt-in, for: direct-marketing, evidence: log, withdrawal: a link, cite: policy:14}
      - {basis: legitimate-interests, stated_as: "our interest", cite: policy:15}
    legitimate_interests: {interest: To be read, assessment: lia.pdf, cite: policy:16}
    flows: [visitor -> us: [email-address]]
  clinic:
    purposes: [health-care, legal-obligation, {is: bookkeeping, cite: policy:20}]
    legal_basis: [{basis: legal-obligation, for: legal-obligation, law: Tax Act}]
    special_category_condition: [{is: health-or-social-care, cite: policy:21}]
    law: [Criminal Records Act]
    flows: [patient -> us: [blood, verdicts, name]]
  study:
    purposes: [scientific-research]
    flows: [{patient -> us: {data: [blood], certainty: possible}}]
  hosting:
    role: processor
    on_behalf_of: [owner]
    flows: [owner -> us: {data: [name], subjects: [visitor]}]
general:
  legal_basis: [contract]
observations:
  - {kind: contradiction, says: policy:9, but: policy:15, why: "consent only, yet an interest", articles: ["6(1)"]}
  - {kind: gap, says: policy:15, why: no period, articles: ["30(1)(f)"]}
  - {kind: gap, says: policy:99, why: elsewhere, articles: ["6"]}
promises:
  never-profiles: {never: {purpose: profiling}}
  never-mails: {never: {purpose: direct-marketing}}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


def said(answer: BasesAnswer) -> list[tuple[str, str, str, str, str]]:
    """Return item, basis, scope, match and certainty of every basis."""
    return [
        (item.id, fact.basis, fact.scope, fact.match.value, fact.certainty.value)
        for item in answer.bases
        for fact in item.facts
    ]


def gaps(answer: BasesAnswer) -> list[dict[str, object]]:
    """Return what is not stated, without what is not named."""
    return [{name: value for name, value in gap.as_json().items() if value} for gap in answer.not_stated]


def test_a_basis_is_for_the_purposes_that_it_names_or_for_the_whole_activity(context: Context) -> None:
    found = bases(context, activity="news")
    assert said(found) == [
        ("news/direct-marketing", "consent", "purpose", "exact", "stated"),
        ("news/direct-marketing", "legitimate-interests", "activity", "exact", "stated"),
        ("news/personalisation", "legitimate-interests", "activity", "exact", "possible"),
    ]
    assert (found.answer, found.not_stated) == (Verdict.FOUND, ())


def test_what_is_stated_of_a_basis_comes_along(context: Context) -> None:
    consent, interest = (fact.as_json() for fact in bases(context, purpose="direct-marketing").bases[0].facts)
    assert (consent["form"], consent["evidence"], consent["withdrawal"]) == ("opt-in", "log", "a link")
    assert (interest["interest"], interest["assessment"]) == ("To be read", "lia.pdf")
    assert interest["stated_as"] == "our interest"
    assert [cite["lines"] for cite in interest["cites"]] == ["15", "16"]
    assert consent["interest"] is None


def test_a_basis_for_a_broader_purpose_may_or_may_not_be_for_this_one(context: Context) -> None:
    found = bases(context, purpose="bookkeeping")
    assert said(found) == [
        ("clinic/bookkeeping", "legal-obligation", "purpose", "broader", "stated"),
        ("clinic/legal-obligation", "legal-obligation", "purpose", "broader", "stated"),
    ]
    assert found.answer is Verdict.NOT_STATED
    assert gaps(found) == [{"activity": "clinic", "purpose": "bookkeeping"}]


def test_purposes_without_a_basis_are_not_stated(context: Context) -> None:
    found = bases(context)
    missing = [gap for gap in gaps(found) if "condition" not in gap]
    assert missing == [
        {"activity": "clinic", "purpose": "bookkeeping"},
        {"activity": "clinic", "purpose": "health-care"},
        {"activity": "hosting", "role": "processor"},
        {"activity": "study", "purpose": "scientific-research"},
    ]
    assert "clinic/health-care" in ids(found)


def test_a_blanket_statement_fills_nothing_in(context: Context) -> None:
    found = bases(context, purpose="health-care")
    assert found.answer is Verdict.NOT_STATED
    assert [(basis.basis, basis.form, basis.scope, basis.stated_as) for basis in found.blanket] == [
        ("consent", "browsing", "blanket", "by reading on"),
        ("contract", "", "blanket", ""),
    ]
    assert bases(context, basis="contract").answer is Verdict.NOT_STATED


def test_a_basis_asked_about_leaves_out_the_others_and_keeps_the_gaps(context: Context) -> None:
    found = bases(context, basis="consent")
    assert said(found) == [("news/direct-marketing", "consent", "purpose", "exact", "stated")]
    assert {"activity": "study", "purpose": "scientific-research"} in gaps(found)
    assert {"activity": "news", "purpose": "personalisation"} not in gaps(found)


def test_limits_by_data_and_people_are_one_fact(context: Context) -> None:
    assert {item.activity for item in bases(context, data="name", subjects="visitor").bases} == {"clinic", "hosting"}
    assert bases(context, data="email-address", subjects="patient").answer is Verdict.IMPLIED
    assert said(bases(context, data="contact-data", basis="consent"))[0][3:] == ("narrower", "stated")
    (study,) = (item for item in bases(context, data="blood").bases if item.activity == "study")
    assert study.certainty.value == "possible"


def test_protected_data_stand_with_their_conditions(context: Context) -> None:
    found = bases(context)
    assert [(item.activity, item.data, item.mark, item.conditions, item.laws) for item in found.special] == [
        ("clinic", "blood", "special-category", ("health-or-social-care",), ("Criminal Records Act",)),
        ("clinic", "verdicts", "criminal", (), ("Criminal Records Act",)),
        ("study", "blood", "special-category", (), ()),
    ]
    assert {"activity": "study", "data": "blood", "condition": "article 9(2)"} in gaps(found)
    assert not any(gap.get("data") == "verdicts" for gap in gaps(found))
    assert [item.activity for item in bases(context, activity="news").special] == []


def test_what_a_reader_noticed_about_the_places_cited_stands_beside(context: Context) -> None:
    assert [notice.why for notice in bases(context, activity="news").notices] == ["consent only, yet an interest"]


def test_no_purpose_no_basis(context: Context) -> None:
    denied = bases(context, purpose="profiling")
    assert (denied.answer, ids(denied), [item.promise for item in denied.denied]) == (
        Verdict.DENIED,
        [],
        ["never-profiles"],
    )


def test_a_promise_that_a_stated_purpose_breaks_denies_no_basis() -> None:
    text = REGISTER % ""
    for left in ("consent, form: opt-in, for: direct-marketing", "legitimate-interests"):
        text = text.replace(f"basis: {left}", "basis: vital-interests, for: security")
    found = bases(context_from(text), purpose="direct-marketing")
    assert (found.answer, [item.whole for item in found.denied]) == (Verdict.NOT_STATED, [True])
    assert gaps(found) == [{"activity": "news", "purpose": "direct-marketing"}]


def test_a_purpose_that_only_a_basis_names_is_listed_as_such() -> None:
    context = context_from("activities: {a: {legal_basis: [{basis: contract, for: [billing]}]}}")
    (item,) = bases(context).as_json()["bases"]
    assert (item["id"], item["listed"], item["facts"][0]["basis"]) == ("a/billing", False, "contract")


def test_complete_purposes_make_none() -> None:
    context = context_from(REGISTER % "\n  complete: [purposes]")
    assert bases(context, purpose="recruitment").answer is Verdict.NONE
    assert bases(context, purpose="recruitment").not_stated == ()
    assert bases(context, purpose="health-care").answer is Verdict.NOT_STATED
    assert bases(context_from(REGISTER % ""), purpose="recruitment").answer is Verdict.NOT_STATED


def test_bases_of_what_belongs_to_no_activity_only_where_asked_for() -> None:
    context = context_from(REGISTER % "")
    assert not any(item.activity == "general" for item in bases(context).bases)
    assert said(bases(context, activity="general")) == [("general", "contract", "activity", "exact", "stated")]


def test_a_hypothetical_purpose_has_at_most_a_hypothetical_basis() -> None:
    context = context_from(
        "activities: {a: {purposes: [{is: billing, certainty: hypothetical}], legal_basis: [contract]}}"
    )
    found = bases(context)
    assert (found.answer, said(found)) == (
        Verdict.NOT_STATED,
        [("a/billing", "contract", "activity", "exact", "hypothetical")],
    )


def test_a_person_reads_the_bases_by_activity(context: Context) -> None:
    text = answer_text(bases(context), title=context.register.title, width=200)
    assert "interest pursued: To be read" in text
    assert "stated, evidence: log, withdrawal: a link" in text
    assert "As processor: the basis is for those to name on whose behalf it is done." in text
    assert "consent (browsing)  “by reading on”" in text
    assert "health or social care, Criminal Records Act" in text
    assert "contradiction: consent only, yet an interest (policy:9, policy:15; Article 6(1))" in text
    assert "Not stated:" not in text
    assert "Not stated:" in answer_text(bases(context, basis="consent"), title=str, width=120)
    named = context_from(
        "activities: {a: {name: A, purposes: [security], legal_basis: [{basis: contract, for: billing}]}}"
    )
    assert "Billing (named by the basis only)" in answer_text(bases(named), title=named.register.title, width=120)
    broader = answer_text(bases(context, purpose="bookkeeping"), title=context.register.title, width=120)
    assert "legal obligation (Tax Act)" in broader
    assert "stated, broader than asked" in broader


def test_one_line_for_each_basis_and_for_what_stands_beside(context: Context) -> None:
    found = bases(context)
    lines = [dict(zip(found.columns(), row, strict=True)) for row in found.rows()]
    assert {line["list"] for line in lines} == {
        "basis", "blanket", "special-category", "criminal", "observation", "not stated",
    }  # fmt: skip
    (first,) = (line for line in lines if line["basis"] == "consent" and line["list"] == "basis")
    assert (first["id"], first["form"], first["marks"]) == (
        "news/direct-marketing", "opt-in", "evidence: log; withdrawal: a link",
    )  # fmt: skip
    assert [line["basis"] for line in lines if line["id"] == "study/scientific-research"] == ["not stated"]
