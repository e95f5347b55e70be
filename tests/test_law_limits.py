"""Numbers and periods of the law are dated rows with a source; a country's own row comes before the regime's."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.law import Limit, load_law

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("topic", "regime", "country", "day", "value"),
    [
        ("answer", "eu-gdpr", "", "2018-05-25", "P1M"),
        ("answer", "eu-gdpr", "", "2018-05-24", None),
        ("answer", "eu-gdpr", "DE", "2026-11-22", "P1M"),
        ("answer", "ch-fadp", "", "2026-11-22", "P30D"),
        ("child-consent", "eu-gdpr", "", "2026-11-22", "16"),
        ("child-consent", "eu-gdpr", "AT", "2026-11-22", "14"),
        ("child-consent", "eu-gdpr", "DE", "2026-11-22", "16"),
        ("child-consent", "eu-gdpr", "DK", "2023-12-31", "13"),
        ("child-consent", "eu-gdpr", "DK", "2024-01-01", "15"),
        ("record-headcount", "eu-gdpr", "", "2026-11-22", "250"),
        ("no-such-topic", "eu-gdpr", "", "2026-11-22", None),
    ],
)
def test_a_limit_holds_from_its_day(topic: str, regime: str, country: str, day: str, value: str | None) -> None:
    found = load_law().limit(topic, regime=regime, country=country, on=date.fromisoformat(day))
    assert (None if found is None else found.value) == value


def test_every_limit_has_a_source_and_one_row_per_day() -> None:
    rows = load_law().limits
    assert all(row.source and row.verified in ("yes", "partly", "no") and row.articles for row in rows)
    for row in rows:
        later = [other for other in rows if _about(other) == _about(row) and other.valid_from > row.valid_from]
        assert all(row.valid_until is not None and row.valid_until < other.valid_from for other in later), row
    assert len({(*_about(row), row.valid_from) for row in rows}) == len(rows)


def _about(row: Limit) -> tuple[str, str, str]:
    return (row.topic, row.regime, row.country)


def test_no_age_of_a_country_is_below_the_floor() -> None:
    law = load_law()
    floor = law.limit("child-consent-floor", regime="eu-gdpr", on=TODAY)
    assert floor is not None
    assert all(int(row.value) >= int(floor.value) for row in law.limits if row.topic == "child-consent")
