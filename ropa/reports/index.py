"""What a finished report says as a whole: its citations by document, its uncertain statements, the marks it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ropa.language import CHIPS, day, label, plural
from ropa.model.base import Cite
from ropa.model.words import Certainty, Source
from ropa.reports.annexes import Annex, annex
from ropa.reports.base import (
    Block,
    Fields,
    Items,
    Note,
    Row,
    Table,
    Value,
    cell,
    columns,
    field,
    optional,
    plain,
    row,
    table_or_note,
)
from ropa.reports.given import Given
from ropa.reports.values import said


class Place(NamedTuple):
    """A value and where in the report it stands."""

    where: str
    value: Value


def values_of(blocks: Iterable[Block]) -> Iterator[tuple[str, Value]]:
    """Yield every value with the label of the column or field it stands in, in reading order."""
    return ((name, value) for name, values in _named(blocks) for value in values)


def _named(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield the values of every cell with the label of its column or field, and those of every list, in order."""
    for block in blocks:
        if isinstance(block, Table):
            names = [column.label for column in block.columns]
            for line in block.rows:
                for name, item in zip(names, line.cells, strict=True):
                    yield name, item.values
        elif isinstance(block, Fields):
            for entry in block.fields:
                yield entry.label, entry.cell.values
        elif isinstance(block, Items):
            yield "", block.values


def places(sections: Iterable[tuple[str, Sequence[Block]]]) -> tuple[Place, ...]:
    """Return every value of the named sections of a report that tells who says it, in reading order.

    Values without marks, citations and origin tell nobody what a report rests on: three of four in a large one.
    """
    return tuple(
        # What is not stated says itself nothing of what it is that is not.
        Place(where, value if value.stated or not name else replace(value, text=f"{name}: {value.text}"))
        for where, blocks in sections
        for name, values in _named(blocks)
        for value in values
        if value.cites or value.chips or value.origin is not None
    )


def sources_annex(given: Given, found: Sequence[Place]) -> Annex:
    """Return every document with every place of it that the report cites, and what each place supports."""
    blocks: list[Block] = []
    for key, document in given.register.documents.items():
        named = (
            ("file", "File", document.file),
            ("url", "Address", document.url),
            ("date", "Date", day(document.date)),
            ("sha256", "SHA-256", document.sha256),
        )
        fields = (
            field("title", "Document", said(document.title, document, key=key)),
            field("key", "Cited as", plain(key)),
            *(field(name, title, optional(plain(text))) for name, title, text in named),
        )
        blocks.append(Fields(key=f"document-{key}", fields=fields, anchor=f"document-{key}"))
        blocks.append(_cites_block(key, found))
    if not blocks:
        blocks.append(Note(key="none", text="Documents: not stated.", tone="missing"))
    intro = "The documents behind the statements. A citation such as policy:22-23 names a document and its lines."
    return annex("sources", "Sources", intro, *blocks)


def _cites_block(document: str, found: Sequence[Place]) -> Block:
    cited: dict[Cite, dict[tuple[str, str], None]] = {}
    for place in found:
        for cite in place.value.cites:
            if cite.document == document:
                bare = Cite(document=document, lines=cite.lines, section=cite.section, words=cite.words)
                cited.setdefault(bare, {})[(place.where, place.value.text)] = None
    rows = []
    for cite in sorted(cited, key=lambda item: (item.first, item.last, item.section, item.words)):
        grouped: dict[str, list[str]] = {}
        for where, text in cited[cite]:
            grouped.setdefault(text, []).append(where)
        where_text = f"lines {cite.lines}" if "-" in cite.lines else f"line {cite.lines}" if cite.lines else ""
        note = "; ".join(text for text in (cite.section, f"“{cite.words}”" if cite.words else "") if text)
        supports = [Value(text=text, note=", ".join(wheres)) for text, wheres in grouped.items()]
        rows.append(row(Value(text=where_text or cite.section or "the whole document", note=note), cell(*supports)))
    heads = columns(("place", "Place", 20), ("supports", "What it supports", 80))
    text = "Nothing in this report cites this document."
    return table_or_note(f"cites-{document}", heads, rows, text, caption=f"Cited places of {document}")


def origin_annex(found: Sequence[Place]) -> Annex:
    """Return every statement that is less than stated or not the organisation's own, with all that is known of it."""
    heads = columns(
        ("statement", "Statement", 26),
        ("certainty", "Certainty", 11),
        ("origin", "Who says so", 15),
        ("why", "Notes", 20),
        ("where", "Where", 16),
        ("cites", "Source", 12),
    )
    grouped: dict[Value, dict[str, None]] = {}
    for place in found:
        if _to_confirm(place.value):
            cites = tuple(replace(cite, position=None) for cite in place.value.cites)
            bare = replace(place.value, note="", quiet=False, chips=(), tone="", cites=cites)
            grouped.setdefault(bare, {})[place.where] = None
    rows = [_origin_row(value, ", ".join(wheres)) for value, wheres in grouped.items()]
    block = table_or_note("origin", heads, rows, "Every statement of this record is stated by the register itself.")
    intro = f"{plural(len(rows), 'statement')} to confirm or correct before the record is relied on."
    return annex("origin", "Certainty and origin of statements", intro, block)


def _to_confirm(value: Value) -> bool:
    """Tell whether a statement is less than stated, or said by somebody else than the register."""
    plainly = value.certainty is Certainty.STATED and not value.because
    own = value.origin is None or (value.origin is Source.REGISTER and plainly)
    computed = value.origin is Source.DERIVED and not value.chips
    return value.stated and not own and not computed and not value.tone.startswith("grade-")


def _origin_row(value: Value, where: str) -> Row:
    origin = label(value.origin.value if value.origin is not None else "not-stated")
    origin += f", verified: {value.verified}" if value.verified else ""
    cites = ", ".join(cite.as_text() for cite in value.cites)
    return row(
        Value(text=value.text, key=value.key),
        Value(text=label(value.certainty.value)),
        Value(text=origin),
        Value(text=value.because or "nothing further"),
        Value(text=where),
        optional(plain(cites)),
    )


def legend(found: Sequence[Place]) -> tuple[tuple[str, str, str], ...]:
    """Return (kind, label, explanation) of the marks that occur, in the fixed order of the wording."""
    kinds = {chip.kind for place in found for chip in place.value.chips}
    return tuple((kind, CHIPS[kind][0], CHIPS[kind][1]) for kind in CHIPS if kind in kinds)
