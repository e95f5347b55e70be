"""Parts of a report as plain text for one cell of a spreadsheet.

How a cell joins what belongs in it: values by `; `, the rows of a table by line breaks, the columns of such a row by
` | ` in the order of the document, a kind of people before its data by `: `, marks in square brackets after a value and
its note in round ones. A telephone number is led by `tel.`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ropa.reports.base import Block, Cell, Chip, Fields, Group, Items, Table, Value

#: What a spreadsheet programme holds in one cell (the limit of Excel).
CELL_LIMIT: Final = 32_767

#: A number that a spreadsheet would add up instead of showing it.
_TELEPHONE: Final = re.compile(r"\+[\d ()./-]+")

_CUT: Final = " [cut here: a spreadsheet holds no more in one cell; the other formats of this record hold it all]"


def value_text(value: Value) -> str:
    """Return a value with its note and its marks; citations have a column of their own."""
    text = f"tel. {value.text}" if value.text.startswith("+") and _TELEPHONE.fullmatch(value.text) else value.text
    return _marked(f"{text} ({value.note})" if value.note else text, value.shown_chips)


def cell_text(item: Cell) -> str:
    """Return the values of a cell; marks that a whole group shares stand once, behind it."""
    return "; ".join(_group_text(part) for part in item.groups)


def block_text(block: Block) -> str:
    """Return a block: a line per row of a table or per field, a list in one line, a sentence as it is."""
    if isinstance(block, Table):
        return "\n".join(" | ".join(cell_text(item) for item in line.cells) for line in block.rows)
    if isinstance(block, Fields):
        return "\n".join(f"{item.label}: {cell_text(item.cell)}" for item in block.fields)
    if isinstance(block, Items):
        return "; ".join(value_text(value) for value in block.values)
    return block.text


def blocks_text(blocks: Iterable[Block]) -> str:
    """Return several blocks, one below the other."""
    return "\n".join(block_text(block) for block in blocks)


def within_limit(text: str) -> str:
    """Return the text, or its start and a sentence on the rest where a spreadsheet could not hold it."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(_CUT)] + _CUT


def _group_text(part: Group) -> str:
    values = (", " if part.inline else "; ").join(value_text(value) for value in part.values)
    text = values if part.about is None else f"{value_text(part.about)}: {values}"
    return _marked(text, part.chips)


def _marked(text: str, chips: Sequence[Chip]) -> str:
    return " ".join((text, *[f"[{item.label}]" for item in chips])) if chips else text
