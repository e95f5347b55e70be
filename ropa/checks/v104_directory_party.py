"""An organisation that is used is declared in the register.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      payments:
        flows:
          - customer -> stripe: [payment-card]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, stripe: {directory: stripe}}
    activities:
      payments:
        flows:
          - customer -> stripe: [payment-card]

Why: What the shipped directory knows of a vendor (its entity, its country) is outside knowledge and
partly unverified. A declaration shows that the organisation means that vendor, and is the place for
what its own contract says.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "V104"
NAME = "party-declared"
ASKS = "Is the organisation declared?"
SEVERITY = Severity.INFO
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "declare it under `organisations`, with the legal entity and country of your own contract"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that a party is known only from the shipped directory."""
    for notice in of_kind(subject, "directory-party"):
        yield _finding(notice.at, notice.message, fix=_FIX, position=notice.position)
