"""Facts that match what was asked, the rows made of them, and the answer in one word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, Protocol

from ropa.graph import ANY, Fact, Match, search, shortest_ways
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.base import Cite
from ropa.model.words import Certainty, FlowKind, Source
from ropa.questions.base import AnswerFact, Context, NotStated, Party, Reach, Verdict
from ropa.questions.denials import Cell, Denials
from ropa.questions.graded import Graded


class Asked(NamedTuple):
    """What was asked about, as keys; empty is not limited."""

    data: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every combination of subject and category asked about, in the order asked."""
        return tuple((subject, data) for subject in self.subjects or (None,) for data in self.data or (None,))


class Evidence(Protocol):
    """What speaks for an answer: a fact, or a way."""

    @property
    def certainty(self) -> Certainty:
        """How sure it is."""

    @property
    def match(self) -> Match:
        """How it relates to what was asked."""

    @property
    def source(self) -> str:
        """Who says so."""

    @property
    def reach(self) -> Reach:
        """Whether it is declared."""


class Hit(NamedTuple):
    """A fact that matches, how well, how surely, and for which of the combinations asked about."""

    fact: Fact
    match: Match
    certainty: Certainty
    cells: tuple[Cell, ...]


def hits(context: Context, asked: Asked, facts: Iterable[Fact] | None = None) -> Iterator[Hit]:
    """Yield the facts that match, in the order given (all of the register, in file order)."""
    known: dict[Cell, Found | None] = {}
    for fact in context.graph.facts if facts is None else facts:
        if asked.activities and fact.flow.activity not in asked.activities:
            continue
        pair = fact.pair
        said = (pair.subject, pair.data)
        if said not in known:
            known[said] = matched(context, asked, pair.subject, pair.data)
        found = known[said]
        if found is not None:
            yield Hit(fact, found.match, pair.certainty.at_most(found.certainty), found.cells)


class Found(NamedTuple):
    """How all facts about one kind of people and one category match: what a `Hit` says but for the fact's own part."""

    match: Match
    certainty: Certainty
    cells: tuple[Cell, ...]


def matched(context: Context, asked: Asked, subject: str | None, category: str | None) -> Found | None:
    """Return how facts about this kind of people and this category match what was asked, None where they do not."""
    graph = context.graph
    data = {key: graph.categories.match(key or ANY, category) for key in asked.data or (None,)}
    subjects = {key: graph.subjects.match(key or ANY, subject) for key in asked.subjects or (None,)}
    matches = [match for match in data.values() if match is not None]
    sure = [certainty for certainty in subjects.values() if certainty is not None]
    if not matches or not sure:
        return None
    return Found(
        min(matches, key=lambda match: match.rank),
        min(sure, key=lambda certainty: certainty.rank),
        tuple((people, key) for people in subjects if subjects[people] for key in data if data[key]),
    )


def cells_of(found: Iterable[Hit]) -> frozenset[Cell]:
    """Return the combinations that any of the hits says something of."""
    return frozenset(cell for hit in found for cell in hit.cells)


def outside_receiver(context: Context, hit: Hit) -> str:
    """Return the party outside that a hit hands data to, empty for a host and where nobody outside gets them."""
    flow, graph = hit.fact.flow, context.graph
    return graph.party(flow.target) if flow.kind is not FlowKind.HOSTING and graph.is_outside(hit.fact) else ""


