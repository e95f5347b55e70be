"""A request for consent stands apart from terms and other matters.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: bundled, stated_as: "by accepting our terms"}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in}]

Why: Where consent is part of a written declaration on other matters, the request must be clearly
distinguishable, in clear and plain words; what infringes that does not bind (Article 7(2)). One box for
the terms and for the use of data is no specific consent either (Articles 4(11), 7(4)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled, form_of
from ropa.model.activities import LegalBasis
from ropa.model.words import Basis, ConsentForm

CODE = "B112"
NAME = "consent-apart-from-terms"
ASKS = "Is consent asked for apart from the terms?"
SEVERITY = Severity.WARNING
ARTICLES = ("7(2)", "7(4)", "4(11)")
ITEMS = ("CN7-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the blanket consents that are bundled with terms, and one per activity with such a one."""
    register = subject.register
    bundled = _bundled(blanket(subject, Basis.CONSENT))
    if bundled:
        yield _found(blanket_at(register), "a consent to everything is", bundled)
    for activity in controlled(subject):
        bundled = _bundled(bases_of(activity, Basis.CONSENT))
        if bundled:
            yield _found(f"activities/{activity.key}", f"{activity.title}: the consent is", bundled)


def _bundled(consents: tuple[LegalBasis, ...]) -> tuple[LegalBasis, ...]:
    return tuple(item for item in consents if form_of(item)[0] is ConsentForm.BUNDLED)


def _found(at: str, what: str, consents: tuple[LegalBasis, ...]) -> Finding:
    return _finding(
        at,
        f"{what} part of agreeing to terms: such a part does not bind",
        fix="ask for consent on its own, apart from terms and policy, and record `form: opt-in`",
        position=consents[0].position,
        cites=cites_of(*consents),
    )
