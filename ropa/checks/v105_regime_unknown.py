"""The regimes of the register are ones that the law tables know.

Wrong: ropa: 1 register: {organisation: shop, regimes: [eu-gdpr, moon-law]} organisations: {shop:
{name: Shop}} Right: ropa: 1 register: {organisation: shop, regimes: [eu-gdpr]} organisations:
{shop: {name: Shop}}

Why: Nothing can be said under a regime of which no dated rows are at hand; every grade under it is
`unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "V105"
NAME = "regime-known"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "use `eu-gdpr`, `uk-gdpr` or `ch-fadp`, or accept that nothing is graded under it"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that a regime is not in the law tables."""
    for notice in of_kind(subject, "unknown-regime"):
        yield _finding(notice.at, notice.message, fix=_FIX, position=notice.position)
