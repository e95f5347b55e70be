"""Decisions with legal effects that rest on automated evaluation are assessed for their impact.

Wrong:

    ropa: 1
    register: {organisation: bank}
    organisations: {bank: {name: Bank}}
    activities:
      credit: {purposes: [profiling], automated_decisions: {description: Loans are refused, article_22: yes}}

Right:

    ropa: 1
    register: {organisation: bank}
    organisations: {bank: {name: Bank}}
    activities:
      credit:
        purposes: [profiling]
        automated_decisions: {description: Loans are refused, article_22: yes}
        dpia: {required: yes, document: dpia/credit.pdf, date: 2026-01-15}

Why: Article 35(3)(a) names the systematic and extensive evaluation of people by automated means, on
which decisions with legal or similar effects rest, among the cases that always need an impact
assessment. Where the evaluation is not systematic and extensive, `dpia: {required: no, why: ...}` says
so, or the list of an authority does (Article 35(5)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import at, cites_of, decisions_of, title
from ropa.checks.facts import is_said
from ropa.model.activities import Activity
from ropa.model.words import AuthorityList

CODE = "B145"
NAME = "automated-decision-assessed"
ASKS = "Are automated decisions assessed?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(3)(a)", "35(1)")
ITEMS = ("D35-3a",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with decisions under Article 22 and no assessment, nor a reason for none."""
    for activity, decisions in decisions_of(subject):
        if decisions.article_22 and not _is_settled(activity):
            yield _finding(
                at(activity),
                f"{title(activity)}: decisions are automated, but neither an impact assessment is stated, nor why none",
                fix="add `dpia: {required: yes, document: ..., date: ...}`, or `required: no` with `why:`",
                position=decisions.position or activity.position,
                cites=cites_of(decisions),
            )


def _is_settled(activity: Activity) -> bool:
    dpia = activity.dpia
    if dpia is None or not is_said(dpia):
        return False
    if dpia.authority_list is AuthorityList.EXEMPT or dpia.document.strip() or dpia.date is not None:
        return True
    return dpia.required is True or (dpia.required is False and bool(dpia.why.strip()))
