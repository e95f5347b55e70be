"""How far data runs on from some nodes, or where it came from, where every hop states it: the surest ways first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ropa.graph import ANY, Categories, Fact, FactGraph, Spot, Subjects, Thread
from ropa.model.words import Certainty, FlowKind

#: Facts by kind of people and category, None where not stated.
_Facts = dict[str | None, dict[str | None, list[Fact]]]


class Start(NamedTuple):
    """Where a thread of data is known to be, and how surely."""

    node: str
    thread: Thread
    certainty: Certainty


class Reached(NamedTuple):
    """A node that data reaches, or comes from.

    Attributes:
        certainty: of the least certain hop of the surest way; path: its nodes, in the direction of the data.
        fact: at that node, the last one of the way forward, the first one of the way back.
        direct: by one fact from, or to, a node that was asked about.
        data: keys of what goes that way, None for what is not stated: on the way forward as it is stated at the last
            hop, on the way back as it is known where the search began, since a wider word there tells no narrower one.
        host: by hosting only.
    """

    node: str
    certainty: Certainty
    path: tuple[str, ...]
    fact: Fact
    direct: bool
    data: frozenset[str | None]
    host: bool


class _Place(NamedTuple):
    """A spot, and on the way back what the thread carried where the search began."""

    spot: Spot
    origin: str | None


class _Step(NamedTuple):
    """A place, how surely it is reached, and by which fact from which place (no fact within one holder)."""

    place: _Place
    certainty: Certainty
    before: _Place | None
    fact: Fact | None


class Spread:
    """Searches from many starts at once; each spot is looked at once, at its surest."""

    def __init__(self, graph: FactGraph, *, back: bool) -> None:
        self._graph = graph
        self._back = back
        self._known: dict[str, _Facts] = {}

    def reached(self, starts: Iterable[Start], within: frozenset[str]) -> dict[str, Reached]:
        """Return the nodes outside `within` that a fact leads to, or comes from, sorted by key."""
        steps = self._search(starts)
        found: dict[str, Reached] = {}
        data: dict[str, set[str | None]] = {}
        hosting: dict[str, bool] = {}
        for place, step in steps.items():
            node = place.spot.node
            if step.fact is None or node in within:
                continue
            data.setdefault(node, set()).add(place.origin if self._back else place.spot.thread.data)
            hosting[node] = hosting.get(node, True) and step.fact.flow.kind is FlowKind.HOSTING
            if node not in found:  # the steps are in the order in which they were reached, the surest first
                near = step.fact.flow.target if self._back else step.fact.flow.source
                path = self._path(place, steps)
                found[node] = Reached(node, step.certainty, path, step.fact, near in within, frozenset(), host=False)
        return {node: found[node]._replace(data=frozenset(data[node]), host=hosting[node]) for node in sorted(found)}

    def _search(self, starts: Iterable[Start]) -> dict[_Place, _Step]:
        """Return how each place is reached at its surest, in the order of certainty and then of length."""
        waiting: list[deque[_Step]] = [deque() for _ in Certainty]
        for start in sorted(
            set(starts), key=lambda start: (start.node, start.thread.subject or "", start.thread.data or "")
        ):
            place = _Place(Spot(start.node, start.thread), start.thread.data if self._back else None)
            waiting[start.certainty.rank].append(_Step(place, start.certainty, None, None))
        done: dict[_Place, _Step] = {}
        for queue in waiting:
            while queue:
                step = queue.popleft()
                if step.place in done:
                    continue
                done[step.place] = step
                for following in self._following(step):
                    if following.place not in done:
                        waiting[following.certainty.rank].append(following)
        return done

    def _following(self, step: _Step) -> Iterator[_Step]:
        (node, thread, within), origin = step.place
        graph = self._graph
        if graph.is_person(node) and step.before is not None:
            return
        for joined, facts in self._carried(node, thread):
            for fact in facts:
                certainty = step.certainty.at_most(fact.pair.certainty)
                other = fact.flow.source if self._back else fact.flow.target
                yield _Step(_Place(Spot(other, joined), origin), certainty, step.place, fact)
        for part in graph.held_in.get(node, ()):
            yield _Step(_Place(Spot(part, thread, within=True), origin), step.certainty, step.place, None)
        for holder in () if within else graph.holders_of(node):
            yield _Step(_Place(Spot(holder, thread), origin), step.certainty, step.place, None)

    def _carried(self, node: str, thread: Thread) -> Iterator[tuple[Thread, list[Fact]]]:
        """Yield the facts at a node that carry a thread on, by what the thread is after them."""
        graph = self._graph
        by_subject = self._facts(node)
        for subject in _near(thread.subject, by_subject, graph.subjects):
            by_data = by_subject[subject]
            for data in _near(thread.data, by_data, graph.categories):
                facts = by_data[data]
                joined = graph.join(thread, facts[0].pair)
                if joined is not None:
                    yield joined, facts

    def _facts(self, node: str) -> _Facts:
        """Return the facts at a node by kind of people and category; of equal facts the surest one."""
        if node not in self._known:
            facts = (self._graph.incoming if self._back else self._graph.outgoing).get(node, ())
            best: dict[tuple[str, str | None, str | None], Fact] = {}
            for fact in facts:
                other = fact.flow.source if self._back else fact.flow.target
                said = (other, fact.pair.subject, fact.pair.data)
                if said not in best or fact.pair.certainty.rank < best[said].pair.certainty.rank:
                    best[said] = fact
            found: _Facts = {}
            for fact in best.values():
                found.setdefault(fact.pair.subject, {}).setdefault(fact.pair.data, []).append(fact)
            self._known[node] = found
        return self._known[node]

    def _path(self, last: _Place, steps: Mapping[_Place, _Step]) -> tuple[str, ...]:
        nodes = []
        place: _Place | None = last
        while place is not None:
            nodes.append(place.spot.node)
            place = steps[place].before
        return tuple(nodes if self._back else reversed(nodes))


def _near(known: str | None, said: Iterable[str | None], relations: Categories | Subjects) -> Iterator[str | None]:
    """Yield the keys that may join the one of a thread: related ones, or any; what is not stated only itself."""
    related = relations.related(known) if known is not None and known != ANY else {}
    return (key for key in said if known in (key, ANY) or (key is not None and key in related))
