"""Text that goes into DOT and SVG: cleaned, wrapped, quoted, and as stable ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.diagrams.base import Node, Shape
from ropa.diagrams.labels import node_label, small_lines
from ropa.diagrams.palette import DENSE, ROOMY, room_for
from ropa.diagrams.shown import about
from ropa.diagrams.text import clean, clip, counted, listed, markup, quoted, slug, wrap
from tests.diagram_registers import HOSTILE


@given(st.text())
def test_clean_text_is_one_line_and_can_be_encoded(text: str) -> None:
    cleaned = clean(text)
    assert "\n" not in cleaned
    assert cleaned == clean(cleaned)
    cleaned.encode("utf-8")


def test_clean_keeps_joiners_and_takes_direction_overrides() -> None:
    assert clean("👩‍👩‍👧 a\u202eb\x00c\nd") == "👩‍👩‍👧 ab c d"


def test_quoted_text_survives_the_rules_of_dot() -> None:
    assert quoted('a "b" \\N & c') == '"a \\"b\\" \\\\N &amp; c"'


@given(st.text())
def test_quoted_text_never_ends_its_own_quotes(text: str) -> None:
    body = quoted(text)[1:-1]
    unescaped = body.replace("\\\\", "").replace('\\"', "")
    assert '"' not in unescaped
    assert "\\" not in unescaped


@given(st.text())
def test_markup_holds_no_markup(text: str) -> None:
    assert not set("<>\"'") & set(markup(text))


def test_wrapped_text_says_that_it_was_cut() -> None:
    assert wrap("one two three", 5) == ("one", "two", "three")
    assert wrap("one two three four", 5, 2) == ("one", "two…")
    assert wrap("", 5) == ("",)
    assert clip("abcdef", 4) == "abc…"
    assert clip("abcd", 4) == "abcd"


def test_a_key_is_its_own_slug_and_other_texts_never_meet() -> None:
    assert slug("corner-books") == "corner-books"
    assert slug("Neverland") != slug("neverland")
    assert slug("a b") != slug("a-b") != slug("a  b")
    assert slug("مرحبا")


@pytest.mark.parametrize("text", HOSTILE)
def test_slugs_are_safe_in_any_language(text: str) -> None:
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in slug(text))


def test_lists_and_counts_read_as_english() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed("abc")] == ["", "a", "a and b", "a, b and c"]
    assert [counted(1, "line"), counted(2, "line"), counted(0, "country", "countries")] == [
        "1 line",
        "2 lines",
        "0 countries",
    ]


@pytest.mark.parametrize(
    ("people", "lines"),
    [
        ((), ()),
        (("Visitors",), ("about Visitors",)),
        (("Clients", "Visitors"), ("about Clients and Visitors",)),
        (
            ("Clients from Europe and Africa", "Clients from West Asia", "Users", "Visitors of the site"),
            ("about Clients from Europe and", "Africa and 3 more"),
        ),
        (("Clients " * 12, "Users"), ("about Clients Clients Clients", "Clients C… and 1 more")),
    ],
)
def test_people_without_room_are_counted(people: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert about(people, ROOMY).lines == lines


def test_a_dense_picture_has_wider_and_flatter_boxes() -> None:
    box = Node("o", "node-o", Shape.CATEGORY, "Services that manage servers", ("unnamed category", "host"), "", None)
    assert small_lines(box, ROOMY) == ["unnamed category", "host"]
    assert small_lines(box, DENSE) == ["unnamed category · host"]
    assert node_label(box, ROOMY).count("<TR>") > node_label(box, DENSE).count("<TR>")
    assert (room_for(lines=9, boxes=12), room_for(lines=10, boxes=2), room_for(lines=1, boxes=13)) == (
        ROOMY, DENSE, DENSE,
    )  # fmt: skip
