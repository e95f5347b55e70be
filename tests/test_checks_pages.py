"""The checks as a set: codes, pages, and what of Article 30(1) they look after."""

from __future__ import annotations

import re

import pytest

from ropa.checks import CHECKS, Check, coverage, explain, page_of
from ropa.checks.coverage import NOT_CHECKABLE
from ropa.checks.notices import REPORTED_BY
from ropa.errors import UsageError
from ropa.formats.sarif_rules import rule_of
from ropa.law import load_law

LAW = load_law()

#: Its notices are of kinds that do not exist yet.
WITHOUT_RECORDS = {"V199"}


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [check.CODE for check in CHECKS]
    names = [check.NAME for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[ABCDINPRSTV]\d{3}", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_a_heading_asks_and_asserts_nothing() -> None:
    asked = [check.ASKS for check in CHECKS]
    first = re.compile(r"(Is|Are|Was|Were|Has|Have|Do|Does|Can|Could) [^?]+\?")
    assert [text for text in asked if not first.fullmatch(text)] == []
    assert len(set(asked)) == len(asked)
    assert {rule["shortDescription"]["text"] for rule in (rule_of(check, "note") for check in CHECKS)} == set(asked)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_a_module_is_named_after_its_code(check: Check) -> None:
    assert check.__name__.rpartition(".")[2].startswith(f"{check.CODE.lower()}_")  # type: ignore[attr-defined]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_a_page_has_every_part(check: Check) -> None:
    page = page_of(check)
    assert re.fullmatch(r"[A-Z].*\.", page.demand)
    assert page.why
    assert bool(page.wrong) == bool(page.right) == (check.CODE not in WITHOUT_RECORDS)
    if page.wrong:
        assert page.wrong.startswith("ropa: 1\n")
        assert page.right.startswith("ropa: 1\n")
        assert page.wrong != page.right


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_a_page_as_text_shows_code_demand_records_and_articles(check: Check) -> None:
    text = explain(check.CODE.lower())
    assert text.startswith(f"{check.CODE} {check.NAME} ({check.SEVERITY}")
    assert page_of(check).demand in text
    assert all(article in text for article in check.ARTICLES)
    # A word of the format, for the help of Article 28(3)(f); nothing else is called by that name.
    assert "complian" not in text.casefold().replace("compliance-assistance", "")
    assert max(map(len, text.splitlines())) <= 120


def test_an_unknown_code_has_no_page() -> None:
    with pytest.raises(UsageError, match="no check has the code"):
        explain("Z000")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.CODE)
def test_items_are_rows_of_the_law_and_articles_name_them(check: Check) -> None:
    for key in check.ITEMS:
        row = LAW.article_items[key]
        assert row.article.split(" with ")[0] in check.ARTICLES, f"{check.CODE} looks after {key}, {row.article}"


def test_every_row_of_article_30_1_is_looked_after_or_has_a_reason() -> None:
    rows = [row for row in coverage(LAW) if row.item.article.startswith("30(1)")]
    assert len(rows) >= 13
    for row in rows:
        assert row.codes or row.reason, f"{row.item.id}: {row.item.item}"


def test_reasons_are_given_only_for_rows_that_exist_and_have_no_check() -> None:
    covered = {row.item.id for row in coverage(LAW) if row.codes}
    assert NOT_CHECKABLE.keys() <= LAW.article_items.keys()
    assert not NOT_CHECKABLE.keys() & covered


def test_every_letter_has_its_first_code() -> None:
    letters = {check.CODE: check.ARTICLES[:1] for check in CHECKS}
    expected = {
        "A101": "30(1)(a)",
        "A102": "30(1)(b)",
        "A103": "30(1)(c)",
        "A104": "30(1)(d)",
        "A105": "30(1)(e)",
        "A106": "30(1)(f)",
        "A107": "30(1)(g)",
    }
    assert {code: letters[code] for code in expected} == {code: (letter,) for code, letter in expected.items()}


def test_notices_are_reported_by_checks_that_exist() -> None:
    assert set(REPORTED_BY.values()) <= {check.CODE for check in CHECKS}
