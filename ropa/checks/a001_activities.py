"""The register has at least one processing activity.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing]}

Why: Article 30(1) asks for a record of the processing activities. A register without one is a list
of names, and every other check would stay silent about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject

CODE = "A001"
NAME = "activities-recorded"
ASKS = "Is any activity recorded?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)",)
ITEMS = ("A30-1-intro",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register when it has no activity; what stands in `general` is none."""
    register = subject.register
    if not register.activities:
        yield _finding(
            "register",
            "no processing activity is recorded",
            fix="add one entry under `activities` for each purpose for which personal data are processed",
            position=register.position,
        )
