"""GitHub annotations: one command per line, nothing that a register says can begin another, exit codes as elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.checks import Severity
from ropa.cli.main import run
from ropa.errors import Position, UsageError
from ropa.formats.github import render_github
from ropa.formats.outcomes import outcome_format
from ropa.formats.paths import Base
from ropa.model import Cite
from tests.outcomes import BASE, BROKEN, NASTY, finding, outcome, problem

EXAMPLE = "examples/corner-books"

_COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>[^:]*))?::(?P<message>.*)")


class Command(NamedTuple):
    """A workflow command as the runner reads it."""

    name: str
    properties: dict[str, str]
    message: str


def read(text: str) -> tuple[list[Command], list[str]]:
    """Return the commands of an output as a runner reads them, and the plain lines."""
    commands, plain = [], []
    for line in text.split("\n"):
        match = _COMMAND.fullmatch(line)
        if match is None:
            assert not line.lstrip().startswith("::"), line
            plain.append(line)
            continue
        listed = [part.partition("=") for part in (match["properties"] or "").split(",") if part]
        properties = {key: _unescaped(text, property=True) for key, _, text in listed}
        commands.append(Command(match["name"], properties, _unescaped(match["message"])))
    return commands, plain


def _unescaped(text: str, *, property: bool = False) -> str:  # noqa: A002 - GitHub's word
    for code, char in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if property else ())):
        text = text.replace(code, char)
    return text.replace("%25", "%")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def test_each_finding_is_an_annotation_at_its_line() -> None:
    made = finding(
        severity=Severity.ERROR, message="nothing is stated", fix="state it", articles=("30(1)(f)",),
        cites=(Cite(document="policy", lines="12-14"),),
    )  # fmt: skip
    ((command,), plain) = read(render_github(outcome(made), BASE))
    assert command.name == "error"
    assert command.properties == {
        "file": "registers/ropa.yaml",
        "line": "4",
        "col": "3",
        "title": "A106 Are the time limits for erasure stated?",
    }
    assert command.message.split("\n") == [
        "A106 nothing is stated",
        "fix: state it",
        "error at activities/payments; Article 30(1)(f)",
        "cites: policy:12-14",
    ]
    assert plain[0].startswith("1 error, 0 warnings, 0 info. ")
    assert plain[-2] == "facts as of 2026-11-01, law as of 2026-11-22"


@pytest.mark.parametrize(
    ("severity", "name"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_a_severity_has_its_level(severity: Severity, name: str) -> None:
    ((command,), _) = read(render_github(outcome(finding(severity=severity)), BASE))
    assert command.name == name


def test_waived_findings_are_counted_in_one_notice_and_annotate_nothing() -> None:
    text = render_github(outcome(finding(waived="later"), finding("A107", waived="later"), finding("A108")), BASE)
    commands, _ = read(text)
    assert [command.properties["title"] for command in commands] == [
        "A108 Are the categories of data stated?",
        "waivers",
    ]
    assert commands[1] == Command("notice", {"title": "waivers"}, "2 findings moved aside by waivers")
    (none, _) = read(render_github(outcome(), BASE))
    assert none == []


def test_nothing_found_promises_nothing() -> None:
    assert render_github(outcome(), BASE).startswith("no gap found by these checks. ")


def test_problems_are_errors_with_what_to_do() -> None:
    commands, plain = read(render_github(outcome(problems=(problem(), problem(line=0, file="a folder"))), BASE))
    assert [command.name for command in commands] == ["error", "error"]
    assert commands[0].properties["line"] == "2"
    assert commands[0].message == "`x` is not known. Did you mean `y`?\nwhy: it names nothing\nnext: declare it"
    assert commands[1].properties == {"file": "registers/a folder", "title": "the register could not be resolved"}
    assert plain[0] == "2 problems in the input; nothing was computed."


def test_what_has_no_file_says_its_place_in_words() -> None:
    made = outcome(finding(position=Position("<stdin>", 4, 3)), source="")
    ((command,), _) = read(render_github(made, BASE))
    assert command.properties == {"title": "A106 Are the time limits for erasure stated?"}
    assert command.message.startswith("<stdin>:4:3: A106 made\n")
    outside = Base(here=Path("/elsewhere"), root=Path("/repository"))
    ((command,), _) = read(render_github(outcome(finding()), outside))
    assert "file" not in command.properties
    assert command.message.startswith("ropa.yaml:4:3: ")


def test_a_finding_without_a_place_stands_where_the_register_begins() -> None:
    ((command,), _) = read(render_github(outcome(finding(line=0)), BASE))
    assert (command.properties["file"], command.properties["line"]) == ("registers/ropa.yaml", "1")


@given(st.text(max_size=60) | st.just(NASTY))
def test_no_text_begins_a_command_of_its_own(text: str) -> None:
    made = finding(
        message=text, fix=text, at=text, name=text, cites=(Cite(document="d", section=text),),
        position=Position(f"a,b:{text.replace(chr(0), '')}", 4, 3),
    )  # fmt: skip
    ((command,), plain) = read(render_github(outcome(made, problems=()), BASE))
    assert command.name == "warning"
    assert set(command.properties) <= {"file", "line", "col", "title"}
    assert len(command.message.split("\n")) <= 4
    assert len(plain) == 4
    ((command,), _) = read(render_github(outcome(problems=(problem(text),)), BASE))
    assert len(command.message.split("\n")) == 3


@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_exit_codes_are_the_same_in_every_format(format_name: str, fail_on: str, code: int) -> None:
    assert run(["check", EXAMPLE, "--format", format_name, "--fail-on", fail_on]) == code


#: A register in which exactly one check finds something, by the severity of its finding.
ONE_FINDING = {"error": "A102", "warning": "C102", "info": "A004"}


@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize("found", ["error", "warning", "info"])
def test_only_findings_as_bad_as_asked_fail(format_name: str, found: str) -> None:
    levels = ["error", "warning", "info"]
    for fail_on in levels:
        code = run(["check", EXAMPLE, "--code", ONE_FINDING[found], "--format", format_name, "--fail-on", fail_on])
        assert code == (1 if levels.index(found) <= levels.index(fail_on) else 0)


@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "github"])
def test_a_waived_finding_fails_nothing(format_name: str) -> None:
    waived = ["check", EXAMPLE, "--code", "A106", "--format", format_name, "--as-of", "2026-11-22"]
    assert run([*waived, "--fail-on", "warning"]) == 0
    assert run([*waived[:-1], "2027-02-01", "--fail-on", "info"]) == 1


@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "github"])
def test_problems_are_2_whatever_the_threshold(
    format_name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    assert run(["check", str(path), "--format", format_name, "--fail-on", "never"]) == 2
    out, err = capsys.readouterr()
    told = err if format_name == "text" else out
    assert "nobody" in told
    assert "direct-marketing" in told, "every problem is told, with the nearest word"


def test_a_folder_and_a_job_in_a_folder_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sub" / "my register"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("ropa: 1\nregister: {organisation: us}\norganisations: {us: {name: Us}}\n", "utf-8")
    (folder / "b.yml").write_text("activities: {a: {name: A}}\n", "utf-8")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    run(["check", "my register", "--format", "github"])
    commands, _ = read(capsys.readouterr().out)
    files = {command.properties["file"] for command in commands}
    assert files == {"sub/my register/a.yaml", "sub/my register/b.yml"}


def test_an_unknown_suffix_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", EXAMPLE, "-o", str(tmp_path / "findings.html")]) == 2
    assert ".sarif" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    for name in ("findings", "findings.txt", "findings.log"):
        assert run(["check", EXAMPLE, "--quiet", "-o", str(tmp_path / name)]) == 1
        assert "law as of" in (tmp_path / name).read_text(encoding="utf-8")


def test_problems_as_text_are_no_clean_register() -> None:
    text = outcome(problems=(problem(),)).as_text()
    assert text.startswith("ropa.yaml:2:5: `x` is not known. Did you mean `y`?\n")
    assert text.endswith("1 problem in the input; nothing was computed.\n")


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="text, json, sarif, github"):
        outcome_format("xml", None)
