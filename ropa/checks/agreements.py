"""Who processes data for whom, and which agreement a register records between them.

A processor acts for whoever sends it the data, or for the register's organisation where people give it their data. A
host keeps data for whoever runs the system. The register's organisation is itself a processor in an activity with that
role. What is only hypothetical, or lost in the source, makes nobody a processor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ropa.checks.facts import PROCESSING_ROLES, is_named, is_said
from ropa.checks.sharing import shared
from ropa.model.activities import Activity, Flow
from ropa.model.base import Cite, Sourced
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import ActivityRole, AgreementKind, Certainty, FlowKind, OrganisationKind, RecipientRole
from ropa.questions.text import distinct


class Relation(NamedTuple):
    """One organisation that processes data for another.

    Attributes:
        controller: key of who has it done: a controller, or a processor that engages another one.
        processor: key of who does it.
        flows: what shows it, in file order; empty where only `on_behalf_of` does.
        activities: keys of the activities, in file order.
        cites: of the statements that show it.
        hosting: True where nothing but the hosting of a system shows it.
        stated: True where a statement says it in so many words; a host's role is never said so.
        passed_on: True where a flow belongs to an activity in which the register's organisation is itself a processor.
    """

    controller: str
    processor: str
    flows: tuple[Flow, ...]
    activities: tuple[str, ...]
    cites: tuple[Cite, ...]
    hosting: bool
    stated: bool
    passed_on: bool


class Parties:
    """The organisation behind each node, looked up once; internal parts count as the register's organisation."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._known: dict[str, str] = {}

    def of(self, node: str) -> str:
        """Return the key of the organisation behind a node, or of the data subject."""
        found = self._known.get(node)
        if found is None:
            register = self.register
            party = register.party_of(node)
            inside = party in register.organisations and register.is_internal(party)
            found = self._known[node] = register.organisation if inside else party
        return found


@shared
def processing(register: Register) -> tuple[Relation, ...]:
    """Return every relation between a processor and whom it acts for, in file order of what first shows it."""
    parties = Parties(register)
    found: dict[tuple[str, str], list[_Sign]] = {}
    for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
        for sign in _signs(register, parties, activity):
            if sign.controller != sign.processor:
                found.setdefault((sign.controller, sign.processor), []).append(sign)
    return tuple(_relation(pair, signs) for pair, signs in found.items())


class _Sign(NamedTuple):
    """One statement that shows a relation."""

    controller: str
    processor: str
    activity: Activity
    flow: Flow | None
    cites: tuple[Cite, ...]
    stated: bool


def _signs(register: Register, parties: Parties, activity: Activity) -> Iterator[_Sign]:
    if activity.role is ActivityRole.PROCESSOR:
        role = activity.mark("role")
        for use in activity.on_behalf_of:
            if is_said(use):
                sure = role.certainty.at_most(use.certainty) is Certainty.STATED
                cites = (*role.cites, *use.cites)
                yield _Sign(parties.of(use.key), register.organisation, activity, None, cites, sure)
    for flow in activity.flows:
        hosting = flow.kind is FlowKind.HOSTING
        if (hosting or flow.role in PROCESSING_ROLES) and is_said(flow):
            processor = parties.of(flow.target)
            if processor in register.organisations:
                role = flow.mark("role")
                sure = not hosting and flow.certainty.at_most(role.certainty) is Certainty.STATED
                cites = (*flow.cites, *role.cites)
                yield _Sign(_controller_of(register, parties, activity, flow), processor, activity, flow, cites, sure)


def _controller_of(register: Register, parties: Parties, activity: Activity, flow: Flow) -> str:
    """Return for whom the receiver of a flow acts."""
    sender, receiver = parties.of(flow.source), parties.of(flow.target)
    if sender in register.data_subjects:
        return register.organisation
    # A controller whose processor is the register's organisation may send data straight to the next processor.
    acted_for = activity.role is ActivityRole.PROCESSOR and any(use.key == sender for use in activity.on_behalf_of)
    if acted_for and flow.role is RecipientRole.SUB_PROCESSOR and receiver != register.organisation:
        return register.organisation
    return sender


def _relation(pair: tuple[str, str], signs: list[_Sign]) -> Relation:
    flows = tuple(sign.flow for sign in signs if sign.flow is not None)
    return Relation(
        *pair,
        flows=flows,
        activities=tuple(dict.fromkeys(sign.activity.key for sign in signs)),
        cites=distinct(cite for sign in signs for cite in sign.cites),
        hosting=len(flows) == len(signs) and all(flow.kind is FlowKind.HOSTING for flow in flows),
        stated=any(sign.stated for sign in signs),
        passed_on=any(sign.flow is not None and sign.activity.role is ActivityRole.PROCESSOR for sign in signs),
    )


