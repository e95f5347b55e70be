"""The shipped law tables, tested as data: keys, dates, sources, and what held on either side of each boundary."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from ropa.errors import RopaError, UsageError
from ropa.law import (
    AdequacyDecision,
    AreaRow,
    ArticleItem,
    Country,
    DataFileError,
    Law,
    Regime,
    ToolModule,
    ToolTerm,
    load_law,
)
from ropa.law.load import SHIPPED
from ropa.law.tables import fold

VERIFIED = {"yes", "partly", "no"}
OUTERMOST = {"GF", "GP", "MF", "MQ", "RE", "YT"}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def ids(rows: tuple[AdequacyDecision, ...]) -> list[str]:
    return [row.id for row in rows]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_every_shipped_table_is_sorted_by_key_and_ends_its_lines_alike() -> None:
    for path in sorted(SHIPPED.glob("*.csv")):
        text = path.read_bytes()
        assert b"\r" not in text, path.name
        with path.open(encoding="utf-8", newline="") as handle:
            keys = [row[0] for row in csv.reader(handle)][1:]
        assert keys == sorted(keys), path.name


def test_every_row_has_a_source_and_says_whether_it_is_verified(law: Law) -> None:
    rows: list[Country | AdequacyDecision | AreaRow | Regime | ToolModule | ArticleItem | ToolTerm] = [
        *law.countries.values(),
        *law.decisions,
        *law.area,
        *law.regimes.values(),
        *law.modules,
        *law.article_items.values(),
        *(term for tool in law.tools.values() for term in tool.terms),
    ]
    for row in rows:
        assert row.source, row
        assert row.verified in VERIFIED, row
        if row.source.removeprefix("from ") == "general knowledge, unverified":
            assert row.verified == "no", row


def test_no_interval_ends_before_it_begins(law: Law) -> None:
    rows: list[AdequacyDecision | AreaRow | ToolTerm] = [*law.decisions, *law.area]
    rows += [term for tool in law.tools.values() for term in tool.terms]
    for row in rows:
        if row.valid_from and row.valid_until:
            assert row.valid_from <= row.valid_until, row


def test_rows_refer_only_to_known_regimes_countries_and_tools(law: Law) -> None:
    for row in law.area:
        assert row.regime in law.regimes
        assert row.country in law.countries
        assert row.status == "domestic"
        assert row.reason
    for decision in law.decisions:
        assert decision.regime in {*law.regimes, "eu-led"}
        assert bool(decision.country) != bool(decision.recipients), decision.id
        assert not decision.country or decision.country in law.countries
        assert decision.data_as_of <= law.data_as_of
    for tool in law.tools.values():
        assert set(tool.regimes) <= set(law.regimes), tool.key
    assert {module.tool for module in law.modules} <= set(law.tools)


def test_area_rows_of_one_place_do_not_overlap(law: Law) -> None:
    for first, second in zip(law.area, law.area[1:], strict=False):
        if (first.regime, first.country) == (second.regime, second.country):
            assert first.valid_until is not None
            assert first.valid_until < second.valid_from


# --- countries --------------------------------------------------------------------------------------------------------


def test_countries_are_249_codes_of_the_standard_and_kosovo(law: Law) -> None:
    assert len(law.countries) == 250
    assert law.countries["XK"].verified == "no"
    assert len({country.alpha3 for country in law.countries.values()}) == 250
    assert law.countries["NA"].name == "Namibia"


def test_country_names_are_unambiguous(law: Law) -> None:
    holders: dict[str, set[str]] = {}
    for country in law.countries.values():
        for name in (country.alpha2, country.alpha3, country.name, *country.aliases):
            holders.setdefault(fold(name), set()).add(country.alpha2)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


#: What people write, and the code behind it.
WRITTEN = {
    "CI": "Cote d'Ivoire",
    "CZ": "Czech Republic|CZE",
    "GB": "GB|gb|UK|U.K.|Great Britain|england",
    "GR": "EL",
    "KR": "South Korea",
    "NA": "NA",
    "NL": "Holland|the Netherlands",
    "NO": "no",
    "RE": "Reunion",
    "TR": "Türkiye|Turkey",
    "US": "USA|United States",
}


@pytest.mark.parametrize(
    ("text", "alpha2"), [(text, code) for code, all_ in WRITTEN.items() for text in all_.split("|")]
)
def test_a_country_is_found_by_code_or_known_name(law: Law, text: str, alpha2: str) -> None:
    found = law.find_country(text)
    assert found is not None
    assert found.alpha2 == alpha2


@pytest.mark.parametrize("text", ["", "the", "EU", "EEA", "Neverland", "worldwide", "Korea", "Europe"])
def test_what_is_no_single_country_is_not_found(law: Law, text: str) -> None:
    assert law.find_country(text) is None


def test_groups_are_groups(law: Law) -> None:
    assert [law.is_group(text) for text in ("EU", "eea", "European Union", "the EEA", "EU/EEA", "UK", "")] == [
        *[True] * 5,
        *[False] * 2,
    ]
    with pytest.raises(UsageError, match="EU, EEA"):
        law.members("Benelux", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("group", "on", "states"),
    [
        ("EU", date(2004, 4, 30), 15),
        ("EU", date(2004, 5, 1), 25),
        ("EU", date(2013, 7, 1), 28),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("EU", date(2026, 11, 22), 27),
        ("EEA", date(1993, 12, 31), 0),
        ("EEA", date(2026, 11, 22), 30),
    ],
)
def test_members_of_a_group_by_date(law: Law, group: str, on: date, states: int) -> None:
    assert len(law.members(group, on, territories=False)) == states


def test_members_include_territories_with_a_code_of_their_own(law: Law) -> None:
    now = law.members("EU", date(2026, 11, 22))
    assert now - law.members("EU", date(2026, 11, 22), territories=False) == {*OUTERMOST, "AX"}
    assert "YT" not in law.members("EU", date(2013, 12, 31))
    assert ("BL" in law.members("EU", date(2011, 12, 31)), "BL" in law.members("EU", date(2012, 1, 1))) == (True, False)


# --- area and adequacy ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "country", "on", "kind"),
    [
        ("eu-gdpr", "HU", date(2004, 4, 30), None),
        ("eu-gdpr", "HU", date(2004, 5, 1), "member"),
        ("eu-gdpr", "GB", date(2020, 1, 31), "member"),
        ("eu-gdpr", "GB", date(2020, 2, 1), "transition"),
        ("eu-gdpr", "GB", date(2020, 12, 31), "transition"),
        ("eu-gdpr", "GB", date(2021, 1, 1), "bridge"),
        ("eu-gdpr", "GB", date(2021, 6, 28), "bridge"),
        ("eu-gdpr", "GB", date(2021, 6, 29), None),
        ("eu-gdpr", "GI", date(2020, 12, 31), "territory"),
        ("eu-gdpr", "GI", date(2021, 1, 1), None),
        ("eu-gdpr", "NO", date(2018, 5, 25), "eea"),
        ("eu-gdpr", "LI", date(1995, 4, 30), None),
        ("eu-gdpr", "RE", date(2026, 1, 1), "territory"),
        ("eu-gdpr", "AX", date(2026, 1, 1), "territory"),
        ("eu-gdpr", "SJ", date(2026, 1, 1), None),
        ("eu-gdpr", "CH", date(2026, 1, 1), None),
        ("uk-gdpr", "GB", date(2020, 12, 30), None),
        ("uk-gdpr", "GB", date(2020, 12, 31), "own"),
        ("uk-gdpr", "GI", date(2026, 1, 1), None),
        ("ch-fadp", "CH", date(2023, 9, 1), "own"),
        ("ch-fadp", "LI", date(2026, 1, 1), None),
    ],
)
def test_the_area_on_either_side_of_a_boundary(law: Law, regime: str, country: str, on: date, kind: str | None) -> None:
    row = law.area_row(regime, country, on)
    assert (row.kind if row else None) == kind


def test_the_bridging_clause_is_domestic_and_says_why(law: Law) -> None:
    row = law.area_row("eu-gdpr", "GB", date(2021, 3, 1))
    assert row is not None
    assert (row.status, "Article 782" in row.reason) == ("domestic", True)


@pytest.mark.parametrize(
    ("regime", "country", "last_without", "first_with", "decision"),
    [
        ("eu-gdpr", "US", date(2023, 7, 9), date(2023, 7, 10), "eu-us-dpf"),
        ("eu-gdpr", "GB", date(2021, 6, 27), date(2021, 6, 28), "eu-gb"),
        ("eu-gdpr", "BR", date(2026, 1, 27), date(2026, 1, 28), "eu-br"),
        ("eu-gdpr", "US", date(2000, 7, 25), date(2000, 7, 26), "eu-us-safe-harbour"),
        ("uk-gdpr", "US", date(2023, 10, 11), date(2023, 10, 12), "uk-us-dpf"),
        ("uk-gdpr", "KR", date(2022, 12, 18), date(2022, 12, 19), "uk-kr"),
        ("ch-fadp", "US", date(2024, 9, 14), date(2024, 9, 15), "ch-us-dpf"),
        ("uk-gdpr", "RE", date(2020, 12, 30), date(2020, 12, 31), "uk-re"),
    ],
)
def test_a_decision_begins(
    law: Law, regime: str, country: str, last_without: date, first_with: date, decision: str
) -> None:
    assert first_with - last_without == timedelta(days=1)
    assert decision not in ids(law.decisions_on(regime, country, last_without))
    assert decision in ids(law.decisions_on(regime, country, first_with))


@pytest.mark.parametrize(
    "day", [date(2021, 6, 28), date(2025, 6, 27), date(2025, 6, 28), date(2025, 12, 28), date(2031, 12, 27)]
)
def test_the_united_kingdom_has_exactly_one_decision_on_every_day(law: Law, day: date) -> None:
    assert len(law.decisions_on("eu-gdpr", "GB", day)) == 1


@pytest.mark.parametrize(
    ("country", "last_with", "first_without", "decision"),
    [
        ("US", date(2015, 10, 5), date(2015, 10, 6), "eu-us-safe-harbour"),
        ("US", date(2020, 7, 15), date(2020, 7, 16), "eu-us-privacy-shield"),
        ("GB", date(2025, 6, 27), date(2025, 6, 28), "eu-gb"),
        ("GB", date(2025, 12, 27), date(2025, 12, 28), "eu-gb-prolonged"),
        ("GB", date(2031, 12, 27), date(2031, 12, 28), "eu-gb-renewed"),
        ("HU", date(2004, 4, 30), date(2004, 5, 1), "eu-hu"),
    ],
)
def test_a_decision_ends_before_the_day_of_its_judgment_or_after_its_last_day(
    law: Law, country: str, last_with: date, first_without: date, decision: str
) -> None:
    assert decision in ids(law.decisions_on("eu-gdpr", country, last_with))
    assert decision not in ids(law.decisions_on("eu-gdpr", country, first_without))
    assert decision in ids(law.ended_decisions("eu-gdpr", country, first_without))


def test_between_privacy_shield_and_its_successor_the_us_had_no_decision(law: Law) -> None:
    assert law.decisions_on("eu-gdpr", "US", date(2021, 6, 1)) == ()


def test_no_us_decision_covers_the_country_as_such(law: Law) -> None:
    for decision in law.decisions:
        if decision.country == "US" and decision.ordinary:
            assert decision.scope_code == "listed-organisations"
            assert decision.recipient_condition


def test_special_decisions_never_carry_an_ordinary_transfer(law: Law) -> None:
    special = {row.id for row in law.decisions if not row.ordinary}
    assert special >= {"eu-gb-led", "eu-us-pnr", "eu-ca-pnr", "eu-gb-bridge", "ch-jp-absent", "uk-epo-absent"}
    assert ids(law.decisions_on("eu-gdpr", "US", date(2005, 6, 1))) == ["eu-us-safe-harbour"]
    everything = law.decisions_on("eu-gdpr", "US", date(2005, 6, 1), ordinary_only=False)
    assert ids(everything) == ["eu-us-pnr", "eu-us-safe-harbour"]


def test_negative_entries_are_told_apart_and_never_in_force(law: Law) -> None:
    assert ids(law.negatives("ch-fadp", "JP")) == ["ch-jp-absent"]
    assert law.decisions_on("ch-fadp", "JP", date(2026, 1, 1), ordinary_only=False) == ()
    assert law.negatives("eu-gdpr", "JP") == ()


def test_an_international_organisation_is_found_by_name_and_not_by_seat(law: Law) -> None:
    found = law.organisation_decisions_on("eu-gdpr", "european patent office", date(2026, 1, 1))
    assert ids(found) == ["eu-epo"]
    assert law.organisation_decisions_on("eu-gdpr", "European Patent Office", date(2025, 7, 14)) == ()
    assert law.organisation_decisions_on("uk-gdpr", "European Patent Office", date(2026, 1, 1)) == ()


@pytest.mark.parametrize("regime", ["uk-gdpr", "ch-fadp"])
@pytest.mark.parametrize("country", sorted({*OUTERMOST, "AX"}))
def test_parts_of_eu_states_with_own_codes_are_adequate_but_unverified(law: Law, regime: str, country: str) -> None:
    (decision,) = law.decisions_on(regime, country, date(2026, 1, 1))
    assert decision.verified == "partly"


# --- regimes, items --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "first"),
    [("eu-gdpr", date(1998, 10, 24)), ("uk-gdpr", date(2020, 12, 31)), ("ch-fadp", date(2023, 9, 1))],
)
def test_a_date_before_the_data_begin_is_not_covered(law: Law, regime: str, first: date) -> None:
    assert law.covers(regime, first)
    assert not law.covers(regime, first - timedelta(days=1))


def test_an_unknown_regime_is_not_covered(law: Law) -> None:
    assert not law.covers("us-hipaa", date(2026, 1, 1))


def test_article_items_are_all_there(law: Law) -> None:
    assert len(law.article_items) == 25 + 109
    letters = {item.article for item in law.article_items.values() if item.id.startswith("A30-1-")}
    assert {f"30(1)({letter})" for letter in "abcdfg"} <= letters
    for item in law.article_items.values():
        assert item.item, item.id
        assert item.severity in {"error", "warning", "info", ""}, item.id


# --- loading ----------------------------------------------------------------------------------------------------------


def test_one_changed_row_changes_the_answer_and_leaves_the_rest(tmp_path: Path) -> None:
    text = (SHIPPED / "adequacy.csv").read_text(encoding="utf-8")
    with (SHIPPED / "adequacy.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    for row in rows:
        if row[0] == "eu-us-dpf":
            row[rows[0].index("valid_until")] = "2026-12-31"
    with (tmp_path / "adequacy.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    changed = load_law(tmp_path)
    assert changed.decisions_on("eu-gdpr", "US", date(2027, 1, 1)) == ()
    assert changed.find_country("UK") is not None
    assert (SHIPPED / "adequacy.csv").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("key,value,more\n", "columns are key,value,more; expected key,value"),
        ("key,value\ndata_as_of\n", "about.csv:2: 1 values where 2 columns"),
        ("key,value\ndata_as_of,soon\n", "a row data_as_of with a date is expected"),
    ],
)
def test_a_broken_table_says_where_and_what(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "about.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=message) as caught:
        _ = load_law(tmp_path).data_as_of
    assert isinstance(caught.value, RopaError)


def test_a_key_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    rows = (SHIPPED / "regimes.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "regimes.csv").write_text("\n".join([*rows, rows[1]]), encoding="utf-8")
    with pytest.raises(DataFileError, match="ch-fadp stands there twice"):
        _ = load_law(tmp_path).regimes


def test_the_law_is_loaded_once() -> None:
    assert load_law() is load_law()


def test_provisions_are_dated_and_cited() -> None:
    rows = load_law().provisions
    assert {row.topic.partition("/")[0] for row in rows} == {
        *("foreign-parent", "legal-basis", "policy-document", "representative", "rights", "state-of-disclosure"),
        *("copy-of-safeguard", "told-of-transfer"),
    }
    assert all(row.articles and row.source and row.verified in ("yes", "partly", "no") for row in rows)
    assert {row.regime for row in rows} <= set(load_law().regimes)


@pytest.mark.parametrize(
    ("day", "regimes"), [("2018-05-24", []), ("2018-05-25", ["eu-gdpr"]), ("2020-12-31", ["eu-gdpr", "uk-gdpr"])]
)
def test_provisions_hold_from_their_day(day: str, regimes: list[str]) -> None:
    found = load_law().provisions_on("representative", date.fromisoformat(day))
    assert [row.regime for row in found] == regimes
