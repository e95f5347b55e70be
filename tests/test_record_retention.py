"""Letters (f) and (g): what a rule covers, what `general` fills, and what stays "not stated"."""

from __future__ import annotations

import pytest

from ropa.language import duration
from ropa.reports.base import Value
from ropa.reports.index import values_of
from ropa.reports.letters import Letter
from tests.helpers import register_from
from tests.record_registers import full_text, letter, record, rows, texts

FLOWS = "    flows: [{reader -> shop: [email-address, name, payment-card]}]\n"


def limits(retention: str, *, tail: str = "", flows: str = FLOWS) -> list[list[str]]:
    text = full_text(without=["recipients", "measures"], flows=flows, retention=retention, tail=tail)
    return [line[:2] for line in rows(letter(record(register_from(text)), "letters", "f"), "time_limits")]


def test_data_without_a_rule_are_listed_as_not_stated() -> None:
    assert limits("    retention: [{data: [name], trigger: end, period: P1Y}]\n") == [
        ["Name", "1 year"],
        ["Readers: Email address, Payment card", "not stated"],
    ]


def test_a_rule_on_a_broader_category_covers_its_parts() -> None:
    found = limits("    retention: [{data: [contact-data], trigger: end, period: P6M}]\n")
    assert "Email address" not in found[-1][0]
    assert found[-1] == ["Readers: Name, Payment card", "not stated"]


def test_a_rule_on_a_broader_category_names_the_parts_that_it_is_about() -> None:
    retention = "    retention: [{data: [contact-data, name], trigger: end, period: P6M}]\n"
    text = full_text(without=["recipients", "measures"], flows=FLOWS, retention=retention)
    notes = [value.note for _, value in values_of(letter(record(register_from(text)), "letters", "f").blocks)]
    assert "with Email address of Readers" in notes


def test_a_rule_for_one_holder_leaves_the_rest_not_stated() -> None:
    found = limits("    retention: [{data: everything, by: post, trigger: last visit, period: P2Y}]\n")
    assert found == [
        ["all data", "2 years"],
        ["Readers: Email address, Name, Payment card", "not stated beyond the above"],
    ]


def test_a_general_rule_is_about_what_the_organisation_holds_and_not_about_what_free_recipients_hold() -> None:
    flows = "    flows: [{reader -> shop: [name]}, {reader -> post: {data: [payment-card], as: controller}}]\n"
    assert limits("", flows=flows, tail=GENERAL) == [
        ["all data", "as long as the account exists"],
        ["Readers: Payment card", "not stated"],
    ]


def test_a_rule_for_a_part_of_a_category_leaves_the_rest_open() -> None:
    general = "general: {retention: [{data: [email-address], trigger: end, period: P1Y}]}\n"
    given_out = "{shop -> reader: {data: [name], subjects: [reader]}}"
    flows = f"    flows: [{{reader -> shop: [contact-data]}}, {given_out}]\n"
    assert limits("", flows=flows, tail=general) == [
        ["Email address", "1 year"],
        ["Readers: Contact data", "not stated beyond the above"],
        ["Readers: Name", "not stated"],
    ]


def test_a_rule_without_period_and_criterion_states_no_limit() -> None:
    text = full_text(retention="    retention: [{data: [email-address], disposal: erase}]\n")
    part = letter(record(register_from(text)), "letters", "f")
    assert part.status == "in-part"
    assert rows(part, "time_limits")[0][:2] == ["Email address", "not stated"]


def test_conflicting_rules_are_both_shown() -> None:
    found = limits(
        "    retention: [{data: everything, trigger: a, period: P1D}, {data: everything, trigger: b, period: P9D}]\n"
    )
    assert found == [["all data", "1 day"], ["all data", "9 days"]]


GENERAL = """general:
  retention: [{data: everything, criterion: "as long as the account exists"}]
  measures: [encryption-in-transit]
"""


def test_general_fills_f_and_g_as_stated_generally() -> None:
    view = record(register_from(full_text(without=["retention", "measures"], tail=GENERAL)))
    time_limits, measures = letter(view, "letters", "f"), letter(view, "letters", "g")
    assert (time_limits.status, measures.status) == ("generally", "generally")
    assert rows(time_limits, "time_limits")[0][:2] == ["all data", "as long as the account exists"]
    for part in (time_limits, measures):
        chips = [chip.label for _, value in _values(part) for chip in value.chips]
        assert "stated generally" in chips


def test_general_purposes_fill_no_letter() -> None:
    view = record(register_from(full_text(without=["purposes"], tail="general:\n  purposes: [profiling]\n")))
    assert letter(view, "letters", "b").status == "not-stated"


def test_a_blanket_legal_basis_fills_nothing() -> None:
    head = "\nregister: {organisation: us, legal_basis: [{basis: consent, stated_as: by browsing}]}\n"
    view = record(register_from(full_text(head=head).replace(", cite: policy:10", "").replace("cite: policy:1}", "}")
                                .replace(", cite: policy:22-23", "").replace(", cite: policy:40", "")))  # fmt: skip
    beyond = view.departments[0].activities[0].beyond
    assert next(block for block in beyond if block.key == "legal_basis").as_json() == (
        "Legal basis: not stated for this activity. Blanket statements fill nothing in; "
        "see the annex “Stated of no particular activity”."
    )
    annex = next(item for item in view.annexes if item.key == "general")
    assert annex.as_json()["legal_basis"][0]["basis"][0]["text"] == "Consent"


def test_measures_of_a_system_count_and_advice_does_not() -> None:
    text = full_text(measures="    measures: [caution]\n", tail="measures:\n  caution: {name: Caution, kind: advice}\n")
    assert letter(record(register_from(text)), "letters", "g").status == "in-part"
    text = text.replace("operator: us}", "operator: us, measures: [encryption-in-transit]}")
    part = letter(record(register_from(text)), "letters", "g")
    assert part.status == "stated"
    assert rows(part, "measures") == [
        ["Caution", "advice", "this activity"],
        ["Encryption in transit", "technical", "Web shop"],
    ]
    assert "Caution" in texts(part)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P2Y", "2 years"),
        ("P1Y6M", "1 year 6 months"),
        ("P30D", "30 days"),
        ("PT1H30M", "1 hour 30 minutes"),
        ("P2W", "2 weeks"),
        ("P", "P"),
        ("two years", "two years"),
    ],
)
def test_durations_in_words(text: str, words: str) -> None:
    assert duration(text) == words


def _values(part: Letter) -> list[tuple[str, Value]]:
    return list(values_of(part.blocks))


def test_a_general_rule_on_data_that_it_does_not_name_keeps_its_mark_and_its_source() -> None:
    general = 'general: {retention: [{criterion: "legal duties", certainty: implied, cite: policy:55}]}\n'
    view = record(register_from(full_text(tail=general)))
    found = next(annex for annex in view.annexes if annex.key == "general")
    value = next(value for _, value in values_of(found.blocks) if value.cites)
    assert (value.text, value.stated, value.cites[0].lines) == ("data not stated", False, "55")
    assert [chip.kind for chip in value.chips] == ["implied"]
