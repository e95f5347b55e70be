"""A register that rests everything on consent names no other basis anywhere.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy}}
      legal_basis: [{basis: consent, stated_as: "based solely on your consent", cite: policy:9}]
    organisations: {shop: {name: Shop}}
    activities:
      access-logs: {purposes: [security], legal_basis: [{basis: legitimate-interests, cite: policy:30}]}

Right:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}}
    activities:
      access-logs: {purposes: [security], legal_basis: [{basis: legitimate-interests, cite: policy:30}]}

Why: Who asks for consent to everything and relies on another basis for some of it lets people believe
in a choice that they do not have: processing is not fair and transparent then (Article 5(1)(a)), nor
is the basis told of each purpose (Article 13(1)(c)). Both statements stay, with their lines, until the
organisation decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled, labels
from ropa.language import some
from ropa.model.words import Basis

CODE = "B103"
NAME = "blanket-consent-alone"
ASKS = "Does everything rest on consent alone?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(1)", "5(1)(a)", "13(1)(c)")
ITEMS = ("P5-1a", "N13-1c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the blanket consent, and the activities that name another basis."""
    register = subject.register
    consents = blanket(subject, Basis.CONSENT)
    if not consents:
        return
    others = [item for item in blanket(subject) if item.basis is not Basis.CONSENT]
    where = [] if not others else ["other blanket statements"]
    for activity in controlled(subject):
        mine = [item for item in bases_of(activity) if item.basis is not Basis.CONSENT]
        others.extend(mine)
        if mine:
            where.append(activity.title)
    if others:
        yield _finding(
            blanket_at(register),
            f"consent is stated for everything, yet {labels(subject, others)} for {some(where)}",
            fix="decide basis by basis: take the blanket statement back, or the other bases",
            position=consents[0].position,
            cites=cites_of(*consents, *others),
        )
