"""Every activity has a general description of its security measures.

An info finding where only `general` speaks of them.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      tls: {name: Encryption in transit, kind: technical}
    activities:
      newsletter:
        measures: [tls]
        flows:
          - customer -> shop: [email-address]

Why: Article 30(1)(g), and 30(2)(d) for processors, ask, where possible, for a general description
of the technical and organisational measures of Article 32(1). The measures of a system count for
the activities that use it. What a vendor does on its side, and advice to the people concerned, are
no measures of the organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.measures import own_measures

CODE = "A107"
NAME = "measures-stated"
ASKS = "Are the security measures stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(g)", "30(2)(d)", "32(1)", "5(1)(f)")
ITEMS = ("A30-1-g", "A30-2-d", "P5-1f")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity without a measure of its own or of a system it uses."""
    general = own_measures(subject, subject.register.general)
    for activity in subject.register.activities.values():
        if own_measures(subject, activity):
            continue
        if general:
            message, severity = "security measures are stated only generally, not for this activity", Severity.INFO
        else:
            message, severity = "no security measure is stated", Severity.WARNING
        yield _finding(
            f"activities/{activity.key}",
            f"{activity.title}: {message}",
            fix="add `measures: [...]` to the activity or to the systems it uses",
            position=activity.position,
            severity=severity,
        )
