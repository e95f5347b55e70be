"""Promises, on the pages of what they name and all together; their names lead to pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ropa.model.activities import Promise, Terms
from ropa.reports.base import Cell, Group, Row, Value, cell, columns, plain, row
from ropa.reports.values import country_text, said
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
    """Return a promise as a row."""
    groups: list[Group] = []
    for word, terms in (("never", item.never), ("only", item.only)):
        if terms is not None:
            groups.extend(_groups(material, terms, word))
    unless = [Group(values=(Value(text=f"unless: {item.unless}"),))] if item.unless else []
    exceptions = [*(_groups(material, item.exceptions, "") if item.exceptions is not None else ()), *unless]
    return row(
        said(item.title, item, key=item.key),
        Cell(groups=tuple(groups)) if groups else cell(),
        Cell(groups=tuple(exceptions)) if exceptions else cell(Value(text="no exception is stated", tone="aside")),
    )


def _groups(material: Material, terms: Terms, word: str) -> list[Group]:
    """Return the conditions of a promise, each under what it is about; all of them hold together."""
    lead = f"{word}: " if word else ""
    countries = [plain(country_text(material.law, key), key=key) for key in terms.countries]
    named: tuple[tuple[str, Sequence[Value]], ...] = (
        ("data", [Value(text="all data")] if terms.everything else _of(material, Kind.DATA, terms.data)),
        ("about", _of(material, Kind.PEOPLE, terms.subjects)),
        ("to", [Value(text="anybody outside")] if terms.outside else _nodes(material, terms.to)),
        ("in", [Value(text="its own systems")] if terms.own_systems else _nodes(material, terms.held_in)),
        ("read by", _nodes(material, terms.read_by)),
        ("for", _purposes(material, terms.purposes)),
        ("by", [Value(text="automated decisions")] if terms.automated_decisions else []),
        ("in the countries", countries),
        ("recipients", _nodes(material, terms.recipients)),
        ("from", _nodes(material, terms.sources)),
    )
    found = [(what, values) for what, values in named if values]
    if not found:
        return [Group(values=(Value(text=f"{lead}without condition"),))]
    return [
        Group(values=tuple(values), about=Value(text=f"{lead if not place else ''}{what}"), inline=True)
        for place, (what, values) in enumerate(found)
    ]


def _purposes(material: Material, keys: Iterable[str]) -> list[Name]:
    values = (Value(text=material.register.title(key), key=key) for key in keys)
    return [as_name(value, purpose_href(value)) for value in values]


def _of(material: Material, kind: Kind, keys: Iterable[str]) -> list[Name]:
    return [material.name(kind, key) for key in keys]


def _nodes(material: Material, keys: Iterable[str]) -> list[Name]:
    return [material.node(key) for key in keys]
