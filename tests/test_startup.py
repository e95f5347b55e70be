"""What a short command does not load: a start must not cost more than the answer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

#: Libraries that no help, check or query on files may load.
HEAVY = {
    "sqlmodel", "sqlalchemy", "jinja2", "docx", "openpyxl", "xlsxwriter", "typst", "starlette", "uvicorn", "fastapi",
    "httpx", "graphviz", "pygraphviz", "asyncio", "hypothesis",
}  # fmt: skip

_PROBE = """
import json, sys
from ropa.cli.main import run
code = run(json.loads(sys.argv[1]))
print(json.dumps([code, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""

COMMANDS = [
    ["--help"],
    ["--version"],
    ["check", "--help"],
    ["check", "examples/alipartnership", "--fail-on", "never"],
    ["query", "recipients", "examples/alipartnership", "--data", "email-address"],
    ["query", "holdings", "examples/alipartnership", "--of", "aweber"],
    ["query", "paths", "examples/alipartnership", "--from", "visitor", "--to", "aweber", "--format", "json"],
    ["query", "where", "examples/corner-books", "--data", "email-address"],
    ["query", "activities", "examples/aiopbt", "--data", "payment-card"],
    ["query", "impact", "examples/corner-books", "--of", "aweber"],
    ["query", "bases", "examples/aipicmarket", "--purpose", "direct-marketing", "--format", "json"],
    ["query", "rights", "examples/wordpress-shop"],
    ["query", "cookies", "examples/wordpress-shop"],
    ["query", "facts", "examples/alipartnership", "--data", "payment-card", "--format", "csv"],
]


def loaded(command: list[str]) -> tuple[int, set[str]]:
    """Return the exit code and the top-level modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, json.dumps(command)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_short_command_loads_no_heavy_library(command: list[str]) -> None:
    code, modules = loaded(command)
    assert code == 0
    assert not modules & HEAVY


def test_help_loads_neither_parser_nor_graph_nor_validation() -> None:
    _, modules = loaded(["--help"])
    assert not modules & {"yaml", "pydantic", "networkx"}


def test_the_probe_sees_what_is_loaded() -> None:
    _, modules = loaded(["record", "examples/corner-books"])
    assert "jinja2" in modules