class Rows:
    """Makes the rows of an answer.

    Args:
        paths: how many ways to show for each fact. graded: gives the grades of a flow; those of the context's day else.
    """

    def __init__(
        self, context: Context, *, paths: int = 1, graded: Callable[[Flow], tuple[Graded, ...]] | None = None
    ) -> None:
        self._context = context
        self._paths = paths
        self._graded = context.graded if graded is None else graded
        self._ways: dict[tuple[str, str, str], tuple[tuple[str, ...], ...]] = {}
        #: What many rows say alike is made once: whether something is held inside, by people and category; purposes.
        self._known_inside: dict[Cell, bool] = {}
        self._purposes: dict[str, tuple[str, ...]] = {}

    def row(self, hit: Hit, *, receiver: str = "") -> AnswerFact:
        """Return the row of a hit; `receiver` is the party behind the target, where the way should end with it."""
        context = self._context
        flow, pair, activity = hit.fact
        path = context.traces.nodes(hit.fact)
        if receiver and path[-1] != receiver:
            path = (*path, receiver)
        return AnswerFact(
            flow=flow.id,
            activity=flow.activity,
            subject=pair.subject,
            data=pair.data,
            role=flow.role.value if flow.role else "",
            match=hit.match,
            certainty=hit.certainty,
            path=path,
            more_paths=self._more(path, pair.data),
            transfers=self._graded(flow),
            cites=_cites(flow, pair),
            direct=self.is_direct(flow),
            bypass=self._bypasses(hit.fact, path),
            purposes=self._purposes_of(activity),
            via=flow.via,
            access=flow.access,
            open=flow.open,
            source=said_by(hit.fact).value,
        )

    def is_direct(self, flow: Flow) -> bool:
        """Tell whether a flow comes from the person, or from the register's organisation or its systems."""
        graph = self._context.graph
        return graph.is_person(flow.source) or graph.is_inside(flow.source)

    def _purposes_of(self, activity: Activity) -> tuple[str, ...]:
        found = self._purposes.get(activity.key)
        if found is None:
            found = self._purposes[activity.key] = tuple(use.key for use in activity.purposes)
        return found

    def _more(self, path: tuple[str, ...], data: str | None) -> tuple[tuple[str, ...], ...]:
        """Return further ways to where the path ends, none where only one is asked for or the source is not stated."""
        if self._paths == 1 or not self._context.graph.is_person(path[0]):
            return ()
        key = (path[0], path[-1], data or ANY)
        if key not in self._ways:
            wanted = search(self._context.graph, source=path[0], target=path[-1], data=data or ANY)
            self._ways[key] = tuple(way.nodes for way in shortest_ways(wanted, count=self._paths))
        return tuple(nodes for nodes in self._ways[key] if nodes != path)[: self._paths - 1]

    def _bypasses(self, fact: Fact, path: tuple[str, ...]) -> bool:
        """Tell whether the data is said to be collected past the organisation, and nothing says that it holds it."""
        graph, pair = self._context.graph, fact.pair
        if pair.subject is None or pair.data is None or not graph.is_person(path[0]):
            return False
        return not any(graph.is_inside(node) for node in path[1:]) and not self._is_held_inside(pair.subject, pair.data)

    def _is_held_inside(self, subject: str, data: str) -> bool:
        """Tell whether the organisation or its systems are said to hold such data of such people, or may hold it."""
        known, graph = self._known_inside, self._context.graph
        if (subject, data) not in known:
            known[subject, data] = any(
                graph.subjects.match(subject, people) and graph.categories.match(data, category)
                for people, category in self._held_inside
            )
        return known[subject, data]

    @cached_property
    def _held_inside(self) -> frozenset[tuple[str | None, str | None]]:
        """Subject and category of all that the organisation and its systems are said to hold, or may hold."""
        graph = self._context.graph
        return frozenset(
            (fact.pair.subject, fact.pair.data)
            for fact in graph.facts
            if graph.is_inside(fact.flow.target) and fact.pair.certainty.rank <= Certainty.POSSIBLE.rank
        )


def party(context: Context, key: str, rows: Sequence[AnswerFact]) -> Party:
    """Return an organisation, a system or people who receive data, with its rows, the best first."""
    register = context.register
    ordered = tuple(sorted(rows, key=order_of_rows))
    organisation = register.organisations.get(key)
    shown = Party(
        id=key,
        name=register.title(key),
        kind="system" if key in register.systems else "data-subject",
        internal=key in register.systems and register.is_own_system(key),
        direct=any(row.direct for row in ordered),
        bypass=any(row.bypass for row in ordered),
        facts=ordered,
    )
    if organisation is None:
        return shown
    marked = tuple(name for name in ("name", "country") if organisation.mark(name).source is Source.DIRECTORY)
    return replace(
        shown,
        kind=organisation.kind.value,
        internal=register.is_internal(key),
        country=organisation.country,
        source=organisation.source.value,
        from_directory=marked,
    )


