"""Every flow graded under every regime of a register, as the law stood on one day."""

from __future__ import annotations

from collections.abc import Sequence
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
from ropa.transfers.chain import Links, onward
from ropa.transfers.edges import ActivityEdges, Edge, Parties
from ropa.transfers.parents import parents_outside
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
    grader = Grader(register, law, as_of=as_of)
    order = {key: number for number, key in enumerate(register.activities)}
    flows = sorted(register.flows, key=lambda flow: (order.get(flow.activity, len(order)), flow.id))
    return tuple(row for flow in flows for row in grader.grade(flow))


class _Beside(NamedTuple):
    """What equal edges share beside how they stand: notes, articles and places of the row."""

    located: Located
    country: str
    notes: tuple[str, ...]
    parents: tuple[str, ...]
    raised: tuple[str, ...]
    beyond: bool


class _Row(NamedTuple):
    """What is known of one flow under one regime."""

    standing: Standing
    beside: _Beside
    articles: tuple[str, ...]
    notes: tuple[str, ...]
    chain_grade: Grade


class _Activity(NamedTuple):
    """The graded flows of an activity, by id."""

    edges: dict[str, Edge]
    rows: dict[str, tuple[_Row, ...]]
    chains: dict[str, tuple[str, ...]]


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
        self._known: dict[Edge, tuple[_Row, ...]] = {}
        self._broader: dict[str, tuple[str, ...]] = {}
        self._activities: dict[str, _Activity] = {}

    def grade(self, flow: Flow) -> tuple[Transfer, ...]:
        """Return one row for each regime of the register, sorted by regime.

        The flow is one of the register's own; what its receiver passes on in the same activity is part of the rows.
        """
        activity = self._activities.get(flow.activity)
        if activity is None:
            activity = self._activities[flow.activity] = self._graded(flow.activity)
        edge, chain = activity.edges[flow.id], activity.chains.get(flow.id, ())
        cites = flow.cites
        if any(pair.cites for pair in flow.pairs):
            cites = tuple(dict.fromkeys((*cites, *(cite for pair in flow.pairs for cite in pair.cites))))
        said = notes.of_flow(flow)
        return tuple(
            self._transfer(flow, edge, chain, regime, row, said, cites)
            for regime, row in zip(self._regimes, activity.rows[flow.id], strict=True)
        )

    def _transfer(
        self,
        flow: Flow,
        edge: Edge,
        chain: tuple[str, ...],
        regime: str,
        row: _Row,
        said: tuple[str, ...],
        cites: tuple[Cite, ...],
    ) -> Transfer:
        standing, beside = row.standing, row.beside
        return Transfer(
            flow=flow,
            exporter=edge.exporter,
            importer=edge.importer,
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
            next_step=standing.next_step,
            present=standing.present,
            missing=standing.missing,
            claims=standing.claims,
            chain=chain,
            chain_grade=row.chain_grade,
            ends=standing.ends,
            notes=tuple(dict.fromkeys((*row.notes, *said))) if said else row.notes,
            parents=beside.parents,
            unverified=standing.unverified,
            beyond=beside.beyond,
            facts=flow.pairs,
            cites=cites,
        )

    @cached_property
    def _flows(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {}
        for flow in self._register.flows:
            found.setdefault(flow.activity, []).append(flow)
        return found

    def _graded(self, activity: str) -> _Activity:
        flows = self._flows.get(activity, [])
        of = ActivityEdges(self._register, self._parties, activity, flows).of
        edges = [of(flow) for flow in flows]
        rows = [self._alone(edge) for edge in edges]
        links = Links(flows, edges, self._above)
        chains: dict[str, tuple[str, ...]] = {}
        if links.leaving or links.arriving:
            by_regime = [self._linked(links, edges, column) for column in zip(*rows, strict=True)]
            rows = list(zip(*by_regime, strict=True))
            chains = {flow.id: found for place, flow in enumerate(flows) if (found := links.chain(place))}
        ids = [flow.id for flow in flows]
        return _Activity(dict(zip(ids, edges, strict=True)), dict(zip(ids, rows, strict=True)), chains)

    def _linked(self, links: Links, edges: Sequence[Edge], column: Sequence[_Row]) -> list[_Row]:
        """Return the rows of one regime, onward flows decided and each with the worst grade of its chain."""
        standings = [row.standing for row in column]
        onward(links, edges, standings, self._register.title)
        worst = links.worst([standing.grade for standing in standings])
        found = []
        for place, (row, standing) in enumerate(zip(column, standings, strict=True)):
            if standing is not row.standing:
                row = self._row(edges[place], standing, row.beside)
            found.append(row._replace(chain_grade=worst[place]) if place in worst else row)
        return found

    def _alone(self, edge: Edge) -> tuple[_Row, ...]:
        """Return how an edge stands under each regime, its chain left aside."""
        found = self._known.get(edge)
        if found is None:
            standings = [self._standings.of(edge, regime) for regime in self._regimes]
            found = tuple(
                self._row(edge, standing, self._beside(edge, standing, regime))
                for regime, standing in zip(self._regimes, standings, strict=True)
            )
            self._known[edge] = found
        return found

    def _row(self, edge: Edge, standing: Standing, beside: _Beside) -> _Row:
        receiver = self._register.organisations.get(edge.importer)
        shown = dict.fromkeys(
            (
                *beside.notes,
                *standing.notes,
                *notes.of_claims(standing),
                *notes.of_end(standing, self._as_of),
                *notes.of_receiver(edge, receiver),
            )
        )
        articles = dict.fromkeys(article for article in (*standing.articles, *beside.raised) if article)
        return _Row(standing, beside, tuple(articles), tuple(shown), standing.grade)

    def _beside(self, edge: Edge, standing: Standing, regime: str) -> _Beside:
        receiver = self._register.organisations.get(edge.importer)
        country = standing.country or (receiver.country if receiver is not None else "")
        located = self._standings.located(edge)
        if receiver is None or not self._law.covers(regime, self._as_of):
            return _Beside(located, country, (), (), (), standing.grade not in INSIDE)
        parents = parents_outside(
            self._register, receiver, law=self._law, places=self._places, regime=regime, as_of=self._as_of
        )
        outside = self._outside(edge, receiver, standing, regime)
        return _Beside(
            located,
            country,
            (*outside, *(parent.note for parent in parents)),
            tuple(dict.fromkeys(parent.country for parent in parents)),
            tuple(article for parent in parents for article in parent.articles),
            standing.grade not in INSIDE or bool(outside),
        )

    def _outside(self, edge: Edge, receiver: Organisation, standing: Standing, regime: str) -> tuple[str, ...]:
        """Return the note on a receiver outside to whom nothing is transferred."""
        own = receiver.key == self._register.organisation or (edge.same_entity and not edge.inward)
        if standing.grade is not Grade.NOT_A_TRANSFER or own:
            return ()
        place = self._standings.place(edge, receiver, regime)
        if place.grade is Grade.DOMESTIC or (edge.inward and not place.country):
            return ()
        return notes.beyond(edge, receiver, place)

    def _above(self, category: str) -> tuple[str, ...]:
        found = self._broader.get(category)
        if found is None:
            found = self._broader[category] = ancestors(self._register.category_parents, category)
        return found
