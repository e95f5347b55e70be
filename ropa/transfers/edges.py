"""Flows as edges between parties: who exports to whom, in which roles, and where the receiver is.

The criteria are those of EDPB Guidelines 05/2021: an exporter subject to the regime makes data available to another
controller, joint controller or processor, who is outside the area or an international organisation. What an edge is
does not depend on the regime; how it stands does, and is `ropa.transfers.grade`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ropa.model.activities import Activity, Flow
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import ActivityRole, RecipientRole

#: Roles in which the receiver decides for itself: a person who gives them data makes no transfer.
COLLECTS_FOR_ITSELF = frozenset({RecipientRole.CONTROLLER, RecipientRole.AUTHORITY})

#: What a role of a receiver is worth between exporter and importer; `internal` says nothing about an outsider.
_WORTH = {
    RecipientRole.PROCESSOR: "processor",
    RecipientRole.SUB_PROCESSOR: "sub-processor",
    RecipientRole.CONTROLLER: "controller",
    RecipientRole.JOINT_CONTROLLER: "controller",
    RecipientRole.AUTHORITY: "controller",
}


class Edge(NamedTuple):
    """A flow between the parties behind its ends; equal edges stand alike under every regime.

    Attributes:
        exporter, importer: keys of organisations, or of people.
        from_person: people give the data. inward: the receiver is the register's organisation or a part of it.
        same_entity: both ends belong to one organisation. to_person: the receiver is no organisation.
        own_exporter: the exporter is the register's organisation or a part of it.
        makes_available: people's data go to one who acts for or with the organisation, which then exports it.
        embedded: a system of the organisation makes the data go to the receiver without holding them.
        for_others: the organisation collects them on behalf of a controller.
        role: of the receiver as written; exporter_role, importer_role: `controller`, `processor`, `sub-processor` or
            empty where not known.
        one_off: whether the activity is occasional, None when not stated.
        staff, others: whether the data are about employees, and about anybody else; neither where nobody is stated.
        entity, storage, access: countries as far as this flow says them.
        safeguards: keys of what is claimed.
    """

    exporter: str
    importer: str
    from_person: bool
    inward: bool
    same_entity: bool
    to_person: bool
    own_exporter: bool
    makes_available: bool
    embedded: bool
    for_others: bool
    role: RecipientRole | None
    exporter_role: str
    importer_role: str
    one_off: bool | None
    staff: bool
    others: bool
    entity: tuple[str, ...]
    storage: tuple[str, ...]
    access: tuple[str, ...]
    safeguards: tuple[str, ...]


#: The shipped kind of data subjects whose data are human resources data; a register's own kinds may be part of it.
EMPLOYEE = "employee"


class _Party(NamedTuple):
    key: str
    person: bool
    own: bool


class Parties:
    """The parties behind the nodes of a register, each looked up once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, _Party] = {}
        self._staff: dict[str, bool] = {}

    def is_staff(self, subject: str) -> bool:
        """Return whether a data subject is an employee or a kind of employee."""
        found = self._staff.get(subject)
        if found is None:
            found = subject == EMPLOYEE or EMPLOYEE in self._register.wholes("data_subjects", subject)
            self._staff[subject] = found
        return found

    def of(self, node: str) -> _Party:
        """Return the party behind a node; people are parties as well."""
        found = self._known.get(node)
        if found is None:
            key = self._register.party_of(node)
            found = _Party(key, key in self._register.data_subjects, self._register.is_internal(key))
            self._known[node] = found
        return found

    def receiver(self, node: str) -> _Party:
        """Return the party that receives: people who are an organisation (`same_as`) stand for it."""
        found = self.of(node)
        if found.person:
            same = self._register.data_subjects[found.key].same_as
            return self.of(same) if same else found
        return found

    def organisation(self, key: str) -> Organisation | None:
        """Return the organisation of that key, None for people."""
        return self._register.organisations.get(key)


class ActivityEdges:
    """The edges of one activity: its flows, and the roles in which its parties got the data that they pass on."""

    def __init__(self, register: Register, parties: Parties, flows: Sequence[Flow]) -> None:
        self._register = register
        self._parties = parties
        self._activity: Activity | None = register.activities.get(flows[0].activity) if flows else None
        self._roles: dict[str, set[str]] = {}
        for flow in flows:
            if flow.role is not None:
                self._roles.setdefault(parties.receiver(flow.target).key, set()).add(_WORTH.get(flow.role, ""))

    def of(self, flow: Flow) -> Edge:
        """Return the edge of a flow of this activity."""
        source, target = self._parties.of(flow.source), self._parties.receiver(flow.target)
        outward = source.person and not target.own and not target.person
        available = outward and flow.role is not None and flow.role not in COLLECTS_FOR_ITSELF
        exporter_role = self._exporter_role(source, available)
        role = _WORTH.get(flow.role, "") if flow.role is not None else ""
        if exporter_role == "processor" and role == "processor":
            role = "sub-processor"
        activity = self._activity
        people = {self._parties.is_staff(pair.subject) for pair in flow.pairs if pair.subject}
        return Edge(
            exporter=self._register.organisation if available else source.key,
            importer=target.key,
            from_person=source.person,
            inward=target.own,
            same_entity=source.key == target.key or (source.own and target.own),
            to_person=target.person,
            own_exporter=source.own or available,
            makes_available=available,
            embedded=source.person and any(self._is_own(node) for node in flow.via),
            for_others=activity is not None and activity.role is ActivityRole.PROCESSOR and target.own,
            role=flow.role,
            exporter_role=exporter_role,
            importer_role=role,
            one_off=activity.occasional if activity is not None else None,
            staff=True in people,
            others=False in people,
            entity=flow.locations.entity,
            storage=flow.locations.storage,
            access=flow.locations.access,
            safeguards=flow.safeguard,
        )

    def _exporter_role(self, source: _Party, available: bool) -> str:
        if source.own or available:
            acts_for_others = self._activity is not None and self._activity.role is ActivityRole.PROCESSOR
            return "processor" if acts_for_others else "controller"
        roles = {"processor" if role == "sub-processor" else role for role in self._roles.get(source.key, ())}
        return roles.pop() if len(roles) == 1 else ""

    def _is_own(self, node: str) -> bool:
        return self._register.node_kind(node) is not None and self._parties.of(node).own
