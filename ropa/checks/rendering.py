"""Findings as JSON and as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from ropa.checks.base import Finding
from ropa.checks.engine import counts
from ropa.language import articles
from ropa.model.base import Cite
from ropa.questions.text import in_order

#: Said when nothing is left; nothing is ever called more than that.
NO_GAP = "no gap found by these checks"

#: What that does not mean.
_NO_STATEMENT = "Checks look at what a register says; they are no statement that the processing is lawful."


def as_json(findings: Iterable[Finding], facts_as_of: dt.date | None, as_of: dt.date) -> dict[str, object]:
    """Return the JSON form, format 1: dates, counts of what is not waived, and every finding in the order given.

    `file`, `line` and `column` are null for a finding about no place in a file, `waived` is null or the reason, and
    `crashed` is there only for a check that failed.
    """
    listed = tuple(findings)
    return {
        "format": 1,
        "facts_as_of": facts_as_of.isoformat() if facts_as_of is not None else None,
        "as_of": as_of.isoformat(),
        "counts": counts(listed),
        "findings": [finding_json(finding) for finding in listed],
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """Return one finding in its JSON form."""
    place = finding.position
    form: dict[str, object] = {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "at": finding.at,
        "message": finding.message,
        "fix": finding.fix,
        "articles": list(finding.articles),
        "file": place.file if place is not None else None,
        "line": place.line if place is not None else None,
        "column": place.column if place is not None else None,
        "cites": [cite.as_json() for cite in finding.cites],
        "waived": finding.waived or None,
    }
    return {**form, "crashed": True} if finding.crashed else form


def further(finding: Finding) -> tuple[Cite, ...]:
    """Return the citations that the message does not name, each place once, by document and line."""
    places = {cite.as_text(): cite for cite in reversed(in_order(finding.cites))}
    return tuple(cite for place, cite in reversed(places.items()) if not _names(finding.message, place))


def _names(text: str, place: str) -> bool:
    return re.search(rf"(?<![\w:/-]){re.escape(place)}(?![\w-])", text) is not None


def as_text(findings: Sequence[Finding]) -> str:
    """Return one block per finding, `FILE:LINE:COL: CODE message` and what to do, then the counts and a line feed.

    Waived findings come last, under a heading of their own.
    """
    open_ones = [finding for finding in findings if not finding.waived]
    aside = [finding for finding in findings if finding.waived]
    parts = [_block(finding) for finding in open_ones]
    if aside:
        parts.append("\n".join(["moved aside by a waiver:", *(_waived_line(finding) for finding in aside)]))
    parts.append(summary(findings))
    return "\n\n".join(parts) + "\n"


def _block(finding: Finding) -> str:
    lines = [_headline(finding)]
    if finding.fix:
        lines.append(f"    fix: {_one_line(finding.fix)}")
    cited = f"; {articles(finding.articles)}" if finding.articles else ""
    lines.append(f"    {finding.severity} at {_one_line(finding.at)}{cited}")
    cites = further(finding)
    if cites:
        lines.append(f"    cites: {_one_line(', '.join(cite.as_text() for cite in cites))}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    """Return text of the register on one line: it must neither look like a finding of its own nor steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _headline(finding: Finding) -> str:
    where = str(finding.position) if finding.position is not None else finding.at
    return _one_line(f"{where}: {finding.code} {finding.message}")


def _waived_line(finding: Finding) -> str:
    return f"  {_headline(finding)}\n    waived: {_one_line(finding.waived)}"


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are by severity, how many are waived, and what that does not mean: one line."""
    aside = sum(1 for finding in findings if finding.waived)
    waived = f"; {aside} moved aside by waivers" if aside else ""
    numbers = counts(findings)
    if not any(numbers.values()):
        return f"{NO_GAP}{waived}. {_NO_STATEMENT}"
    parts = [_number(numbers["error"], "error"), _number(numbers["warning"], "warning"), f"{numbers['info']} info"]
    return f"{', '.join(parts)}{waived}. {_NO_STATEMENT}"


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
