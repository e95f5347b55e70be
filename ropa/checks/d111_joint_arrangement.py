"""Joint controllers have an arrangement between them.

An error where the joint role is stated, else a warning.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, partner: {name: Partner}}
    activities:
      prize-draw: {role: joint-controller, joint_with: [partner], purposes: [direct-marketing]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, partner: {name: Partner}}
    agreements:
      draw-terms: {kind: joint-controller, between: [shop, partner], signed: 2026-02-01}
    activities:
      prize-draw:
        role: joint-controller
        joint_with: [partner]
        arrangement: draw-terms
        purposes: [direct-marketing]

Why: Article 26(1) asks those who decide together to settle in a transparent way who does what, above
all for the rights of data subjects and the information of Articles 13 and 14. An arrangement that the activity
does not name is found by its parties. What it has to say is D112's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, Parties, partners_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument, is_said, said_flows, titles
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import ActivityRole, AgreementKind, Certainty, RecipientRole
from ropa.questions.text import distinct

CODE = "D111"
NAME = "joint-controllers-arranged"
ASKS = "Do the joint controllers have an arrangement?"
SEVERITY = Severity.ERROR
ARTICLES = ("26(1)",)
ITEMS = ("J26-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per joint activity that names the partners without an arrangement, and agreements unfit."""
    register = subject.register
    agreements, parties = Agreements(register), Parties(register)
    for activity in register.activities.values():
        if not is_said(activity):
            continue
        partners = partners_of(register, parties, activity)
        named = [register.agreements[key] for key in _named(activity)]
        unfit = [agreement for agreement in named if agreement.kind is not AgreementKind.JOINT_CONTROLLER]
        settled = len(named) > len(unfit)
        without = [
            key
            for key in partners
            if not settled and not agreements.between(register.organisation, key, AgreementKind.JOINT_CONTROLLER)
        ]
        alone = activity.role is ActivityRole.JOINT_CONTROLLER and not partners and not settled
        if without or alone:
            yield _found(
                register, activity, without, [instrument(agreement) for agreement in unfit], _sure(activity, partners)
            )


def _named(activity: Activity) -> tuple[str, ...]:
    """Return the agreements that the activity names for its joint part."""
    joint = (flow for flow in said_flows(activity) if flow.role is RecipientRole.JOINT_CONTROLLER)
    return tuple(dict.fromkeys((*activity.arrangement, *(key for flow in joint for key in flow.agreement))))


def _sure(activity: Activity, partners: dict[str, bool]) -> bool:
    joint = activity.role is ActivityRole.JOINT_CONTROLLER
    return any(partners.values()) or (joint and activity.mark("role").certainty is Certainty.STATED)


def _found(register: Register, activity: Activity, without: list[str], unfit: list[str], sure: bool) -> Finding:
    whom = f" with {titles(register, without)}" if without else ""
    other = f"; {', '.join(unfit)} is no arrangement between joint controllers by its kind" if unfit else ""
    cites = (*activity.mark("role").cites, *(cite for use in activity.joint_with for cite in use.cites))
    return _finding(
        f"activities/{activity.key}",
        f"{activity.title} is decided on jointly{whom}, but no arrangement is recorded{other}",
        fix="record it under `agreements` with `kind: joint-controller` and name it under `arrangement`",
        position=activity.position,
        severity=SEVERITY if sure else Severity.WARNING,
        cites=distinct(cites),
    )
