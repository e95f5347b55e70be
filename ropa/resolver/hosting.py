"""Hosting to flows: every outside host of a system receives what reached it, in the activity that reached it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from ropa.model import Certainty, DataSubject, Flow, FlowKind, Hosting, Locations, Mark, Pair, Source, System
from ropa.model.terms import ancestors
from ropa.resolver.flows import sort_pairs


class _Kinds:
    """Which keys of `for:` speak of a kind of people."""

    def __init__(self, subjects: MappingOf[str, DataSubject]) -> None:
        self._subjects = subjects
        self._wholes = {key: item.part_of for key, item in subjects.items()}

    def of(self, subject: str | None) -> set[str]:
        """Return a data subject, what it is part of, and the organisations it is the same as."""
        if subject is None:
            return set()
        chain = (subject, *ancestors(self._wholes, subject))
        return {*chain, *(self._subjects[key].same_as for key in chain if self._subjects[key].same_as)}


def hosting_flows(
    flows: Iterable[Flow],
    systems: MappingOf[str, System],
    subjects: MappingOf[str, DataSubject],
    internal: frozenset[str],
) -> list[Flow]:
    """Return the derived flows of one activity, by system and host in file order.

    Args:
        flows: the flows of the activity. internal: the register's organisation and its internal parts, which are no
            recipients.
    """
    reached: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.target in systems:
            reached.setdefault(flow.target, []).append(flow)
    kinds = _Kinds(subjects)
    found: dict[str, Flow] = {}
    for key, system in systems.items():
        for host, identifier in _identified(system) if key in reached else ():
            made = _flow(system, host, identifier, reached[key], kinds) if host.by not in internal else None
            if made is not None:
                _add(found, made)
    return list(found.values())


def _identified(system: System) -> list[tuple[Hosting, str]]:
    """Return the entries with the ids of their flows: one per host, and `#2` for its second choice of people.

    Entries `for` different people stay apart, because joined they would place everybody in all their countries.
    """
    choices: dict[str, list[frozenset[str]]] = {}
    found = []
    for host in system.hosting:
        of_host = choices.setdefault(host.by, [])
        chosen = frozenset(host.for_keys)
        if chosen not in of_host:
            of_host.append(chosen)
        number = of_host.index(chosen) + 1
        found.append((host, f"hosting/{system.key}/{host.by}" + (f"#{number}" if number > 1 else "")))
    return found


def _add(found: dict[str, Flow], flow: Flow) -> None:
    """Keep one flow per id; two entries of one host for the same people join their pairs and places."""
    known = found.get(flow.id)
    if known is None:
        found[flow.id] = flow
        return
    here, there = known.locations, flow.locations
    roles = {role for role in (known.role, flow.role) if role is not None}
    locations = replace(
        here,
        entity=tuple(dict.fromkeys((*here.entity, *there.entity))),
        storage=tuple(dict.fromkeys((*here.storage, *there.storage))),
        access=tuple(dict.fromkeys((*here.access, *there.access))),
    )
    found[flow.id] = replace(
        known,
        pairs=sort_pairs((*known.pairs, *flow.pairs)),
        access=known.access or flow.access,
        role=roles.pop() if len(roles) == 1 else None,
        agreement=tuple(dict.fromkeys((*known.agreement, *flow.agreement))),
        safeguard=tuple(dict.fromkeys((*known.safeguard, *flow.safeguard))),
        when="; ".join(dict.fromkeys(filter(None, (known.when, flow.when)))),
        certainty=min(known.certainty, flow.certainty, key=lambda item: item.rank),
        cites=tuple(dict.fromkeys((*known.cites, *flow.cites))),
        locations=locations,
    )


def _flow(system: System, host: Hosting, identifier: str, reached: Iterable[Flow], kinds: _Kinds) -> Flow | None:
    """Return the flow to one host, or None where none of the people whose data reached the system are placed there."""
    flows = list(reached)
    sure = host.certainty.at_most(Certainty.POSSIBLE) if host.when and not host.for_keys else host.certainty
    sure = sure.at_most(min((flow.certainty for flow in flows), key=lambda item: item.rank))
    storage = (host.country,) if host.country and not host.locations.storage else host.locations.storage
    locations: Locations = replace(host.locations, storage=storage)
    placed = {key for other in system.hosting for key in other.for_keys}
    made = [_pair(pair, host, sure, placed, kinds) for flow in flows for pair in flow.pairs]
    pairs = sort_pairs(pair for pair in made if pair is not None)
    if not pairs:
        return None
    marks = {"pairs": Mark(certainty=sure, source=Source.DERIVED, note="from the hosting of the system")}
    if host.country and host.mark("country").certainty.rank > host.certainty.rank:
        marks["locations"] = host.mark("country")
    return Flow(
        id=identifier, activity=flows[0].activity, source=system.key, target=host.by,
        kind=FlowKind.HOSTING, pairs=pairs, certainty=sure,
        cites=host.cites, stated_as=host.stated_as, position=host.position, locations=locations,
        access=host.can_read, when=host.when, marks=marks,
        role=host.role, agreement=host.agreement, safeguard=host.safeguard,
    )  # fmt: skip


def _pair(pair: Pair, host: Hosting, sure: Certainty, placed: set[str], kinds: _Kinds) -> Pair | None:
    """Return the fact at this host, or None where its entry is for others; people nobody can place are possible."""
    certainty = pair.certainty.at_most(sure)
    keys = kinds.of(pair.subject)
    if host.for_keys and not keys & set(host.for_keys):
        if keys & placed:
            return None
        certainty = certainty.at_most(Certainty.POSSIBLE)
    return replace(pair, certainty=certainty, cites=host.cites or pair.cites, inferred=True)
