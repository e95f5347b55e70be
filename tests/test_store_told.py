"""What an export works out for `recipients`: when it is used, when not, and that nobody can tell from the answer."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.formats.styles import STYLES
from ropa.law import load_law
from ropa.model import Register
from ropa.store.stored import StoredRegister
from ropa.transfers import Grade
from ropa.workspace import Workspace
from tests.helpers import register_from
from tests.store_registers import AS_OF, EXAMPLES, example, exported, stored, workspace_on

_REGISTER = """
    register: {organisation: us, regimes: [eu-gdpr, uk-gdpr], documents: {policy: {}}}
    data_subjects: {visitor: {}, customer: {part_of: visitor}}
    organisations: {us: {country: IE}, a: {country: US}, b: {country: GB}, host: {country: US}}
    systems: {shop: {operator: us, hosting: {by: host, country: US, access: no}}, widget: {operator: a}}
    safeguards:
      scc: {tool: scc-2021, module: 2, between: [us, a], signed: 2024-01-01, tia: {date: 2026-01-01, review_by: 2027-01-01}}
    activities:
      one:
        purposes: [marketing]
        flows:
          - visitor -> shop: {data: [name, email-address], cite: "policy:3"}
          - shop -> a: {data: [email-address], as: processor, safeguard: scc, cite: [{document: policy, lines: "4-5"}]}
          - shop -> b: {data: [name], open: yes, via: [widget]}
          - visitor -> widget: {data: [ip-address], certainty: possible}
      two: {flows: [a -> b: {data: [contact-data], subjects: [customer]}]}
