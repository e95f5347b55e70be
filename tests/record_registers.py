"""Registers for the tests of the record, and the shortest ways to its views."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ropa.checks import run_checks
from ropa.checks.base import Finding, Subject
from ropa.law import load_law
from ropa.model import Register
from ropa.reports import Edition, PartKey, RecordView, TransferReportView, record_of, transfer_report
from ropa.reports.base import Cell, Items, Note, Table
from ropa.reports.index import values_of
from ropa.reports.letters import Letter
from ropa.reports.record import ActivityView
from ropa.transfers import grade_transfers
from ropa.vocabulary import load_vocabulary

AS_OF = dt.date(2026, 11, 22)

#: A register in which every letter of its one activity is stated; tests delete one part of it at a time.
FULL = {
    "head": """
register: {organisation: us, as_of: 2026-11-01, documents: {policy: {title: Privacy policy}}}
""",
    "organisation": """
organisations:
  us: {name: Corner Books, legal_name: Corner Books Ltd, country: IE, address: 1 Quay St, email: us@books.example,
       dpo: {name: A. Officer, email: dpo@books.example}, cite: policy:1}
  post: {name: Postal service, legal_name: Postal Service plc, country: US}
data_subjects:
  reader: {name: Readers}
systems:
  shop: {name: Web shop, operator: us}
activities:
  letters:
    name: Newsletter
    role: controller
""",
    "purposes": "    purposes: [direct-marketing]\n",
    "flows": """    flows:
      - reader -> shop: {data: [email-address], cite: policy:10}
""",
    "recipients": "      - shop -> post: {data: [email-address], as: processor, cite: policy:22-23}\n",
    "retention": "    retention: [{data: [email-address], trigger: end, period: P30D, cite: policy:40}]\n",
    "measures": "    measures: [encryption-in-transit]\n",
    "tail": "",
}


def full_text(*, without: Sequence[str] = (), **replaced: str) -> str:
    """Return the full register as text, without some parts or with others in their place."""
    parts = {**FULL, **replaced}
    return "".join(text for name, text in parts.items() if name not in without)


def record(
    register: Register,
    *,
    edition: Edition = "authority",
    findings: Sequence[Finding] | None = None,
    parts: Sequence[PartKey] = ("30-1",),
) -> RecordView:
    """Return the record of a register on the fixed date, with the findings of every check unless others are given.

    No `parts` stands for what the roles of the organisation call for.
    """
    law, vocabulary = load_law(), load_vocabulary()
    subject = Subject(register=register, law=law, vocabulary=vocabulary, as_of=AS_OF, documents={})
    return record_of(
        register,
        law,
        vocabulary,
        transfers=grade_transfers(register, law, as_of=AS_OF),
        findings=run_checks(subject) if findings is None else findings,
        as_of=AS_OF,
        edition=edition,
        parts=parts,
    )


def transfers(register: Register, *, all_rows: bool = False) -> TransferReportView:
    """Return the transfer report of a register on the fixed date."""
    law = load_law()
    graded = grade_transfers(register, law, as_of=AS_OF)
    return transfer_report(register, law, load_vocabulary(), transfers=graded, as_of=AS_OF, all_rows=all_rows)


def activity(view: RecordView, key: str) -> ActivityView:
    """Return one activity of a record."""
    return next(item for part in (*view.departments, *view.acting_for) for item in part.activities if item.key == key)


def letter(view: RecordView, key: str, name: str) -> Letter:
    """Return one letter of one activity of a record."""
    return next(item for item in activity(view, key).letters if item.letter == name)


def texts(part: Letter) -> list[str]:
    """Return everything that a letter says, in reading order."""
    found: list[str] = []
    for block in part.blocks:
        if isinstance(block, Note):
            found.append(block.text)
        else:
            found.extend(value.text for _, value in values_of((block,)))
    return found


def rows(part: Letter, key: str) -> list[list[str]]:
    """Return the rows of one table of a letter as text: values joined by commas, headings of groups before a colon."""
    table = next(block for block in part.blocks if block.key == key)
    if isinstance(table, Items):
        return [[value.text] for value in table.values]
    assert isinstance(table, Table), f"{key} is no table"
    return [[_cell(line.cells[place]) for place in range(len(table.columns))] for line in table.rows]


def _cell(cell: Cell) -> str:

    parts = []
    for group in cell.groups:
        words = ", ".join(value.text for value in group.values)
        parts.append(words if group.about is None else f"{group.about.text}: {words}")
    return "; ".join(parts)
