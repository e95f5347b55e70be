"""Whose data a flow carries when it does not say so: those upstream in the activity from whom that data came.

Works on all flows at once, because `everything` looks into every activity. Five passes, each of rounds until nothing
new is found; within a pass rounds only add, so that the order in which flows are written makes no difference:

1. places that are part of FROM; 2. wider places, for those where the first pass left nothing; 3. subjects written
beside `all` where nothing arrived; 4. data that are written but came from nobody; 5. `all` where there is nothing.

A subject that was found upstream is no more certain than the surest way by which the data came from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from ropa.model import Certainty, DataCategory, Flow, Organisation, Pair, System, Use
from ropa.model.terms import ancestors, descendants
from ropa.resolver.context import Context
from ropa.resolver.flows import OpenFlow, pair_of, sort_pairs
from ropa.resolver.format.activities import DATA_WORDS

#: A data subject and a data category, None where not stated.
Fact = tuple[str | None, str | None]
Held = frozenset[Fact]

#: How surely each fact arrived, by activity and place.
Sureness = defaultdict[tuple[str, str], dict[Fact, Certainty]]

#: The passes, in order; see the module.
_PARTS, _WIDER, _GIVEN, _NOBODY, _NOTHING = range(1, 6)


class Places:
    """Which nodes count as one place: a whole with its parts, an organisation with the systems and units it runs."""

    def __init__(
        self, organisation: str, organisations: MappingOf[str, Organisation], systems: MappingOf[str, System]
    ) -> None:
        self._wholes = {key: item.part_of for key, item in organisations.items()}
        self._system_wholes = {key: item.part_of for key, item in systems.items()}
        self._operators = {key: self._operator(key, systems) or organisation for key in systems}
        self._memo: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def _operator(self, key: str, systems: MappingOf[str, System]) -> str:
        chain = (key, *ancestors(self._system_wholes, key))
        return next((systems[item].operator for item in chain if item in systems and systems[item].operator), "")

    def of(self, node: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the places that are part of `node`, itself included, and the wider ones if those hold nothing."""
        if node not in self._memo:
            self._memo[node] = (self._inside(node), self._around(node))
        return self._memo[node]

    def _inside(self, node: str) -> frozenset[str]:
        if node in self._operators:
            return frozenset({node}) | descendants(self._system_wholes, node)
        units = frozenset({node}) | descendants(self._wholes, node)
        return units | {system for system, operator in self._operators.items() if operator in units}

    def _around(self, node: str) -> frozenset[str]:
        if node in self._operators:
            wholes = ancestors(self._system_wholes, node)
            return frozenset((*wholes, self._operators[node])) | self._inside(self._operators[node])
        return frozenset(ancestors(self._wholes, node))


class Related:
    """Which categories speak of one another: the same, narrower, broader, or an item of a compound."""

    def __init__(self, categories: MappingOf[str, DataCategory]) -> None:
        self._parents = {key: item.parent for key, item in categories.items()}
        self._items = {key: frozenset(item.consists_of) for key, item in categories.items() if item.consists_of}
        self._memo: dict[str, frozenset[str]] = {}

    def to(self, key: str) -> frozenset[str]:
        """Return every category that a fact about `key` may speak of."""
        if key not in self._memo:
            near = {key, *ancestors(self._parents, key), *descendants(self._parents, key), *self._items.get(key, ())}
            near.update(whole for whole, items in self._items.items() if key in items)
            self._memo[key] = frozenset(near)
        return self._memo[key]


