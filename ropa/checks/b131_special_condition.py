"""Special categories of data stand under a condition of Article 9(2).

An error; a warning where such data are only possible. What `general` collects is told there, unless
an activity has the same data and answers for them.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      canteen:
        purposes: [service-provision]
        legal_basis: [{basis: contract}]
        flows:
          - employee -> shop: [health-data]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      canteen:
        purposes: [service-provision]
        legal_basis: [{basis: consent, form: explicit}]
        special_category_condition: explicit-consent
        flows:
          - employee -> shop: [health-data]

Why: Article 9(1) forbids the processing of such data unless a condition of paragraph 2 applies, in
addition to a legal basis of Article 6(1). Which categories these are is a mark in the vocabulary that
narrower categories inherit; `mark: special-category` sets it on one of your own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import SPECIAL, at, marked_anywhere, softened, surest, title
from ropa.checks.facts import is_said, titles
from ropa.model.activities import Activity

CODE = "B131"
NAME = "special-data-under-condition"
ASKS = "Do special categories stand under a condition?"
SEVERITY = Severity.ERROR
ARTICLES = ("9(1)", "9(2)")
ITEMS = ("S9-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with such data and no condition, and one for `general`."""
    register = subject.register
    for activity, data in marked_anywhere(subject, SPECIAL, covered=_has_condition):
        yield _finding(
            at(activity),
            f"{title(activity)}: no condition of Article 9(2) is stated for {titles(register, data)}",
            fix="add `special_category_condition:` (`ropa vocabulary conditions` lists them), or leave the data out",
            position=activity.position,
            severity=softened(SEVERITY, surest(data.values())),
        )


def _has_condition(activity: Activity) -> bool:
    return any(is_said(use) for use in activity.special_category_condition)
