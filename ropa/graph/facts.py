"""The graph of facts of one register: flat facts, what holds what, and how threads of data run on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ropa.graph.base import ANY, About, Arrival, Fact, KeepsArrivals, Thread
from ropa.graph.relations import Categories, Subjects
from ropa.model.activities import Pair
from ropa.model.register import Register
from ropa.model.words import NodeKind

if TYPE_CHECKING:
    import networkx as nx

#: What joining two unrelated keys gives; no key is empty.
_UNRELATED = ""


class FactGraph:
    """Data subjects, systems and organisations as nodes, flows as edges; nothing is built before it is needed.

    Who passes data on without holding it (`via`) is no node of a way.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        #: Graphs of networkx that `ropa.graph.ways` has made, by what was asked.
        self.links: dict[object, object] = {}

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in file order; a flow without any pair is one fact without subject and category."""
        register = self.register
        activities = [*register.activities.values(), *([register.general] if register.general else [])]
        return tuple(
            Fact(flow, pair, activity)
            for activity in activities
            for flow in activity.flows
            for pair in flow.pairs or (Pair(certainty=flow.certainty, cites=flow.cites),)
        )

    @cached_property
    def categories(self) -> Categories:
        """How data categories relate."""
        return Categories(self.register)

    @cached_property
    def subjects(self) -> Subjects:
        """How kinds of people relate."""
        return Subjects(self.register)

    @cached_property
    def incoming(self) -> dict[str, tuple[Fact, ...]]:
        """Node to the facts that reach it, by source, flow and pair."""
        return _grouped(self.facts, target=True)

    @cached_property
    def outgoing(self) -> dict[str, tuple[Fact, ...]]:
        """Node to the facts that leave it, by target, flow and pair."""
        return _grouped(self.facts, target=False)

    @cached_property
    def between(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        """Two nodes to the facts that go from the first to the second, by flow and pair."""
        found: dict[tuple[str, str], list[Fact]] = {}
        for node, facts in self.outgoing.items():
            for fact in facts:
                found.setdefault((node, fact.flow.target), []).append(fact)
        return {ends: tuple(facts) for ends, facts in found.items()}

    def arrivals(self, node: str, activity: str) -> Sequence[Arrival]:
        """Return what arrives at a node in an activity (in any where that is empty), with the rank of its certainty.

        In the order of `incoming`; of equal facts the surest one stands for all.
        """
        if self._keeper is None:
            return self._arrivals.get((node, activity), ())
        if (node, activity) not in self._arrivals:
            self._arrivals[node, activity] = self._keeper.arrivals(node, activity)
        return self._arrivals[node, activity]

    @cached_property
    def _keeper(self) -> KeepsArrivals | None:
        return self.register if isinstance(self.register, KeepsArrivals) else None

    @cached_property
    def _arrivals(self) -> dict[tuple[str, str], Sequence[Arrival]]:
        """What arrives where, by node and activity; of a register that keeps it, what was asked so far."""
        found: dict[tuple[str, str], dict[tuple[str, About], int]] = {}
        for node, facts in self.incoming.items() if self._keeper is None else ():
            for fact in facts:
                pair, rank = fact.pair, fact.pair.certainty.rank
                said = (fact.flow.source, (pair.subject, pair.data))
                for activity in (fact.flow.activity, ""):
                    known = found.setdefault((node, activity), {})
                    if rank < known.setdefault(said, rank):
                        known[said] = rank
        return {
            key: tuple((source, about, rank) for (source, about), rank in known.items()) for key, known in found.items()
        }

    def is_person(self, node: str) -> bool:
        """Tell whether a node is a kind of people."""
        return node in self.register.data_subjects

    def party(self, node: str) -> str:
        """Return the organisation behind a node (a system's operator), or the kind of people itself."""
        found = self._parties.get(node)
        if found is None:
            found = self._parties[node] = self.register.party_of(node)
        return found

    @cached_property
    def _parties(self) -> dict[str, str]:
        return {}

    def is_inside(self, node: str) -> bool:
        """Tell whether the party behind a node is the register's organisation or an internal part of it."""
        found = self._inside.get(node)
        if found is None:
            found = self._inside[node] = self.register.is_internal(self.party(node))
        return found

    @cached_property
    def _inside(self) -> dict[str, bool]:
        return {}

    def is_outside(self, fact: Fact) -> bool:
        """Tell whether a fact hands data to somebody outside the register's organisation.

        People who get their own data back are nobody outside; other people who get it are.
        """
        flow, subject = fact.flow, fact.pair.subject
        if self.is_person(flow.target):
            return subject is not None and subject not in self.subjects.related(flow.target)
        return not self.is_inside(flow.target)

    def holders_of(self, node: str) -> tuple[str, ...]:
        """Return who holds what this node holds, because it operates or contains it; sorted.

        The stated operator of a system, the register's organisation for a system that nobody else is said to run, the
        system or organisation that it is part of, the register's organisation for an internal unit. A host is no holder
        here: it has a flow of its own.
        """
        register = self.register
        found: set[str] = set()
        if node in register.systems:
            found = {register.operator_of(node), register.systems[node].part_of}
        elif node in register.organisations:
            found = {register.organisations[node].part_of}
            if found == {""} and register.is_internal(node):
                found = {register.organisation}
        return tuple(sorted(found - {"", node}))

    @cached_property
    def held_in(self) -> dict[str, tuple[str, ...]]:
        """Node to the nodes whose data it holds, because it operates or contains them; sorted."""
        found: dict[str, list[str]] = {}
        for node in sorted({*self.register.systems, *self.register.organisations}):
            for holder in self.holders_of(node):
                found.setdefault(holder, []).append(node)
        return {holder: tuple(nodes) for holder, nodes in found.items()}

    def extent(self, node: str) -> frozenset[str]:
        """Return the node with its parts: of people their parts, of a holder all that it operates or contains."""
        if self.is_person(node):
            return frozenset({node}) | self.register.parts("data_subjects", node)
        found = {node}
        waiting = [node]
        while waiting:
            for part in self.held_in.get(waiting.pop(), ()):
                if part not in found:
                    found.add(part)
                    waiting.append(part)
        return frozenset(found)

    def join(self, thread: Thread, pair: Pair) -> Thread | None:
        """Return the thread narrowed by one more fact, None where the fact is about something else.

        What is not stated joins only what is not stated.
        """
        return self.joins(thread)[pair.subject, pair.data]

    def joins(self, thread: Thread) -> Mapping[About, Thread | None]:
        """Return what the thread becomes by subject and category of a fact, as `join`; made when first looked up."""
        found = self._joins.get(thread)
        if found is None:
            found = self._joins[thread] = _Joins(thread, self.subjects, self.categories)
        return found

    @cached_property
    def _joins(self) -> dict[Thread, _Joins]:
        """What joining gave so far: the same few threads meet the same facts in every search."""
        return {}

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph for networkx: every node with its `kind`, every flow an edge keyed (activity, id).

        What is `part_of`, operated or owned is no edge.
        """
        import networkx as nx  # costs more than answering most questions

        graph: Any = nx.MultiDiGraph()
        register = self.register
        for kind, section in (
            (NodeKind.DATA_SUBJECT, register.data_subjects),
            (NodeKind.SYSTEM, register.systems),
            (NodeKind.ORGANISATION, register.organisations),
        ):
            graph.add_nodes_from(sorted(section), kind=kind.value)
        for flow in sorted(register.flows, key=lambda flow: (flow.activity, flow.id)):
            graph.add_edge(flow.source, flow.target, key=(flow.activity, flow.id), flow=flow)
        return graph  # type: ignore[no-any-return]


class _Joins(dict[About, Thread | None]):
    """What one thread becomes by what each fact is about, worked out once for each."""

    def __init__(self, thread: Thread, subjects: Subjects, categories: Categories) -> None:
        self._thread = thread
        self._subjects = subjects
        self._categories = categories

    def __missing__(self, about: About) -> Thread | None:
        people = _join(self._thread.subject, about[0], self._subjects)
        category = _join(self._thread.data, about[1], self._categories)
        found = self[about] = None if _UNRELATED in (people, category) else Thread(people, category)
        return found


def _join(known: str | None, said: str | None, relations: Categories | Subjects) -> str | None:
    if known == ANY:
        return said
    if known is None or said is None:
        return None if known is said else _UNRELATED
    return relations.narrowest(known, said) or _UNRELATED


def _grouped(facts: Iterable[Fact], *, target: bool) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.flow.target if target else fact.flow.source, []).append(fact)

    def order(fact: Fact) -> tuple[str, ...]:
        near, far = (fact.flow.source, fact.flow.target) if target else (fact.flow.target, fact.flow.source)
        return (near, far, fact.flow.id, fact.flow.activity, fact.pair.subject or "", fact.pair.data or "")

    return {node: tuple(sorted(members, key=order)) for node, members in found.items()}
