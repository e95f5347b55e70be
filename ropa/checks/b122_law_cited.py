"""A legal obligation or a public task names the law behind it.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      books: {purposes: [bookkeeping], legal_basis: [{basis: legal-obligation}]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: DE}}
    activities:
      books: {purposes: [bookkeeping], legal_basis: [{basis: legal-obligation, law: "HGB section 257"}]}

Why: Article 6(3) lets only the law of the Union or of the Member State of the controller oblige or
empower, and that law decides the purpose. A duty under a contract or under the law of another country
is none. `law:` of the basis or of the activity names it; whether it is such a law a person must see.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled, labels, laws
from ropa.model.words import Basis

CODE = "B122"
NAME = "law-behind-basis-cited"
ASKS = "Is the law behind the legal basis named?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(3)", "6(1)(c)", "6(1)(e)")
ITEMS = ("L6-1c", "L6-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_BY_LAW = (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for blanket bases of this kind without a law, then one per activity with such a one."""
    everything = [item for item in blanket(subject, *_BY_LAW) if not item.law.strip()]
    if everything:
        yield _finding(
            blanket_at(subject.register),
            f"{labels(subject, everything)} is said to be a basis for everything, and the law behind it is not stated",
            fix="name the law at the activities that it is for, and take the blanket statement back",
            position=everything[0].position,
            cites=cites_of(*everything),
        )
    for activity in controlled(subject):
        bases = bases_of(activity, *_BY_LAW)
        without = [item for item in bases if not laws(activity, [item])]
        if without:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: the law behind the {labels(subject, without)} is not stated",
                fix="add `law:` to the basis: the act and its section",
                position=without[0].position,
                cites=cites_of(*without),
            )
