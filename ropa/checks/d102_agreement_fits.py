"""The agreement that a flow names is of the right kind and binds those who are part of the flow.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}, printer: {name: Printer}}
    agreements:
      terms: {kind: data-sharing, between: [shop, printer], signed: 2026-01-10, document: terms.pdf}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: terms}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2026-01-10, document: mailer.pdf}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}

Why: A contract binds its parties only, and Article 28(3) asks that the processor is bound with
regard to the controller. Who decides on purposes and means is a controller whatever the contract
calls it (Article 4(7)): role and contract that do not fit show that one of them is wrong. A contract
with the whole or the parent company of a party is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, Parties, cites_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import PROCESSING_ROLES, all_flows, flow_names, instrument
from ropa.language import label, listing
from ropa.model.activities import Flow
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import AgreementKind, RecipientRole
from ropa.questions.text import distinct

CODE = "D102"
NAME = "agreement-fits-the-flow"
ASKS = "Does the agreement fit the flow?"
SEVERITY = Severity.WARNING
ARTICLES = ("28(3)", "4(7)", "26(1)")
ITEMS = ("T4-7",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: The kind of agreement that goes with a role; a controller of its own needs none, so any but these two may be.
_KIND_OF_ROLE = {
    RecipientRole.PROCESSOR: AgreementKind.DATA_PROCESSING,
    RecipientRole.SUB_PROCESSOR: AgreementKind.DATA_PROCESSING,
    RecipientRole.JOINT_CONTROLLER: AgreementKind.JOINT_CONTROLLER,
}
_NOT_FOR_CONTROLLERS = frozenset({AgreementKind.DATA_PROCESSING, AgreementKind.JOINT_CONTROLLER})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per agreement that does not fit a flow which names it, with every reason."""
    register = subject.register
    named: dict[str, list[Flow]] = {}
    for flow in all_flows(register):
        for key in flow.agreement:
            named.setdefault(key, []).append(flow)
    agreements, parties = Agreements(register), Parties(register)
    for key, flows in named.items():
        agreement = register.agreements[key]
        doubts = [(said, flow) for flow in flows for said in _doubts(register, agreements, parties, agreement, flow)]
        if doubts:
            reasons = listing(list(dict.fromkeys(said for said, _ in doubts)))
            yield _finding(
                f"agreements/{key}",
                f"{instrument(agreement)} does not fit {flow_names(register, (flow for _, flow in doubts))}: {reasons}",
                fix="name the agreement that governs the flow, or correct `kind`, `between`, or the role of the flow",
                position=agreement.position,
                cites=distinct((*agreement.cites, *cites_of(flow for _, flow in doubts))),
            )


def _doubts(
    register: Register, agreements: Agreements, parties: Parties, agreement: Agreement, flow: Flow
) -> Iterator[str]:
    role, receiver = flow.role, parties.of(flow.target)
    expected = _KIND_OF_ROLE.get(role) if role is not None else None
    wrong = role is RecipientRole.CONTROLLER and agreement.kind in _NOT_FOR_CONTROLLERS
    if role is not None and (wrong or (expected is not None and agreement.kind is not expected)):
        yield f"its kind is {label(agreement.kind)}, while {register.title(receiver)} receives as {label(role)}"
    if not agreement.between:
        return
    if receiver in register.organisations and not agreements.binds(agreement, receiver):
        yield f"{register.title(receiver)} is not among its parties"
    sides = {parties.of(flow.source), register.organisation} - {receiver}
    if role in PROCESSING_ROLES:
        acting = register.activities.get(flow.activity)
        sides |= {use.key for use in acting.on_behalf_of} if acting is not None else set()
    senders = sorted(side for side in sides if side in register.organisations)
    if senders and not any(agreements.binds(agreement, side) for side in senders):
        yield f"neither {register.title(register.organisation)} nor whoever sends the data is among its parties"
