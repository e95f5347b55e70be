"""A report as one flat table, a statement per row: the form for CSV, which never puts two lists side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ropa.reports.base import Block, Cell, Fields, Group, Items, Note, Table, Value

FLAT_COLUMNS: Final = (
    *("thing", "part", "list", "row", "field", "about"),
    *("value", "id", "stated", "certainty", "from", "marks", "note", "cites"),
)


def flat_rows(sections: Iterable[tuple[str, str, Sequence[Block]]]) -> list[list[str]]:
    """Return one row of text per statement, in reading order; `row` numbers the rows of one list from 1."""
    found: list[list[str]] = []
    for thing, name, blocks in sections:
        for block in blocks:
            found.extend([thing, name, block.key, *rest] for rest in _block_rows(block))
    return found


def _block_rows(block: Block) -> list[list[str]]:
    if isinstance(block, Table):
        return [
            made
            for number, line in enumerate(block.rows, start=1)
            for column, item in zip(block.columns, line.cells, strict=True)
            for made in _cell_rows(str(number), column.key, item)
        ]
    if isinstance(block, Fields):
        return [made for item in block.fields for made in _cell_rows("1", item.key, item.cell)]
    if isinstance(block, Items):
        return [_value_row(str(number), block.key, "", value) for number, value in enumerate(block.values, start=1)]
    return [_note_row(block)]


def _cell_rows(number: str, name: str, item: Cell) -> list[list[str]]:
    return [_value_row(number, name, _about(part), value) for part in item.groups for value in part.values]


def _about(part: Group) -> str:
    return "" if part.about is None else part.about.text


def _value_row(number: str, name: str, about: str, value: Value) -> list[str]:
    known = value.stated and value.origin is not None
    return [
        number,
        name,
        about,
        value.text,
        value.key,
        "yes" if value.stated else "no",
        value.certainty.value if known else "",
        value.origin.value if value.stated and value.origin is not None else "",
        "; ".join(chip.label for chip in value.chips),
        value.note,
        "; ".join(cite.as_text() for cite in value.cites),
    ]


def _note_row(note: Note) -> list[str]:
    return ["1", "note", "", note.text, "", "no" if note.tone == "missing" else "yes", "", "", "", "", ""]
