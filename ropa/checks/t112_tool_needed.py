"""A transfer tool is claimed where one is needed.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
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
      ground: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: Clauses for a recipient inside the area, or in a country with a decision, do neither good nor harm
(Articles 44, 45). In a record they suggest a transfer that is none, and hide that one was mistaken about
the country. One finding per safeguard that no flow needs under any regime.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.checks.graded import every_row
from ropa.transfers import Claim, Transfer

CODE = "T112"
NAME = "claimed-tool-is-needed"
ASKS = "Is the claimed tool needed?"
SEVERITY = Severity.INFO
ARTICLES = ("44", "45")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard that every flow claiming it could do without under every regime."""
    rows = [row for row in every_row(subject) if row.claims and is_said(row.flow)]
    needed = {claim.safeguard for row in rows for claim in row.claims if not claim.unneeded or claim.faults}
    first: dict[str, tuple[Transfer, Claim]] = {}
    for row in rows:
        for claim in row.claims:
            if claim.safeguard not in needed:
                first.setdefault(claim.safeguard, (row, claim))
    for key, (row, claim) in first.items():
        safeguard = subject.register.safeguards[key]
        yield _finding(
            f"safeguards/{key}",
            f"{safeguard.name or key}: {claim.reason}",
            fix="leave the safeguard out of this flow, or correct the country of the receiver",
            position=safeguard.position,
            cites=row.flow.cites,
        )
