"""Questions on a database read a part of it and answer the same."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ropa
from ropa.errors import UsageError
from ropa.model import Register
from ropa.store.stored import PartialRegister, StoredActivity, StoredRegister
from ropa.workspace import Workspace
from tests.helpers import register_from
from tests.store_registers import (
    EXAMPLES,
    RANDOM,
    example,
    exported,
    resolved,
    stored,
    workspace_on,
    written,
    written_example,
)
from tests.strategies import registers
from tests.strategy_parts import DATA


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


def answers(workspace: Workspace, asked: list[dict[str, Any]]) -> list[str]:
    return [json.dumps(workspace.recipients(**one).as_json()) for one in asked]


def compared(register: Register, path: Path, asked: list[dict[str, Any]]) -> None:
    """Ask the same of a register in memory and of its database, each time of a fresh one."""
    expected = answers(workspace_on(register), asked)
    for one, answer in zip(asked, expected, strict=True):
        with stored(path) as found:
            assert answers(workspace_on(found), [one]) == [answer], one
    for source in (path, exported(register, path.with_name("exported.sqlite"))):
        with stored(source) as found:
            assert answers(workspace_on(found), asked) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_answer_the_same(name: str, tmp_path: Path) -> None:
    register, path = example(name), written_example(name, tmp_path / "x.sqlite")
    subjects = [(), *((key,) for key in register.data_subjects)]
    data = [
        (),
        ("email-address",),
        ("contact-data",),
        ("personal-data",),
        ("payment-card", "ip-address"),
        ("diagnosis",),
    ]
    # Every category alone, and all people in turn with a further category each.
    asked: list[dict[str, Any]] = [{"data": one} for one in data]
    asked += [{"data": data[place % len(data)], "subjects": who} for place, who in enumerate(subjects)]
    activities = [*register.activities, *(["general"] if register.general else [])]
    asked += [{"activity": key, "data": "contact-data"} for key in activities[:4]]
    asked += [{"data": "email-address", "internal": True}, {"data": "name", "reach": "possible"}]
    asked += [
        {"data": "email-address", "paths": 2},
        {"activity": activities[0]},
        {"subjects": subjects[-1], "internal": True},
    ]
    compared(register, path, asked)


@RANDOM
@given(
    registers(),
    st.lists(st.sampled_from([*DATA, "transaction-data"]), max_size=2, unique=True),
    st.sampled_from(["people-1", "people-2", "customer"]),
    st.booleans(),
)
def test_any_register_answers_the_same(text: str, data: list[str], subject: str, internal: bool) -> None:
    register = resolved(text)
    activities = [*register.activities, *(["general"] if register.general else [])]
    who = [subject] if subject in register.data_subjects or subject == "customer" else []
    asked: list[dict[str, Any]] = [
        {"data": data}, {"data": data, "subjects": who}, {"subjects": who, "internal": internal},
        {"data": data, "activity": activities[:1]}, {"activity": activities[-1:], "internal": internal},
        {"data": [*data, "email-address"], "subjects": who, "activity": activities},
        {"data": data, "reach": "possible"}, {"data": data, "paths": 3},
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        compared(register, written(register, Path(folder) / "x.sqlite"), asked)


#: Each case is about one thing that is easily lost when flows are left out.
_CASES = {
    "a circle of flows, and a category tree of the register's own": """
        data_categories: {parcel: {parent: contact-data}, label: {parent: parcel}, both: {consists_of: [label, name]}}
        data_subjects: {visitor: {}, guest: {part_of: visitor}}
        systems: {shop: {operator: us}, crm: {operator: us, part_of: shop}}
        organisations: {us: {country: IE}, a: {country: US}, b: {country: IN}, c: {country: DE}}
        activities:
          one: {flows: [guest -> shop: [label], a -> b: [parcel], b -> c: [parcel], c -> a: [label]]}
          two: {flows: [crm -> a: [both], visitor -> c: [contact-data], shop -> b: [parcel]]}
    """,
    "data collected past the organisation, which holds it from elsewhere": """
        data_subjects: {visitor: {}, customer: {part_of: visitor}}
        organisations: {us: {country: IE}, tracker: {country: US}, pixel: {country: US}}
        systems: {shop: {operator: us}}
        activities:
          ads: {flows: [customer -> tracker: [ip-address], visitor -> pixel: [name]]}
          sale: {flows: [visitor -> shop: [ip-address]]}
    """,
    "what is silent because data or people are not stated": """
        data_subjects: {visitor: {}, customer: {}}
        organisations: {us: {country: IE}, a: {}, b: {kind: category}}
        activities:
          one: {flows: [us -> a, visitor -> us: [name], us -> b: {data: [ip-address], open: yes}]}
          two: {flows: [customer -> us: [email-address]], recipients: none}
    """,
    "complete lists, and promises": """
        register: {organisation: us, complete: [recipients]}
        data_subjects: {visitor: {}, customer: {}}
        organisations: {us: {country: IE}, a: {}}
        promises: {never: {never: {data: email-address, to: outside}}}
        activities:
          one: {flows: [visitor -> us: [name, email-address], us -> a: [name]]}
    """,
    "onward transfers that rest on the transfer before them": """
        data_subjects: {visitor: {}}
        organisations: {us: {country: IE}, a: {country: US}, b: {country: IN}, c: {country: BR}}
        safeguards: {scc: {tool: scc-2021, module: 2, between: [us, a], signed: 2024-01-01, tia: {date: 2026-01-01}}}
        activities:
          one:
            flows:
              - visitor -> us: [name, email-address]
              - us -> a: {data: [name], as: processor, safeguard: scc}
              - a -> b: {data: [name], as: sub-processor}
              - b -> c: {data: [contact-data]}
          two: {flows: [b -> c: [email-address]]}
    """,
}


@pytest.mark.parametrize("case", _CASES)
def test_hard_cases_answer_the_same(case: str, tmp_path: Path) -> None:
    register = register_from(_CASES[case])
    path = written(register, tmp_path / "x.sqlite")
    data = (
        "name",
        "email-address",
        "ip-address",
        "contact-data",
        *(key for key in ("label", "both") if key in register.data_categories),
    )
    people = [(), *((key,) for key in register.data_subjects)]
    asked: list[dict[str, Any]] = [{"data": one, "subjects": who} for one, who in product(data, people)]
    asked += [{"data": "name", "activity": key} for key in register.activities]
    asked += [{"subjects": who} for who in people if who]
    compared(register, path, asked)


def test_only_what_was_asked_about_is_read(tmp_path: Path) -> None:
    register = ropa.open("examples/alipartnership").register
    with stored(written(register, tmp_path / "x.sqlite")) as found:
        workspace = workspace_on(found)
        context = workspace.context_for("recipients", {"data": ("payment-card",)})
        part = context.register
        assert isinstance(part, PartialRegister)
        assert 0 < len(part.flows) < len(register.flows)
        assert set(part.flows) <= set(register.flows)
        assert "activities" not in vars(found)
        assert part.organisations is found.organisations


def test_an_activity_of_a_part_has_all_that_an_activity_has(tmp_path: Path) -> None:
    register = example("corner-books")
    with stored(written_example("corner-books", tmp_path / "x.sqlite")) as found:
        part = workspace_on(found).context_for("recipients", {"data": ("email-address",)}).register
        activity = part.activities["newsletter"]
        assert isinstance(activity, StoredActivity)
        assert activity.flows == register.activities["newsletter"].flows
        for name in ("legal_basis", "retention", "measures", "dpia", "purposes", "role", "cites", "position", "marks"):
            assert getattr(activity, name) == getattr(register.activities["newsletter"], name)
        with pytest.raises(AttributeError):
            _ = activity.nonsense


@pytest.mark.parametrize("asked", [{}, {"data": "email-address", "reach": "possible"}, {"data": "name", "paths": 2}])
def test_questions_that_need_everything_get_it(asked: dict[str, Any], tmp_path: Path) -> None:
    with stored(written_example("corner-books", tmp_path / "x.sqlite")) as found:
        workspace = workspace_on(found)
        assert workspace.context_for("recipients", asked) is workspace.context
        assert workspace.context_for("where", {"data": "name"}) is workspace.context


@pytest.mark.parametrize("asked", [{"data": "emial-address"}, {"subjects": "nobody"}, {"activity": "nothing"}])
def test_an_unknown_word_is_refused_in_the_same_words(asked: dict[str, Any], tmp_path: Path) -> None:
    register = example("corner-books")
    with pytest.raises(UsageError) as expected:
        workspace_on(register).recipients(**asked)
    with stored(written_example("corner-books", tmp_path / "x.sqlite")) as found, pytest.raises(UsageError) as refused:
        workspace_on(found).recipients(**asked)
    assert str(refused.value) == str(expected.value)


_PROBE = """
import sys
from ropa.cli.main import run
code = run(sys.argv[1:])
print("MODULES", code, *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "recipients", "SOURCE", "--data", "email-address"], "AWeber"),
        (["sql", "SELECT name FROM organisations", "SOURCE"], "AWeber"),
        (["query", "recipients", "SOURCE", "--data", "email-address", "--format", "json"], '"aweber"'),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_question_on_a_database_loads_nothing_heavy(arguments: list[str], said: str, tmp_path: Path) -> None:
    path = written_example("corner-books", tmp_path / "x.sqlite")
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *(str(path) if word == "SOURCE" else word for word in arguments)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said in done.stdout
    _, code, *modules = done.stderr.split()
    assert code == "0"
    heavy = {
        "sqlmodel", "sqlalchemy", "pydantic", "networkx", "yaml", "jinja2", "hashlib", "ropa.resolver.assembly", "ropa.checks",
        "ropa.reports",
    }  # fmt: skip
    assert not heavy & set(modules)
    assert "ropa.questions.promises" not in modules


def test_a_stored_register_is_one_wherever_it_is_compared(tmp_path: Path) -> None:
    path = written_example("corner-books", tmp_path / "x.sqlite")
    with stored(path) as one, stored(path) as other:
        assert isinstance(one, StoredRegister)
        assert one == other
        assert one != 5
