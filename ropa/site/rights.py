"""The rights of people, on their pages and all together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ropa.language import articles, duration
from ropa.model.activities import Right
from ropa.reports.base import Row, Value, cell, columns, row
from ropa.reports.values import part, said, word
from ropa.site.base import Kind, Section
from ropa.site.material import Material
from ropa.site.parts import names_cell, table_section, with_note

COLUMNS: Final = columns(
    ("right", "Right", 24), ("offered", "Offered", 11), ("channel", "How to use it", 21),
    ("within", "Answered within", 13), ("for", "For", 14), ("except", "Except", 17),
)  # fmt: skip


def rights_section(material: Material, title: str, wanted: Callable[[Right], bool]) -> tuple[Section, ...]:
    """Return the rights that a page is about; nothing where there are none."""
    rows = [right_row(material, item) for item in material.register.rights.values() if wanted(item)]
    intro = "As the organisation offers them (Articles 12 to 22)."
    return table_section("rights", title, COLUMNS, rows, intro=intro)


def right_row(material: Material, item: Right) -> Row:
    """Return a right as a row; one for everybody says so."""
    known = material.context.vocabulary.rights.get(item.right)
    name = item.name or (known.label if known is not None else word(item.right))
    cited = articles((known.article,)) if known is not None and known.article else ""
    offered = part(item, "offered", "offered" if item.offered else "refused")
    limits: list[Value] = [part(item, "exceptions", item.exceptions)] if item.exceptions else []
    limits.extend(with_note(material.name(Kind.DATA, key), "not for these data") for key in item.except_data)
    people = [material.name(Kind.PEOPLE, key) for key in item.subjects]
    return row(
        said(name, item, key=item.right, note=cited),
        offered if item.offered else replace(offered, tone="warning"),
        part(item, "channel", item.channel),
        part(item, "within", duration(item.within), key=item.within),
        names_cell(people) if people else cell(Value(text="no kind of people is named", tone="aside")),
        cell(*limits) if limits else cell(Value(text="no exception is stated", tone="aside")),
    )
