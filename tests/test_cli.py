"""The command line: exit codes, where things are written, and what a person reads when something is wrong."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from ropa.cli.main import run
from ropa.cli.output import terminal_width, write
from ropa.cli.verbs import VERBS
from ropa.errors import UsageError, __version__

EXAMPLE = "examples/corner-books"


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.delenv("ROPA_SOURCE", raising=False)


def test_every_verb_has_a_module_a_command_of_its_name_and_a_runnable_example() -> None:
    for verb in VERBS:
        command = import_module(verb.module).command
        assert isinstance(command, click.Command)
        assert command.name == verb.name
        assert (command.epilog or "").startswith("Example: ropa ")


def examples() -> list[list[str]]:
    """Return every example command that the help texts end with."""
    found: list[list[str]] = []
    for verb in VERBS:
        command = import_module(verb.module).command
        parts = [command, *getattr(command, "commands", {}).values()]
        found.extend(shlex.split((part.epilog or "").removeprefix("Example: ropa ")) for part in parts)
    return found


@pytest.mark.parametrize("arguments", examples(), ids=" ".join)
def test_examples_of_the_help_texts_run(arguments: list[str], tmp_path: Path) -> None:
    placed = [
        str(tmp_path / word) if before == "-o" else word
        for before, word in zip(["", *arguments], arguments, strict=False)
    ]
    if "diagram" in arguments:
        placed = [word.replace(".svg", ".dot") for word in placed]
    assert run(placed) in ((0, 1) if arguments[0] == "check" else (0,))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "'chek'. Did you mean 'check'?"),
        (["query", "Impat"], "'Impat'. Did you mean 'impact'?"),
        (["xyz"], "No such command 'xyz'.\n"),
    ],
    ids=str,
)
def test_an_unknown_verb_is_bad_usage(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert says in capsys.readouterr().err


def test_no_source_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 2
    said = capsys.readouterr().err
    assert "ROPA_SOURCE" in said
    assert "`ropa new`" in said


@pytest.mark.parametrize("name", ["ropa.yaml", "register/all.yml"])
def test_the_default_source_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((repository / EXAMPLE / "ropa.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--fail-on", "never"]) == 0
    assert name in capsys.readouterr().out.replace("\\", "/")


def test_the_source_of_the_environment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ROPA_SOURCE", EXAMPLE)
    assert run(["record"]) == 0
    assert "Corner Books" in capsys.readouterr().out


def test_standard_input(repository: Path) -> None:
    text = (repository / EXAMPLE / "ropa.yaml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "ropa", "query", "recipients", "-", "--data", "email-address", "--format", "json"],
        input=text, capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["answer"] == "found"


def test_problems_go_to_standard_error_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("ropa: 1\nregister: {organisation: nobody}\n", encoding="utf-8")
    assert run(["record", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path}:2:26: " in err
    assert "1 problem in the input; nothing was computed" in err


def test_problems_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("ropa: 1\nregister: {organisation: nobody}\n", encoding="utf-8")
    assert run(["check", str(path), "--format", "json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == 1
    assert list(data["problems"][0]) == ["file", "line", "column", "message", "why", "next", "near"]


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(fail_on: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", EXAMPLE, "--fail-on", fail_on]) == code
    assert "law as of" in capsys.readouterr().out


def test_check_runs_one_code_only(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", EXAMPLE, "--code", "A106", "--format", "json", "--as-of", "2026-11-22"])
    data = json.loads(capsys.readouterr().out)
    assert {finding["code"] for finding in data["findings"]} == {"A106"}
    assert data["as_of"] == "2026-11-22"


def test_a_bad_date_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", EXAMPLE, "--as-of", "2026-13-40"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_an_output_file_is_written_whole_and_announced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "findings.json"
    assert run(["check", EXAMPLE, "--fail-on", "never", "-o", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"wrote {path}\n")
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == 1
    assert list(tmp_path.iterdir()) == [path]


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["schema", "-o", str(tmp_path / "schema.json"), "--quiet"])
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "-o", str(tmp_path / "no" / "schema.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write("text", str(tmp_path / "taken"))
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(os.name == "nt", reason="file modes are those of POSIX")
def test_a_written_file_has_ordinary_permissions(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write("text", str(tmp_path / "file"), quiet=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


def test_an_unknown_suffix_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", EXAMPLE, "-o", "record.xyz"]) == 2
    assert ".xyz" in capsys.readouterr().err
    assert run(["query", "recipients", EXAMPLE, "-o", "answer.xyz"]) == 2
    assert run(["diagram", EXAMPLE, "-o", "picture.xyz"]) == 2


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m ropa schema | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_unicode_still_gets_every_line(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ropa", "record", EXAMPLE], capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert b"Corner Books" in done.stdout


def test_width_of_what_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal_width() == 120
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "57")
    assert terminal_width() == 57


def test_expect(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["query", "recipients", EXAMPLE, "--data", "email-address"]
    assert run([*question, "--expect", "found"]) == 0
    assert run([*question, "--expect", "denied"]) == 1
    assert "the answer is found, not denied" in capsys.readouterr().err


def test_an_unknown_word_in_a_question_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "recipients", EXAMPLE, "--data", "emial-address"]) == 2
    assert "email-address" in capsys.readouterr().err
    assert run(["query", "recipients", EXAMPLE, "--data", "emial"]) == 2
    assert "Did you mean `email-address`?" in capsys.readouterr().err


@pytest.mark.parametrize("format_name", ["table", "json", "csv"])
def test_formats_of_an_answer(format_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "recipients", EXAMPLE, "--data", "email-address", "--format", format_name]) == 0
    assert "AWeber" in capsys.readouterr().out


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a106"]) == 0
    assert capsys.readouterr().out.startswith("A106 ")
    assert run(["explain"]) == 0
    assert "A106" in capsys.readouterr().out
    assert run(["explain", "--coverage"]) == 0
    assert "A30-1-f" in capsys.readouterr().out
    assert run(["explain", "A999"]) == 2
    assert run(["explain", "A106", "--coverage"]) == 2


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "ropa inventory, format 1"


def test_transfers_table_and_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["transfers", EXAMPLE]) == 0
    short = capsys.readouterr().out
    assert run(["transfers", EXAMPLE, "--all"]) == 0
    assert len(capsys.readouterr().out) > len(short)
    assert run(["transfers", EXAMPLE, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == 1


def test_a_diagram_without_a_layout_program_leaves_dot_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_module("ropa.diagrams.render"), "find_engines", lambda: ())
    assert run(["diagram", EXAMPLE, "-o", str(tmp_path / "context.svg")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["context.dot"]
    assert "context.dot" in capsys.readouterr().err
    assert run(["diagram", EXAMPLE, "--format", "svg"]) == 2
    assert "digraph" in capsys.readouterr().out


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise click.Abort

    monkeypatch.setattr("ropa.cli.main.cli.main", interrupted)
    assert run([]) == 130


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["data", "contact"], "contact-data"),
        (["data", "e-mail"], "also:"),
        (["vendors", "stripe"], "[verified: partly]"),
        (["vendors", "google"], "google-analytics"),
        (["subjects"], "customer"),
    ],
)
def test_vocabulary(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", *arguments]) == 0
    assert says in capsys.readouterr().out


def test_a_diagram_of_one_activity(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagram", EXAMPLE, "--activity", "payments"]) == 0
    out = capsys.readouterr().out
    assert "Stripe" in out
    assert "AWeber" not in out
    assert run(["diagram", EXAMPLE, "--activity", "paymnets"]) == 2
    assert "payments" in capsys.readouterr().err
    assert run(["diagram", EXAMPLE, "--max-edges", "1"]) == 2


def test_what_the_transfer_report_leaves_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    run(["transfers", EXAMPLE, "--format", "json"])
    some = json.loads(capsys.readouterr().out)
    run(["transfers", EXAMPLE, "--format", "json", "--all"])
    every = json.loads(capsys.readouterr().out)
    assert (some["hidden"] + len(some["transfers"]), every["hidden"]) == (len(every["transfers"]), 0)
    assert some["hidden"] > 0
    run(["transfers", EXAMPLE, "--format", "csv"])
    assert "--all adds them" in capsys.readouterr().err
    run(["transfers", EXAMPLE, "--format", "csv", "--quiet"])
    assert capsys.readouterr().err == ""


def test_options_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "holdings", EXAMPLE, "--of", "aweber", "--of", "stripe", "--format", "json"]) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)["holdings"]] == ["email-address", "payment-card"]
