"""Rows of law of somebody's own: they change what they say, and no output keeps them quiet."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import InputProblems, Problem
from ropa.law import load_law
from ropa.law.columns import LAYOUTS
from ropa.law.load import shipped_rows
from ropa.readers.own_law import read_own_law
from tests.own_rows import written

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return written(tmp_path_factory.mktemp("own"))


def problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    file = tmp_path / "rows.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_own_law(file)
    return caught.value.problems


def rows_of(source: str, **options: Any) -> dict[str, Any]:
    view = ropa.open(source, as_of=DAY, **options).transfers(all_rows=True)
    return {row.importer: row for row in view.transfers}


# What they do


def test_every_row_that_they_decide_says_so_and_no_other(paths: tuple[str, str]) -> None:
    source, law = paths
    before, after = rows_of(source), rows_of(source, law=law)
    assert {key: row.grade.value for key, row in after.items()} == {
        "listed": "adequate",
        "signed": "adequate",
        "british": "adequate",
        "argentine": "no-safeguard",
        "japanese": before["japanese"].grade.value,
    }
    named = {key: [own.name for own in row.own] for key, row in after.items()}
    added = ["adequacy eu-us-own added"]
    assert named == {
        "listed": added,
        "signed": added,
        "british": [],
        "argentine": ["adequacy eu-ar removed"],
        "japanese": [],
    }
    assert any(
        "own row of law: adequacy eu-us-own added" in note and "rows.yaml:3)" in note for note in after["signed"].notes
    )
    assert after["signed"].as_json()["own_rows"] == added
    assert "own_rows" not in after["british"].as_json()
    assert all(not row.own for row in before.values())


def test_an_overridden_tool_is_named_by_the_rows_that_rest_on_it(tmp_path: Path) -> None:
    own = """
tools:
  - {key: scc-2021, regime: eu-gdpr, valid_from: 2021-06-27, valid_until: 2026-09-01, source: a, checked: 2026-11-20, verified: no}
"""
    source, law = written(tmp_path, own)
    found = rows_of(source, law=law)
    assert found["signed"].grade.value == "invalid"
    assert [row.name for row in found["signed"].own] == ["tools scc-2021-eu-gdpr-2021-06-27 overridden"]
    assert found["listed"].own == ()


def test_a_fallen_decision_falls_with_own_rows_too(paths: tuple[str, str]) -> None:
    source, law = paths
    workspace = ropa.open(source, as_of=DAY, law=law)
    view = workspace.transfers(without=["eu-us-own"])
    assert {row.importer: row.grade.value for row in view.transfers}["listed"] == "adequate"
    assert view.own == workspace.law.own


def test_an_overriding_row_keeps_what_it_does_not_name(paths: tuple[str, str]) -> None:
    own = read_own_law(paths[1])
    shipped = load_law().decision("uk-us-dpf")
    changed = load_law(own=own).decision("uk-us-dpf")
    assert shipped is not None
    assert changed is not None
    assert (changed.valid_from, changed.scope) == (shipped.valid_from, shipped.scope)
    assert (changed.notes, changed.source, changed.verified) == ("seen", "our counsel", "no")
    assert changed.data_as_of == dt.date(2026, 11, 20)
    row = own.find("adequacy", "uk-us-dpf")
    assert row is not None
    assert [name for name, _, _ in row.changed] == ["notes"]
    assert load_law().decision("eu-ar") is not None, "the shipped tables stay as they are"
    assert load_law(own=own).decision("eu-ar") is None


def test_a_new_term_of_a_tool_stands_among_those_of_its_regime(tmp_path: Path) -> None:
    file = tmp_path / "rows.yaml"
    file.write_text(
        """
tools:
  - key: scc-2021
    regime: eu-gdpr
    article: 46(2)(c)
    valid_from: 2026-10-01
    status: available
    instrument: a later text
    assessment: yes
    evidence: clauses
    source: a
    checked: 2026-11-20
    verified: no
