"""An exception for specific situations is no everyday road.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground: {tool: derogation-49-1-a, why: all customers consent when they sign up}
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
      ground: {tool: derogation-49-1-b, why: hotel that this guest asked for}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: controller, safeguard: ground}

Why: Article 49 is for specific situations; recital 111 and EDPB Guidelines 2/2018 read most of its points as
occasional. A processor that works for the exporter, or an activity that is not occasional, is a standing
road and wants a safeguard of Article 46. One finding per safeguard.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.checks.graded import every_row

CODE = "T114"
NAME = "derogation-is-occasional"
ASKS = "Is the derogation occasional?"
SEVERITY = Severity.WARNING
ARTICLES = ("49(1)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per exception that is used as a standing road, where nothing better carries the flow."""
    seen: set[str] = set()
    for row in every_row(subject):
        for claim in row.claims:
            if not claim.weighed or claim.tool != row.tool or claim.safeguard in seen or not is_said(row.flow):
                continue
            seen.add(claim.safeguard)
            safeguard = subject.register.safeguards[claim.safeguard]
            yield _finding(
                f"safeguards/{claim.safeguard}",
                f"{safeguard.name or claim.safeguard} ({safeguard.tool}): {' '.join(claim.weighed)}".rstrip("."),
                fix="use a safeguard of Article 46, or record why this is a specific situation",
                position=safeguard.position,
                articles=row.articles or ARTICLES,
                cites=row.flow.cites,
            )
