"""Narrow terminals: at 40 columns nothing runs over, and no ordinary word is cut."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.cli.query import _EXAMPLES
from ropa.cli.verbs import VERBS
from ropa.formats.table import records, text_table, text_width
from ropa.questions import QUESTIONS
from tests.terminals import on_a_terminal

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 40

COMMANDS = [
    ["check", "examples/corner-books", "--fail-on", "never"],
    ["check", "examples/aiopbt", "--fail-on", "never"],
    ["transfers", "examples/alipartnership", "--all"],
    ["law"], ["law", "adequacy"], ["law", "tools"], ["law", "items"], ["law", "adequacy", "eu-us-dpf"],
    ["explain"], ["explain", "A106"], ["explain", "30(1)(f)"], ["explain", "scc-2021"], ["explain", "--coverage"],
    ["vocabulary"], ["vocabulary", "data"], ["vocabulary", "vendors"], ["vocabulary", "health"], ["vocabulary", "vendors", "stripe"],
    *(["query", question.name, *_EXAMPLES[question.name].replace("--format csv", "").split()]
      for question in QUESTIONS if question.name in _EXAMPLES),
]  # fmt: skip

#: Records to be copied stand as they are; a word that is longer than the line is the terminal's to break.
RECORD = re.compile(r"^ {4,}")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("ROPA_SOURCE", raising=False)


def too_long(text: str, *, records_are_kept: bool = False) -> list[str]:
    """Return the lines that run over although they could be broken at a blank."""
    return [
        line
        for line in text.splitlines()
        if text_width(line) > WIDTH and len(line.split()) > 1 and not (records_are_kept and RECORD.match(line))
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_runs_over(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, command, columns=WIDTH)
    assert shown.code == 0, shown.err
    assert shown.out
    assert not too_long(shown.out, records_are_kept=command == ["explain", "A106"])


def helps() -> list[list[str]]:
    found: list[list[str]] = [[]]
    for verb in VERBS:
        command = import_module(verb.module).command
        found.append([verb.name])
        if isinstance(command, click.Group):
            found += [[verb.name, name] for name in command.list_commands(click.Context(command))]
    return found


@pytest.mark.parametrize("words", helps(), ids=lambda words: " ".join(words) or "ropa")
def test_help_fits(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, [*words, "--help"], columns=WIDTH)
    assert shown.code == 0
    assert not [line for line in shown.out.splitlines() if text_width(line) > WIDTH]
    assert "Example: ropa" in shown.out


def test_help_of_an_ordinary_terminal_is_that_of_click(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = on_a_terminal(monkeypatch, ["check", "--help"], columns=80).out
    assert "  --fail-on [error|warning|info|never]\n" in wide


def test_problems_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("ropa: 1\nregister: {organisation: nobody}\n", encoding="utf-8")
    shown = on_a_terminal(monkeypatch, ["record", str(path)], columns=WIDTH)
    assert shown.code == 2
    assert not [line for line in too_long(shown.err) if str(path) not in line]
    assert f"{path}:2:26:" in shown.err, "a path is not broken, so that it can be opened"


def test_a_pipe_keeps_its_long_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from ropa.cli.main import run

    monkeypatch.setenv("COLUMNS", "40")
    assert run(["check", "examples/corner-books", "--fail-on", "never"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) > 120


ROWS = [("email-address", "newsletter/shop->aweber", "no safeguard"), ("name", "", "not stated")]


def test_a_table_that_would_cut_words_becomes_records() -> None:
    assert text_table(("data", "flow", "transfer"), ROWS, width=40) == (
        "data      email-address\n"
        "flow      newsletter/shop->aweber\n"
        "transfer  no safeguard\n"
        "\n"
        "data      name\n"
        "transfer  not stated\n"
    )
    assert text_table(("data", "flow", "transfer"), ROWS, width=60).splitlines()[1].startswith("-----")


def test_long_headings_stand_above_what_they_head() -> None:
    assert records(["what the article asks for", "id"], [["a limit", "A30"]], width=30) == (
        "what the article asks for\n  a limit\nid\n  A30\n"
    )


@given(
    st.lists(st.tuples(*[st.text(alphabet="abc defgh-ü書", max_size=30)] * 5), max_size=4),
    st.integers(min_value=30, max_value=60),
)
def test_records_fit_and_lose_nothing(rows: list[tuple[str, ...]], width: int) -> None:
    found = text_table(("one", "second", "third of all", "4", "five"), rows, width=width)
    assert all(text_width(line) <= width for line in found.splitlines())
    for row in rows:
        for text in row:
            assert set(text) - {" "} <= set(found)
