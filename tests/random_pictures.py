"""Random registers of every kind that pictures meet, random questions, and which flows these ask for, said plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

from ropa.diagrams.base import FlowId
from ropa.model import (
    Activity,
    Certainty,
    DataCategory,
    DataSubject,
    Flow,
    FlowKind,
    Hosting,
    Locations,
    Organisation,
    OrganisationKind,
    Pair,
    RecipientRole,
    Register,
    System,
)
from ropa.questions import Context
from ropa.questions.activities import activities
from ropa.questions.facts import facts
from ropa.transfers import Grade, Transfer

_COUNTRIES = ("", "", "IE", "IE", "DE", "FR", "US", "US", "GB", "JP", "BR", "EU", "EEA", "Neverland", "  ")
_CATEGORIES = {"a": "", "b": "a", "c": "b", "d": "a", "e": "", "f": "e"}


def random_register(random: Random, *, max_flows: int = 300) -> tuple[Register, tuple[Transfer, ...]]:
    """Return a register of up to `max_flows` flows, with random grades; some flows are not graded at all."""
    organisations = _organisations(random)
    subjects = _subjects(random)
    systems = _systems(random, list(organisations))
    keys = [f"act{number}" for number in range(random.randint(1, 12))]
    places = [*keys, *random.choice(([], ["general"]))]
    count = random.choice((random.randint(0, 40), random.randint(0, max_flows)))
    ends = ["us", *organisations, *subjects, *systems, *systems]
    flows = [
        _flow(random, number, random.choice(places), ends, list(subjects), organisations) for number in range(count)
    ]
    register = Register(
        name="Random",
        organisation="us",
        as_of=dt.date(2026, 11, 1),
        regimes=("eu-gdpr",),
        organisations=organisations,
        data_subjects=subjects,
        data_categories={
            key: DataCategory(
                key=key, name=f"Data {key}", parent=parent, mark_of_law="special-category" if key == "d" else ""
            )
            for key, parent in _CATEGORIES.items()
        },
        systems=systems,
        activities={
            key: Activity(key=key, name=f"Activity {key}", flows=tuple(flow for flow in flows if flow.activity == key))
            for key in keys
        },
        general=Activity(key="general", flows=tuple(flow for flow in flows if flow.activity == "general")),
    )
    return register, tuple(transfer for flow in flows for transfer in _graded(random, flow))


def _organisations(random: Random) -> dict[str, Organisation]:
    found = {"us": Organisation(key="us", name="Us", country=random.choice(("IE", "IE", "US", "")))}
    for number in range(random.randint(1, 60)):
        kind = random.choice((OrganisationKind.COMPANY,) * 4 + (OrganisationKind.CATEGORY, OrganisationKind.INTERNAL))
        part_of = random.choice(["", "", "", *found])
        found[f"o{number}"] = Organisation(
            key=f"o{number}", name=f"Outside {number}", country=random.choice(_COUNTRIES), kind=kind, part_of=part_of
        )
    return found


def _subjects(random: Random) -> dict[str, DataSubject]:
    found: dict[str, DataSubject] = {}
    for number in range(random.randint(1, 8)):
        part_of = random.choice(["", "", *found])
        country = random.choice(("", "", "", "US", "IE"))
        found[f"s{number}"] = DataSubject(key=f"s{number}", name=f"People {number}", part_of=part_of, country=country)
    return found


def _systems(random: Random, organisations: list[str]) -> dict[str, System]:
    found: dict[str, System] = {}
    for number in range(random.randint(0, 25)):
        hosting = tuple(
            Hosting(by=random.choice(organisations), country=random.choice(_COUNTRIES))
            for _ in range(random.randint(0, 2))
        )
        found[f"t{number}"] = System(
            key=f"t{number}",
            name=f"System {number}",
            operator=random.choice(["", "us", "us", *organisations]),
            part_of=random.choice(["", "", "", *found]),
            hosting=hosting,
        )
    return found


def _flow(
    random: Random,
    number: int,
    activity: str,
    ends: list[str],
    subjects: list[str],
    organisations: dict[str, Organisation],
) -> Flow:
    source, target = random.choice(ends), random.choice(ends)
    hosting = source.startswith("t") and target in organisations and random.random() < 0.3
    certainty = random.choice((Certainty.STATED,) * 4 + tuple(Certainty))
    pairs = tuple(
        Pair(
            subject=random.choice([None, *subjects]),
            data=random.choice([None, *_CATEGORIES, *_CATEGORIES]),
            certainty=certainty.at_most(random.choice((Certainty.STATED,) * 4 + tuple(Certainty))),
        )
        for _ in range(random.randint(0, 5))
    )
    places = [tuple(random.sample(_COUNTRIES, random.choice((0, 0, 0, 1, 2)))) for _ in range(3)]
    return Flow(
        id=f"{activity}/{number}",
        activity=activity,
        source=source,
        target=target,
        pairs=pairs,
        certainty=certainty,
        kind=FlowKind.HOSTING if hosting else FlowKind.DECLARED,
        role=random.choice((None, *RecipientRole)),
        via=tuple(random.sample(ends, random.choice((0, 0, 0, 1)))),
        locations=Locations(entity=places[0], storage=places[1], access=places[2]),
        access=random.random() < 0.8,
        open=random.random() < 0.1,
    )


def _graded(random: Random, flow: Flow) -> list[Transfer]:
    if random.random() < 0.1:
        return []
    grade = random.choice(list(Grade))
    return [
        Transfer(
            flow=flow, exporter="us", importer="o0", country="US", regime="eu-gdpr", grade=grade,
            tool=random.choice(("", "scc-2021")), beyond=random.random() < 0.3,
        )
    ]  # fmt: skip


def random_question(random: Random, register: Register, view: str) -> dict[str, Any]:
    """Return what to ask for: often nothing, sometimes several things at once; what the view needs is there."""
    asked: dict[str, Any] = {}
    if view == "activity" or random.random() < 0.1:
        asked["activities"] = [random.choice(list(register.activities))]
    if view == "data" or random.random() < 0.1:
        asked["data"] = random.sample(list(_CATEGORIES), random.randint(1, 2))
    if random.random() < 0.1:
        asked["subjects"] = [random.choice(list(register.data_subjects))]
    if random.random() < 0.1:
        asked["organisations"] = [random.choice(list(register.organisations))]
    if random.random() < 0.2:
        asked["countries"] = random.sample(("IE", "DE", "US", "JP", "BR", "EU", "EEA"), random.choice((1, 1, 2)))
    if random.random() < 0.1:
        nodes = [*register.organisations, *register.systems, *register.data_subjects]
        asked["focus"] = random.choice(nodes)
        asked["depth"] = random.randint(1, 3)
    return asked


def flows_asked_for(register: Register, asked: dict[str, Any]) -> set[FlowId]:
    """Return the flows that a question asks for, by looking at each one in turn."""
    flows = [flow for flow in register.flows if flow.activity in asked.get("activities", [flow.activity])]
    flows = [flow for flow in flows if _is_about(register, flow, asked)]
    if "focus" in asked:
        flows = _near(register, flows, asked["focus"], asked["depth"])
    for key in asked.get("organisations", []):
        whole = _extent(register, key)
        flows = [flow for flow in flows if whole & {flow.source, flow.target, *flow.via}]
    if "countries" in asked:
        flows = [flow for flow in flows if any(_is_in(key, _countries(register, flow)) for key in asked["countries"])]
    return {FlowId(flow.activity, flow.id) for flow in flows}


def flows_answered(context: Context, asked: dict[str, Any]) -> set[FlowId]:
    """Return the flows that the questions name for the same choices; no question knows a focus.

    An activity takes place where its controller is, whatever its flows: the flows that only this puts into a country
    are left out, since a picture shows places of flows.
    """
    chosen = {"data": "data", "subjects": "subjects", "organisations": "organisation", "activities": "activity"}
    options = {option: asked[choice] for choice, option in chosen.items() if choice in asked}
    rows = facts(context, **options).facts
    found = {FlowId(row.activity, row.at) for row in rows if row.kind in ("flow", "list", "hosting")}
    if "countries" in asked:
        answer = activities(context, country=asked["countries"])
        named = {FlowId(item.id, fact.flow) for item in answer.activities for fact in item.facts}
        found &= named | {FlowId("general", fact.flow) for fact in answer.general}
    return found


def ends_asked_for(register: Register, view: str, flows: Iterable[FlowId]) -> set[tuple[FlowId, str, str]]:
    """Return from which box to which each flow leads, by their ids, in the views with a box for every node.

    In the context view the organisation is one box, with its systems and parts.
    """
    by_id = {FlowId(flow.activity, flow.id): flow for flow in register.flows}

    def box(node: str) -> str:
        own = register.is_own_system(node) if node in register.systems else register.is_internal(node)
        return "node-us" if view == "context" and own and node not in register.data_subjects else f"node-{node}"

    return {(known, box(by_id[known].source), box(by_id[known].target)) for known in flows}


def left_out(register: Register, view: str, flows: Iterable[FlowId]) -> set[FlowId]:
    """Return those of some flows that a view does not draw by what it is; the borders have a test of their own."""
    ends = ends_asked_for(register, view, flows)
    if view == "context":
        return {flow for flow, source, target in ends if source == target == "node-us"}
    systems = {f"node-{key}" for key in register.systems}
    return {flow for flow, *boxes in ends if not systems & {*boxes}} if view == "systems" else set()


def _countries(register: Register, flow: Flow) -> set[str]:
    """Return every country of a flow: its locations, the seats of both parties, where own hosts keep a system."""
    found = {*flow.locations.entity, *flow.locations.storage, *flow.locations.access}
    for node in {flow.source, flow.target} - set(register.data_subjects):
        if node != flow.target or not flow.locations.entity:
            party = register.organisations.get(register.party_of(node))
            found.add(party.country if party is not None else "")
        system = register.systems.get(node)
        for entry in system.hosting if system is not None else ():
            if register.is_internal(entry.by):
                found.update(entry.locations.storage or (entry.country,))
                found.update(entry.locations.access)
    return found - {""}


def _is_in(asked: str, countries: set[str]) -> bool:
    """Tell whether one of some countries is, or may be, the one asked for; a group may be each of its members."""
    members = {"EU": {"IE", "DE", "FR"}, "EEA": {"IE", "DE", "FR", "EU"}}
    inside = members.get(asked, set())
    return any(said == asked or said in inside or asked in members.get(said, set()) for said in countries)


def _is_about(register: Register, flow: Flow, asked: dict[str, Any]) -> bool:
    if "data" not in asked and "subjects" not in asked:
        return True
    data = {
        other
        for key in asked.get("data", [])
        for other in (key, *register.narrower_categories(key), *register.broader_categories(key))
    }
    subjects = {
        other
        for key in asked.get("subjects", [])
        for other in (key, *register.parts("data_subjects", key), *register.wholes("data_subjects", key))
    }
    return any(
        ("data" not in asked or pair.data in data) and ("subjects" not in asked or pair.subject in subjects)
        for pair in flow.pairs
    )


def _holders(register: Register, node: str) -> set[str]:
    """Return whoever holds what a node holds, one step up."""
    if node in register.systems:
        return {register.operator_of(node), register.systems[node].part_of} - {"", node}
    if node in register.organisations:
        whole = register.organisations[node].part_of
        return ({whole} if whole else {register.organisation} if register.is_internal(node) else set()) - {"", node}
    return set()


def _extent(register: Register, key: str) -> set[str]:
    """Return a node and all that it runs or contains: everything from which steps up lead to it."""
    if key in register.data_subjects:
        return {key, *register.parts("data_subjects", key)}
    nodes = [*register.systems, *register.organisations]
    return {key} | {node for node in nodes if key in _above(register, node)}


def _above(register: Register, node: str) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for holder in _holders(register, waiting.pop()) - found:
            found.add(holder)
            waiting.append(holder)
    return found


def _near(register: Register, flows: list[Flow], focus: str, depth: int) -> list[Flow]:
    found: set[str] = set()
    for forwards in (True, False):
        nodes = _extent(register, focus)
        for _ in range(depth):
            step = [f for f in flows if nodes & {f.source if forwards else f.target, *f.via}]
            found |= {f.id for f in step}
            ends = {f.target if forwards else f.source for f in step} - set(register.data_subjects)
            nodes = {other for end in ends for other in _extent(register, end) | _above(register, end)}
    return [flow for flow in flows if flow.id in found]


def emptied(register: Register) -> Register:
    """Return the register without its flows."""
    activities = {key: replace(item, flows=()) for key, item in register.activities.items()}
    return replace(register, activities=activities, general=None)
