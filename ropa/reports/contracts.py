"""The annexes of the record on transfers, agreements and safeguards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ropa.language import capital, day, plural
from ropa.model.parties import Safeguard
from ropa.reports.annexes import Annex, annex
from ropa.reports.base import Block, Note, Row, Value, cell, columns, optional_cell, row, table_or_note
from ropa.reports.given import Given
from ropa.reports.transfer_rows import FULL_TRANSFER_COLUMNS, full_transfer_row, shown_in_record
from ropa.reports.values import part, said, titled, titles, word


def transfers_annex(given: Given) -> Annex:
    """Return every graded flow of this record that leaves the area, may leave it, or carries a note."""
    mine = {activity.key for activity in given.own_activities} | {"general"}
    graded = [transfer for transfer in given.transfers if transfer.flow.activity in mine]
    shown = [transfer for transfer in graded if shown_in_record(transfer)]
    rows = [full_transfer_row(given, transfer) for transfer in shown]
    blocks: list[Block] = [
        table_or_note("transfers", FULL_TRANSFER_COLUMNS, rows, "No flow of this record is graded as leaving the area.")
    ]
    if len(graded) > len(shown):
        text = (
            f"{plural(len(graded) - len(shown), 'further flow')} inside the area or no transfer at all, without notes."
        )
        blocks.append(Note(key="others", text=capital(text)))
    intro = (
        f"Each flow graded by the law as of {day(given.as_of)}. A grade is computed from the register, not part of it."
    )
    return annex("transfers", "Transfers", intro, *blocks)


def agreements_annex(given: Given) -> Annex:
    """Return the contracts between organisations and the safeguards for transfers."""
    register = given.register
    contracts = [
        row(
            said(item.title, item, key=item.key, note=word(item.kind)),
            cell(*titles(register, item.between)),
            part(item, "signed", day(item.signed)),
            optional_cell(*_dates((("until", item.until), ("review by", item.review_by)))),
            part(item, "document", item.document),
        )
        for item in register.agreements.values()
    ]
    heads = columns(
        ("agreement", "Agreement", 26),
        ("between", "Between", 24),
        ("signed", "Signed", 14),
        ("dates", "Other dates", 16),
        ("document", "Document", 20),
    )
    tools = [_safeguard_row(given, item) for item in register.safeguards.values()]
    tool_heads = columns(
        ("safeguard", "Safeguard", 24),
        ("between", "Between", 24),
        ("signed", "Signed", 14),
        ("assessment", "Transfer assessment", 20),
        ("details", "Details", 18),
    )
    intro = "Contracts under Articles 26 and 28, and what is relied on for transfers (Chapter V)."
    return annex(
        "agreements",
        "Agreements and safeguards",
        intro,
        table_or_note("agreements", heads, contracts, "Agreements: not stated.", caption="Agreements"),
        table_or_note("safeguards", tool_heads, tools, "Safeguards: not stated.", caption="Safeguards"),
    )


def _safeguard_row(given: Given, item: Safeguard) -> Row:
    tool = given.law.find_tool(item.tool)
    name = (tool.label if tool is not None else item.tool) or "tool not stated"
    module = f", module {item.module}" if item.module is not None else ""
    notes = (f"{item.title}" if item.title != name else "",)
    tia = []
    if item.tia is not None:
        tia = [Value(text=day(item.tia.date) or "no date", note=item.tia.document)]
        tia.extend(_dates((("review by", item.tia.review_by),)))
    parties = titles(given.register, item.between)
    if item.organisation:
        parties = (*parties, titled(given.register, item.organisation))
    return row(
        said(f"{name}{module}", item, key=item.tool, note="; ".join(note for note in notes if note)),
        cell(*parties),
        part(item, "signed", day(item.signed)),
        cell(*tia),
        optional_cell(*_safeguard_details(item)),
    )


def _safeguard_details(item: Safeguard) -> list[Value]:
    approval = item.approval
    approved = (approval.authority, approval.reference, day(approval.date)) if approval is not None else ()
    named = (
        ("covers", "covers", ", ".join(item.covers)),
        ("checked", "last checked", day(item.checked)),
        ("condition_met", "condition met", item.condition_met),
        ("approval", "approved by", ", ".join(text for text in approved if text)),
        ("adapted", "adapted", item.adapted),
        ("document", "document", item.document),
        ("why", "why", item.why),
    )
    return [part(item, name, f"{title}: {text}") for name, title, text in named if text]


def _dates(named: Iterable[tuple[str, object]]) -> list[Value]:
    return [Value(text=f"{name} {day(date)}") for name, date in named if isinstance(date, dt.date)]