""",
        encoding="utf-8",
    )
    tool = load_law(own=read_own_law(file)).tools["scc-2021"]
    mine = [term.valid_from for term in tool.terms if term.regime == "eu-gdpr"]
    assert mine == sorted(mine, key=str)
    term = tool.term("eu-gdpr", dt.date(2026, 11, 22))
    assert term is not None
    assert term.instrument == "a later text"
    assert tool.regimes == load_law().tools["scc-2021"].regimes


@pytest.mark.parametrize("table", sorted(LAYOUTS))
def test_every_row_of_every_table_has_an_id_of_its_own_and_can_be_removed(table: str, tmp_path: Path) -> None:
    layout, rows = LAYOUTS[table], shipped_rows(table)
    ids = [layout.id_of(row) for row in rows]
    assert len(set(ids)) == len(ids)
    if table in ("countries", "regimes", "items"):
        return  # other rows name them
    file = tmp_path / "rows.yaml"
    wanted = json.dumps(ids[:1])
    file.write_text(f"remove: [{{table: {table}, ids: {wanted}, reason: a}}]", encoding="utf-8")
    own = read_own_law(file)
    assert ids[0] in [row.id for row in own.rows]
    assert own.edited(layout.file, [list(row.values()) for row in rows]) != [list(row.values()) for row in rows]


def test_a_name_that_several_rows_share_removes_them_all(tmp_path: Path) -> None:
    file = tmp_path / "rows.yaml"
    file.write_text("remove: [{table: tools, ids: [idta], reason: a}]", encoding="utf-8")
    own = read_own_law(file)
    assert {row.how for row in own.rows} == {"removed"}
    assert load_law(own=own).find_tool("idta") is None


# What is wrong with them


@pytest.mark.parametrize(
    ("text", "place", "message", "near"),
    [
        ("adequcy: []", (1, 1), "no table of the law", "adequacy"),
        ("adequacy: 3", (1, 11), "where a list of rows belongs", None),
        ("adequacy: [3]", (1, 12), "where a row belongs", None),
        ("law: 2\nadequacy: []", (1, 6), "format of own rows is not known", None),
        ("adequacy:\n- {id: eu-jp, valid_untill: 2026-10-01, source: a, checked: 2026-11-20, verified: no}", (2, 15), "no column of adequacy", "valid_until"),
        ("adequacy:\n- {id: eu-jp, checked: 2026-11-20, verified: no}", (2, 3), "lacks `source`", None),
        ("adequacy:\n- {id: eu-jp, source: a, verified: no}", (2, 3), "lacks `checked`", None),
        ("adequacy:\n- {id: eu-jp, source: a, checked: 2026-11-20}", (2, 3), "lacks `verified`", None),
        ("adequacy:\n- {id: eu-jp, source: a, checked: soon, verified: no}", (2, 35), "`checked` is no day", None),
        ("adequacy:\n- {id: eu-jp, source: a, checked: 2026-11-20, verified: may}", (2, 57), "`may` is not known as verified", None),
        ("adequacy:\n- {id: eu-jp, status: in-forc, source: a, checked: 2026-11-20, verified: no}", (2, 23), "is not known as status", "in-force"),
        ("adequacy:\n- {id: eu-jp, status: ended, source: a, checked: 2026-11-20, verified: no}", (2, 15), "no last day is stated", None),
        ("adequacy:\n- {id: eu-jp, valid_until: 1999-01-01, source: a, checked: 2026-11-20, verified: no}", (2, 15), "before it begins", None),
        ("adequacy:\n- {id: eu-jpp, notes: b, source: a, checked: 2026-11-20, verified: no}", (2, 3), "a new one lacks", "eu-jp"),
        ("adequacy:\n- {id: eu-jp, country: ZZ, source: a, checked: 2026-11-20, verified: no}", (2, 3), "`ZZ` is not known as country", None),
        ("adequacy:\n- {id: eu-jp, regime: eu-gdrp, source: a, checked: 2026-11-20, verified: no}", (2, 3), "is not known as regime", "eu-gdpr"),
        ("adequacy:\n- {id: eu-jp, valid_from: x, source: a, checked: 2026-11-20, verified: no}", (2, 27), "`valid_from` is no day", None),
        ("adequacy:\n- {id: eu-jp, name: [a], source: a, checked: 2026-11-20, verified: no}", (2, 21), "where a text belongs", None),
        ("adequacy:\n- {id: eu-jp, recipients: ['a;b'], source: a, checked: 2026-11-20, verified: no}", (2, 27), "more than words", None),
        ("adequacy:\n- &a {id: eu-jp}", (2, 3), "anchor", None),
        ("remove: [{table: adequacy, ids: [eu-jpp], reason: a}]", (1, 34), "no row of adequacy is called", "eu-jp"),
        ("remove: [{table: adequacy, ids: [eu-jp]}]", (1, 10), "lacks `reason`", None),
        ("remove: [{table: countries, ids: [DE], reason: a}]", (1, 18), "cannot be removed", None),
        ("remove: [{table: adequcy, ids: [eu-jp], reason: a}]", (1, 18), "no table", "adequacy"),
        ("remove: [{table: adequacy, ids: [eu-jp, eu-jp], reason: a}]", (1, 41), "a second time", None),
        ("rules:\n- {subject: scc-3000, rule: signed, source: a, checked: 2026-11-20, verified: no}", (2, 3), "is not known as subject", "scc-2001"),
        ("limits:\n- {topic: answer, regime: eu-gdpr, valid_from: 2018-05-25, value: a month, source: a, checked: 2026-11-20, verified: no}", (2, 3), "is not known as value", None),
        ("law: 1", None, "holds no row of law", None),
        ("", None, "empty", None),
        ("- 1", (1, 1), "where a mapping belongs", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(
    text: str, place: tuple[int, int] | None, message: str, near: str | None, tmp_path: Path
) -> None:
    found = [problem for problem in problems(tmp_path, text) if message in problem.message]
    assert found, [problem.message for problem in problems(tmp_path, text)]
    assert found[0].position.file.endswith("rows.yaml")
    assert place is None or (found[0].position.line, found[0].position.column) == place
    assert found[0].why
    assert found[0].next
    assert "register" not in found[0].next
    assert found[0].near == near


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "adequacy:\n- {id: eu-jp, sorce: a}\n- {id: eu-kr, valid_until: x, source: a, checked: 2026-11-20, verified: no}\n"
    assert len(problems(tmp_path, text)) == 3


@pytest.mark.parametrize("name", ["nothing.yaml", "."])
def test_a_file_that_is_not_there_is_a_problem(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, _ = written(tmp_path)
    assert run(["transfers", source, "--law", str(tmp_path / name)]) == 2
    assert str(tmp_path / name).rstrip("/.") in capsys.readouterr().err


# Every output names them

FORMS = [
    *(("transfers", form) for form in ("table", "markdown", "html", "json", "csv")),
    *(("transfers --against 2020-01-01", form) for form in ("table", "markdown", "html", "json", "csv")),
    *(("transfers --without eu-nz", form) for form in ("table", "markdown", "html", "json", "csv")),
    *(("transfers --each --without eu-nz", form) for form in ("table", "markdown", "html", "json", "csv")),
    *(("record", form) for form in ("markdown", "html", "json", "csv")),
    *(("retention", form) for form in ("markdown", "html", "json", "csv")),
    *(("check --fail-on never", form) for form in ("text", "json", "sarif", "github")),
    *(("query recipients", form) for form in ("table", "json", "csv")),
    *(("sql", form) for form in ("table", "json", "csv")),
    *(("diagram --view borders", form) for form in ("dot", "mermaid")),
    *(("explain", form) for form in ("text", "json", "csv")),
]


def printed(command: str, form: str, source: str, law: str | None, capsys: pytest.CaptureFixture[str]) -> str:
    verb, *options = command.split()
    arguments = {"sql": ["SELECT * FROM transfers", source], "explain": ["eu-us-dpf"]}.get(verb, [*options, source])
    arguments = [*options, source] if verb == "query" else arguments
    asked = [verb, *arguments, "--as-of", DAY, "--format", form, *(["--law", law] if law else [])]
    assert run(asked) == 0, capsys.readouterr().err
    found = capsys.readouterr()
    return found.out + found.err


@pytest.mark.parametrize(("command", "form"), FORMS)
def test_every_output_names_what_was_added_overridden_and_removed(
    command: str, form: str, paths: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = " ".join(printed(command, form, *paths, capsys).replace("\\", "").split())
    for key in ("eu-us-own", "uk-us-dpf", "eu-ar"):
        assert key in text, f"{key} is not named"
    assert "rows.yaml" in text.replace("&#45;", "-")
    for how in ("added", "overridden", "removed"):
        assert how in text


@pytest.mark.parametrize(("command", "form"), FORMS)
def test_no_output_speaks_of_own_rows_where_there_are_none(
    command: str, form: str, paths: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(command, form, paths[0], None, capsys)
    kept = text.replace("own_rows\n", "\n").replace(",own_rows", "").replace("own_rows ", " ")
    assert "own row" not in kept.casefold()
    assert "rows.yaml" not in text


@pytest.mark.parametrize(
    ("command", "form"), [("transfers", "csv"), ("query recipients", "json"), ("sql", "json"), ("record", "markdown")]
)
def test_a_grade_that_rests_on_them_says_so_in_its_row(
    command: str, form: str, paths: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(command, form, *paths, capsys)
    rows = [line.partition("with 3 own rows")[0].replace("\\", "") for line in text.splitlines()]
    assert any("eu-us-own" in row and "eu-ar" not in row for row in rows)


def test_the_site_names_them_on_every_page(paths: tuple[str, str], tmp_path: Path) -> None:
    source, law = paths
    ropa.open(source, as_of=DAY, law=law).build(tmp_path / "site", pictures=False)
    pages = list((tmp_path / "site").glob("*.html"))
    assert pages
    assert all("own rows of law from" in page.read_text(encoding="utf-8") for page in pages)
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert all(key in home for key in ("eu-us-own", "uk-us-dpf", "eu-ar"))
    ropa.open(source, as_of=DAY).build(tmp_path / "plain", pictures=False)
    assert all(
        "own rows of law" not in page.read_text(encoding="utf-8") for page in (tmp_path / "plain").glob("*.html")
    )


@pytest.mark.skipif(shutil.which("dot") is None, reason="no layout program is installed")
def test_a_drawn_picture_names_them(paths: tuple[str, str], tmp_path: Path) -> None:
    source, law = paths
    assert run(["diagram", source, "--law", law, "--as-of", DAY, "-o", str(tmp_path / "a.svg"), "-q"]) == 0
    assert "eu-us-own" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_the_tables_are_printed_with_them_marked(paths: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    law = paths[1]
    assert run(["law", "--file", law]) == 0
    text = capsys.readouterr().out
    assert "adequacy uk-us-dpf overridden" in text
    assert "source: https://example.org/oj" in text
    assert run(["law", "adequacy", "--country", "US", "--file", law, "--as-of", DAY]) == 0
    text = capsys.readouterr().out
    assert text.count("own row, added") == 1
    assert " ".join(text.replace("row,", "").split()).count("uk-us-dpf") == 2, "the heading and the row"
    assert text.count("overridden") == 2
    assert "Taken out by own rows:\n  adequacy eu-ar removed" in text
    assert run(["law", "adequacy", "--file", law, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {row["id"]: row.get("own") for row in data["rows"] if row.get("own")} == {
        "eu-us-own": "added",
        "uk-us-dpf": "overridden",
    }
    assert [row["how"] for row in data["own_rows"]] == ["added", "overridden", "removed"]
    assert run(["law", "adequacy", "--file", law, "--format", "csv"]) == 0
    text = capsys.readouterr().out
    assert "own row, removed: repealed as our counsel reads it" in text


def test_what_was_taken_out_can_be_explained(paths: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "eu-ar", "--law", paths[1]]) == 0
    assert "repealed as our counsel reads it" in capsys.readouterr().out


def test_the_environment_can_name_the_file(
    paths: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROPA_LAW", paths[1])
    assert run(["transfers", paths[0], "--as-of", DAY]) == 0
    assert "eu-us-own added" in capsys.readouterr().out


def test_a_database_is_resolved_again_where_own_rows_bear_on_it(tmp_path: Path) -> None:
    own = """
countries:
  - {alpha2: JP, aliases: [Nippon, Dai Nippon], source: a, checked: 2026-11-20, verified: no}
"""
    source, law = written(tmp_path, own)
    with_rows = ropa.open(source, as_of=DAY, law=law)
    database = tmp_path / "a.sqlite"
    database.write_bytes(with_rows.export())
    plain = tmp_path / "b.sqlite"
    plain.write_bytes(ropa.open(source, as_of=DAY).export())
    assert type(ropa.open(plain, as_of=DAY).register).__name__ == "StoredRegister"
    assert type(ropa.open(plain, as_of=DAY, law=law).register).__name__ == "Register"
    assert type(ropa.open(database, as_of=DAY).register).__name__ == "Register"
    assert type(ropa.open(database, as_of=DAY, law=law).register).__name__ == "StoredRegister"
    assert [row.grade for row in ropa.open(database, as_of=DAY, law=law).graded] == [
        row.grade for row in with_rows.graded
    ]
