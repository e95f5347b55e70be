"""The page of the documents behind the statements: each with every place that is cited, and the pages that cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
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
from ropa.site.base import Kind, Name, Page, Section
from ropa.site.material import Material
from ropa.site.parts import names_cell
from ropa.site.sections import matter_section

PAGE: Final = "sources.html"
#: Cited places (document, lines, section) to the pages that cite them, as (title, path).
Cited = Mapping[tuple[str, str, str], Set[tuple[str, str]]]

_HEADS: Final = columns(("place", "Place", 16), ("pages", "Cited on", 84))
_QUOTED: Final = columns(("place", "Place", 16), ("words", "What it says", 44), ("pages", "Cited on", 40))
#: Characters of a cited place that are shown.
_LONGEST: Final = 400


def sources_page(material: Material, cited: Cited, texts: Mapping[str, Sequence[str]]) -> Page:
    """Return the page of documents.

    Args:
        texts: lines of the documents that are at hand; what they say stands beside each cited place.
    """
    register = material.register
    sections = [
        Section(
            key=f"document-{key}", title=document.title, blocks=(_about(document), _places(key, cited, texts.get(key)))
        )
        for key, document in register.documents.items()
    ]
    lead = "A citation such as policy:22-23 names a document and its lines."
    if not sections:
        sections = [Section(key="none", title="No document", intro="Not stated. The register names no document.")]
    sections.append(matter_section(material, PAGE))
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


def _places(document: str, cited: Cited, lines: Sequence[str] | None) -> Block:
    mine = [key for key in cited if key[0] == document]
    rows = [_row(key, cited[key], lines) for key in sorted(mine, key=_order)]
    heads = _HEADS if lines is None else _QUOTED
    return table_or_note("cited", heads, rows, "No page cites it.", caption="Cited places")


def _order(key: tuple[str, str, str]) -> tuple[int, int, str]:
    first, _, last = key[1].partition("-")
    return int(first or 0), int(last or first or 0), key[2]


def _row(key: tuple[str, str, str], pages: Set[tuple[str, str]], text: Sequence[str] | None) -> Row:
    _, lines, section = key
    where = f"lines {lines}" if "-" in lines else f"line {lines}" if lines else ""
    place = Value(text=where or section or "the whole document", note=section if where else "")
    quoted = () if text is None else (_quote(key, text),)
    return row(place, *quoted, _pages(pages))


def _quote(key: tuple[str, str, str], text: Sequence[str]) -> Value:
    """Return what stands at a cited place, shortened; a place that the document does not have says so."""
    first, last, _ = _order(key)
    if not first:
        return Value(text="no line is cited", tone="aside")
    words = " ".join(" ".join(text[first - 1 : last]).split())
    if not words:
        return Value(text="nothing stands there", tone="aside")
    return Value(text=words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …", tone="quote")


def _pages(pages: Set[tuple[str, str]]) -> Cell:
    ordered = sorted(pages, key=lambda page: (page[0].casefold(), page[1]))
    numbers = Counter(title for title, _ in ordered)
    return names_cell(
        [Name(text=title, href=path, note=_kind(path) if numbers[title] > 1 else "") for title, path in ordered]
    )


def _kind(path: str) -> str:
    """Return what a page is about, for names that several pages have."""
    folder = path.partition("/")[0]
    return next((kind.one.lower() for kind in Kind if kind.value == folder), "")