class Upstream:
    """Fills what flows leave open."""

    def __init__(self, flows: Iterable[OpenFlow], places: Places, related: Related) -> None:
        every = list(flows)
        self._closed = [item.flow for item in every if not (item.open.subjects or item.open.word)]
        self._open = [item for item in every if item.open.subjects or item.open.word]
        self._places = places
        self._related = related
        self._facts: dict[str, Held] = {item.flow.id: frozenset() for item in self._open}
        self._arrived: dict[str, dict[str, set[Fact]]] = defaultdict(lambda: defaultdict(set))
        self._wider: frozenset[tuple[str, str | None]] = frozenset()
        for item in every:
            self._arrive(item.flow, frozenset((pair.subject, pair.data) for pair in item.flow.pairs))

    def fill(self, context: Context) -> dict[str, Flow]:
        """Return every flow that was open, by id, filled; one that mixes several kinds of people is noticed."""
        self._repeat(_PARTS)
        asked = {(item.flow.source, _activity(item)) for item in self._open}
        self._wider = frozenset(key for key in asked if not self._held(*key))
        for step in (_WIDER, _GIVEN, _NOBODY, _NOTHING):
            self._repeat(step)
        found = {}
        for item in self._open:
            wider = (item.flow.source, _activity(item)) in self._wider
            flow = _filled(item, self._facts[item.flow.id], sure=not wider)
            found[flow.id] = flow
        found = self._no_surer_than_the_way(found)
        for item in self._open:
            flow = found[item.flow.id]
            people = sorted({pair.subject for pair in flow.pairs if pair.inferred and pair.subject})
            if item.open.subjects and len(people) > 1:
                found[flow.id] = replace(flow, mixes=tuple(people))
                message = f"no data subjects are written; upstream the data come from several: {', '.join(people)}"
                context.notice("mixed-subjects", message, flow.position, at=flow.id)
        return found

    def _no_surer_than_the_way(self, flows: dict[str, Flow]) -> dict[str, Flow]:
        """Return the flows with every inferred pair as certain as the surest way by which its data came, at most.

        Begins with what is written and raises the rest until nothing changes, so that flows in a circle do not make
        one another certain.
        """
        best: Sureness = defaultdict(dict)
        for flow in self._closed:
            for pair in flow.pairs:
                _raise(best, flow, pair, pair.certainty)
        changed = True
        while changed:
            changed = False
            for item in self._open:
                flow = flows[item.flow.id]
                for pair in flow.pairs:
                    changed = _raise(best, flow, pair, self._supported(item, pair, best)) or changed
        return {
            item.flow.id: replace(
                flows[item.flow.id],
                pairs=sort_pairs(
                    replace(pair, certainty=self._supported(item, pair, best)) for pair in flows[item.flow.id].pairs
                ),
            )
            for item in self._open
        }

    def _supported(self, item: OpenFlow, pair: Pair, best: Sureness) -> Certainty:
        """Return how certain a pair is, given how surely its subject's data reached the sender."""
        word = bool(item.open.word) and pair.data not in {use.key for use in item.data}
        if pair.subject is None or not (pair.inferred or (word and pair.data is not None)):
            return pair.certainty
        near = None if pair.data is None else self._related.to(pair.data)
        activity = _activity(item)
        ways = [
            sure
            for place in self._senders(item.flow.source, activity)
            for key in ([activity] if activity is not None else list(self._arrived))
            for (subject, data), sure in best.get((key, place), {}).items()
            if subject == pair.subject and (near is None or data in near)
        ]
        surest = min(ways, key=lambda sure: sure.rank, default=Certainty.LOST)
        return pair.certainty.at_most(surest)

    def _arrive(self, flow: Flow, facts: Held) -> None:
        if facts:
            self._arrived[flow.activity][flow.target].update(facts)

    def _senders(self, node: str, activity: str | None) -> frozenset[str]:
        """Return the places whose data a sender has at hand."""
        places, wider = self._places.of(node)
        return places | wider if (node, activity) in self._wider else places

    def _held(self, node: str, activity: str | None) -> Held:
        """Return what has arrived at a node so far, in one activity or in any."""
        places = self._senders(node, activity)
        arrived = self._arrived.values() if activity is None else (self._arrived[activity],)
        return frozenset(fact for nodes in arrived for place in places & nodes.keys() for fact in nodes[place])

    def _repeat(self, step: int) -> None:
        """Find the facts of every open flow from what has arrived, until nothing changes."""
        changed = True
        while changed:
            changed = False
            for item in self._open:
                facts = self._facts_of(item, step)
                if facts != self._facts[item.flow.id]:
                    self._facts[item.flow.id] = facts
                    self._arrive(item.flow, facts)
                    changed = True

    def _facts_of(self, item: OpenFlow, step: int) -> Held:
        held = self._held(item.flow.source, _activity(item))
        given = frozenset(use.key for use in item.open.given)
        found = set(_everything(held, given, step) if item.open.word else ())
        for use in item.data or (None,):
            if use is None or use.key not in DATA_WORDS:
                subjects: frozenset[str | None] = given or self._subjects(use, held)
                if not subjects and step >= _NOBODY:
                    subjects = frozenset({None})
                found.update((subject, use.key if use is not None else None) for subject in subjects)
        return frozenset(found)

    def _subjects(self, use: Use | None, held: Held) -> frozenset[str | None]:
        if use is None:
            return frozenset(subject for subject, _ in held if subject is not None)
        near = self._related.to(use.key)
        return frozenset(subject for subject, data in held if subject is not None and data in near)


def _raise(best: Sureness, flow: Flow, pair: Pair, certainty: Certainty) -> bool:
    """Note how surely a fact arrived; tell whether that is news."""
    known = best[(flow.activity, flow.target)]
    fact = (pair.subject, pair.data)
    if fact in known and known[fact].rank <= certainty.rank:
        return False
    known[fact] = certainty
    return True


def _activity(item: OpenFlow) -> str | None:
    """Return the activity whose facts count, None for all of them."""
    return None if item.open.word == "everything" else item.flow.activity


def _everything(held: Held, given: frozenset[str], step: int) -> Held:
    """Return what `all` stands for: what is held, of the people who are given if any are."""
    found = frozenset(fact for fact in held if not given or fact[0] in given)
    if not found and given and step >= _GIVEN:
        return frozenset((subject, None) for subject in given)
    return frozenset({(None, None)}) if not found and step >= _NOTHING else found


def _filled(item: OpenFlow, facts: Held, *, sure: bool) -> Flow:
    """Return the flow with its facts; what is written of an item, or of the word `all`, is said of each fact of it.

    Where nothing arrived at the sender itself (`sure` False), what others of its organisation hold is implied at most.
    """
    given = {use.key: use for use in item.open.given}
    written = {use.key: use for use in item.data}
    mark = item.open.mark
    pairs = []
    for subject, data in facts:
        use = written.get(data) if data is not None else None
        if use is None and data is not None and mark is not None:
            use = replace(mark, key=data, label=data)
        pair = pair_of(item.flow, subject, use, given.get(subject or ""), inferred=subject not in given)
        found = (use is not None and use.key not in written) or (pair.inferred and subject is not None)
        pairs.append(pair if sure or not found else replace(pair, certainty=pair.certainty.at_most(Certainty.IMPLIED)))
    return replace(item.flow, pairs=sort_pairs(pairs))
