"""Tables of the law for a terminal: a short form with numbered sources, or everything of one row."""

from __future__ import annotations

import textwrap
from collections.abc import Collection

from ropa.formats.base import Paint, one_line, plain
from ropa.formats.table import text_table, wrapped
from ropa.language import capital
from ropa.reports.law import DOUBT, LawSummary, LawView, value_text
from ropa.reports.law_tables import LawRow

_INDENT = "  "


def law_text(view: LawView, *, width: int, paint: Paint = plain) -> str:
    """Return the heading, then one row in full or all rows in short, then their sources; ends with a line feed."""
    blocks = [_head(view, width)]
    if len({row.id for row in view.found}) == 1:
        blocks.append(f"{view.found[0].id}\n{rows_text(view, width)}")
    elif view.found:
        blocks += _tables(view, width, paint)
        first = view.found[0]
        if first.cells[0] == first.id:
            blocks.append(wrapped(f"`ropa law {view.table.key} {first.id}` shows everything of a row.", width))
    else:
        blocks.append(wrapped("No row of these tables answers that. Absence here is not a statement of law.", width))
    if view.removed:
        gone = [wrapped(row.line, width, first=_INDENT) for row in view.removed]
        blocks.append("\n".join(["Taken out by own rows:", *gone]))
    return "\n\n".join(blocks) + "\n"


def summary_text(view: LawSummary, *, width: int, paint: Paint = plain) -> str:
    """Return every table in short; ends with a line feed."""
    table = text_table(view.columns(), view.rows(), width=width, paint=paint).rstrip("\n")
    head = f"The law as dated tables, compiled {view.data_as_of.isoformat()}; later law is not in them."
    end = "`ropa law TABLE` prints one, with the source of each row. It is no legal advice."
    own = [wrapped(capital(f"{view.own.short}:"), width)] if view.own else []
    own += [wrapped(line, width, first=_INDENT) for line in view.own.lines]
    return "\n\n".join([wrapped(head, width), *(["\n".join(own)] if own else []), table, wrapped(end, width)]) + "\n"


def _head(view: LawView, width: int) -> str:
    asked = "; ".join(f"{name} {text}" for name, text in view.asked.items())
    what = f"{view.table.what}{f' ({asked})' if asked else ''}"
    shown = f"{len(view.found)} of {view.total} rows"
    states = f"; states as of {view.as_of.isoformat()}" if view.table.dated else ""
    dates = f"compiled {view.data_as_of.isoformat()}{states}; {shown}"
    own = f"\n{wrapped(view.own.said, width)}" if view.own else ""
    return f"{wrapped(what, width)}\n{dates if len(dates) <= width else wrapped(dates, width)}{own}"


def _tables(view: LawView, width: int, paint: Paint) -> list[str]:
    numbers = {source: number for number, source in enumerate(dict.fromkeys(row.source for row in view.found), 1)}
    heads = (*view.table.heads, *(("held",) if view.table.dated else ()), "source")
    blocks = []
    for name, rows in view.groups():
        body = [(*row.cells, *((row.held,) if view.table.dated else ()), _mark(row, numbers)) for row in rows]
        room = width - len(_INDENT) if name else width
        # Ids are what people copy: they are cut last.
        keep = 1 if rows[0].cells[0] == rows[0].id else 0
        table = text_table(heads, body, width=room, keep=keep, paint=paint).rstrip("\n")
        blocks.append(f"{name}\n{textwrap.indent(table, _INDENT)}" if name else table)
    listed = [wrapped(f"[{number}] {one_line(source)}", width, first=_INDENT) for source, number in numbers.items()]
    blocks.append("\n".join(["Sources:", *listed]))
    return blocks


def _mark(row: LawRow, numbers: dict[str, int]) -> str:
    doubt = DOUBT.get(row.verified, row.verified)
    own = f" own row, {row.own.how}" if row.own is not None else ""
    return f"[{numbers[row.source]}]{f' {doubt}' if doubt else ''}{own}"


def rows_text(view: LawView, width: int) -> str:
    """Return every field that says something, one per line: what all rows have in common first, then each row's own."""
    common = {name for name in view.names if len({value_text(row.values[name]) for row in view.found}) == 1}
    told = {"id", "source", "verified", *(name for name in common if name != "regime")}
    lines = []
    if len(view.found) > 1:
        lines += _fields(view.found[0], common - {"id", "regime", "source", "verified"}, width)
    for row in view.found:
        if len(view.found) > 1:
            lines.append(f"\n{_INDENT}{row.values.get('regime') or row.id}")
        names = set(view.names) - (told if len(view.found) > 1 else {"id", "source", "verified"})
        if view.table.dated:
            lines.append(wrapped(f"state: {row.state} on {view.as_of.isoformat()}", width, first=_INDENT))
        lines += _fields(row, names - ({"regime"} if len(view.found) > 1 else set()), width)
        lines.append(wrapped(f"source: {one_line(row.source)} (verified: {row.verified})", width, first=_INDENT))
        if row.own is not None:
            lines.append(wrapped(f"own row: {row.own.line}", width, first=_INDENT))
    return "\n".join(lines)


def _fields(row: LawRow, names: Collection[str], width: int) -> list[str]:
    """Return these fields of a row, in the order of the table; empty ones, and a repetition of the id, are left out."""
    found = [(name, one_line(value_text(value))) for name, value in row.values.items() if name in names]
    return [
        wrapped(f"{name.replace('_', ' ')}: {text}", width, first=_INDENT)
        for name, text in found
        if text not in ("", row.id)
    ]
