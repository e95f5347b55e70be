"""Every activity of a controller says which categories of personal data it holds.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing], data_subjects: [customer]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [direct-marketing]
        data_subjects: [customer]
        data: [email-address]

Why: Article 30(1)(c) asks for the categories of personal data beside those of data subjects.
Without them nobody can see which data need a condition of Article 9 or 10, a time limit or a
safeguard. Of data that do not come from the people themselves, these are told the categories too (Article 14(1)(d)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import data_of, recorded

CODE = "A108"
NAME = "data-categories-stated"
ASKS = "Are the categories of data stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(c)", "14(1)(d)")
ITEMS = ("A30-1-c-2", "N14-1d")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES[:1])


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity of whose data nothing is said."""
    for activity in recorded(subject.register):
        if not data_of(activity):
            yield _finding(
                f"activities/{activity.key}",
                f"no category of personal data is stated for {activity.title}",
                fix="name the data at its flows, or add `data: [...]`",
                position=activity.position,
            )
