"""Every flow graded under every regime of a register, as the law stood on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.base import Cite
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.terms import ancestors
from ropa.transfers import notes
from ropa.transfers.base import Grade, Located, Transfer
from ropa.transfers.chain import Decider, Hubs, Links, onward
from ropa.transfers.edges import ActivityEdges, Edge, Parties
from ropa.transfers.parents import Parent, parents_outside
from ropa.transfers.places import Places, Standing
from ropa.transfers.standing import Standings

#: Grades that say no more than that nothing leaves the area.
INSIDE = frozenset({Grade.NOT_A_TRANSFER, Grade.DOMESTIC})


def grade_transfers(register: Register, law: Law, *, as_of: date) -> tuple[Transfer, ...]:
    """Grade every flow of the register under every regime of the register, as the law stood on `as_of`.

    Flows that are no transfer are rows as well. Sources: GDPR Articles 3 and 44 to 49, EDPB Guidelines 05/2021, and
    the dated rows of `law`.

    Returns:
        Rows in the order of activities (`general` last), then of flow ids, then of regimes.
    """
    return tuple(Grader(register, law, as_of=as_of).every())


class _Beside(NamedTuple):
    """What equal edges share beside how they stand: notes, articles and places of the row."""

    located: Located
    country: str
    notes: tuple[str, ...]
    parents: tuple[str, ...]
    raised: tuple[str, ...]
    beyond: bool


class _Row(NamedTuple):
    """What is known of one flow under one regime; what is said of the flow itself stands before `after`."""

    standing: Standing
    beside: _Beside
    articles: tuple[str, ...]
    notes: tuple[str, ...]
    after: tuple[str, ...]
    chain_grade: Grade


class _Graded(NamedTuple):
    """A flow of an activity as it is graded: its edge, a row for each regime, and its chain."""

    edge: Edge
    rows: tuple[_Row, ...]
    chain: tuple[str, ...] = ()


class Grader:
    """Grades the flows of one register, for callers that need only some of them; an activity at a time."""

    def __init__(self, register: Register, law: Law, *, as_of: date) -> None:
        self._register = register
        self._law = law
        self._as_of = as_of
        self._regimes = tuple(sorted(set(register.regimes)))
        self._places = Places(law, as_of)
        self._parties = Parties(register)
        self._standings = Standings(register, law, self._places, as_of)
        self._known: dict[Edge, _Graded] = {}
        self._known_parents: dict[tuple[str, str], tuple[Parent, ...]] = {}
        self._broader: dict[str, tuple[str, ...]] = {}
        self._activities: dict[str, dict[str, _Graded]] = {}
        self._hubs = Hubs(self._above)
        self._decider = Decider(register.title)
        self._decided: dict[int, _Row] = {}

    def grade(self, flow: Flow) -> tuple[Transfer, ...]:
        """Return one row for each regime of the register, sorted by regime.

        The flow is one of the register's own; what its receiver passes on in the same activity is part of the rows.
        """
        activity = self._activities.get(flow.activity)
        if activity is None:
            activity = self._activities[flow.activity] = self._graded(self._flows[flow.activity])
        return self._transfers(flow, activity[flow.id])

    def every(self) -> Iterator[Transfer]:
        """Yield the rows of every flow: by activity (`general` last), then by id of the flow, then by regime."""
        order = {key: number for number, key in enumerate(self._register.activities)}
        for key in sorted(self._flows, key=lambda key: order.get(key, len(order))):
            for _, rows in self.of_activity(self._flows[key]):
                yield from rows

    def of_activity(self, flows: Sequence[Flow]) -> Iterator[tuple[Flow, tuple[Transfer, ...]]]:
        """Yield all the flows of one activity, by id, each with its rows as `grade` returns them."""
        graded = self._graded(flows)
        for flow in sorted(flows, key=lambda flow: flow.id):
            yield flow, self._transfers(flow, graded[flow.id])

    def _transfers(self, flow: Flow, graded: _Graded) -> tuple[Transfer, ...]:
        cites = flow.cites
        if any(pair.cites for pair in flow.pairs):
            cites = tuple(dict.fromkeys((*cites, *(cite for pair in flow.pairs for cite in pair.cites))))
        said = notes.of_flow(flow, self._law)
        return tuple(
            self._transfer(flow, graded, regime, row, said, cites)
            for regime, row in zip(self._regimes, graded.rows, strict=True)
        )

    def _transfer(
        self,
        flow: Flow,
        graded: _Graded,
        regime: str,
        row: _Row,
        said: tuple[str, ...],
        cites: tuple[Cite, ...],
    ) -> Transfer:
        standing, beside = row.standing, row.beside
        return Transfer(
            flow=flow,
            exporter=graded.edge.exporter,
            importer=graded.edge.importer,
            country=beside.country,
            regime=regime,
            grade=standing.grade,
            tool=standing.tool,
            instrument=standing.instrument,
            dated=standing.dated,
            criterion=standing.criterion,
            locations=beside.located,
            reason=standing.reason,
            articles=row.articles,
            next_step=notes.step(flow, standing.next_step),
            present=standing.present,
            missing=standing.missing,
            claims=standing.claims,
            chain=graded.chain,
            chain_grade=row.chain_grade,
            ends=standing.ends,
            notes=(*row.notes, *said, *row.after) if said or row.after else row.notes,
            parents=beside.parents,
            unverified=standing.unverified,
            beyond=beside.beyond,
            uncovered=standing.uncovered,
            facts=flow.pairs,
            cites=cites,
            own=tuple(dict.fromkeys(standing.own)) if standing.own else (),
        )

    @cached_property
    def _flows(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {}
        for flow in self._register.flows:
            found.setdefault(flow.activity, []).append(flow)
        return found

    def _graded(self, flows: Sequence[Flow]) -> dict[str, _Graded]:
        """Return the flows of one activity by id, graded with the chains that they make."""
        of = ActivityEdges(self._register, self._parties, flows).of
        alone = [self._alone(of(flow)) for flow in flows]
        edges = [graded.edge for graded in alone]
        links = Links(flows, edges, self._hubs)
        if links.empty:
            return {flow.id: graded for flow, graded in zip(flows, alone, strict=True)}
        columns = zip(*(graded.rows for graded in alone), strict=True)
        rows = list(zip(*(self._linked(links, edges, column) for column in columns), strict=True))
        return {
            flow.id: _Graded(edges[place], rows[place], links.chain(place) if links.out[place] else ())
            for place, flow in enumerate(flows)
        }

    def _linked(self, links: Links, edges: Sequence[Edge], column: Sequence[_Row]) -> list[_Row]:
        """Return the rows of one regime, onward flows decided and each with the worst grade of its chain."""
        standings = [row.standing for row in column]
        onward(links, edges, standings, self._decider)
        worst = links.worst([standing.grade for standing in standings])
        found = []
        for place, (row, standing) in enumerate(zip(column, standings, strict=True)):
            if standing is not row.standing:
                row = self._onward_row(edges[place], standing, row.beside)
            if place in worst:
                row = _Row(row.standing, row.beside, row.articles, row.notes, row.after, worst[place])
            found.append(row)
        return found

    def _alone(self, edge: Edge) -> _Graded:
        """Return how an edge stands under each regime, its chain left aside."""
        found = self._known.get(edge)
        if found is None:
            standings = [self._standings.of(edge, regime) for regime in self._regimes]
            rows = (
                self._row(edge, standing, self._beside(edge, standing, regime))
                for regime, standing in zip(self._regimes, standings, strict=True)
            )
            found = self._known[edge] = _Graded(edge, tuple(rows))
        return found

    def _onward_row(self, edge: Edge, standing: Standing, beside: _Beside) -> _Row:
        """Return the row of an onward flow that was decided; the decider keeps its standings, so identity will do."""
        found = self._decided.get(id(standing))
        if found is None:
            found = self._decided[id(standing)] = self._row(edge, standing, beside)
        return found

    def _row(self, edge: Edge, standing: Standing, beside: _Beside) -> _Row:
        receiver = self._register.organisations.get(edge.importer)
        shown = dict.fromkeys(
            (
                *beside.notes,
                *standing.notes,
                *notes.of_claims(standing),
                *notes.of_end(standing, self._as_of),
                *notes.of_own(standing),
            )
        )
        articles = dict.fromkeys(article for article in (*standing.articles, *beside.raised) if article)
        after = tuple(notes.of_receiver(edge, receiver))
        return _Row(standing, beside, tuple(articles), tuple(shown), after, standing.grade)

    def _beside(self, edge: Edge, standing: Standing, regime: str) -> _Beside:
        receiver = self._register.organisations.get(edge.importer)
        country = standing.country or (receiver.country if receiver is not None else "")
        located = self._standings.located(edge)
        if receiver is None or not self._law.covers(regime, self._as_of):
            return _Beside(located, country, (), (), (), standing.grade not in INSIDE)
        parents = self._parents(receiver, regime)
        outside = self._outside(edge, receiver, standing, regime)
        return _Beside(
            located,
            country,
            (*outside, *(parent.note for parent in parents)),
            tuple(dict.fromkeys(parent.country for parent in parents)),
            tuple(article for parent in parents for article in parent.articles),
            standing.grade not in INSIDE or bool(outside),
        )

    def _parents(self, receiver: Organisation, regime: str) -> tuple[Parent, ...]:
        found = self._known_parents.get((receiver.key, regime))
        if found is None:
            found = self._known_parents[receiver.key, regime] = parents_outside(
                self._register, receiver, law=self._law, places=self._places, regime=regime, as_of=self._as_of
            )
        return found

    def _outside(self, edge: Edge, receiver: Organisation, standing: Standing, regime: str) -> tuple[str, ...]:
        """Return the note on a receiver outside to whom nothing is transferred."""
        own = receiver.key == self._register.organisation or (edge.same_entity and not edge.inward)
        if standing.grade is not Grade.NOT_A_TRANSFER or own:
            return ()
        place = self._standings.place(edge, receiver, regime)
        if place.grade is Grade.DOMESTIC or (edge.inward and not place.country):
            return ()
        return notes.beyond(edge, receiver, place, self._law)

    def _above(self, category: str) -> tuple[str, ...]:
        found = self._broader.get(category)
        if found is None:
            found = self._broader[category] = ancestors(self._register.category_parents, category)
        return found
