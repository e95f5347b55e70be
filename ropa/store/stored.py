"""A register that stays in its database: what nobody asks for is never read.

Everything a register has is there, so whoever holds one need not know where it comes from. A `PartialRegister` has all
of it but flows: only those that a question touches, with the activities that they stand in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, fields
from functools import cache, cached_property
from typing import Any, NamedTuple

from ropa.errors import InputProblems
from ropa.model import Activity, Certainty, Register
from ropa.store import messages
from ropa.store.plan import GENERAL, PLANS, SECTIONS, is_many
from ropa.store.reading import reading
from ropa.store.restore import Loader
from ropa.store.told import ToldStamp, told_grades, told_rows, told_stamp

#: What a fact is about: the people and the category. What arrives at a node: the sender, what it is about, and the rank
#: of its certainty.
About = tuple[str | None, str | None]
Arrival = tuple[str, About, int]

_RANKS = {member.value: member.rank for member in Certainty}


class Wanted(NamedTuple):
    """Which flows a question touches.

    Attributes:
        data, subjects: keys that speak of what was asked, None where it is not limited. activities: likewise.
        open: also flows whose facts leave data or people open, or that are marked open: they decide what is not stated.
    """

    data: Iterable[str] | None = None
    subjects: Iterable[str] | None = None
    activities: Iterable[str] | None = None
    open: bool = False


class StoredRegister(Register):
    """A register whose sections are read when they are first asked for."""

    @classmethod
    def of_database(cls, connection: sqlite3.Connection, *, name: str, kept_open: object = None) -> StoredRegister:
        """Return the register of a database whose stamp holds.

        Args:
            name: of the database, for messages. kept_open: what closes the connection when nobody holds the register.
        """
        loader = Loader(connection)
        made = cls.__new__(cls)
        with _whole(name):
            _copy(Register(**loader.head()), made)
        vars(made).update({"_connection": connection, "_loader": loader, "_name": name, "_open": kept_open})
        return made

    def read_section(self, section: str) -> Any:
        """Read a section now; `general` comes with the activities.

        Raises:
            InputProblems: the database is damaged.
        """
        with _whole(vars(self)["_name"]):
            return self._read(section)

    def _read(self, section: str) -> Any:
        if section == GENERAL:
            _ = self.activities
            return vars(self)[GENERAL]
        found = vars(self)["_loader"].section(section)
        if section == "activities":
            vars(self)[GENERAL] = found.pop(GENERAL, None)
        return found

    @property
    def whole(self) -> Register:
        """Everything, in a register that needs no database."""
        return Register(**{item.name: getattr(self, item.name) for item in fields(Register)})

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same; where they are kept makes no difference."""
        if isinstance(other, StoredRegister):
            return self.whole == other.whole
        return self.whole == other if isinstance(other, Register) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of what the register says."""
        return hash(self.whole)

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, open for reading."""
        found: sqlite3.Connection = vars(self)["_connection"]
        return found

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Return the rows of a query on the tables.

        Raises:
            InputProblems: the database is damaged.
        """
        with reading(vars(self)["_name"]):
            return self.connection.execute(query, values).fetchall()

    @cached_property
    def told_stamp(self) -> ToldStamp | None:
        """For what `told` holds, None where there is nothing told."""
        with reading(vars(self)["_name"]):
            return told_stamp(self.connection)

    @cached_property
    def told_grades(self) -> Mapping[int, str]:
        """What was graded, as JSON, by its number in `told`."""
        with reading(vars(self)["_name"]):
            return told_grades(self.connection)

    def told(self, *, data: Collection[str] | None, subjects: Collection[str] | None) -> Iterator[tuple[Any, ...]]:
        """Yield the facts about these categories and kinds of people, None for any: the values of a `ToldRow` each.

        Raises:
            InputProblems: the database is damaged.
        """
        with reading(vars(self)["_name"]):
            yield from told_rows(self.connection, data, subjects)

    def partial(self, wanted: Wanted) -> PartialRegister:
        """Return the register with those flows only that a question touches.

        Raises:
            InputProblems: the database is damaged.
        """
        with reading(vars(self)["_name"]):
            choose(self.connection, wanted)
        made = vars(self)["_chosen_by"] = PartialRegister.of(self, self.connection)
        return made


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Turn rows that nobody exported like this into a problem, and what SQLite says of a damaged file."""
    try:
        with reading(name):
            yield
    except (KeyError, ValueError, TypeError) as error:
        raise InputProblems([messages.damaged(name, "its rows are none that were exported")]) from error


def _copy(source: Register, target: StoredRegister) -> None:
    """Give a register what another says of itself, without the sections."""
    for item in fields(Register):
        if item.name not in (*SECTIONS, GENERAL):
            object.__setattr__(target, item.name, getattr(source, item.name))


