"""Of every security measure it is known whether it is technical or organisational.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      few-eyes: {name: Only two people see the list}
    activities:
      newsletter: {measures: [few-eyes]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      few-eyes: {name: Only two people see the list, kind: organisational}
    activities:
      newsletter: {measures: [few-eyes]}

Why: Articles 30(1)(g) and 32(1) speak of technical and organisational measures. One whose kind nobody states counts
for neither; it may even be a vendor's, or advice to the people concerned. The terms of the vocabulary have a kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.measures import kind_of
from ropa.checks.protection import all_uses, name_of
from ropa.model.base import Use

CODE = "S101"
NAME = "measure-kind-known"
ASKS = "Is the kind of each measure known?"
SEVERITY = Severity.INFO
ARTICLES = ("32(1)", "30(1)(g)", "30(2)(d)")
ITEMS = ("A30-1-g",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per measure in use whose kind is neither stated nor known."""
    register = subject.register
    first: dict[str, Use] = {}
    for use in all_uses(register):
        first.setdefault(use.key, use)
    for key, use in first.items():
        if kind_of(subject, key) is None:
            declared = register.measures.get(key)
            yield _finding(
                f"measures/{key}" if declared is not None else "register",
                f"whether the measure {name_of(register, use)} is technical or organisational is not stated",
                fix=f"declare it under `measures`, `{key}`, with its `kind`, or use a term of the vocabulary",
                position=(declared.position if declared is not None else None) or use.position or register.position,
                cites=declared.cites if declared is not None else use.cites,
            )
