"""For sensitive data and for monitoring on a large scale an impact assessment is required.

An error for data under Articles 9 and 10; a warning for monitoring, as a person has to say whether the
area is open to the public.

Wrong:

    ropa: 1
    register: {organisation: clinic, regimes: [eu-gdpr]}
    organisations: {clinic: {name: Clinic}}
    activities:
      treatment:
        flows: [patient -> clinic: [diagnosis]]
        dpia: {screening: {large-scale: {met: yes, why: 40 000 patients in five towns}}}

Right:

    ropa: 1
    register: {organisation: clinic, regimes: [eu-gdpr]}
    organisations: {clinic: {name: Clinic}}
    activities:
      treatment:
        flows: [patient -> clinic: [diagnosis]]
        dpia:
          screening: {large-scale: {met: yes, why: 40 000 patients in five towns}}
          required: yes
          date: 2026-01-15
          document: dpia/treatment.pdf

Why: Article 35(3) names three cases in which no weighing is left: besides these two, points (b) and (c), decisions that
rest on evaluation by machine, point (a), which is B145's. Whether something is done on a large scale no number decides;
it counts where the register says so under `dpia: {screening: {large-scale: ...}}`. That an assessment is missing
although it is said to be required is I102's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import Screener, Trigger, is_made, screened, triggers
from ropa.model.activities import Activity

CODE = "I103"
NAME = "assessment-always-required"
ASKS = "Is there an assessment where one is always required?"
SEVERITY = Severity.ERROR
ARTICLES = ("35(3)(b)", "35(3)(c)")
ITEMS = ("D35-3b", "D35-3c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and case for which no assessment is recorded or said to be required."""
    if not limits(subject, "screening-criteria"):
        return
    screener = Screener(subject)
    for activity in recorded(subject.register):
        dpia = activity.dpia
        asked = dpia is not None and is_said(dpia) and (dpia.required or (dpia.required is None and is_made(activity)))
        # Only what the screening says of the scale can lead to either case.
        if dpia is not None and dpia.screening and is_said(activity) and not asked:
            signs = screener.signs(activity)
            for trigger in triggers(screened(activity, signs), signs):
                if trigger.article in ARTICLES:
                    yield _found(activity, trigger)


def _found(activity: Activity, trigger: Trigger) -> Finding:
    dpia = activity.dpia
    refused = dpia is not None and dpia.required is False
    said = "is said not to be required" if refused else "is not recorded"
    severity = SEVERITY if trigger.sure else Severity.WARNING
    return _finding(
        f"activities/{activity.key}/dpia" if dpia is not None else f"activities/{activity.key}",
        f"{activity.title}: {trigger.why}: Article {trigger.article} asks for an impact assessment, which {said}",
        fix="make the assessment, or correct what the register says of scale, decisions and data",
        position=(dpia.position if dpia is not None else None) or activity.position,
        severity=softened(severity, activity.certainty),
        articles=(trigger.article,),
        cites=tuple(dict.fromkeys((*trigger.cites, *(cites_of(dpia) if dpia is not None else ())))),
    )
