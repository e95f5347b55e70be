"""The repeated markup of HTML pages: values, tables, fields, lists.

Plain functions rather than macros: a record of some thousand flows has a million of these parts, and a template engine
takes ten times as long over each. What a template writes through `macros/html.html.j2` comes from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ropa.formats.base import visible
from ropa.language import comma
from ropa.model.base import Cite
from ropa.reports.base import Block, Cell, Chip, Fields, Group, Heading, Items, Note, Table, Value
from ropa.reports.values import distinct

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


@lru_cache(maxsize=1 << 16)
def escaped(text: str) -> str:
    """Return text of the register as HTML that shows just that text, in an element or in a quoted attribute."""
    return visible(text).translate(_ESCAPES)


#: A word that may be wider than a column, where it may break, and where what is longer than any ordinary word may.
_LONG_WORD = re.compile(r"(\S{14,})")
_BREAK = re.compile(r"(?<=[/:_@#=&?>])(?=\w)")
_HARD_BREAK = re.compile(r"(?<=[.,;])(?=\w)|(?<=[a-z])(?=[A-Z])")
_ANYWHERE = re.compile(r"(?<=[^\W_]{12})(?=[^\W_]{12})")
_LONGEST = 24


@lru_cache(maxsize=1 << 16)
def breakable(text: str) -> str:
    """Return text as `escaped` does, with `<wbr>` where keys and addresses may go on in the next line.

    A browser breaks words at blanks and hyphens; what remains longer than any word of a language breaks where it must.
    """
    if not _LONG_WORD.search(text):
        return escaped(text)
    pieces: list[str] = []
    for place, part in enumerate(_LONG_WORD.split(text)):
        found = _BREAK.split(part) if place % 2 else [part]
        pieces.append("<wbr>".join([_hard(item) if place % 2 else escaped(item) for item in found]))
    return "".join(pieces)


def _hard(word: str) -> str:
    if len(word) <= _LONGEST:
        return escaped(word)
    pieces = [_ANYWHERE.split(item) if len(item) > _LONGEST else [item] for item in _HARD_BREAK.split(word)]
    return "<wbr>".join([escaped(item) for piece in pieces for item in piece])


@lru_cache(maxsize=1 << 10)
def _chip(kind: str, label: str) -> str:
    return f'<span class="chip chip-{escaped(kind)}">{escaped(label)}</span>'


@lru_cache(maxsize=1 << 16)
def _cite(page: str, document: str, lines: str, section: str) -> str:
    text = Cite(document=document, lines=lines, section=section).as_text()
    long = " cite-long" if len(text) > _LONGEST else ""
    return f'<a class="cite{long}" href="{escaped(page)}#document-{escaped(document)}">{escaped(text)}</a>'


@lru_cache(maxsize=1 << 16)
def _statement(text: str, href: str, root: str, stated: bool, tone: str) -> str:
    """Return a statement without what stands beside it; most of them are on many pages."""
    text = f"<bdi>{breakable(text)}</bdi>"
    if href:
        # What begins with a `#` is on the same page.
        target = escaped(href if href[0] == "#" else root + href)
        text = f'<a href="{target}">{text}</a>'
    missing = "" if stated else " missing"
    tone = f" {escaped(tone)}" if tone else ""
    return f'<span class="value{missing}{tone}">{text}</span>'


class HtmlParts:
    """Writes parts of a view as HTML; everything that is not markup of its own is escaped.

    A value that knows an `href` (see `ropa.site`) becomes a link.

    Args:
        root: put before every `href` of a value that leads to another page, such as `../`.
        sources: page on which documents are listed; empty where that is this page.
    """

    def __init__(self, *, root: str = "", sources: str = "") -> None:
        self._root = root
        self._sources = f"{root}{sources}" if sources else ""

    def chip(self, item: Chip) -> str:
        """Return a mark beside a statement."""
        return _chip(item.kind, item.label)

    def cite(self, item: Cite) -> str:
        """Return a citation as a link to its document."""
        return _cite(self._sources, item.document, item.lines, item.section)

    def marks(self, chips: Iterable[Chip], cites: Iterable[Cite]) -> str:
        """Return marks and citations, a blank before each."""
        found = [f" {self.chip(item)}" for item in chips] if chips else []
        found += [f" {self.cite(item)}" for item in distinct(cites)]
        return "".join(found)

    def value(self, item: Value) -> str:
        """Return one statement with its marks, citations and note."""
        text = _statement(item.text, getattr(item, "href", ""), self._root, item.stated, item.tone)
        if (item.chips or item.cites) and not item.quiet:
            text += self.marks(item.chips, item.cites)
        if item.note:
            text += f' <span class="note"><bdi>{breakable(item.note)}</bdi></span>'
        return text

    def group(self, item: Group) -> str:
        """Return the statements of a group, as a run of names or as lines, under their heading."""
        about = f'<p class="about">{self.value(item.about)}</p>' if item.about is not None else ""
        marks = self.marks(item.chips, item.cites) if item.chips or item.cites else ""
        values = item.values
        if item.inline:
            between = comma([one.text for one in values])
            return f'{about}<p class="run">{between.join([self.value(one) for one in values])}{marks}</p>\n'
        if len(values) == 1:
            return f'{about}<p class="single">{self.value(values[0])}{marks}</p>\n'
        lines = "".join([f"<li>{self.value(one)}</li>\n" for one in values])
        shared = f'<p class="shared">{marks}</p>' if marks else ""
        return f'{about}<ul class="lines">\n{lines}</ul>\n{shared}'

    def cell(self, item: Cell) -> str:
        """Return the groups of a cell."""
        groups = item.groups
        return self.group(groups[0]) if len(groups) == 1 else "".join([self.group(one) for one in groups])

    def fields(self, block: Fields) -> str:
        """Return a form-like list."""
        anchor = f' id="{escaped(block.anchor)}"' if block.anchor else ""
        lines = "".join(
            f'<div class="field field-{escaped(entry.key)}"><dt>{escaped(entry.label)}</dt>'
            f"<dd>{self.cell(entry.cell)}</dd></div>\n"
            for entry in block.fields
        )
        return f'<dl class="fields"{anchor}>\n{lines}</dl>\n'

    def table(self, block: Table) -> str:
        """Return a table whose cells carry their headings, for screens on which every row is a card."""
        block, lacking = block.folded()
        labels = [escaped(column.label) for column in block.columns]
        caption = f"<caption>{escaped(block.caption)}</caption>" if block.caption else ""
        widths = [f' style="width:{column.width}%"' if column.width else "" for column in block.columns]
        heads = "".join(f'<th role="columnheader" scope="col">{label}</th>' for label in labels)
        # The first cell of a row names what the row is about.
        opening = [f'<td role="cell" data-label="{label}">' for label in labels]
        closing = ["</td>\n"] * len(labels)
        opening[0], closing[0] = f'<th role="rowheader" scope="row" data-label="{labels[0]}">', "</th>\n"
        parts = [
            f'<table class="table table-{escaped(block.key)}" role="table">\n{caption}'
            f"<colgroup>{''.join(f'<col{width}>' for width in widths)}</colgroup>\n"
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n<tbody role="rowgroup">\n'
        ]
        for line in block.rows:
            tone = f' class="row-{escaped(line.tone)}"' if line.tone else ""
            anchor = f' id="{escaped(line.anchor)}"' if line.anchor else ""
            parts.append(f'<tr role="row"{tone}{anchor}>\n')
            for start, cell, end in zip(opening, line.cells, closing, strict=True):
                parts.append(f"{start}{self.cell(cell)}{end}")
            parts.append("</tr>\n")
        parts.append("</tbody>\n</table>\n")
        parts.append(f'<p class="sentence">{escaped(lacking)}</p>\n' if lacking else "")
        return "".join(parts)

    def items(self, block: Items) -> str:
        """Return a plain list."""
        lines = "".join(f"<li>{self.value(one)}</li>\n" for one in block.values)
        return f'<ul class="items">\n{lines}</ul>\n'

    def sentence(self, block: Note) -> str:
        """Return a sentence of the report itself."""
        return f'<p class="sentence sentence-{escaped(block.tone)}">{escaped(block.text)}</p>\n'

    def block(self, item: Block) -> str:
        """Return a part of a page, whatever it is."""
        if isinstance(item, Table):
            return self.table(item)
        if isinstance(item, Fields):
            return self.fields(item)
        return self.items(item) if isinstance(item, Items) else self.sentence(item)

    def blocks(self, found: Iterable[Block]) -> str:
        """Return several parts, one after the other."""
        return "".join(map(self.block, found))

    def contents(self, headings: Sequence[Heading]) -> str:
        """Return the contents of a report."""
        lines = "".join(
            f'<li class="level-{item.level}"><a href="#{escaped(item.anchor)}">{escaped(item.text)}</a></li>\n'
            for item in headings
        )
        return (
            '<nav class="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">Contents</h2>\n'
            f"<ul>\n{lines}</ul>\n</nav>\n"
        )
