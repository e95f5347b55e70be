"""A retention period says when it begins.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], period: P3Y}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y}

Why: Three years from the order, from the last order or from the end of the contract are different
time limits (Article 30(1)(f)). Without a start nobody can tell on which day the data have to go.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, all_rules, what_of
from ropa.language import duration

CODE = "A162"
NAME = "retention-start-stated"
ASKS = "Is the start of the time limit stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(f)",)
ITEMS = ("A30-1-f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule with a period and no trigger."""
    for activity, rule in all_rules(subject.register):
        if rule.period and not rule.trigger:
            yield _finding(
                address(activity),
                f"the period of {duration(rule.period)} for {what_of(subject.register, rule)} has no stated start",
                fix="add `trigger:`, for example `last order` or `end of contract`",
                position=rule.position or activity.position,
                cites=rule.cites,
            )
