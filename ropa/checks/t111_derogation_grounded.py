"""An exception for specific situations is claimed with its ground, and by one who may.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: derogation-49-1-a}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: controller, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: derogation-49-1-b, why: hotel that the guest asked for}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: controller, safeguard: ground}

Why: Article 49 is for specific situations: the exporter shows which one, in this case. Points (a) to (c) and
the last resort are closed to public authorities in the exercise of their powers (Article 49(3)). One finding
per safeguard: an error where nothing else carries the transfer and the law knows no such claim, a warning
where proof is missing or another tool carries it, and for information where no tool is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T111"
NAME = "derogation-is-grounded"
ASKS = "Is the derogation grounded?"
SEVERITY = Severity.WARNING
ARTICLES = ("49(1)", "49(3)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"ground", "exporter-barred"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="say why the exception holds, or use a safeguard")
