"""Where a condition of United Kingdom law asks for a policy document, the record says what is to be said of it.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [uk-gdpr]}
    organisations: {shop: {name: Shop, country: GB}}
    activities:
      absence:
        legal_basis: [legal-obligation]
        special_category_condition: employment-and-social-protection
        flows: [employee -> shop: [sickness-absence]]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [uk-gdpr]}
    organisations: {shop: {name: Shop, country: GB}}
    activities:
      absence:
        legal_basis: [legal-obligation]
        special_category_condition: employment-and-social-protection
        policy_document: {condition: "Schedule 1, paragraph 1", document: policies/health.pdf, followed: yes}
        flows: [employee -> shop: [sickness-absence]]

Why: In the United Kingdom some conditions for data under Articles 9 and 10 hold only with an appropriate policy
document (DPA 2018, Schedule 1, paragraphs 5 and 39), and DPA 2018 Schedule 1 paragraph 41 adds to the record of
UK GDPR 30: which condition is relied on, which basis of Article 6 there is, and whether data are kept and erased as
that document says, with the reason if not. Which conditions these are is a table of dated rows; those that were not
verified are marked in the message.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, marks_of_law, softened
from ropa.checks.facts import data_of, is_said
from ropa.law import Provision
from ropa.model.activities import Activity
from ropa.model.base import Use

CODE = "A195"
NAME = "policy-document-recorded"
ASKS = "Is the policy document recorded?"
SEVERITY = Severity.ERROR
ARTICLES = ("UK GDPR 30", "DPA 2018 Schedule 1 paragraph 41")
ITEMS = ("A30-UK",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Topic of the provisions that ask for a policy document, before the key of the condition.
_TOPIC = "policy-document"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that relies on such a condition and leaves something of paragraph 41 unsaid."""
    register = subject.register
    marks = marks_of_law(register)
    for activity in register.activities.values():
        if not is_said(activity) or not any(key in marks for key in data_of(activity)):
            continue
        for use in activity.special_category_condition:
            asked = [
                row
                for row in subject.law.provisions_on(f"{_TOPIC}/{use.key}", subject.as_of)
                if row.regime in register.regimes
            ]
            missing = _missing(activity) if asked and is_said(use) else []
            if missing:
                yield _found(subject, activity, use, asked[0], missing)
                break


def _missing(activity: Activity) -> list[str]:
    """Return what paragraph 41 asks for and the activity does not state."""
    policy = activity.policy_document
    missing = [] if bases_of(activity) else ["a basis of Article 6"]
    if policy is None or not is_said(policy):
        return [*missing, "the policy document"]
    missing += [] if policy.condition.strip() else ["the condition of Schedule 1"]
    missing += [] if policy.document.strip() else ["where the policy document is"]
    if policy.followed is None:
        missing.append("whether data are kept and erased as it says")
    elif not policy.followed and not policy.why_not.strip():
        missing.append("why data are not kept and erased as it says")
    return missing


def _found(subject: Subject, activity: Activity, use: Use, row: Provision, missing: list[str]) -> Finding:
    condition = subject.vocabulary.conditions.get(use.key)
    name = condition.label if condition is not None else use.label
    doubt = "" if row.verified == "yes" else f" (not verified: {', '.join(row.articles)})"
    policy = activity.policy_document
    return _finding(
        f"activities/{activity.key}",
        f"{activity.title} relies on “{name}”; not stated of what United Kingdom law asks for here: "
        f"{'; '.join(missing)}{doubt}",
        fix="add `policy_document: {condition, document, followed, why_not}` and `legal_basis`",
        position=activity.position,
        severity=softened(SEVERITY, activity.certainty, use.certainty),
        articles=("UK GDPR 30", *row.articles),
        cites=tuple(dict.fromkeys((*cites_of(use), *(cites_of(policy) if policy is not None else ())))),
    )
