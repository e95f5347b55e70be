"""An activity that says `recipients: none` has none.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter:
        recipients: none
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        recipients: none
        flows:
          - customer -> shop: [email-address]

Why: The record would show "none" under letter (d) of Article 30(1) while its own flows name a
recipient. Hosts and other processors are recipients as well (Article 4(9)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import receivers, said_flows, titles

CODE = "A143"
NAME = "none-means-none"
ASKS = "Does “none” mean none?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(d)", "4(9)")
ITEMS = ("A30-1-d",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that says so and has an outside recipient all the same."""
    for activity in subject.register.activities.values():
        found = receivers(subject.register, said_flows(activity)) if activity.no_recipients else {}
        if found:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title} says `recipients: none`, but data go to {titles(subject.register, found)}",
                fix="remove `recipients: none`, or the flow if it does not exist",
                position=activity.position,
            )
