"""Ways through the graph: the best one, the K shortest, and everything downstream."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from ropa.graph.base import ANY, Fact, Match, Spot, Thread, Way
from ropa.graph.facts import FactGraph
from ropa.model.words import Certainty

#: How many candidates are looked at for each way asked for, since some mix threads and are dropped.
_CANDIDATES_PER_WAY = 50


class Limit(NamedTuple):
    """What a search may use: facts at least this certain, and broader categories or not."""

    certainty: Certainty
    broader: bool


#: From the surest ways to the least sure: the first search that succeeds gives the best way.
_LIMITS = (
    *(Limit(certainty, broader=False) for certainty in (Certainty.STATED, Certainty.IMPLIED, Certainty.POSSIBLE)),
    Limit(Certainty.POSSIBLE, broader=True),
    Limit(Certainty.HYPOTHETICAL, broader=True),
    Limit(Certainty.LOST, broader=True),
)


#: Stands before every source; no key of a register looks like it.
_START = "<start>"


class Search(NamedTuple):
    """What is looked for.

    Attributes:
        sources: node to the subject that the thread starts with (`ANY` for a system or organisation).
        target: nodes at which a way ends.
        data: category asked about, or `ANY`.
    """

    graph: FactGraph
    sources: dict[str, str]
    targets: frozenset[str]
    data: str


def search(graph: FactGraph, *, source: str, target: str, data: str = ANY) -> Search:
    """Return what to look for between two nodes, parts included; a fact about a whole kind of people counts as well."""
    if graph.is_person(source):
        wholes = graph.register.wholes("data_subjects", source)
        sources = {**dict.fromkeys(wholes, source), **{part: part for part in sorted(graph.extent(source))}}
    else:
        sources = dict.fromkeys(sorted(graph.extent(source)), ANY)
    targets = graph.extent(target) if graph.is_person(target) else frozenset({target})
    return Search(graph, sources, targets, data)


#: From where a spot was reached, and by which fact.
_Came = tuple[Spot, Fact | None]


def best_way(wanted: Search) -> Way | None:
    """Return the shortest of the surest ways, None where there is none; every step carries on the same thread."""
    for limit in _LIMITS:
        found = _first_way(wanted, limit)
        if found is not None:
            return found
    return None


def shortest_ways(wanted: Search, *, count: int) -> tuple[Way, ...]:
    """Return at most `count` ways, the best one first, then by length and nodes.

    Uses networkx; looks at a limited number of candidates, because ways that mix threads have to be dropped.
    """
    best = best_way(wanted)
    if best is None or count <= 1:
        return () if best is None else (best,)
    found = {best.nodes: best}
    for nodes in islice(_candidates(wanted), _CANDIDATES_PER_WAY * count):
        way = along(wanted, nodes)
        if way is not None:
            found.setdefault(nodes, way)
        if len(found) >= count:
            break
    rest = sorted(
        (way for nodes, way in found.items() if nodes != best.nodes), key=lambda way: (len(way.nodes), way.nodes)
    )
    return (best, *rest)


def along(wanted: Search, nodes: tuple[str, ...]) -> Way | None:
    """Return the surest way along exactly these nodes, None where no thread runs through."""
    for limit in _LIMITS:
        start = Spot(nodes[0], Thread(wanted.sources[nodes[0]], wanted.data))
        chains: dict[Spot, tuple[Fact, ...]] = {start: ()}
        for following in nodes[1:]:
            chains = {
                spot: (*facts, *([fact] if fact else []))
                for before, facts in chains.items()
                for spot, fact in _steps(wanted, before, limit, towards=following)
            }
        for spot, facts in chains.items():
            if facts and not spot.within:
                return _way(wanted, nodes, facts, spot.thread)
    return None


def downstream(graph: FactGraph, holders: Iterable[str]) -> dict[str, tuple[Fact | None, str]]:
    """Return every node that data may reach from the holders by any flow, with the last fact and the node before.

    This is the widest reading: whatever a holder has may be in any of its systems and go wherever it sends anything.
    People end a way. The holders themselves have no last fact; a node reached because it operates or contains another,
    or is a part of it, has none either.
    """
    found: dict[str, tuple[Fact | None, str]] = dict.fromkeys(sorted(set(holders)), (None, ""))
    waiting = deque(found)
    while waiting:
        node = waiting.popleft()
        if graph.is_person(node):
            continue
        steps: list[tuple[str, Fact | None]] = [(fact.flow.target, fact) for fact in graph.outgoing.get(node, ())]
        steps.extend((other, None) for other in (*graph.holders_of(node), *graph.held_in.get(node, ())))
        for following, fact in steps:
            if following not in found:
                found[following] = (fact, node)
                waiting.append(following)
    return found


def _first_way(wanted: Search, limit: Limit) -> Way | None:
    starts = [Spot(node, Thread(subject, wanted.data)) for node, subject in wanted.sources.items()]
    before: dict[Spot, _Came | None] = dict.fromkeys(starts)
    waiting = deque(starts)
    while waiting:
        spot = waiting.popleft()
        for step, fact in _steps(wanted, spot, limit):
            if step.node in wanted.targets and not step.within:
                way = _rebuilt(wanted, step, (spot, fact), before)
                if way.facts:  # that a system belongs to somebody is no flow
                    return way
            if step not in before:
                before[step] = (spot, fact)
                waiting.append(step)
    return None


def _steps(wanted: Search, spot: Spot, limit: Limit, *, towards: str = "") -> Iterator[tuple[Spot, Fact | None]]:
    """Yield where the thread may go next and by which fact; only to `towards` where that is given."""
    node, thread, within = spot
    graph = wanted.graph
    if graph.is_person(node) and node not in wanted.sources:
        return
    for fact in graph.between.get((node, towards), ()) if towards else graph.outgoing.get(node, ()):
        pair = fact.pair
        match = graph.categories.match(wanted.data, pair.data)
        if pair.certainty.rank > limit.certainty.rank or match is None:
            continue
        joined = graph.join(thread, pair) if limit.broader or match is not Match.BROADER else None
        if joined is not None and _about(graph, joined, fact).rank <= limit.certainty.rank:
            yield Spot(fact.flow.target, joined), fact
    for holder in () if within else graph.holders_of(node):
        if towards in ("", holder):
            yield Spot(holder, thread), None
    for part in graph.held_in.get(node, ()):
        if towards in ("", part):
            yield Spot(part, thread, within=True), None


def _about(graph: FactGraph, thread: Thread, fact: Fact) -> Certainty:
    """Return how sure the fact is of the people of the thread."""
    if thread.subject is None or fact.pair.subject is None:
        return fact.pair.certainty
    return fact.pair.certainty.at_most(graph.subjects.match(thread.subject, fact.pair.subject) or Certainty.LOST)


def _rebuilt(wanted: Search, last: Spot, came: _Came | None, before: dict[Spot, _Came | None]) -> Way:
    """Return the way that ends at `last`, reached as `came` says."""
    nodes = [last.node]
    facts: list[Fact] = []
    while came is not None:
        spot, fact = came
        nodes.append(spot.node)
        if fact is not None:
            facts.append(fact)
        came = before[spot]
    return _way(wanted, tuple(reversed(nodes)), tuple(reversed(facts)), last.thread)


def _way(wanted: Search, nodes: tuple[str, ...], facts: tuple[Fact, ...], thread: Thread) -> Way:
    certainty = Certainty.STATED
    match = Match.EXACT
    for fact in facts:
        certainty = certainty.at_most(_about(wanted.graph, thread, fact))
        found = wanted.graph.categories.match(wanted.data, fact.pair.data) or Match.BROADER
        match = max(match, found, key=lambda item: item.rank)
    return Way(nodes, facts, certainty, match)


def _candidates(wanted: Search) -> Iterator[tuple[str, ...]]:
    """Yield node sequences from the sources to the targets, shortest first, that may carry what was asked."""
    import networkx as nx  # costs more than answering most questions

    links = _links(wanted)
    found = []
    for target in sorted(wanted.targets):
        if target in links and _START in links and nx.has_path(links, _START, target):
            found.append(tuple(nodes[1:]) for nodes in nx.shortest_simple_paths(links, _START, target))
    return (nodes for nodes in merge(*found, key=len) if len(nodes) > 1)


def _links(wanted: Search) -> Any:
    """Return which node may lead to which when these sources and data are asked about; made once for many targets."""
    import networkx as nx

    graph = wanted.graph
    key = (wanted.data, tuple(sorted(wanted.sources.items())))
    if key not in graph.links:
        widest = _LIMITS[-1]
        nodes = sorted({*graph.outgoing, *graph.register.systems, *graph.register.organisations})
        links: set[tuple[str, str]] = {(_START, node) for node in wanted.sources}
        for node in nodes:
            subject = wanted.sources.get(node, ANY)
            for step, _ in _steps(wanted, Spot(node, Thread(subject, wanted.data)), widest):
                links.add((node, step.node))
        made: Any = nx.DiGraph()
        made.add_edges_from(sorted(links))
        graph.links[key] = made
    return graph.links[key]
