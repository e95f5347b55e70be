"""What verbs share that print rows: a table for people, JSON and CSV for programs."""

from __future__ import annotations

from pathlib import PurePath

from ropa.errors import UsageError

#: Formats by the suffix of an output file.
_SUFFIXES = {"": "table", ".txt": "table", ".json": "json", ".csv": "csv"}


def table_format(format_name: str | None, output: str | None) -> str:
    """Return `table`, `json` or `csv`: what was asked for, else by the suffix of the output file, else a table.

    Raises:
        UsageError: the suffix names no such format.
    """
    if format_name:
        return format_name
    suffix = PurePath(output).suffix.casefold() if output and output != "-" else ""
    if suffix not in _SUFFIXES:
        raise UsageError(f"`{suffix}` is no format of rows", next_step="Known suffixes: .json .csv .txt.")
    return _SUFFIXES[suffix]
