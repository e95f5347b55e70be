"""Agreements and safeguards: those of one organisation on its page, all of them on a page of their own."""

from __future__ import annotations

from typing import Final

from ropa.language import day
from ropa.model.parties import Agreement, Safeguard
from ropa.reports.base import Block, Row, Table, cell, columns, plain, row, table_or_note
from ropa.reports.values import part, said, word
from ropa.site.base import Name, Page, Section
from ropa.site.linking import contract_anchor
from ropa.site.material import Material
from ropa.site.parts import names_cell
from ropa.site.sections import matter_section

#: Where all of them stand.
PAGE: Final = "agreements.html"

_AGREEMENTS: Final = columns(
    ("agreement", "Agreement", 34), ("between", "Between", 30), ("signed", "Signed", 18), ("document", "Document", 18)
)
_SAFEGUARDS: Final = columns(
    ("safeguard", "Safeguard", 34), ("between", "Between", 30), ("signed", "Signed", 18), ("assessed", "Assessed", 18)
)


def contracts_section(material: Material, key: str) -> tuple[Section, ...]:
    """Return the agreements and safeguards to which an organisation is party; for its own where they all are."""
    if key == material.register.organisation:
        count = len(material.register.agreements) + len(material.register.safeguards)
        all_of_them = Name(text=f"All agreements and safeguards ({count:,})", href="agreements.html")
        return (Section(key="contracts", title="Agreements and safeguards", names=(all_of_them,)),) if count else ()
    blocks: list[Block] = []
    agreements = material.agreements_of.get(key, ())
    safeguards = material.safeguards_of.get(key, ())
    if agreements:
        rows = tuple(agreement_row(material, item) for item in agreements)
        blocks.append(Table(key="agreements", columns=_AGREEMENTS, rows=rows))
    if safeguards:
        rows = tuple(safeguard_row(material, item) for item in safeguards)
        blocks.append(Table(key="safeguards", columns=_SAFEGUARDS, rows=rows))
    return (Section(key="contracts", title="Agreements and safeguards", blocks=tuple(blocks)),) if blocks else ()


def agreement_row(material: Material, item: Agreement) -> Row:
    """Return an agreement as a row, its parties leading to their pages."""
    return row(
        said(item.title, item, key=item.key, note=word(item.kind)),
        names_cell([material.node(party) for party in item.between]),
        part(item, "signed", day(item.signed), note=f"until {day(item.until)}" if item.until else ""),
        part(item, "document", item.document),
        anchor=contract_anchor("agreement", item.key),
    )


def safeguard_row(material: Material, item: Safeguard) -> Row:
    """Return a safeguard as a row, its parties leading to their pages."""
    known = material.law.find_tool(item.tool)
    name = (known.label if known is not None else item.tool) or "tool not stated"
    module = f", module {item.module}" if item.module is not None else ""
    parties = [*item.between, *([item.organisation] if item.organisation else [])]
    assessed = day(item.tia.date) if item.tia is not None else ""
    review = f"review by {day(item.tia.review_by)}" if item.tia is not None and item.tia.review_by else ""
    return row(
        said(f"{name}{module}", item, key=item.key, note=item.title if item.title != name else ""),
        names_cell([material.node(party) for party in parties]),
        part(item, "signed", day(item.signed)),
        cell(plain(assessed, note=review)),
        anchor=contract_anchor("safeguard", item.key),
    )


def contracts_page(material: Material) -> Page:
    """Return the page of all agreements and safeguards."""
    register = material.register
    agreements = [agreement_row(material, item) for item in register.agreements.values()]
    safeguards = [safeguard_row(material, item) for item in register.safeguards.values()]
    return Page(
        path=PAGE, nav=PAGE, kicker="Articles 26, 28 and 46", title="Agreements and safeguards",
        lead="Contracts between organisations, and what is relied on for transfers.",
        sections=(
            Section(
                key="agreements", title="Agreements",
                blocks=(table_or_note("agreements", _AGREEMENTS, agreements, "No agreement is stated."),),
            ),
            Section(
                key="safeguards", title="Safeguards for transfers",
                blocks=(table_or_note("safeguards", _SAFEGUARDS, safeguards, "No safeguard is stated."),),
            ),
            matter_section(material, PAGE),
        ),
    )  # fmt: skip
