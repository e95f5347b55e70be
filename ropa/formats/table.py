"""Aligned text tables for a terminal of a given width; where that is too narrow, a record of lines for each row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from ropa.formats.base import Flat, Format, NoSuchForm, Paint, one_line, plain

#: Blanks between two columns.
_GAP = 2
_BETWEEN = " " * _GAP
#: No column is made narrower than this, whatever the width of the terminal.
_NARROWEST = 8
#: Words up to this length stay whole in a table; where the width leaves no room for that, rows become records.
_WHOLE_WORD = 14

#: From the heading of a column and the text of a cell to the name of a style; empty for none.
CellStyle = Callable[[str, str], str]


def render_table(view: Flat, *, width: int = 100) -> str:
    """Return the flat form of a view as an aligned table with a line under the heading.

    Args:
        width: columns of the terminal; long cells are wrapped at blanks, longer words are cut into pieces.

    Raises:
        NoSuchForm: the view has no flat form.
    """
    if not (hasattr(view, "columns") and hasattr(view, "rows")):
        raise NoSuchForm(view, "a table")
    return text_table(view.columns(), view.rows(), width=width)


def text_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 100,
    keep: int = 0,
    indent: str = "",
    paint: Paint = plain,
    style: CellStyle | None = None,
) -> str:
    """Return columns and rows as an aligned table; empty text when there are no columns.

    Where ordinary words would be cut, each row becomes a record: a line `COLUMN  TEXT` per cell that says something.

    Args:
        width: columns of the terminal. keep: how many of the first columns, such as ids, are narrowed last.
        indent: stands before each line, and takes of the width.
        paint: makes headings, and cells of a `style`, stand out.
    """
    if not columns:
        return ""
    room = width - len(indent)
    heads = [one_line(name) for name in columns]
    # What several rows, or cells of a column, say alike is measured and laid out once: a long answer repeats itself.
    distinct = list(dict.fromkeys(map(tuple, rows)))
    texts = [
        {head, *map(one_line, cells)}
        for head, cells in zip(heads, map(set, zip(*distinct, strict=True)), strict=True)
    ] if distinct else [{head} for head in heads]  # fmt: skip
    widths = _widths(texts, room, keep)
    if _cuts_words(texts, widths, room):
        single = cache(one_line)
        body = [[single(text) for text in row] for row in rows]
        return records(heads, body, width=room, indent=indent, paint=paint, style=style)
    shown = [_Column(head, size, paint, style) for head, size in zip(heads, widths, strict=True)]
    blanks = [column.blank for column in shown]
    top = [_laid_out(head, size, lambda text: paint(text, "head")) for head, size in zip(heads, widths, strict=True)]
    lines = [*_row_lines(top, blanks), paint(_BETWEEN.join("-" * size for size in widths), "faint")]
    laid = {row: _row_text(shown, row, blanks, indent) for row in distinct}
    return "".join([*(f"{indent}{line}\n" for line in lines), *(laid[tuple(row)] for row in rows)])


def records(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    indent: str = "",
    paint: Paint = plain,
    style: CellStyle | None = None,
) -> str:
    """Return each row as lines `COLUMN  TEXT`, rows apart by an empty line; empty cells are left out.

    Args:
        columns, rows: single lines. width: as of the terminal, at least 30. indent: stands before each line.
    """
    size = max(text_width(name) for name in columns)
    beside = size <= width // 2 - _GAP
    room = width - (size if beside else 0) - _GAP
    further = indent + " " * ((size if beside else 0) + _GAP)

    def cell(name: str, text: str) -> str:
        """Return the lines of a cell, none for an empty one."""
        if not text:
            return ""
        shown = _painter(name, text, paint, style)
        pieces = [shown(piece) for piece in wrap(text, room)]
        first = indent + paint(name, "faint")
        if beside:
            first += " " * (size - text_width(name) + _GAP) + pieces.pop(0)
        return "".join([f"{first}\n", *(f"{further}{piece}\n" for piece in pieces)])

    laid = cache(cell)  # a long answer repeats itself
    return "\n".join("".join(map(laid, columns, row)) for row in rows)


def text_width(text: str) -> int:
    """Return how many terminal columns the text takes: wide characters two, combining and format ones none."""
    return len(text) if text.isascii() else sum(_character_width(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` terminal columns (at least 1); one empty line for empty text."""
    measure: Callable[[str], int] = len if text.isascii() else text_width
    if measure(text) <= width:
        return [text]
    lines: list[str] = []
    line, taken = "", 0
    for word in text.split(" "):
        for piece in (word,) if measure(word) <= width else _pieces(word, max(width, 1)):
            size = measure(piece)
            if line and taken + 1 + size <= width:
                line, taken = f"{line} {piece}", taken + 1 + size
                continue
            if line or size > width:
                lines.append(line)
            line, taken = piece, size
    lines.append(line)
    return lines


