"""Synthetic registers: they resolve at any size and seed, are the same everywhere, and cost no memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.checks import Subject, run_checks
from ropa.cli.main import run
from ropa.errors import InputProblems, UsageError
from ropa.law import load_law
from ropa.model import FlowKind, Register
from ropa.readers import read_yaml
from ropa.resolver import resolve
from ropa.synth import AS_OF, MOST_ACTIVITIES, MOST_FLOWS, synthetic_register
from ropa.synth.catalogue import system_kinds, templates, trades, vendors_by_group
from ropa.synth.yaml_out import Value, inline, scalar
from ropa.vocabulary import load_vocabulary

LAW, VOCABULARY = load_law(), load_vocabulary()


def made(activities: int, flows: int, seed: int) -> str:
    """Return a synthetic register as text."""
    return "".join(synthetic_register(VOCABULARY, LAW, activities=activities, flows=flows, seed=seed))


def resolved(text: str) -> Register:
    """Return the register; every problem of it fails the test."""
    draft, problems = read_yaml(text, "synthetic.yaml")
    if draft is None or problems:
        raise InputProblems(problems)
    return resolve(draft, law=LAW, vocabulary=VOCABULARY)


def arrows(register: Register) -> int:
    """Return how many flows are written as arrows."""
    return sum(flow.kind is FlowKind.DECLARED for activity in register.activities.values() for flow in activity.flows)


@pytest.mark.parametrize(("activities", "flows"), [(1, 0), (1, 1), (1, 300), (2, 1), (9, 3), (60, 300), (120, 500)])
@pytest.mark.parametrize("seed", [1, 2, 4711])
def test_it_resolves_with_as_many_activities_and_flows_as_asked_for(activities: int, flows: int, seed: int) -> None:
    register = resolved(made(activities, flows, seed))
    assert len(register.activities) == activities
    assert arrows(register) == flows


@settings(max_examples=40)
@given(st.integers(1, 70), st.integers(0, 250), st.integers(-(2**63), 2**63))
def test_any_size_and_seed_resolves(activities: int, flows: int, seed: int) -> None:
    register = resolved(made(activities, flows, seed))
    assert (len(register.activities), arrows(register)) == (activities, flows)


def test_one_larger_register_resolves() -> None:
    register = resolved(made(400, 2500, 3))
    assert (len(register.activities), arrows(register)) == (400, 2500)
    assert len({activity.name for activity in register.activities.values()}) == 400


def test_the_same_arguments_give_the_same_bytes_whatever_hashes_are() -> None:
    program = "from tests.test_synth import made; import sys; sys.stdout.write(made(40, 200, 9))"
    digests = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", program], check=True, capture_output=True,
                cwd=Path(__file__).resolve().parent.parent, env={**os.environ, "PYTHONHASHSEED": seed},
            ).stdout
        ).hexdigest()
        for seed in ("1", "4242")
    }  # fmt: skip
    assert digests == {hashlib.sha256(made(40, 200, 9).encode()).hexdigest()}


def test_another_seed_makes_another_organisation() -> None:
    assert len({resolved(made(3, 9, seed)).organisation for seed in range(12)}) > 6


def test_what_is_declared_is_used() -> None:
    register = resolved(made(80, 400, 5))
    subject = Subject(register=register, law=LAW, vocabulary=VOCABULARY, as_of=AS_OF, documents={})
    unused = [finding.at for finding in run_checks(subject, codes=["C107"])]
    assert len(unused) <= 2, unused


def test_the_checks_find_what_they_find_in_real_registers() -> None:
    register = resolved(made(60, 300, 2))
    subject = Subject(register=register, law=LAW, vocabulary=VOCABULARY, as_of=AS_OF, documents={})
    findings = run_checks(subject)
    assert not [finding.code for finding in findings if finding.crashed]
    assert {"A003", "A105", "A106", "B124", "C101", "D101", "T101"} <= {finding.code for finding in findings}
    assert len({finding.code[0] for finding in findings}) >= 8
    errors = [finding for finding in findings if finding.severity.value == "error"]
    assert 5 <= len(errors) <= 90, "a register that is neither perfect nor a ruin"


def test_size_costs_no_memory() -> None:
    synthetic = synthetic_register(VOCABULARY, LAW, activities=1500, flows=7500, seed=1)
    next(synthetic)
    tracemalloc.start()
    try:
        length = sum(map(len, synthetic))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert length > 1_000_000
    assert peak < length / 3, "the text is handed on as it is made"


@pytest.mark.parametrize(
    ("activities", "flows"), [(0, 1), (-1, 1), (1, -1), (MOST_ACTIVITIES + 1, 1), (1, MOST_FLOWS + 1)]
)
def test_sizes_that_could_not_be_read_again_are_refused(activities: int, flows: int) -> None:
    with pytest.raises(UsageError, match="Accepted"):
        synthetic_register(VOCABULARY, LAW, activities=activities, flows=flows, seed=1)


def test_the_catalogue_speaks_the_words_of_the_vocabulary() -> None:
    groups = vendors_by_group(VOCABULARY)
    assert [key for key, vendors in groups.items() if not vendors] == []
    for template in templates():
        for kind, words in (
            ("data_subjects", template.subjects), ("data_categories", template.data), ("purposes", template.purposes),
            ("legal_bases", template.bases), ("conditions", (template.condition,) if template.condition else ()),
        ):  # fmt: skip
            assert not set(words) - set(VOCABULARY.terms(kind)), template.key
        assert not set(template.services) - set(groups), template.key
        assert not set(template.suppliers) - set(trades()), template.key
        assert not set(template.systems) - set(system_kinds()), template.key
        assert template.systems, template.key
        assert template.retention, template.key
        assert float(template.weight) > 0
    assert not {group for kind in system_kinds().values() for group in kind.services} - set(groups)
    assert len({template.key for template in templates()}) == len(templates()) == 49
    assert len({template.department for template in templates()}) == 11


@given(st.text(max_size=30))
def test_text_survives_readers_of_both_versions_of_yaml(text: str) -> None:
    written = f"key: {scalar(text)}\n"
    draft, problems = read_yaml(written, "x.yaml")
    assert draft is not None
    assert not problems
    entry = draft.entry("key")
    assert entry is not None
    expected = "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in text)
    assert getattr(entry.value, "text", None) == expected
    if not _is_a_day(text):
        assert yaml.safe_load(written) == {"key": expected}


def _is_a_day(text: str) -> bool:
    """A date is meant as one; every YAML reader may take it so."""
    return isinstance(yaml.safe_load(scalar(text)), dt.date) if len(text) == 10 else False


@pytest.mark.parametrize("text", ["NO", "on", "Yes", "null", "~", "007", "1e3", "0x1F", "12:30", "", " a", "a ", "a: b",
                                  "- a", "#a", "a #b", "[a", "{a}", "&a", "*a", "!a", "|", ">", "'a", '"a', "%a", "@a"])  # fmt: skip
def test_what_other_readers_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')
    assert yaml.safe_load(scalar(text)) == text


def test_values_on_one_line() -> None:
    value: Value = {"name": "A, B", "yes": True, "count": 3, "day": AS_OF, "list": ["x", {"z": ()}]}
    assert inline(value) == '{name: "A, B", "yes": yes, count: 3, day: 2026-11-01, list: [x, {z: []}]}'


def test_the_verb_writes_the_same_to_a_file_and_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "synthetic.yaml"
    assert run(["synth", "--activities", "7", "--flows", "20", "--seed", "3", "-o", str(path), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(["synth", "--activities", "7", "--flows", "20", "--seed", "3"]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8") == made(7, 20, 3)


def test_five_flows_for_each_activity_where_no_number_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["synth", "--activities", "4"]) == 0
    assert arrows(resolved(capsys.readouterr().out)) == 20


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that tells the codes of a pipe")
def test_a_reader_that_goes_away_is_no_error() -> None:
    # More than a pipe holds: the write itself fails, not only the flush at the end.
    command = f"{sys.executable} -m ropa synth --activities 300 | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_too_large_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "big.yaml"
    assert run(["synth", "--activities", "1", "--flows", "1000000", "-o", str(path)]) == 2
    assert "Accepted: 0 to 150000" in capsys.readouterr().err
    assert not path.exists()
