"""The record says which version it is, who prepared it and who approved it when.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}

Right:

    ropa: 1
    register:
      organisation: shop
      version: "3"
      prepared_by: A. Clerk
      approved_by: {name: B. Director, date: 2026-10-01}
    organisations: {shop: {name: Shop}}

Why: Article 30 does not ask for it, but a record is handed to an authority on request (Article
30(4)) and has to show later what was known when (Article 5(2)). Two printed records without a
version cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject

CODE = "A004"
NAME = "record-versioned"
ASKS = "Are version, author and approval stated?"
SEVERITY = Severity.INFO
ARTICLES = ("5(2)", "30(4)")
ITEMS = ("P5-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register that names what is not stated."""
    register = subject.register
    sign = register.approved_by
    missing = []
    if not register.version:
        missing.append("version")
    if not register.prepared_by:
        missing.append("who prepared it")
    if sign is None or not sign.name or sign.date is None:
        missing.append("who approved it and when")
    if missing:
        yield _finding(
            "register",
            f"not stated of this record: {', '.join(missing)}",
            fix="add `version`, `prepared_by` and `approved_by` (name and date) under `register`",
            position=register.position,
        )
