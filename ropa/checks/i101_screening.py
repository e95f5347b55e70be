"""Where the register itself shows as many criteria for a high risk as call for an impact assessment, one is recorded.

A reason why none is needed will do as well. For your information where the number is reached only with
criteria that a person still has to decide.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      appraisal:
        purposes: [human-resources-management]
        flows: [employee -> shop: [performance-review]]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      appraisal:
        purposes: [human-resources-management]
        flows: [employee -> shop: [performance-review]]
        dpia: {required: no, why: "six people, a yearly talk, and no score is made of it"}

Why: Article 35(1) asks for an assessment before processing that is likely to result in a high risk. WP 248 names nine
criteria; two of them mostly call for one, one can be enough, and who decides otherwise records why. The check counts
what the register shows: evaluation, automated decisions, monitoring, data of a special or highly personal nature,
vulnerable people; and every answer under `dpia: {screening: ...}`, which alone can speak of large scale, combined
data, new technology and lost services. Number of criteria and terms are rows with a source, most of them not verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import Screened, Screener, criteria_count, is_made, listed, screened, triggers
from ropa.model.activities import Activity

CODE = "I101"
NAME = "high-risk-screened"
ASKS = "Has the high risk been screened?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(1)", "35(1) WP248")
ITEMS = (
    "D35-1",
    "W248-1",
    "W248-2",
    "W248-3",
    "W248-4",
    "W248-5",
    "W248-6",
    "W248-7",
    "W248-8",
    "W248-9",
)

_finding = Maker(CODE, NAME, SEVERITY, ("35(1)",))

_DOUBT = "number and signs of the criteria not verified"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with enough criteria and neither an assessment nor a decision about one."""
    enough = [int(row.value) for row in limits(subject, "screening-criteria")]
    if not enough:
        return
    screener = Screener(subject)
    for activity in recorded(subject.register):
        if not is_said(activity) or _is_decided(activity):
            continue
        signs = screener.signs(activity)
        found = screened(activity, signs)
        # Article 35(3) weighs more than a count: B145, I103.
        if any(trigger.sure for trigger in triggers(found, signs)):
            continue
        if len(found.met) >= min(enough):
            yield _found(activity, found, SEVERITY)
        elif found.met and len(found.met) + len(found.open) >= min(enough):
            yield _found(activity, found, Severity.INFO)


def _is_decided(activity: Activity) -> bool:
    dpia = activity.dpia
    return dpia is not None and is_said(dpia) and (dpia.required is not None or is_made(activity))


def _found(activity: Activity, found: Screened, severity: Severity) -> Finding:
    more = f"; to be decided: {listed(found.open)}" if found.open else ""
    return _finding(
        f"activities/{activity.key}",
        f"{activity.title}: {criteria_count(len(found.met))} for a likely high risk ({listed(found.met)}){more}; "
        f"no impact assessment is stated, nor why none is needed ({_DOUBT})",
        fix="add `dpia: {screening: {...}, required: yes or no, why: ...}`, and the assessment where one is needed",
        position=activity.position,
        severity=severity,
        cites=found.cites,
    )