def wrapped(text: str, width: int, *, first: str = "") -> str:
    """Return text on lines of at most `width`, each after `first`, the later ones four further in."""
    lines = wrap(one_line(text), max(width - len(first) - 4, 20))
    return "\n".join(f"{first if not number else first + '    '}{line}" for number, line in enumerate(lines))


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield a word that is wider than the width in pieces."""
    piece = ""
    for character in word:
        if piece and text_width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _widths(texts: Sequence[Collection[str]], width: int, keep: int) -> list[int]:
    """Give every column what it needs, then take from the widest until the table fits; from the first ones last."""
    needed = [max(map(text_width, column)) for column in texts]
    room = width - _GAP * (len(texts) - 1)
    for first in dict.fromkeys((keep if keep < len(texts) else 0, 0)):
        _narrow(needed, range(first, len(texts)), room)
    return [max(size, 1) for size in needed]


def _narrow(needed: list[int], places: range, room: int) -> None:
    """Take from the widest of these columns until all fit into the room or none of these can give more."""
    while sum(needed) > room:
        widest = max(places, key=lambda place: (needed[place], -place))
        if needed[widest] <= _NARROWEST:
            break
        others = sorted({needed[place] for place in places} - {needed[widest]}, reverse=True)
        floor = max(others[0] if others else 0, _NARROWEST, needed[widest] - (sum(needed) - room))
        needed[widest] = min(needed[widest] - 1, floor) if floor >= needed[widest] else floor


def _cuts_words(texts: Sequence[Collection[str]], widths: Sequence[int], width: int) -> bool:
    """Tell whether a table of these widths does not fit, or cuts words that are no longer than people's words are."""
    if len(widths) < 2:
        return False
    if sum(widths) + _GAP * (len(widths) - 1) > width:
        return True
    return any(
        size < _WHOLE_WORD and any(size < text_width(word) <= _WHOLE_WORD for text in column for word in text.split())
        for column, size in zip(texts, widths, strict=True)
    )


def _painter(column: str, text: str, paint: Paint, style: CellStyle | None) -> Callable[[str], str]:
    """Return what paints the pieces of a cell."""
    name = style(column, text) if style is not None else ""
    return (lambda piece: paint(piece, name)) if name else str


class _Column(dict[str, list[str]]):
    """The cells of a column by their text, each as lines that are as wide as the column."""

    def __init__(self, head: str, size: int, paint: Paint, style: CellStyle | None) -> None:
        super().__init__()
        self._head, self._size, self._paint, self._style = head, size, paint, style
        self.blank = " " * size

    def __missing__(self, text: str) -> list[str]:
        single = one_line(text)
        found = self[text] = _laid_out(single, self._size, _painter(self._head, single, self._paint, self._style))
        return found


def _laid_out(text: str, size: int, shown: Callable[[str], str]) -> list[str]:
    """Return the lines of a cell; what is painted is measured before."""
    return [(shown(line) if line else "") + " " * (size - text_width(line)) for line in wrap(text, size)]


def _row_text(shown: Sequence[_Column], row: Sequence[str], blanks: Sequence[str], indent: str) -> str:
    """Return a row as it stands in the table."""
    cells = [column[text] for column, text in zip(shown, row, strict=True)]
    return "".join([f"{indent}{line}\n" for line in _row_lines(cells, blanks)])


def _row_lines(cells: Sequence[list[str]], blanks: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a row; blanks at the end are left out."""
    for place in range(max(map(len, cells))):
        line = [lines[place] if place < len(lines) else blank for lines, blank in zip(cells, blanks, strict=True)]
        yield _BETWEEN.join(line).rstrip(" ")


FORMAT = Format(key="table", suffixes=(".txt",), media_type="text/plain", render=render_table)
