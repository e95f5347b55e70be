"""What whoever signs a record looks for: nothing stronger than its source, nothing twice, nobody else's duties."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.formats.transfer_text import transfer_text
from ropa.reports import RecordView
from ropa.reports.base import Value
from ropa.reports.index import values_of
from tests.helpers import register_from
from tests.record_registers import activity, full_text, letter, record, rows, texts, transfers

HOSTED = """
register: {organisation: us, as_of: 2026-11-01, documents: {policy: {title: Privacy policy}}}
organisations:
  us: {name: Corner Books, cite: policy:1}
  host: {name: Host, kind: category, country: EU}
  bank: {name: Bank}
data_subjects: {reader: {name: Readers}}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: host, certainty: implied, cite: policy:50}]}
  archive: {name: Archive, operator: us}
activities:
  letters:
    role: {is: controller, certainty: implied, cite: policy:2}
    flows:
      - reader -> shop: {data: [email-address], mandatory: {otherwise: no letter, cite: policy:4}, cite: policy:3}
      - reader -> shop: {data: [phone-number], voluntary: {is: yes, certainty: implied, cite: policy:6}, cite: policy:5}
      - reader -> shop: {data: [name], cite: policy:7}
  orders:
    flows:
      - reader -> shop: {data: [name], certainty: possible, cite: policy:8}
      - bank -> shop: {data: [name], subjects: [reader], cite: policy:9}
general:
  automated_decisions: {is: none, cite: policy:20}
  dpia: {required: no, why: small}
  information: [{document: policy, cite: policy:21}]
  flows: [{shop -> archive: {data: [name], subjects: [reader], cite: policy:22}}]
rights:
  objection: {offered: {is: no, certainty: implied, cite: policy:31}, cite: policy:30}
