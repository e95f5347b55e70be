"""Parts of an answer as text: words stay whole, columns fit, and what does not fit stands in lines of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.formats.sheet_text import sheet_text
from ropa.formats.table import text_width
from ropa.questions import Sheet

WORDS = st.text(alphabet="abcdefg ", max_size=40).map(lambda text: " ".join(text.split()))


def test_a_table_that_fits() -> None:
    sheet = Sheet(
        head="People:", lines=("two kinds",), columns=("who", "how many"), rows=(("Buyers", "12"), ("All", ""))
    )
    assert sheet_text(sheet, 80) == (
        "People:\n"
        "  two kinds\n"
        "  who     how many\n"
        "  ------  --------\n"
        "  Buyers  12\n"
        "  All"
    )  # fmt: skip


def test_columns_without_content_are_left_out_and_parts_without_rows_are_lines() -> None:
    assert sheet_text(Sheet(head="H", columns=("a", "b"), rows=(("x", ""),)), 80) == "H\n  a\n  -\n  x"
    assert sheet_text(Sheet(head="H", lines=("one", "two")), 80) == "H\n  one\n  two"


def test_long_text_gives_way_to_short_words() -> None:
    sheet = Sheet(head="H", columns=("id", "text"), rows=(("newsletter/shop->aweber", "some words that go on and on"),))
    assert sheet_text(sheet, 46).splitlines()[3:] == [
        "  newsletter/shop->aweber  some words that go",
        "                           on and on",
    ]


def test_rows_that_do_not_fit_stand_below_each_other() -> None:
    sheet = Sheet(head="H", columns=("one", "second"), rows=(("a" * 30, "b" * 30), ("c", "")))
    assert sheet_text(sheet, 50) == (
        "H\n"
        "  one     aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
        "  second  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
        "\n"
        "  one     c"
    )  # fmt: skip


def test_wide_characters_count_twice() -> None:
    rows = (("数据", "x"), ("abcd", "y"))
    lines = sheet_text(Sheet(head="H", columns=("a", "b"), rows=rows), 80).splitlines()
    assert [text_width(line) for line in lines[3:]] == [9, 9]


def test_nothing_in_a_cell_is_obeyed() -> None:
    text = sheet_text(Sheet(head="H\x1b[31m", columns=("a",), rows=(("b\x1b[2J\nc",),)), 80)
    assert "\x1b" not in text
    assert text.count("\n") == 3


@given(
    rows=st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=5),
    width=st.integers(min_value=30, max_value=140),
)
def test_every_word_is_shown_whole_and_lines_fit(rows: list[tuple[str, ...]], width: int) -> None:
    text = sheet_text(Sheet(head="H", columns=("a", "b", "c", "d"), rows=tuple(rows)), width)
    shown = text.split()
    for row in rows:
        for cell in row:
            assert all(word in shown for word in cell.split() if len(word) <= 20)
    longest = max((len(word) for row in rows for cell in row for word in cell.split()), default=0)
    assert max(map(len, text.splitlines())) <= max(width, longest + 5)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_same_rows_same_text(width: int) -> None:
    sheet = Sheet(head="H", columns=("a", "b", "c"), rows=(("x y z" * 9, "u v" * 7, "w"),) * 3)
    assert sheet_text(sheet, width) == sheet_text(sheet, width)
