"""The annexes of the record on transfers, agreements and safeguards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ropa.language import capital, day, duration, plural
from ropa.model.parties import Agreement, Safeguard
from ropa.reports.annexes import Annex, annex
from ropa.reports.base import Block, Note, Row, Table, Value, cell, columns, optional_cell, row, table_or_note
from ropa.reports.given import Given
from ropa.reports.transfer_rows import (
    FULL_TRANSFER_COLUMNS,
    full_transfer_row,
    gathered,
    shared_items,
    shared_notes,
    shown_in_record,
)
from ropa.reports.values import part, parts, said, titled, titles, word

SETTLED = columns(
    ("agreement", "Agreement", 22),
    ("contents", "Contents (Article 28(3)) or duties (Article 26)", 30),
    ("sub_processing", "Further processors (Article 28(2), (4))", 26),
    ("guarantees", "Guarantees (Article 28(1))", 22),
)


def transfers_annex(given: Given) -> Annex:
    """Return every graded flow of this record that leaves the area, may leave it, or carries a note."""
    mine = {activity.key for activity in given.recorded_activities} | {"general"}
    graded = [transfer for transfer in given.transfers if transfer.flow.activity in mine]
    shown = [transfer for transfer in graded if shown_in_record(given, transfer)]
    rows = gathered(shown)
    shared = shared_notes(rows)
    made = [full_transfer_row(given, items, shared) for items in rows]
    blocks: list[Block] = [
        table_or_note(
            "transfers",
            FULL_TRANSFER_COLUMNS,
            made,
            "No flow of this record is graded as leaving the area.",
        )
    ]
    blocks.extend(shared_items("transfers_shared", shared))
    if len(graded) > len(shown):
        further = plural(len(graded) - len(shown), "further flow")
        text = f"{further} inside the area of the rules or no transfer at all, with nothing to note."
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
    settled = [_settled_row(given, item) for item in register.agreements.values() if _settles(item)]
    intro = "Contracts under Articles 26 and 28, and what is relied on for transfers (Chapter V)."
    return annex(
        "agreements",
        "Agreements and safeguards",
        intro,
        table_or_note("agreements", heads, contracts, "Agreements: not stated.", caption="Agreements"),
        *((Table(key="settled", columns=SETTLED, rows=tuple(settled), caption="What they settle"),) if settled else ()),
        table_or_note("safeguards", tool_heads, tools, "Safeguards: not stated.", caption="Safeguards"),
    )


def _settles(item: Agreement) -> bool:
    """Tell whether anything is stated of what an agreement settles, beyond its parties and dates."""
    joint = item.duties or item.contact_point or item.essence
    return bool(item.contents or joint or item.sub_processing is not None or item.guarantees is not None)


def _settled_row(given: Given, item: Agreement) -> Row:
    contents = list(parts(item, "contents", [_content(given, key) for key in item.contents], keys=item.contents))
    contents.extend(parts(item, "duties", item.duties))
    if item.contact_point:
        contents.append(part(item, "contact_point", f"contact point: {item.contact_point}"))
    if item.essence:
        contents.append(part(item, "essence", f"essence for data subjects: {item.essence}"))
    return row(
        Value(text=item.title, key=item.key),
        optional_cell(*contents),
        optional_cell(*sub_processing_values(item)),
        optional_cell(*_guarantees(item)),
    )


def _content(given: Given, key: str) -> str:
    """Return a point that a contract sets out, with the provision that asks for it under the rules that apply."""
    regimes = given.register.regimes
    rows = [row for regime in regimes for row in given.law.contract_contents_on(regime, given.as_of)]
    article = next((row.article for row in rows if row.content == key), "")
    return f"{word(key)}, {article}" if article else word(key)


def sub_processing_values(item: Agreement) -> tuple[Value, ...]:
    """Return whether an agreement allows further processors, on what terms, and where their list is; none if silent."""
    found = item.sub_processing
    if found is None:
        return ()
    terms = (
        f"objection within {duration(found.objection)}" if found.objection else "",
        f"list of {day(found.list_dated)}" if found.list_dated else "",
        found.document,
        {True: "bound by the same obligations", False: "not bound by the same obligations", None: ""}[found.flow_down],
    )
    kind = f"{word(found.authorisation)} authorisation" if found.authorisation else "authorisation not stated"
    return (said(kind, found, key=found.authorisation or "", note="; ".join(text for text in terms if text)),)


def _guarantees(item: Agreement) -> tuple[Value, ...]:
    found = item.guarantees
    if found is None:
        return ()
    checked = f"checked {day(found.date)}" if found.date else "date of the check not stated"
    return (said(checked, found, note="; ".join(text for text in (found.result, found.document) if text)),)


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
        ("copy", "copy from", item.copy),
        ("document", "document", item.document),
        ("why", "why", item.why),
    )
    return [part(item, name, f"{title}: {text}") for name, title, text in named if text]


def _dates(named: Iterable[tuple[str, object]]) -> list[Value]:
    return [Value(text=f"{name} {day(date)}") for name, date in named if isinstance(date, dt.date)]
