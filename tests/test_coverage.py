"""Every item of the articles has a check or a reason: what silence of the checks means is written down."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from ropa.checks import CHECKS, coverage
from ropa.checks.coverage import NO_CHECK_YET, Coverage, Covered, coverage_of
from ropa.checks.not_checkable import DECIDED_ON, NOT_CHECKABLE
from ropa.cli.main import run
from ropa.formats.explain_text import coverage_text
from ropa.law import ArticleItem, load_law

LAW = load_law()

ROWS = {row.item.id: row for row in coverage(LAW)}


def item(key: str, *, verified: str = "yes") -> ArticleItem:
    return ArticleItem(
        id=key, article="30(1)(z)", record="controller", item=f"thing {key}", requirement="", condition="",
        not_enough="", severity="error", source="a source", verified=verified,
    )  # fmt: skip


def test_every_item_is_checked_or_says_why_not() -> None:
    missing = sorted(key for key, row in ROWS.items() if not (row.codes or row.reason))
    assert missing == []


def test_the_table_has_every_row_of_the_law_once_and_in_order() -> None:
    assert list(ROWS) == list(LAW.article_items)
    assert len(ROWS) >= 134


def test_codes_are_those_of_checks_that_exist_and_name_the_item() -> None:
    by_code = {check.CODE: check for check in CHECKS}
    for key, row in ROWS.items():
        assert all(key in by_code[code].ITEMS for code in row.codes), key
    for check in CHECKS:
        assert set(check.ITEMS) <= ROWS.keys(), check.CODE


def test_a_row_has_either_a_check_or_a_reason() -> None:
    checked = {key for check in CHECKS for key in check.ITEMS}
    assert sorted(NOT_CHECKABLE.keys() & checked) == [], "a check was written: take the reason away"
    assert NOT_CHECKABLE.keys() <= ROWS.keys()


def test_reasons_are_clauses_that_promise_nothing_and_are_dated() -> None:
    assert dt.date(2026, 1, 1) < DECIDED_ON
    for key, reason in NOT_CHECKABLE.items():
        assert len(reason) > 30, key
        assert not reason.endswith("."), key
        assert "compliant" not in reason.casefold(), key


def test_counts_add_up_and_are_told_in_one_sentence() -> None:
    view = Coverage(
        (
            Covered(item("a"), ("A101", "A102"), ""),
            Covered(item("b"), ("A101",), ""),
            Covered(item("c"), (), "no register has it"),
            Covered(item("d"), (), ""),
        ),
        dt.date(2026, 11, 22),
    )
    assert view.counts == {"items": 4, "checked": 2, "not_checkable": 1, "neither": 1}
    assert view.summary() == (
        "2 of 4 items checked, 1 not checkable with a reason, 1 without; items as of 2026-11-22."
    )  # fmt: skip
    assert [row[3] for row in view.rows()] == ["A101, A102", "A101", "no register has it", NO_CHECK_YET]


@pytest.mark.parametrize(
    ("verified", "mark"), [("yes", ""), ("partly", " [verified in part]"), ("no", " [unverified]")]
)
def test_an_item_that_nobody_verified_says_so(verified: str, mark: str) -> None:
    view = Coverage((Covered(item("a", verified=verified), ("A101",), ""),), dt.date(2026, 11, 22))
    assert view.rows()[0][2] == f"thing a{mark}"
    (row,) = view.as_json()["items"]  # type: ignore[misc]
    assert row["verified"] == verified  # type: ignore[has-type]


def test_a_reason_gives_way_to_a_check() -> None:
    key = next(iter(NOT_CHECKABLE))

    class Made:
        CODE, NAME, ITEMS = "A999", "made", (key,)

    (row,) = [row for row in coverage_of(LAW, [Made]) if row.item.id == key]  # type: ignore[list-item]
    assert (row.codes, row.reason) == (("A999",), "")


def test_the_table_for_people_keeps_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    text = coverage_text(Coverage(coverage(LAW), LAW.data_as_of), width=120)
    lines = text.splitlines()
    assert lines[0].split("  ")[0] == "item"
    assert "checked by, or why not" in lines[0]
    assert max(map(len, lines)) <= 120
    assert any(line.startswith("A30-1-f ") and "A106" in line for line in lines)
    assert f"of {len(ROWS)} items checked" in text
    assert run(["explain", "--coverage"]) == 0
    assert "items checked" in capsys.readouterr().out


def test_the_table_as_json_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--coverage", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == 1
    assert data["data_as_of"] == LAW.data_as_of.isoformat()
    assert data["counts"]["items"] == len(data["items"]) == len(ROWS)
    by_id = {row["id"]: row for row in data["items"]}
    assert "A106" in by_id["A30-1-f"]["codes"]
    assert by_id["A30-1-f"]["reason"] is None
    assert by_id["B33"] == {
        **by_id["B33"], "codes": [], "reason": NOT_CHECKABLE["B33"], "article": "33(5)", "verified": "yes",
    }  # fmt: skip
    assert run(["explain", "--coverage", "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["item", "article", "what it asks for", "checked by, or why not"]
    assert len(rows) == len(ROWS) + 1
