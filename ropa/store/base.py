"""What a database of this tool looks like from outside: its header, and the digests of its stamp.

Plain constants and `sqlite3` only, because this is read before anything else is loaded.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from ropa.errors import __version__

#: With these bytes every SQLite file begins.
MAGIC: Final = b"SQLite format 3\0"

#: `ropa` as a number: the application id in the header of a file that this tool wrote.
APPLICATION: Final = 0x726F7061

#: Version of the tables; kept as the user version in the header.
FORMAT: Final = 2

#: Suffixes of files that hold a database.
SUFFIXES: Final = (".sqlite", ".sqlite3", ".db")

#: Beginnings of database URLs, and what each needs beside this package.
SCHEMES: Final = ("sqlite:", "postgresql:", "postgresql+", "postgres:")

#: Bytes of the header of a file, as SQLite documents them.
HEADER_BYTES: Final = 100

#: Tables whose rows are no part of what the register says.
NOT_CONTENT: Final = ("ropa_stamp",)


class Header(NamedTuple):
    """What the first bytes of a file say.

    Attributes:
        wal: the file is used with a write-ahead log. changes: how often it was changed.
    """

    wal: bool
    changes: int
    version: int
    application: int


def header_of(data: bytes) -> Header | None:
    """Return what the header says, None where these bytes do not begin an SQLite file."""
    if not data.startswith(MAGIC) or len(data) < HEADER_BYTES:
        return None

    def number(start: int) -> int:
        return int.from_bytes(data[start : start + 4], "big")

    return Header(wal=data[18:20] != b"\x01\x01", changes=number(24), version=number(60), application=number(68))


def is_url(source: str) -> bool:
    """Tell whether a source is the URL of a database."""
    return source.startswith(SCHEMES)


def shipped_digest(files: Iterable[Path]) -> str:
    """Return a digest of this version and of shipped files; a register resolved with others may read differently.

    It tells versions apart and guards against nobody, so it is one that costs nothing to load.
    """
    found = [__version__]
    for path in files:
        data = path.read_bytes()
        found.append(f"{path.name}:{len(data)}:{zlib.crc32(data):08x}")
    return " ".join(found)


def content_digest(connection: sqlite3.Connection) -> str:
    """Return a digest of all rows that the register is made of, in the order of tables and rows."""
    import hashlib  # only exports, and files that somebody touched, need it

    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if name not in NOT_CONTENT and not name.startswith("sqlite_")
    ]
    digest = hashlib.sha256()
    for table in tables:
        rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        digest.update(repr((table, [item[0] for item in rows.description])).encode())
        for row in rows:
            digest.update(repr(row).encode())
    return digest.hexdigest()
