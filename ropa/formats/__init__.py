"""Formats: a view as text. Each is one module with a `FORMAT`, listed here in the order in which people choose."""

from pathlib import PurePath

from ropa.errors import UsageError
from ropa.formats import csv_text, html_page, json_text, markdown, table
from ropa.formats.base import Format
from ropa.formats.table import text_table

FORMATS: tuple[Format, ...] = (
    html_page.FORMAT,
    markdown.FORMAT,
    json_text.FORMAT,
    csv_text.FORMAT,
    table.FORMAT,
)


def format_named(key: str) -> Format:
    """Return the format of that key (`html`, `markdown`, `json`, `csv`, `table`).

    Raises:
        UsageError: there is none.
    """
    for known in FORMATS:
        if key.lower() in (known.key, *(suffix[1:] for suffix in known.suffixes)):
            return known
    accepted = ", ".join(known.key for known in FORMATS)
    raise UsageError(f"`{key}` is not a known format", next_step=f"Known formats: {accepted}.")


def format_for_suffix(path: str | PurePath) -> Format:
    """Return the format for the name of a file, or for a bare suffix such as `.md`.

    Raises:
        UsageError: the suffix is missing or no format has it.
    """
    name = str(path)
    suffix = (PurePath(name).suffix or (name if name.startswith(".") else "")).lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    accepted = " ".join(suffix for known in FORMATS for suffix in known.suffixes)
    shown = f"`{suffix}` is not a known suffix" if suffix else f"`{name}` has no suffix that names a format"
    raise UsageError(shown, next_step=f"Known suffixes: {accepted}.")


__all__ = ["FORMATS", "Format", "format_for_suffix", "format_named", "text_table"]
