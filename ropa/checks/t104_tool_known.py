"""A claimed transfer tool is one that the law knows.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: data-processing-agreement}
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

Why: Articles 45 to 49 are a closed list. A processing agreement, a privacy policy, encryption or an order of
a foreign court (Article 48) may be needed, useful or binding on the recipient: none of them lets data leave
the area. One finding per safeguard: an error where nothing else carries the transfer and the law knows no
such claim, a warning where proof is missing or another tool carries it, and for information where no tool is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T104"
NAME = "claimed-tool-exists"
ASKS = "Does the claimed tool exist?"
SEVERITY = Severity.WARNING
ARTICLES = ("44", "46", "48")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"unknown-tool", "no-tool"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="name a tool that the law knows, or stop the transfer")
