"""Every activity of a controller says about which kinds of people it holds data.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        purposes: [direct-marketing]
        flows:
          - shop -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        purposes: [direct-marketing]
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: [email-address]

Why: Article 30(1)(c) asks for the categories of data subjects. Whose addresses are mailed decides
which rights, which notice and which risks there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import recorded, subjects_of

CODE = "A103"
NAME = "data-subjects-stated"
ASKS = "Are the data subjects stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(c)",)
ITEMS = ("A30-1-c-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity of whose data subjects nothing is said."""
    for activity in recorded(subject.register):
        if not subjects_of(subject.register, activity):
            yield _finding(
                f"activities/{activity.key}",
                f"no kind of data subjects is stated for {activity.title}",
                fix="start a flow at a kind of people (`customer -> shop: [...]`), or add `data_subjects: [...]`",
                position=activity.position,
            )
