"""Same input and date, same bytes: under two hash seeds, for every example and output."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import contextlib, hashlib, io, json, sys
from ropa.cli.main import run
made = {}
for command in json.loads(sys.argv[1]):
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        run(command)
    made[" ".join(command)] = text.getvalue()
print(json.dumps(made))
"""

QUESTIONS = {
    "corner-books": [
        ["recipients"],
        ["where"],
        ["holdings", "--of", "shop"],
        ["paths", "--from", "visitor", "--to", "aweber"],
    ],
    "alipartnership": [["recipients", "--reach", "possible", "--internal"], ["where", "--data", "contact-data"]],
    "wordpress-shop": [["recipients", "--paths", "3"], ["where"]],
    "aiopbt": [["recipients"]],
    "aptien": [["where"]],
    "aipicmarket": [["recipients", "--data", "contact-data"]],
}


#: Questions asked of every example, without options.
EVERYWHERE = ("activities", "bases", "cookies", "facts", "promises", "retention", "rights")


def commands(example: str) -> list[list[str]]:
    """Return command lines that together make everything of an example: each report, answer and edition in some format."""
    source = [f"examples/{example}", "--as-of", "2026-11-22"]
    made = [
        ["record", *source, "--edition", edition, "--format", name]
        for edition, name in (
            ("internal", "html"),
            ("authority", "markdown"),
            ("internal", "json"),
            ("authority", "csv"),
        )
    ]
    made += [["record", *source, "--part", "30-2", "--format", "markdown"]]
    made += [["retention", *source, "--format", name] for name in ("html", "json", "csv")]
    made += [["transfers", *source, "--all", "--format", name] for name in ("table", "html", "csv")]
    made += [["check", *source, "--format", name, "--fail-on", "never"] for name in ("text", "sarif")]
    made += [["diagram", *source, "--format", "dot"]]
    everywhere = [[name] for name in EVERYWHERE]
    for question, *options in [*QUESTIONS[example], *everywhere]:
        made += [["query", question, *source, *options, "--format", name] for name in ("table", "json")]
    return made


def outputs(example: str, seed: str) -> dict[str, str]:
    """Return what every command prints, with strings hashed by `seed`."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(commands(example))], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    made: dict[str, str] = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("example", sorted(QUESTIONS))
def test_two_hash_seeds_make_the_same_bytes(example: str) -> None:
    one, other = outputs(example, "1"), outputs(example, "4242")
    assert len(one) == len(commands(example))
    assert all(len(text) > 40 and "Traceback" not in text for text in one.values())
    different = [command for command, text in one.items() if hash_of(text) != hash_of(other[command])]
    assert not different


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
