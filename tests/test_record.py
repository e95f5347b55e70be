"""The Article 30(1) record: every letter of every activity, from facts, with "not stated" where nothing is said."""

from __future__ import annotations

import pytest

from ropa.reports.index import values_of
from ropa.reports.letters import Letter
from tests.helpers import register_from
from tests.record_registers import activity, full_text, letter, record, rows, texts

LETTERS = "abcdefg"


def test_full_register_states_every_letter() -> None:
    view = record(register_from(full_text()))
    assert {item.letter: item.status for item in activity(view, "letters").letters} == dict.fromkeys(LETTERS, "stated")


@pytest.mark.parametrize(
    ("name", "without", "says"),
    [
        ("a", [], "not stated"),
        ("b", ["purposes"], "Purposes: not stated."),
        ("c", ["flows", "recipients"], "Categories of data subjects and of personal data: not stated."),
        ("d", ["recipients"], "Recipients: not stated for this activity."),
        ("e", ["recipients"], "Transfers, and recipients outside the organisation: not stated for this activity."),
        ("f", ["retention"], "not stated"),
        ("g", ["measures"], "Security measures: not stated."),
    ],
)
def test_each_letter_says_that_nothing_is_stated(name: str, without: list[str], says: str) -> None:
    text = full_text(without=without)
    if name == "a":
        known = text[text.index("  us: {") : text.index("  post:")]
        text = text.replace(known, "  us: {country: IE}\n")
    part = letter(record(register_from(text)), "letters", name)
    assert part.status == "not-stated"
    assert any(found.startswith(says) for found in texts(part))


@pytest.mark.parametrize("without", ["purposes", "recipients", "retention", "measures"])
def test_deleting_one_part_leaves_the_other_letters_stated(without: str) -> None:
    lost = {"purposes": "b", "recipients": "de", "retention": "f", "measures": "g"}[without]
    view = record(register_from(full_text(without=[without])))
    stated = {item.letter for item in activity(view, "letters").letters if item.status == "stated"}
    assert stated == set(LETTERS) - set(lost)


def test_brand_without_legal_entity_is_not_a_whole_letter_a() -> None:
    text = full_text().replace("legal_name: Corner Books Ltd, ", "")
    assert letter(record(register_from(text)), "letters", "a").status == "in-part"


def test_the_overview_names_its_letters() -> None:
    table = record(register_from(full_text())).parts[0].overview
    assert table is not None
    assert [column.label for column in table.columns][1:4] == ["(a) Controller", "(b) Purposes", "(c) People, data"]


def test_data_are_facts_per_subject_and_no_product_of_lists() -> None:
    flows = """    flows:
      - reader -> shop: [email-address]
      - author -> shop: [name, payment-card]
"""
    register = register_from(
        full_text(without=["recipients"], flows=flows).replace("systems:", "  author: {name: Authors}\nsystems:")
    )
    assert rows(letter(record(register), "letters", "c"), "subjects") == [
        ["Readers", "Email address"],
        ["Authors", "Name, Payment card"],
    ]


def test_a_recipient_shows_which_data_about_whom() -> None:
    flows = """    flows:
      - reader -> shop: [email-address]
      - author -> shop: [email-address, name]
      - shop -> post: {pairs: {reader: [email-address], author: [name]}, as: processor}
"""
    register = register_from(
        full_text(without=["recipients"], flows=flows).replace("systems:", "  author: {name: Authors}\nsystems:")
    )
    found = rows(letter(record(register), "letters", "d"), "recipients")
    assert [line[:3] for line in found] == [
        ["Postal service, Postal Service plc", "processor", "Authors: Name; Readers: Email address"]
    ]


def test_special_categories_and_offences_are_marked_also_below_a_marked_category() -> None:
    flows = "    flows: [{reader -> shop: [health-data, criminal-conviction]}]\n"
    part = letter(record(register_from(full_text(without=["recipients"], flows=flows))), "letters", "c")
    marks = _chips(part)
    assert {"special-category", "criminal"} <= marks


def _chips(part: Letter) -> set[str]:
    return {chip.kind for _, value in values_of(part.blocks) for chip in value.chips}


def test_hosts_and_internal_recipients_are_marked() -> None:
    text = full_text(
        recipients="      - shop -> staff: {data: [email-address], as: internal}\n",
    ).replace("  post: {", "  staff: {name: Staff, kind: internal, part_of: us}\n  post: {")
    text = text.replace("operator: us}", "operator: us, hosting: [{by: post, country: DE, access: none}]}")
    part = letter(record(register_from(text)), "letters", "d")
    found = {line[0] for line in rows(part, "recipients")}
    assert found == {"Postal service, Postal Service plc", "Staff"}
    assert {"host", "no-access", "internal"} <= _chips(part)


def test_only_internal_recipients_are_no_recipients_outside() -> None:
    text = full_text(recipients="      - shop -> staff: [email-address]\n")
    text = text.replace("  post: {", "  staff: {name: Staff, kind: internal, part_of: us}\n  post: {")
    part = letter(record(register_from(text)), "letters", "d")
    assert part.status == "in-part"
    assert texts(part)[-1] == "Recipients outside the organisation: not stated for this activity."


