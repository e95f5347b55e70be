"""What only the internal edition holds: findings and waivers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ropa.checks.base import Finding
from ropa.checks.rendering import further
from ropa.checks.waivers import flow_owners, has_ended, is_within
from ropa.language import articles, day, plural, sentence
from ropa.model.activities import Waiver
from ropa.reports.annexes import Annex, annex
from ropa.reports.base import Block, Note, Row, Table, Value, cell, columns, plain, row, table_or_note
from ropa.reports.given import Given

COLUMNS = columns(
    ("finding", "Finding", 12),
    ("at", "At", 20),
    ("message", "What is missing or doubtful", 36),
    ("fix", "What to do", 32),
)

#: Said wherever no finding is left; no stronger wording is ever used.
NO_GAP = "No gap found by these checks."


def findings_block(findings: Sequence[Finding], names: Collection[str], *, key: str = "findings") -> Block:
    """Return findings that are not waived as a table, or the sentence that these checks found no gap."""
    open_findings = [finding for finding in findings if not finding.waived]
    if not open_findings:
        return Note(key=key, text=NO_GAP)
    return Table(key=key, columns=COLUMNS, rows=tuple(_finding_row(finding, names) for finding in open_findings))


def _finding_row(finding: Finding, names: Collection[str]) -> Row:
    severity = finding.severity.value
    message = sentence(finding.message, names=names)
    if finding.crashed:
        message += " The check itself failed, so nothing is known here."
    return row(
        Value(text=finding.code, key=finding.code, note=severity, tone=f"severity-{severity}"),
        plain(finding.at, note=str(finding.position) if finding.position else ""),
        Value(text=message, note=articles(finding.articles), cites=further(finding)),
        plain(sentence(finding.fix) or "nothing is proposed"),
        tone=f"severity-{severity}",
    )


def findings_annex(given: Given) -> Annex:
    """Return every finding that is not waived, with counts by severity."""
    open_findings = [finding for finding in given.findings if not finding.waived]
    counts = [
        plural(sum(1 for item in open_findings if item.severity.value == severity), severity, many)
        for severity, many in (("error", "errors"), ("warning", "warnings"), ("info", "notes"))
    ]
    waived = len(given.findings) - len(open_findings)
    intro = f"{', '.join(counts)}; {plural(waived, 'finding')} moved aside by waivers."
    return annex("findings", "Findings", intro, findings_block(given.findings, given.small_names))


def waivers_annex(given: Given) -> Annex:
    """Return every waiver with what it moves aside; a waiver never removes a finding."""
    flows = flow_owners(given.register)
    rows = [_waiver_row(given, waiver, flows) for waiver in given.register.waivers]
    heads = columns(
        ("code", "Code", 12),
        ("at", "At", 24),
        ("why", "Reason", 34),
        ("until", "Until", 14),
        ("moved", "Moves aside", 16),
    )
    block = table_or_note("waivers", heads, rows, "No waiver is recorded.")
    return annex(
        "waivers", "Waivers", "Findings moved aside with a reason and an end date; they come back after it.", block
    )


def _waiver_row(given: Given, waiver: Waiver, flows: Mapping[str, str]) -> Row:
    ended = has_ended(waiver, given.as_of)
    moved = [
        item
        for item in given.findings
        if item.waived and not ended and item.code == waiver.code.upper() and is_within(item.at, waiver.at, flows)
    ]
    return row(
        Value(text=waiver.code, key=waiver.code),
        plain(waiver.at),
        plain(waiver.why),
        Value(text=day(waiver.until), note="ended" if ended else "") if waiver.until else plain(""),
        cell(*(Value(text=item.at, note=item.message) for item in moved)) if moved else Value(text="nothing"),
    )
