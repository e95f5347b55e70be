"""An impact assessment that is required was made, and before the processing began.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring:
        since: 2026-03-01
        dpia: {required: yes, date: 2026-02-10, document: dpia/scoring.pdf}

Why: Article 35(1) asks for the assessment prior to the processing. `since` is when the activity began; one that began
before the law applied counts from the day on which it did. A date in the future is a plan and no assessment.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import is_made
from ropa.model.activities import Activity
from ropa.model.duties import ImpactAssessment

CODE = "I102"
NAME = "assessment-made-before"
ASKS = "Was the assessment made before the start?"
SEVERITY = Severity.ERROR
ARTICLES = ("35(1)",)
ITEMS = ("D35-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity whose required assessment is missing, still to come, or later than its start."""
    rows = limits(subject, "screening-criteria")
    if not rows:
        return
    applied = min(row.valid_from for row in rows)
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or not is_said(dpia) or not is_said(activity):
            continue
        if dpia.required and not is_made(activity):
            yield _found(activity, dpia, "an impact assessment is required, and none is recorded")
        elif dpia.date is not None and dpia.date > subject.as_of:
            yield _found(activity, dpia, f"the impact assessment is dated {dpia.date.isoformat()}, which is to come")
        elif dpia.date is not None and activity.since is not None and dpia.date > max(activity.since, applied):
            began = f"though the processing began on {activity.since.isoformat()}"
            yield _found(activity, dpia, f"the impact assessment was made on {dpia.date.isoformat()}, {began}")


def _found(activity: Activity, dpia: ImpactAssessment, message: str) -> Finding:
    return _finding(
        f"activities/{activity.key}/dpia",
        f"{activity.title}: {message}",
        fix="make the assessment before the processing goes on, and record its `date` and `document`",
        position=dpia.position or activity.position,
        severity=softened(SEVERITY, activity.certainty, dpia.certainty, dpia.mark("required").certainty),
        cites=cites_of(dpia),
    )
