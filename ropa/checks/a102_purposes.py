"""Every activity of a controller has at least one purpose.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {role: controller, data_subjects: [customer], data: [email-address]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        role: controller
        purposes: [direct-marketing]
        data_subjects: [customer]
        data: [email-address]

Why: Article 30(1)(b) asks for the purposes, and Article 5(1)(b) lets nobody collect data without
one. The name of an activity is not its purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, recorded

CODE = "A102"
NAME = "purposes-stated"
ASKS = "Are the purposes stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(b)", "5(1)(b)")
ITEMS = ("A30-1-b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity without a purpose."""
    for activity in recorded(subject.register):
        if not any(is_said(use) for use in activity.purposes):
            yield _finding(
                f"activities/{activity.key}",
                f"no purpose is stated for {activity.title}",
                fix="add `purposes: [...]`: a key of the vocabulary (`ropa vocabulary purposes`) or your own words",
                position=activity.position,
            )
