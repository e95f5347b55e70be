"""Retention rules for the same data in the same case do not contradict each other.

A warning where the lengths differ; an info finding where several criteria stand side by side and nothing says
which of them decides. A rule for less (one category, one kind of people, one system, one case) goes before a
wider one and is no contradiction; rules with different `when` are variants.

Wrong:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
        retention:
          - {data: [email-address], trigger: consent withdrawn, period: P30D, cite: policy:40}
          - {data: [email-address], trigger: consent withdrawn, period: P1Y, cite: policy:61}

Right:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
        retention:
          - {data: [email-address], when: no order yet, trigger: consent withdrawn, period: P30D, cite: policy:40}
          - {data: [email-address], when: has ordered, trigger: consent withdrawn, period: P1Y, cite: policy:61}

Why: With two time limits for one category nobody can tell on which day the data have to go
(Articles 5(1)(e), 30(1)(f)), and people are told two things (Article 13(2)(a)). Both statements stay
in the register with their places until the organisation decides. A length is compared as the calendar
makes it: a month is 28 to 31 days, so that 30 days and one month do not differ for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, conflict_about, conflicts_of, limit_of
from ropa.model.register import Register
from ropa.questions.retention_conflicts import Conflict, ConflictKind
from ropa.questions.text import distinct

CODE = "R101"
NAME = "retention-rules-agree"
ASKS = "Do the retention rules agree?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "13(2)(a)", "14(2)(a)", "30(1)(f)")
ITEMS = ("A30-1-f", "N13-2a", "N14-2a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per group of rules that contradict each other, with the citations of all of them."""
    for conflict in conflicts_of(subject.register):
        if conflict.kind is not ConflictKind.CRITERION_AND_PERIOD:
            yield _found(subject.register, conflict)


def _found(register: Register, conflict: Conflict) -> Finding:
    first = conflict.rules[0]
    criteria = conflict.kind is ConflictKind.CRITERION
    what = "several criteria, and nothing says which decides" if criteria else "different lengths"
    case = f" in the case of {conflict.when}" if conflict.when else ""
    limits = "; ".join(limit_of(rule.said) for rule in conflict.rules)
    return _finding(
        address(first.activity),
        f"{conflict_about(register, conflict)}{case}: {what}: {limits}",
        fix="decide which of them holds, or say with `when:`, `data:`, `subjects:` or `in:` what each of them is for",
        position=first.said.position or first.activity.position,
        severity=Severity.INFO if criteria else Severity.WARNING,
        cites=distinct(cite for rule in conflict.rules for cite in rule.said.cites),
    )
