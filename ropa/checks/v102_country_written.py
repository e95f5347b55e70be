"""Countries are written as two-letter codes.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: Ireland}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}}

Why: Names and three-letter codes are understood and turned into the code of ISO 3166-1. The finding
shows how each was read, since the name of one country can be part of another's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "V102"
NAME = "country-code-written"
ASKS = "Is the country written as a code?"
SEVERITY = Severity.INFO
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "write the two-letter code"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that it read a name or a longer code as a country."""
    for notice in of_kind(subject, "normalised-country"):
        yield _finding(notice.at, notice.message, fix=_FIX, position=notice.position)