def test_recipients_none_is_a_statement() -> None:
    text = full_text(without=["flows", "recipients"], tail="    data_subjects: [reader]\n    recipients: none\n")
    view = record(register_from(text))
    assert letter(view, "letters", "d").status == "none"
    assert letter(view, "letters", "e").status == "none"
    assert "The register states that this activity has no recipients." in texts(letter(view, "letters", "d"))


def test_a_transfer_names_country_and_grade() -> None:
    part = letter(record(register_from(full_text())), "letters", "e")
    ((recipient, country, grade, tool, why),) = rows(part, "transfers")
    assert (recipient, country, grade, tool) == ("Postal service", "United States (US)", "No safeguard", "not stated")
    assert why


def test_an_unknown_country_is_never_fine() -> None:
    part = letter(record(register_from(full_text().replace("country: US", "country: Neverland"))), "letters", "e")
    assert part.status == "in-part"
    assert rows(part, "transfers")[0][1:3] == ["Neverland (not a known country)", "Unknown"]
    assert any("cannot be said" in text for text in texts(part))


def test_recipients_inside_the_area_make_no_transfer() -> None:
    part = letter(record(register_from(full_text().replace("country: US", "country: FR"))), "letters", "e")
    assert part.status in ("none-found", "in-part")
    assert texts(part)[0].startswith("No transfer is stated: no recipient named here is outside the area")


def test_processor_activities_are_named_as_belonging_to_the_other_record() -> None:
    text = full_text(tail="  hosting-for-others: {name: Hosting for others, role: processor, on_behalf_of: [post]}\n")
    view = record(register_from(text))
    assert [item.key for part in view.departments for item in part.activities] == ["letters"]
    assert [value.text for value in view.parts[0].elsewhere] == ["Hosting for others"]


def test_departments_group_activities_and_the_unnamed_one_comes_last() -> None:
    text = full_text(
        tail="  billing: {department: Finance}\n  orders: {department: Sales}\n  refunds: {department: Finance}\n"
    )
    view = record(register_from(text))
    assert [(part.title, [item.key for item in part.activities]) for part in view.departments] == [
        ("Finance", ["billing", "refunds"]),
        ("Sales", ["orders"]),
        ("Activities", ["letters"]),
    ]
    assert [item.number for part in view.departments for item in part.activities] == [1, 2, 3, 4]


def test_general_is_never_an_activity_but_stands_in_an_annex() -> None:
    text = full_text(tail="general:\n  measures: [training]\n  flows: [{reader -> post: [name]}]\n")
    view = record(register_from(text))
    assert [item.key for part in view.departments for item in part.activities] == ["letters"]
    annex = next(item for item in view.annexes if item.key == "general")
    assert {block.key for block in annex.blocks} >= {"facts", "recipients", "measures"}


def test_every_annex_is_there_even_when_empty() -> None:
    keys = [item.key for item in record(register_from(full_text(without=["tail"]))).annexes]
    assert keys == [
        "recipients", "systems", "transfers", "agreements", "measures", "people-and-data", "flows", "general", "rights",
        "cookies", "promises", "observations", "extra", "lost", "sources",
    ]  # fmt: skip


def test_sources_annex_lists_every_citation_of_the_register() -> None:
    view = record(register_from(full_text()))
    annex = next(item for item in view.annexes if item.key == "sources")
    cited = {line["place"][0]["text"] for line in annex.as_json()["cites-policy"]}
    assert cited == {"line 1", "line 10", "lines 22-23", "line 40"}


def test_extra_is_kept_with_its_address() -> None:
    text = full_text().replace("    name: Newsletter\n", "    name: Newsletter\n    extra: {ticket: [a, b]}\n")
    annex = next(item for item in record(register_from(text)).annexes if item.key == "extra")
    (line,) = annex.as_json()["extra"]
    assert [line[key][0]["text"] for key in ("at", "name", "value")] == ["activities/letters", "ticket", '["a", "b"]']


def test_no_value_and_no_cell_is_ever_empty() -> None:
    for line in record(register_from(full_text())).rows():
        assert line[6].strip(), line


def test_unstated_people_and_unstated_data_are_shown_as_such() -> None:
    flows = """    flows:
      - post -> shop: [name]
      - shop -> post: {subjects: reader}
"""
    view = record(register_from(full_text(without=["recipients"], flows=flows)))
    part = letter(view, "letters", "c")
    assert rows(part, "subjects") == [["Readers", "not stated"], ["not stated", "Name"]]
    assert part.status == "in-part"
    assert rows(letter(view, "letters", "d"), "recipients")[0][2] == "Readers: not stated"


def test_people_are_recipients_only_of_data_about_others() -> None:
    flows = """    flows:
      - reader -> shop: [email-address]
      - shop -> reader: [email-address]
      - shop -> author: {pairs: {reader: [email-address]}}
"""
    text = full_text(without=["recipients"], flows=flows).replace("systems:", "  author: {name: Authors}\nsystems:")
    found = rows(letter(record(register_from(text)), "letters", "d"), "recipients")
    assert [line[0] for line in found] == ["Authors"]
