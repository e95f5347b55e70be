"""A claimed transfer tool was there on the day, and was agreed while it could be.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: US}}
    safeguards:
      ground: {tool: privacy-shield, organisation: Mailer, checked: 2020-03-01}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: US}}
    safeguards:
      ground: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01, tia: {date: 2026-01-10}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: A decision that a court struck down ends on the day of the judgment (C-362/14, C-311/18); repealed
clauses carry neither new contracts nor, after their last day, old ones. A signature older than the tool
cannot be right. One finding per safeguard: an error where nothing else carries the transfer and the law knows
no such claim, a warning where proof is missing or another tool carries it, and for information where no tool
is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T105"
NAME = "claimed-tool-in-force"
ASKS = "Is the claimed tool in force?"
SEVERITY = Severity.WARNING
ARTICLES = ("44", "46(5)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"ended", "too-early", "signed-late", "signed-early"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="replace it by a tool that is in force")
