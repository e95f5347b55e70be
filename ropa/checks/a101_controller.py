"""The organisation whose record this is has a name and a way to reach it.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, website: https://shop.example}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, email: privacy@shop.example}

Why: Article 30(1)(a), and 30(2)(a) for processors, ask for name and contact details. A postal
address, an email address or a telephone number is a way to reach somebody; a website or a form on
it alone is not recorded as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import can_be_reached, is_named

CODE = "A101"
NAME = "controller-identified"
ASKS = "Is the controller identified?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(a)", "30(2)(a)", "13(1)(a)", "14(1)(a)")
ITEMS = ("A30-1-a-1", "A30-2-a", "N13-1a", "N14-1a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register's organisation that names what is not stated."""
    own = subject.register.organisations[subject.register.organisation]
    missing = []
    if not is_named(own):
        missing.append("name")
    if not can_be_reached(own):
        missing.append("address, email or phone")
    if missing:
        yield _finding(
            f"organisations/{own.key}",
            f"not stated of the organisation whose record this is: {'; '.join(missing)}",
            fix=f"add what is missing under `organisations`, `{own.key}`",
            position=own.position,
        )
