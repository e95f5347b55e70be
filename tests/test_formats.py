"""Formats: choosing one, JSON, CSV and the aligned table."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.errors import RenderError, UsageError
from ropa.formats import FORMATS, format_for_suffix, format_named
from ropa.formats.base import one_line
from ropa.formats.csv_text import guarded, render_csv
from ropa.formats.html_page import render_html
from ropa.formats.json_text import render_json
from ropa.formats.markdown import render_markdown
from ropa.formats.table import render_table, text_table, text_width, wrap

#: Any text that can be written to a file.
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


class Answer:
    """The smallest view that has a data form and a flat form."""

    def __init__(self, *rows: Sequence[str]) -> None:
        self._rows = rows

    def as_json(self) -> dict[str, Any]:
        return {"z": "é", "a": [1]}

    def columns(self) -> Sequence[str]:
        return ("name", "country")

    def rows(self) -> Sequence[Sequence[str]]:
        return self._rows


def test_every_format_has_its_own_key_and_suffixes() -> None:
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert [known.key for known in FORMATS] == ["html", "markdown", "json", "csv", "table"]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("out/record.html", "html"),
        (PurePath("a.MD"), "markdown"),
        (".json", "json"),
        ("a.b.csv", "csv"),
        ("x.txt", "table"),
    ],
)
def test_format_for_suffix(path: str | PurePath, key: str) -> None:
    assert format_for_suffix(path).key == key


@pytest.mark.parametrize("path", ["record", "record.docm", ""])
def test_unknown_suffix_names_the_known_ones(path: str) -> None:
    with pytest.raises(UsageError, match=r"\.html"):
        format_for_suffix(path)


def test_format_named() -> None:
    assert format_named("Markdown") is format_named("md")
    with pytest.raises(UsageError, match="Known formats: html, markdown, json, csv, table"):
        format_named("pdfx")


def test_json_keeps_the_documented_order_and_the_characters() -> None:
    assert render_json(Answer()) == '{\n  "z": "é",\n  "a": [\n    1\n  ]\n}\n'


@pytest.mark.parametrize("render", [render_json, render_csv, render_table, render_html, render_markdown])
def test_a_view_without_the_form_is_refused(render: Any) -> None:
    with pytest.raises(RenderError, match="object cannot be written as"):
        render(object())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "\u00a0=1", "＝1"])
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "x@y.example", "'quoted"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_csv_can_be_read_back(rows: list[tuple[str, str]]) -> None:
    read = list(csv.reader(io.StringIO(render_csv(Answer(*rows)), newline="")))
    assert read == [["name", "country"], *([_lines(one), _lines(two)] for one, two in rows)]


def _lines(text: str) -> str:
    return guarded(text).replace("\r\n", "\n").replace("\r", "\n")


def test_table_is_aligned_and_wrapped() -> None:
    rows = [("AWeber", "US"), ("A recipient with a rather long name", "not stated")]
    assert text_table(("name", "country"), rows, width=34) == (
        "name                    country\n"
        "----------------------  ----------\n"
        "AWeber                  US\n"
        "A recipient with a      not stated\n"
        "rather long name\n"
    )


def test_table_shows_control_characters_instead_of_sending_them() -> None:
    assert "\x1b" not in text_table(("a",), [("\x1b[31mred",)])
    assert "<U+001B>[31mred" in text_table(("a",), [("\x1b[31mred",)])


def test_wide_characters_take_two_columns() -> None:
    assert text_width("書店") == 4
    assert text_width("é") == 1
    assert wrap("書店書店", 4) == ["書店", "書店"]


@given(
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40)), max_size=4),
    st.integers(min_value=30, max_value=90),
)
def test_table_never_exceeds_its_width_and_loses_nothing(rows: list[tuple[str, str, str]], width: int) -> None:
    found = text_table(("a", "b", "c"), rows, width=width)
    assert all(text_width(line) <= width for line in found.splitlines())
    for row in rows:
        for text in row:
            assert set(one_line(text).replace(" ", "")) <= set(found)


def test_no_columns_no_table() -> None:
    assert text_table((), []) == ""


def test_json_csv_and_tables_load_no_template_engine() -> None:
    code = "import ropa.formats, sys; sys.exit('jinja2' in sys.modules or 'markupsafe' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
