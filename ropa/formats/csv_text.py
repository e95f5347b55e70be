"""CSV: one statement per row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from ropa.formats.base import Flat, Format, NoSuchForm

#: A spreadsheet takes a cell that starts with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def render_csv(view: Flat) -> str:
    """Return the flat form of a view, with a heading row; line breaks are `\\n`.

    Raises:
        NoSuchForm: the view has none.
    """
    if not (hasattr(view, "columns") and hasattr(view, "rows")):
        raise NoSuchForm(view, "CSV")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_cell(name) for name in view.columns()])
    writer.writerows([_cell(text) for text in row] for row in view.rows())
    return buffer.getvalue()


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would run it as a formula.

    White space and full-width signs in front do not help an attacker: both are looked through.
    """
    bare = text.lstrip(" \u00a0\ufeff")
    risky = (
        bare.startswith(_FORMULA_STARTS)
        or text.startswith(_FORMULA_STARTS)
        or bare.startswith(("＝", "＋", "－", "＠"))
    )
    return f"'{text}" if risky else text


def _cell(text: str) -> str:
    # The writer would leave a bare carriage return unquoted, and readers would end the row there.
    return guarded(text).replace("\r\n", "\n").replace("\r", "\n")


FORMAT = Format(key="csv", suffixes=(".csv",), media_type="text/csv", render=render_csv)
