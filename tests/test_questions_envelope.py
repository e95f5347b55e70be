"""What holds for every question about activities, impact, bases, rights, cookies and facts, on every example."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.cli.main import run
from ropa.formats import format_named
from ropa.formats.answer import answer_text
from ropa.questions import QUESTIONS, Answer
from tests.test_answers import context_of

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/ropa.yaml"))

#: Question and options that make sense in every example.
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("activities", {}),
    ("activities", {"data": "email-address", "country": "EEA"}),
    ("activities", {"purpose": "security", "basis": "consent"}),
    ("bases", {}),
    ("bases", {"data": "personal-data", "basis": "contract"}),
    ("rights", {}),
    ("rights", {"right": "erasure", "data": "email-address"}),
    ("cookies", {}),
    ("cookies", {"data": "session-id"}),
    ("facts", {}),
    ("facts", {"data": "email-address"}),
)

KEYS = ["format", "question", "asked", "facts_as_of", "as_of", "answer"]


def answers() -> Iterator[Any]:
    """Yield one parameter per example and question."""
    for example in EXAMPLES:
        for number, (question, options) in enumerate(ASKED):
            yield pytest.param(example, question, options, id=f"{example}-{question}-{number}")
        yield pytest.param(example, "impact", {}, id=f"{example}-impact")


def ask(example: str, question: str, options: dict[str, Any]) -> Answer:
    """Return the answer; the impact is that of the organisation itself."""
    context = context_of(example)
    more = {"of": context.register.organisation} if question == "impact" else {}
    return next(item for item in QUESTIONS if item.name == question).ask(context, **options, **more)


@pytest.mark.parametrize(("example", "question", "options"), list(answers()))
def test_json(example: str, question: str, options: dict[str, Any]) -> None:
    shown = ask(example, question, options).as_json()
    assert list(shown)[:7] == [*KEYS, question]
    assert {"hosts", "denied", "not_stated"} <= shown.keys()
    assert shown["answer"] in ("found", "implied", "denied", "none", "not-stated")
    assert {name: shown["asked"][name] for name in options} == {name: [value] for name, value in options.items()}
    items = shown[question] if isinstance(shown[question], list) else []
    ids = [item["id"] for item in items if "id" in item]
    assert len(ids) == len(set(ids))
    json.dumps(shown)


@pytest.mark.parametrize(("example", "question", "options"), list(answers()))
def test_csv(example: str, question: str, options: dict[str, Any]) -> None:
    answer = ask(example, question, options)
    lines = list(csv.reader(io.StringIO(format_named("csv").render(answer))))
    assert tuple(lines[0]) == answer.columns()
    assert {len(line) for line in lines} == {len(answer.columns())}
    first = [line[0] for line in lines[1:]]
    assert first.count("denied") == len(answer.denied)
    assert first.count("not stated") == len(answer.not_stated)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(("example", "question", "options"), list(answers()))
def test_terminal(example: str, question: str, options: dict[str, Any], width: int) -> None:
    answer = ask(example, question, options)
    text = answer_text(answer, title=context_of(example).register.title, width=width)
    wide = [line for line in text.splitlines() if len(line) > width and len(max(line.split(), key=len)) < width - 20]
    assert not wide
    for denied in answer.denied:
        assert f"{denied.promise}: covers" in text
    if answer.answer.value == "not-stated":
        assert "not stated" in text.splitlines()[0]


def test_the_command_line_asks_what_the_library_asks(capsys: pytest.CaptureFixture[str]) -> None:
    source = str(ROOT / "examples" / "corner-books")
    workspace = ropa.open(source, as_of="2026-11-22")
    asked: list[tuple[list[str], Answer]] = [
        (["activities", "--data", "name", "--subjects", "customer"], workspace.activities(data="name", subjects="customer")),
        (["activities", "--purpose", "security", "--basis", "consent", "--organisation", "aweber", "--system", "shop",
          "--country", "US"],
         workspace.activities(purpose="security", basis="consent", organisation="aweber", system="shop", country="US")),
        (["impact", "--of", "shop", "--of", "aweber", "--data", "name", "--subjects", "visitor", "--activity", "delivery"],
         workspace.impact(of=["shop", "aweber"], data="name", subjects="visitor", activity="delivery")),
        (["bases", "--purpose", "security", "--data", "name", "--subjects", "visitor", "--activity", "delivery",
          "--basis", "consent"],
         workspace.bases(purpose="security", data="name", subjects="visitor", activity="delivery", basis="consent")),
        (["rights", "--right", "erasure", "--subjects", "visitor", "--data", "name"],
         workspace.rights(right="erasure", subjects="visitor", data="name")),
        (["cookies", "--data", "session-id", "--subjects", "visitor", "--purpose", "security", "--set-by", "shop"],
         workspace.cookies(data="session-id", subjects="visitor", purpose="security", set_by="shop")),
        (["facts", "--data", "name", "--subjects", "visitor", "--organisation", "aweber", "--activity", "newsletter"],
         workspace.facts(data="name", subjects="visitor", organisation="aweber", activity="newsletter")),
    ]  # fmt: skip
    for arguments, answer in asked:
        command = ["query", arguments[0], source, "--as-of", "2026-11-22", *arguments[1:]]
        assert run([*command, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == answer.as_json()
        assert run([*command, "--format", "table"]) == 0
        assert capsys.readouterr().out == answer_text(answer, title=workspace.register.title, width=120)
        assert run([*command, "--expect", answer.answer.value, "-q"]) == 0
        capsys.readouterr()


@pytest.mark.parametrize("question", ["activities", "impact", "bases", "rights", "cookies", "facts"])
def test_help_ends_with_an_example_that_runs(
    question: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["query", question, "--help"]) == 0
    example = " ".join(capsys.readouterr().out.partition("Example: ropa ")[2].split())
    monkeypatch.chdir(ROOT)
    assert example.startswith(f"query {question} examples/")
    assert run([*example.split(), "--expect", "found"]) == 0
