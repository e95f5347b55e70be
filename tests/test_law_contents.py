"""What a contract with a processor has to set out: every word of the format has its point of the law, with a source."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.law import load_law
from ropa.model.words import AgreementContent

LAW = load_law()


@pytest.mark.parametrize("regime", ["eu-gdpr", "uk-gdpr"])
def test_every_content_of_the_format_has_one_row_per_regime(regime: str) -> None:
    found = [row.content for row in LAW.contract_contents_on(regime, date(2026, 11, 22))]
    assert found == sorted(content.value for content in AgreementContent)


@pytest.mark.parametrize(
    ("regime", "day", "count"),
    [
        ("eu-gdpr", "2018-05-24", 0),
        ("eu-gdpr", "2018-05-25", 15),
        ("uk-gdpr", "2020-12-30", 0),
        ("ch-fadp", "2026-11-22", 0),
    ],
)
def test_nothing_is_asked_before_its_day_or_where_no_row_is(regime: str, day: str, count: int) -> None:
    assert len(LAW.contract_contents_on(regime, date.fromisoformat(day))) == count


def test_points_are_those_of_the_article_items_and_each_of_those_is_reached() -> None:
    for row in LAW.contract_contents:
        assert row.article.removeprefix("UK GDPR ") == LAW.article_items[row.item].article, row
        assert row.source, row
        assert row.verified == ("yes" if row.regime == "eu-gdpr" else "no")
    asked = {key for key in LAW.article_items if key.startswith("C28-3")}
    assert {row.item for row in LAW.contract_contents} == asked


def test_a_content_is_the_point_that_the_law_gives_it() -> None:
    rows = {row.content: row.article for row in LAW.contract_contents_on("eu-gdpr", date(2026, 11, 22))}
    assert rows["subject-matter"] == "28(3)"
    assert rows["instructions"] == "28(3)(a)"
    assert rows["confidentiality"] == "28(3)(b)"
    assert rows["security"] == "28(3)(c)"
    assert rows["sub-processing"] == "28(3)(d)"
    assert rows["rights-assistance"] == "28(3)(e)"
    assert rows["compliance-assistance"] == "28(3)(f)"
    assert rows["end-of-service"] == "28(3)(g)"
    assert rows["audit"] == "28(3)(h)"
