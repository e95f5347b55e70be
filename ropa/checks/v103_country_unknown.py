"""A country is one that exists.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: Neverland}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}}

Why: A word that is no country is kept as written, and every flow to it is graded `unknown`: Article
30(1)(e) asks for the third country to be identified.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "V103"
NAME = "country-known"
ASKS = "Does the country exist?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(e)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "write the two-letter code of ISO 3166-1, or leave the country out where it is not known"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that a country is known to nobody."""
    for notice in of_kind(subject, "unknown-country"):
        yield _finding(notice.at, notice.message, fix=_FIX, position=notice.position)
