"""Facts as `recipients` shows them, worked out once at export: a question then reads rows, and makes none.

They are no part of the register, and stand beside it like `arrival`: whoever reads them looks first whether they hold
for the law and the day asked about.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

#: What is so of a fact, in one number, so that there is less to read of each row.
HOSTING, DIRECT, BYPASS, ACCESS, OPEN = 1, 2, 4, 8, 16


class ToldRow(NamedTuple):
    """A fact that reaches somebody outside, or a host; None for empty lists.

    Attributes:
        receiver: key of the party that gets the data, or of the host. flags: a sum of those above.
        certainty: as stated. path, purposes, via: keys, one a line. cites: as JSON.
        graded: JSON of what holds from a day on, as lists of the day and of what was graded.
    """

    receiver: str
    flags: int
    subject: str | None
    data: str | None
    certainty: str
    activity: str
    flow: str
    role: str
    path: str
    purposes: str | None
    via: str | None
    source: str
    cites: str | None
    graded: str


class Told(NamedTuple):
    """The rows with what they hold for: the digest of the tables of law, and the first day."""

    rows: Iterable[ToldRow]
    law: str
    first: dt.date


class ToldStamp(NamedTuple):
    """For what the rows of a database hold, as in `Told`."""

    law: str
    first: dt.date


#: The columns as they are selected; equal grades are kept once, in `told_grade`.
_COLUMNS = ", ".join(ToldRow._fields)


def create_told(connection: sqlite3.Connection, told: Told) -> None:
    """Create the tables `told`, `told_grade` and `told_stamp` in a database that has the rows of a register."""
    connection.execute("CREATE TABLE told_stamp (law TEXT, first TEXT)")
    connection.execute("INSERT INTO told_stamp VALUES (?, ?)", (told.law, told.first.isoformat()))
    connection.execute("CREATE TABLE told_grade (row_id INTEGER PRIMARY KEY, rows TEXT)")
    connection.execute(f"CREATE TABLE told (row_id INTEGER PRIMARY KEY, {_COLUMNS})")
    # Near each other in the file is what is asked for together; of equal places the order given stays.
    rows = sorted(told.rows, key=lambda row: (row.data or "", row.receiver, row.activity, row.flow, row.subject or ""))
    grades: dict[str, int] = {}
    marks = ", ".join("?" * len(ToldRow._fields))
    connection.executemany(
        f"INSERT INTO told ({_COLUMNS}) VALUES ({marks})",
        ((*row[:-1], grades.setdefault(row.graded, len(grades))) for row in rows),
    )
    connection.executemany("INSERT INTO told_grade VALUES (?, ?)", ((number, text) for text, number in grades.items()))
    connection.execute("CREATE INDEX ix_told_data ON told (data)")
    connection.execute("CREATE INDEX ix_told_subject ON told (subject)")


def told_stamp(connection: sqlite3.Connection) -> ToldStamp | None:
    """Return for what the rows hold, None where the database has none."""
    try:
        found = connection.execute("SELECT law, first FROM told_stamp").fetchall()
    except sqlite3.OperationalError:
        return None  # exported to a server, or from a register whose grades follow rows of somebody's own
    law, first = found[0]
    return ToldStamp(law, dt.date.fromisoformat(first))


def told_grades(connection: sqlite3.Connection) -> dict[int, str]:
    """Return what was graded by number, as JSON."""
    return dict(connection.execute("SELECT row_id, rows FROM told_grade"))


def told_rows(
    connection: sqlite3.Connection, data: Collection[str] | None, subjects: Collection[str] | None
) -> Iterator[tuple[Any, ...]]:
    """Yield the facts about these categories and kinds of people, None for any: the values of a `ToldRow` each.

    Instead of what was graded they have its number, as in `told_grades`.
    """
    conditions, values = [], []
    for column, keys in (("data", data), ("subject", subjects)):
        if keys is not None:
            conditions.append(f"{column} IN ({', '.join('?' * len(keys))})")
            values += sorted(keys)
    clause = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return connection.execute(f"SELECT {_COLUMNS} FROM told{clause}", values)
