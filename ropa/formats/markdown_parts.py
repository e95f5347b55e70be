"""The repeated parts of Markdown reports, and what makes text of a register safe in them.

Plain functions rather than macros, for the reason given in `ropa.formats.html_parts`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ropa.formats.markdown_text import code_span, escape_markdown
from ropa.language import comma
from ropa.model.base import Cite
from ropa.reports.base import Block, Cell, Chip, Fields, Group, Items, Note, Table, Value
from ropa.reports.values import distinct


class MarkdownParts:
    """Writes parts of a view as Markdown; everything that is not markup of its own is escaped."""

    def marks(self, chips: Iterable[Chip], cites: Iterable[Cite]) -> str:
        """Return marks and citations, a blank before each."""
        found = [f" *({escape_markdown(item.label)})*" for item in chips]
        found += [f" {code_span(item.as_text())}" for item in distinct(cites)]
        return "".join(found)

    def value(self, item: Value) -> str:
        """Return one statement with its marks, citations and note."""
        text = escape_markdown(item.text)
        if not item.stated:
            text = f"_{text}_"
        if (item.chips or item.cites) and not item.quiet:
            text += self.marks(item.chips, item.cites)
        return f"{text} ({escape_markdown(item.note)})" if item.note else text

    def group(self, item: Group) -> str:
        """Return the statements of a group behind their heading, in one line."""
        about = f"{self.value(item.about)}: " if item.about else ""
        marks = self.marks(item.chips, item.cites) if item.chips or item.cites else ""
        values = [self.value(one) for one in item.values]
        between = comma([one.text for one in item.values]) if item.inline else "<br>"
        return f"{about}{between.join(values)}{marks}"

    def cell(self, item: Cell) -> str:
        """Return the groups of a cell, in one line."""
        groups = item.groups
        return self.group(groups[0]) if len(groups) == 1 else "<br>".join([self.group(one) for one in groups])

    def table(self, block: Table) -> str:
        """Return a table, its caption above it."""
        block, lacking = block.folded()
        caption = f"\n**{escape_markdown(block.caption)}**\n\n" if block.caption else ""
        heads = "".join(f" {escape_markdown(column.label)} |" for column in block.columns)
        rule = " --- |" * len(block.columns)
        lines = [f"|{''.join([f' {self.cell(part)} |' for part in line.cells])}\n" for line in block.rows]
        after = f"\n{escape_markdown(lacking)}\n" if lacking else ""
        return f"{caption}|{heads}\n|{rule}\n{''.join(lines)}{after}"

    def fields(self, block: Fields) -> str:
        """Return a form-like list as a table without headings."""
        lines = [f"| {escape_markdown(entry.label)} | {self.cell(entry.cell)} |\n" for entry in block.fields]
        return f"| | |\n| --- | --- |\n{''.join(lines)}"

    def items(self, block: Items) -> str:
        """Return a plain list."""
        return "".join(f"- {self.value(one)}\n" for one in block.values)

    def sentence(self, block: Note) -> str:
        """Return a sentence of the report itself."""
        text = escape_markdown(block.text)
        return f"{text}\n" if block.tone == "plain" else f"_{text}_\n"

    def block(self, item: Block) -> str:
        """Return a part of a document, whatever it is."""
        if isinstance(item, Table):
            return self.table(item)
        if isinstance(item, Fields):
            return self.fields(item)
        return self.items(item) if isinstance(item, Items) else self.sentence(item)

    def blocks(self, found: Iterable[Block]) -> str:
        """Return several parts, with blank lines around each."""
        return "".join(f"\n{self.block(item)}\n\n" for item in found)
