"""Transfers as checks see them: graded once for all of them, and what speaks against a claimed safeguard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.facts import is_said, tool_name
from ropa.checks.graded import every_row
from ropa.language import regime_label
from ropa.model.parties import Safeguard
from ropa.model.words import Certainty
from ropa.transfers import Claim, Grade, Transfer


class Against(NamedTuple):
    """What speaks against one safeguard: the first flow that claims it, and the texts by regime."""

    safeguard: Safeguard
    row: Transfer
    claim: Claim
    texts: dict[str, tuple[str, ...]]


def against(subject: Subject, faults: frozenset[str]) -> Iterator[Against]:
    """Yield safeguards against which one of these faults speaks, in the order of the flows that claim them."""
    found: dict[str, Against] = {}
    for row in every_row(subject):
        if not row.claims or not is_said(row.flow):
            continue
        for claim in row.claims:
            texts = [text for fault, text in zip(claim.faults, claim.missing, strict=True) if fault in faults]
            if not texts:
                continue
            if claim.grade is Grade.EVIDENCE_MISSING:
                texts = [f"not shown: {texts[0]}", *texts[1:]]
            safeguard = subject.register.safeguards[claim.safeguard]
            known = found.setdefault(claim.safeguard, Against(safeguard, row, claim, {}))
            known.texts[row.regime] = tuple(dict.fromkeys((*known.texts.get(row.regime, ()), *texts)))
    yield from found.values()


def claim_findings(subject: Subject, make: Maker, faults: frozenset[str], *, fix: str) -> Iterator[Finding]:
    """Yield one finding per safeguard: an error where nothing else carries the flow and the law knows no such claim."""
    for item in against(subject, faults):
        row, claim = item.row, item.claim
        title = subject.register.title
        said = "; ".join(f"{', '.join(texts)} ({regime_label(regime)})" for regime, texts in sorted(item.texts.items()))
        tool = tool_name(subject.law, item.safeguard.tool) or "no tool stated"
        named = f"{item.safeguard.name} ({tool})" if item.safeguard.name else f"{tool} (`{item.safeguard.key}`)"
        yield make(
            f"safeguards/{item.safeguard.key}",
            f"{named}, claimed for {title(row.exporter)} to {title(row.importer)}: {said}",
            fix=_lowered(claim.next_step) or fix,
            position=item.safeguard.position,
            severity=_severity(row, claim),
            articles=row.articles or None,
            cites=tuple(dict.fromkeys((*cites_of(item.safeguard), *row.flow.cites))),
        )


def _severity(row: Transfer, claim: Claim) -> Severity:
    if claim.unneeded:
        return Severity.INFO
    sure = row.flow.certainty is Certainty.STATED and not row.unverified
    return Severity.ERROR if row.grade is Grade.INVALID and sure else Severity.WARNING


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")
