"""Who takes part in an activity, and in which countries: as locations, seats and hosting are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ropa.graph import Fact
from ropa.model.activities import Activity
from ropa.model.base import Cite
from ropa.model.parties import Hosting, Locations
from ropa.model.words import Certainty, Source
from ropa.questions.base import Context


class Place(NamedTuple):
    """A country of a fact or of a party.

    Attributes:
        country: as in the register, never empty; what: `entity of aweber`, `storage of shop`.
        source: `directory` where only the shipped directory says it.
    """

    country: str
    what: str
    certainty: Certainty
    source: str = Source.REGISTER.value
    cites: tuple[Cite, ...] = ()


class Participant(NamedTuple):
    """An organisation that takes part in an activity by its role, whatever flows there are."""

    organisation: str
    role: str
    certainty: Certainty
    cites: tuple[Cite, ...]


def parties(context: Context, activity: Activity) -> Iterator[Participant]:
    """Yield the register's organisation, joint controllers, and those on whose behalf it acts."""
    role = activity.mark("role")
    yield Participant(context.register.organisation, activity.role.value, role.certainty, role.cites)
    for what, uses in (("joint-controller", activity.joint_with), ("acted for", activity.on_behalf_of)):
        for use in uses:
            yield Participant(use.key, what, use.certainty, use.cites)


def of_parties(context: Context, activity: Activity) -> Iterator[Place]:
    """Yield the seats of those who take part by their role."""
    for one in parties(context, activity):
        for place in _entity(context, one.organisation):
            yield place._replace(certainty=place.certainty.at_most(one.certainty))


def of_fact(context: Context, fact: Fact) -> Iterator[Place]:
    """Yield the countries of a fact: its own locations, the seats of both parties, the places of their systems.

    A host outside has a flow of its own. Who passes data on (`via`) is not asked where it is, since it holds nothing.
    """
    flow, graph = fact.flow, context.graph
    mark = flow.mark("locations")
    yield from _located(flow.locations, flow.target, mark.certainty, mark.cites or flow.cites)
    for node in (flow.target, flow.source):
        if graph.is_person(node):
            continue
        if node != flow.target or not flow.locations.entity:
            yield from _entity(context, graph.party(node))
        system = context.register.systems.get(node)
        for entry in system.hosting if system is not None else ():
            if context.register.is_internal(entry.by):
                yield from _hosted(context, fact, node, entry)


def _entity(context: Context, organisation: str) -> Iterator[Place]:
    known = context.register.organisations.get(organisation)
    if known is not None and known.country:
        mark = known.mark("country")
        source = Source.DIRECTORY if mark.source is Source.DIRECTORY else Source.REGISTER
        yield Place(known.country, f"entity of {organisation}", mark.certainty, source.value, mark.cites)


def _hosted(context: Context, fact: Fact, node: str, entry: Hosting) -> Iterator[Place]:
    """Yield where the organisation itself hosts a system; on a condition, or for other people, it is only possible."""
    register = context.register
    subject = fact.pair.subject
    kinds = {subject, *(register.wholes("data_subjects", subject) if subject is not None else ())}
    for_others = bool(entry.for_keys) and not kinds & set(entry.for_keys)
    sure = entry.certainty.at_most(Certainty.POSSIBLE) if entry.when or for_others else entry.certainty
    mark = entry.mark("country")
    storage = entry.locations.storage or ((entry.country,) if entry.country else ())
    locations = Locations(storage=storage, access=entry.locations.access)
    yield from _located(locations, node, mark.certainty.at_most(sure), mark.cites or entry.cites)


def _located(locations: Locations, node: str, certainty: Certainty, cites: tuple[Cite, ...]) -> Iterator[Place]:
    for what, countries in (
        ("entity", locations.entity),
        ("storage", locations.storage),
        ("access", locations.access),
    ):
        for country in countries:
            yield Place(country, f"{what} of {node}", certainty, cites=cites)
