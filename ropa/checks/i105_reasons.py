"""A decision against an impact assessment has a reason, and so has each answer of the screening.

A warning for the decision, for your information for the answers.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {dpia: {required: no}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {dpia: {required: no, why: "no profiling, no sensitive data"}}

Why: Who does without an assessment has to be able to show why (Articles 5(2) and 24(1); WP 248 asks to record the
reasons, and the officer's view). An authority's list of operations that need none, named under `list_entry`, is a
reason as well. A screening that only says yes or no cannot be followed later.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.language import label, listing
from ropa.model.activities import Activity
from ropa.model.duties import ImpactAssessment
from ropa.model.words import AuthorityList

CODE = "I105"
NAME = "assessment-decision-reasoned"
ASKS = "Is the decision on the assessment reasoned?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(1)", "5(2)")
ITEMS = ("D35-1", "P5-2")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity for the decision without a reason, and one for the answers without."""
    if not limits(subject, "screening-criteria"):
        return
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or not is_said(dpia) or not is_said(activity):
            continue
        if dpia.required is False and not _has_reason(dpia):
            message = "no impact assessment is said to be required, and not why"
            yield _found(activity, dpia, message, "add the reason under `why`", SEVERITY)
        bare = [item for item in dpia.screening if item.met is not None and not item.why.strip() and is_said(item)]
        if bare:
            names = listing([label(str(item.criterion)) for item in bare])
            message = f"the screening gives no reason for its answers on {names}"
            yield _found(activity, dpia, message, "write `{met: yes or no, why: ...}` for each", Severity.INFO)


def _has_reason(dpia: ImpactAssessment) -> bool:
    listed = dpia.authority_list is AuthorityList.EXEMPT and bool(dpia.list_entry.strip())
    return bool(dpia.why.strip()) or listed


def _found(activity: Activity, dpia: ImpactAssessment, message: str, fix: str, severity: Severity) -> Finding:
    return _finding(
        f"activities/{activity.key}/dpia",
        f"{activity.title}: {message}",
        fix=fix,
        position=dpia.position or activity.position,
        severity=severity,
        cites=cites_of(dpia),
    )
