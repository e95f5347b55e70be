"""Registers on a database server (PostgreSQL): copied into memory to be read, so that there is one way of reading.

The driver is an extra; nothing here is loaded for files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from ropa.errors import InputProblems, UsageError, __version__
from ropa.model import Register
from ropa.store import messages
from ropa.store.base import FORMAT, content_digest
from ropa.store.derived import create_derived
from ropa.store.reading import Database
from ropa.store.tables import TABLES, Table
from ropa.store.views import create_views
from ropa.store.writing import create_tables, memory_database, plain_of, write_register

#: Rows that are copied at once.
_BATCH = 5_000

#: Parameters of a URL that nobody may read in a message.
_SECRET = ("password", "sslpassword", "oauth_client_secret")

#: Seconds after which a server that does not answer is given up, where the URL does not say it.
_PATIENCE = {"connect_timeout": 10}


@contextmanager
def copied(url: str, *, shipped: str) -> Iterator[Database]:
    """Give a copy in memory of the register on a server; nothing is written there.

    Raises:
        InputProblems: the driver is not installed, the server cannot be reached, or holds no register.
    """
    name = shown(url)
    local = sa.create_engine("sqlite://", poolclass=StaticPool)
    try:
        with local.connect() as here:
            create_tables(here)
            with _connected(url) as there:
                _check(there, name)
                _copy(there, here)
            here.commit()
            plain = plain_of(here)
            create_derived(plain)
            create_views(plain)
            yield Database(name, plain, _holds(plain, shipped))
    finally:
        local.dispose()


def write_server(url: str, register: Register, *, shipped: str) -> None:
    """Write a register to a server, whole or not at all; what an earlier export left there is replaced.

    Raises:
        InputProblems: as `copied`. UsageError: the database holds tables of the same names that are not ours.
        InvalidRows: a row is refused.
    """
    with memory_database(register, shipped=shipped) as plain:
        content = content_digest(plain)
    with _connected(url, write=True) as there:
        _make_room(there, shown(url))
        write_register(there, register)
        stamp = {
            "row_id": 1,
            "format": FORMAT,
            "version": __version__,
            "shipped": shipped,
            "content": content,
            "changes": 0,
        }
        there.execute(sa.insert(_table("ropa_stamp")), [stamp])
        there.commit()


def shown(url: str) -> str:
    """Return a URL for messages, without any password in it; only its beginning where it cannot be taken apart."""
    try:
        return _parsed(url).difference_update_query(_SECRET).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return f"{url.partition(':')[0]}://..."


def _parsed(url: str) -> sa.URL:
    """Return the parts of a URL.

    Raises:
        sqlalchemy.exc.ArgumentError, ValueError: it has none, or what should be the host has the end of a password.
    """
    parsed = sa.engine.make_url(url.replace("postgres://", "postgresql://", 1))
    if "@" in (parsed.host or ""):
        raise ValueError("a host with an @")
    return parsed


def _engine(url: str) -> sa.Engine:
    """Return the engine of a URL; nothing is connected yet.

    Raises:
        InputProblems: it is no URL, or its driver is not installed.
    """
    try:
        parsed = _parsed(url)
        own = {} if "connect_timeout" in parsed.query or "psycopg" not in parsed.get_driver_name() else _PATIENCE
        engine = sa.create_engine(parsed, connect_args=own)
    except (sa.exc.ArgumentError, ValueError) as error:
        why = "it is no URL of a database, in which an `@` of a name or password is written %40"
        raise InputProblems([messages.unknown_url(shown(url), why)]) from error
    except ModuleNotFoundError as error:
        raise InputProblems([messages.no_driver(shown(url))]) from error
    if engine.dialect.is_async:
        raise InputProblems([messages.unknown_url(shown(url), "that driver is for asynchronous programs")])
    return engine


@contextmanager
def _connected(url: str, *, write: bool = False) -> Iterator[sa.Connection]:
    engine = _engine(url)
    try:
        connection = engine.connect()
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise InputProblems([messages.unknown_url(shown(url), _reason(error))]) from error
    except ModuleNotFoundError as error:  # pragma: no cover - drivers that load what they need only now
        raise InputProblems([messages.no_driver(shown(url))]) from error
    try:
        with connection:
            if not write:
                connection.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
            yield connection
    except sa.exc.DBAPIError as error:
        raise InputProblems([messages.refused(shown(url), _reason(error))]) from error
    finally:
        engine.dispose()


def _reason(error: sa.exc.DBAPIError) -> str:
    """Return the first line of what the driver says; what comes after it repeats the statement."""
    return next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)


def _check(connection: sa.Connection, name: str) -> None:
    """Refuse a database without a register, or of another format."""
    if "ropa_stamp" not in sa.inspect(connection).get_table_names():
        raise InputProblems([messages.foreign(name)])
    versions = connection.execute(sa.select(_table("ropa_stamp").c.format)).scalars().all()
    if versions != [FORMAT]:
        raise InputProblems([messages.newer(name, max(versions, default=0), FORMAT)])


def _copy(there: sa.Connection, here: sa.Connection) -> None:
    for name in TABLES:
        table = _table(name)
        order = next(iter(table.primary_key.columns))
        result = there.execution_options(yield_per=_BATCH).execute(sa.select(table).order_by(order))
        for batch in result.mappings().partitions():
            here.execute(sa.insert(table), [dict(row) for row in batch])


def _holds(connection: sqlite3.Connection, shipped: str) -> bool:
    """Tell whether the rows are as exported; a server counts no changes, so their digest decides."""
    rows = connection.execute("SELECT format, shipped, content FROM ropa_stamp").fetchall()
    return len(rows) == 1 and rows[0] == (FORMAT, shipped, content_digest(connection))


def _make_room(connection: sa.Connection, name: str) -> None:
    """Drop what an earlier export left; tables of other programs are never touched."""
    there = set(sa.inspect(connection).get_table_names())
    if "ropa_stamp" not in there and there & set(TABLES):
        taken = ", ".join(sorted(there & set(TABLES))[:5])
        raise UsageError(
            f"`{name}` holds tables of other programs with the names of ours ({taken})",
            next_step="Export to a database, or a schema, of its own.",
        )
    Table.metadata.drop_all(connection)


def _table(name: str) -> sa.Table:
    return Table.metadata.tables[name]
