"""Opening a database to read it, and nothing else: the file is never written to, whatever state it is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ropa.errors import InputProblems
from ropa.store import messages
from ropa.store.base import APPLICATION, FORMAT, HEADER_BYTES, MAGIC, Header, content_digest, header_of


class Database(NamedTuple):
    """An open database.

    Attributes:
        name: as the user wrote it, for messages. trusted: its rows are as `ropa export` wrote them, and were resolved
            with what this version ships.
    """

    name: str
    connection: sqlite3.Connection
    trusted: bool


def is_database(path: Path) -> bool:
    """Tell whether a file is an SQLite database, by its first bytes; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


@contextmanager
def opened(path: Path, *, name: str, shipped: str) -> Iterator[Database]:
    """Give the database in a file.

    Args:
        shipped: digest of the shipped data in use, see `ropa.store.base.shipped_digest`.

    Raises:
        InputProblems: it cannot be read, is damaged, of another program, or of a later version.
    """
    try:
        with path.open("rb") as stream:
            begin = stream.read(HEADER_BYTES)
    except OSError as error:
        raise InputProblems([messages.not_opened(name, error.strerror or type(error).__name__)]) from error
    if not begin:
        raise InputProblems([messages.empty(name)])
    header = header_of(begin)
    if header is None:
        raise InputProblems([messages.damaged(name, "its header is cut off")])
    _recognise(header, name)
    connection = _connect(path, header, name)
    try:
        with reading(name):
            yield Database(name, connection, _holds(connection, header, shipped))
    finally:
        connection.close()


@contextmanager
def opened_bytes(data: bytes, *, name: str, shipped: str) -> Iterator[Database]:
    """Give the database that these bytes are (from standard input); raises as `opened`."""
    header = header_of(data)
    if header is None:
        raise InputProblems([messages.damaged(name, "its header is cut off")])
    _recognise(header, name)
    connection = sqlite3.connect(":memory:")
    try:
        with reading(name):
            connection.deserialize(data)
            yield Database(name, connection, _holds(connection, header, shipped))
    finally:
        connection.close()


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what SQLite says of a damaged file into a problem."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise InputProblems([messages.damaged(name, str(error))]) from error


def _recognise(header: Header, name: str) -> None:
    if header.application != APPLICATION:
        raise InputProblems([messages.foreign(name)])
    if header.version != FORMAT:
        raise InputProblems([messages.newer(name, header.version, FORMAT)])


def _connect(path: Path, header: Header, name: str) -> sqlite3.Connection:
    """Return a connection that cannot write.

    A file with a write-ahead log that nobody uses at the moment is opened as immutable, since SQLite would otherwise
    make two files beside it. A log in use, or a journal that a crash left, is left to SQLite, which refuses what it
    cannot read without writing.
    """
    in_use = any(Path(f"{path}{suffix}").exists() for suffix in ("-wal", "-journal"))
    mode = "mode=ro&immutable=1" if header.wal and not in_use else "mode=ro"
    try:
        connection = sqlite3.connect(f"file:{_escaped(path)}?{mode}", uri=True, isolation_level=None)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        raise InputProblems([messages.not_opened(name, str(error))]) from error
    except sqlite3.DatabaseError as error:
        raise InputProblems([messages.damaged(name, str(error))]) from error
    return connection


def _escaped(path: Path) -> str:
    """Return a path as a URI wants it; as `urllib.parse.quote`, which costs more to load than opening the file."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _holds(connection: sqlite3.Connection, header: Header, shipped: str) -> bool:
    """Tell whether the stamp holds: nobody changed the rows, and they were resolved with what this version ships.

    The counter in the header tells at once that nothing was written since; where something was (a copy, a clean-up),
    the digest of the rows tells whether it was anything of the register.
    """
    try:
        row = connection.execute("SELECT format, shipped, content, changes FROM ropa_stamp").fetchall()
    except sqlite3.OperationalError:
        return False
    if len(row) != 1 or row[0][:2] != (FORMAT, shipped):
        return False
    if row[0][3] == header.changes and not header.wal:
        return True
    return bool(row[0][2] == content_digest(connection))
