"""Databases as a source: an SQLite file, known by its first bytes, or the URL of a database.

One that nobody changed since it was exported is its register; any other becomes a draft (`ropa.readers.databases`), and
is resolved like a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from ropa.errors import InputProblems
from ropa.store import messages
from ropa.store.base import MAGIC, SUFFIXES, is_url
from ropa.store.reading import Database, is_database, opened, opened_bytes

__all__ = ["Database", "database_in", "holds_database", "open_database", "open_database_bytes", "sqlite_path"]

open_database_bytes = opened_bytes


def database_in(stream: IO[bytes]) -> bytes | None:
    """Return the database that a stream is, None where it begins otherwise; then nothing of it is read."""
    look = getattr(stream, "peek", None)
    try:
        if look is None and stream.seekable():
            head = stream.read(len(MAGIC))
            stream.seek(0)
        else:
            head = look(len(MAGIC)) if look is not None else b""
        return stream.read() if head.startswith(MAGIC) else None
    except (OSError, ValueError):
        return None  # who reads it as text says what is wrong with it


def holds_database(source: str) -> bool:
    """Tell whether a source is a database: by its URL, or by what the file begins with, whatever its name.

    Only of an empty file the name decides.
    """
    if is_url(source):
        return True
    path = Path(source)
    try:
        if source == "-" or not path.is_file():
            return False
        return is_database(path) or (path.suffix.casefold() in SUFFIXES and path.stat().st_size == 0)
    except (OSError, ValueError):
        return False


def open_database(source: str, *, shipped: str) -> AbstractContextManager[Database]:
    """Give the database of a source for reading.

    Args:
        shipped: digest of the shipped data in use; a database that was resolved with others is resolved once more.

    Raises:
        InputProblems: there is none, or it cannot be read.
    """
    if not is_url(source):
        return opened(Path(source), name=source, shipped=shipped)
    if source.startswith("sqlite:"):
        return _opened_url(source, shipped=shipped)
    return _copied(source, shipped=shipped)


@contextmanager
def _opened_url(url: str, *, shipped: str) -> Iterator[Database]:
    path = sqlite_path(url)
    if path is None or not path.is_file():
        raise InputProblems([messages.unknown_url(url, "there is no such file")])
    with opened(path, name=str(path), shipped=shipped) as database:
        yield database


@contextmanager
def _copied(url: str, *, shipped: str) -> Iterator[Database]:
    try:
        from ropa.store.servers import copied  # loads SQLModel, which files do without
    except ModuleNotFoundError as error:  # pragma: no cover - SQLModel is required by the package
        raise InputProblems([messages.no_driver(f"{url.partition(':')[0]}://...")]) from error
    with copied(url, shipped=shipped) as database:
        yield database


def sqlite_path(url: str) -> Path | None:
    """Return the path of `sqlite:///relative` or `sqlite:////absolute`, None where the URL names no file."""
    from urllib.parse import unquote

    head, _, path = url.partition(":///")
    return Path(unquote(path)) if head == "sqlite" and path else None
