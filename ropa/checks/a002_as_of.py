"""The register says on which day its facts were true.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}

Right:

    ropa: 1
    register: {organisation: shop, as_of: 2026-11-01}
    organisations: {shop: {name: Shop}}

Why: The law is applied as of a date that the reader chooses; the facts have a date of their own.
Without it nobody can tell whether a record shows today's processing or that of three years ago, and
Article 5(2) asks the controller to be able to show what it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject

CODE = "A002"
NAME = "facts-dated"
ASKS = "Are the facts dated?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(2)", "30(1)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register when `as_of` is not stated."""
    if subject.register.as_of is None:
        yield _finding(
            "register",
            "the day on which these facts were true is not stated",
            fix="add `as_of: YYYY-MM-DD` under `register`",
            position=subject.register.position,
        )
