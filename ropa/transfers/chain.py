"""Chains within an activity: what a receiver passes on, the worst edge of it, and under which terms it may.

Two flows are links of one chain where the receiver of the first is the sender of the second and the data of one are
the data of the other, or narrower or broader. They meet in hubs, one for each party and category, so that a vendor
with a thousand flows in and a thousand out costs two thousand steps and not a million.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ropa.model.activities import Flow
from ropa.transfers.base import CHAIN_SHOWN, Criterion, Grade
from ropa.transfers.edges import Edge
from ropa.transfers.places import Standing

#: Party, how the category is meant, category.
_Hub = tuple[str, str, str]

#: From a category to those above it, nearest first.
Broader = Callable[[str], tuple[str, ...]]


class Hubs:
    """The hubs at which flows meet: equal ones are the same for every flow of the register."""

    def __init__(self, broader: Broader) -> None:
        self._broader = broader
        self._fed: dict[tuple[str, frozenset[str | None]], tuple[_Hub, ...]] = {}
        self._sources: dict[tuple[str, frozenset[str | None]], tuple[tuple[_Hub, ...], ...]] = {}
        self._drawn: dict[tuple[str, frozenset[str | None]], tuple[_Hub, ...]] = {}

    def fed(self, party: str, flow: Flow) -> tuple[_Hub, ...]:
        """Return the hubs that a flow to the party feeds."""
        key = (party, _data(flow))
        found = self._fed.get(key)
        if found is None:
            hubs = [(party, "blank", "")]
            for data in sorted(filter(None, key[1])):
                hubs.append((party, "at", data))
                hubs += [(party, "is", above) for above in self._broader(data)]
            if None in key[1]:
                hubs.append((party, "any", ""))
            found = self._fed[key] = tuple(dict.fromkeys(hubs))
        return found

    def sources(self, party: str, flow: Flow) -> tuple[tuple[_Hub, ...], ...]:
        """Return, for each category of a flow from the party, the hubs by which it may have come."""
        key = (party, _data(flow))
        found = self._sources.get(key)
        if found is None:
            groups = []
            for data in sorted(filter(None, key[1])):
                above = tuple((party, "at", wider) for wider in self._broader(data))
                groups.append(((party, "any", ""), (party, "is", data), (party, "at", data), *above))
            if None in key[1]:
                groups.append(((party, "blank", ""),))
            found = self._sources[key] = tuple(groups)
        return found

    def drawn(self, party: str, flow: Flow) -> tuple[_Hub, ...]:
        """Return the hubs that a flow from the party draws from."""
        key = (party, _data(flow))
        found = self._drawn.get(key)
        if found is None:
            hubs = dict.fromkeys(hub for hubs in self.sources(party, flow) for hub in hubs)
            found = self._drawn[key] = tuple(hubs)
        return found


def _data(flow: Flow) -> frozenset[str | None]:
    """Return the categories of a flow; None stands for data that are not stated."""
    return frozenset(pair.data for pair in flow.pairs) if flow.pairs else frozenset((None,))


class Links:
    """The links between the flows of one activity; flows are named by their place in it."""

    def __init__(self, flows: Sequence[Flow], edges: Sequence[Edge], hubs: Hubs) -> None:
        self._flows = flows
        self._edges = edges
        self._hubs = hubs
        senders = {edge.exporter for edge in edges if not edge.own_exporter and not edge.from_person}
        self.out: list[tuple[_Hub, ...]] = [()] * len(flows)
        self.into: list[tuple[_Hub, ...]] = [()] * len(flows)
        self.leaving: dict[_Hub, list[int]] = {}
        self.arriving: dict[_Hub, list[int]] = {}
        #: Flows that pass data on to somebody else: what comes back to the organisation is a row, and no link.
        self._links: set[int] = set()
        if not senders:
            return
        for place, (flow, edge) in enumerate(zip(flows, edges, strict=True)):
            if edge.importer in senders and not edge.inward and not edge.to_person:
                self.out[place] = hubs.fed(edge.importer, flow)
                for hub in self.out[place]:
                    self.arriving.setdefault(hub, []).append(place)
            if edge.exporter in senders and not edge.from_person and not edge.same_entity:
                self.into[place] = hubs.drawn(edge.exporter, flow)
                if not edge.inward and not edge.to_person:
                    self._links.add(place)
                    for hub in self.into[place]:
                        self.leaving.setdefault(hub, []).append(place)

    def sources(self, place: int) -> tuple[tuple[_Hub, ...], ...]:
        """Return, for each category of a flow, the hubs by which it may have come to the sender."""
        return self._hubs.sources(self._edges[place].exporter, self._flows[place])

    @property
    def empty(self) -> bool:
        """Whether no flow of the activity has anything to do with another."""
        return not self.leaving and not any(self.into)

    def chain(self, start: int) -> tuple[str, ...]:
        """Return the ids of a flow and of those that follow, nearest first; empty where none follows."""
        found, seen, queue = [start], {start}, deque([start])
        hubs: set[_Hub] = set()
        while queue and len(found) < CHAIN_SHOWN:
            for hub in self.out[queue.popleft()]:
                if hub in hubs:
                    continue
                hubs.add(hub)
                for place in self.leaving.get(hub, ())[: CHAIN_SHOWN + len(seen)]:
                    if place not in seen:
                        seen.add(place)
                        found.append(place)
                        queue.append(place)
        return tuple(self._flows[place].id for place in found[:CHAIN_SHOWN]) if len(found) > 1 else ()

    def worst(self, grades: Sequence[Grade]) -> dict[int, Grade]:
        """Return the worst grade from a flow on, for flows behind which a worse one follows."""
        found: dict[int, Grade] = {}
        hubs: set[_Hub] = set()
        linked = [place for place, into in enumerate(self.into) if into and place in self._links]
        for origin in sorted(linked, key=lambda place: -grades[place].rank):
            queue = [origin]
            grade = grades[origin]
            while queue:
                for hub in self.into[queue.pop()]:
                    if hub in hubs:
                        continue
                    hubs.add(hub)
                    for place in self.arriving.get(hub, ()):
                        if place not in found and grades[place].rank < grade.rank:
                            found[place] = grade
                        if place != origin and self.into[place]:
                            queue.append(place)
        return found


class _Terms(NamedTuple):
    """What is known of the transfers into a hub: one that binds, and whether one does not."""

    binding: Standing | None = None
    loose: bool = False


def onward(links: Links, edges: Sequence[Edge], standings: list[Standing], decide: Decider) -> None:
    """Decide in `standings` the onward flows whose every transfer before them binds the sender; the others stay.

    A circle of onward flows, and one that nothing leads to, stays for a person to review.
    """
    open_ = {place for place, standing in enumerate(standings) if standing.criterion is Criterion.ONWARD}
    if not open_:
        return
    terms = dict.fromkeys(links.arriving, _Terms())
    waits = {hub: sum(place in open_ for place in places) for hub, places in links.arriving.items()}
    left = {place: sum(waits.get(hub, 0) > 0 for hub in links.into[place]) for place in open_}
    for hub, places in links.arriving.items():
        for place in places:
            if place not in open_:
                terms[hub] = _learned(terms[hub], standings[place])
    ready = deque(sorted(place for place, count in left.items() if not count))
    while ready:
        place = ready.popleft()
        binding = _binding(links, place, terms)
        if binding is not None:
            standings[place] = decide(edges[place], standings[place], binding)
        for hub in links.out[place]:
            terms[hub] = _learned(terms[hub], standings[place])
            waits[hub] -= 1
            if waits[hub]:
                continue
            for after in _drawing(links, hub, open_):
                left[after] -= 1
                if not left[after]:
                    ready.append(after)


def _drawing(links: Links, hub: _Hub, open_: set[int]) -> list[int]:
    return [place for place in links.leaving.get(hub, ()) if place in open_]


def _learned(terms: _Terms, standing: Standing) -> _Terms:
    if standing.binds and standing.grade in (Grade.ADEQUATE, Grade.SAFEGUARDED):
        return terms if terms.binding is not None else _Terms(standing, terms.loose)
    return terms if terms.loose else _Terms(terms.binding, True)


def _binding(links: Links, place: int, terms: dict[_Hub, _Terms]) -> Standing | None:
    """Return a transfer before this flow that binds its sender, None where one does not.

    Every category has to have come by such a transfer: terms cover what they were agreed for, and nothing beside it.
    """
    before = [[terms[hub] for hub in hubs if hub in terms] for hubs in links.sources(place)]
    if any(found.loose for group in before for found in group):
        return None
    bindings = [next((found.binding for found in group if found.binding is not None), None) for group in before]
    return None if any(binding is None for binding in bindings) else bindings[0]


class Decider:
    """Decides onward flows by the transfer before them; equal cases are decided once."""

    def __init__(self, title: Callable[[str], str]) -> None:
        self._title = title
        #: By identity, because standings are shared by equal edges; what they are about is kept with the answer.
        self._known: dict[tuple[int, int], tuple[Standing, Standing, Standing]] = {}

    def __call__(self, edge: Edge, standing: Standing, binding: Standing) -> Standing:
        """Return how an onward flow stands after a transfer that binds its sender."""
        key = (id(standing), id(binding))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (standing, binding, self._decided(edge, standing, binding))
        return found[2]

    def _decided(self, edge: Edge, standing: Standing, binding: Standing) -> Standing:
        name = self._title(edge.exporter)
        return standing._replace(
            grade=Grade.SAFEGUARDED,
            reason=f"Onward flow: `{binding.tool}` of the transfer before it binds {name} for what it passes on.",
            tool=binding.tool,
            instrument=binding.instrument,
            dated=binding.dated,
            next_step=f"Ask {name} for its terms with {self._title(edge.importer)} on what it passes on.",
            present=binding.present,
            notes=(*standing.notes, *self._doubt(binding)),
            unverified=standing.unverified or binding.unverified or not binding.terms_verified,
            ends=binding.ends,
            ending=binding.ending,
            own=(*standing.own, *binding.own),
            binds=True,
            terms_verified=binding.terms_verified,
        )

    def _doubt(self, binding: Standing) -> tuple[str, ...]:
        if binding.terms_verified:
            return ()
        return (f"That `{binding.tool}` binds a recipient for what it passes on is not fully verified.",)
