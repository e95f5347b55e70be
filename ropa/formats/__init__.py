"""Formats: a view as text. Each is one module with a `FORMAT`, listed here in the order in which people choose.

They are loaded when the first of them is asked for: an answer in a terminal needs none.
"""

from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ropa.errors import UsageError
from ropa.formats.base import Format
from ropa.formats.table import text_table

if TYPE_CHECKING:
    FORMATS: tuple[Format, ...]

_MODULES = ("html_page", "markdown", "json_text", "csv_text", "table")


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(import_module(f"ropa.formats.{name}").FORMAT for name in _MODULES)


def __getattr__(name: str) -> Any:
    if name == "FORMATS":
        return _formats()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def format_named(key: str) -> Format:
    """Return the format of that key (`html`, `markdown`, `json`, `csv`, `table`).

    Raises:
        UsageError: there is none.
    """
    for known in _formats():
        if key.lower() in (known.key, *(suffix[1:] for suffix in known.suffixes)):
            return known
    accepted = ", ".join(known.key for known in _formats())
    raise UsageError(f"`{key}` is not a known format", next_step=f"Known formats: {accepted}.")


def format_for_suffix(path: str | PurePath) -> Format:
    """Return the format for the name of a file, or for a bare suffix such as `.md`.

    Raises:
        UsageError: the suffix is missing or no format has it.
    """
    name = str(path)
    suffix = (PurePath(name).suffix or (name if name.startswith(".") else "")).lower()
    for known in _formats():
        if suffix in known.suffixes:
            return known
    accepted = " ".join(suffix for known in _formats() for suffix in known.suffixes)
    shown = f"`{suffix}` is not a known suffix" if suffix else f"`{name}` has no suffix that names a format"
    raise UsageError(shown, next_step=f"Known suffixes: {accepted}.")


__all__ = ["FORMATS", "Format", "format_for_suffix", "format_named", "text_table"]
