"""Data that move to another place, or are only archived or restricted, have a last time limit.

A place to which data move needs a rule of its own; where the data are to be erased as well, R103 says so.

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

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, limit_of, names, reach_of, rules_by_activity, title_of, what_of
from ropa.language import listing
from ropa.model.words import Disposal
from ropa.questions.retention_base import Rule
from ropa.questions.retention_reach import Reach

CODE = "R104"
NAME = "next-place-limited"
ASKS = "Does the next place have a time limit?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "30(1)(f)")
ITEMS = ("A30-1-f", "P5-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule for the places to which data move without a limit, or for data that just stay."""
    reach = reach_of(subject.register)
    by_activity = rules_by_activity(rule for rule in reach.rules if rule.is_said)
    for rule in reach.rules:
        said = rule.said
        if not rule.is_said or rule.erases:
            continue
        if said.disposal and not said.then_in and not _has_an_end(reach, rule, by_activity):
            yield _stays(subject, rule)
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


def _has_an_end(reach: Reach, rule: Rule, by_activity: Mapping[str, list[Rule]]) -> bool:
    """Return whether another rule for such data lets them end: they are erased, or it names a limit and no disposal."""
    near = by_activity.get(rule.activity.key, [])
    general = [] if rule.is_general else by_activity.get("general", [])
    return any(
        other.id != rule.id
        and (other.erases or (other.is_limit and not other.said.disposal))
        and reach.overlap(rule.said, other.said)
        for other in (*near, *general)
    )


#: What only archived or restricted data are, in a sentence.
_KEPT: Final = MappingProxyType({Disposal.ARCHIVE: "archived", Disposal.RESTRICT: "restricted"})


def _stays(subject: Subject, rule: Rule) -> Finding:
    said = rule.said
    after = f" after {limit_of(said)}" if rule.is_limit else ""
    kept = listing([_KEPT[item] for item in said.disposal if item in _KEPT])
    return _finding(
        address(rule.activity),
        f"{title_of(rule.activity)}: {what_of(subject.register, said)} is {kept}{after}, "
        "and when it is erased is not stated",
        fix="add a rule with `trigger`, `period` and `disposal: erase` for what is archived or restricted",
        position=said.position or rule.activity.position,
        cites=said.cites,
    )
