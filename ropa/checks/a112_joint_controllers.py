"""Joint controllers are named, each with a way to reach it.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      prize-draw: {role: joint-controller, purposes: [direct-marketing]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop}
      partner: {name: Partner Ltd, email: privacy@partner.example}
    activities:
      prize-draw: {role: joint-controller, joint_with: [partner], purposes: [direct-marketing]}

Why: Article 30(1)(a) asks, where applicable, for name and contact details of the joint controllers,
that is of those who decide together on purposes and means (Article 26(1)). A processor is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import can_be_reached, is_named, is_said, recorded, said_flows
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import ActivityRole, OrganisationKind, RecipientRole

CODE = "A112"
NAME = "joint-controllers-named"
ASKS = "Are the joint controllers named?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(a)", "26(1)")
ITEMS = ("A30-1-a-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per joint activity without a partner, and one per partner without name or contact."""
    for activity in recorded(subject.register):
        partners = _partners(subject.register, activity)
        if activity.role is ActivityRole.JOINT_CONTROLLER and not partners:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title} is a joint activity, but the other joint controllers are not named",
                fix="add `joint_with: [...]` with keys of `organisations`",
                position=activity.position,
            )
        for key in partners:
            yield from _incomplete(subject.register, activity, key)


def _partners(register: Register, activity: Activity) -> tuple[str, ...]:
    found = {use.key for use in activity.joint_with if is_said(use)}
    for flow in said_flows(activity):
        if flow.role is RecipientRole.JOINT_CONTROLLER:
            found.add(register.party_of(flow.target))
    return tuple(sorted(found - {register.organisation}))


def _incomplete(register: Register, activity: Activity, key: str) -> Iterator[Finding]:
    partner = register.organisations.get(key)
    missing = []
    if partner is None or not is_named(partner) or partner.kind is OrganisationKind.CATEGORY:
        missing.append("name")
    if partner is None or not can_be_reached(partner):
        missing.append("address, email or phone")
    if missing:
        yield _finding(
            f"activities/{activity.key}",
            f"not stated of the joint controller {register.title(key)} of {activity.title}: {'; '.join(missing)}",
            fix=f"add what is missing under `organisations`, `{key}`",
            position=activity.position,
        )
