"""A part of an answer as text: heading, short statements, and a table that never cuts a word of ordinary length.

Where the columns do not fit the terminal with their words whole, each row is written as lines of its own.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from ropa.formats.base import Paint, one_line, plain
from ropa.formats.table import records, text_width, wrap, wrapped
from ropa.questions import Sheet

_INDENT = "  "

#: Blanks between two columns.
_GAP = 2

#: Words up to the first of these lengths stay whole; where that leaves no table, up to the next one.
_WHOLE_WORDS = (44, 32, 24)


def sheet_text(sheet: Sheet, width: int, *, paint: Paint = plain) -> str:
    """Return heading, lines and table of a part, without a line feed at the end.

    Args:
        width: columns of the terminal; columns of the table that are empty in every row are left out.
        paint: makes headings stand out.
    """
    head = "\n".join(paint(line, "head") for line in wrapped(sheet.head, width).split("\n"))
    parts = [head, *(wrapped(line, width, first=_INDENT) for line in sheet.lines)]
    columns, rows = _used(sheet)
    if columns:
        room = width - len(_INDENT)
        widths = _widths([columns, *rows], room)
        if widths is None:
            table = records(columns, rows, width=room, paint=paint).rstrip("\n")
        else:
            table = _aligned(columns, rows, widths, paint)
        parts.append(textwrap.indent(table, _INDENT, lambda line: bool(line.strip())))
    return "\n".join(parts)


def _used(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    """Return columns and rows on single lines, without the columns that are empty in every row."""
    kept = [place for place in range(len(sheet.columns)) if any(row[place] for row in sheet.rows)]
    return [sheet.columns[place] for place in kept], [[one_line(row[place]) for place in kept] for row in sheet.rows]


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return the width of each column, none below its longest word; None where that does not fit into the room."""
    columns = list(zip(*rows, strict=True))
    room -= _GAP * (len(columns) - 1)
    longest = [max(text_width(word) for cell in column for word in cell.split(" ")) for column in columns]
    for whole in _WHOLE_WORDS:
        floors = [min(whole, size) for size in longest]
        if sum(floors) <= room:
            return _narrowed([Counter(map(text_width, column)) for column in columns], floors, room)
    return None


def _narrowed(sizes: Sequence[Counter[int]], floors: Sequence[int], room: int) -> list[int]:
    """Return widths that fit, narrowing step by step the column that suffers least.

    Args:
        sizes: for each column how many cells have which width.
    """
    widths = [max(cells) for cells in sizes]
    while sum(widths) > room:
        places = [place for place, width in enumerate(widths) if width > floors[place]]
        place = min(places, key=lambda place: (_cost(sizes[place], widths[place]), -widths[place], place))
        widths[place] -= 1
    return widths


def _cost(cells: Counter[int], width: int) -> int:
    """Return how badly the cells of a column read when it gets narrower by one: tall cells make whole rows tall."""
    before = sum(count * (-(-size // width)) ** 2 for size, count in cells.items())
    return sum(count * (-(-size // (width - 1))) ** 2 for size, count in cells.items()) - before


def _aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], paint: Paint) -> str:
    """Return the table with a line under the heading."""
    rule = ["-" * size for size in widths]
    lines = []
    for place, row in enumerate((columns, rule, *rows)):
        cells = [wrap(text, size) for text, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            starts = accumulate((size + _GAP for size in widths), initial=0)
            line = ""
            for start, cell in zip(starts, cells, strict=False):
                text = cell[number] if number < len(cell) else ""
                line += " " * (start - text_width(line)) + text if text else ""
            lines.append(paint(line, ("head", "faint")[place] if place < 2 else ""))
    return "\n".join(lines)
