"""Reading the dated CSV tables that this layer and the vocabulary ship, and folding what people type.

A table is read when it is first asked for, never at import. Its header must be exactly the expected one, so that a
row can be handed on by position (half the time of reading by name, and a renamed column cannot pass unseen).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ropa.errors import RopaError

Record = TypeVar("Record")

#: What people write in different ways between and inside words: left out when names are compared.
_FOLDED: dict[int, str | None] = {ord("&"): "and", **dict.fromkeys(map(ord, " -_./,'’()\t"))}


class DataFileError(RopaError):
    """A data file is missing, has other columns than expected, or holds a value that cannot be read."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        self.path = path
        self.line = line
        self.message = message
        super().__init__(f"{path.name}:{line}: {message}")


def data_file(folder: Path | None, shipped: Path, name: str) -> Path:
    """Return the file `name` of `folder` where it is there, else the shipped one.

    A folder may hold only the tables that differ, so that one changed row can be tried without copying the rest.
    """
    if folder is not None and (folder / name).is_file():
        return folder / name
    return shipped / name


def read_table(
    path: Path,
    columns: str,
    make: Callable[..., Record],
    *,
    edit: Callable[[list[list[str]]], list[list[str]]] | None = None,
) -> list[Record]:
    """Return `make(*values)` for every row, in file order; empty lines and lines starting with `#` are skipped.

    Args:
        path: the file.
        columns: names of all columns in order, separated by commas; `NAME:day` is an ISO date or empty (None),
            `NAME:date` an ISO date, `NAME:words` a `;`-separated list (tuple); the others are text.
        make: takes the values of a row by position.
        edit: from all rows as texts to those that count; None for all as they are.

    Raises:
        DataFileError: the file cannot be read, has other columns, or holds a value that cannot be converted.
    """
    names, converted = _layout(columns)
    rows = _texts(path, names)
    if edit is not None:
        rows = [(0, row) for row in edit([row for _, row in rows])]
    records: list[Record] = []
    for line, row in rows:
        values: list[Any] = list(row)
        try:
            for index, convert in converted:
                values[index] = convert(row[index])
        except ValueError as error:
            raise DataFileError(path, line, str(error)) from error
        records.append(make(*values))
    return records


def _texts(path: Path, names: list[str]) -> list[tuple[int, list[str]]]:
    """Return the rows of a file as texts, each with its last line."""
    found: list[tuple[int, list[str]]] = []
    line = 0
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            header = next(reader, [])
            if header != names:
                raise DataFileError(path, 1, f"columns are {','.join(header)}; expected {','.join(names)}")
            for row in reader:
                line = reader.line_num
                if not row or row[0].startswith("#"):
                    continue
                if len(row) != len(names):
                    raise DataFileError(path, line, f"{len(row)} values where {len(names)} columns are expected")
                found.append((line, row))
    except (OSError, ValueError, csv.Error) as error:
        raise DataFileError(path, line, str(error)) from error
    return found


def _layout(columns: str) -> tuple[list[str], list[tuple[int, Callable[[str], Any]]]]:
    """Return the names of the columns, and the converter of each that is not plain text."""
    converters: dict[str, Callable[[str], Any]] = {"day": day, "date": date.fromisoformat, "words": words}
    names: list[str] = []
    converted: list[tuple[int, Callable[[str], Any]]] = []
    for index, column in enumerate(columns.split(",")):
        name, _, kind = column.partition(":")
        names.append(name)
        if kind:
            converted.append((index, converters[kind]))
    return names, converted


def read_about(path: Path) -> date:
    """Return the day on which the tables beside this file were compiled: its row `data_as_of`.

    Raises:
        DataFileError: the file cannot be read, or the row is missing.
    """
    rows = dict(read_table(path, "key,value", lambda key, value: (key, value)))
    try:
        return date.fromisoformat(rows["data_as_of"])
    except (KeyError, ValueError) as error:
        raise DataFileError(path, 0, "a row data_as_of with a date is expected") from error


def unique(path: Path, records: list[Record], key: Callable[[Record], str]) -> dict[str, Record]:
    """Return the records by key, sorted by key.

    Raises:
        DataFileError: two records have the same key.
    """
    found: dict[str, Record] = {}
    for record in records:
        name = key(record)
        if name in found:
            raise DataFileError(path, 0, f"the key {name} stands there twice")
        found[name] = record
    return dict(sorted(found.items()))


def day(text: str) -> date | None:
    """Return the ISO 8601 date, or None for an empty text; raises ValueError for anything else."""
    return date.fromisoformat(text) if text else None


def words(text: str) -> tuple[str, ...]:
    """Return the parts of a `;`-separated text, trimmed, in the order written.

    >>> words("e-mail; email ;")
    ('e-mail', 'email')
    """
    if not text:
        return ()
    return tuple(part for part in (piece.strip() for piece in text.split(";")) if part)


def fold(text: str) -> str:
    """Return a form in which case, accents, spaces, hyphens, underscores, full stops and brackets make no difference.

    >>> fold("E-mail address") == fold("email_address") == "emailaddress"
    True
    >>> fold("Côte d'Ivoire")
    'cotedivoire'
    """
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return text.casefold().translate(_FOLDED)


def in_interval(start: date | None, end: date | None, on: date) -> bool:
    """Return whether the closed interval holds the day; without a start it holds none, without an end it is open."""
    return start is not None and start <= on and (end is None or on <= end)
