"""`ropa explain`: whatever a person meets in an output can be asked for, and a mistyped word names the nearest."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest

import ropa.transfers
from ropa.checks import CHECKS, FAMILIES
from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.formats.explain_text import explanation_text
from ropa.language import CHIPS, CRITERIA, GRADES
from ropa.language.lookup import FAULTS, KINDS, RULES, VERDICTS
from ropa.law import load_law
from ropa.questions.base import Verdict
from ropa.reports.explain import explain_word
from ropa.reports.explain_base import Explanation
from ropa.reports.law_tables import LAW_TABLES, LawRow, LawTable
from ropa.transfers.base import Criterion, Grade

LAW = load_law()
AS_OF = dt.date(2026, 11, 22)


def explained(word: str, *, as_of: dt.date = AS_OF) -> Explanation:
    return explain_word(word, LAW, CHECKS, as_of=as_of)


def kinds(word: str) -> list[tuple[str, str]]:
    return [(entry.kind, entry.id) for entry in explained(word).entries]


def text_of(word: str) -> str:
    return explanation_text(explained(word), width=120)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("A106", [("check", "A106")]),
        ("a106", [("check", "A106")]),
        ("retention-stated", [("check", "A106")]),
        ("A30-1-f", [("item", "A30-1-f")]),
        ("a30-1-f", [("item", "A30-1-f")]),
        ("30(1)(f)", [("article", "30(1)(f)"), ("item", "A30-1-f")]),
        ("Article 30(1)(f) GDPR", [("article", "30(1)(f)"), ("item", "A30-1-f")]),
        ("art. 30.1.f", [("article", "30(1)(f)"), ("item", "A30-1-f")]),
        ("30", [("article", "30")]),
        ("49(6)", [("article", "49(6)"), ("item", "A30-1-e-2")]),
        ("FADP 12", [("article", "FADP 12"), ("item", "A30-CH")]),
        ("no-safeguard", [("grade", "no-safeguard")]),
        ("No safeguard", [("grade", "no-safeguard")]),
        ("needs review", [("grade", "review")]),
        ("scc-2021", [("tool", "scc-2021")]),
        ("EU SCC 2021", [("tool", "scc-2021")]),
        ("eu-gdpr", [("regime", "eu-gdpr")]),
        ("uk-us-dpf", [("decision", "uk-us-dpf")]),
        ("found", [("answer", "found")]),
        ("not stated", [("answer", "not-stated")]),
        ("implied", [("answer", "implied"), ("mark", "implied")]),
        ("unverified", [("mark", "unverified")]),
        ("T", [("family", "T")]),
    ],
)
def test_words_and_what_they_are(word: str, found: list[tuple[str, str]]) -> None:
    assert kinds(word) == found


@pytest.mark.parametrize(
    "word",
    [
        *(check.CODE for check in CHECKS),
        *LAW.article_items,
        *LAW.tools,
        *LAW.regimes,
        *GRADES,
        *VERDICTS,
        *CHIPS,
        *FAMILIES,
    ],
)
def test_every_word_that_an_output_shows_can_be_explained(word: str) -> None:
    text = text_of(word)
    assert text.endswith("\n")
    assert "compliant" not in text.casefold()
    assert max(map(len, text.splitlines())) <= 130


def test_the_words_are_those_of_the_program() -> None:
    assert list(VERDICTS) == [verdict.value for verdict in Verdict]
    assert list(GRADES) == [grade.value for grade in Grade]
    assert {check.CODE[0] for check in CHECKS} <= set(FAMILIES)


def test_a_check_shows_its_page_and_the_items_it_looks_after() -> None:
    text = text_of("A106")
    assert text.startswith("A106 retention-stated (warning; Articles 30(1)(f)")
    assert "Looks after:" in text
    assert "A30-1-f  30(1)(f)" in text


def test_an_item_shows_its_row_its_source_and_its_checks() -> None:
    text = text_of("A30-1-f")
    assert "when: where possible" in text
    assert "not enough: one period for all" in text
    assert "if missing: warning" in text
    assert "    A106 Every data category" in text
    assert "source: Regulation (EU) 2016/679 Art 30 OJ text (verified: yes)" in text


def test_an_item_without_a_check_says_why() -> None:
    assert "no check: breaches are events" in text_of("B33")


def test_an_article_with_many_items_is_a_list_of_them() -> None:
    text = text_of("30(1)")
    assert "checked by, or why not" in text
    assert "A30-1-a-1" in text
    assert "`ropa explain A30-1-a-1` shows everything of an item." in text
    assert "A30-2-a" not in text
    assert "A106" in text


def test_an_article_of_transfers_names_the_tools_and_the_checks() -> None:
    text = text_of("46")
    assert "no item in the table" in text
    assert "scc-2021" in text
    assert "T101" in text


def test_thirty_is_not_three_hundred_and_not_three() -> None:
    assert all(entry.id != "30" or "30(" not in code for entry in explained("30").entries for code in entry.checks)
    (article,) = explained("9(1)").entries[:1]
    assert [row.item.id for row in article.items] == ["S9-1"]


def test_a_tool_shows_its_terms_under_each_regime_on_the_day() -> None:
    text = text_of("scc-2010")
    assert "eu-gdpr" in text
    assert "uk-gdpr" in text
    assert "state: ended on 2026-11-22" in text
    then = explanation_text(explained("scc-2010", as_of=dt.date(2020, 1, 1)), width=120)
    assert "state: in force on 2020-01-01" in then
    assert "(verified: partly)" in then


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("A1O6", "A106"),
        ("retention-statd", "retention-stated"),
        ("no-safegard", "no-safeguard"),
        ("privacy-sheild", "privacy-shield"),
        ("eu-gpdr", "eu-gdpr"),
        ("not-statd", "not-stated"),
        ("W248-11", "W248-1"),
    ],
)
def test_a_mistyped_word_names_the_nearest(word: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        explained(word)
    assert caught.value.near == near
    assert word in str(caught.value)


def test_a_code_that_does_not_exist_is_told_as_one() -> None:
    with pytest.raises(UsageError, match="no check has the code"):
        explained("A999")


@pytest.mark.parametrize("word", ["", "qqqqqqq", "99", "30(9)(z)", "(", "::"])
def test_what_means_nothing_is_bad_usage(word: str) -> None:
    with pytest.raises(UsageError):
        explained(word)


def test_json_of_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "30(1)(f)", "--format", "json", "--as-of", "2026-11-22"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["asked"], data["as_of"]) == (1, "30(1)(f)", "2026-11-22")
    article, item = data["found"]
    assert article["items"] == ["A30-1-f"]
    assert "A106" in item["checks"]
    assert item["verified"] == "yes"
    assert run(["explain", "scc-2021", "--format", "json"]) == 0
    (tool,) = json.loads(capsys.readouterr().out)["found"]
    assert {row["regime"] for row in tool["rows"]} == {"eu-gdpr", "uk-gdpr", "ch-fadp"}


def test_csv_of_a_word_has_one_statement_per_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "A30-1-f", "--format", "csv"]) == 0
    heads, *rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert heads == ["kind", "id", "field", "text"]
    assert {row[2] for row in rows} >= {"title", "article", "when", "checks", "source"}


def test_json_of_a_check_has_its_records(capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", "A106", "--format", "json"])
    (check,) = json.loads(capsys.readouterr().out)["found"]
    assert check["facts"]["wrong"].startswith("ropa: 1\n")
    assert "A30-1-f" in check["facts"]["items"]


def test_the_list_of_checks_in_every_format(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.partition("\nChecks:\n")[2].splitlines()
    assert CHECKS[0].CODE in lines[3]
    assert run(["explain", "--format", "json"]) == 0
    assert [row["code"] for row in json.loads(capsys.readouterr().out)["checks"]] == [check.CODE for check in CHECKS]
    path = tmp_path / "checks.csv"
    assert run(["explain", "--quiet", "-o", str(path)]) == 0
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [row[0] for row in rows[1:]] == [check.CODE for check in CHECKS]


def test_bad_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["explain", "A106", "--coverage"]) == 2
    assert run(["explain", "A106", "-o", str(tmp_path / "page.html")]) == 2
    assert run(["explain", "no-safegard"]) == 2
    assert "Did you mean `no-safeguard`?" in capsys.readouterr().err


@pytest.mark.parametrize("table", LAW_TABLES, ids=lambda table: table.key)
def test_every_row_of_every_table_has_a_page_with_its_source_and_how_sure_it_is(table: LawTable) -> None:
    # One call for many ids: a page each, of the rows themselves and not of the table around them.
    rows: dict[str, list[LawRow]] = {}
    for row in table.read(LAW, AS_OF):
        rows.setdefault(row.id, []).append(row)
    for key in sorted(rows):
        text = " ".join(text_of(key).split())
        for row in rows[key]:
            assert " ".join(row.source.split()) in text, key
            assert f"(verified: {row.verified})" in text, key


def test_every_word_of_a_rule_and_of_a_fault_has_an_explanation() -> None:
    assert {row.rule for row in LAW.tool_rules} == set(RULES)
    code = "".join(path.read_text("utf-8") for path in Path(ropa.transfers.__path__[0]).rglob("*.py"))
    faults = {*re.findall(r'Point\(\s*"([a-z-]+)"', code), *re.findall(r'faults=\("([a-z-]+)"', code)}
    faults |= {f"{side}-{what}" for side in ("exporter", "importer") for what in ("kind", "barred")}
    assert faults == set(FAULTS)
    for word in (*RULES, *FAULTS, *CRITERIA):
        assert text_of(word)
    assert set(CRITERIA) == {criterion.value for criterion in Criterion}


@pytest.mark.parametrize("word", ["CNIL", "Commission nationale de l'informatique et des libertés", "fr"])
def test_an_authority_by_its_key_and_names(word: str) -> None:
    assert ("authority", "fr") in kinds(word)


def test_what_decides_a_transfer_has_the_guidelines_as_its_source() -> None:
    assert "EDPB Guidelines 05/2021" in text_of("same-entity")


def test_without_a_word_the_kinds_are_listed_with_examples_that_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--format", "json"]) == 0
    kinds_listed = json.loads(capsys.readouterr().out)["kinds"]
    assert [row["kind"] for row in kinds_listed] == list(KINDS)
    for row in kinds_listed:
        for example in row["examples"]:
            assert row["kind"] in [kind for kind, _ in kinds(example)], example


@pytest.mark.parametrize(
    ("word", "near"),
    [("modul", "module"), ("CNLI", "CNIL"), ("same-entitiy", "same-entity"), ("signed-lat", "signed-late")],
)
def test_a_mistyped_rule_authority_criterion_or_fault_names_the_nearest(word: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        explained(word)
    assert caught.value.near == near
