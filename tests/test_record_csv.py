"""The record as CSV: a row per activity, or per controller and activity, that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io

import pytest

from ropa.formats.csv_text import BYTE_ORDER_MARK, guarded, render_csv
from ropa.reports.base import Group, Items, Note, Table, Value, cell, chip, columns, group, row
from ropa.reports.flat import CELL_LIMIT, block_text, cell_text, value_text, within_limit
from ropa.reports.given import PartKey
from tests.helpers import register_from
from tests.record_registers import full_text, record
from tests.test_record_processor import CLASS, HOST, MORE


def table(text: str, *parts: PartKey) -> list[dict[str, str]]:
    """Return the rows of the CSV of a record, by heading, as a spreadsheet reads them."""
    written = render_csv(record(register_from(text), parts=parts, findings=()))
    assert written.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(written.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_row_per_activity_with_a_column_per_letter() -> None:
    (line,) = table(full_text(), "30-1")
    assert line == {
        "Record": "Article 30(1)",
        "Number": "1",
        "Activity": "Newsletter",
        "Key": "letters",
        "Department": "not stated",
        "Role": "controller",
        "30(1)(a) Controller": "Corner Books; Corner Books Ltd (legal entity)",
        "30(1)(a) Contact details": "1 Quay St; us@books.example",
        "30(1)(a) Joint controllers": "none stated; the role is controller",
        "30(1)(a) Representative": "none stated; the seat, Ireland (IE), is inside the area of the rules",
        "30(1)(a) Data protection officer": "A. Officer, dpo@books.example",
        "30(1)(b) Purposes": "Direct marketing",
        "30(1)(c) Data subjects": "Readers",
        "30(1)(c) Personal data": "Readers | Email address",
        "30(1)(d) Recipients": "Postal service; Postal Service plc (legal entity) | processor | Readers: Email address | "
        "United States (US)",
        "30(1)(e) Transfers": line["30(1)(e) Transfers"],
        "30(1)(f) Time limits": "Email address | 30 days | end | not stated",
        "30(1)(g) Security measures": "Encryption in transit | technical | this activity",
        "Legal basis": "not stated",
        "Letters not stated": "none",
        "Citations": "policy:1; policy:10; policy:22-23; policy:40",
        "Facts as of": "2026-11-01",
        "Law as of": "2026-11-22",
    }
    assert line["30(1)(e) Transfers"].startswith("Postal service | United States (US) | No safeguard (under EU GDPR)")


def test_what_is_not_stated_says_so_and_no_cell_is_empty() -> None:
    (line,) = table(full_text(without=["purposes", "retention", "recipients"]), "30-1")
    assert line["30(1)(b) Purposes"] == "Purposes: not stated."
    assert line["30(1)(f) Time limits"] == "Readers: Email address | not stated | not stated | not stated"
    assert line["Letters not stated"] == "(b); (d); (e); (f)"
    assert all(text.strip() for text in line.values())


def test_a_row_per_controller_and_activity() -> None:
    lines = table(MORE, "30-2")
    assert [(line["30(2)(a) Controller"], line["Key"], line["Number"]) for line in lines] == [
        ("Shop; Shop Ltd", "storage", "1"),
        ("Cafe", "storage", "2"),
        ("Cafe", "mailing", "3"),
    ]
    first, second, _ = lines
    assert first["30(2)(a) Contact details of the controller"] == "1 Rue; hello@shop.example"
    assert second["30(2)(a) Contact details of the controller"] == "tel. +49 30 1"
    assert second["30(2)(d) Security measures"] == first["30(2)(d) Security measures"], (
        "described once, but stated in each row"
    )
    assert first["30(2)(b) Categories of processing"] == "Keeping order files"
    assert "30(1)(b) Purposes" not in first


def test_a_class_of_controllers_is_a_row_of_its_own() -> None:
    (line,) = table(CLASS, "30-2")
    assert line["30(2)(a) Controller"] == "Clients (unnamed category); which ones these are: not stated"


def test_both_records_share_a_table_and_say_what_does_not_apply() -> None:
    lines = table(HOST + "  own: {name: Own newsletter, role: controller, department: Sales}\n")
    assert [line["Record"] for line in lines] == ["Article 30(1)", "Article 30(2)"]
    own, storage = lines
    assert own["Department"] == "Sales"
    assert own["30(2)(a) Controller"] == "not applicable"
    assert storage["30(1)(b) Purposes"] == "not applicable"
    assert storage["Legal basis"] == "not applicable"
    assert own["Legal basis"] == "not stated"
    assert all(text.strip() for line in lines for text in line.values())


def test_citations_of_a_row_are_its_own() -> None:
    text = MORE.replace("on_behalf_of: [cafe]", "on_behalf_of: [{is: cafe, cite: contract:9}]")
    assert [line["Citations"] for line in table(text, "30-2")] == ["contract:4", "contract:4; contract:9", "contract:9"]


def test_no_activity_is_no_row() -> None:
    assert table("organisations: {us: {name: Us}}\n", "30-2") == []


def test_several_values_are_joined_in_one_way() -> None:
    marked = Value(text="Name", chips=(chip("implied"),), note="a note")
    assert value_text(marked) == "Name (a note) [implied]"
    shared = group((Value(text="A", chips=marked.chips), Value(text="B", chips=marked.chips)), inline=True)
    assert cell_text(cell(Value(text="A"), Value(text="B"))) == "A; B"
    people = Group(values=(Value(text="A"), Value(text="B")), about=Value(text="Readers"), inline=True)
    assert cell_text(type(cell())(groups=(people, shared))) == "Readers: A, B; A, B [implied]"
    heads = columns(("a", "A"), ("b", "B"))
    lines = (row(Value(text="1"), Value(text="2")), row(Value(text="3"), Value(text="4")))
    assert block_text(Table(key="t", columns=heads, rows=lines)) == "1 | 2\n3 | 4"
    assert block_text(Items(key="i", values=(Value(text="A"), Value(text="B")))) == "A; B"
    assert block_text(Note(key="n", text="Not stated.")) == "Not stated."


@pytest.mark.parametrize("text", ["+353 21 000000", "+17029972417", "+1 (702) 997-2417"])
def test_a_telephone_number_is_no_sum(text: str) -> None:
    assert value_text(Value(text=text)) == f"tel. {text}"


def test_a_cell_that_no_spreadsheet_holds_says_that_it_is_cut() -> None:
    assert within_limit("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    cut = within_limit("a" * (CELL_LIMIT + 1))
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("the other formats of this record hold it all]")


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "@SUM(A1)", "-1+1", "+1+1", "\t=1", "＝1", " =1"])
def test_no_name_is_run_as_a_formula(formula: str) -> None:
    quoted = '"' + formula.replace("\t", "\\t") + '"'
    text = MORE.replace("name: Storage", f"name: {quoted}").replace("name: Shop,", f"name: {quoted},")
    for line in table(text, "30-2"):
        for found in line.values():
            for begun in found.replace(";", "\n").split("\n"):
                assert not begun.lstrip(" \u00a0\ufeff").startswith(
                    ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
                ), found


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\n=1", "a\n'=1"),
        ("a; =1", "a; '=1"),
        ("a;=1", "a;'=1"),
        ("a\r\n-1", "a\r\n'-1"),
        ("=1\n=2", "'=1\n'=2"),
        ("one; two", "one; two"),
        ("a\n- b", "a\n'- b"),
    ],
)
def test_a_formula_may_not_begin_inside_a_cell_either(text: str, safe: str) -> None:
    assert guarded(text) == safe


def test_answers_are_written_without_a_byte_order_mark() -> None:
    class Answer:
        def columns(self) -> tuple[str, ...]:
            return ("name",)

        def rows(self) -> tuple[tuple[str, ...], ...]:
            return (("é",),)

    assert render_csv(Answer()) == "name\né\n"
