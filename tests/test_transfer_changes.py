"""What changes between two days, and what if a decision fell."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.errors import UsageError
from ropa.law import load_law
from ropa.transfers import Grade, grade_transfers
from ropa.transfers.changes import Change, changes
from tests.helpers import register_from

TEXT = """
    organisations:
      us: {name: Us, country: IE}
      british: {name: British, country: GB}
      listed: {name: Listed Inc., country: US}
      signed: {name: Signed Inc., country: US}
      german: {name: German, country: DE}
    safeguards:
      shield: {tool: privacy-shield, organisation: Listed Inc., checked: 2020-03-01}
      list: {tool: dpf, organisation: Listed Inc., checked: 2026-06-01, covers: [EU-US DPF]}
      clauses: {tool: scc-2021, module: 2, between: [us, signed], signed: 2024-02-01, tia: {date: 2026-02-20, review_by: 2027-02-20}}
    activities:
      a:
        flows:
          - us -> british: [name]
          - us -> listed: {data: [name], safeguard: [shield, list]}
          - us -> signed: {data: [name], as: processor, safeguard: clauses}
          - us -> german: [name]
"""


def found(first: str, second: str) -> dict[str, Change]:
    register = register_from(TEXT)
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(second)
    rows = changes(register, load_law(), first=days[0], second=days[1])
    return {row.after.importer: row for row in rows}


def test_a_judgment_changes_the_flows_that_rest_on_the_decision() -> None:
    rows = found("2020-07-15", "2020-07-16")
    assert list(rows) == ["listed"]
    change = rows["listed"]
    assert (change.before.grade, change.after.grade) == (Grade.ADEQUATE, Grade.INVALID)
    assert any("C-311/18" in event.text and event.day == dt.date(2020, 7, 16) for event in change.events)


def test_the_order_of_the_days_does_not_matter() -> None:
    assert found("2020-07-16", "2020-07-15") == found("2020-07-15", "2020-07-16")


def test_area_decision_and_evidence_are_events() -> None:
    rows = found("2020-12-31", "2021-06-29")
    assert any("2021/1772" in event.text for event in rows["british"].events)
    stale = found("2027-02-20", "2027-02-21")["signed"]
    assert (stale.before.grade, stale.after.grade) == (Grade.SAFEGUARDED, Grade.EVIDENCE_MISSING)
    assert [event.text for event in stale.events] == ["what clauses rests on has run out"]
    assert stale.as_json()["after"]["grade"] == "evidence-missing"


def test_nothing_changes_on_one_day() -> None:
    assert found("2026-11-22", "2026-11-22") == {}


def test_a_decision_that_fell_takes_its_flows_with_it_and_no_others() -> None:
    register, day = register_from(TEXT), dt.date(2026, 11, 22)
    law = load_law()
    before = {row.importer: row.grade for row in grade_transfers(register, law, as_of=day)}
    after = {row.importer: row.grade for row in grade_transfers(register, law.without(["eu-us-dpf"]), as_of=day)}
    assert (before["listed"], after["listed"]) == (Grade.ADEQUATE, Grade.INVALID)
    assert {key: grade for key, grade in after.items() if key != "listed"} == {
        key: grade for key, grade in before.items() if key != "listed"
    }
    assert law.decision("eu-us-dpf") is not None


def test_an_unknown_decision_is_named() -> None:
    with pytest.raises(UsageError, match="eu-us-shield"):
        load_law().without(["eu-us-shield"])
