"""The data of an activity are categories, not only "personal data".

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [personal-data]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]

Why: Article 30(1)(c) asks for a description of the categories of personal data. That the data are
personal is what makes the law apply; it describes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import data_of, only_from, recorded
from ropa.model.register import Register

CODE = "A131"
NAME = "data-categories-specific"
ASKS = "Are the categories of data specific?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(c)",)
ITEMS = ("A30-1-c-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Words which, alone or together, name no category.
_EMPTY_WORDS = """
about all and any certain data details identifiable info information of on other personal personally some the user
users various you your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity whose data are nothing but the root of the tree or words that say no more."""
    for activity in recorded(subject.register):
        stated = data_of(activity)
        if stated and all(_says_nothing(subject.register, key) for key in stated):
            yield _finding(
                f"activities/{activity.key}",
                f"the data of {activity.title} are described only as `{subject.register.title(stated[0])}`",
                fix="name the categories (`ropa vocabulary data` lists them), or use your own words",
                position=activity.position,
            )


def _says_nothing(register: Register, key: str) -> bool:
    category = register.data_categories.get(key)
    return key == "personal-data" or (category is not None and only_from(category.title, _EMPTY))
