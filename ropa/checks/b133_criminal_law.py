"""Data on criminal convictions and offences are authorised by a law.

An error where no law is cited and the organisation is no public authority; a warning where such data
are only possible.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      hiring:
        purposes: [recruitment]
        legal_basis: [{basis: consent, form: opt-in}]
        flows:
          - applicant -> shop: [criminal-conviction]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}}
    activities:
      hiring:
        purposes: [recruitment]
        legal_basis: [{basis: legal-obligation, law: "National Vetting Bureau Act 2012, section 12"}]
        flows:
          - applicant -> shop: [criminal-conviction]

Why: Such data may be processed only under the control of official authority, or where the law of the
Union or a Member State authorises it with safeguards for the people (Article 10). Consent or
legitimate interests alone do not do. An authority that names a public task is taken to be in control.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import CRIMINAL, at, bases_of, cites_of, labels, laws, marked_anywhere, softened, surest, title
from ropa.checks.facts import titles
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import Basis, OrganisationKind

CODE = "B133"
NAME = "criminal-data-under-law"
ASKS = "Are data on crimes authorised by a law?"
SEVERITY = Severity.ERROR
ARTICLES = ("10",)
ITEMS = ("K10",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with such data and no law, and one for `general`."""
    register = subject.register
    for activity, data in marked_anywhere(subject, CRIMINAL, covered=lambda item: _is_authorised(register, item)):
        bases = bases_of(activity)
        alone = f"; {labels(subject, bases)} alone does not do" if bases else ""
        yield _finding(
            at(activity),
            f"{title(activity)}: no law is cited that authorises the use of {titles(register, data)}{alone}",
            fix="add `law:` to the activity, or leave the data out",
            position=activity.position,
            severity=softened(SEVERITY, surest(data.values())),
            cites=cites_of(*bases),
        )


def _is_authorised(register: Register, activity: Activity) -> bool:
    if laws(activity, bases_of(activity)):
        return True
    owner = register.organisations.get(register.organisation)
    official = owner is not None and owner.kind is OrganisationKind.PUBLIC_AUTHORITY
    return official and bool(bases_of(activity, Basis.PUBLIC_TASK))
