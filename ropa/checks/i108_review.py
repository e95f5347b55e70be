"""An impact assessment has a date for its review, and that date has not passed.

A warning where it has passed, for your information where none is stated.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2018-06-10, review_by: 2020-06-10}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2018-06-10, review_by: 2100-06-10}}

Why: Article 35(11) asks for a review at least when the risk changes. The law names no period; a date that one sets
oneself is how the change is not missed. The date of the law that is asked for decides what has passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import is_made

CODE = "I108"
NAME = "assessment-reviewed"
ASKS = "Has the assessment been reviewed?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(11)",)
ITEMS = ("D35-11",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per assessment that was made and whose review is overdue or has no date."""
    if not limits(subject, "screening-criteria"):
        return
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or not is_made(activity) or not is_said(activity):
            continue
        if dpia.review_by is None:
            message, severity = "has no date for its review", Severity.INFO
        elif dpia.review_by < subject.as_of:
            message, severity = f"was to be reviewed by {dpia.review_by.isoformat()}", SEVERITY
        else:
            continue
        yield _finding(
            f"activities/{activity.key}/dpia",
            f"{activity.title}: the impact assessment {message}",
            fix="review it where the risk may have changed, and set `review_by`",
            position=dpia.position or activity.position,
            severity=severity,
            cites=cites_of(dpia),
        )
