"""Colours: only where somebody sees them, never against `NO_COLOR`, and never instead of words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ropa.cli.colours import coloured, findings_for, painter, problem_for
from ropa.cli.main import run
from ropa.formats.styles import cell_style, grade_style
from ropa.language import GRADES
from ropa.transfers import Grade
from tests.terminals import Screen, on_a_terminal

ROOT = Path(__file__).resolve().parent.parent
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
DATE = ["--as-of", "2026-11-22"]

#: Commands whose text is coloured in a terminal.
COLOURED = [
    ["check", "examples/alipartnership", "--fail-on", "never", *DATE],
    ["transfers", "examples/alipartnership", *DATE],
    ["query", "recipients", "examples/alipartnership", "--data", "email-address", *DATE],
    ["query", "rights", "examples/wordpress-shop", *DATE],
    ["vocabulary", "data", "email"],
    ["vocabulary", "measures"],
    ["law", "adequacy", "--country", "US", *DATE],
    ["law"],
    ["explain", "A106"],
    ["explain", "scc-2021", *DATE],
    ["explain", "--coverage"],
]


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "ROPA_SOURCE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("no_colour", "force", "term", "terminal", "expected"),
    [
        ("", "", "xterm", True, True), ("", "", "xterm", False, False), ("1", "", "xterm", True, False),
        ("", "1", "xterm", False, True), ("1", "1", "xterm", True, False), ("", "0", "xterm", False, False),
        ("", "", "dumb", True, False), ("", "1", "dumb", False, True), ("0", "", "xterm", True, False),
    ],
)  # fmt: skip
def test_when_there_are_colours(
    no_colour: str,
    force: str,
    term: str,
    terminal: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("FORCE_COLOR", force)
    monkeypatch.setenv("TERM", term)
    with (tmp_path / "file").open("w") as file:
        assert coloured(Screen() if terminal else file) is expected
    assert coloured(None) is (force == "1" and not no_colour)


@pytest.mark.parametrize("command", COLOURED, ids=" ".join)
def test_a_terminal_shows_the_same_text_in_colour(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    plain = on_a_terminal(monkeypatch, command)
    monkeypatch.chdir(ROOT)
    bright = on_a_terminal(monkeypatch, command, colour=True)
    assert "\x1b" not in plain.out
    assert ESCAPE.search(bright.out)
    assert ESCAPE.sub("", bright.out) == plain.out
    assert bright.code == plain.code == 0


@pytest.mark.parametrize("command", COLOURED, ids=" ".join)
def test_a_pipe_gets_none_unless_it_asks(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(command) == 0
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run(command) == 0
    bright = capsys.readouterr().out
    assert ESCAPE.search(bright)
    assert ESCAPE.sub("", bright) == plain


@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_a_file_never_gets_any(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, command in enumerate(COLOURED):
        monkeypatch.chdir(ROOT)
        path = tmp_path / f"{number}{suffix}"
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert run([*command, "-o", str(path), "--quiet"]) == 0
        assert "\x1b" not in path.read_text(encoding="utf-8"), command


def test_data_on_standard_output_never_gets_any(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for command in (["check", "examples/corner-books", "--fail-on", "never", "--format", "json"],
                    ["query", "facts", "examples/corner-books", "--format", "csv"], ["schema"],
                    ["check", "examples/corner-books", "--fail-on", "never", "--format", "github"],
                    ["record", "examples/corner-books"], ["synth", "--activities", "1"]):  # fmt: skip
        assert run(command) == 0
        assert "\x1b" not in capsys.readouterr().out, command


def test_what_lies_in_a_file_does_not_depend_on_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answer.txt"
    texts = set()
    for columns in (40, 200):
        monkeypatch.chdir(ROOT)
        on_a_terminal(monkeypatch, [*COLOURED[2], "-o", str(path)], columns=columns)
        texts.add(path.read_text(encoding="utf-8"))
    assert len(texts) == 1


def test_severities_have_colours_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, COLOURED[0], columns=200, colour=True).out
    for severity, code in (("error", "1;31"), ("warning", "33"), ("info", "36")):
        assert f"\x1b[{code}m{severity}\x1b[0m" in shown
    blocks = [block for block in shown.split("\n\n") if "\x1b[1;31merror" in block]
    assert blocks
    assert all(re.search(r"\x1b\[1;31m[A-Z]\d{3}\x1b\[0m", block) for block in blocks)


def test_grades_that_call_for_somebody_stand_out() -> None:
    assert {grade for grade in Grade if not grade_style(grade.value)} == {
        Grade.NOT_A_TRANSFER, Grade.DOMESTIC, Grade.ADEQUATE, Grade.SAFEGUARDED,
    }  # fmt: skip
    assert grade_style("unknown") == "warning"
    assert grade_style("no-such-grade") == ""
    assert cell_style("transfer", f"eu-gdpr: {GRADES['adequate'][0]}; uk-gdpr: {GRADES['no-safeguard'][0]}") == "error"
    assert cell_style("transfer", f"eu-gdpr: {GRADES['unknown'][0]}") == "warning"
    assert cell_style("transfer", f"eu-gdpr: {GRADES['domestic'][0]}") == ""
    assert cell_style("data", "x: no safeguard") == ""


def test_problems_on_standard_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("ropa: 1\nregister: {organisation: nobody}\n", encoding="utf-8")
    plain = on_a_terminal(monkeypatch, ["record", str(path)], columns=300)
    bright = on_a_terminal(monkeypatch, ["record", str(path)], columns=300, colour=True)
    assert ESCAPE.sub("", bright.err) == plain.err
    assert f"\x1b[1m{path}:2:26: \x1b[0m" in bright.err
    assert bright.out == ""


def test_text_of_a_register_steers_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ropa.yaml"
    path.write_text(
        'ropa: 1\nregister: {organisation: us}\norganisations: {us: {name: "Us\\e[31m\\nx: A101 forged\\n    error at home"}}\n',
        encoding="utf-8",
    )
    for command in (["check", str(path), "--fail-on", "never"], ["query", "recipients", str(path)]):
        shown = on_a_terminal(monkeypatch, command, colour=True).out
        assert "\x1b[31m" not in shown
        assert "\nx: " not in shown


def test_nothing_is_painted_where_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    paint = painter()
    assert paint("", "head") == ""
    assert paint("text", "") == "text"
    assert painter("file.txt")("text", "head") == "text"
    assert findings_for("", None) == ""
    assert problem_for("no place: just words") == "no place: just words"


def test_a_closed_pipe_is_no_error_in_colour() -> None:
    command = f"FORCE_COLOR=1 {sys.executable} -m ropa explain --coverage | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (0, "")
