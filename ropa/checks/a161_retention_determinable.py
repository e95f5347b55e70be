"""A retention rule says how long, by a period or by a criterion.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], trigger: last order, disposal: erase}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y, disposal: erase}

Why: Article 30(1)(f) asks for time limits. When the clock starts and what happens at the end is not
yet how long it runs; where data go at once, `period: P0D` says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, all_rules, what_of

CODE = "A161"
NAME = "retention-determinable"
ASKS = "Can the time limit be determined?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(f)",)
ITEMS = ("A30-1-f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule with neither period nor criterion."""
    for activity, rule in all_rules(subject.register):
        if not rule.period and not rule.criterion:
            yield _finding(
                address(activity),
                f"the retention rule for {what_of(subject.register, rule)} states neither a period nor a criterion",
                fix="add `period` (for example P2Y) or `criterion`",
                position=rule.position or activity.position,
                cites=rule.cites,
            )
