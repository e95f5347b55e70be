"""CSV: rows of text, safe to open in a spreadsheet.

A spreadsheet runs a cell that starts with one of a few signs as a formula. An apostrophe in front makes it text. It is
set also where a cell could begin once more: at each line of a cell and after a semicolon, because a spreadsheet whose
separator is the semicolon takes a file apart there, whatever the quotation marks say.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import lru_cache

from ropa.formats.base import Flat, Format, NoSuchForm

#: Signs that begin a formula, plain and full-width.
_SIGNS = "=+\\-@＝＋－＠"
#: White space in front does not help an attacker: it is looked through.
_BLANKS = " \u00a0\ufeff"
_AT_START = re.compile(f"[{_BLANKS}]*[{_SIGNS}\t\r\n]|[\t\r\n]")
_WITHIN = re.compile(f"([\r\n\t;][{_BLANKS}]*)(?=[{_SIGNS}])")

#: Without it, Excel reads a file of UTF-8 as a code page of its own and garbles every letter that is not plain.
BYTE_ORDER_MARK = "\ufeff"


def render_csv(view: Flat) -> str:
    """Return the flat form of a view, with a heading row; line breaks are `\\n`.

    A view that says that people open it in a spreadsheet (`spreadsheet`) begins with a byte-order mark.

    Raises:
        NoSuchForm: the view has no flat form.
    """
    if not (hasattr(view, "columns") and hasattr(view, "rows")):
        raise NoSuchForm(view, "CSV")
    mark = BYTE_ORDER_MARK if getattr(view, "spreadsheet", False) else ""
    return mark + csv_of(view.columns(), view.rows())


def csv_of(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a heading row and rows of text as CSV; line breaks are `\\n`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(_cell, columns))
    writer.writerows(map(_cell, row) for row in rows)
    return buffer.getvalue()


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front of whatever a spreadsheet would run as a formula.

    >>> guarded("=1+1"), guarded("a; =1+1"), guarded("a = 1")
    ("'=1+1", "a; '=1+1", 'a = 1')
    """
    within = _WITHIN.sub(r"\1'", text) if _WITHIN.search(text) else text
    return f"'{within}" if _AT_START.match(text) else within


@lru_cache(maxsize=1 << 15)
def _cell(text: str) -> str:
    # The writer would leave a bare carriage return unquoted, and readers would end the row there.
    return guarded(text).replace("\r\n", "\n").replace("\r", "\n")


FORMAT = Format(key="csv", suffixes=(".csv",), media_type="text/csv", render=render_csv)
