"""A place to which data move has a retention rule of its own.

Where the data are to be erased as well, R103 says so.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {web-shop: {operator: shop}, archive: {operator: shop}}
    activities:
      orders:
        flows:
          - customer -> web-shop: [order-contents]
        retention:
          - {data: [order-contents], trigger: end of the year, period: P3Y, disposal: archive, then_in: [archive]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {web-shop: {operator: shop}, archive: {operator: shop}}
    activities:
      orders:
        flows:
          - customer -> web-shop: [order-contents]
        retention:
          - {data: [order-contents], trigger: end of the year, period: P3Y, disposal: archive, then_in: [archive]}
          - {data: [order-contents], in: [archive], trigger: end of the year, period: P10Y, disposal: erase}

Why: Moving data is not erasing them: the time limit of Article 30(1)(f) is the last of the chain, and
without it storage has no end (Article 5(1)(e)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, limit_of, names, reach_of, title_of, what_of

CODE = "R104"
NAME = "next-place-limited"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "30(1)(f)")
ITEMS = ("A30-1-f", "P5-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule for the places to which data move, not to be erased, and that no rule is about."""
    reach = reach_of(subject.register)
    for rule in reach.rules:
        said = rule.said
        if not rule.is_said or rule.erases:
            continue
        open_ends = [place for place in said.then_in if not reach.following(rule, place)]
        if open_ends:
            after = f"after {limit_of(said)}" if rule.is_limit else "then"
            places = names(subject.register, open_ends)
            yield _finding(
                address(rule.activity),
                f"{title_of(rule.activity)}: {what_of(subject.register, said)} {after} moves to {places}, "
                "and no rule says for how long it stays there",
                fix=f"add a rule `in: [{', '.join(open_ends)}]` with `trigger` and `period`",
                position=said.position or rule.activity.position,
                cites=said.cites,
            )
