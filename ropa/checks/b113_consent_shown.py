"""Where consent is relied on, it is stated where it is recorded.

An info finding where consents are recorded, but not said for this use of data.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [newsletter], legal_basis: [{basis: consent, form: opt-in}]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in, evidence: consents/newsletter.csv}]

Why: The controller must be able to demonstrate that the person consented: who, when, to which words
(Article 7(1)). An activity that itself holds consent records shows it as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled
from ropa.checks.facts import data_of
from ropa.model.activities import Activity, LegalBasis
from ropa.model.register import Register
from ropa.model.words import Basis

CODE = "B113"
NAME = "consent-demonstrable"
ASKS = "Can consent be shown?"
SEVERITY = Severity.WARNING
ARTICLES = ("7(1)", "5(2)")
ITEMS = ("CN7-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: The category of the vocabulary for when, how and to what a person has agreed.
_RECORDS = "consent-record"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the blanket consents without a record, and one per activity with such a one."""
    register = subject.register
    general = () if register.general is None else (register.general,)
    kept = any(_holds_records(register, activity) for activity in (*register.activities.values(), *general))
    consents = _unshown(blanket(subject, Basis.CONSENT))
    if consents:
        yield _found(blanket_at(register), "the consent to everything", consents, kept=kept)
    for activity in controlled(subject):
        consents = _unshown(bases_of(activity, Basis.CONSENT))
        if consents and not _holds_records(register, activity):
            yield _found(f"activities/{activity.key}", f"the consent to {activity.title}", consents, kept=kept)


def _unshown(consents: tuple[LegalBasis, ...]) -> tuple[LegalBasis, ...]:
    return tuple(item for item in consents if not item.evidence.strip())


def _holds_records(register: Register, activity: Activity) -> bool:
    return any(_RECORDS in (key, *register.broader_categories(key)) for key in data_of(activity))


def _found(at: str, what: str, consents: tuple[LegalBasis, ...], *, kept: bool) -> Finding:
    generally = "; consent records are kept, but whether of this one is not stated" if kept else ""
    return _finding(
        at,
        f"where {what} is recorded is not stated{generally}",
        fix="add `evidence:` to the consent: the document, list or system that shows it",
        position=consents[0].position,
        severity=Severity.INFO if kept else Severity.WARNING,
        cites=cites_of(*consents),
    )
