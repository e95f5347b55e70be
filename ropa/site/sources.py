"""The page of the documents behind the statements: each with every place that is cited, and the pages that cite it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from ropa.language import day
from ropa.model.register import Document
from ropa.reports.base import (
    Block,
    Cell,
    Field,
    Fields,
    Row,
    Value,
    columns,
    field,
    optional,
    plain,
    row,
    table_or_note,
)
from ropa.reports.values import said
from ropa.site.base import Name, Page, Section
from ropa.site.material import Material
from ropa.site.parts import names_cell

PAGE: Final = "sources.html"
#: Pages named behind one place before the rest is counted.
_MOST: Final = 30

#: Cited places (document, lines, section) to the pages that cite them, as (title, path).
Cited = Mapping[tuple[str, str, str], Set[tuple[str, str]]]

_HEADS: Final = columns(("place", "Place", 24), ("pages", "Cited on", 76))


def sources_page(material: Material, cited: Cited) -> Page:
    """Return the page of documents."""
    register = material.register
    sections = [
        Section(key=f"document-{key}", title=document.title, blocks=(_about(document), _places(key, cited)))
        for key, document in register.documents.items()
    ]
    lead = "A citation such as policy:22-23 names a document and its lines."
    if not sections:
        sections = [Section(key="none", title="No document", intro="Not stated. The register names no document.")]
    return Page(path=PAGE, nav=PAGE, kicker="What the statements rest on", title="Sources", lead=lead,
                sections=tuple(sections))  # fmt: skip


def _about(document: Document) -> Block:
    named = (
        ("file", "File", document.file), ("url", "Address", document.url), ("date", "Date", day(document.date)),
        ("sha256", "SHA-256", document.sha256),
    )  # fmt: skip
    fields: list[Field] = [field("title", "Document", said(document.title, document, key=document.key))]
    fields.append(field("key", "Cited as", plain(document.key)))
    fields.extend(field(key, title, optional(plain(text))) for key, title, text in named)
    return Fields(key="document", fields=tuple(fields))


def _places(document: str, cited: Cited) -> Block:
    mine = [key for key in cited if key[0] == document]
    rows = [_row(key, cited[key]) for key in sorted(mine, key=_order)]
    return table_or_note("cited", _HEADS, rows, "No page cites it.", caption="Cited places")


def _order(key: tuple[str, str, str]) -> tuple[int, int, str]:
    first, _, last = key[1].partition("-")
    return int(first or 0), int(last or first or 0), key[2]


def _row(key: tuple[str, str, str], pages: Set[tuple[str, str]]) -> Row:
    _, lines, section = key
    where = f"lines {lines}" if "-" in lines else f"line {lines}" if lines else ""
    place = Value(text=where or section or "the whole document", note=section if where else "")
    return row(place, _pages(pages))


def _pages(pages: Set[tuple[str, str]]) -> Cell:
    ordered = sorted(pages, key=lambda page: (page[0].casefold(), page[1]))
    names: list[Value] = [Name(text=title, href=path) for title, path in ordered[:_MOST]]
    if len(ordered) > _MOST:
        names.append(Value(text=f"{len(ordered) - _MOST:,} more", tone="aside"))
    return names_cell(names)
