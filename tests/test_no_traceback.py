"""Whatever the input, only problems come of it: a small budget of the fuzzer on every run of the suite."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.errors import InputProblems, Position, Problem
from ropa.law import load_law
from ropa.readers import read_source
from ropa.resolver import resolve
from ropa.resolver.draft import Entry, Mapping, Scalar, Sequence
from ropa.vocabulary import load_vocabulary
from tests import fuzz
from tests.fuzz import EXAMPLES, NASTY, SMALL, check_problems
from tests.test_resolver_properties import register_of

BUDGET = settings(
    max_examples=150, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

KEYS = st.sampled_from(
    [
        "ropa",
        "register",
        "organisations",
        "systems",
        "activities",
        "flows",
        "data",
        "is",
        "extra",
        "cite",
        "name",
        "shop -> us",
        "a",
        "us",
    ]
)
SCALARS = st.one_of(st.sampled_from(NASTY), st.text(max_size=8)).map(
    lambda text: Scalar(text, Position("<stdin>", 1, 1))
)


def mapping_of(children: st.SearchStrategy[object]) -> st.SearchStrategy[Mapping]:
    def make(entries: dict[str, object]) -> Mapping:
        at = Position("<stdin>", 1, 1)
        return Mapping(tuple(Entry(key, at, value) for key, value in entries.items()), at)  # type: ignore[arg-type]

    return st.dictionaries(KEYS, children, max_size=4).map(make)


NODES = st.recursive(
    SCALARS,
    lambda children: st.one_of(
        mapping_of(children),
        st.lists(children, max_size=3).map(lambda items: Sequence(tuple(items), Position("<stdin>", 1, 1))),
    ),
    max_leaves=12,
)


@BUDGET
@given(mapping_of(NODES))
def test_any_tree(draft: Mapping) -> None:
    try:
        resolve(draft, law=load_law(), vocabulary=load_vocabulary())
    except InputProblems as error:
        check_problems(error.problems, b"x")


@BUDGET
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(InputProblems) as caught:
        resolve(read_source("-", standard_input=io.BytesIO(data)), law=load_law(), vocabulary=load_vocabulary())
    check_problems(caught.value.problems, data)


def test_broken_inventories() -> None:
    tally = fuzz.fuzz(60, 20_261_101, seconds=600)
    assert tally.failures == []
    assert tally.runs > 50
    assert tally.problems > tally.runs / 2
    assert tally.resolved


def test_the_bases_resolve() -> None:
    register = register_of(SMALL.read_text(encoding="utf-8"))
    assert len(register.flows) == 10
    assert len(EXAMPLES) >= 3


def test_every_line_may_be_missing() -> None:
    lines = SMALL.read_text(encoding="utf-8").split("\n")
    for number in range(len(lines)):
        data = "\n".join(lines[:number] + lines[number + 1 :]).encode()
        try:
            resolve(read_source("-", standard_input=io.BytesIO(data)), law=load_law(), vocabulary=load_vocabulary())
        except InputProblems as error:
            check_problems(error.problems, data)


@pytest.mark.parametrize(
    "problem",
    [
        Problem(Position("x", 1, 1), "", "why.", "next."), Problem(Position("x", 1, 1), "what", " ", "next."),
        Problem(Position("x", 1, 1), "what", "why.", ""), Problem(Position("x", 3, 1), "what", "why.", "next."),
        Problem(Position("x", 1, 9), "what", "why.", "next."), Problem(Position("x", 0, 1), "what", "why.", "next."),
    ],
)  # fmt: skip
def test_the_fuzzer_sees_a_poor_problem(problem: Problem) -> None:
    with pytest.raises(AssertionError):
        check_problems((problem,), b"a\nb")


def test_the_fuzzer_sees_a_crash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr(fuzz, "resolve", crash)
    monkeypatch.setattr("sys.argv", ["fuzz", "--runs", "30"])
    assert fuzz.main() == 1
    assert "KeyError: 'boom'" in capsys.readouterr().out
