"""A condition for special categories of data stands where such data are.

Wrong:

    ropa: 1
    register: {organisation: canteen}
    organisations: {canteen: {name: Canteen}}
    data_categories: {allergy: {name: Allergies}}
    activities:
      meals:
        purposes: [service-provision]
        special_category_condition: explicit-consent
        flows:
          - customer -> canteen: [allergy]

Right:

    ropa: 1
    register: {organisation: canteen}
    organisations: {canteen: {name: Canteen}}
    data_categories: {allergy: {name: Allergies, parent: health-data}}
    activities:
      meals:
        purposes: [service-provision]
        special_category_condition: explicit-consent
        flows:
          - customer -> canteen: [allergy]

Why: Who states a condition of Article 9(2) thinks of special categories of data. If the record names
none, either they are missing or a category of your own lacks its mark, and everything that this
program says of Article 9 data passes it by.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import SPECIAL, cites_of, controlled, marks_of_law, with_mark
from ropa.checks.facts import is_said

CODE = "B135"
NAME = "condition-has-data"
ASKS = "Are there data for each condition?"
SEVERITY = Severity.INFO
ARTICLES = ("9(1)", "9(2)")
ITEMS = ("S9-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with a condition and without such data."""
    marks = marks_of_law(subject.register)
    for activity in controlled(subject):
        conditions = [use for use in activity.special_category_condition if is_said(use)]
        if conditions and not with_mark(activity, marks, SPECIAL):
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: a condition of Article 9(2) is stated, but no data of a special category",
                fix="record the data, or give the category a `parent` or `mark: special-category`",
                position=conditions[0].position or activity.position,
                cites=cites_of(*conditions),
            )
