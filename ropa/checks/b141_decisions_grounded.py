"""A decision by machine alone has a ground, and a way to reach a human.

An error where `article_22: yes` stands without a ground; a warning where it is not stated whether the
decisions have legal or similarly significant effects, and for safeguards. `article_22: no` ends it.

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
        legal_basis: [{basis: contract}]
        automated_decisions:
          description: Loans are refused
          article_22: yes
          ground: contract
          safeguards: A clerk looks at a refusal when asked

Why: Nobody is to be subject to such a decision (Article 22(1)) unless a contract with the person needs
it, a law allows it, or the person explicitly consents (22(2)). Under contract and consent a human must
be reachable, who hears the person and can decide anew (22(3)); a right `automated-decisions` under
`rights` shows that as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import at, bases_of, cites_of, decisions_of, form_of, laws, softened, title
from ropa.checks.facts import is_said
from ropa.model.activities import Activity, AutomatedDecisions
from ropa.model.register import Register
from ropa.model.words import Basis, ConsentForm, DecisionGround

CODE = "B141"
NAME = "automated-decision-grounded"
ASKS = "Do automated decisions have a ground?"
SEVERITY = Severity.ERROR
ARTICLES = ("22(1)", "22(2)", "22(3)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_RIGHT = "automated-decisions"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with such decisions: effects, ground and safeguards that are not stated."""
    register = subject.register
    for activity, decisions in decisions_of(subject):
        lacks = [*_effects(decisions), *_ground(activity, decisions), *_safeguards(register, decisions)]
        if lacks:
            unlawful = bool(decisions.article_22) and decisions.ground is None
            severity = softened(SEVERITY, decisions.certainty, activity.certainty)
            yield _finding(
                at(activity),
                f"{title(activity)}: of its automated decisions: {'; '.join(lacks)}",
                fix="complete `automated_decisions`: `article_22`, `ground` and `safeguards`",
                position=decisions.position or activity.position,
                severity=severity if unlawful else Severity.WARNING,
                cites=cites_of(decisions),
            )


def _effects(decisions: AutomatedDecisions) -> list[str]:
    if decisions.article_22 is not None:
        return []
    return ["it is not stated whether they have legal or similarly significant effects"]


def _ground(activity: Activity, decisions: AutomatedDecisions) -> list[str]:
    """Return what is wrong with the ground; it is asked of decisions that may fall under Article 22."""
    ground = decisions.ground
    if ground is None:
        return ["no ground of Article 22(2) is stated"]
    if ground is DecisionGround.LAW:
        return [] if laws(activity, bases_of(activity)) else ["the law that allows them is not cited"]
    if ground is DecisionGround.CONTRACT:
        return [] if bases_of(activity, Basis.CONTRACT) else ["the ground is a contract, which is no basis here"]
    consents = bases_of(activity, Basis.CONSENT)
    explicit = any(form_of(item)[0] is ConsentForm.EXPLICIT for item in consents)
    return [] if explicit else ["the ground is explicit consent, but no consent with `form: explicit` is recorded"]


def _safeguards(register: Register, decisions: AutomatedDecisions) -> list[str]:
    offered = any(item.right == _RIGHT and item.offered and is_said(item) for item in register.rights.values())
    if offered or decisions.safeguards.strip():
        return []
    if decisions.ground is DecisionGround.LAW:
        return ["the safeguards of the law that allows them are not stated"]
    return ["how a human is reached is not stated"]
