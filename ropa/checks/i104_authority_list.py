"""What an authority's list says of an operation is followed, and the entry is named.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      tracking: {dpia: {authority_list: required, list_entry: "no. 4 of 2019", required: no, why: few people}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      tracking:
        dpia: {authority_list: required, list_entry: "no. 4 of 2019", required: yes, date: 2026-02-10}

Why: Each authority publishes a list of the operations that need an impact assessment (Article 35(4)) and may publish
one of those that need none (Article 35(5)). The lists are national and not shipped with this tool: the register says
under `authority_list` on which one an operation stands, and under `list_entry` where exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.model.activities import Activity
from ropa.model.duties import ImpactAssessment
from ropa.model.words import AuthorityList

CODE = "I104"
NAME = "authority-list-followed"
ASKS = "Is the list of the authority followed?"
SEVERITY = Severity.ERROR
ARTICLES = ("35(4)", "35(5)")
ITEMS = ("D35-4", "D35-5")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that stands on a list and is not treated so, or whose entry is not named."""
    if not limits(subject, "screening-criteria"):
        return
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or dpia.authority_list is None or not is_said(dpia) or not is_said(activity):
            continue
        needed = dpia.authority_list is AuthorityList.REQUIRED
        article = "35(4)" if needed else "35(5)"
        if needed and dpia.required is False:
            message = "stands on an authority's list of operations that need an impact assessment, yet none is required"
            yield _found(activity, dpia, message, article, SEVERITY)
        elif not dpia.list_entry.strip():
            kind = "need an impact assessment" if needed else "need no impact assessment"
            message = f"stands on a list of operations that {kind}; which authority's and which entry is not stated"
            yield _found(activity, dpia, message, article, Severity.INFO if needed else Severity.WARNING)


def _found(activity: Activity, dpia: ImpactAssessment, message: str, article: str, severity: Severity) -> Finding:
    return _finding(
        f"activities/{activity.key}/dpia",
        f"{activity.title}: {message}",
        fix="name authority, list and entry under `list_entry`, and follow it under `required`",
        position=dpia.position or activity.position,
        severity=softened(severity, activity.certainty, dpia.certainty),
        articles=(article,),
        cites=cites_of(dpia),
    )
