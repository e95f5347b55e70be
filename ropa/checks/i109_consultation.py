"""Where a high risk remains after the measures, the authority was consulted before the processing began.

For your information where an assessment does not say what risk remains.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10, residual_risk: high}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10, residual_risk: high, consulted: 2026-02-20}}

Why: Article 36(1) asks the controller to consult the authority before processing where the assessment shows a high risk
that its measures do not mitigate. The authority answers within eight weeks as a rule (Article 36(2)); going ahead
before is going ahead without it.
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
from ropa.model.words import RiskLevel

CODE = "I109"
NAME = "authority-consulted"
ASKS = "Was the authority consulted?"
SEVERITY = Severity.ERROR
ARTICLES = ("36(1)",)
ITEMS = ("D36-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with a high risk left and no consultation before its start, or no word on it."""
    rows = limits(subject, "screening-criteria")
    if not rows:
        return
    applied = min(row.valid_from for row in rows)
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or not is_said(dpia) or not is_said(activity):
            continue
        if dpia.residual_risk is None and is_made(activity):
            yield _found(activity, dpia, "what risk remains after the measures is not stated", Severity.INFO)
        elif dpia.residual_risk is RiskLevel.HIGH and dpia.consulted is None:
            yield _found(
                activity, dpia, "a high risk remains, and no consultation of the authority is stated", SEVERITY
            )
        elif (
            dpia.consulted is not None and activity.since is not None and dpia.consulted > max(activity.since, applied)
        ):
            when = f"on {dpia.consulted.isoformat()}, though the processing began on {activity.since.isoformat()}"
            yield _found(activity, dpia, f"the authority was consulted {when}", Severity.WARNING)


def _found(activity: Activity, dpia: ImpactAssessment, message: str, severity: Severity) -> Finding:
    return _finding(
        f"activities/{activity.key}/dpia",
        f"{activity.title}: {message}",
        fix="record `residual_risk`; where it is high, consult the authority and record `consulted`",
        position=dpia.position or activity.position,
        severity=softened(severity, activity.certainty, dpia.certainty),
        cites=cites_of(dpia),
    )
