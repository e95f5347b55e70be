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


def said(answer: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """Return every fact of an answer with the id of its item; for ways, the ways themselves."""
    if question == "paths":
        return list(answer["paths"])
    return [{**fact, "id": item["id"]} for item in answer[question] for fact in item["facts"]]


@pytest.mark.parametrize(("example", "entry"), list(entries()))
def test_answer(example: str, entry: dict[str, Any]) -> None:
    answer = ask(example, entry).as_json()
    question = entry["question"]
    ids = [item["id"] for item in answer[question]]
    assert answer["answer"] == entry["answer"], f"{entry['ask']} {entry['why']} {ids}"
    if "ids" in entry:
        assert ids == entry["ids"]
    if "hosts" in entry:
        assert [host["id"] for host in answer["hosts"]] == entry["hosts"]
    assert set(entry.get("denied", ())) <= {denied["promise"] for denied in answer["denied"]}
    assert not set(entry.get("absent", ())) & set(ids)
    facts = said(answer, question)
    for wanted in entry.get("facts", ()):
        assert any(wanted.items() <= fact.items() for fact in facts), f"{wanted} is not among {facts}"


def test_every_example_has_answers() -> None:
    answered = {file.stem for file in (ROOT / "tests" / "answers").glob("*.yaml")}
    assert answered == {folder.name for folder in (ROOT / "examples").iterdir() if folder.is_dir()}
