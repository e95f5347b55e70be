"""A register to a database: tables, rows, views and a stamp; through SQLModel, so that every row is checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.pool import StaticPool

from ropa.errors import RopaError, __version__
from ropa.model import Register
from ropa.store.base import APPLICATION, FORMAT, content_digest
from ropa.store.derived import create_derived
from ropa.store.flatten import Row, rows_of
from ropa.store.tables import TABLES, Table, validator_of
from ropa.store.told import Told, create_told
from ropa.store.triggers import create_triggers
from ropa.store.views import create_views

#: Rows of one table that are handed over at once.
_BATCH = 5_000


class InvalidRows(RopaError, ValueError):
    """A register holds a value of another type than its class declares, or points at what it does not hold."""


def database_bytes(register: Register, *, shipped: str, told: Told | None = None) -> bytes:
    """Return a register as an SQLite file; the same register gives the same bytes.

    Args:
        shipped: digest of the data that it was resolved with, see `ropa.store.base.shipped_digest`.
        told: what stands beside the register, worked out for questions.

    Raises:
        InvalidRows: the register was built by hand and holds what the tables refuse.
    """
    with memory_database(register, shipped=shipped, told=told) as connection:
        return connection.serialize()


@contextmanager
def memory_database(register: Register, *, shipped: str, told: Told | None = None) -> Iterator[sqlite3.Connection]:
    """Give a connection to a database in memory that holds a register; it lives as long as the block.

    Raises:
        InvalidRows: as `database_bytes`.
    """
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            plain = plain_of(connection)
            plain.execute("PRAGMA foreign_keys = ON")
            plain.execute(f"PRAGMA application_id = {APPLICATION}")
            plain.execute(f"PRAGMA user_version = {FORMAT}")
            write_register(connection, register)
            connection.commit()
            create_derived(plain)
            if told is not None:
                create_told(plain, told)
            create_views(plain)
            create_triggers(plain)
            stamp = {
                "row_id": 1, "format": FORMAT, "version": __version__, "shipped": shipped,
                "content": content_digest(plain), "changes": 0,
            }  # fmt: skip
            connection.execute(sa.insert(_table("ropa_stamp")), [stamp])
            connection.commit()
            yield plain
    finally:
        engine.dispose()


def plain_of(connection: sa.Connection) -> sqlite3.Connection:
    """Return the driver's own connection of a database in memory."""
    plain = connection.connection.driver_connection
    if not isinstance(plain, sqlite3.Connection):  # pragma: no cover - only engines of `sqlite://` come here
        raise TypeError(type(plain).__name__)
    return plain


def write_register(connection: sa.Connection, register: Register) -> None:
    """Create the tables and write every row of a register, each checked against its table; the caller commits.

    Raises:
        InvalidRows: a row is refused, or points at one that is not there; the message says which.
    """
    create_tables(connection)
    waiting: dict[str, list[Row]] = {}
    try:
        for table, row in rows_of(register):
            batch = waiting.setdefault(table, [])
            batch.append(checked(table, row))
            if len(batch) >= _BATCH:
                connection.execute(sa.insert(_table(table)), waiting.pop(table))
        for table, batch in waiting.items():
            connection.execute(sa.insert(_table(table)), batch)
    except sa.exc.StatementError as error:
        raise InvalidRows(f"The register cannot be stored: {error.orig}.") from error
    if connection.dialect.name == "sqlite":
        _check_links(connection)


def create_tables(connection: sa.Connection) -> None:
    """Create every table and index, always in one order: SQLAlchemy itself keeps indexes in a set."""
    for table in Table.metadata.sorted_tables:
        connection.execute(sa.schema.CreateTable(table))
        for index in sorted(table.indexes, key=lambda item: str(item.name)):
            connection.execute(sa.schema.CreateIndex(index))


def _check_links(connection: sa.Connection) -> None:
    """Say which row points nowhere; SQLite itself would say that some row does."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        named = "; ".join(
            f"row {row} of `{table}` points at no row of `{parent}`" for table, row, parent, _ in broken[:5]
        )
        more = f", and {len(broken) - 5} more" if len(broken) > 5 else ""
        raise InvalidRows(f"The register cannot be stored: {named}{more}.")


def checked(table: str, row: Row) -> Row:
    """Return a row of a table when every value has the type that the table declares.

    Raises:
        InvalidRows: with the table, the row and every column that is wrong.
    """
    try:
        validator_of(TABLES[table]).__pydantic_validator__.validate_python(row)
    except ValidationError as error:
        wrong = "; ".join(f"`{'.'.join(map(str, item['loc']))}`: {item['msg']}" for item in error.errors())
        raise InvalidRows(f"Row {row.get('row_id', row.get('key'))} of `{table}` is refused: {wrong}.") from error
    return row


def _table(name: str) -> sa.Table:
    return Table.metadata.tables[name]
