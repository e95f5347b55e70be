"""SQL that people type, on the documented views: it reads, and can do nothing else.

An authorizer refuses all but selecting; the database is opened for reading, and told to refuse writes as well. Reading
is confined to the views because they are the contract: tables change with the format.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from ropa.errors import UsageError
from ropa.store.views import RECURSION, TRANSFERS, VIEWS, View

#: A cell of an answer.
Cell = str | int | float | None

#: What may be asked, by name.
ALL_VIEWS: dict[str, View] = {view.name: view for view in (*VIEWS, TRANSFERS)}

#: Longest text and longest query (bytes): a query could otherwise fill the memory with one value.
_LONGEST_VALUE, _LONGEST_QUERY = 10_000_000, 1_000_000

#: Most cells of an answer, and rows that are fetched at once: a join without a condition could fill the memory as well.
_MOST_CELLS, _BATCH = 10_000_000, 10_000

#: How many steps SQLite takes between two looks at the time.
_STEPS = 10_000

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_READ}
_FORBIDDEN_FUNCTIONS = {"load_extension"}

#: What an action is called in messages; everything else is a write.
_ACTIONS = {
    sqlite3.SQLITE_ATTACH: "ATTACH", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_TRANSACTION: "a transaction", sqlite3.SQLITE_SAVEPOINT: "a transaction",
}  # fmt: skip


class Rows(NamedTuple):
    """What a query gives; `more` is True where there were more rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool = False


class _Guard:
    """Allows what reads the views, and remembers what it refused."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._views = {*ALL_VIEWS, RECURSION}
        self._tables = {"sqlite_master", "sqlite_schema", *(name for (name,) in names)}
        self.refused = ""

    def __call__(
        self, action: int, first: str | None, second: str | None, database: str | None, within: str | None
    ) -> int:
        """Return whether an action is allowed, as SQLite's authorizer interface asks."""
        if action not in _ALLOWED:
            self.refused = self.refused or f"{_ACTIONS.get(action, 'what writes')} is refused"
        elif action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
            self.refused = self.refused or f"the function `{second}` is refused"
        elif action == sqlite3.SQLITE_READ and second and first in self._tables and within not in self._views:
            # Without a column nothing is read but how many rows there are, as in `count(*)` of a view.
            self.refused = self.refused or f"`{first}` is no view"
        else:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY


def ask(
    connection: sqlite3.Connection,
    query: str,
    *,
    stop: Callable[[], bool],
    transfers: Callable[[], Iterable[Sequence[Cell]]],
    limit: int | None = None,
) -> Rows:
    """Return the rows of one SELECT.

    Args:
        stop: is asked now and then whether the time is over. limit: of rows; None for all.
        transfers: gives the rows of the view `transfers`, which are made only where the query names it.

    Raises:
        UsageError: the query does not read, cannot be read, or takes too long; names the nearest view or column.
    """
    if not query.strip().strip(";"):
        raise UsageError("the query is empty", next_step='Write, for example: "SELECT * FROM recipients".')
    try:
        return _guarded(connection, query, stop, limit)
    except _NoSuchTable as error:
        if error.name != TRANSFERS.name:
            raise
    _fill(connection, transfers())
    return _guarded(connection, query, stop, limit)


class _NoSuchTable(UsageError):
    """A query names a table that is not there."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"there is no view `{name}`",
            next_step=f"There are: {', '.join(ALL_VIEWS)}.",
            near=_nearest(name, ALL_VIEWS),
        )


def _guarded(connection: sqlite3.Connection, query: str, stop: Callable[[], bool], limit: int | None) -> Rows:
    guard = _Guard(connection)
    limits = [
        (kind, connection.setlimit(kind, value))
        for kind, value in (
            (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE), (sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_QUERY),
        )
    ]  # fmt: skip
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(guard)
    connection.set_progress_handler(stop, _STEPS)
    try:
        return _run(connection, query, limit)
    except UsageError:
        raise
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        raise _explained(error, guard, query) from error
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
        connection.execute("PRAGMA query_only = OFF")
        for kind, value in limits:
            connection.setlimit(kind, value)


def _run(connection: sqlite3.Connection, query: str, limit: int | None) -> Rows:
    cursor = connection.execute(query)
    columns = tuple(item[0] for item in cursor.description or ())
    found: list[tuple[Cell | bytes, ...]] = []
    most = _MOST_CELLS // max(len(columns), 1)
    while (limit is None or len(found) <= limit) and (batch := cursor.fetchmany(_batch(len(found), limit))):
        found += batch
        if len(found) > most:
            raise UsageError(
                f"the answer has more than {most:,} rows", next_step="Narrow it, or say how many rows with --limit."
            )
    rows = tuple(tuple(cell.hex() if isinstance(cell, bytes) else cell for cell in row) for row in found)
    more = limit is not None and len(rows) > limit
    return Rows(columns, rows[:limit] if more else rows, more)


def _batch(found: int, limit: int | None) -> int:
    """Return how many rows to fetch next: one more than the limit tells whether there are more."""
    return _BATCH if limit is None else min(_BATCH, limit + 1 - found)


def _explained(error: Exception, guard: _Guard, query: str) -> UsageError:
    """Return what is wrong with a query, in words that help."""
    said = str(error)
    if guard.refused:
        views = f"There are: {', '.join(ALL_VIEWS)}." if guard.refused.endswith("no view") else ""
        return UsageError(guard.refused, why="Queries read the views, and nothing else.", next_step=views)
    if said.startswith("cannot modify"):
        return UsageError("queries only read", next_step="Ask a SELECT; a register is changed in its inventory.")
    if "one statement" in said:
        return UsageError("there are several statements", next_step="Ask one SELECT at a time.")
    kind, _, name = said.partition(": ")
    if kind == "no such table":
        return _NoSuchTable(name.rpartition(".")[2])
    if kind == "no such column":
        column = name.rpartition(".")[2]
        used = [view for view in ALL_VIEWS.values() if view.name in query] or list(ALL_VIEWS.values())
        columns = list(dict.fromkeys(item for view in used for item in view.columns))
        return UsageError(
            f"there is no column `{name}`", next_step=f"Columns there: {', '.join(columns)}.",
            near=_nearest(column, columns),
        )  # fmt: skip
    if said == "interrupted":
        return UsageError("the query took too long", next_step="Narrow it, or allow it more time with --seconds.")
    return UsageError(f"the query cannot be read ({said})", next_step="`ropa sql --views` lists views and columns.")


def _nearest(text: str, known: Iterable[str]) -> str | None:
    """Return the nearest known word, where that is not the word itself."""
    if text in known:
        return None
    from ropa.resolver.near import nearest  # with it comes the whole resolver, which no right query needs

    return nearest(text, known)


def _fill(connection: sqlite3.Connection, rows: Iterable[Sequence[Cell]]) -> None:
    """Put the transfers into a temporary table, which the file never sees."""
    columns = ", ".join(f'"{name}"' for name in TRANSFERS.columns)
    with suppress(sqlite3.OperationalError):
        connection.execute(f"DROP TABLE temp.{TRANSFERS.name}")
    connection.execute(f"CREATE TEMP TABLE {TRANSFERS.name} ({columns})")
    marks = ", ".join("?" * len(TRANSFERS.columns))
    connection.executemany(f"INSERT INTO temp.{TRANSFERS.name} VALUES ({marks})", rows)
