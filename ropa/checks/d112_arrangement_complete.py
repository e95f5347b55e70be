"""An arrangement between joint controllers says who does what, is dated, and its essence is there for people to read.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, partner: {name: Partner}}
    agreements:
      draw-terms: {kind: joint-controller, between: [shop, partner]}
    activities:
      prize-draw: {role: joint-controller, joint_with: [partner], arrangement: draw-terms}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, partner: {name: Partner}}
    agreements:
      draw-terms:
        kind: joint-controller
        between: [shop, partner]
        signed: 2026-02-01
        duties: ["rights of data subjects: shop", "information: partner"]
        contact_point: privacy@shop.example
        essence: section 9 of the privacy policy
    activities:
      prize-draw: {role: joint-controller, joint_with: [partner], arrangement: draw-terms}

Why: Article 26(1) asks who fulfils which duty, and lets the arrangement name a contact point; Article
26(2) asks that it reflects the real roles and that its essence is made available to data subjects. A
contact point is optional: where nothing else is missing the finding is for your information.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, Parties, cites_of, partners_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument, is_said, titles
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import AgreementKind

CODE = "D112"
NAME = "arrangement-complete"
ASKS = "Is the arrangement of joint controllers complete?"
SEVERITY = Severity.WARNING
ARTICLES = ("26(1)", "26(2)")
ITEMS = ("J26-1", "J26-1b", "J26-2")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per arrangement that names what it lacks, and who is no party of it."""
    register = subject.register
    agreements = Agreements(register)
    partners = _partners(register)
    for agreement in register.agreements.values():
        if agreement.kind is not AgreementKind.JOINT_CONTROLLER:
            continue
        missing = _missing(agreement)
        wanted = (register.organisation, *partners.get(agreement.key, ()))
        absent = [key for key in wanted if agreement.between and not agreements.binds(agreement, key)]
        said = [f"not stated of {instrument(agreement)}: {'; '.join(missing)}"] if missing else []
        if absent:
            said.append(f"{titles(register, absent)} is no party of {instrument(agreement)}")
        if said:
            only_contact = missing == [_CONTACT] and not absent
            yield _finding(
                f"agreements/{agreement.key}",
                "; ".join(said),
                fix="add `between`, `signed`, `duties`, `contact_point` and `essence`, or correct the partners",
                position=agreement.position,
                severity=Severity.INFO if only_contact else SEVERITY,
                cites=cites_of([agreement]),
            )


_CONTACT = "a contact point for data subjects (optional)"


def _missing(agreement: Agreement) -> list[str]:
    missing = []
    if len(agreement.between) < 2:
        missing.append("all parties")
    if agreement.signed is None:
        missing.append("date of signature")
    if not agreement.duties:
        missing.append("who fulfils which duty")
    if not agreement.essence:
        missing.append("where data subjects find its essence")
    if not agreement.contact_point:
        missing.append(_CONTACT)
    return missing


def _partners(register: Register) -> dict[str, tuple[str, ...]]:
    """Return by arrangement the partners of the activities that name it, sorted."""
    parties = Parties(register)
    found: dict[str, set[str]] = {}
    for activity in register.activities.values():
        if activity.arrangement and is_said(activity):
            partners = partners_of(register, parties, activity)
            for key in activity.arrangement:
                found.setdefault(key, set()).update(partners)
    return {key: tuple(sorted(names)) for key, names in found.items()}