"""


@pytest.fixture(scope="module")
def view() -> RecordView:
    return record(register_from(HOSTED), findings=())


def about(view: RecordView, key: str) -> dict[str, Any]:
    """Return the labelled cells beyond the letters of an activity."""
    return next(block for block in activity(view, key).beyond if block.key == "about").as_json()  # type: ignore[no-any-return]


def cites(value: Value) -> list[str]:
    return [cite.as_text() for cite in value.cites]


def test_a_host_is_no_source_for_what_is_collected(view: RecordView) -> None:
    part = letter(view, "letters", "c")
    assert {tuple(cites(value)) for _, value in values_of(part.blocks) if value.key == "email-address"} == {
        ("policy:3",)
    }
    hosted = {text for _, value in values_of(letter(view, "letters", "d").blocks) for text in cites(value)}
    assert "policy:50" in hosted


def test_what_only_a_host_is_said_to_hold_is_shown() -> None:
    text = HOSTED.replace("  orders:\n", "  copies:\n    flows: [{archive -> shop: {data: everything}}]\n  orders:\n")
    part = letter(record(register_from(text), findings=()), "copies", "c")
    assert "Name" in texts(part)


def test_data_that_must_be_given_are_told_from_data_that_need_not(view: RecordView) -> None:
    block = next(block for block in activity(view, "letters").beyond if block.key == "data_sources")
    found = [
        [[(value.text, value.certainty.value, cites(value)) for value in cell.values] for cell in line.cells[1:]]
        for line in block.rows  # type: ignore[union-attr]
    ]
    assert [[value[0] for value in facts][1:] for facts, _ in found] == [["Email address"], ["Phone number"], ["Name"]]
    assert [duty for _, duty in found] == [
        [("mandatory", "stated", ["policy:4"])],
        [("voluntary", "implied", ["policy:6"])],
        [("not stated", "stated", [])],
    ]


def test_what_is_said_of_the_organisation_as_a_whole_is_shown_as_that(view: RecordView) -> None:
    found = about(view, "letters")
    assert found["automated_decisions"] == [
        {
            "stated": True, "text": "none", "certainty": "stated", "from": "register", "marks": ["general"],
            "cites": [{"document": "policy", "lines": "20"}],
        }
    ]  # fmt: skip
    assert found["dpia"][0]["marks"] == ["general"]
    assert [item["text"] for item in found["information"]] == ["Privacy policy"]
    own = HOSTED.replace("  orders:\n", "    automated_decisions: {description: scoring}\n  orders:\n")
    shown = about(record(register_from(own), findings=()), "letters")["automated_decisions"][0]
    assert (shown["text"], "marks" in shown) == ("scoring", False)


def test_whom_a_processor_does_not_know_the_controller_informs() -> None:
    text = HOSTED.replace("role: {is: controller, certainty: implied, cite: policy:2}", "role: processor")
    view = record(register_from(text), findings=(), parts=("30-2",))
    assert "information" not in about(view, "letters")


def test_a_role_that_is_written_leaves_no_room_for_joint_controllers(view: RecordView) -> None:
    written, assumed = (
        letter(view, key, "a").as_json()["parties"]["joint_controllers"][0] for key in ("letters", "orders")
    )
    assert (written["text"], written["marks"]) == ("none stated; the role is controller", ["implied"])
    assert assumed["text"] == "not stated; nor is the role"
    joint = HOSTED.replace("role: {is: controller, certainty: implied, cite: policy:2}", "role: joint-controller")
    part = letter(record(register_from(joint), findings=()), "letters", "a")
    assert part.as_json()["parties"]["joint_controllers"] == [{"stated": False, "text": "not stated"}]


@pytest.mark.parametrize(
    ("country", "regimes", "says"),
    [
        ("", "eu-gdpr", "not stated; nor is where the seat is"),
        ("country: IE,", "eu-gdpr", "none stated; the seat, Ireland (IE), is inside the area of the rules"),
        ("country: IE,", "eu-gdpr, uk-gdpr", "not stated"),
        ("country: US,", "eu-gdpr", "not stated"),
        ("country: Neverland,", "eu-gdpr", "not stated"),
    ],
)
def test_a_representative_is_missed_only_where_one_may_be_needed(country: str, regimes: str, says: str) -> None:
    text = HOSTED.replace("us: {name", f"us: {{{country} name").replace(
        "as_of: 2026-11-01,", f"as_of: 2026-11-01, regimes: [{regimes}],"
    )
    view = record(register_from(text), findings=())
    shown = letter(view, "letters", "a").as_json()["parties"]["representative"][0]
    assert (shown["text"], shown["stated"]) == (says, False)
    assert view.cover.as_json()["representative"][0]["text"] == says


def test_a_letter_is_no_surer_than_what_is_said_of_it(view: RecordView) -> None:
    statuses = {item.letter: item.status for item in activity(view, "letters").letters}
    assert (statuses["c"], statuses["d"]) == ("stated", "implied")
    purposes = full_text(purposes="    purposes: [{is: profiling, certainty: hypothetical}]\n")
    part = letter(record(register_from(purposes)), "letters", "b")
    assert (part.status, part.status_value.text, part.status_value.tone) == (
        "hypothetical", "hypothetical", "status-in-part",
    )  # fmt: skip
    entity = full_text().replace("legal_name: Corner Books Ltd", "legal_name: {is: Books Ltd, certainty: implied}")
    assert letter(record(register_from(entity)), "letters", "a").status == "in-part"


def test_lists_state_what_they_list(view: RecordView) -> None:
    text = full_text(
        without=["flows"], recipients="    data_subjects: [reader]\n    data: [name]\n    recipients: [post]\n"
    )
    found = record(register_from(text))
    assert [letter(found, "letters", name).status for name in "cd"] == ["stated", "stated"]
    doubted = text.replace("recipients: [post]", "recipients: [{is: post, certainty: possible}]")
    assert letter(record(register_from(doubted)), "letters", "d").status == "possible"


def test_what_comes_in_is_for_others_to_record(view: RecordView) -> None:
    part = letter(view, "orders", "e")
    assert all(
        not line[0].startswith("Corner Books")
        for block in part.blocks
        if block.key == "transfers"
        for line in rows(part, "transfers")
    )
    assert "On their way to the organisation data cross a border" in texts(part)[-1]


def test_a_system_of_no_particular_activity_is_not_said_to_be_unused(view: RecordView) -> None:
    annex = next(item for item in view.annexes if item.key == "systems").as_json()
    used = {line["system"][0]["text"]: [item["text"] for item in line["activities"]] for line in annex["systems"]}
    assert used["Archive"] == ["stated generally"]
    assert used["Shop"][-1] == "stated generally"


def test_a_refusal_that_is_only_implied_says_so(view: RecordView) -> None:
    (line,) = next(item for item in view.annexes if item.key == "rights").as_json()["rights"]
    (offered,) = line["offered"]
    assert (offered["text"], offered["certainty"], offered["cites"]) == (
        "refused", "implied", [{"document": "policy", "lines": "31"}],
    )  # fmt: skip


def test_flows_that_stand_alike_are_one_row_that_names_each(view: RecordView) -> None:
    (transfers_block, _) = next(item for item in view.annexes if item.key == "transfers").blocks
    lines = transfers_block.as_json()
    first = next(line for line in lines if len(line["flow"]) > 1)
    assert [item["text"] for item in first["flow"]] == ["Corner Books to Host", "Letters", "Orders"]
    assert {item["id"] for item in first["flow"][1:]} == {"hosting/shop/host"}


TWO_VENDORS = """
register: {organisation: us}
organisations: {us: {name: Us, country: IE}, one: {name: One, country: US}, two: {name: Two, country: US}}
safeguards:
  list-one: {tool: dpf, organisation: One, covers: [EU-US DPF, non-HR], checked: 2026-10-01}
  list-two: {tool: dpf, organisation: Two, covers: [EU-US DPF, non-HR], checked: 2026-10-01}
