"""The hook definitions and the example for a CI job: what they run exists, runs, and says what they promise."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
CI = ROOT / "examples" / "ci"
REGISTER = ROOT / "examples" / "corner-books" / "ropa.yaml"

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOW: dict[Any, Any] = yaml.safe_load((CI / "github-actions.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["check"]["steps"]


def commands() -> list[str]:
    """Return every `ropa` command of the workflow and of the text beside it."""
    found = [step["run"] for step in STEPS if step.get("run", "").startswith("ropa ")]
    text = (CI / "README.md").read_text(encoding="utf-8")
    return found + [line.partition("#")[0].strip() for line in re.findall(r"^ropa .*$", text, re.MULTILINE)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a register in it, which is the one that is asked."""
    (tmp_path / "ropa.yaml").write_text(REGISTER.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROPA_SOURCE", WORKFLOW["jobs"]["check"]["env"]["ROPA_SOURCE"])
    return tmp_path


@pytest.mark.parametrize("command", commands())
def test_every_command_runs(command: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = (0,) if "--fail-on never" in command or "check" not in command else (0, 1)
    assert run(shlex.split(command)[1:]) in expected, capsys.readouterr().err


def test_the_uploaded_files_are_those_that_were_written(desk: Path) -> None:
    for step in STEPS:
        if step.get("run", "").startswith("ropa ") and " -o " in step["run"]:
            assert run(shlex.split(step["run"])[1:]) == 0
    uploaded = [
        step["with"].get("sarif_file") or step["with"].get("path") for step in STEPS if "upload" in step.get("uses", "")
    ]
    assert sorted(uploaded) == ["record.html", "ropa.sarif"]
    assert all((desk / name).is_file() for name in uploaded)
    assert json.loads((desk / "ropa.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_findings_may_be_uploaded() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read", "security-events": "write"}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_and_takes_no_file_names(hook: dict[str, Any], desk: Path) -> None:
    assert hook["pass_filenames"] is False, "a register is read whole, whichever of its files is committed"
    assert hook["language"] == "python"
    program, *arguments = shlex.split(hook["entry"])
    assert program == "ropa"
    assert run(arguments) == (0 if "never" in arguments else 1)
    (desk / "ropa.yaml").write_text("ropa: 1\nregister: {organisation: nobody}\n", encoding="utf-8")
    assert run(arguments) == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [("ropa.yaml", True), ("privacy/ropa.yml", True), ("register/activities/payroll.yaml", True), ("register/notes.txt", False),
     ("src/main.yaml", False), ("europa.yaml", False)],
)  # fmt: skip
def test_hooks_look_at_the_files_of_a_register(path: str, expected: bool) -> None:
    assert {bool(re.search(hook["files"], path)) for hook in HOOKS} == {expected}


def test_the_example_uses_a_hook_that_exists(desk: Path) -> None:
    config = yaml.safe_load((CI / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    (used,) = config["repos"][0]["hooks"]
    assert used["id"] in {hook["id"] for hook in HOOKS}
    (desk / "privacy").mkdir()
    (desk / "ropa.yaml").rename(desk / "privacy" / "ropa.yaml")
    assert run(["check", *used["args"]]) == 1
