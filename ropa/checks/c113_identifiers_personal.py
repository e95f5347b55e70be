"""Online identifiers and other data that single somebody out are not called anonymous.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_categories:
      ip-address: {declared: not-personal}
    activities:
      statistics:
        flows:
          - visitor -> shop: [ip-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      statistics:
        flows:
          - visitor -> shop: [ip-address]

Why: Data are personal when they relate to somebody who can be identified, also by an online identifier
(Article 4(1)). Recital 30 names the addresses, cookie identifiers and other traces that devices and programs
leave. What an organisation calls them changes nothing: record, period, rights and transfers apply. The
finding stands on the vocabulary: what is, or stands below, technical, contact or identification data, user names,
location data and pseudonymised data.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claims import facts_about, is_denied, singles_out
from ropa.checks.facts import titles
from ropa.model.terms import Claim
from ropa.questions.text import distinct

CODE = "C113"
NAME = "identifiers-are-personal"
ASKS = "Are identifiers treated as personal data?"
SEVERITY = Severity.WARNING
ARTICLES = ("4(1)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "remove `declared`, treat the data as personal, and have the text corrected"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per category and per cookie that is called non-personal and singles somebody out."""
    register = subject.register
    for key, category in register.data_categories.items():
        if category.declared is not None and is_denied(category.declared) and singles_out(register, key):
            facts = facts_about(register, key)
            where = f"; it is about people ({facts[0][0]})" if facts else ""
            cites = (cite for _, found in facts for cite in found)
            yield _finding(
                f"data_categories/{key}",
                f"{category.title} is called {_words(category.declared)}, yet it can single somebody out "
                f"(recital 30){where}",
                fix=_FIX,
                position=category.position,
                cites=distinct((*category.declared.cites, *category.cites, *cites)),
            )
    for number, cookie in enumerate(register.cookies, start=1):
        if cookie.declared is not None and is_denied(cookie.declared):
            held = f" (it holds {titles(register, cookie.data)})" if cookie.data else ""
            name = cookie.name or "a cookie"
            yield _finding(
                f"cookies/{number}",
                f"{name} is called {_words(cookie.declared)}, yet a cookie can single out a device (recital 30){held}",
                fix=_FIX,
                position=cookie.position,
                cites=distinct((*cookie.declared.cites, *cookie.cites)),
            )


def _words(claim: Claim) -> str:
    return f"“{claim.stated_as or claim.value}”"
