"""From a source to a workspace: the only place that reads the clock, and the files a register names."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ropa.errors import UsageError
from ropa.law import load_law
from ropa.vocabulary import load_vocabulary
from ropa.workspace.base import Workspace
from ropa.workspace.documents import document_lines
from ropa.workspace.shipped import shipped_data

if TYPE_CHECKING:
    from ropa.law import Law
    from ropa.model import Register
    from ropa.vocabulary import Vocabulary


def open_workspace(
    source: str | Path,
    *,
    as_of: dt.date | str | None = None,
    documents: str | Path | None = None,
    law: str | Path | None = None,
) -> Workspace:
    """Return a workspace on `source`; see `ropa.open`. `-` reads standard input."""
    return workspace_with(source, law_with(law), as_of=as_of, documents=documents)


def law_with(file: str | Path | None) -> Law:
    """Return the shipped tables of law, with the own rows of a file where there is one.

    Raises:
        ropa.errors.InputProblems: the file cannot be read, or a row of it is wrong.
    """
    if file is None or not str(file):
        return load_law()
    from ropa.readers.own_law import read_own_law

    return load_law(own=read_own_law(file))


def workspace_with(
    source: str | Path, law: Law, *, as_of: dt.date | str | None = None, documents: str | Path | None = None
) -> Workspace:
    """Return a workspace on `source`, read by these tables of law; for callers that open several."""
    vocabulary = load_vocabulary()
    day = day_of(as_of)
    name = str(source)
    register = _register(name, law, vocabulary)
    lines = document_lines(
        register.documents, folder=_folder_of(name), extra_folder=Path(documents) if documents is not None else None
    )
    return Workspace(register, law=law, vocabulary=vocabulary, documents=lines, as_of=day, today=today())


def _register(source: str, law: Law, vocabulary: Vocabulary) -> Register:
    """Return the register of a source; what a kind of source does not need is not loaded."""
    from ropa.store import sources

    stream = _standard_input(source)
    data = None if stream is None else sources.database_in(stream)
    if data is None and not sources.holds_database(source):
        from ropa.readers.files import read_source
        from ropa.resolver import resolve

        return resolve(read_source(source, standard_input=stream), law=law, vocabulary=vocabulary)
    with ExitStack() as stack:
        shipped = shipped_data(law.own)
        found = stack.enter_context(
            sources.open_database(source, shipped=shipped)
            if data is None
            else sources.open_database_bytes(data, name="<stdin>", shipped=shipped)
        )
        if found.trusted:
            from ropa.store.stored import StoredRegister

            return StoredRegister.of_database(found.connection, name=found.name, kept_open=stack.pop_all())
        from ropa.readers.databases import database_draft
        from ropa.resolver import resolve

        return resolve(database_draft(found, vocabulary=vocabulary), law=law, vocabulary=vocabulary)


def _standard_input(source: str) -> IO[bytes] | None:
    """Return standard input where it is the source; a closed one, as under a service, is empty."""
    if source != "-":
        return None
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def _folder_of(source: str) -> Path | None:
    """Return the folder in which documents are looked up: that of the file, none for streams and servers."""
    if source == "-":
        return None
    from ropa.store.base import is_url

    if is_url(source):
        from ropa.store.sources import sqlite_path

        named = sqlite_path(source)
        return named.parent if named is not None else None
    path = Path(source)
    return path if path.is_dir() else path.parent


def today() -> dt.date:
    """Return today by the local clock, or the day of `$SOURCE_DATE_EPOCH` (reproducible-builds.org) where it is set."""
    try:
        return dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), tz=dt.UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return dt.datetime.now(tz=dt.UTC).astimezone().date()


def day_of(as_of: dt.date | str | None) -> dt.date:
    """Return the date of the law; today, by the local clock, where none is given."""
    if as_of is None:
        return dt.datetime.now(tz=dt.UTC).astimezone().date()
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    try:
        return dt.date.fromisoformat(as_of)
    except (ValueError, TypeError) as error:
        raise UsageError(f"`{as_of}` is not a date", next_step="Write the day as YYYY-MM-DD.") from error
