"""How the data of a fact came to its sender: the shortest way back to the people it is about.

This is the evidence beside an answer, so it is searched for every fact that is shown: plain breadth-first search with
parents, remembered by sender and thread, which keeps many facts linear.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from ropa.graph.base import ANY, Fact, Spot, Thread
from ropa.graph.facts import FactGraph
from ropa.model.words import Certainty


class Traces:
    """Ways from people to the senders of facts, each found once."""

    def __init__(self, graph: FactGraph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, Thread, str, Certainty], tuple[str, ...]] = {}

    def nodes(self, fact: Fact) -> tuple[str, ...]:
        """Return the nodes of the shortest way that ends with this fact: people first, its target last.

        Every step states the same category and kind of people, or narrower or broader ones. A way within the activity
        of the fact is preferred to a shorter one through others. Where nothing says how the sender came by the data
        the way begins at the sender. Facts that are only hypothetical, or lost, support no way but their own.
        """
        start = fact.flow.source
        limit = Certainty.POSSIBLE.at_most(fact.pair.certainty)
        thread = Thread(fact.pair.subject, fact.pair.data)
        # Where the category is not stated, anything this activity says about the same people may lead here.
        near = thread if thread.data is not None else thread._replace(data=ANY)
        before = self._back(start, near, fact.flow.activity, limit) or self._back(start, thread, "", limit) or (start,)
        return (*before, fact.flow.target)

    def _back(self, start: str, thread: Thread, activity: str, limit: Certainty) -> tuple[str, ...]:
        key = (start, thread, activity, limit)
        if key not in self._known:
            self._known[key] = self._search(start, thread, activity, limit)
        return self._known[key]

    def _search(self, start: str, thread: Thread, activity: str, limit: Certainty) -> tuple[str, ...]:
        if self._graph.is_person(start):
            return (start,)
        first = Spot(start, thread)
        after: dict[Spot, Spot | None] = {first: None}
        waiting = deque([first])
        while waiting:
            spot = waiting.popleft()
            for step in self._before(spot, activity, limit):
                if step in after:
                    continue
                after[step] = spot
                if self._graph.is_person(step.node):
                    return _unrolled(step, after)
                waiting.append(step)
        return ()

    def _before(self, spot: Spot, activity: str, limit: Certainty) -> Iterator[Spot]:
        """Yield where the data may have been before; `within` marks a step back from a holder to one of its parts."""
        node, thread, within = spot
        most, joins = limit.rank, self._graph.joins(thread)
        for source, about, rank in self._graph.arrivals(node, activity):
            if rank <= most:
                joined = joins[about]
                if joined is not None:
                    yield Spot(source, joined)
        for part in self._graph.held_in.get(node, ()):
            yield Spot(part, thread, within=True)
        if not within:
            for holder in self._graph.holders_of(node):
                yield Spot(holder, thread)


def _unrolled(last: Spot, after: dict[Spot, Spot | None]) -> tuple[str, ...]:
    nodes = []
    spot: Spot | None = last
    while spot is not None:
        nodes.append(spot.node)
        spot = after[spot]
    return tuple(nodes)
