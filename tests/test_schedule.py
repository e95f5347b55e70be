"""The retention schedule: a section per category, contradictions side by side, what has no limit, what reaches nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

from ropa.formats import format_for_suffix
from ropa.law import load_law
from ropa.reports import ScheduleView, retention_schedule
from ropa.reports.base import Cell, Note, Table
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

AS_OF = dt.date(2026, 11, 22)

HEAD = """
register: {organisation: us, as_of: 2026-11-01, documents: {policy: {title: Privacy policy, file: policy.txt}}}
organisations:
  us: {name: Corner Books, country: IE}
  lab: {name: Lab}
  post: {name: Post}
systems: {shop: {name: Web shop}, backup: {name: Backup, part_of: shop}, archive: {name: Archive}}
data_subjects: {reader: {name: Readers}, member: {name: Members, part_of: reader}}
activities:
  orders:
    name: Orders
    flows:
      - reader -> shop: [name, email-address]
      - shop -> lab: {data: [email-address], as: processor, certainty: possible}
      - shop -> post: [name]
"""


def schedule(*rules: str, general: tuple[str, ...] = (), head: str = HEAD) -> ScheduleView:
    """Return the schedule of a register with these rules in the activity `orders` and in `general`."""
    text = head + ("    retention:\n" if rules else "") + "".join(f"      - {{{rule}}}\n" for rule in rules)
    if general:
        text += "general:\n  retention:\n" + "".join(f"    - {{{rule}}}\n" for rule in general)
    return retention_schedule(register_from(text), load_law(), load_vocabulary(), as_of=AS_OF)


def rows(table: Table) -> list[list[str]]:
    """Return the rows of a table as text; marks in square brackets, notes in round ones."""
    return [[_text(cell) for cell in line.cells] for line in table.rows]


def _text(cell: Cell) -> str:
    groups = []
    for group in cell.groups:
        texts = []
        for value in group.values:
            marks = "".join(f" [{chip.kind}]" for chip in value.chips)
            texts.append(f"{value.text}{marks}{f' ({value.note})' if value.note else ''}")
        groups.append(f"{group.about.text}: {', '.join(texts)}" if group.about else ", ".join(texts))
    return "; ".join(groups)


def section(view: ScheduleView, data: str) -> list[list[str]]:
    """Return the table of a category."""
    return next(rows(item.table) for item in view.sections if item.category.data == data)


def standing(view: ScheduleView) -> dict[str | None, str]:
    """Return how much is stated of each category."""
    return {item.category.data: item.status.text for item in view.sections}


def test_a_row_names_whose_data_where_how_long_from_when_and_what_then() -> None:
    view = schedule("data: [name], when: paid, trigger: last order, period: P3Y, disposal: erase, cite: 'policy:9'")
    assert section(view, "name") == [
        ["Readers: Web shop", "3 years (only when: paid)", "last order", "erase", "Orders"],
        ["Readers: Web shop", "not stated for other cases", "not stated", "not stated", "Orders"],
        ["Readers: Post (outside)", "not stated", "not stated", "not stated", "Orders"],
    ]
    cites = [cite.as_text() for cite in view.sections[1].table.rows[0].cells[1].values[0].cites]
    assert cites == ["policy:9"]


def test_the_copy_of_a_processor_is_implied_and_its_doubts_are_shown() -> None:
    view = schedule("data: [email-address], trigger: last order, period: P3Y")
    assert section(view, "email-address")[1][:2] == [
        "Readers: Lab [possible] (acts for the organisation)", "3 years [implied]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "general", "expected"),
    [
        ((), (), {"email-address": "not stated", "name": "not stated"}),
        (("data: [name], trigger: a, period: P1Y",), (), {"email-address": "not stated", "name": "stated"}),
        (("data: everything, when: x, trigger: a, period: P1Y",), (), {"email-address": "in part", "name": "in part"}),
        (
            ("data: [name], when: x, trigger: a, period: P1Y",), ("data: [name], criterion: as long as x",),
            {"email-address": "not stated", "name": "stated"},
        ),
        ((), ("data: everything, criterion: as long as x",), {"email-address": "stated generally", "name": "stated generally"}),
        (("data: everything, in: [shop], trigger: a, period: P1Y",), (), {"email-address": "in part", "name": "stated"}),
        (("data: everything, in: [backup], trigger: a, period: P1Y",), (), {"email-address": "in part", "name": "in part"}),
        (
            ("data: [name], trigger: a, period: P1Y", "data: [name], trigger: a, period: P2Y"), (),
            {"email-address": "not stated", "name": "stated, conflicting"},
        ),
        (
            ("data: [name], criterion: a", "data: [name], criterion: b"), (),
            {"email-address": "not stated", "name": "stated, several criteria"},
        ),
    ],
)  # fmt: skip
def test_how_much_is_stated(rules: tuple[str, ...], general: tuple[str, ...], expected: dict[str, str]) -> None:
    assert standing(schedule(*rules, general=general)) == expected


def test_contradicting_lengths_stand_side_by_side_with_both_citations_and_are_marked_everywhere() -> None:
    view = schedule(
        "data: [name], trigger: last order, period: P1Y, cite: 'policy:3'",
        "data: [name], trigger: last order, period: P2Y, certainty: implied, cite: 'policy:9'",
    )
    (clash,) = view.conflicts
    assert clash.hard
    (table,) = clash.tables
    assert [column.label for column in table.columns] == ["What", "Statement 1", "Statement 2"]
    assert rows(table)[:2] == [
        ["Time limit", "1 year", "2 years [implied]"],
        ["Starts with", "last order", "last order"],
    ]
    cites = [[cite.as_text() for cite in cell.values[0].cites] for cell in table.rows[0].cells[1:]]
    assert cites == [["policy:3"], ["policy:9"]]
    line = next(item for item in view.sections if item.category.data == "name").table.rows[0]
    assert line.tone == "conflict"
    assert [chip.kind for value in line.cells[1].values for chip in value.chips] == ["conflict", "implied", "conflict"]
    assert view.overview is not None
    assert "[conflict]" in rows(view.overview)[1][3]
    assert "1 contradiction" in view.summary
    assert "Contradicting limits" in [heading.text for heading in view.headings]


def test_many_contradicting_statements_stand_four_abreast() -> None:
    view = schedule(*(f"data: [name], trigger: a, period: P{years}Y" for years in range(1, 7)))
    assert [len(table.columns) for table in view.conflicts[0].tables] == [5, 3]
    assert view.conflicts[0].tables[1].columns[1].label == "Statement 5"


def test_a_wider_rule_is_marked_as_yielding_and_is_no_contradiction() -> None:
    view = schedule("data: everything, trigger: a, period: P1Y", "data: [name], trigger: a, period: P2Y")
    assert [line[1] for line in section(view, "name")[:2]] == ["1 year [exception], 2 years", "not stated"]
    assert view.conflicts == ()


def test_a_single_general_statement_is_written_out_and_several_are_numbered() -> None:
    view = schedule(general=("data: everything, criterion: as long as x, cite: 'policy:3'",))
    assert view.general is None
    assert section(view, "name")[0][1:3] == ["as long as x [general]", "see the time limit"]
    view = schedule(general=("data: everything, criterion: as long as x", "data: [name], criterion: for claims"))
    assert view.general is not None
    assert [line[:3] for line in rows(view.general)] == [
        ["G1", "all data [general]", "as long as x"],
        ["G2", "Name [general]", "for claims"],
    ]
    assert section(view, "email-address")[0][1] == "as long as x [general]"


def test_numbered_statements_that_hold_alike_are_referred_to_by_number() -> None:
    view = schedule(general=("data: everything, criterion: as long as x", "data: everything, criterion: for claims"))
    assert section(view, "name")[0][1:4] == ["G1 and G2 [general] [criteria]", "see there", "see there"]
    assert view.overview is not None
    assert rows(view.overview)[0][1] == "G1 and G2, stated generally"


def test_where_data_move_on_without_a_rule_the_end_is_open() -> None:
    rule = "data: everything, in: [shop], trigger: a, period: P1Y, disposal: erase, then_in: [archive]"
    assert section(schedule(rule), "name")[0][3] == "erase, moves to Archive, for how long there: not stated"
    own = "data: everything, in: [archive], trigger: a, period: P2Y"
    assert section(schedule(rule, own), "name")[0][3] == "erase, moves to Archive"


def test_a_rule_for_a_part_of_a_place_names_the_part() -> None:
    view = schedule("data: everything, in: [backup], trigger: a, period: P90D")
    assert section(view, "name")[:2] == [
        ["Readers: Backup (a part of Web shop)", "90 days", "a", "not stated", "Orders"],
        ["Readers: Web shop", "not stated beyond the above", "not stated", "not stated", "Orders"],
    ]


def test_what_has_no_limit_is_listed_by_who_holds_it() -> None:
    view = schedule("data: everything, in: [archive], trigger: a, period: P1Y")
    tables = [block for block in view.unlimited if isinstance(block, Table)]
    assert [table.key for table in tables] == ["own", "acting", "others"]
    assert rows(tables[0]) == [["Web shop", "Readers: Email address, Name", "Orders"]]
    assert rows(tables[2]) == [["Post", "Readers: Name", "Orders"]]
    assert view.unused is not None
    assert rows(view.unused)[0][:2] == ["all data (in Archive)", "1 year"]


def test_nothing_left_open_is_said_so() -> None:
    head = HEAD.replace("      - shop -> post: [name]\n", "")
    (note,) = schedule("data: everything, trigger: a, period: P1Y", head=head).unlimited
    assert isinstance(note, Note)
    assert note.text == "Of everything that is said to be held, a limit is stated."


def test_a_register_without_data_has_a_schedule_that_says_so() -> None:
    view = schedule(head="organisations: {us: {name: Us}}\nactivities:\n  a:\n    purposes: [security]\n")
    assert view.summary == "No data are stated to be held."
    for suffix in (".html", ".md"):
        assert "The register states no data that are held" in format_for_suffix(suffix).render(view)


def test_hypothetical_holdings_and_rules_count_for_nothing() -> None:
    head = HEAD.replace(
        "      - shop -> post: [name]\n", "      - shop -> post: {data: [phone-number], certainty: hypothetical}\n"
    )
    view = schedule("data: [name], trigger: a, period: P1Y, certainty: hypothetical", head=head)
    assert standing(view) == {"email-address": "not stated", "name": "not stated"}


def test_activities_that_hold_the_same_alike_share_a_row() -> None:
    head = HEAD + "  support:\n    name: Support\n    flows: [{reader -> shop: [name]}]\n"
    text = head + "general:\n  retention: [{data: everything, criterion: as long as x}]\n"
    view = retention_schedule(register_from(text), load_law(), load_vocabulary(), as_of=AS_OF)
    assert section(view, "name")[0][4] == "Orders, Support"


def test_the_data_form() -> None:
    found: dict[str, Any] = schedule("data: [name], trigger: a, period: P1Y, cite: 'policy:3'").as_json()
    assert list(found) == [
        "format", "report", "facts_as_of", "as_of", "regimes", "title", "cover", "categories", "conflicts", "not_stated",
        "unused",
    ]  # fmt: skip
    name = next(item for item in found["categories"] if item["id"] == "name")
    assert name["entries"][0] == {
        "activities": ["orders"],
        "about": [{"subject": "reader", "holder": "shop", "held": "stated", "own": True}],
        "limit_stated": True,
        "only_in_cases": False,
        "statements": [
            {
                "rule": "activities/orders/retention#1", "general": False, "period": "P1Y", "criterion": None,
                "starts": "a", "when": None, "disposal": [], "then_in": [], "certainty": "stated", "settles": True,
                "only": {}, "conflict": None, "yields_to": [], "cites": [{"document": "policy", "lines": "3"}],
            }
        ],
    }  # fmt: skip
    assert {"subject": "reader", "data": "name", "holder": "post", "activity": "orders"} in found["not_stated"]


def test_the_csv_has_a_row_per_statement_and_per_silence() -> None:
    view = schedule("data: [name], trigger: a, period: P1Y", "data: [phone-number], trigger: a, period: P2Y")
    text = format_for_suffix(".csv").render(view)
    assert text.startswith("\ufeff"), "Excel reads it as UTF-8"
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(line["data"], line["holder"], line["limit"], line["period"], line["held"]) for line in table] == [
        ("email-address", "shop", "not stated", "", "stated"),
        ("email-address", "lab", "not stated", "", "possible"),
        ("name", "shop", "stated", "P1Y", "stated"),
        ("name", "post", "not stated", "", "stated"),
        ("phone-number", "", "stated", "P2Y", "nowhere"),
    ]


def test_no_text_of_the_register_becomes_markup() -> None:
    view = schedule("data: [name], trigger: '<b>&|_x_', criterion: '<script>', when: '[a](b)'")
    page = format_for_suffix(".html").render(view)
    assert "<script>" not in page
    assert "&lt;b&gt;&amp;|_x_" in page
    assert r"\[a\](b)" in format_for_suffix(".md").render(view)


def test_the_overview_names_who_holds_without_a_stated_limit() -> None:
    view = schedule('in: [shop], data: [name], trigger: end, period: P1Y', 'data: [email-address], subjects: [member], period: P2Y, trigger: end')  # fmt: skip
    assert view.overview is not None
    found = {line[0]: line[1] for line in rows(view.overview)}
    assert found["Name"] == "1 year, not stated (for what is held by Post)"
    assert found["Email address"].startswith("2 years, for a part of it")
