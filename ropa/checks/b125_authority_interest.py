"""A public authority does not rest its tasks on legitimate interests.

Wrong:

    ropa: 1
    register: {organisation: town}
    organisations: {town: {name: Town, kind: public-authority}}
    activities:
      permits:
        purposes: [legal-obligation]
        legal_basis: [{basis: legitimate-interests}]

Right:

    ropa: 1
    register: {organisation: town}
    organisations: {town: {name: Town, kind: public-authority}}
    activities:
      permits:
        purposes: [legal-obligation]
        legal_basis: [{basis: public-task, law: "Building Code, section 61"}]

Why: The last sentence of Article 6(1) shuts legitimate interests out for authorities in the
performance of their tasks: the legislator has to give them a basis (recital 47). What an authority
does outside its tasks may rest on them; a person must see which it is, hence a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled
from ropa.model.words import Basis, OrganisationKind

CODE = "B125"
NAME = "authority-without-interests"
ASKS = "Does an authority rest its tasks on legitimate interests?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(1)(f)", "6(1)")
ITEMS = ("L6-1f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity of a public authority that rests on legitimate interests."""
    register = subject.register
    owner = register.organisations.get(register.organisation)
    if owner is None or owner.kind is not OrganisationKind.PUBLIC_AUTHORITY:
        return
    for activity in controlled(subject):
        bases = bases_of(activity, Basis.LEGITIMATE_INTERESTS)
        if bases:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title} of a public authority rests on legitimate interests, which its tasks cannot",
                fix="name the law under `basis: public-task` or `legal-obligation`, or waive it: not one of its tasks",
                position=bases[0].position,
                cites=cites_of(*bases),
            )
