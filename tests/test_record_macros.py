"""Each macro of repeated markup, on the smallest part of a view it can show."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ropa.formats.html_page import html_environment
from ropa.formats.markdown import markdown_environment
from ropa.model.base import Cite
from ropa.reports.base import (
    Fields,
    Heading,
    Items,
    Note,
    Table,
    Value,
    cell,
    chip,
    columns,
    field,
    group,
    not_stated,
    optional,
    row,
)

CITE = Cite(document="policy", lines="22-23")
SURE = Value(text="Name")
MARKED = Value(text="E-mail <a>", chips=(chip("implied"),), cites=(CITE,), note="a note")
HEADS = columns(("data", "Data", 40), ("limit", "Limit | end"))


def html(macro: str, argument: Any) -> str:
    module = html_environment().get_template("macros/html.html.j2").module
    return re.sub(r"\s+", " ", str(getattr(module, macro)(argument))).strip()


def md(macro: str, argument: Any) -> str:
    module = markdown_environment().get_template("macros/markdown.md.j2").module
    return str(getattr(module, macro)(argument)).strip()


def test_value() -> None:
    assert html("value", SURE) == '<span class="value"><bdi>Name</bdi></span>'
    assert html("value", MARKED) == (
        '<span class="value"><bdi>E-mail &lt;a&gt;</bdi></span> <span class="chip chip-implied">implied</span> '
        '<a class="cite" href="#document-policy">policy:22-23</a> <span class="note"><bdi>a note</bdi></span>'
    )
    assert md("value", SURE) == "Name"
    assert md("value", MARKED) == r"E-mail \<a\> *(implied)* `policy:22-23` (a note)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("activities/accounts", "activities/<wbr>accounts"),
        ("accounts/service->backup", "accounts/<wbr>service-&gt;<wbr>backup"),
        ("to privacy@books.example", "to privacy@<wbr>books.example"),
        ("wordpress_test_cookie", "wordpress_<wbr>test_<wbr>cookie"),
        ("dpv:PurchasesAndSpendingHabits", "dpv:<wbr>Purchases<wbr>And<wbr>Spending<wbr>Habits"),
        ("recommendations, and/or so", "recommendations, and/or so"),
    ],
)
def test_only_keys_and_addresses_may_break(text: str, shown: str) -> None:
    assert html("value", Value(text=text)) == f'<span class="value"><bdi>{shown}</bdi></span>'


def test_what_no_language_has_breaks_anywhere() -> None:
    assert "<wbr>" in html("value", Value(text="x" * 40))
    long = Cite(document="the-privacy-notice-of-the-shop", lines="1-2")
    assert 'class="cite cite-long"' in html("cite", long)


def test_not_stated_is_styled_in_both() -> None:
    assert html("value", not_stated()) == '<span class="value missing"><bdi>not stated</bdi></span>'
    assert 'class="value missing optional"' in html("value", optional(not_stated()))
    assert md("value", not_stated()) == "_not stated_"


def test_group_shows_shared_marks_once() -> None:
    second = Value(text="Phone", chips=MARKED.chips, cites=MARKED.cites)
    first = Value(text="Mail", chips=MARKED.chips, cites=MARKED.cites)
    shared = group((first, second), about=Value(text="Readers"), inline=True)
    assert html("group", shared).count("chip-implied") == 1
    assert md("group", shared) == "Readers: Mail, Phone *(implied)* `policy:22-23`"
    mixed = group((first, SURE), inline=True)
    assert md("group", mixed) == "Mail *(implied)* `policy:22-23`, Name"


def test_group_of_lines() -> None:
    lines = group((SURE, Value(text="Phone")))
    assert html("group", lines).startswith('<ul class="lines"> <li>')
    assert md("group", lines) == "Name<br>Phone"


def test_table_carries_headings_on_every_cell_for_narrow_screens() -> None:
    table = Table(key="t", columns=HEADS, rows=(row(SURE, cell()),), caption="Limits")
    found = html("table", table)
    assert "<caption>Limits</caption>" in found
    assert '<col style="width:40%"><col>' in found
    assert 'data-label="Data"' in found
    assert 'data-label="Limit | end"' in found
    assert found.count("<th ") == 3
    assert md("table", table).splitlines()[2:] == [
        r"| Data | Limit \| end |",
        "| --- | --- |",
        "| Name | _not stated_ |",
    ]


def test_fields_items_and_sentence() -> None:
    fields = Fields(key="f", fields=(field("name", "Name", SURE),), anchor="here")
    assert html("fields", fields).startswith('<dl class="fields" id="here">')
    assert md("fields", fields).splitlines()[-1] == "| Name | Name |"
    items = Items(key="i", values=(SURE, Value(text="- b")))
    assert html("items", items).count("<li>") == 2
    assert md("items", items) == "- Name\n- \\- b"
    note = Note(key="n", text="Not stated. No purpose.", tone="missing")
    assert html("sentence", note) == '<p class="sentence sentence-missing">Not stated. No purpose.</p>'
    assert md("sentence", note) == "_Not stated. No purpose._"


def test_contents_link_to_their_headings() -> None:
    found = html("contents", (Heading(level=1, text="A & B", anchor="a"),))
    assert '<li class="level-1"><a href="#a">A &amp; B</a></li>' in found


def test_an_undefined_name_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        html_environment().from_string("{{ nothing.here }}").render()
