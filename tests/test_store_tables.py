"""The tables hold every field of the model, and refuse what the model cannot hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import select

from ropa import model
from ropa.model import Certainty, Register
from ropa.store.plan import COMMON, GENERAL, PLANS, SECTIONS, citing, columns, common
from ropa.store.rawrows import expected_columns
from ropa.store.sessions import open_session
from ropa.store.tables import TABLES, Table, validator_of
from ropa.store.tables.activities import FlowRow, PairRow
from ropa.store.tables.parties import OrganisationRow
from ropa.store.tables.register import RegisterRow
from ropa.store.writing import InvalidRows, checked
from tests.helpers import register_from
from tests.store_registers import written

#: Where a field of the model is kept that is no column: said of every statement in the same way.
_SAID = {
    "position": {"at_file", "at_line", "at_column"}, "cites": set(), "certainty": {"certainty"},
    "stated_as": {"stated_as"}, "marks": {"marks"}, "extra": {"extra"},
}  # fmt: skip

#: Tables that hold no class of the model: nodes and files are derived, citations belong to any row.
_OTHERS = {"ropa_stamp", "source_file", "node", "cite"}


def classes_of(start: type[Any]) -> Iterator[type[Any]]:
    """Yield every class of the model that a register is made of, found by walking the annotations."""
    waiting: list[Any] = [start]
    seen: set[Any] = {start}
    while waiting:
        cls = waiting.pop()
        yield cls
        for hint in typing.get_type_hints(cls).values():
            for part in _parts(hint):
                if dataclasses.is_dataclass(part) and part not in seen:
                    seen.add(part)
                    waiting.append(part)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for argument in typing.get_args(hint):
        yield from _parts(argument)


def test_every_field_of_the_model_has_a_place() -> None:
    homes: dict[type[Any], list[Any]] = {}
    for plan in PLANS.values():
        homes.setdefault(plan.model, []).append(plan)
    kept_elsewhere = {model.Cite, model.Mark}  # the table `cite`, and JSON beside the value it is about
    found = set(classes_of(Register))
    assert len(found) > 35
    assert found - kept_elsewhere == set(homes)
    for cls in found - kept_elsewhere:
        for plan in homes[cls]:
            held = {column.attribute for column in columns(plan)}
            held |= {*plan.links, *plan.parts, *citing(plan), *common(plan)}
            held |= {*SECTIONS, GENERAL} if cls is Register else set()
            assert held == {field.name for field in dataclasses.fields(cls)}, cls


def test_cites_and_marks_are_kept_whole() -> None:
    assert {field.name for field in dataclasses.fields(model.Cite)} == {
        "document", "lines", "section", "words", "position",
    }  # fmt: skip
    assert {"document", "lines", "section", "words", "at_file", "at_line", "at_column"} <= set(
        TABLES["cite"].model_fields
    )


@pytest.mark.parametrize("table", sorted(PLANS))
def test_the_plan_says_what_the_table_is(table: str) -> None:
    plan = PLANS[table]
    owners = {
        name
        for other in PLANS.values()
        for part in other.parts.values()
        if part.table == table
        for name in (part.owner, *(("part",) if part.part else ()))
    }
    mine = {"row_id", *(column.name for column in columns(plan)), *owners}
    for name in common(plan):
        mine |= _SAID[name]
    assert set(TABLES[table].model_fields) == mine | ({"own_cites"} if table == "pair" else set())
    assert set(common(plan)) <= set(COMMON)


def test_every_table_is_in_the_plan() -> None:
    links = {link.table: link for plan in PLANS.values() for link in plan.links.values()}
    assert set(TABLES) == {*PLANS, *links, *_OTHERS}
    for table, link in links.items():
        expected = {"row_id", link.owner, link.item, *(("part",) if link.part else ())}
        assert set(TABLES[table].model_fields) == expected
    assert all(expected_columns()[table] == set(TABLES[table].model_fields) for table in expected_columns())


def test_every_table_and_column_says_what_it_is() -> None:
    assert all(item.__doc__ and "SQLModel" not in item.__doc__ for item in TABLES.values())


# What SQLModel and SQLite let pass by themselves; each of these poisoned a register in a trial.


def test_a_row_of_a_table_class_is_checked_by_nobody_so_we_do() -> None:
    given: dict[str, Any] = {"key": 5, "headcount": "many", "certainty": "sure", "nonsense": 1}
    careless: Any = OrganisationRow(**given)
    assert careless.headcount == "many"  # SQLModel: any type, and unknown names vanish
    for wrong in (
        {"key": 5},
        {"key": "a", "headcount": "many"},
        {"key": "a", "certainty": "sure"},
        {"key": "a", "nonsense": 1},
        {},
    ):
        with pytest.raises(InvalidRows):
            checked("organisation", wrong)
    assert checked("organisation", {"key": "a", "headcount": 3})


def test_a_refused_row_names_every_column() -> None:
    with pytest.raises(InvalidRows, match=r"`headcount`.*`dpo_required`"):
        checked("organisation", {"row_id": 4, "key": "a", "headcount": "many", "dpo_required": "yes"})
    with pytest.raises(InvalidRows, match="Row 4 of `organisation`"):
        checked("organisation", {"row_id": 4, "key": 1})


@pytest.mark.parametrize("value", ["2026-01-01", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), 20260101])
def test_days_are_days(value: Any) -> None:
    with pytest.raises(InvalidRows):
        checked("agreement", {"key": "a", "signed": value})


@pytest.fixture(name="data", scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    register = register_from(
        """
        systems: {shop: {name: Shop}}
        data_subjects: {visitor: {name: Visitors}}
        activities: {sale: {flows: [visitor -> shop: [email-address]]}}
        """
    )
    return written(register, tmp_path_factory.mktemp("store") / "x.sqlite").read_bytes()


@pytest.fixture(name="path")
def _path(data: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "x.sqlite"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE flow SET certainty = 'sure'",
        "UPDATE flow SET certainty = 'STATED'",  # the name of the member, which SQLModel would store
        "UPDATE flow SET role = 'postman'",
        "UPDATE organisation SET headcount = 'many'",
        "UPDATE organisation SET dpo_required = 'yes'",
        "UPDATE organisation SET country = x'00'",
        "UPDATE register SET as_of = '2026-02-30'",
        "UPDATE register SET as_of = 'yesterday'",
        "UPDATE register SET regimes = '[broken'",
        "UPDATE flow SET activity = NULL",
        "INSERT INTO organisation (key) VALUES ('us')",
        "INSERT INTO flow (id, activity, source, target) VALUES ('a', 'sale', 'visitor', 'nobody')",
        "DELETE FROM activity",
    ],
)
def test_the_database_refuses_edits_that_the_model_cannot_hold(path: Path, edit: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(edit)
            connection.commit()
        connection.rollback()


def test_an_edit_by_hand_needs_only_what_it_says(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO organisation (key, name) VALUES ('aweber', 'AWeber')")
        connection.execute("INSERT INTO flow (id, activity, source, target) VALUES ('new', 'sale', 'shop', 'aweber')")
        row = connection.execute("SELECT kind, certainty, open, access FROM flow WHERE id = 'new'").fetchone()
    assert row == ("declared", "stated", 0, 1)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            "INSERT INTO flow (id, activity, source, target, kind) VALUES ('a', 'sale', 'visitor', 'shop', 'list')",
            "follow",
        ),
        ("UPDATE flow SET kind = 'hosting'", "follow"),
        ("UPDATE notice SET message = 'fine'", "resolved"),
        ("UPDATE node SET internal = 0", "follows"),
        ("UPDATE data_category SET dpv = 'x'", "follows"),
    ],
)
def test_what_follows_from_statements_is_not_edited(path: Path, edit: str, said: str) -> None:
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match=said):
        connection.execute("INSERT INTO node (key, kind, party, internal) VALUES ('extra', 'system', 'us', 1)")
        connection.execute(edit)


def test_sessions_check_rows_and_links_and_keep_rows_after_a_commit(path: Path) -> None:
    with open_session(f"sqlite:///{path}") as session:
        flow = session.exec(select(FlowRow)).one()
        flow.means = "web form"
        session.commit()
        assert flow.model_dump()["means"] == "web form"  # SQLModel: `{}` after a commit
        flow.certainty = "sure"  # type: ignore[assignment]
        with pytest.raises(InvalidRows):
            session.commit()
        session.rollback()
        session.add(PairRow(flow=999, subject="visitor"))
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()
    with open_session(f"sqlite:///{path}") as session:
        assert session.exec(select(FlowRow)).one().certainty is Certainty.STATED


def test_a_changed_list_is_written(path: Path) -> None:
    with open_session(f"sqlite:///{path}") as session:
        head = session.exec(select(RegisterRow)).one()
        head.regimes = [*(head.regimes or []), "uk-gdpr"]  # SQLModel: an `append` in place is lost
        session.commit()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT regimes FROM register").fetchone() == ('["eu-gdpr", "uk-gdpr"]',)


def test_tables_do_not_stand_in_the_metadata_that_everybody_shares() -> None:
    from sqlmodel import SQLModel

    assert not set(TABLES) & set(SQLModel.metadata.tables)
    assert set(Table.metadata.tables) == set(TABLES)


def test_every_column_has_its_own_foreign_key() -> None:
    for table in Table.metadata.tables.values():
        assert all(link.deferrable for link in table.foreign_key_constraints)
    assert {link.target_fullname for link in Table.metadata.tables["flow"].foreign_keys} == {
        "activity.key", "node.key", "source_file.row_id",
    }  # fmt: skip


def test_the_check_of_rows_knows_every_table() -> None:
    for table in TABLES.values():
        with pytest.raises(ValidationError):
            validator_of(table)(nonsense=1)
