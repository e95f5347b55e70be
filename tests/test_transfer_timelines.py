"""Grades on any later day are those that were worked out before: for every situation of the tables, and the examples.

`ROPA_RANDOM_DAYS=400` compares on as many random days for each.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from ropa.law import load_law
from ropa.model import Register
from ropa.transfers import Grader, Transfer
from ropa.transfers.timelines import timelines
from tests.helpers import register_from
from tests.store_registers import AS_OF, EXAMPLES, example
from tests.test_transfer_situations import situations

_DAYS = int(os.environ.get("ROPA_RANDOM_DAYS", "2"))
_LAST = dt.date(2034, 1, 1)


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


def brief(rows: tuple[Transfer, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((row.regime, row.grade.value, row.tool, *row.parents) for row in rows)


def compared(register: Register, since: dt.date, seed: str) -> int:
    """Compare on the first day, around each turn, and on random days between and after; return how many turns are."""
    law = load_law()
    found = timelines(register, law, as_of=since, brief=brief)
    assert found.first <= since
    turns = {day for line in found.flows.values() for day, _ in line}
    chance = random.Random(seed)
    days = {since, found.first, *turns, *(day - dt.timedelta(days=1) for day in turns if day > found.first)}
    days |= {since + dt.timedelta(days=chance.randrange((_LAST - since).days)) for _ in range(_DAYS)}
    for day in sorted(days):
        grader = Grader(register, law, as_of=day)
        for flow in register.flows:
            line = found.flows[flow.activity, flow.id]
            assert [held for start, held in line if start <= day][-1] == brief(grader.grade(flow)), (flow.id, day)
    return len(turns) - 1


@pytest.mark.parametrize("table", sorted({case.table for case in situations()}))
def test_situations(table: str) -> None:
    cases = [case for case in situations() if case.table == table]
    turns = [compared(replace(case.register(), regimes=(case.regime,)), case.date, case.case) for case in cases]
    assert len(turns) == len(cases)


def test_situations_turn() -> None:
    cases = [case for case in situations() if case.regime == "eu-gdpr" and case.table == "clauses-older"]
    assert max(compared(case.register(), case.date, case.case) for case in cases) > 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    compared(example(name), AS_OF, name)


def test_equal_days_begin_alike() -> None:
    register = register_from("""
        organisations: {us: {country: IE}, a: {country: US}}
        safeguards: {scc: {tool: scc-2021, module: 2, between: [us, a], signed: 2024-01-01, tia: {date: 2026-01-01, review_by: 2027-01-01}}}
        activities: {one: {flows: [us -> a: {data: [name], as: processor, safeguard: scc}]}}
    """)
    first, later, last = (
        timelines(register, load_law(), as_of=dt.date(2026, month, 24), brief=brief) for month in (11, 12, 12)
    )
    assert first == later == last
    (line,) = first.flows.values()
    assert [(day.isoformat(), held[0][1]) for day, held in line][1:] == [("2027-01-02", "evidence-missing")]


def test_the_end_of_the_calendar_is_no_end() -> None:
    register = register_from("""
        organisations: {us: {country: IE}, a: {country: US}}
        safeguards: {c: {tool: certification, between: [us, a], checked: 9999-12-31, approval: {authority: x, date: 9999-12-31}}}
        activities: {one: {flows: [us -> a: {data: [name], as: processor, safeguard: c}]}}
    """)
    compared(register, AS_OF, "")
    (row,) = Grader(register, load_law(), as_of=dt.date.max).grade(register.flows[0])
    assert row.grade.value == "evidence-missing"
