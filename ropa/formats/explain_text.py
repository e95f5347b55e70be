"""What a word means, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ropa.checks.coverage import NO_CHECK_YET, Coverage
from ropa.formats.base import Paint, one_line, plain
from ropa.formats.law_text import rows_text
from ropa.formats.table import text_table, wrap, wrapped
from ropa.language import capital
from ropa.reports.explain import MOST_ITEMS_IN_FULL
from ropa.reports.explain_base import CheckList, Entry, Explanation

_INDENT = "  "


def explanation_text(view: Explanation, *, width: int, paint: Paint = plain) -> str:
    """Return each meaning as a block, in order; ends with a line feed."""
    blocks = [f"{_entry(entry, view, width, paint)}\n" for entry in view.entries]
    return "\n".join([*blocks, *([f"{wrapped(f'Law {view.own.said}', width)}\n"] if view.own else [])])


def overview_text(view: CheckList, *, width: int, paint: Paint = plain) -> str:
    """Return what can be explained with examples, then every check in one line; ends with a line feed."""
    kinds = [(kind, what, str(count) if count else "", examples) for kind, what, count, examples in view.kinds]
    heads = ("kind", "what it is", "how many", "for example")
    known = text_table(heads, kinds, width=width, keep=1, paint=paint)
    head = wrapped("`ropa explain WORD` explains:", width)
    return f"{head}\n\n{known}\nChecks:\n\n{text_table(view.columns(), view.rows(), width=width, paint=paint)}"


def coverage_text(view: Coverage, *, width: int, paint: Paint = plain) -> str:
    """Return the table of items and one line that counts them; ends with a line feed."""
    table = text_table(view.columns(), view.rows(), width=width, keep=1, paint=paint)
    ends = (view.summary(), "Where no check is there, silence of `ropa check` says nothing.")
    return "\n".join([table, *(f"{wrapped(line, width)}" for line in ends), ""])


def _entry(entry: Entry, view: Explanation, width: int, paint: Paint) -> str:
    if entry.kind == "check":
        return "\n".join([*_page(entry.page, width, paint), *_looks_after(entry, width)])
    lines = ["\n".join(paint(line, "head") for line in wrapped(_heading(entry), width).split("\n"))]
    lines += [wrapped(f"{name}: {one_line(text)}", width, first=_INDENT) for name, text in entry.facts.items()]
    if entry.law is not None:
        lines.append(rows_text(entry.law, width))
    if len(entry.items) > MOST_ITEMS_IN_FULL:
        lines += ["", *_list_of_items(entry, width)]
    lines += _checks(entry, view, width)
    if entry.source:
        lines.append(wrapped(f"source: {one_line(entry.source)} (verified: {entry.verified})", width, first=_INDENT))
    return "\n".join(lines)


def _page(page: str, width: int, paint: Paint) -> Iterator[str]:
    """Yield the manual page of a check: its prose in lines that fit, its records as they are, to be copied."""
    for number, paragraph in enumerate(page.rstrip("\n").split("\n\n")):
        if number:
            yield ""
        lines = paragraph.split("\n")
        is_record = any(line.startswith(_INDENT) for line in lines)
        if not is_record and any(len(line) > width for line in lines):
            lines = wrap(one_line(paragraph), width)
        is_head = not number or (len(lines) == 1 and lines[0].endswith(":"))
        yield from (paint(line, "head") if is_head else line for line in lines)


def _heading(entry: Entry) -> str:
    if entry.kind == "article":
        found = f"{len(entry.items)} item{'' if len(entry.items) == 1 else 's'}" if entry.items else "no item"
        return f"{entry.title}: {found} in the table of what the articles ask for"
    names = {
        "family": "family",
        "answer": "as an answer",
        "mark": "as a mark",
        "grade": "as a grade",
        "criterion": "as what decides",
        "rule": "as a rule",
        "fault": "as a fault",
        "authority": "authority",
    }
    name = f" ({names[entry.kind]})" if entry.kind in names else ""
    return f"{entry.id}{name}: {capital(one_line(entry.title))}"


def _looks_after(entry: Entry, width: int) -> Iterator[str]:
    """Yield the items that a check looks after, with their articles."""
    if entry.items:
        yield "\nLooks after:\n"
        rows = [(row.item.id, row.item.article, row.item.item) for row in entry.items]
        table = text_table(("item", "article", "what it asks for"), rows, width=width - 4, keep=1).rstrip("\n")
        yield textwrap.indent(table, "    ")


def _list_of_items(entry: Entry, width: int) -> Iterator[str]:
    rows = [
        (row.item.id, row.item.article, row.item.item, ", ".join(row.codes) or row.reason or NO_CHECK_YET)
        for row in entry.items
    ]
    heads = ("item", "article", "what it asks for", "checked by, or why not")
    yield textwrap.indent(text_table(heads, rows, width=width - 2, keep=1).rstrip("\n"), _INDENT)
    yield ""
    yield f"{_INDENT}`ropa explain {entry.items[0].item.id}` shows everything of an item."


def _checks(entry: Entry, view: Explanation, width: int) -> Iterator[str]:
    """Yield the checks with what each demands; only their codes where the items of the article say it again."""
    if entry.kind == "article" and entry.items and entry.checks:
        yield wrapped(f"checks that rest on it: {', '.join(entry.checks)}", width, first=_INDENT)
    elif entry.checks:
        yield f"{_INDENT}checks:"
        rows = [f"{code}  {view.demands[code]}" for code in entry.checks]
        yield from (wrapped(row, width, first=_INDENT * 2) for row in rows)
