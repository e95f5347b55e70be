"""Shell completion: what a shell is offered after TAB, and that asking costs next to nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ropa.checks import CHECKS
from ropa.cli.completing import MOST_BYTES, check_codes
from ropa.cli.law import TABLES
from ropa.cli.main import cli, run
from ropa.cli.verbs import VERBS
from ropa.questions import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent


def offered(line: str, *, folder: Path = ROOT, shell: str = "bash") -> list[str]:
    """Return what a shell is offered at the end of a line."""
    words = line.split(" ")
    done = subprocess.run(
        [sys.executable, "-c", "from ropa.cli.main import main; main()"], capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "_ROPA_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1],
             "PYTHONPATH": str(ROOT), "ROPA_SOURCE": ""},
    )  # fmt: skip
    assert done.stderr == ""
    return [item.partition(",")[2] for item in done.stdout.splitlines() if item]


def test_verbs_are_offered_in_their_order() -> None:
    assert offered("ropa ") == [verb.name for verb in VERBS]
    assert offered("ropa c") == [verb.name for verb in VERBS if verb.name.startswith("c")]


def test_questions_and_their_options() -> None:
    assert offered("ropa query ") == [question.name for question in QUESTIONS]
    assert {"--data", "--subjects", "--reach"} <= set(offered("ropa query recipients --"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ropa query recipients examples/alipartnership --data email-a", ["email-address"]),
        ("ropa query recipients examples/corner-books --data loyalty-p", ["loyalty-points"]),
        ("ropa query holdings examples/alipartnership --of a", ["affiliate", "alipartnership", "aweber"]),
        ("ropa query recipients --activity pay", []),
        ("ropa query recipients examples/corner-books --activity pay", ["payments"]),
        ("ropa query promises examples/corner-books --promise no-c", ["no-card-storage"]),
        ("ropa query rights --right er", ["erasure"]),
        ("ropa query activities --country I", ["ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT"]),
        ("ropa query where --expect not", ["not-stated"]),
        ("ropa check --code A10", ["A101", "A102", "A103", "A104", "A105", "A106", "A107", "A108"]),
        ("ropa check --format s", ["sarif"]),
        ("ropa explain no-s", ["no-safeguard"]),
        ("ropa explain scc-2", ["scc-2001", "scc-2002", "scc-2004", "scc-2010", "scc-2021"]),
        ("ropa law ", sorted(TABLES)),
        ("ropa law tools --tool scc-20", ["scc-2001", "scc-2002", "scc-2004", "scc-2010", "scc-2021"]),
        ("ropa vocabulary v", ["vendors"]),
        ("ropa vocabulary vendors strip", ["stripe"]),
        ("ropa vocabulary purposes direct", ["direct-marketing"]),
        ("ropa completion ", ["bash", "zsh", "fish"]),
        ("ropa diagram --theme d", ["dark"]),
        ("ropa new --basis con", ["consent", "contract"]),
    ],
)
def test_words_are_offered(line: str, expected: list[str]) -> None:
    assert offered(line) == expected


def test_files_are_left_to_the_shell() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ropa"], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "_ROPA_COMPLETE": "bash_complete", "COMP_WORDS": "ropa check exa", "COMP_CWORD": "2"},
    )  # fmt: skip
    assert done.stdout == "file,exa\n"


def test_the_default_register_is_read(tmp_path: Path) -> None:
    (tmp_path / "ropa.yaml").write_text(
        'ropa: 1\norganisations: {us: {name: Us}, umbra: {}, "u\x1b[2Jx": {}}\n', encoding="utf-8"
    )
    assert offered("ropa query holdings --of u", folder=tmp_path) == []  # half a file with a character it may not have
    (tmp_path / "ropa.yaml").write_text(
        'ropa: 1\norganisations: {us: {name: "Us\\e[2J"}, umbra: Umbra, "u x": {}}\n', encoding="utf-8"
    )
    assert offered("ropa query holdings --of u", folder=tmp_path) == ["umbra", "us"]
    named = "\n".join(offered("ropa query holdings --of u", folder=tmp_path, shell="zsh"))
    assert "\x1b" not in named


def test_a_large_register_is_not_read(tmp_path: Path) -> None:
    text = "ropa: 1\norganisations: {us: {name: Us}}\n"
    (tmp_path / "ropa.yaml").write_text(f"{text}{'#' * MOST_BYTES}\n", encoding="utf-8")
    assert offered("ropa query holdings --of u", folder=tmp_path) == []


def test_codes_are_those_of_the_checks() -> None:
    assert dict(check_codes()).keys() == {check.CODE for check in CHECKS}


def test_asking_for_a_code_or_a_verb_loads_no_check_and_no_graph() -> None:
    probe = (
        "import json, sys\nfrom ropa.cli.main import run\ntry: run()\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    for line in ("ropa ch", "ropa check --code A"):
        words = line.split(" ")
        done = subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, text=True, check=True,
            env={**os.environ, "_ROPA_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        )  # fmt: skip
        loaded = json.loads(done.stderr)
        assert not {"networkx", "pydantic", "yaml", "ropa.checks"} & set(loaded), line


def test_a_run_without_a_shell_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("_ROPA_COMPLETE", raising=False)
    command = import_module("ropa.cli.check").command
    before = {param.name: param.type for param in command.params}
    context = cli.make_context("ropa", ["check", "--help"], resilient_parsing=True)
    found = cli.get_command(context, "check")
    assert {param.name: param.type for param in command.params} == before
    assert found is command


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_ROPA_COMPLETE" in script
    assert f"{shell}_complete" in script
    assert run(["completion", shell, "-o", str(tmp_path / "ropa"), "--quiet"]) == 0
    assert (tmp_path / "ropa").read_text(encoding="utf-8") == script
    if shutil.which(shell) and shell != "fish":
        assert subprocess.run([shell, "-n", str(tmp_path / "ropa")], check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs the program bash")
def test_bash_takes_the_script_and_completes(tmp_path: Path) -> None:
    command = tmp_path / "ropa"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ropa "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    program = (
        'eval "$(ropa completion bash)"; COMP_WORDS=(ropa query rec); COMP_CWORD=2; _ropa_completion ropa; '
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.stdout == "recipients\n", done.stderr


def test_an_unknown_shell_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "csh"]) == 2
    assert "csh" in capsys.readouterr().err
