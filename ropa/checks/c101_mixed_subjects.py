"""A flow out of a system that several kinds of people feed says whose data it carries.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    systems: {crm: {operator: shop}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]
          - employee -> crm: [email-address]
          - crm -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    systems: {crm: {operator: shop}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]
          - employee -> crm: [email-address]
          - crm -> mailer: {data: [email-address], subjects: [customer]}

Why: Where a flow names no data subjects, all from whom the data came upstream are taken. That may
be right, and may also say of employees what holds only for customers; only the organisation knows
(Article 5(1)(d)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "C101"
NAME = "mixed-subjects-told-apart"
SEVERITY = Severity.INFO
ARTICLES = ("5(1)(d)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that it took several kinds of people from upstream."""
    for notice in of_kind(subject, "mixed-subjects"):
        yield _finding(notice.at, notice.message, fix="add `subjects: [...]` or `pairs:`", position=notice.position)
