"""Every promise of the examples, as read from their sources by hand, and what other questions say of the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.checks import run_checks
from ropa.questions import Verdict, promises, recipients
from tests.check_cases import subject_of
from tests.test_answers import ask, context_of

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/ropa.yaml"))

#: The check that speaks for a verdict.
CODES = {"broken": "P101", "possibly-broken": "P102", "not-testable": "P103"}


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every answer about one promise, with the name of its example."""
    for file in sorted((ROOT / "tests" / "answers").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if entry["question"] == "promises" and "promise" in entry["options"]:
                yield file.stem, entry


READ = [pytest.param(example, entry, id=f"{example}-{entry['options']['promise']}") for example, entry in entries()]


@pytest.mark.parametrize(("example", "entry"), READ)
def test_the_verdict_is_what_was_read(example: str, entry: dict[str, Any]) -> None:
    (item,) = ask(example, entry).as_json()["promises"]
    assert item["verdict"] == entry["verdict"], f"{entry['ask']} {entry['why']} But: {item['why']}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_promise_was_read(example: str) -> None:
    read = {entry["options"]["promise"] for name, entry in entries() if name == example}
    assert read == set(context_of(example).register.promises)


@pytest.mark.parametrize("example", EXAMPLES)
def test_checks_and_question_agree(example: str) -> None:
    context = context_of(example)
    said = {f"promises/{item.id}": CODES.get(item.verdict.value) for item in promises(context).promises}
    found = run_checks(subject_of(context.register), codes=list(CODES.values()))
    assert {finding.at: finding.code for finding in found} == {at: code for at, code in said.items() if code}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_break_cites_the_promise_and_the_fact(example: str) -> None:
    context = context_of(example)
    if example == "corner-books":
        pytest.skip("its lists have no citations")
    for item in promises(context).promises:
        assert item.cites, item.id
        for fact in item.facts:
            assert fact.cites, f"{item.id}: {fact.flow}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_promise_that_denies_a_question_is_not_kept_where_the_answer_is_found(example: str) -> None:
    """A promise that excludes all that was asked about, and facts that answer it, contradict each other."""
    context = context_of(example)
    register = context.register
    verdicts = {item.id: item.verdict.value for item in promises(context).promises}
    said = {(pair.subject, pair.data) for flow in register.flows for pair in flow.pairs if pair.data}
    for subject, data in sorted(said, key=str):
        answer = recipients(context, data=data or (), subjects=subject or ())
        if answer.answer is Verdict.FOUND:
            for denied in answer.denied:
                assert not denied.whole or verdicts[denied.promise] in ("broken", "possibly-broken"), (
                    denied,
                    subject,
                    data,
                )
