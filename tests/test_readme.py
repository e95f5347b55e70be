"""The README is true: its commands run and print what it shows, its Python runs, its picture is today's."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import ropa
from ropa.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Return each command of the console blocks with the output that the README shows below it."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def pattern_of(shown: str) -> str:
    """Return a regular expression for shown output."""
    lines = [".*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") for line in shown.splitlines()]
    pattern = ""
    for line in lines:
        pattern += "(.*\n)*" if line == ".*" else f"{line}\n"
    return pattern


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a clone: the examples, and the files that the README has you write."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "examples").symlink_to(ROOT / "examples")
    for block in blocks("yaml"):
        named = re.match(r"# (\S+\.yaml)\n", block)
        assert named, "a block that is to be saved begins with the name of its file"
        (folder / named[1]).write_text(block, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("command", "shown"), commands(), ids=[command for command, _ in commands()])
def test_commands_print_what_the_readme_shows(
    command: str, shown: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.delenv("COLUMNS", raising=False)
    if re.match(r"ropa [^|>]*$", command):
        code = run(shlex.split(command)[1:])
        printed = "".join(capsys.readouterr())
    else:
        program = shlex.join([sys.executable, "-m", "ropa"])
        runnable = re.sub(r"(^|\| )ropa ", lambda match: f"{match[1]}{program} ", command)
        done = subprocess.run(["bash", "-c", runnable], capture_output=True, text=True, check=False)
        code, printed = done.returncode, done.stdout + done.stderr
    assert code == (2 if "emial" in command else 0), printed
    assert re.fullmatch(pattern_of(shown), printed), printed


def test_python_blocks_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    parser = doctest.DocTestParser()
    runner = doctest.DocTestRunner()
    for block in blocks("python"):
        runner.run(parser.get_doctest(block, {}, "README", "README.md", 0))
    assert runner.summarize(verbose=False).failed == 0
    assert runner.tries > 5


def test_docstring_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(ropa)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_the_picture_shows_the_flows_of_the_register() -> None:
    picture = ropa.open(ROOT / "examples" / "alipartnership", as_of="2026-11-22").diagram()
    drawn = (ROOT / "examples" / "alipartnership" / "context.svg").read_text(encoding="utf-8")
    for edge in picture.scene.edges:
        assert f'id="{edge.id}"' in drawn


def test_every_place_that_the_readme_names_is_there() -> None:
    for place in re.findall(r"`((?:ropa|templates|tests|examples)/[^`*]*?)`", README):
        if "CODE" not in place and "*" not in place:
            assert (ROOT / place).exists(), place