class _Section:
    """A section of a stored register; not a data descriptor, so that what was read once takes its place."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, register: StoredRegister | None, owner: type[Any] | None = None) -> Any:
        if register is None:
            return self
        value = register.read_section(self._name)
        vars(register)[self._name] = value
        return value


# The dataclass has these names as plain fields; here each is read when it is first asked for.
for _name in (*SECTIONS, GENERAL):
    setattr(StoredRegister, _name, _Section(_name))


class StoredActivity(Activity):
    """An activity that lacks what other tables hold of it until that is asked for; then it is read for all at once."""

    def __getattr__(self, name: str) -> Any:
        """Return a part that was not read yet."""
        if name not in _KEPT_ELSEWHERE:
            raise AttributeError(name)
        self._rest(name)
        return object.__getattribute__(self, name)


_ACTIVITY = PLANS["activity"]
_KEPT_ELSEWHERE = {*_ACTIVITY.links, *_ACTIVITY.parts}


class PartialRegister(StoredRegister):
    """A stored register with the flows of one question; other sections are those of the whole register."""

    @classmethod
    def of(cls, register: StoredRegister, connection: sqlite3.Connection) -> PartialRegister:
        """Return the part of a register that `choose` chose."""
        made = cls.__new__(cls)
        _copy(register, made)
        chosen = Loader(connection, only={"flow": "temp.chosen", "activity": "temp.chosen_activity"})
        name = vars(register)["_name"]
        vars(made).update({"_connection": connection, "_loader": chosen, "_of": register, "_name": name})
        return made

    def add(self, flows: Iterable[int]) -> None:
        """Take in further flows, by number, before anything was asked of the activities."""
        with reading(vars(self)["_name"]):
            self.connection.executemany("INSERT OR IGNORE INTO temp.chosen VALUES (?)", ((number,) for number in flows))
            self.connection.execute(
                "INSERT OR IGNORE INTO temp.chosen_activity SELECT activity FROM flow WHERE row_id IN temp.chosen"
            )
            self.connection.execute(_PASSED_ON)

    def settle(self) -> None:
        """Read the flows now: the next question chooses others."""
        _ = self.activities

    def _read(self, section: str) -> Any:
        if section not in ("activities", GENERAL):
            return getattr(vars(self)["_of"], section)
        found = self._activities()
        vars(self)["activities"] = {key: item for key, item in found.items() if key != GENERAL}
        vars(self)[GENERAL] = found.get(GENERAL)
        return vars(self)[section]

    def _activities(self) -> dict[str, Activity]:
        loader: Loader = vars(self)["_loader"]
        found: dict[str, Activity] = {}
        for arguments in loader.bare(_ACTIVITY):
            made = StoredActivity.__new__(StoredActivity)
            for attribute, value in {**_defaults(), **arguments}.items():
                object.__setattr__(made, attribute, value)
            vars(made)["_rest"] = self._complete
            found[made.key] = made
        self._give(found, "flows")
        return found

    def _complete(self, attribute: str) -> None:
        """Read a part of every activity, since who asks one asks the others."""
        with _whole(vars(self)["_name"]):
            self._choose_again()
            self._give({**self.activities, **({GENERAL: self.general} if self.general else {})}, attribute)

    def _give(self, activities: Mapping[str, Activity], attribute: str) -> None:
        loader: Loader = vars(self)["_loader"]
        read = loader.belonging(_ACTIVITY, attribute, inside="temp.chosen_activity")
        empty = () if attribute in _ACTIVITY.links or is_many(_ACTIVITY, attribute) else None
        for key, activity in activities.items():
            object.__setattr__(activity, attribute, read.get(key, empty))

    def _choose_again(self) -> None:
        """Make the temporary table name the activities of this part once more, where a later question took it."""
        owner = vars(vars(self)["_of"])
        if owner.get("_chosen_by") is not self:
            owner["_chosen_by"] = self
            self.connection.execute("DELETE FROM temp.chosen_activity")
            keys = [(key,) for key in (*self.activities, *([GENERAL] if self.general else []))]
            self.connection.executemany("INSERT INTO temp.chosen_activity VALUES (?)", keys)

    def arrivals(self, node: str, activity: str) -> Sequence[Arrival]:
        """Return what arrives at a node in an activity (in any where that is empty), of the whole register.

        With the rank of its certainty; in the order of senders, flows, people and data; of equal facts the surest one
        stands for all.
        """
        if not activity:
            query = "SELECT source, subject, data, rank FROM arrival WHERE target = ? ORDER BY rowid"
            key, about = vars(self)["_loader"].key, vars(self)["_loader"].about
            return [(key(source), about(who, data), rank) for source, who, data, rank in self.rows(query, node)]
        known: dict[tuple[str, str], Sequence[Arrival]] | None = vars(self).get("_arrived")
        if known is None:
            with _whole(vars(self)["_name"]):
                self._choose_again()
                known = vars(self)["_arrived"] = self._arrived()
        return known.get((node, activity), ())

    def _arrived(self) -> dict[tuple[str, str], Sequence[Arrival]]:
        """Return what arrives at each node in each chosen activity: who asks one asks the others."""
        loader: Loader = vars(self)["_loader"]
        key, about = loader.key, loader.about
        found: dict[tuple[str, str], dict[tuple[str, About], int]] = {}
        for target, activity, source, subject, data, sure, sure_of_flow in self.connection.execute(
            "SELECT flow.target, flow.activity, flow.source, pair.subject, pair.data, pair.certainty, flow.certainty"
            " FROM flow LEFT JOIN pair ON pair.flow = flow.row_id WHERE flow.activity IN temp.chosen_activity"
            " ORDER BY flow.source, flow.id, flow.activity, pair.subject, pair.data"
        ):
            arrived = found.setdefault((key(target), key(activity)), {})
            said = (key(source), about(subject, data))
            rank = _RANKS[sure or sure_of_flow]
            if rank < arrived.setdefault(said, rank):
                arrived[said] = rank
        # A dictionary for each place would take three times the memory.
        return {place: [(*said, rank) for said, rank in found.pop(place).items()] for place in list(found)}


@cache
def _defaults() -> Mapping[str, Any]:
    """Return what the columns of an activity are where the database holds nothing."""
    return {
        item.name: item.default if item.default_factory is MISSING else item.default_factory()
        for item in fields(Activity)
        if item.name not in _KEPT_ELSEWHERE and (item.default_factory is not MISSING or item.default is not MISSING)
    }


def choose(connection: sqlite3.Connection, wanted: Wanted) -> None:
    """Fill the temporary tables `chosen` (numbers of flows) and `chosen_activity` (keys).

    `CROSS JOIN` keeps SQLite from beginning with the larger table.
    """
    for table, kind in (("chosen", "INTEGER"), ("chosen_activity", "TEXT")):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
        connection.execute(f"CREATE TEMP TABLE {table} (item {kind} PRIMARY KEY) WITHOUT ROWID")
    said = [
        _among(connection, f"pair.{name}", keys)
        for name, keys in (("data", wanted.data), ("subject", wanted.subjects))
        if keys is not None
    ]
    limit = [] if wanted.activities is None else [_among(connection, "flow.activity", wanted.activities)]
    if said:
        _insert(connection, "pair CROSS JOIN flow ON flow.row_id = pair.flow" if limit else "pair", [*said, *limit])
    else:
        _insert(connection, "flow", limit)
    if wanted.open:
        of_pair = "pair CROSS JOIN flow ON flow.row_id = pair.flow"
        _insert(connection, of_pair, ["(pair.subject IS NULL OR pair.data IS NULL)", *limit])
        none = "NOT EXISTS (SELECT 1 FROM pair WHERE pair.flow = flow.row_id)"
        _insert(connection, "flow", [f"(flow.open OR {none})", *limit])
    connection.execute(
        "INSERT INTO temp.chosen_activity SELECT DISTINCT activity FROM flow WHERE row_id IN temp.chosen"
    )
    connection.executemany(
        "INSERT OR IGNORE INTO temp.chosen_activity SELECT key FROM activity WHERE key = ?",
        ((key,) for key in wanted.activities or ()),
    )
    connection.execute(_PASSED_ON)


#: Transfers are graded together where somebody outside passes on what it got: then every flow of the activity counts.
_PASSED_ON = """
INSERT OR IGNORE INTO temp.chosen SELECT row_id FROM flow WHERE activity IN (
    SELECT flow.activity FROM temp.chosen_activity CROSS JOIN flow ON flow.activity = chosen_activity.item
    CROSS JOIN node ON node.key = flow.source WHERE node.kind <> 'data-subject' AND NOT node.internal)
"""


def _insert(connection: sqlite3.Connection, tables: str, conditions: Iterable[str]) -> None:
    number = "pair.flow" if tables.startswith("pair") else "flow.row_id"
    clause = " AND ".join(conditions) or "1"
    connection.execute(f"INSERT OR IGNORE INTO temp.chosen SELECT {number} FROM {tables} WHERE {clause}")


def _among(connection: sqlite3.Connection, column: str, keys: Iterable[str]) -> str:
    """Return the condition that a column holds one of the keys, which are put into a table of their own."""
    table = f"asked_{column.replace('.', '_')}"
    connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(f"CREATE TEMP TABLE {table} (item TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?)", ((key,) for key in sorted(keys)))
    return f"{column} IN temp.{table}"
