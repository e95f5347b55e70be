"""`ropa sql`: the views say what the questions say, and a query can do nothing but read them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

import ropa
from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.store.asking import ALL_VIEWS
from ropa.store.views import VIEWS
from ropa.workspace import Workspace
from tests.helpers import register_from
from tests.store_registers import EXAMPLES, RANDOM, resolved, workspace_on, written, written_example
from tests.strategies import registers
from tests.terminals import on_a_terminal


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


@pytest.fixture(name="path", scope="module")
def _path(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    register = ropa.open(repository / "examples/corner-books").register
    return written(register, tmp_path_factory.mktemp("store") / "x.sqlite")


@pytest.fixture(name="inventory", scope="module")
def _inventory(repository: Path) -> Workspace:
    return ropa.open(repository / "examples/corner-books")


def rows(source: Path | str, query: str, **options: Any) -> tuple[tuple[Any, ...], ...]:
    return ropa.open(source, as_of="2026-11-22").sql(query, **options).rows


@pytest.mark.parametrize("view", ALL_VIEWS)
def test_every_view_has_the_columns_that_it_documents(view: str, path: Path) -> None:
    found = ropa.open(path).sql(f"SELECT * FROM {view}")
    assert found.columns == tuple(ALL_VIEWS[view].columns)
    assert all(ALL_VIEWS[view].columns.values())


def test_the_views_stand_in_the_file_for_other_programs(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert there == {view.name for view in VIEWS}
        assert connection.execute("SELECT recipient, cites FROM recipients WHERE role = 'processor'").fetchall() == [
            ("aweber", "policy:22-23")
        ]


@pytest.mark.parametrize("example", EXAMPLES)
def test_recipients_are_those_of_the_question(example: str) -> None:
    workspace = ropa.open(f"examples/{example}", as_of="2026-11-22")
    answer = workspace.recipients()
    asked = {
        (party.id, fact.flow, fact.activity, fact.subject, fact.data)
        for party in answer.recipients
        for fact in party.facts
    }
    found = workspace.sql("SELECT recipient, flow, activity, subject, data FROM recipients").rows
    assert len(found) == len(set(found))
    assert set(found) == asked
    hosting = {(host.id, fact.activity, fact.subject, fact.data) for host in answer.hosts for fact in host.facts}
    assert set(workspace.sql("SELECT host, activity, subject, data FROM hosts").rows) == hosting


@RANDOM
@given(registers())
def test_recipients_of_any_register_are_those_of_the_question(text: str) -> None:
    register = resolved(text)
    with TemporaryDirectory() as folder:
        workspace = workspace_on(register)
        path = written(register, Path(folder) / "x.sqlite")
        for source in (workspace, workspace_on(ropa.open(path).register)):
            asked = sorted(
                (party.id, fact.flow, fact.subject or "", fact.data or "")
                for party in workspace.recipients().recipients
                for fact in party.facts
            )
            query = (
                "SELECT recipient, flow, coalesce(subject, ''), coalesce(data, '') FROM recipients ORDER BY 1, 2, 3, 4"
            )
            assert list(source.sql(query).rows) == asked


@pytest.mark.parametrize("source", ["examples/alipartnership", "database"])
def test_transfers_are_those_of_the_report_on_that_day(source: str, tmp_path: Path) -> None:
    if source == "database":
        source = str(written_example("alipartnership", tmp_path / "x.sqlite"))
    for day in ("2016-01-01", "2021-06-01", "2026-11-22"):
        workspace = ropa.open(source, as_of=day)
        report = {(row.flow.id, row.regime, row.grade.value, row.tool or None) for row in workspace.graded}
        assert report
        for _ in range(2):
            assert set(workspace.sql("SELECT flow, regime, grade, tool FROM transfers").rows) == report


def test_grades_are_worked_out_only_where_they_are_asked_for(path: Path) -> None:
    workspace = ropa.open(path)
    workspace.sql("SELECT count(*) FROM systems UNION ALL SELECT count(*) FROM recipients")
    assert "graded" not in vars(workspace)
    workspace.sql("SELECT t.grade FROM recipients AS r JOIN transfers AS t USING (flow, activity)")
    assert "graded" in vars(workspace)
    assert workspace.sql("WITH transfers AS (SELECT 1 AS a) SELECT * FROM transfers").rows == ((1,),)


def test_people_are_recipients_of_what_is_about_others() -> None:
    register = register_from(
        """
        data_subjects: {visitor: {}, guest: {part_of: visitor}, other: {}}
        activities: {a: {flows: [us -> guest: {data: [name], subjects: [guest, visitor, other]}, us -> other: {data: [name], pairs: {visitor: [name]}}]}}
        """.replace("{data: [name], pairs: {visitor: [name]}}", "{pairs: {visitor: [name]}}")
    )
    found = workspace_on(register).sql("SELECT target, subject FROM facts WHERE outside ORDER BY 1, 2").rows
    assert found == (("guest", "other"), ("other", "visitor"))


_REFUSED = {
    "INSERT INTO recipients VALUES (1)": "what writes is refused",
    "DELETE FROM flow": "what writes is refused",
    "UPDATE flow SET id = 1": "what writes is refused",
    "DROP TABLE flow": "what writes is refused",
    "CREATE TABLE x (y)": "what writes is refused",
    "CREATE TEMP TABLE x (y)": "what writes is refused",
    "CREATE VIEW x AS SELECT 1": "what writes is refused",
    "ATTACH 'other.sqlite' AS other": "ATTACH is refused",
    "DETACH main": "DETACH is refused",
    "VACUUM": "refused",
    "VACUUM INTO 'copy.sqlite'": "refused",
    "REINDEX": "refused",
    "ANALYZE": "refused",
    "PRAGMA query_only = OFF": "PRAGMA is refused",
    "PRAGMA table_info(flow)": "PRAGMA is refused",
    "SELECT * FROM pragma_table_info('flow')": "refused",
    "BEGIN": "a transaction is refused",
    "COMMIT": "a transaction is refused",
    "SAVEPOINT a": "a transaction is refused",
    "SELECT load_extension('x.so')": "`load_extension` is refused",
    "SELECT 1; DROP TABLE flow": "several statements",
    "SELECT 1; SELECT 2": "several statements",
    "SELECT * FROM flow": "`flow` is no view",
    "WITH x AS (SELECT * FROM flow) SELECT * FROM x": "`flow` is no view",
    "SELECT (SELECT id FROM flow LIMIT 1) FROM systems": "`flow` is no view",
    "SELECT * FROM sqlite_master": "`sqlite_master` is no view",
    "SELECT * FROM sqlite_schema": "is no view",
    "SELECT * FROM recipient": "Did you mean `recipients`?",
    "SELECT * FROM nonsense": "there is no view `nonsense`. There are: activities, ",
    "SELECT nam FROM organisations": "Did you mean `name`?",
    "SELECT organisations.nam FROM organisations": "Did you mean `name`?",
    "SELEC 1": "syntax error",
    "SELECT": "incomplete input",
    "SELECT frobnicate(1)": "no such function",
    "SELECT '\0'": "cannot be read",
    "": "the query is empty",
    " ; ": "the query is empty",
    "SELECT ?": "cannot be read",
    "DELETE FROM recipients": "queries only read",
}


@pytest.mark.parametrize("query", _REFUSED)
@pytest.mark.parametrize("kind", ["database", "inventory"])
def test_what_is_no_question_is_refused_in_words(
    query: str, kind: str, path: Path, inventory: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    workspace = ropa.open(path) if kind == "database" else inventory
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        workspace.sql(query)
    assert _REFUSED[query] in str(caught.value)
    assert workspace.sql("SELECT count(*) FROM systems").rows == ((2,),)  # the workspace goes on
    assert len(workspace.register.flows) > 4
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_a_query_ends(inventory: Workspace) -> None:
    workspace = inventory
    forever = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"
    with pytest.raises(UsageError, match="took too long"):
        workspace.sql(forever, seconds=0.2)
    found = workspace.sql("SELECT printf('%.*c', 900000000, 'x') AS long")
    assert found.rows == ((None,),)


def test_an_answer_does_not_fill_the_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.store.asking._MOST_CELLS", 600)
    monkeypatch.setattr("ropa.store.asking._BATCH", 7)
    workspace = ropa.open(path)
    with pytest.raises(UsageError, match=r"the answer has more than 300 rows\. Narrow it, or .* --limit"):
        workspace.sql("SELECT a.flow, b.flow FROM facts AS a, facts AS b, facts AS c, facts AS d")
    found = workspace.sql("SELECT a.flow, b.flow FROM facts AS a, facts AS b, facts AS c, facts AS d", limit=20)
    assert (len(found.rows), found.more) == (20, True)
    assert len(workspace.sql("SELECT key FROM organisations LIMIT 7").rows) == 7


def test_an_unknown_column_names_those_that_are_there(inventory: Workspace) -> None:
    workspace = inventory
    for query, view in (
        ("SELECT nonsense FROM documents", "documents"),
        ("SELECT d.nonsense FROM documents AS d", "documents"),
    ):
        with pytest.raises(UsageError) as caught:
            workspace.sql(query)
        assert f"Columns there: {', '.join(ALL_VIEWS[view].columns)}." in str(caught.value)


def test_grades_stand_out_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    query = "SELECT flow, grade FROM transfers WHERE grade IN ('unknown', 'domestic') ORDER BY grade"
    shown = on_a_terminal(monkeypatch, ["sql", query, "examples/alipartnership"], colour=True)
    assert shown.code == 0
    assert "\x1b[1mgrade\x1b[0m" in shown.out
    assert "\x1b[33munknown\x1b[0m" in shown.out
    assert "mdomestic" not in shown.out
    plain = on_a_terminal(monkeypatch, ["sql", query, "examples/alipartnership"])
    assert plain.out == re.sub("\x1b\\[[0-9]*m", "", shown.out)


def test_a_reader_that_goes_away_is_no_error(path: Path) -> None:
    query = "SELECT a.*, b.* FROM facts AS a, facts AS b, systems"  # more than a pipe holds
    command = f'"{sys.executable}" -m ropa sql "{query}" "{path}" | head -1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False,
        cwd=Path(ropa.__file__).parent.parent,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("kind", ["database", "inventory"])
def test_standard_input_is_a_source(
    kind: str, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = path if kind == "database" else Path("examples/corner-books/ropa.yaml")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.read_bytes())))
    assert run(["sql", "SELECT key FROM systems ORDER BY key", "-", "--format", "csv"]) == 0
    assert capsys.readouterr().out == "key\nbackup\nshop\n"


def test_limits_say_that_there_is_more(path: Path) -> None:
    workspace = ropa.open(path)
    first = workspace.sql("SELECT key FROM organisations ORDER BY key", limit=2)
    assert (first.rows, first.more) == ((("aweber",), ("corner-books",)), True)
    assert not workspace.sql("SELECT key FROM organisations", limit=7).more


def test_the_verb_as_table_json_and_csv(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT key, country, country_from, internal FROM organisations WHERE key IN ('stripe', 'couriers') ORDER BY key"
    assert run(["sql", query, str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "key       country  country_from  internal",
        "--------  -------  ------------  --------",
        "couriers  NULL     NULL          0",
        "stripe    IE       directory     0",
    ]
    assert run(["sql", query, str(path), "--format", "json", "--as-of", "2026-11-22"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "format": 1, "as_of": "2026-11-22", "columns": ["key", "country", "country_from", "internal"], "more": False,
        "rows": [
            {"key": "couriers", "country": None, "country_from": None, "internal": 0},
            {"key": "stripe", "country": "IE", "country_from": "directory", "internal": 0},
        ],
    }  # fmt: skip
    assert run(["sql", query, str(path), "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:] == [
        ["couriers", "", "", "0"], ["stripe", "IE", "directory", "0"],
    ]  # fmt: skip


def test_two_columns_of_one_name_stay_two(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "SELECT 1 AS a, 2 AS a, x'00ff' AS b", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == [{"a": 1, "a#2": 2, "b": "00ff"}]


def test_the_verb_says_what_went_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "SELECT * FROM flows", str(path)]) == 2
    assert "there is no view `flows`" in capsys.readouterr().err
    assert run(["sql", "SELECT key FROM organisations", str(path), "--limit", "1"]) == 0
    assert "there are more rows than 1" in capsys.readouterr().err
    assert run(["sql", "SELECT 1", "nowhere.sqlite"]) == 2


def test_a_source_in_the_place_of_the_query_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", str(path)]) == 2
    assert f'ropa sql "SELECT ..." {path}' in capsys.readouterr().err


def test_the_views_are_listed_without_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "--views"]) == 0
    out = capsys.readouterr().out
    for view in ALL_VIEWS.values():
        assert f"{view.name}: {view.row}" in out
    assert "country_from" in out


def test_formulas_stay_text_in_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "SELECT '=1+1' AS a", "examples/corner-books", "--format", "csv"]) == 0
    assert capsys.readouterr().out == "a\n'=1+1\n"
