"""Where there is a data protection officer, the officer was asked about the impact assessment.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop, dpo: {name: A. Officer, email: dpo@shop.example}}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop, dpo: {name: A. Officer, email: dpo@shop.example}}}
    activities:
      scoring: {dpia: {required: yes, date: 2026-02-10, dpo_advice: "go ahead, with a yearly review"}}

Why: Article 35(2) asks the controller to seek the officer's advice where one is designated; Article 39(1)(c) makes it
the officer's task to give it. The record keeps what was advised, also where it was not followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, officer_of, recorded
from ropa.checks.screening import is_made

CODE = "I107"
NAME = "officer-asked"
ASKS = "Was the officer asked?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(2)",)
ITEMS = ("D35-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per assessment that was made without a word on the advice of the officer who is there."""
    register = subject.register
    officer = officer_of(register.organisations[register.organisation])
    if officer is None or not limits(subject, "screening-criteria"):
        return
    for activity in recorded(register):
        dpia = activity.dpia
        if dpia is not None and is_made(activity) and is_said(activity) and not dpia.dpo_advice.strip():
            yield _finding(
                f"activities/{activity.key}/dpia",
                f"{activity.title}: there is a data protection officer, whose advice on the impact assessment is not "
                "stated",
                fix="add what was advised, or where it is, under `dpo_advice`",
                position=dpia.position or activity.position,
                cites=tuple(dict.fromkeys((*cites_of(dpia), *officer.cites))),
            )
