"""The record, the transfer report and the schedule say the same of the same thing, and leave no line out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ropa.formats.html_parts import HtmlParts
from ropa.formats.markdown_parts import MarkdownParts
from ropa.law import load_law
from ropa.reports.base import Table, Value, columns, not_stated, row
from ropa.reports.schedule import retention_schedule
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from
from tests.record_registers import activity, full_text, letter, record, rows, transfers

#: People give an outside party two things on their way through the shop; of the second nothing is said.
GIVEN = """    flows:
      - reader -> post: {data: [email-address], via: shop, as: controller, cite: policy:10}
      - reader -> post: {via: shop, as: controller, certainty: possible, cite: policy:20}
      - shop -> back: {data: [email-address], subjects: [reader]}
      - reader -> us: {data: [personal-data], mandatory: {otherwise: no news, certainty: implied}}
"""
TAIL = """rights: {erasure: {within: P30D}}
observations: [{kind: contradiction, says: policy:12, but: policy:14, why: two stories}]
"""
TEXT = full_text(
    without=["recipients", "retention"], flows=GIVEN, measures="", tail=TAIL
).replace(
    "operator: us}\n",
    "operator: us, measures: [encryption-in-transit]}\n  back: {name: Backups, operator: us, part_of: shop}\n",
)  # fmt: skip


Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def annexes() -> dict[str, Lines]:
    """Return the rows of the tables of every annex, by table: first value of each cell, with its note in brackets."""
    view = record(register_from(TEXT), findings=())
    tables = (block for item in view.annexes for block in item.blocks if isinstance(block, Table))
    return {
        table.key: [{key: _first(cell) for key, cell in line.items()} for line in table.as_json()] for table in tables
    }


def _first(cell: list[dict[str, Any]]) -> str:
    first = cell[0]["values"][0] if "values" in cell[0] else cell[0]
    return f"{first['text']} ({first['note']})" if first.get("note") else str(first["text"])


def test_a_flow_whose_data_are_not_stated_is_no_missing_line() -> None:
    view = record(register_from(TEXT), findings=())
    assert rows(letter(view, "letters", "d"), "recipients")[0][2] == "Readers: Email address, data not stated"
    assert letter(view, "letters", "c").status == "in-part"
    assert rows(letter(view, "letters", "c"), "subjects") == [
        ["Readers", "Email address, Personal data, data not stated"]
    ]
    (section,) = transfers(register_from(TEXT)).sections
    (line,) = section.table.as_json()
    assert [item["text"] for item in line["facts"][0]["values"]] == ["Email address", "data not stated"]


def test_an_activity_with_several_flows_is_named_once(annexes: dict[str, Lines]) -> None:
    assert annexes["transfers"][0]["flow"] == "Readers to Postal service (Newsletter)"


def test_annexes_say_what_the_site_says(annexes: dict[str, Lines]) -> None:
    assert annexes["flows"][-1]["flow"] == "Readers to Corner Books (the organisation itself)"
    assert [line["broader"] for line in annexes["data"] if line["data"].startswith("Personal data")] == [
        "nothing wider"
    ]
    assert annexes["systems"][1]["measures"] == "Encryption in transit (of Web shop)"
    assert annexes["rights"][0]["for"] == "no kind of people is named"
    assert list(annexes["observations"][0].values()) == ["contradiction", "policy:12", "policy:14", "two stories"]


def test_a_mark_of_a_duty_is_shown_in_the_annex_of_flows() -> None:
    view = record(register_from(TEXT), findings=())
    (block,) = next(item for item in view.annexes if item.key == "flows").blocks
    assert isinstance(block, Table)
    duty = block.as_json()[-1]["conditions"][0]
    assert (duty["text"], duty["marks"]) == ("mandatory; otherwise: no news", ["implied"])


def test_no_recipient_outside_is_not_no_recipient() -> None:
    text = full_text(recipients="      - shop -> staff: [email-address]\n")
    text = text.replace("  post: {", "  staff: {name: Staff, kind: internal, part_of: us}\n  post: {")
    (note,) = letter(record(register_from(text)), "letters", "e").blocks
    assert note.as_json() == "Transfers, and recipients outside the organisation: not stated for this activity."


def test_an_overview_says_no_more_than_the_body() -> None:
    text = full_text().replace("    role: controller\n", "")
    part = letter(record(register_from(text)), "letters", "a")
    assert part.as_json()["parties"]["joint_controllers"][0]["text"] == "not stated; nor is the role"
    assert part.status == "in-part"


def test_the_record_and_the_schedule_agree_on_what_only_a_recipient_holds() -> None:
    flows = "    flows: [{reader -> post: {data: [payment-card], via: shop, as: controller}}]\n"
    general = "general: {retention: [{data: everything, criterion: as long as the account exists}]}\n"
    register = register_from(full_text(without=["recipients", "retention"], flows=flows, tail=general))
    found = {item.letter: item for item in activity(record(register), "letters").letters}["f"]
    schedule = retention_schedule(register, load_law(), load_vocabulary(), as_of=dt.date(2026, 11, 22))
    assert (found.status, schedule.sections[0].category.standing) == ("not-stated", "not-stated")
    assert rows(found, "time_limits") == [["Readers: Payment card", "not stated", "not stated", "not stated"]]


def test_what_no_row_states_is_said_once_to_readers_and_kept_as_data() -> None:
    heads = columns(("a", "Name"), ("b", "Made of"), ("c", "Place"))
    made = tuple(row(Value(text=text), not_stated(), Value(text="here")) for text in ("x", "y"))
    table = Table(key="t", columns=heads, rows=made, folds=True)
    shown, sentence = table.folded()
    assert ([column.label for column in shown.columns], sentence) == (
        ["Name", "Place"], "Not stated in any of these rows: Made of.",
    )  # fmt: skip
    assert set(table.as_json()[0]) == {"a", "b", "c"}
    assert Table(key="t", columns=heads, rows=made[:1], folds=True).folded()[1] == ""
    for shows in (HtmlParts().table, MarkdownParts().table):
        assert shows(table).count("ot stated") == 1
