"""From a source to a workspace: the only place that reads the clock, and the files a register names."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import IO

from ropa.errors import UsageError
from ropa.law import load_law
from ropa.readers import read_source
from ropa.resolver import resolve
from ropa.vocabulary import load_vocabulary
from ropa.workspace.base import Workspace
from ropa.workspace.documents import document_lines


def open_workspace(
    source: str | Path, *, as_of: dt.date | str | None = None, documents: str | Path | None = None
) -> Workspace:
    """Return a workspace on `source`; see `ropa.open`. `-` reads standard input."""
    law, vocabulary = load_law(), load_vocabulary()
    day = _day(as_of)
    name = str(source)
    register = resolve(read_source(name, standard_input=_standard_input(name)), law=law, vocabulary=vocabulary)
    lines = document_lines(
        register.documents, folder=_folder_of(name), extra_folder=Path(documents) if documents is not None else None
    )
    return Workspace(register, law=law, vocabulary=vocabulary, documents=lines, as_of=day)


def _standard_input(source: str) -> IO[bytes] | None:
    """Return standard input where it is the source; a closed one, as under a service, is empty."""
    if source != "-":
        return None
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def _folder_of(source: str) -> Path | None:
    if source == "-":
        return None
    path = Path(source)
    return path if path.is_dir() else path.parent


def _day(as_of: dt.date | str | None) -> dt.date:
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