def parties(context: Context, rows: dict[str, list[AnswerFact]]) -> tuple[Party, ...]:
    """Return the parties of these rows, sorted by key."""
    return tuple(party(context, key, rows[key]) for key in sorted(rows))


def hosts(context: Context, found: Iterable[Hit], rows: Rows) -> tuple[Party, ...]:
    """Return the hosts among the hits, sorted by key."""
    gathered: dict[str, list[AnswerFact]] = {}
    for hit in found:
        if hit.fact.flow.kind is FlowKind.HOSTING:
            gathered.setdefault(hit.fact.flow.target, []).append(rows.row(hit))
    return parties(context, gathered)


def said_by(fact: Fact) -> Source:
    """Return who says a fact: the directory where flow or pair come from there, else the register."""
    flow, pair = fact.flow.marks, fact.pair.marks
    if not flow and not pair:
        return Source.REGISTER  # what has no mark of its own is the register's
    marks = (flow.get("target"), flow.get("pairs"), pair.get("data"), pair.get("subject"))
    directory = any(mark is not None and mark.source is Source.DIRECTORY for mark in marks)
    return Source.DIRECTORY if directory else Source.REGISTER


def _cites(flow: Flow, pair: Pair) -> tuple[Cite, ...]:
    """Return the citations of a fact, those of its flow first; most pairs have the citations of their flow."""
    if pair.cites is flow.cites and len(flow.cites) < 2:
        return flow.cites
    return tuple(dict.fromkeys((*flow.cites, *pair.cites)))


def verdict(evidence: Iterable[Evidence], *, denied: bool, complete: bool) -> Verdict:
    """Return the answer in one word.

    `found` needs a stated fact that matches exactly or by something narrower and is not the directory's, `implied` an
    implied one; then a denial of all that was asked, then a complete list. Broader, possible, hypothetical and lost
    facts change nothing.
    """
    directory = Source.DIRECTORY.value
    answers = {
        item.certainty
        for item in evidence
        if item.match is not Match.BROADER and item.source != directory and item.reach is Reach.DECLARED
    }
    if Certainty.STATED in answers:
        return Verdict.FOUND
    if Certainty.IMPLIED in answers:
        return Verdict.IMPLIED
    if denied:
        return Verdict.DENIED
    return Verdict.NONE if complete else Verdict.NOT_STATED


def silences(
    context: Context, asked: Asked, said: Iterable[Cell], denied: Denials, concerns: Callable[[Fact], bool]
) -> tuple[NotStated, ...]:
    """Return the combinations of which nothing is said, with the flows that leave open whether they are about them.

    Args:
        said: combinations that the answer says something of.
        concerns: which facts the question is about (those to outside parties, say).
    """
    spoken = {*said, *denied.cells}
    return tuple(
        NotStated(subject=subject, data=data, flows=unclear(context, asked, (subject, data), concerns))
        for subject, data in asked.cells
        if (subject, data) not in spoken
    )


def unclear(context: Context, asked: Asked, cell: Cell, concerns: Callable[[Fact], bool]) -> tuple[str, ...]:
    """Return the ids of flows that state no category or no people and might be about the cell, sorted."""
    graph = context.graph
    subject, data = cell
    found = set()
    for fact in graph.facts:
        pair = fact.pair
        open_data = data is not None and pair.data is None
        open_subject = subject is not None and pair.subject is None
        if not (open_data or open_subject) or (asked.activities and fact.flow.activity not in asked.activities):
            continue
        near_data = open_data or graph.categories.match(data or ANY, pair.data) is not None
        near_subject = open_subject or graph.subjects.match(subject or ANY, pair.subject) is not None
        if near_data and near_subject and concerns(fact):
            found.add(fact.flow.id)
    return tuple(sorted(found))


def order_of_rows(row: AnswerFact) -> tuple[object, ...]:
    """Return the order of rows: declared before possible, better matches and surer facts first, then by address."""
    return (
        row.reach is Reach.POSSIBLE,
        row.match.rank,
        row.certainty.rank,
        row.activity,
        row.flow,
        row.subject is None,
        row.subject or "",
        row.data or "",
    )
