"""Promises, on the pages of what they name and all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ropa.language import capital
from ropa.model.activities import Promise, Terms
from ropa.questions.promises_words import exceptions_words, promise_name, promised_words
from ropa.reports.base import Cell, Group, Row, Value, columns, group, plain, row
from ropa.reports.values import said
from ropa.site.base import Kind, Name, Section
from ropa.site.linking import as_name, purpose_href
from ropa.site.material import Material
from ropa.site.parts import table_section

COLUMNS: Final = columns(("promise", "Promise", 26), ("terms", "What is promised", 46), ("except", "Except", 28))
_INTRO: Final = "Statements that something is never done, or only in a certain way."


def promises_section(material: Material, wanted: Callable[[Terms], bool]) -> tuple[Section, ...]:
    """Return the promises that a page is about; nothing where there are none.

    Args:
        wanted: tells of the terms of a promise whether they are about the subject of the page.
    """
    rows = [
        promise_row(material, item)
        for item in material.register.promises.values()
        if any(terms is not None and wanted(terms) for terms in (item.never, item.only))
    ]
    return table_section("promises", "Promises", COLUMNS, rows, intro=_INTRO)


def promise_row(material: Material, item: Promise) -> Row:
    """Return a promise as a row: what is promised in a sentence, the pages of what it names, and its exceptions."""
    law, title = material.law, material.register.title
    promised = group([said(capital(text), terms) for text, terms in promised_words(item, law, title)])
    # The column has the word already.
    exceptions = [plain(text.removeprefix("except ")) for text in exceptions_words(item, law, title)]
    except_for = group(exceptions or [Value(text="no exception is stated", tone="aside")])
    return row(
        said(promise_name(item), item, key=item.key),
        Cell(groups=(promised, *_pages(material, item.never, item.only))),
        Cell(groups=(except_for, *_pages(material, item.exceptions))),
    )


def _pages(material: Material, *conditions: Terms | None) -> tuple[Group, ...]:
    """Return the pages of what conditions of a promise name, as a run of names; nothing where there is none."""
    named = [name for terms in conditions if terms is not None for name in _named(material, terms)]
    pages = tuple({name.href: name for name in named if name.href}.values())
    return (Group(values=pages, inline=True),) if pages else ()


def _named(material: Material, terms: Terms) -> Iterator[Name]:
    """Yield the names of what the conditions of a promise are about, leading to their pages."""
    yield from (material.name(Kind.DATA, key) for key in terms.data)
    yield from (material.name(Kind.PEOPLE, key) for key in terms.subjects)
    for key in (*terms.to, *terms.held_in, *terms.read_by, *terms.recipients, *terms.sources):
        yield material.node(key)
    for key in terms.purposes:
        value = Value(text=material.register.title(key), key=key)
        yield as_name(value, purpose_href(value))
