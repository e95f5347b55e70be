"""What a picture is asked to show: the same options and words as in the questions, and the flows that they choose.

Options of one kind mean any of them, different options all of them. A flow is drawn with the facts that were asked
about and no others; a flow that does not say what it carries, or of whom, is counted and not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ropa.diagrams.base import FlowId
from ropa.errors import UsageError
from ropa.graph import Fact, FactGraph, Match
from ropa.model.activities import Flow, Pair
from ropa.questions import Context
from ropa.questions.activities_places import of_fact
from ropa.questions.matching import Asked, hits
from ropa.questions.words import activity_keys, country_keys, data_keys, holder_keys, node_key, subject_keys


class Scope(NamedTuple):
    """What was asked for, as keys; empty is not limited. `depth` counts the steps from `focus`, both ways."""

    activities: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    focus: str = ""
    depth: int = 1

    @property
    def is_limited(self) -> bool:
        """Whether anything was asked for that leaves flows out."""
        return self.is_limited_beyond("")

    def is_limited_beyond(self, needed: str) -> bool:
        """Tell whether anything else than the field `needed` was asked for."""
        keys = (getattr(self, name) for name in self._fields if name not in (needed, "depth"))
        return any(map(bool, keys))


#: Every flow of the register.
EVERYTHING = Scope()


class Piece(NamedTuple):
    """A flow with those of its facts that were asked about.

    `broader` are categories wider than what was asked, which may or may not include it; `wholes` consist of it.
    """

    flow: Flow
    broader: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()

    @property
    def id(self) -> FlowId:
        """The name of the flow in the whole register."""
        return FlowId(self.flow.activity, self.flow.id)


class Selection(NamedTuple):
    """The flows asked for, in file order, and those that leave open whether they were, sorted."""

    pieces: tuple[Piece, ...]
    unclear: tuple[FlowId, ...]


def scope_of(
    context: Context,
    *,
    activities: Sequence[str] = (),
    data: Sequence[str] = (),
    subjects: Sequence[str] = (),
    organisations: Sequence[str] = (),
    countries: Sequence[str] = (),
    focus: str | None = None,
    depth: int | None = None,
) -> Scope:
    """Return what people typed as keys: keys, names or aliases in any case.

    Raises:
        UsageError: a word is not known (names the nearest one), or a depth that no focus has or that is below 1.
    """
    if depth is not None and not focus:
        raise UsageError("`depth` counts steps from something", next_step="Say from what, with `--focus KEY`.")
    if depth is not None and depth < 1:
        raise UsageError(f"{depth} steps lead nowhere", next_step="Ask for a depth of 1 or more.")
    return Scope(
        activities=activity_keys(context, activities),
        data=data_keys(context, data),
        subjects=subject_keys(context, subjects),
        organisations=holder_keys(context, organisations, systems=False),
        countries=country_keys(context, countries),
        focus=node_key(context, focus) if focus else "",
        depth=1 if depth is None else depth,
    )


def select(context: Context, scope: Scope) -> Selection:
    """Return the flows that a scope chooses.

    Steps from the focus are counted along flows about the data and people asked for, before organisations and
    countries choose among them.
    """
    pieces = _about(context, scope)
    unclear = _unclear(context, scope, {piece.id for piece in pieces})
    if scope.focus:
        near = near_flows(context.graph, [piece.flow for piece in pieces], focus=scope.focus, depth=scope.depth)
        pieces = [pieces[number] for number in near]
        nodes = {end for piece in pieces for end in (piece.flow.source, piece.flow.target)}
        nodes |= context.graph.extent(scope.focus)
        unclear = [flow for flow in unclear if nodes & {flow.source, flow.target}]
    chosen = _Parties(context, scope)
    return Selection(
        tuple(piece for piece in pieces if chosen.include(piece.flow)),
        tuple(sorted({FlowId(flow.activity, flow.id) for flow in unclear if chosen.include(flow)})),
    )


def _about(context: Context, scope: Scope) -> list[Piece]:
    """Return the flows of the activities asked for, with the facts about the data and people asked for."""
    if not scope.data and not scope.subjects:
        flows = context.register.flows
        return [Piece(flow) for flow in flows if not scope.activities or flow.activity in scope.activities]
    found = []
    asked = Asked(scope.data, scope.subjects, scope.activities)
    # By identity: the facts of one flow follow each other, and comparing flows by value is slow.
    for _, group in groupby(hits(context, asked), key=lambda hit: id(hit.fact.flow)):
        members = list(group)
        pairs = tuple(replace(hit.fact.pair, certainty=hit.certainty) for hit in members)
        wider = {hit.fact.pair.data or "" for hit in members if hit.match is Match.BROADER}
        wholes = {pair.data for pair in pairs if pair.data and not _is_part(context.graph, scope, pair.data)} - wider
        found.append(Piece(replace(members[0].fact.flow, pairs=pairs), frozenset(wider), frozenset(wholes)))
    return found


def _is_part(graph: FactGraph, scope: Scope, data: str) -> bool:
    return not scope.data or any(graph.categories.is_within(data, key) for key in scope.data)


def _unclear(context: Context, scope: Scope, chosen: set[FlowId]) -> list[Flow]:
    """Return the flows that state no category or no people somewhere, and might therefore be meant; in file order."""
    if not scope.data and not scope.subjects:
        return []
    found: dict[FlowId, Flow] = {}
    for flow, pair, activity in context.graph.facts:
        known = FlowId(flow.activity, flow.id)
        if known in chosen or (scope.activities and activity.key not in scope.activities):
            continue
        if _may_be_meant(context.graph, scope, pair):
            found[known] = flow
    return list(found.values())


def _may_be_meant(graph: FactGraph, scope: Scope, pair: Pair) -> bool:
    """Tell whether a fact leaves open what was asked about, and is about it as far as it speaks."""
    open_data, open_subject = bool(scope.data) and pair.data is None, bool(scope.subjects) and pair.subject is None
    near_data = open_data or not scope.data or any(graph.categories.match(key, pair.data) for key in scope.data)
    near_subject = (
        open_subject or not scope.subjects or any(graph.subjects.match(key, pair.subject) for key in scope.subjects)
    )
    return (open_data or open_subject) and near_data and near_subject


def near_flows(graph: FactGraph, flows: Sequence[Flow], *, focus: str, depth: int) -> tuple[int, ...]:
    """Return the places of the flows within `depth` steps of a node, against and along the flows, sorted.

    What reaches a system is held by who runs it and goes on from there, and the other way round; a step does not lead
    on through people, who pass nothing on. One step is the flows of the node itself and of its parts.
    """
    leaving: dict[str, list[int]] = {}
    reaching: dict[str, list[int]] = {}
    for number, flow in enumerate(flows):
        for node in (flow.source, *flow.via):
            leaving.setdefault(node, []).append(number)
        for node in (flow.target, *flow.via):
            reaching.setdefault(node, []).append(number)
    found: set[int] = set()
    for index, onward in ((leaving, "target"), (reaching, "source")):
        seen = set(graph.extent(focus))
        nodes = set(seen)
        for _ in range(depth):
            step = {number for node in nodes for number in index.get(node, ())}
            found |= step
            ends = {getattr(flows[number], onward) for number in step}
            nodes = {node for end in ends if not graph.is_person(end) for node in _held_together(graph, end)} - seen
            seen |= nodes
    return tuple(sorted(found))


def _held_together(graph: FactGraph, node: str) -> set[str]:
    """Return a node with everything that it operates or contains, and whoever holds what it holds."""
    found = set(graph.extent(node))
    waiting = [node]
    while waiting:
        for holder in graph.holders_of(waiting.pop()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found


class _Parties:
    """Chooses flows by the organisations that take part in them, and by countries."""

    def __init__(self, context: Context, scope: Scope) -> None:
        self._context = context
        self._asked = scope
        self._extents = [context.graph.extent(key) for key in scope.organisations]
        self._members = {group: context.law.members(group, context.as_of) for group in ("EU", "EEA")}

    def include(self, flow: Flow) -> bool:
        """Tell whether an organisation asked for takes part, and a country asked for is, or may be, one of the flow."""
        ends = {flow.source, flow.target, *flow.via}
        if self._extents and not any(extent & ends for extent in self._extents):
            return False
        return not self._asked.countries or any(
            self._is_in(asked, country) for asked in self._asked.countries for country in self._countries(flow)
        )

    def _countries(self, flow: Flow) -> set[str]:
        register = self._context.register
        activity = register.activities.get(flow.activity) or register.general
        if activity is None:
            return set()
        pairs = flow.pairs or (Pair(),)
        return {place.country for pair in pairs for place in of_fact(self._context, Fact(flow, pair, activity))}

    def _is_in(self, asked: str, said: str) -> bool:
        """Tell whether a country or group that is said is, or may be, the one asked for."""
        around, inside = self._members.get(said), self._members.get(asked)
        wanted = inside if inside is not None else frozenset({asked})
        return asked == said or said in wanted or (around is not None and bool(around & wanted))
