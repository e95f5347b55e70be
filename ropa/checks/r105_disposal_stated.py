"""A retention rule says what becomes of the data when their time is over.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], trigger: last order, period: P3Y, disposal: erase}

Why: Article 30(1)(f) speaks of erasure. Data made anonymous are no personal data any more; data that
are archived or restricted still are, and need a time limit of their own. A rule that says nothing is
read as erasure by its reader, and perhaps not by those who carry it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, cited, reach_of, rules_by_activity, title_of, what_of
from ropa.model.base import Cite
from ropa.questions.text import distinct, in_order

CODE = "R105"
NAME = "disposal-stated"
ASKS = "Is it stated what becomes of the data?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(f)",)
ITEMS = ("A30-1-f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity for its rules that state a limit and no end."""
    silent = [
        rule
        for rule in reach_of(subject.register).rules
        if rule.is_said and rule.is_limit and not rule.said.disposal and not rule.said.then_in
    ]
    for rules in rules_by_activity(silent).values():
        first = rules[0]
        about: dict[str, list[Cite]] = {}
        for rule in rules:
            about.setdefault(what_of(subject.register, rule.said), []).extend(rule.said.cites)
        said = "; ".join(what + cited(in_order(cites)) for what, cites in about.items())
        yield _finding(
            address(first.activity),
            f"{title_of(first.activity)}: what happens when the time is over is not stated for {said}",
            fix="add `disposal:` (erase, anonymise, archive, restrict), or `then_in:` where the data move on",
            position=first.said.position or first.activity.position,
            cites=distinct(cite for rule in rules for cite in rule.said.cites),
        )
