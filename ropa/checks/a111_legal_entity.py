"""The organisation is identified as a legal entity, not only by a brand.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, email: privacy@shop.example}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, legal_name: Shop Ltd, email: privacy@shop.example}

Why: A controller is a natural or legal person or an authority (Article 4(7)); its name in the sense
of Articles 30(1)(a) and 30(2)(a) is the one under which it can be addressed and held to account. For a person, an
authority or an international organisation the name is that.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.model.words import OrganisationKind

CODE = "A111"
NAME = "legal-entity-named"
ASKS = "Is the legal entity named?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(a)", "30(2)(a)", "4(7)")
ITEMS = ("A30-1-a-1", "A30-2-a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding when the organisation is a company with neither legal name nor registration number."""
    own = subject.register.organisations[subject.register.organisation]
    if own.kind is OrganisationKind.COMPANY and not own.legal_name and not own.registration_number:
        yield _finding(
            f"organisations/{own.key}",
            "the legal entity behind the organisation is not stated",
            fix=f"add `legal_name` (and `registration_number` where there is one) under `organisations`, `{own.key}`",
            position=own.position,
        )
