"""The tables beneath the transfer law: read in any order, refused with file and line, asked for a day and a place."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ropa.errors import UsageError
from ropa.law import DataFileError, Law, load_law
from ropa.law.load import SHIPPED
from ropa.law.tables import fold, in_interval, words
from ropa.transfers.tools.base import after


def rows_of(table: str) -> list[list[str]]:
    with (SHIPPED / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def with_rows(folder: Path, table: str, rows: list[list[str]]) -> Law:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    return load_law(folder)


#: Tables, and how a law is asked for them.
TABLES = {
    "adequacy": "decisions",
    "agreement_contents": "contract_contents",
    "area": "area",
    "article_items": "article_items",
    "authorities": "authorities",
    "countries": "countries",
    "limits": "limits",
    "provisions": "provisions",
    "regimes": "regimes",
    "tool_modules": "modules",
}


@pytest.mark.parametrize(("table", "name"), TABLES.items())
def test_rows_written_in_another_order_make_the_same_law(tmp_path: Path, table: str, name: str) -> None:
    head, *rows = rows_of(table)
    shuffled, shipped = getattr(with_rows(tmp_path, table, [head, *reversed(rows)]), name), getattr(load_law(), name)
    assert shuffled == shipped
    assert list(shuffled) == list(shipped)


def test_rules_are_sorted_by_subject_kind_and_regime(tmp_path: Path) -> None:
    head, *rows = rows_of("tool_rules")
    found = with_rows(tmp_path, "tool_rules", [head, *reversed(rows)]).tool_rules
    keys = [(rule.subject, rule.rule, rule.regime) for rule in found]
    assert keys == sorted(keys)
    assert sorted(map(str, found)) == sorted(map(str, load_law().tool_rules))


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, TABLES[table]) for table in ("adequacy", "article_items", "authorities", "countries", "regimes")],
)
def test_a_key_that_stands_there_twice_names_its_file(tmp_path: Path, table: str, name: str) -> None:
    head, *rows = rows_of(table)
    law = with_rows(tmp_path, table, [head, *rows, rows[0]])
    with pytest.raises(DataFileError, match=f"^{table}.csv:0: the key {rows[0][0]} stands there twice$"):
        getattr(law, name)


def test_the_terms_of_a_tool_are_gathered_wherever_they_stand(tmp_path: Path) -> None:
    head, *rows = rows_of("tools")
    earlier = [sum(row[0] == other[0] for other in rows[:place]) for place, row in enumerate(rows)]
    apart = [row for _, row in sorted(zip(earlier, rows, strict=True))]
    assert apart != rows
    assert with_rows(tmp_path, "tools", [head, *apart]).tools == load_law().tools


HEAD = "tool,module,exporter,importer,note,source,verified\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "tool_modules.csv:1: columns are ; expected tool,module,"),
        ("tool,module\n", "tool_modules.csv:1: columns are tool,module; expected tool,module,exporter,"),
        (f"{HEAD}bcr,1\n", "tool_modules.csv:2: 2 values where 7 columns are expected"),
        (f"{HEAD}# a remark\n\nbcr,1\n", "tool_modules.csv:4: 2 values where 7 columns are expected"),
    ],
)
def test_a_table_that_cannot_be_read_says_file_line_and_what(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "tool_modules.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        _ = load_law(tmp_path).modules
    assert str(caught.value).startswith(says)
    assert caught.value.path == tmp_path / "tool_modules.csv"
    assert str(caught.value) == f"tool_modules.csv:{caught.value.line}: {caught.value.message}"


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    head, *rows = rows_of("area")
    rows[2][head.index("from")] = "soon"
    with pytest.raises(DataFileError, match=r"area\.csv:.*soon"):
        _ = with_rows(tmp_path, "area", [head, *rows]).area


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tool_modules.csv").write_bytes(HEAD.encode() + "bcr,,,,Réunion,,\n".encode("latin-1"))
    with pytest.raises(DataFileError, match=r"tool_modules\.csv:"):
        _ = load_law(tmp_path).modules


def test_remarks_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    (tmp_path / "tool_modules.csv").write_text(
        f"{HEAD}# none\n\nbcr,,controller,processor,,made up,no\n", encoding="utf-8"
    )
    (row,) = load_law(tmp_path).modules
    assert (row.tool, row.exporter, row.importer, row.source, row.verified) == (
        *("bcr", "controller", "processor"),
        *("made up", "no"),
    )


@pytest.mark.parametrize(
    ("text", "as_found"),
    [
        ("Côte d'Ivoire", "cotedivoire"),
        ("E-mail_address", "emailaddress"),
        ("EU/EEA (all)", "eueeaall"),
        ("Bosnia & Herzegovina", "bosniaandherzegovina"),
        ("U.S., the", "usthe"),
        ("Straße", "strasse"),
        ("Réunion", "reunion"),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(text: str, as_found: str) -> None:
    assert fold(text) == as_found


@pytest.mark.parametrize(("text", "parts"), [("", ()), (" ; ", ()), ("a", ("a",)), (" a b ;c;; d", ("a b", "c", "d"))])
def test_a_list_in_a_cell_is_trimmed(text: str, parts: tuple[str, ...]) -> None:
    assert words(text) == parts


DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, False),
        (None, DAY, False),
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2024, 3, 1), None, False),
        (date(2020, 1, 1), date(2024, 2, 28), False),
    ],
)
def test_an_interval_holds_both_of_its_days(start: date | None, end: date | None, holds: bool) -> None:
    assert in_interval(start, end, DAY) is holds


@pytest.mark.parametrize(
    ("day", "duration", "last"),
    [
        ("2025-11-22", "P12M", "2026-11-22"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2023-12-31", "P2M", "2024-02-29"),
        ("2023-10-31", "P3M", "2024-01-31"),
        ("2023-11-30", "P1M", "2023-12-30"),
        ("2026-01-01", "P90D", "2026-04-01"),
        ("2023-11-23", "P3Y", "2026-11-23"),
        ("2026-01-31", "P1Y1M1D", "2027-03-01"),
        ("2026-01-31", "", "2026-01-31"),
    ],
)
def test_a_period_is_counted_by_the_calendar(day: str, duration: str, last: str) -> None:
    assert after(date.fromisoformat(day), duration).isoformat() == last


@pytest.mark.parametrize(
    ("topic", "regime", "country", "day", "value"),
    [
        # Article 12(3): a month, and two more; Article 8(1): sixteen, thirteen where a State says so.
        ("answer", "eu-gdpr", "", "2018-05-25", "P1M"),
        ("answer", "eu-gdpr", "IE", "2026-11-22", "P1M"),
        ("child-consent", "eu-gdpr", "", "2026-11-22", "16"),
        ("child-consent", "eu-gdpr", "IE", "2026-11-22", "16"),
        ("child-consent", "uk-gdpr", "GB", "2026-11-22", "13"),
        ("answer", "eu-gdpr", "", "2018-05-24", None),
        ("no-such-topic", "eu-gdpr", "", "2026-11-22", None),
    ],
)
def test_a_limit_is_that_of_the_country_else_of_the_regime(
    topic: str, regime: str, country: str, day: str, value: str | None
) -> None:
    found = load_law().limit(topic, regime=regime, on=date.fromisoformat(day), country=country)
    assert (found.value if found else None) == value


def test_a_state_with_a_limit_of_its_own_has_that_one() -> None:
    law = load_law()
    own = [row for row in law.limits if row.country]
    assert own
    for row in own:
        found = law.limit(row.topic, regime=row.regime, on=row.valid_from, country=row.country)
        assert found is not None
        assert found.country == row.country
        general = law.limit(row.topic, regime=row.regime, on=row.valid_from)
        assert general is None or not general.country


def test_a_decision_left_out_leaves_the_rest_and_a_wrong_name_is_told() -> None:
    law = load_law()
    less = law.without(["eu-nz", "eu-us-dpf"])
    assert {row.id for row in law.decisions} - {row.id for row in less.decisions} == {"eu-nz", "eu-us-dpf"}
    assert less.decision("eu-nz") is None
    assert less.tools == law.tools
    assert less.data_as_of == law.data_as_of
    with pytest.raises(UsageError) as caught:
        law.without(["eu-zz", "eu-nz", "eu-aa"])
    assert "`eu-aa` is not the id of a decision" in str(caught.value)


def test_an_unknown_group_is_told_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as caught:
        load_law().members("Benelux", DAY)
    assert caught.value.message == "`Benelux` is not a known group of states"
    assert caught.value.next_step == "Known groups: EU, EEA."


@pytest.mark.parametrize(
    ("text", "key"), [("the EU", "EU"), ("E.U.", "EU"), ("EEA", "EEA"), ("eu the", None), ("ASEAN", None)]
)
def test_a_group_by_the_names_that_people_write(text: str, key: str | None) -> None:
    assert load_law().group(text) == key


@pytest.mark.parametrize(
    ("text", "code"),
    [("the Netherlands", "NL"), ("The U.K.", "GB"), ("deu", "DE"), ("Netherlands the", None), ("thenl", "NL")],
)
def test_an_article_before_a_name_does_not_matter(text: str, code: str | None) -> None:
    found = load_law().find_country(text)
    assert (found.alpha2 if found else None) == code


def test_ended_decisions_are_those_of_days_before() -> None:
    law = load_law()

    def ended(day: str) -> list[str]:
        return [row.id for row in law.ended_decisions("eu-gdpr", "US", date.fromisoformat(day))]

    assert ended("2015-10-05") == []
    assert ended("2015-10-06") == ["eu-us-safe-harbour"]
    assert ended("2020-07-15") == ["eu-us-safe-harbour"]
    assert ended("2020-07-16") == ["eu-us-privacy-shield", "eu-us-safe-harbour"]


def test_an_authority_by_its_names_and_one_name_of_several() -> None:
    law = load_law()
    assert [row.key for row in law.find_authorities("cnil")] == ["fr"]
    assert [row.key for row in law.find_authorities("Information Commissioner")] == ["gb"]
    assert [row.key for row in law.find_authorities("Datatilsynet")] == ["dk"]
    assert [row.key for row in law.find_authorities("IE")] == ["ie"]
    assert law.find_authorities("Nobody") == ()
