"""Aligned text tables for a terminal of a given width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ropa.formats.base import Flat, Format, NoSuchForm, one_line

#: Blanks between two columns.
_GAP = 2
#: No column is made narrower than this, whatever the width of the terminal.
_NARROWEST = 8


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


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 100, keep: int = 0) -> str:
    """Return columns and rows as an aligned table; empty text when there are no columns.

    Args:
        width: columns of the terminal. keep: how many of the first columns, such as ids, are narrowed last.
    """
    if not columns:
        return ""
    heads = [one_line(name) for name in columns]
    body = [[one_line(text) for text in row] for row in rows]
    widths = _widths(heads, body, width, keep)
    lines = list(_lines(heads, widths))
    lines.append((" " * _GAP).join("-" * size for size in widths))
    for row in body:
        lines.extend(_lines(row, widths))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def text_width(text: str) -> int:
    """Return how many terminal columns the text takes: wide characters two, combining and format ones none."""
    return len(text) if text.isascii() else sum(_character_width(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` terminal columns (at least 1); one empty line for empty text."""
    if text_width(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        for piece in _pieces(word, max(width, 1)):
            joined = f"{line} {piece}" if line else piece
            if text_width(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = piece
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
    if text_width(word) <= width:
        yield word
        return
    piece = ""
    for character in word:
        if piece and text_width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _widths(heads: Sequence[str], body: Sequence[Sequence[str]], width: int, keep: int) -> list[int]:
    """Give every column what it needs, then take from the widest until the table fits; from the first ones last."""
    needed = [max(text_width(row[place]) for row in (heads, *body)) for place in range(len(heads))]
    room = width - _GAP * (len(heads) - 1)
    for first in dict.fromkeys((keep if keep < len(heads) else 0, 0)):
        _narrow(needed, range(first, len(heads)), room)
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


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap(text, size) for text, size in zip(row, widths, strict=True)]
    for place in range(max(len(lines) for lines in wrapped)):
        parts = []
        for lines, size in zip(wrapped, widths, strict=True):
            text = lines[place] if place < len(lines) else ""
            parts.append(text + " " * (size - text_width(text)))
        yield (" " * _GAP).join(parts)


FORMAT = Format(key="table", suffixes=(".txt",), media_type="text/plain", render=render_table)
