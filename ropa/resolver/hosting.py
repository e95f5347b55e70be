"""Hosting to flows: every outside host of a system receives what reached the system, in the activity that reached it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping as MappingOf
from dataclasses import replace

from ropa.model import Certainty, DataSubject, Flow, FlowKind, Hosting, Locations, Mark, Pair, Source, System
from ropa.model.terms import ancestors
from ropa.resolver.flows import sort_pairs


def hosting_flows(
    flows: Iterable[Flow], systems: MappingOf[str, System], subjects: MappingOf[str, DataSubject], internal: frozenset[str]
) -> list[Flow]:
    """Return the derived flows of one activity, by system and host in file order.

    Args:
        flows: the flows of the activity. internal: the register's organisation and its internal parts, which are no
            recipients.
    """
    reached: dict[str, list[Pair]] = {}
    activity = ""
    for flow in flows:
        activity = flow.activity
        if flow.target in systems:
            reached.setdefault(flow.target, []).extend(flow.pairs)
    found: dict[tuple[str, str], Flow] = {}
    for key, system in systems.items():
        if key not in reached:
            continue
        for host in system.hosting:
            if host.by not in internal:
                _add(found, _flow(activity, system, host, reached[key], subjects))
    return list(found.values())


def _add(found: dict[tuple[str, str], Flow], flow: Flow) -> None:
    """Keep one flow per system and host; two entries of one host join their pairs and places."""
    known = found.get((flow.source, flow.target))
    if known is None:
        found[(flow.source, flow.target)] = flow
        return
    storage = tuple(dict.fromkeys((*known.locations.storage, *flow.locations.storage)))
    found[(flow.source, flow.target)] = replace(
        known,
        pairs=sort_pairs((*known.pairs, *flow.pairs)),
        access=known.access or flow.access,
        certainty=min(known.certainty, flow.certainty, key=lambda item: item.rank),
        cites=tuple(dict.fromkeys((*known.cites, *flow.cites))),
        locations=replace(known.locations, storage=storage),
    )


def _flow(
    activity: str, system: System, host: Hosting, pairs: Iterable[Pair], subjects: MappingOf[str, DataSubject]
) -> Flow:
    sure = host.certainty.at_most(Certainty.POSSIBLE) if host.when and not host.for_keys else host.certainty
    storage = (host.country,) if host.country and not host.locations.storage else host.locations.storage
    locations: Locations = replace(host.locations, storage=storage)
    placed = {key for other in system.hosting for key in other.for_keys}
    made = [_pair(pair, host, sure, placed, subjects) for pair in pairs]
    return Flow(
        id=f"hosting/{system.key}/{host.by}", activity=activity, source=system.key, target=host.by,
        kind=FlowKind.HOSTING, pairs=sort_pairs(pair for pair in made if pair is not None), certainty=sure,
        cites=host.cites, stated_as=host.stated_as, position=host.position, locations=locations,
        access=host.can_read, when=host.when,
        marks={"pairs": Mark(certainty=sure, source=Source.DERIVED, note="from the hosting of the system")},
    )  # fmt: skip


def _pair(
    pair: Pair, host: Hosting, sure: Certainty, placed: set[str], subjects: MappingOf[str, DataSubject]
) -> Pair | None:
    """Return the fact at this host, or None where its entry is for others; people nobody can place are possible."""
    certainty = pair.certainty.at_most(sure)
    keys = _keys(pair.subject, subjects)
    if host.for_keys and not keys & set(host.for_keys):
        if keys & placed:
            return None
        certainty = certainty.at_most(Certainty.POSSIBLE)
    return replace(pair, certainty=certainty, cites=host.cites or pair.cites, inferred=True)


def _keys(subject: str | None, subjects: MappingOf[str, DataSubject]) -> set[str]:
    """Return a data subject, what it is part of, and the organisations it is the same as."""
    if subject is None:
        return set()
    chain = (subject, *ancestors({key: item.part_of for key, item in subjects.items()}, subject))
    return {*chain, *(subjects[key].same_as for key in chain if key in subjects and subjects[key].same_as)}
