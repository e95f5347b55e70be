"""An impact assessment contains the four parts that the law asks for.

A warning where a part is missing among those stated, for your information where none is stated.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10, sections: [description, risks]}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10, sections: [description, necessity, risks, measures]}}

Why: Article 35(7) asks for a systematic description with the purposes, an assessment of necessity and proportionality,
an assessment of the risks to people, and the measures against them. What stands in the document, the document shows;
the record says whether somebody looked.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import is_made
from ropa.language import label, listing
from ropa.model.words import AssessmentSection

CODE = "I106"
NAME = "assessment-complete"
ASKS = "Is the assessment complete?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(7)",)
ITEMS = ("D35-7",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per assessment that was made and lacks parts, or says none."""
    if not limits(subject, "screening-criteria"):
        return
    for activity in recorded(subject.register):
        dpia = activity.dpia
        if dpia is None or not is_made(activity) or not is_said(activity):
            continue
        missing = [section for section in AssessmentSection if section not in dpia.sections]
        if missing:
            names = listing([label(str(section)) for section in missing])
            stated = f"without a part on {names}" if dpia.sections else "without a word on what it contains"
            yield _finding(
                f"activities/{activity.key}/dpia",
                f"{activity.title}: the impact assessment is recorded {stated}",
                fix="complete the assessment, and list what it contains under `sections`",
                position=dpia.position or activity.position,
                severity=SEVERITY if dpia.sections else Severity.INFO,
                cites=cites_of(dpia),
            )
