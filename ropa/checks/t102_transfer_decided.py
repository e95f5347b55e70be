"""A flow of which no rule can say whether it is a covered transfer is decided by a person.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, videos: {name: Videos, country: US}}
    systems: {site: {operator: shop}}
    activities:
      films:
        flows:
          - visitor -> videos: {data: [ip-address], via: site}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, videos: {name: Videos, country: FR}}
    systems: {site: {operator: shop}}
    activities:
      films:
        flows:
          - visitor -> videos: {data: [ip-address], via: site}

Why: Whether Chapter V applies depends on who makes the data available to whom in which role
(Article 44; EDPB Guidelines 05/2021). Where the register leaves that open, or where the exporter is
not itself under the rules, the grade is `review`: neither fine nor a breach, but not settled. Nor is
a transfer whose tool is claimed without the evidence (`evidence-missing`): a claim is no proof.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.graded import graded
from ropa.language import regime_label
from ropa.transfers import Grade

CODE = "T102"
NAME = "transfer-is-settled"
ASKS = "Is it settled whether the transfer is covered?"
SEVERITY = Severity.INFO
ARTICLES = ("44",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_OPEN = frozenset({Grade.REVIEW})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per flow and regime that a person must decide."""
    register = subject.register
    for row in graded(subject, _OPEN):
        ends = f"{register.title(row.flow.source)} to {register.title(row.flow.target)}"
        yield _finding(
            row.flow.id,
            f"{ends} under the {regime_label(row.regime)}: {row.reason}",
            fix=row.next_step or "state the role of the receiver with `as:`, and on what the transfer relies",
            position=row.flow.position,
            articles=row.articles or ARTICLES,
            cites=row.flow.cites,
        )
