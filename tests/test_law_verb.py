"""`ropa law`: every dated row can be looked up with its source, and what nobody verified says so."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ropa.cli.law import TABLES
from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.formats.law_text import law_text, summary_text
from ropa.language.lookup import TOPICS
from ropa.law import load_law
from ropa.law.load import SHIPPED
from ropa.reports.law import LawView, article_of, cites, law_summary, law_view
from ropa.reports.law_tables import LAW_TABLES

LAW = load_law()
AS_OF = dt.date(2026, 11, 22)


def ids(table: str, words: str = "", *, on: str = "", **filters: str) -> list[str]:
    return [row.id for row in asked(table, words, on=on, **filters).found]


def asked(table: str, words: str = "", *, on: str = "", **filters: str) -> LawView:
    day = dt.date.fromisoformat(on) if on else AS_OF
    return law_view(LAW, table, words, as_of=day, held_on=bool(on), filters=filters)


def json_of(*arguments: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["law", *arguments, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == 1
    assert isinstance(data, dict)
    return data


def test_every_shipped_table_is_there() -> None:
    shipped = {path.stem for path in SHIPPED.glob("*.csv")} - {"about"}
    assert {table.file for table in LAW_TABLES} == shipped
    assert tuple(table.key for table in LAW_TABLES) == TABLES


@pytest.mark.parametrize("table", LAW_TABLES, ids=lambda table: table.key)
def test_every_row_of_every_table_has_a_source_and_as_many_cells_as_heads(table: Any) -> None:
    with (SHIPPED / f"{table.file}.csv").open(encoding="utf-8", newline="") as handle:
        lines = [line for line in csv.reader(handle) if line and not line[0].startswith("#")]
    rows = list(table.read(LAW, AS_OF))
    assert len(rows) == len(lines) - 1
    for row in rows:
        assert row.source
        assert row.verified in ("yes", "partly", "no")
        assert len(row.cells) == len(table.heads)
        assert set(row.asked) == set(table.filters)
        assert bool(row.state) is bool(row.held) is table.dated


@pytest.mark.parametrize("table", LAW_TABLES, ids=lambda table: table.key)
@pytest.mark.parametrize("width", [60, 120])
def test_every_table_prints_its_date_its_rows_and_its_sources(table: Any, width: int) -> None:
    view = asked(table.key)
    text = law_text(view, width=width)
    assert text.startswith(table.what.split()[0])
    assert "compiled 2026-11-22" in text
    assert f"{view.total} of {view.total} rows" in " ".join(text.split())
    assert "\nSources:\n" in text
    assert "compliant" not in text.casefold()
    if any(row.verified == "no" for row in view.found) and width == 120:
        assert "unverified" in text


def test_every_topic_has_words() -> None:
    topics = {row.topic for row in LAW.provisions} | {row.topic for row in LAW.limits}
    assert {topic.partition("/")[0] for topic in topics} <= TOPICS.keys()


def test_the_summary_counts_rows_and_what_was_verified(capsys: pytest.CaptureFixture[str]) -> None:
    data = json_of(capsys=capsys)
    assert data["data_as_of"] == "2026-11-22"
    for row in data["tables"]:
        assert row["rows"] == sum(row["verified"].values()) > 0
    assert [row["table"] for row in data["tables"]] == list(TABLES)
    text = summary_text(law_summary(LAW), width=120)
    assert "compiled 2026-11-22" in text
    assert "no legal advice" in text
    assert run(["law", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("table,rows,verified,in part,unverified,")


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2000-07-25", []),
        ("2000-07-26", ["eu-us-safe-harbour"]),
        ("2015-10-06", []),
        ("2016-08-01", ["eu-us-privacy-shield"]),
        ("2020-07-16", []),
        ("2023-07-10", ["eu-us-dpf"]),
        ("2024-09-15", ["ch-us-dpf", "eu-us-dpf", "uk-us-dpf"]),
    ],
)
def test_what_held_for_the_united_states_on_a_day(on: str, found: list[str]) -> None:
    assert [key for key in ids("adequacy", country="US", on=on) if not key.endswith("pnr")] == found


@pytest.mark.parametrize("country", ["JP", "jpn", "Japan"])
def test_a_country_by_code_or_name(country: str) -> None:
    assert "eu-jp" in ids("adequacy", country=country)
    assert ids("countries", country=country) == ["JP"]


def test_the_area_of_a_regime_by_date() -> None:
    (row,) = asked("area", country="GB", on="2020-06-01").found
    assert "Withdrawal Agreement" in row.values["reason"]
    assert ids("area", country="GB", regime="eu-gdpr", on="2022-01-01") == []


def test_tools_by_key_alias_regime_article_and_day() -> None:
    assert set(ids("tools", tool="EU SCC 2021")) == {"scc-2021"}
    assert ids("tools", tool="scc-2010", regime="eu-gdpr", on="2022-12-27") == ["scc-2010"]
    assert ids("tools", tool="scc-2010", regime="eu-gdpr", on="2022-12-28") == []
    assert "bcr" in ids("tools", article="46", regime="eu-gdpr")
    assert "derogation-49-1-a" not in ids("tools", article="46")
    assert ids("tools", article="FADP 16(2)(e)") == ["bcr"]


def test_states_are_about_the_day() -> None:
    def state(key: str, on: str, regime: str = "eu-gdpr") -> str:
        view = law_view(LAW, "tools", key, as_of=dt.date.fromisoformat(on), filters={"regime": regime})
        return view.found[-1].state

    assert state("scc-2021", "2021-06-26") == "not yet"
    assert state("scc-2021", "2021-06-27") == "in force"
    assert state("scc-2010", "2021-09-27") == "in force, not for new use"
    assert state("scc-2010", "2022-12-28") == "ended"
    assert state("scc-2021", "2026-11-22", "uk-gdpr") == "no tool"
    (row,) = asked("regimes", "eu-gdpr", on="2016-08-01").found
    assert row.state == "predecessor"
    (row,) = law_view(LAW, "regimes", "eu-gdpr", as_of=dt.date(1990, 1, 1)).found
    assert (row.state, row.holds) == ("before these tables", False)


def test_a_recorded_lack_of_a_decision_is_no_decision() -> None:
    negative = next(row for row in LAW.decisions if row.scope_code == "none")
    (row,) = asked("adequacy", negative.id).found
    assert (row.state, row.holds) == ("no decision", False)


def test_items_of_an_article() -> None:
    found = ids("items", article="Article 30(1)")
    assert "A30-1-f" in found
    assert "A30-2-a" not in found
    assert "A30-1-f" in ids("items", article="30")


def test_one_row_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    text = law_text(asked("adequacy", "eu-us-dpf"), width=120)
    assert "state: in force, contested on 2026-11-22" in text
    assert "recipient condition: dpf-list-active" in text
    assert "evidence required:" in text
    assert "Sources:" not in text
    assert "(verified: yes)" in text
    assert run(["law", "tools", "scc-2021"]) == 0
    out = capsys.readouterr().out
    assert out.count("state: ") == 3
    assert out.count("label: ") == 1, "what all terms share is told once"


def test_words_find_rows_by_name() -> None:
    assert "scc-2010" in ids("tools", "contractual clauses")
    assert "answer-eu-gdpr" in ids("limits", "time to answer a request")
    assert ids("limits", "answer-eu-gdpr") == ["answer-eu-gdpr"]


def test_no_row_is_no_statement_of_law() -> None:
    text = law_text(asked("adequacy", country="KP"), width=120)
    assert "Absence here is not a statement of law." in text
    assert "0 of" in text


def test_json_has_every_field_and_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    data = json_of("adequacy", "--country", "US", "--on", "2016-08-01", capsys=capsys)
    assert data["asked"] == {"country": "US", "on": "2016-08-01"}
    assert data["as_of"] == "2016-08-01"
    assert data["total"] == len(LAW.decisions)
    (row,) = [row for row in data["rows"] if row["id"] == "eu-us-privacy-shield"]
    assert row["valid_from"] == "2016-07-12"
    assert row["valid_until"] == "2020-07-15"
    assert row["state"] == "in force"
    assert row["verified"] == "partly"
    assert row["source"]


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_every_row_and_names_that_stay(table: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    assert run(["law", table, "--quiet", "-o", str(path)]) == 0
    heads, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {"id", "source", "verified"} <= set(heads)
    assert len(set(heads)) == len(heads)
    assert len(rows) == asked(table).total
    assert all(len(row) == len(heads) for row in rows)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["adequasy"], "Did you mean `adequacy`?"),
        (["adequacy", "--tool", "scc-2021"], "does not apply to adequacy"),
        (["items", "--on", "2016-08-01"], "not dated"),
        (["adequacy", "--country", "Frence"], "Did you mean `France`?"),
        (["adequacy", "--country", "EEA"], "group of States"),
        (["adequacy", "--regime", "eu-gpdr"], "Did you mean `eu-gdpr`?"),
        (["tools", "--tool", "scc-2020"], "no transfer tool"),
        (["tools", "scc-20211"], "Did you mean `scc-2021`?"),
        (["--country", "US"], "a table is needed"),
        (["adequacy", "--on", "2016-08-01", "--as-of", "2017-08-01"], "two days"),
        (["adequacy", "--on", "yesterday"], "YYYY-MM-DD"),
        (["adequacy", "-o", "rows.html"], "no format of rows"),
    ],
)
def test_bad_usage_says_what_is_accepted(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err


def test_an_unknown_table_is_refused_by_the_library() -> None:
    with pytest.raises(UsageError, match="no table"):
        asked("judgments")


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("30", "30"),
        ("Article 30", "30"),
        ("30(1)(f)", "30(1)(f)"),
        ("Art. 30 (1) (f) GDPR", "30(1)(f)"),
        ("art 30.1.f", "30(1)(f)"),
        ("44A", "44A"),
        ("UK GDPR 30", "UK GDPR 30"),
        ("FADP 16(2)", "FADP 16(2)"),
    ],
)
def test_articles_as_people_write_them(text: str, article: str) -> None:
    assert article_of(text) == article


@pytest.mark.parametrize(
    ("row", "wanted", "expected"),
    [
        ("30(1)(f)", "30(1)", True),
        ("30(1)", "30(1)(f)", False),
        ("3", "30", False),
        ("30", "3", False),
        ("46(2)(c), 46(5)", "46(5)", True),
        ("30(1)(e) with 49(6)", "49(6)", True),
        ("35(1) WP248", "248", False),
        ("FADP 16", "16", False),
        ("FADP 16", "FADP 16", True),
        ("Directive 95/46/EC Article 26(2)", "95", False),
    ],
)
def test_articles_contain_their_parts(row: str, wanted: str, *, expected: bool) -> None:
    assert cites(row, wanted) is expected
