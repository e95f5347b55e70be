"""Data from which something sensitive can be read, or was, are seen by a person.

Found where a category in use is `derived_from` others and either it or one of these is a special
category: the one has the mark of Article 9 and the other has not.

Wrong:

    ropa: 1
    register: {organisation: caterer}
    organisations: {caterer: {name: Caterer}}
    data_categories:
      presumed-belief: {name: Presumed belief, parent: religious-belief, derived_from: [order-contents]}
    activities:
      menus:
        purposes: [personalisation]
        flows:
          - customer -> caterer: [order-contents, presumed-belief]

Right:

    ropa: 1
    register: {organisation: caterer}
    organisations: {caterer: {name: Caterer}}
    data_categories:
      favourite-dish: {name: Favourite dish, parent: profile-data, derived_from: [order-contents]}
    activities:
      menus:
        purposes: [personalisation]
        flows:
          - customer -> caterer: [order-contents, favourite-dish]

Why: Article 9 also covers data that reveal something sensitive indirectly, by inference (Court of
Justice, C-184/20, from general knowledge and not verified here): a dish can tell a belief. Whether it
does in a case no register can decide; somebody has to look, and record the condition where it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import SPECIAL, cites_of, marks_of_law, with_general
from ropa.checks.facts import data_of, titles
from ropa.model.register import Register

CODE = "B134"
NAME = "inferred-special-data-seen"
ASKS = "Has a person looked at data that may be sensitive?"
SEVERITY = Severity.INFO
ARTICLES = ("9(1)",)
ITEMS = ("S9-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per category in use that is inferred across the border of Article 9."""
    register = subject.register
    marks = marks_of_law(register)
    used = {key for activity in with_general(subject) for key in data_of(activity)}
    for key in sorted(used & register.data_categories.keys()):
        category = register.data_categories[key]
        is_special = SPECIAL in marks.get(key, ())
        across = [item for item in category.derived_from if (SPECIAL in marks.get(item, ())) is not is_special]
        if across:
            yield _finding(
                f"data_categories/{key}",
                f"{_words(register, key, across, is_special=is_special)}: Article 9 may apply to both",
                fix="let a person decide; mark what reveals it with `mark: special-category`",
                position=category.position,
                cites=cites_of(category),
            )


def _words(register: Register, key: str, across: list[str], *, is_special: bool) -> str:
    mine, theirs = ("a special category", "no such mark") if is_special else ("no special category", "that mark")
    return f"{register.title(key)} is {mine} and derived from {titles(register, across)}, which has {theirs}"
