"""Vital interests are the last resort.

Wrong:

    ropa: 1
    register: {organisation: site}
    organisations: {site: {name: Building site}}
    activities:
      first-aid: {purposes: [human-resources-management], legal_basis: [{basis: vital-interests}]}

Right:

    ropa: 1
    register: {organisation: site}
    organisations: {site: {name: Building site, country: DE}}
    activities:
      first-aid:
        purposes: [human-resources-management]
        legal_basis: [{basis: legal-obligation, law: "DGUV Regulation 1, section 24"}]

Why: Article 6(1)(d) is for what protects somebody's life; for that of others than the person it should
be used only where no other basis can be (recital 46). What is prepared in advance has as a rule
another one. A reminder for a person, not a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled
from ropa.model.words import Basis

CODE = "B123"
NAME = "vital-interests-last"
ASKS = "Are vital interests the last resort?"
SEVERITY = Severity.INFO
ARTICLES = ("6(1)(d)",)
ITEMS = ("L6-1d",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that rests on vital interests."""
    for activity in controlled(subject):
        vital = bases_of(activity, Basis.VITAL_INTERESTS)
        if vital:
            others = len(bases_of(activity)) > len(vital)
            beside = ", and another basis stands beside it" if others else ""
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title} rests on vital interests, the last resort{beside}",
                fix="see whether another basis holds; if none does, waive this with the reason",
                position=vital[0].position,
                cites=cites_of(*vital),
            )
