"""The role of the organisation in an activity fits the parties and the flows of that activity.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, client: {name: Client}}
    activities:
      storage: {role: controller, on_behalf_of: [client]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, client: {name: Client}}
    activities:
      storage: {role: processor, on_behalf_of: [client]}

Why: Who acts on behalf of another is a processor (Article 4(8)), who decides together with another is a
joint controller (Article 26(1)). The role settles which record an activity belongs to, that of Article 30(1) or
30(2). Where one activity has parts in different roles, they are two activities.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Parties
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import flow_names, is_said, said_flows, titles
from ropa.language import label, listing
from ropa.model.activities import Activity, Flow
from ropa.model.base import Cite, Use
from ropa.model.register import Register
from ropa.model.words import ActivityRole, RecipientRole, Source
from ropa.questions.text import distinct

CODE = "C109"
NAME = "roles-agree"
ASKS = "Do the roles agree?"
SEVERITY = Severity.WARNING
ARTICLES = ("4(7)", "4(8)", "26(1)")
ITEMS = ("T4-7", "T4-8")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: The roles of the organisation in an activity that go with its role as receiver of a flow of that activity.
_AS_RECEIVER = {
    RecipientRole.PROCESSOR: (ActivityRole.PROCESSOR,),
    RecipientRole.SUB_PROCESSOR: (ActivityRole.PROCESSOR,),
    RecipientRole.CONTROLLER: (ActivityRole.CONTROLLER, ActivityRole.JOINT_CONTROLLER),
    RecipientRole.JOINT_CONTROLLER: (ActivityRole.JOINT_CONTROLLER,),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with everything that does not go with its role."""
    register = subject.register
    parties = Parties(register)
    for activity in register.activities.values():
        if not is_said(activity):
            continue
        doubts = [*_of_parties(register, activity), *_of_flows(parties, register.organisation, activity)]
        if doubts:
            role = activity.mark("role")
            assumed = " (assumed, as none is written)" if role.source is Source.DEFAULT else ""
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: the role is {label(activity.role)}{assumed}, "
                f"yet {listing([said for said, _ in doubts])}",
                fix="correct `role`, `on_behalf_of`, `joint_with` or `as:`, or make two activities of it",
                position=activity.position,
                cites=distinct((*role.cites, *(cite for _, cites in doubts for cite in cites))),
            )


def _of_parties(register: Register, activity: Activity) -> Iterator[tuple[str, tuple[Cite, ...]]]:
    served = [use for use in activity.on_behalf_of if is_said(use)]
    if served and activity.role is not ActivityRole.PROCESSOR:
        yield f"it is carried out on behalf of {_names(register, served)}", _cites(served)
    itself = [use for use in served if register.is_internal(use.key)]
    if itself and activity.role is ActivityRole.PROCESSOR:
        yield "it is carried out on behalf of the organisation itself", _cites(itself)
    partners = [use for use in activity.joint_with if is_said(use)]
    if partners and activity.role is not ActivityRole.JOINT_CONTROLLER:
        yield f"it is decided on jointly with {_names(register, partners)}", _cites(partners)


def _of_flows(parties: Parties, own: str, activity: Activity) -> Iterator[tuple[str, tuple[Cite, ...]]]:
    unfit: dict[RecipientRole, list[Flow]] = {}
    for flow in said_flows(activity):
        into = parties.of(flow.target) == own != parties.of(flow.source)
        if flow.role is not None and into and activity.role not in _AS_RECEIVER.get(flow.role, (activity.role,)):
            unfit.setdefault(flow.role, []).append(flow)
    for role, flows in unfit.items():
        cites = tuple(cite for flow in flows for cite in (*flow.cites, *flow.mark("role").cites))
        yield f"the organisation receives as {label(role)} ({flow_names(parties.register, flows)})", cites


def _names(register: Register, uses: list[Use]) -> str:
    return titles(register, (use.key for use in uses))


def _cites(uses: list[Use]) -> tuple[Cite, ...]:
    return tuple(cite for use in uses for cite in use.cites)
