"""Data that are made from personal data, or are about people, are called anonymous only with a reason.

A warning where the category is derived from others or consists of them, an info finding where it only is about people.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_categories:
      visit-figures: {name: Figures on visits, derived_from: [navigation-behaviour], declared: anonymous}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_categories:
      visit-figures: {name: Figures on visits, derived_from: [navigation-behaviour]}

Why: Data are anonymous only when nobody can be singled out any more by means reasonably likely to be used, by the
organisation or by anybody else (recital 26); until then they are pseudonymous at best, and personal (Article
4(5)). Making them so is itself a use of personal data. Where it was examined, record in a waiver how. Data that
single somebody out by their nature are C113's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claims import facts_about, is_denied, personal_bases, singles_out
from ropa.checks.facts import titles
from ropa.questions.text import distinct

CODE = "C114"
NAME = "anonymity-shown"
ASKS = "Is a reason given for anonymity?"
SEVERITY = Severity.WARNING
ARTICLES = ("4(1)", "4(5)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per category that is called anonymous and made from, or about, people's data."""
    register = subject.register
    for key, category in register.data_categories.items():
        claim = category.declared
        if claim is None or not is_denied(claim) or singles_out(register, key):
            continue
        bases, facts = personal_bases(register, key), facts_about(register, key)
        if bases:
            why, severity = f"it is made from {titles(register, bases)}", SEVERITY
        elif facts:
            why, severity = f"it is about people ({facts[0][0]})", Severity.INFO
        else:
            continue
        yield _finding(
            f"data_categories/{key}",
            f"{category.title} is called “{claim.stated_as or claim.value}”, yet {why}; what keeps it from leading "
            "back to somebody is not stated (recital 26)",
            fix="have it examined whether anybody can still be singled out; if so remove `declared`",
            position=category.position,
            severity=severity,
            cites=distinct((*claim.cites, *category.cites, *(cite for _, found in facts for cite in found))),
        )