"""

_ASKED: tuple[dict[str, Any], ...] = (
    {}, {"data": "email-address"}, {"data": ("contact-data", "ip-address")}, {"subjects": "customer"},
    {"data": "name", "subjects": "visitor"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


@pytest.fixture(scope="module")
def register() -> Register:
    return register_from(_REGISTER)


def is_used(workspace: Workspace, asked: dict[str, Any]) -> bool:
    return workspace.context_for("recipients", asked).told is not None


def on_file(path: Path, day: dt.date | None = None, law: str | None = None) -> Workspace:
    return ropa.open(path, as_of=day or AS_OF, law=law)


@pytest.mark.parametrize("asked", _ASKED, ids=str)
@pytest.mark.parametrize("day", ["2026-11-22", "2027-01-01", "2027-01-02", "2031-12-28", "2040-05-05"])
def test_the_answer_is_the_same_on_any_later_day(
    asked: dict[str, Any], day: str, register: Register, tmp_path: Path
) -> None:
    on = dt.date.fromisoformat(day)
    with stored(exported(register, tmp_path / "x.sqlite")) as kept:
        workspace = workspace_on(kept, as_of=on)
        assert is_used(workspace, asked)
        assert workspace.recipients(**asked) == workspace_on(register, as_of=on).recipients(**asked)
        assert "activities" not in vars(kept)


def test_grades_do_turn(register: Register, tmp_path: Path) -> None:
    """The assessment was to be reviewed by the first day of 2027; the United Kingdom is adequate until 2031."""
    found = []
    with stored(exported(register, tmp_path / "x.sqlite")) as kept:
        for day in (dt.date(2027, 1, 1), dt.date(2027, 1, 2), dt.date(2031, 12, 27), dt.date(2031, 12, 28)):
            answer = workspace_on(kept, as_of=day).recipients(data=("email-address", "name"))
            facts = {party.id: party.facts[0].transfers[0].grade for party in answer.recipients}
            found.append((facts["a"], facts["b"]))
    assert found == [
        ("safeguarded", "adequate"), ("evidence-missing", "adequate"), ("evidence-missing", "adequate"),
        ("evidence-missing", "no-safeguard"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str, tmp_path: Path) -> None:
    memory = workspace_on(example(name))
    with stored(exported(example(name), tmp_path / "x.sqlite")) as kept:
        workspace = workspace_on(kept)
        used = 0
        asks: list[dict[str, Any]] = [{}, *({"data": key} for key in example(name).data_categories)]
        for asked in asks:
            used += is_used(workspace, asked)
            assert workspace.recipients(**asked) == memory.recipients(**asked), asked
        assert used or not memory.recipients().recipients


@pytest.mark.parametrize(
    "asked",
    [
        {"data": "email-address", "reach": "possible"}, {"data": "email-address", "paths": 2}, {"data": "diagnosis"},
        {"data": "email-address", "internal": True}, {"data": "email-address", "activity": "one"},
    ],
    ids=str,
)  # fmt: skip
def test_what_was_not_worked_out_is_found_among_flows(
    asked: dict[str, Any], register: Register, tmp_path: Path
) -> None:
    with stored(exported(register, tmp_path / "x.sqlite")) as kept:
        assert not is_used(workspace_on(kept), asked)
        assert workspace_on(kept).recipients(**asked) == workspace_on(register).recipients(**asked)


def test_it_is_not_used_for_a_day_before(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path / "x.sqlite")
    with stored(path) as kept:
        stamp = kept.told_stamp
        assert stamp is not None
        assert stamp.first <= AS_OF
        for day, used in (
            (stamp.first, True),
            (stamp.first - dt.timedelta(days=1), False),
            (dt.date(2015, 1, 1), False),
        ):
            workspace = workspace_on(kept, as_of=day)
            assert is_used(workspace, {"data": "email-address"}) is used
            expected = workspace_on(register, as_of=day).recipients(data="email-address")
            assert workspace.recipients(data="email-address") == expected


def test_it_is_not_used_with_other_law(register: Register, tmp_path: Path) -> None:
    path, own = exported(register, tmp_path / "x.sqlite"), tmp_path / "own.yaml"
    own.write_text(
        "adequacy:\n  - {id: eu-gb-renewed, valid_until: 2026-06-30, source: own reading, checked: 2026-11-20, verified: no}\n"
    )
    workspace = on_file(path, law=str(own))
    assert not is_used(workspace, {"data": "email-address"})
    plain = on_file(path)
    assert is_used(plain, {"data": "email-address"})
    assert workspace.recipients(data="email-address").own
    with stored(path) as kept:
        changed = load_law().without(["eu-us-dpf"])
        other = Workspace(
            kept, law=changed, vocabulary=plain.vocabulary, documents={}, as_of=AS_OF,
        )  # fmt: skip
        assert not is_used(other, {"data": "email-address"})


def test_it_is_not_used_where_the_tables_of_law_were_others(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path / "x.sqlite")
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE told_stamp SET law = 'earlier tables'")
        content = "UPDATE ropa_stamp SET content = ?"
        from ropa.store.base import content_digest

        connection.execute(content, (content_digest(connection),))
    connection.close()
    with stored(path) as kept:
        assert not is_used(workspace_on(kept), {"data": "email-address"})
        assert workspace_on(kept).recipients() == workspace_on(register).recipients()


def test_a_changed_row_is_not_believed(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path / "x.sqlite")
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DELETE FROM told")
    connection.close()
    workspace = on_file(path)
    assert not isinstance(workspace.register, StoredRegister)
    found = workspace.recipients(data="email-address")
    assert {party.id for party in found.recipients} == {"a", "b"}


def test_a_question_loads_no_grader(register: Register, tmp_path: Path) -> None:
    path = exported(register, tmp_path / "x.sqlite")
    probe = (
        "import sys\nfrom ropa.cli.main import run\n"
        f"code = run(['query', 'recipients', {str(path)!r}, '--data', 'email-address', '--as-of', '2026-11-22'])\n"
        "print(code, *(name for name in sys.modules if name.startswith(('ropa.transfers', 'ropa.resolver', 'networkx'))),"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "eu-gdpr: safeguarded" in done.stdout
    assert done.stderr.split() == ["0"]


def test_grades_that_stand_out_are_grades() -> None:
    assert set(STYLES) < {grade.value for grade in Grade}


def test_the_same_days_give_the_same_bytes(register: Register) -> None:
    days = (dt.date(2026, 11, 23), dt.date(2026, 12, 31))
    first, last = (workspace_on(register, as_of=day).export() for day in days)
    assert first == last
