"""A claimed transfer tool is one of the regime, in the form that the regime asks for.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: idta, between: [shop, mailer], signed: 2024-02-01}
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

Why: Each regime has its own tools. The EU clauses carry nothing from the United Kingdom without the Addendum,
and from Switzerland only as adapted; the IDTA and an exception of the Swiss Act mean nothing to the EU.
Approvals too count only where the authority can give them. One finding per safeguard: an error where nothing
else carries the transfer and the law knows no such claim, a warning where proof is missing or another tool
carries it, and for information where no tool is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T106"
NAME = "claimed-tool-of-this-regime"
ASKS = "Is the claimed tool one of this regime?"
SEVERITY = Severity.WARNING
ARTICLES = ("44", "46", "47(1)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"other-regime", "adapted", "authority"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="use the tool of this regime, or adapt it")
