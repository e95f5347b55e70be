"""The record as one flat table for a spreadsheet: a row per activity, or per controller and activity under 30(2).

A cell is never empty: what the register does not say is "not stated", and what a column of one record would have to do
with a row of the other is "not applicable".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ropa.model.base import Cite
from ropa.reports.base import Block, Fields, Table, Value, not_stated
from ropa.reports.flat import blocks_text, cell_text, value_text, within_limit
from ropa.reports.given import PartKey
from ropa.reports.index import values_of
from ropa.reports.letters import Letter
from ropa.reports.record_parts import ActivityView, RecordPart
from ropa.reports.values import distinct

NOT_APPLICABLE: Final = "not applicable"

#: Columns of every record, before and after those of the letters.
_FIRST: Final = ("Record", "Number", "Activity", "Key", "Department", "Role")
_LAST: Final = ("Legal basis", "Letters not stated", "Citations")
#: The two days on which every row rests, so that a row stands alone wherever it is copied.
_DAYS: Final = ("Facts as of", "Law as of")

#: Columns that take a labelled cell of letter (a) each, by the key of that cell.
_CONTROLLER: Final = {
    "controller": "30(1)(a) Controller",
    "contact": "30(1)(a) Contact details",
    "joint_controllers": "30(1)(a) Joint controllers",
    "representative": "30(1)(a) Representative",
    "data_protection_officer": "30(1)(a) Data protection officer",
}
_PROCESSOR: Final = {
    "processor": "30(2)(a) Processor",
    "contact": "30(2)(a) Contact details of the processor",
    "representative": "30(2)(a) Representative of the processor",
    "data_protection_officer": "30(2)(a) Data protection officer of the processor",
}
#: Columns that take a column of the table of controllers acted for, by its key.
_ACTED_FOR: Final = {
    "controller": "30(2)(a) Controller",
    "contact": "30(2)(a) Contact details of the controller",
    "country": "30(2)(a) Country of the controller",
    "representative": "30(2)(a) Representative of the controller",
    "data_protection_officer": "30(2)(a) Data protection officer of the controller",
    "contract": "30(2)(a) Contract with the controller",
}
_OTHERS: Final = "30(2)(a) Other processors"
_SUBJECTS: Final = "30(1)(c) Data subjects"
#: Columns that take a letter each, by its provision.
_CONTROLLER_LETTERS: Final = {
    "30(1)(b)": "30(1)(b) Purposes",
    "30(1)(c)": "30(1)(c) Personal data",
    "30(1)(d)": "30(1)(d) Recipients",
    "30(1)(e)": "30(1)(e) Transfers",
    "30(1)(f)": "30(1)(f) Time limits",
    "30(1)(g)": "30(1)(g) Security measures",
}
_PROCESSOR_LETTERS: Final = {
    "30(2)(b)": "30(2)(b) Categories of processing",
    "30(2)(c)": "30(2)(c) Transfers",
    "30(2)(d)": "30(2)(d) Security measures",
}
_LETTERS: Final = {**_CONTROLLER_LETTERS, **_PROCESSOR_LETTERS}

_OF_PART: Final[Mapping[PartKey, tuple[str, ...]]] = {
    "30-1": (
        *_CONTROLLER.values(),
        _CONTROLLER_LETTERS["30(1)(b)"],
        _SUBJECTS,
        *(name for key, name in _CONTROLLER_LETTERS.items() if key != "30(1)(b)"),
    ),
    "30-2": (*_PROCESSOR.values(), *_ACTED_FOR.values(), _OTHERS, *_PROCESSOR_LETTERS.values()),
}


def record_columns(parts: Sequence[RecordPart]) -> tuple[str, ...]:
    """Return the headings: what identifies a row, the letters of each record in the document, what follows them."""
    return (*_FIRST, *(name for part in parts for name in _OF_PART[part.key]), *_LAST, *_DAYS)


def record_rows(parts: Sequence[RecordPart], *, facts_as_of: dt.date | None, as_of: dt.date) -> list[list[str]]:
    """Return the rows in the order of the document, each with as many cells as there are headings, none empty."""
    heads = record_columns(parts)
    facts = facts_as_of.isoformat() if facts_as_of is not None else not_stated().text
    days = dict(zip(_DAYS, (facts, as_of.isoformat()), strict=True))
    found: list[list[str]] = []
    for part in parts:
        made = _controller_rows(part) if part.key == "30-1" else _processor_rows(part)
        for entries in made:
            known = entries | days
            found.append([within_limit(known.get(name, NOT_APPLICABLE)) for name in heads])
    return found


def _controller_rows(part: RecordPart) -> Iterator[dict[str, str]]:
    for chapter in part.chapters:
        for activity in chapter.activities:
            department = value_text(chapter.name)
            entries = _first(part, activity, number=activity.number, department=department)
            entries |= _labelled(activity.letters[0].blocks, _CONTROLLER)
            entries[_SUBJECTS] = _subjects(activity.letters[2])
            entries |= _by_letter(activity.letters)
            entries |= _last(activity, activity.letters, values_of(activity.letters[0].blocks))
            yield entries


def _processor_rows(part: RecordPart) -> Iterator[dict[str, str]]:
    full = {item.key: item for chapter in part.chapters for item in chapter.activities if not item.described_in}
    for chapter in part.chapters:
        (letter_a,) = chapter.letters
        for line, values in _acted_for(letter_a):
            for entry in chapter.activities:
                activity = full[entry.key]
                about = _about(activity)
                department = about.get("department", not_stated().text)
                entries = _first(part, activity, number=entry.number, department=department)
                entries |= _labelled(letter_a.blocks, _PROCESSOR)
                entries |= line
                entries[_OTHERS] = blocks_text(block for block in letter_a.blocks if block.key == "other_processors")
                entries |= _by_letter(activity.letters)
                own = values_of(block for block in letter_a.blocks if block.key != "controllers")
                letters = (letter_a, *activity.letters)
                entries |= _last(activity, letters, (*own, *(("", value) for value in values)))
                yield entries


def _acted_for(letter_a: Letter) -> Iterator[tuple[dict[str, str], tuple[Value, ...]]]:
    """Yield the columns of each controller of a chapter, with the values they are made of."""
    for block in letter_a.blocks:
        if block.key == "controllers" and isinstance(block, Table):
            for line in block.rows:
                cells = dict(zip((column.key for column in block.columns), line.cells, strict=True))
                texts = {_ACTED_FOR[key]: cell_text(item) for key, item in cells.items()}
                yield texts, tuple(value for item in line.cells for value in item.values)


def _first(part: RecordPart, activity: ActivityView, *, number: int, department: str) -> dict[str, str]:
    role = _about(activity).get("role", not_stated().text)
    values = (f"Article {part.article}", str(number), value_text(activity.name), activity.key, department, role)
    return dict(zip(_FIRST, values, strict=True))


def _last(activity: ActivityView, letters: Sequence[Letter], others: Iterable[tuple[str, Value]]) -> dict[str, str]:
    """Return the closing columns; `others` are values of letter (a), which a chapter may share among rows."""
    basis = [block for block in activity.beyond if block.key == "legal_basis"]
    without = not_stated().text if basis else NOT_APPLICABLE
    silent = [f"({letter.letter})" for letter in letters if letter.status == "not-stated"]
    rest = [value for letter in letters if letter.letter != "a" for _, value in values_of(letter.blocks)]
    values = (activity.name, *(value for _, value in others), *rest, *(value for _, value in values_of(basis)))
    cites: list[Cite] = [cite for value in values for cite in value.cites]
    texts = (
        blocks_text(block for block in basis if isinstance(block, Table)) or without,
        "; ".join(silent) or "none",
        "; ".join(cite.as_text() for cite in distinct(cites)) or "none",
    )
    return dict(zip(_LAST, texts, strict=True))


def _about(activity: ActivityView) -> dict[str, str]:
    found = [block for block in activity.beyond if block.key == "about"]
    return _labelled(found, {})


def _labelled(blocks: Iterable[Block], names: Mapping[str, str]) -> dict[str, str]:
    """Return the labelled cells of some blocks: under the names given for their keys, or by key where none is given."""
    fields = [field for block in blocks if isinstance(block, Fields) for field in block.fields]
    return {names.get(field.key, field.key): cell_text(field.cell) for field in fields}


def _by_letter(letters: Iterable[Letter]) -> dict[str, str]:
    return {_LETTERS[item.article]: blocks_text(item.blocks) for item in letters if item.article in _LETTERS}


def _subjects(letter: Letter) -> str:
    """Return the kinds of people of letter (c), each once."""
    for block in letter.blocks:
        if isinstance(block, Table):
            return "; ".join(cell_text(line.cells[0]) for line in block.rows)
    return not_stated().text
