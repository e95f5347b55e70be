"""The measures of an activity are technical and organisational.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      tls: {name: Encryption in transit, kind: technical}
    activities:
      newsletter: {measures: [tls]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      tls: {name: Encryption in transit, kind: technical}
      few-eyes: {name: Only the mailing team has access, kind: organisational}
    activities:
      newsletter: {measures: [tls, few-eyes]}

Why: Articles 30(1)(g) and 32(1) speak of technical and organisational measures: the best encryption
helps little when everybody has the key. Measures of the activity, of its systems and of `general`
count together. One whose kind is not stated may be either; it is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.measures import own_measures
from ropa.model.words import MeasureKind

CODE = "A171"
NAME = "measures-of-both-kinds"
ASKS = "Are the measures technical and organisational?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(g)", "30(2)(d)", "32(1)")
ITEMS = ("A30-1-g", "A30-2-d")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that has measures but lacks a kind; without any measure it is A107's."""
    general = own_measures(subject, subject.register.general)
    for activity in subject.register.activities.values():
        measures = {**dict(general), **dict(own_measures(subject, activity))}
        lacking = [
            kind for kind in (MeasureKind.TECHNICAL, MeasureKind.ORGANISATIONAL) if kind not in measures.values()
        ]
        if measures and lacking:
            unknown = sorted(key for key, kind in measures.items() if kind is None)
            named = [subject.register.measures[key].title for key in unknown if key in subject.register.measures]
            doubt = f" (kind not stated: {', '.join(named or unknown)})" if unknown else ""
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: no measure is stated to be {' or '.join(lacking)}{doubt}",
                fix="add what is missing, and `kind: technical` or `kind: organisational` to measures of your own",
                position=activity.position,
            )
