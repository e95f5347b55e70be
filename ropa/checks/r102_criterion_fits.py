"""A criterion for retention does not contradict a period for the same data.

It does where its words name another length, or say that there is no end. A criterion beside a period is
no contradiction otherwise: it may be a stage of its own (as long as the account exists, then 30 days).

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows:
          - customer -> shop: [order-contents]
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y, criterion: kept for at most two years}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows:
          - customer -> shop: [order-contents]
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y, criterion: limitation of claims}

Why: A criterion replaces a number where none is possible (Article 13(2)(a)); where both are given, they
have to lead to the same day (Articles 5(1)(e), 30(1)(f)). The words are read only as far as they name
a length or say that it is endless; whatever else they mean, a person has to compare.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, conflict_about, conflicts_of, limit_of, reach_of, what_of
from ropa.questions.retention_conflicts import ConflictKind
from ropa.questions.retention_periods import contradicts
from ropa.questions.text import distinct

CODE = "R102"
NAME = "criterion-fits-period"
ASKS = "Does the criterion fit the period?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "13(2)(a)", "14(2)(a)", "30(1)(f)")
ITEMS = ("A30-1-f", "N13-2a", "N14-2a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "correct the one that is wrong, or say with `when:` what each of them is for"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule that contradicts itself, and one per group of rules that contradict each other."""
    register = subject.register
    reach = reach_of(register)
    for rule in reach.rules:
        said = rule.said
        if rule.is_said and said.period and said.criterion and contradicts(said.criterion, said.period):
            yield _finding(
                address(rule.activity),
                f"the retention rule for {what_of(register, said)} contradicts itself: {limit_of(said)}",
                fix=_FIX,
                position=said.position or rule.activity.position,
                cites=said.cites,
            )
    for conflict in conflicts_of(register):
        if conflict.kind is ConflictKind.CRITERION_AND_PERIOD:
            first = conflict.rules[0]
            limits = "; ".join(limit_of(rule.said) for rule in conflict.rules)
            yield _finding(
                address(first.activity),
                f"{conflict_about(register, conflict)}: a criterion contradicts a period: {limits}",
                fix=_FIX,
                position=first.said.position or first.activity.position,
                cites=distinct(cite for rule in conflict.rules for cite in rule.said.cites),
            )
