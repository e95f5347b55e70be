"""Cookies and similar storage, on the pages of what sets them, of what they hold and of whom they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ropa.language import duration
from ropa.model.activities import Cookie
from ropa.reports.base import Row, cell, columns, row
from ropa.reports.values import part, said, word
from ropa.site.base import Kind, Section
from ropa.site.linking import as_name, purpose_href
from ropa.site.material import Material
from ropa.site.parts import names_cell, one_group, table_section, with_note

COLUMNS: Final = columns(
    ("cookie", "Cookie", 22), ("data", "Data", 20), ("subjects", "About whom", 16), ("purposes", "Purpose", 16),
    ("lifetime", "Kept for", 12), ("declared", "Declared as", 14),
)  # fmt: skip


def cookies_section(material: Material, wanted: Callable[[Cookie], bool]) -> tuple[Section, ...]:
    """Return the cookies that a page is about; nothing where there are none."""
    rows = [cookie_row(material, item) for item in material.register.cookies if wanted(item)]
    return table_section("cookies", "Cookies", COLUMNS, rows)


def cookie_row(material: Material, item: Cookie) -> Row:
    """Return a cookie as a row, with who sets it and its names leading to their pages."""
    named = [replace(said(item.name or "name not stated", item), stated=bool(item.name))]
    named.extend([with_note(material.node(item.set_by), "sets it")] if item.set_by else [])
    return row(
        one_group(named),
        names_cell([material.name(Kind.DATA, key) for key in item.data]),
        names_cell([material.name(Kind.PEOPLE, key) for key in item.subjects]),
        cell(*(as_name(value, purpose_href(value)) for value in map(material.given.used, item.purposes))),
        part(item, "lifetime", duration(item.lifetime), key=item.lifetime),
        cell(*([said(word(item.declared.value), item.declared)] if item.declared is not None else [])),
    )
