"""Legitimate interests are named, and weighed against those of the people, with a date.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      screening: {purposes: [fraud-prevention], legal_basis: [{basis: legitimate-interests}]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      screening:
        purposes: [fraud-prevention]
        legal_basis: [{basis: legitimate-interests}]
        legitimate_interests:
          interest: Fewer orders that are never paid
          assessment: assessments/screening.pdf
          date: 2026-03-02

Why: People are told which interest is pursued, by whom (Articles 13(1)(d) and 14(2)(b)); the words
"legitimate interests" name none. The basis holds only where the interest is lawful, the data are needed
for it, and the interests of the people, of children above all, do not weigh more (Article 6(1)(f));
to show that takes a dated assessment (Article 5(2)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled
from ropa.checks.facts import is_said, only_from
from ropa.model.activities import Activity, LegitimateInterests
from ropa.model.words import Basis

CODE = "B124"
NAME = "interest-named-and-weighed"
ASKS = "Are legitimate interests named and weighed?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(1)(f)", "13(1)(d)", "14(2)(b)", "5(2)")
ITEMS = ("L6-1f", "N13-1d", "N14-2b")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Words that name no interest, alone or together.
_EMPTY_WORDS = """
a and business commercial company controller in interest interests its legitimate of our overriding the their us we
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for a blanket basis without an interest, then one per activity: what is not stated."""
    register = subject.register
    general = _said(register.general)
    everything = blanket(subject, Basis.LEGITIMATE_INTERESTS)
    if everything and not _names(general):
        yield _finding(
            blanket_at(register),
            "legitimate interests are said to be a basis for everything, and which interest that is, is not stated",
            fix="name the interest of each activity under `legitimate_interests`, and take the blanket statement back",
            position=everything[0].position,
            cites=cites_of(*everything),
        )
    for activity in controlled(subject):
        bases = bases_of(activity, Basis.LEGITIMATE_INTERESTS)
        if not bases:
            continue
        stated = _said(activity)
        missing = _missing(stated)
        if missing:
            generally = "; an interest is stated only in general" if not _names(stated) and _names(general) else ""
            facts = () if stated is None else (stated,)
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title} rests on legitimate interests; not stated: {' and '.join(missing)}{generally}",
                fix="add `legitimate_interests: {interest: ..., assessment: ..., date: ...}`",
                position=(stated.position if stated is not None else None) or bases[0].position,
                articles=ARTICLES if not _names(stated) else ("6(1)(f)", "5(2)"),
                cites=cites_of(*bases, *facts),
            )


def _said(activity: Activity | None) -> LegitimateInterests | None:
    stated = activity.legitimate_interests if activity is not None else None
    return stated if stated is not None and is_said(stated) else None


def _names(stated: LegitimateInterests | None) -> bool:
    """Return whether an interest is named; a text that says only that it is legitimate names none."""
    return stated is not None and bool(stated.interest.strip()) and not only_from(stated.interest, _EMPTY)


def _missing(stated: LegitimateInterests | None) -> list[str]:
    missing = [] if _names(stated) else ["the interest"]
    if stated is None or not stated.assessment.strip():
        missing.append("its assessment")
    elif stated.date is None:
        missing.append("the date of its assessment")
    return missing
