"""A database that was edited by hand is resolved from its rows like any input, and says where it is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import assume, given

import ropa
from ropa.errors import InputProblems
from ropa.law import load_law
from ropa.model import Register
from ropa.readers.databases import database_draft
from ropa.resolver import resolve
from ropa.store.plan import PLANS, columns
from ropa.store.reading import Database
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from
from tests.store_registers import EXAMPLES, RANDOM, example, resolved, written, written_example
from tests.strategies import registers
from tests.test_resolver_properties import said


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


def from_rows(register: Register) -> Register:
    """Return what resolving the rows of a register gives, as for a database that somebody touched."""
    with TemporaryDirectory() as folder:
        connection = sqlite3.connect(written(register, Path(folder) / "x.sqlite"))
        try:
            draft = database_draft(Database("x.sqlite", connection, False), vocabulary=load_vocabulary())
        finally:
            connection.close()
    return resolve(draft, law=load_law(), vocabulary=load_vocabulary())


def without_places(register: Register) -> Any:
    """Return what a register says, without where; a country that was normalised is not normalised once more."""
    found = said(register)
    found["notices"] = sorted({notice for notice in map(tuple, found["notices"]) if notice[0] != "normalised-country"})
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_rows_of_an_example_say_the_same(name: str) -> None:
    register = example(name)
    assert without_places(from_rows(register)) == without_places(register)


def carries_all(value: Any) -> bool:
    """Tell whether the data of a flow are `all` or `everything`, in any form."""
    if isinstance(value, dict):
        inner = value["is"] if "is" in value else [value.get("data"), *(value.get("pairs") or {}).values()]
        return carries_all(inner)
    return any(map(carries_all, value)) if isinstance(value, list) else value in ("all", "everything")


@RANDOM
@given(registers())
def test_the_rows_of_any_register_say_the_same(text: str) -> None:
    inventory = yaml.safe_load(text)
    activities = [*inventory["activities"].values(), inventory.get("general") or {}]
    # That the data were `all` is nowhere in the model; what it stood for is, see the next test.
    assume(
        not any(carries_all(body) for one in activities for flow in one.get("flows") or [] for body in flow.values())
    )
    register = resolved(text)
    assert without_places(from_rows(register)) == without_places(register)


def test_all_keeps_the_facts_that_it_stood_for() -> None:
    register = register_from(
        """
        data_subjects: {visitor: {}, customer: {}}
        systems: {shop: {}}
        organisations: {us: {}, them: {}}
        activities:
          sale: {flows: [visitor -> shop: [ip-address], customer -> shop: [name, payment-card], shop -> them: all]}
        """
    )
    (before,) = (flow.pairs for flow in register.flows if flow.target == "them")
    (after,) = (flow.pairs for flow in from_rows(register).flows if flow.target == "them")
    assert [(pair.subject, pair.data) for pair in after] == [(pair.subject, pair.data) for pair in before]


def edited(path: Path, script: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA ignore_check_constraints = ON; {script}")
    connection.commit()
    connection.close()
    return path


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return written_example("corner-books", tmp_path / "x.sqlite")


def test_an_edit_counts(path: Path) -> None:
    edited(path, "UPDATE organisation SET country = 'Neverland' WHERE key = 'aweber'")
    workspace = ropa.open(path, as_of="2026-11-22")
    (aweber,) = workspace.recipients(data="email-address").recipients
    assert aweber.country == "Neverland"
    notices = [notice for notice in workspace.register.notices if notice.kind == "unknown-country"]
    assert [str(notice.position) for notice in notices] == [f"{path}/organisation:3:15"]


def test_a_new_recipient(path: Path) -> None:
    edited(
        path,
        """
        INSERT INTO organisation (key, name, country) VALUES ('brevo', 'Brevo', 'FR');
        INSERT INTO flow (id, activity, source, target, role) VALUES ('extra', 'newsletter', 'shop', 'brevo', 'processor');
        INSERT INTO pair (flow, data, subject) SELECT row_id, 'email-address', 'visitor' FROM flow WHERE id = 'extra';
        INSERT INTO cite (of_table, of_row, document, lines) SELECT 'flow', row_id, 'policy', '7-9' FROM flow WHERE id = 'extra';
        """,
    )
    answer = ropa.open(path).recipients(data="email-address")
    (fact,) = next(party for party in answer.recipients if party.id == "brevo").facts
    assert (fact.flow, fact.role, fact.path) == ("extra", "processor", ("visitor", "shop", "brevo"))
    assert [cite.as_text() for cite in fact.cites] == ["policy:7-9"]


def test_a_value_of_the_directory_that_was_changed_is_a_statement(path: Path) -> None:
    edited(path, "UPDATE organisation SET country = 'FR' WHERE key = 'stripe'")
    stripe = ropa.open(path).register.organisations["stripe"]
    assert (stripe.country, stripe.mark("country").source.value) == ("FR", "register")
    assert (stripe.name, stripe.mark("name").source.value) == ("Stripe", "directory")


def test_a_shipped_word_that_was_changed_is_a_statement(path: Path) -> None:
    edited(path, "UPDATE data_category SET parent = 'financial-data' WHERE key = 'order-contents'")
    category = ropa.open(path).register.data_categories["order-contents"]
    assert (category.parent, category.source.value) == ("financial-data", "register")


def test_people_who_were_found_upstream_are_found_again(path: Path) -> None:
    edited(path, "UPDATE flow SET source = 'revenue' WHERE id = 'newsletter/shop->aweber'")
    flow = next(flow for flow in ropa.open(path).register.flows if flow.target == "aweber")
    assert [(pair.subject, pair.data, pair.inferred) for pair in flow.pairs] == [(None, "email-address", True)]


def test_a_change_of_nothing_costs_nothing(path: Path) -> None:
    edited(path, "VACUUM")
    register = ropa.open(path).register
    assert register == example("corner-books")  # with the positions of the inventory
    edited(
        path,
        "UPDATE flow SET means = 'fax' WHERE kind = 'declared'; UPDATE flow SET means = NULL WHERE kind = 'declared'",
    )
    assert ropa.open(path).register == example("corner-books")


#: An edit, and the beginning of every problem that it makes: table, row, column and message.
_WRONG: dict[str, tuple[str, list[str]]] = {
    "a word outside a closed list": (
        "UPDATE agreement SET kind = 'dpa'", ["agreement:1:12: `dpa` is not a value of `kind` of an agreement"],
    ),
    "a day that is none": (
        "UPDATE safeguard SET signed = 'yesterday'", ["safeguard:1:16: `yesterday` is not a date"],
    ),
    "a number that is none": (
        "UPDATE data_subject SET count = 'many' WHERE key = 'customer'", ["data_subject:2:13: `many` is not a whole number"],
    ),
    "a key that nobody declares": (
        "UPDATE flow SET source = 'shopp' WHERE id = 'newsletter/shop->aweber'", ["flow:2:11: `shopp` is not a data subject"],
    ),
    "a typing mistake in a category": (
        "UPDATE pair SET data = 'emial-address' WHERE row_id = 1", ["pair:1:11: `emial-address` "],
    ),
    "two flows of one address": (
        "UPDATE flow SET id = 'a' WHERE kind = 'declared' AND activity = 'newsletter'", ["flow:2:11: "],
    ),
    "a key that is none": (
        "UPDATE agreement SET key = 'The DPA'",
        ["agreement:1:9: `The DPA` cannot be a key", "agreement_party:1:2: ", "agreement_party:2:2: ", "flow_agreement:1:3: "],
    ),
    "binary": ("UPDATE flow SET means = x'00' WHERE row_id = 1", ["flow:1:15: the value of `means` is binary"]),
    "JSON that is none": ("UPDATE flow SET extra = '[' WHERE row_id = 1", ["flow:1:8: the value of `extra` is not a JSON object"]),
    "JSON of another shape": (
        """UPDATE data_category SET aliases = '{"a": 1}' WHERE key = 'loyalty-points'""",
        ["data_category:178:13: the value of `aliases` is not a JSON list"],
    ),
    "a mark that is none": (
        """UPDATE organisation SET marks = '{"name": {"cites": [{"lines": "5"}]}}' WHERE key = 'aweber'""",
        ["organisation:3:10: a citation lacks `document`"],
    ),
    "a row that belongs to nothing": (
        "UPDATE legal_basis SET activity = 'nothing'", ["legal_basis:1:9: it belongs to a row of `activity` that is not there"],
    ),
    "a citation of nothing": ("UPDATE cite SET of_row = 99 WHERE row_id = 1", ["cite:1:6: it belongs to a row of"]),
    "a part that is none": (
        "UPDATE promise_terms SET part = 'always' WHERE row_id = 1", ["promise_terms:1:10: `always` is not a value of `part`"],
    ),
    "no register": ("DELETE FROM register", ["register: the table `register` has 0 rows"]),
    "two registers": ("INSERT INTO register (organisation) VALUES ('aweber')", ["register: the table `register` has 2 rows"]),
    "a table that was dropped": ("DROP TABLE waiver", [": the table `waiver` is not there"]),
    "a table that is a view": ("DROP TABLE waiver; CREATE VIEW waiver AS SELECT 1", [": the table `waiver` is not there"]),
    "a column that was added": ("ALTER TABLE flow ADD COLUMN mean TEXT", ["flow: `mean` is not a column of the table `flow`"]),
}  # fmt: skip


@pytest.mark.parametrize("case", _WRONG)
def test_what_is_wrong_is_said_with_its_table_and_row(case: str, path: Path) -> None:
    script, expected = _WRONG[case]
    with pytest.raises(InputProblems) as caught:
        ropa.open(edited(path, script))
    found = [f"{problem.position}: {problem.message}" for problem in caught.value.problems]
    prefix = f"{path}/" if not expected[0].startswith(":") else str(path)
    assert len(found) == len(expected), found
    assert all(line.startswith(f"{prefix}{start}") for line, start in zip(found, expected, strict=True)), found


def test_a_renamed_column_is_missed(path: Path) -> None:
    with pytest.raises(InputProblems) as caught:
        ropa.open(edited(path, "ALTER TABLE waiver RENAME COLUMN why TO reason"))
    said_of = [problem.message for problem in caught.value.problems]
    assert said_of == ["`reason` is not a column of the table `waiver`", "the column `why` is not there"]


@pytest.mark.parametrize("section", ["organisation", "activity", "flow", "retention_rule", "promise"])
def test_positions_name_the_column(section: str, path: Path) -> None:
    connection = sqlite3.connect(path)
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({section})")]
    connection.close()
    assert {column.name for column in columns(PLANS[section])} <= set(names)


def test_other_shipped_data_resolve_the_rows_once_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest: Callable[..., str] = lambda folders: "another version"  # noqa: E731
    monkeypatch.setattr("ropa.store.base.shipped_digest", digest)
    register = ropa.open(path).register
    assert type(register) is Register
    assert register.organisations["aweber"].position == (f"{path}/organisation", 3, 9)
    assert without_places(register) == without_places(example("corner-books"))
