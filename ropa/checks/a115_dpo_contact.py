"""A data protection officer is recorded with name and contact details.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, dpo: {name: A. Officer}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, dpo: {name: A. Officer, email: dpo@shop.example}}

Why: Article 30(1)(a) asks for name and contact details of the data protection officer, Article
37(7) for publishing the contact details. An officer from outside may be named by the firm
(`organisation`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import can_be_reached, officer_of

CODE = "A115"
NAME = "dpo-reachable"
ASKS = "Can the data protection officer be reached?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(a)", "37(7)", "30(2)(a)", "13(1)(b)", "14(1)(b)")
ITEMS = ("A30-1-a-4", "A30-2-a", "N13-1b", "N14-1b")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding when the recorded officer lacks a name or every way to be reached."""
    own = subject.register.organisations[subject.register.organisation]
    officer = officer_of(own)
    if officer is None:
        return
    missing = []
    if not officer.name and not officer.organisation:
        missing.append("name")
    if not can_be_reached(officer):
        missing.append("address, email or phone")
    if missing:
        yield _finding(
            f"organisations/{own.key}/dpo",
            f"not stated of the data protection officer: {'; '.join(missing)}",
            fix="add what is missing under `dpo`",
            position=own.position,
        )
