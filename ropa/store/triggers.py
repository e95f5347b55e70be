"""What keeps edits by hand honest: rows that follow from others cannot be changed where nobody would read the change.

A database that was edited is resolved again from its statements. So an edit of something that is made of them anew
would be lost without a word; these triggers refuse it and say what to change instead. Deleting such rows is fine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

_FLOW = "flows of lists and of hosting follow from these: change the lists of the activity, or the hosting"
_PAIR = "facts of this flow follow from lists or hosting: change the lists of the activity, or the hosting"
_PEOPLE = "the people of this fact were found upstream: set inferred to 0 as well to state them"
_NOTICE = "notices are made when the register is resolved"
_SHIPPED = "this follows from the shipped data and from what is stated"

#: Columns that nothing reads back, by table.
_DERIVED = {
    "node": ("party", "internal"),
    "data_category": ("dpv", "own_words", "source"),
    "purpose": ("dpv", "own_words", "source"),
    "organisation": ("source",),
    "data_subject": ("source",),
    "measure": ("source",),
}

_OF_DERIVED_FLOW = "(SELECT kind FROM flow WHERE row_id = new.flow) <> 'declared'"


def create_triggers(connection: sqlite3.Connection) -> None:
    """Create the triggers in a database that has the tables and rows."""
    for statement in (*_refusals(), *_nodes()):
        connection.execute(statement)


def _refusals() -> Iterator[str]:
    yield _refusal("flow_derived_insert", "INSERT ON flow", "new.kind <> 'declared'", _FLOW)
    yield _refusal("flow_derived_update", "UPDATE ON flow", "old.kind <> 'declared' OR new.kind <> 'declared'", _FLOW)
    yield _refusal("pair_derived_insert", "INSERT ON pair", _OF_DERIVED_FLOW, _PAIR)
    yield _refusal("pair_derived_update", "UPDATE ON pair", _OF_DERIVED_FLOW, _PAIR)
    inferred = "old.inferred AND new.inferred AND new.subject IS NOT old.subject"
    yield _refusal("pair_people_update", "UPDATE OF subject ON pair", inferred, _PEOPLE)
    for action in ("INSERT", "UPDATE"):
        yield _refusal(f"notice_{action.lower()}", f"{action} ON notice", "1", _NOTICE)
    for table, columns in _DERIVED.items():
        changed = " OR ".join(f"new.{column} IS NOT old.{column}" for column in columns)
        yield _refusal(f"{table}_derived_update", f"UPDATE OF {', '.join(columns)} ON {table}", changed, _SHIPPED)


def _refusal(name: str, event: str, condition: str, message: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _nodes() -> Iterator[str]:
    """Yield what gives every organisation, system and kind of people its node, so that nobody has to know of nodes."""
    for table, kind in (("organisation", "organisation"), ("system", "system"), ("data_subject", "data-subject")):
        yield (
            f"CREATE TRIGGER {table}_node_insert AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO node (key, kind, party, internal) VALUES (new.key, '{kind}', new.key, 0); END"
        )
        yield f"CREATE TRIGGER {table}_node_delete AFTER DELETE ON {table} BEGIN DELETE FROM node WHERE key = old.key; END"
        yield (
            f"CREATE TRIGGER {table}_node_update AFTER UPDATE OF key ON {table} BEGIN "
            "UPDATE node SET key = new.key WHERE key = old.key; END"
        )
