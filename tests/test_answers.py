"""The answers that were read from the sources by hand, against what the example registers answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.law import load_law
from ropa.questions import QUESTIONS, Answer, Context
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

ROOT = Path(__file__).parent.parent
AS_OF = dt.date(2026, 11, 22)


@lru_cache
def context_of(example: str) -> Context:
    """Return what the questions are asked of."""
    file = ROOT / "examples" / example / "ropa.yaml"
    register = register_from(file.read_text(encoding="utf-8"), file=str(file))
    return Context(register=register, law=load_law(), vocabulary=load_vocabulary(), as_of=AS_OF)


def entries() -> Iterator[Any]:
    """Yield one parameter per answer."""
    for file in sorted((ROOT / "tests" / "answers").glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), 1):
            yield pytest.param(file.stem, entry, id=f"{file.stem}-{number}")


def ask(example: str, entry: dict[str, Any]) -> Answer:
    """Return the answer to an entry; its options are named as on the command line."""
    question = next(question for question in QUESTIONS if question.name == entry["question"])
    arguments = {option.name: option.argument for option in question.options}
    options = {arguments[name]: value for name, value in entry["options"].items()}
    return question.ask(context_of(example), **options)


def items_of(answer: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """Return the list that is named after the question; an object in its place is the one item."""
    found = answer[question]
    return found if isinstance(found, list) else [{"id": question, **found}]


def said(answer: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """Return every fact of an answer with the id of its item; ways and flat facts are facts themselves."""
    items = items_of(answer, question)
    if question == "paths":
        return items
    return [{"id": item.get("id"), **fact} for item in items for fact in item.get("facts", [item])]


def missing(wanted: list[dict[str, Any]], among: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is wanted and is part of nothing in the list; a wanted list of ids matches a list of named things."""
    return [want for want in wanted if not any(_holds(want, one) for one in among)]


def _holds(want: dict[str, Any], one: dict[str, Any]) -> bool:
    return all(name in one and (one[name] == value or _ids(one[name]) == value) for name, value in want.items())


def _ids(value: Any) -> Any:
    named = isinstance(value, list) and all(isinstance(item, dict) and "id" in item for item in value)
    return [item["id"] for item in value] if named else value


@pytest.mark.parametrize(("example", "entry"), list(entries()))
def test_answer(example: str, entry: dict[str, Any]) -> None:
    answer = ask(example, entry).as_json()
    question = entry["question"]
    items = items_of(answer, question)
    ids = [item.get("id") for item in items]
    assert answer["answer"] == entry["answer"], f"{entry['ask']} {entry['why']} {ids}"
    if "ids" in entry:
        assert ids == entry["ids"]
    if "hosts" in entry:
        assert [host["id"] for host in answer["hosts"]] == entry["hosts"]
    assert set(entry.get("denied", ())) <= {denied["promise"] for denied in answer["denied"]}
    assert not set(entry.get("absent", ())) & set(ids)
    facts = said(answer, question)
    assert not missing(entry.get("facts", []), facts), facts
    assert not missing(entry.get("items", []), items), items
    for beside in ("blanket", "general", "not_stated"):
        if entry.get(beside) == []:
            assert answer[beside] == []
        assert not missing(entry.get(beside, []), answer.get(beside, [])), answer.get(beside)
    if "verdict" in entry:
        assert {item["verdict"] for item in items} == {entry["verdict"]}
    for name, wanted in entry.get("impact", {}).items():
        assert not missing(wanted, answer["impact"][name]), answer["impact"][name]
    for name, keys in entry.get("impact_ids", {}).items():
        assert [item["id"] for item in answer["impact"][name]] == keys


def test_every_entry_uses_only_what_the_test_looks_at() -> None:
    looked_at = {
        "ask", "question", "options", "answer", "ids", "hosts", "facts", "items", "denied", "absent", "blanket",
        "general", "not_stated", "impact", "impact_ids", "verdict", "lines", "why",
    }  # fmt: skip
    for file in sorted((ROOT / "tests" / "answers").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            assert entry.keys() <= looked_at, f"{file.name}: {entry['ask']}"


def test_every_example_has_answers() -> None:
    answered = {file.stem for file in (ROOT / "tests" / "answers").glob("*.yaml")}
    assert answered == {path.parent.name for path in (ROOT / "examples").glob("*/ropa.yaml")}
