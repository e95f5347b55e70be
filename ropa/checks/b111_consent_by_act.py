"""Consent is given by a clear act, not by browsing on.

An error where the register states it, a warning where it is implied or possible.

Wrong:

    ropa: 1
    register:
      organisation: shop
      legal_basis: [{basis: consent, form: browsing}]
    organisations: {shop: {name: Shop}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in, evidence: consents/newsletter.csv}]

Why: Consent is a freely given, specific, informed and unambiguous sign by a statement or a clear
affirmative act (Article 4(11)). Silence, boxes ticked in advance and inactivity are none (recital 32),
and so are scrolling and the further use of a website (EDPB Guidelines 05/2020 on consent). What rests
on such a consent has no basis under Article 6(1)(a).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled, form_of, surest
from ropa.model.activities import LegalBasis
from ropa.model.words import Basis, Certainty, ConsentForm

CODE = "B111"
NAME = "consent-by-clear-act"
ASKS = "Is consent given by a clear act?"
SEVERITY = Severity.ERROR
ARTICLES = ("6(1)(a)", "4(11)", "7(1)")
ITEMS = ("L6-1a",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the blanket consents that are given by browsing, and one per activity with such a one."""
    register = subject.register
    browsing = _by_browsing(blanket(subject, Basis.CONSENT))
    if browsing:
        yield _found(blanket_at(register), "a consent to everything is", browsing)
    for activity in controlled(subject):
        browsing = _by_browsing(bases_of(activity, Basis.CONSENT))
        if browsing:
            yield _found(f"activities/{activity.key}", f"{activity.title}: the consent is", browsing)


def _by_browsing(consents: tuple[LegalBasis, ...]) -> tuple[LegalBasis, ...]:
    return tuple(item for item in consents if form_of(item)[0] is ConsentForm.BROWSING)


def _found(at: str, what: str, consents: tuple[LegalBasis, ...]) -> Finding:
    sure = surest(form_of(item)[1] for item in consents) is Certainty.STATED
    return _finding(
        at,
        f"{what} taken from mere use of a website or service: that is no consent",
        fix="ask for a clear act (`form: opt-in`) before the data are used, or rely on another basis",
        position=consents[0].position,
        severity=Severity.ERROR if sure else Severity.WARNING,
        cites=cites_of(*consents),
    )