class Agreements:
    """The agreements of a register by their parties, as far as they are at least possible.

    An agreement with a whole is one with its parts.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._parties = Parties(register)
        self._by_party: dict[str, list[str]] = {}
        self._sides: dict[str, set[str]] = {}
        self._places = {key: number for number, key in enumerate(register.agreements)}
        for agreement in filter(is_said, register.agreements.values()):
            self._sides[agreement.key] = {self._parties.of(key) for key in agreement.between}
            for party in dict.fromkeys(self._parties.of(key) for key in agreement.between):
                self._by_party.setdefault(party, []).append(agreement.key)

    def between(self, one: str, other: str, kind: AgreementKind) -> tuple[Agreement, ...]:
        """Return the agreements of a kind that both are parties of, in file order."""
        # The organisation itself is a party of nearly all of them: begin with the side that has fewer.
        few, many = sorted((self._names(one), self._names(other)), key=self._count)
        sides = set(many)
        found = [self._register.agreements[key] for key in self._of_names(few) if sides & self._sides[key]]
        return tuple(agreement for agreement in sorted(found, key=self._place) if agreement.kind is kind)

    def binds(self, agreement: Agreement, party: str) -> bool:
        """Tell whether an organisation, its whole or its parent company is a party of an agreement."""
        parties = {self._parties.of(key) for key in agreement.between}
        return bool(parties & set(self._names(party)))

    def of(self, relation: Relation) -> tuple[Agreement, ...]:
        """Return the processing contracts between the two, then what else the flows name, each once."""
        named = (self._register.agreements[key] for flow in relation.flows for key in flow.agreement)
        contracts = self.between(relation.controller, relation.processor, AgreementKind.DATA_PROCESSING)
        return tuple({item.key: item for item in (*contracts, *named) if is_said(item)}.values())

    def _names(self, party: str) -> tuple[str, ...]:
        organisation = self._register.organisations.get(party)
        parent = organisation.parent_company if organisation is not None else None
        above = (parent.organisation,) if parent is not None and parent.organisation else ()
        return (party, *self._register.wholes("organisations", party), *above)

    def _count(self, names: tuple[str, ...]) -> int:
        return sum(len(self._by_party.get(name, ())) for name in names)

    def _of_names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for name in names for key in self._by_party.get(name, ())))

    def _place(self, agreement: Agreement) -> int:
        return self._places[agreement.key]


def contracts(register: Register) -> tuple[Agreement, ...]:
    """Return the contracts with a processor by their kind, in file order, those that are only hypothetical left out."""
    kind = AgreementKind.DATA_PROCESSING
    return tuple(item for item in register.agreements.values() if item.kind is kind and is_said(item))


def has_ended(agreement: Agreement, as_of: dt.date) -> bool:
    """Return whether the last day of an agreement lies before a day; without one it goes on."""
    return agreement.until is not None and agreement.until < as_of


def is_unnamed(register: Register, key: str) -> bool:
    """Return whether an organisation stands for a class of organisations, or has no name."""
    organisation = register.organisations[key]
    return organisation.kind is OrganisationKind.CATEGORY or not is_named(organisation)


def partners_of(register: Register, parties: Parties, activity: Activity) -> dict[str, bool]:
    """Return the joint controllers of an activity beside the register's organisation, sorted, and whether stated."""
    found: dict[str, bool] = {}
    role = activity.mark("role").certainty
    for use in activity.joint_with:
        if is_said(use):
            found[parties.of(use.key)] = role.at_most(use.certainty) is Certainty.STATED
    for flow in activity.flows:
        partner = parties.of(flow.target)
        if flow.role is RecipientRole.JOINT_CONTROLLER and is_said(flow) and partner in register.organisations:
            sure = flow.certainty.at_most(flow.mark("role").certainty) is Certainty.STATED
            found[partner] = found.get(partner, False) or sure
    found.pop(register.organisation, None)
    return dict(sorted(found.items()))


def cites_of(things: Iterable[Sourced]) -> tuple[Cite, ...]:
    """Return the citations of some statements, each place once, in their order."""
    return distinct(cite for thing in things for cite in thing.cites)