activities:
  mail:
    role: controller
    flows:
      - customer -> us: [name]
      - us -> one: {data: [name], safeguard: list-one}
      - us -> two: {data: [name], safeguard: list-two, certainty: possible}
"""

#: Words of a long note on every transfer that rests on the framework.
CONTESTED = "in force but contested"


def test_a_long_note_that_rows_share_stands_once_below_them() -> None:
    register = register_from(TWO_VENDORS)
    view = record(register, findings=())
    part = letter(view, "mail", "e")
    shared = [text for (text,) in rows(part, "transfers_shared")]
    assert any(CONTESTED in text for text in shared)
    assert all(text.startswith(f"Note {number}: ") for number, text in enumerate(shared, 1))
    for line in rows(part, "transfers"):
        assert CONTESTED not in line[4]
        assert f"Note {len(shared)}" in line[4]
    text = transfer_text(transfers(register), title=register.title, width=100)
    assert text.count(CONTESTED) == 1
    assert "See note 1" in text
    assert "flow mail/us->two, possible" in text


def test_a_very_long_note_of_one_row_stands_below_it_and_a_short_one_in_it() -> None:
    text = "\n".join(line for line in TWO_VENDORS.split("\n") if "us -> one" not in line)
    text = text.replace(
        "two: {name: Two, country: US}", "two: {name: Two, country: US, parent_company: {name: Top, country: IN}}"
    )
    part = letter(record(register_from(text), findings=()), "mail", "e")
    assert [CONTESTED in text for (text,) in rows(part, "transfers_shared")] == [True]
    (line,) = rows(part, "transfers")
    assert "Note 1" in line[4]
    assert CONTESTED not in line[4]
    assert "Parent company Top in India (IN)" in line[4]


def test_how_sure_a_flow_is_is_marked_and_not_told_again() -> None:
    view = record(register_from(TWO_VENDORS), findings=())
    part = letter(view, "mail", "e")
    marks = {value.text: [chip.kind for chip in value.chips] for _, value in values_of(part.blocks)}
    assert (marks["One"], marks["Two"]) == ([], ["possible"])
    assert "The flow itself" not in " ".join(texts(part))
