"""Binding rules, codes and clauses of one's own carry a transfer only once approved, and only for who is bound.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN, parent_company: shop}}
    safeguards:
      ground: {tool: bcr, between: [shop, mailer], tia: {date: 2026-01-10}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN, parent_company: shop}}
    safeguards:
      ground:
        {tool: bcr, between: [shop, mailer], tia: {date: 2026-01-10}, approval: {authority: DPC, date: 2024-03-01}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: Articles 46(2)(b), (d) to (f), 46(3) and 47: the competent authority approves first. Binding corporate
rules bind the members of the group and never a vendor outside it. One finding per safeguard: an error where
nothing else carries the transfer and the law knows no such claim, a warning where proof is missing or another
tool carries it, and for information where no tool is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T109"
NAME = "claimed-approval-is-shown"
ASKS = "Is the claimed approval shown?"
SEVERITY = Severity.WARNING
ARTICLES = ("46(2)(b)", "46(3)", "47")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"approval", "group", "document", "exporter-kind", "importer-kind"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="obtain the approval and record it")
