"""What the checks on information, rights, impact assessments and security lean on: periods, rows of data, quotations."""

from __future__ import annotations

import pytest

from ropa.checks.citations import citations, part_fields
from ropa.checks.duties import exceeds
from ropa.checks.evidence import statements
from ropa.checks.protection import LETTERS
from ropa.checks.quoting import stands_in
from ropa.language import articles
from ropa.law import load_law
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.words import Basis, ScreeningCriterion
from ropa.vocabulary import load_vocabulary
from tests.check_cases import findings_in
from tests.helpers import register_from

WORDS = load_vocabulary()
LAW = load_law()


@pytest.mark.parametrize(
    ("period", "too_long"),
    [
        ("P30D", False), ("P31D", False), ("P1M", False), ("P4W", False), ("PT72H", False), ("PT744H", False),
        ("P32D", True), ("P1M1D", True), ("P1MT1H", True), ("P5W", True), ("P45D", True), ("P2M", True), ("P1Y", True),
        ("", False), ("soon", False),
    ],
)  # fmt: skip
def test_a_month_is_at_most_31_days(period: str, *, too_long: bool) -> None:
    assert exceeds(period, "P1M") is too_long


def test_an_extension_adds_to_the_time() -> None:
    assert not exceeds("P3M", "P1M", "P2M")
    assert not exceeds("P93D", "P1M", "P2M")
    assert exceeds("P94D", "P1M", "P2M")


def test_thirty_days_are_thirty_days() -> None:
    assert not exceeds("P30D", "P30D")
    assert exceeds("P31D", "P30D")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("our customers' data", "…our customers’ data are …"),
        ('"not personal" data', "data are “not personal” data"),
        ("e-mail", "by E\u2011Mail"),
        ("café", "CAFE\u0301"),
        ("data subject", "data\u00a0sub\u00adject"),
        ("efficient", "e\ufb03cient"),
        ("", "anything"),
    ],
)
def test_words_are_found_however_a_document_writes_them(words: str, line: str) -> None:
    assert stands_in(words, [line])


def test_words_are_found_across_lines_and_not_where_others_stand_between() -> None:
    assert stands_in("never share", ["we never", "share it"])
    assert not stands_in("never share", ["we never really", "share it"])


def test_terms_of_the_screening_exist_and_have_a_source() -> None:
    shown = set()
    for row in WORDS.screening.values():
        assert row.term in WORDS.terms(row.kind), row.key
        assert row.key.endswith(f"{row.term}-{row.criterion}"), row.key
        assert row.source
        assert row.verified in ("partly", "no"), "that a term falls under a criterion is a reading"
        shown.add(ScreeningCriterion(row.criterion))
    assert ScreeningCriterion.LARGE_SCALE not in shown, "no term shows a large scale"


def test_rights_say_when_they_apply_and_what_limits_them() -> None:
    known = {"always", "article-22", *(str(basis) for basis in Basis), *WORDS.purposes}
    for right in WORDS.rights.values():
        assert set(right.applies) <= known, right.key
    assert WORDS.rights["objection"].applies == ("public-task", "legitimate-interests", "direct-marketing")
    assert WORDS.rights["portability"].applies == ("consent", "contract")
    assert "17(3)" in WORDS.rights["erasure"].limits
    assert [key for key, right in WORDS.rights.items() if not right.applies] == ["information"]


def test_policy_documents_are_asked_for_by_conditions_that_exist() -> None:
    rows = [row for row in LAW.provisions if row.topic.startswith("policy-document/")]
    assert rows
    for row in rows:
        assert row.topic.removeprefix("policy-document/") in WORDS.conditions
        assert row.regime == "uk-gdpr"
        assert "DPA 2018 Schedule 1 paragraph 41" in row.articles


def test_every_letter_of_article_32_1_has_a_measure_that_serves_it() -> None:
    for letter in LETTERS:
        assert any(letter in measure.article for measure in WORDS.measures.values()), letter


def test_a_schedule_is_cited_as_it_stands() -> None:
    assert articles(("UK GDPR 30", "DPA 2018 Schedule 1 paragraph 41")) == (
        "Article 30 UK GDPR, DPA 2018 Schedule 1 paragraph 41"
    )


def test_the_walk_through_the_model_reaches_every_part() -> None:
    assert part_fields(Pair) == ("cites", "marks")
    assert {"pairs", "mandatory", "locations"} <= set(part_fields(Flow))
    assert {"flows", "retention", "dpia", "information", "listed_data"} <= set(part_fields(Activity))


def test_statements_inherit_the_citation_of_what_they_are_written_in() -> None:
    register = register_from(
        """
        register: {organisation: us, documents: {policy: {title: Privacy policy, file: policy.txt}}}
        organisations: {us: {name: Us, dpo: {name: A. Officer}, phone: {is: "12", cite: policy:3}, cite: policy:1}}
        activities:
          letters:
            cite: policy:5
            purposes: [newsletter, {is: security, cite: policy:6}]
            flows:
              - customer -> us: [name]
              - {customer -> us: {data: [{is: email-address, cite: policy:8}], cite: policy:7}}
        """
    )
    found = [(item.at, type(item.value).__name__, [cite.lines for cite in item.cites]) for item in statements(register)]
    assert ("organisations/us", "Organisation", ["1"]) in found
    assert ("organisations/us", "Contact", ["1"]) in found
    assert ("organisations/us/phone", "Mark", ["3"]) in found
    assert ("activities/letters", "Use", ["5"]) in found
    assert ("activities/letters", "Use", ["6"]) in found
    assert ("letters/customer->us", "Flow", ["5"]) in found
    assert ("letters/customer->us#2", "Flow", ["7"]) in found
    assert ("letters/customer->us#2", "Pair", ["8"]) in found
    cited = {cite.lines for item in statements(register) for cite in item.cites}
    assert {cited.cite.lines for cited in citations(register)} == cited


def test_both_places_of_a_contradicted_answer_are_cited() -> None:
    (finding,) = findings_in(
        """
        register: {organisation: us, documents: {policy: {title: Privacy policy, file: policy.txt}}}
        activities:
          appraisal:
            flows: [employee -> us: {data: [performance-review], cite: policy:3}]
            dpia: {required: no, why: few, screening: {evaluation: {met: no, why: a talk, cite: policy:1}}}
        """,
        "I110",
    )
    assert [cite.lines for cite in finding.cites] == ["1", "3"]


def test_a_refusal_cites_the_refusal_and_what_gives_the_right() -> None:
    (finding,) = findings_in(
        """
        register: {organisation: us, documents: {policy: {title: Privacy policy, file: policy.txt}}}
        activities: {logs: {purposes: [security], legal_basis: [{basis: legitimate-interests, cite: policy:3}]}}
        rights: {objection: {offered: no, cite: policy:1}}
        """,
        "N104",
    )
    assert [cite.lines for cite in finding.cites] == ["1", "3"]
