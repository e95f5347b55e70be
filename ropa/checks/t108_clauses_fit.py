"""Clauses are signed between the right parties, in the module that fits their roles.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: scc-2021, module: 1, between: [shop, mailer], signed: 2024-02-01, tia: {date: 2026-01-10}}
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

Why: Clauses bind who signed them: the entity that exports and the one that receives. The modules of 2021 are
each made for two roles, and for importers that are not themselves under the Regulation (2021/914, recital 7).
One finding per safeguard: an error where nothing else carries the transfer and the law knows no such claim, a
warning where proof is missing or another tool carries it, and for information where no tool is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T108"
NAME = "claimed-clauses-fit"
ASKS = "Do the claimed clauses fit?"
SEVERITY = Severity.WARNING
ARTICLES = ("46(2)(c)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset({"parties", "signed", "module", "role", "importer-subject"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(
        subject, _finding, _FAULTS, fix="sign the clauses that fit, with the entity that receives"
    )
