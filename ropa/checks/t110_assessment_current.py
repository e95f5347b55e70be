"""A safeguard stands on an assessment of the law at the destination that is there and current.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01, tia: {date: 2026-01-10}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: Since C-311/18 of 2020-07-16 a tool of Article 46 is not enough by itself: the exporter assesses, before
the transfer and whenever things change, whether the law of the destination lets the importer keep its word.
Under the second subparagraph of Article 49(1) the assessment and the safeguards stand in the record (Article
49(6)). One finding per safeguard: an error where nothing else carries the transfer and the law knows no such
claim, a warning where proof is missing or another tool carries it, and for information where no tool is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T110"
NAME = "transfer-assessment-current"
ASKS = "Is the assessment of the transfer current?"
SEVERITY = Severity.WARNING
ARTICLES = ("46(1)", "49(6)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"assessment", "assessment-stale", "recorded", "notice"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="assess the law at the destination and record it")
