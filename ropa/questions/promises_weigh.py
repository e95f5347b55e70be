"""The single conditions of promises, each weighed against one statement: it holds, may hold, or does not.

`None` is "does not hold". What the register leaves open (no people, no purpose stated) is `OPEN`: such a statement
breaks nothing, and is named beside the verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ropa.graph import Match
from ropa.model.activities import Flow, Terms
from ropa.model.base import Use
from ropa.model.terms import ancestors
from ropa.model.words import Certainty, OrganisationKind, RecipientRole, Source
from ropa.questions.base import Context
from ropa.questions.promises_facts import Kind, Statement, Statements
from ropa.questions.promises_held import IMPLIED, OPEN, SURE, Doubt, Held, all_of, best, doubtful
from ropa.questions.promises_places import Countries, Places, Seat, Spot

#: Roles in which a receiver acts for the organisation, so that it is the organisation that gives.
_ACTING = frozenset({RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR})


class Counts(NamedTuple):
    """Keys to the number of statements about them."""

    data: Counter[str]
    subjects: Counter[str]


class Scales:
    """Weighs conditions for one register on one day; what does not depend on a promise is weighed once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.statements = Statements(context.graph)
        self.places = Places(context)
        self._outside: dict[int, Held | None] = {}
        self._wholes: dict[str, frozenset[str]] = {}

    @cached_property
    def parents(self) -> dict[str, str]:
        """Purpose to its parent."""
        return {key: item.parent for key, item in self.context.register.purposes.items()}

    @cached_property
    def counts(self) -> Counts:
        """How many facts, cookies and retention rules there are about each category and kind of people."""
        known = self.statements
        said = (*known.flows, *known.cookies, *known.rules)
        pairs = [pair for item in said if not item.is_hosting for pair in item.pairs]
        return Counts(
            data=Counter(pair.data for pair in pairs if pair.data is not None),
            subjects=Counter(pair.subject for pair in pairs if pair.subject is not None),
        )

    # What: data, people, purposes, decisions.

    def data(self, terms: Terms, key: str | None) -> Held | None:
        """Return whether a category is one of those promised; all that is said counts where none is named."""
        if key is None:
            return OPEN if terms.data and not terms.everything else doubtful(Doubt.DATA_NOT_STATED)
        if terms.everything or not terms.data:
            return SURE
        matches = {self.context.graph.categories.match(asked, key) for asked in terms.data}
        if matches & {Match.EXACT, Match.NARROWER}:
            return SURE
        if Match.BROADER not in matches:
            return None
        whole = not self.context.register.category_parents.get(key)
        return doubtful(Doubt.DATA_AS_A_WHOLE if whole else Doubt.BROADER_DATA)

    def match(self, terms: Terms, key: str | None) -> Match:
        """Return how a category relates to those promised, `exact` where none is named."""
        found = (self.context.graph.categories.match(asked, key) for asked in terms.data)
        return min((match for match in found if match), key=lambda match: match.rank, default=Match.EXACT)

    def data_covered(self, keys: Iterable[str], key: str | None) -> Held | None:
        """Return whether a category is nothing but these: what is broader may be more."""
        if key is None:
            return OPEN
        categories = self.context.graph.categories
        wanted = tuple(keys)
        if any(categories.is_within(key, whole) for whole in wanted):
            return SURE
        category = self.context.register.data_categories.get(key)
        if category is not None and category.consists_of:
            items = [self.data_covered(wanted, item) for item in category.consists_of]
            if all(item is not None for item in items):
                return all_of(items)
            return None if not any(items) else doubtful(Doubt.BROADER_DATA)
        return doubtful(Doubt.BROADER_DATA) if any(categories.match(whole, key) for whole in wanted) else None

    def data_left_out(self, terms: Terms, key: str | None) -> Held | None:
        """Return whether a category is, or holds, anything but those promised."""
        if key is None:
            return OPEN
        category = self.context.register.data_categories.get(key)
        covered = self.data_covered(terms.data, key)
        if covered is not None and covered.is_sure:
            return None
        if covered is None or (category is not None and self._has_other_items(terms, category.consists_of)):
            return SURE
        whole = not self.context.register.category_parents.get(key)
        return doubtful(Doubt.DATA_AS_A_WHOLE if whole else Doubt.BROADER_DATA)

    def _has_other_items(self, terms: Terms, items: Iterable[str]) -> bool:
        return any(self.data_covered(terms.data, item) is None for item in items)

    def subjects(self, keys: Iterable[str], key: str | None) -> Held | None:
        """Return whether people are those promised; what is said of a whole is implied of its part."""
        if key is None:
            return OPEN
        found = (self.context.graph.subjects.match(asked, key) for asked in keys)
        return best(Held(certainty) for certainty in found if certainty is not None)

    def subjects_covered(self, keys: Iterable[str], key: str | None) -> Held | None:
        """Return whether people are nobody but these."""
        if key is None:
            return OPEN
        wanted = tuple(keys)
        if any(self.context.graph.subjects.is_within(key, whole) for whole in wanted):
            return SURE
        related = any(self.context.graph.subjects.match(part, key) for part in wanted)
        return doubtful(Doubt.WIDER_PEOPLE) if related else None

    def purpose(self, keys: Iterable[str], use: Use) -> Held | None:
        """Return whether a purpose is one of these or below one; a wider one may be."""
        wanted = set(keys)
        if use.key in wanted or wanted & set(ancestors(self.parents, use.key)):
            return Held(use.certainty)
        wider = any(use.key in ancestors(self.parents, key) for key in wanted)
        return Held(use.certainty).also(doubtful(Doubt.BROADER_PURPOSE)) if wider else None

    def purposes(self, keys: Iterable[str], statement: Statement) -> Held | None:
        """Return whether a statement serves one of these purposes; beside others that is only implied."""
        if not statement.uses:
            return OPEN
        wanted = tuple(keys)
        found = best(self.purpose(wanted, use) for use in statement.uses)
        return found.also(IMPLIED) if found is not None and len(statement.uses) > 1 else found

    def purposes_covered(self, keys: Iterable[str], statement: Statement, promised: Iterable[str]) -> Held | None:
        """Return whether a statement serves only these, beside the promised ones: the measure of an exception."""
        wanted, known = tuple(keys), tuple(promised)
        others = [use for use in statement.beside if not known or self.purpose(known, use) is None]
        held = [self.purpose(wanted, use) for use in others]
        if not held or not any(held):
            return None if statement.beside else OPEN
        return all_of(held) if all(held) else doubtful(Doubt.EXCEPTION)

    def decisions(self, statement: Statement) -> Held | None:
        """Return whether decisions are automated where a statement is made."""
        said = statement.activity.automated_decisions if statement.activity is not None else None
        if said is None or said.none:
            return None
        return Held(said.certainty)

    # Where to: outside, to somebody, read by somebody, in a system, from somebody.

    def outside(self, statement: Statement) -> Held | None:
        """Return whether data are given to somebody outside; whose data people get is not looked at here."""
        if statement.number not in self._outside:
            self._outside[statement.number] = self._is_outside(statement)
        return self._outside[statement.number]

    def _is_outside(self, statement: Statement) -> Held | None:
        graph, register = self.context.graph, self.context.register
        if not statement.target or statement.kind is Kind.SENT:
            return None
        party = graph.party(statement.target)
        if not graph.is_person(party):
            if register.is_internal(party):
                return None
            # Who acts for a controller gives that controller nothing that is not its own.
            acted_for = statement.activity.on_behalf_of if statement.activity is not None else ()
            if self._within(party) & {use.key for use in acted_for}:
                return None
        return self._given(statement)

    def to(self, keys: Iterable[str], statement: Statement) -> Held | None:
        """Return whether data are given to one of these organisations or a part of one."""
        if not statement.target or statement.kind is Kind.SENT or not self.is_at(keys, statement):
            return None
        return self._given(statement)

    def is_at(self, keys: Iterable[str], statement: Statement) -> bool:
        """Tell whether the receiver is one of these organisations, a part of one, or a person who is one."""
        return bool(self._within(self.context.graph.party(statement.target)) & set(keys))

    def may_be_at(self, keys: Iterable[str], statement: Statement) -> bool:
        """Tell whether an unnamed receiver may be one of these, because one of them has a name."""
        organisations = self.context.register.organisations
        receiver = organisations.get(self.context.graph.party(statement.target))
        if receiver is None or receiver.kind is not OrganisationKind.CATEGORY:
            return False
        known = (organisations.get(key) for key in keys)
        return any(item is not None and item.kind is OrganisationKind.COMPANY for item in known)

    def _within(self, party: str) -> frozenset[str]:
        """Return an organisation with what it is part of; people stand for the organisation that they are."""
        if party not in self._wholes:
            register = self.context.register
            person = register.data_subjects.get(party)
            key = party if person is None else person.same_as
            self._wholes[party] = frozenset({key, *register.wholes("organisations", key)} - {""})
        return self._wholes[party]

    def _given(self, statement: Statement) -> Held | None:
        """Return whether the organisation gives the data, as far as who gives and who gets them tells."""
        flow, register = statement.flow, self.context.register
        if flow is None:
            return SURE
        held = self._host_reads(flow) if statement.is_hosting else SURE
        if held is None or flow.role in _ACTING:
            return held
        giver = self.context.graph.party(flow.source)
        if register.is_internal(giver) or any(register.is_internal(self.context.graph.party(key)) for key in flow.via):
            return held
        return held.also(doubtful(Doubt.GIVEN_BY_PERSON if self.context.graph.is_person(giver) else Doubt.ONWARD))

    def _host_reads(self, flow: Flow) -> Held | None:
        """Return whether a host can read: not where the register says that it cannot, open where it says nothing."""
        if not flow.access:
            return None
        system = self.context.register.systems.get(flow.source)
        entries = system.hosting if system is not None else ()
        stated = any(entry.by == flow.target and entry.access for entry in entries)
        return SURE if stated or flow.locations.access else doubtful(Doubt.HOST)

    def read_by(self, keys: Iterable[str], statement: Statement) -> Held | None:
        """Return whether one of these, or a part of one, can read; that an operator reads its system is implied."""
        target = statement.target
        if not target or not self.is_at(keys, statement):
            return None
        if statement.is_hosting and statement.flow is not None:
            return self._host_reads(statement.flow)
        return IMPLIED if target in self.context.register.systems else SURE

    def held_in(self, terms: Terms, statement: Statement) -> Held | None:
        """Return whether data are in one of these systems or, where promised, in an own one; a cookie is in none."""
        register, target = self.context.register, statement.target
        if not target or statement.kind is Kind.COOKIE or statement.is_hosting:
            return None
        if target in register.systems:
            return self._in_system(terms, target)
        source = statement.source
        if not register.is_internal(target) or (source and register.is_internal(self.context.graph.party(source))):
            return None  # what is handed on inside is where it was
        operated = {register.operator_of(key) for key in terms.held_in}
        within = {target, *register.wholes("organisations", target), register.organisation}
        return doubtful(Doubt.SYSTEM_NOT_STATED) if terms.own_systems or operated & within else None

    def _in_system(self, terms: Terms, system: str) -> Held | None:
        register = self.context.register
        chain = (system, *register.wholes("systems", system))
        if set(chain) & set(terms.held_in):
            return SURE
        if not terms.own_systems or not register.is_own_system(system):
            return None
        known = (register.systems[key] for key in chain if register.systems[key].operator)
        operated = next((item.mark("operator").certainty for item in known), Certainty.IMPLIED)
        return Held(operated)

    def hosted_in(self, terms: Terms, statement: Statement) -> Held | None:
        """Return whether data are in such a system or at its host: what a limit on countries is about."""
        if statement.is_hosting:
            return self._in_system(terms, statement.source)
        return self.held_in(terms, statement)

    def touches(self, statement: Statement) -> Held:
        """Return whether the organisation has anything to do with the data, where a promise names no place."""
        graph, register, flow = self.context.graph, self.context.register, statement.flow
        if flow is None or flow.role in _ACTING:
            return SURE
        ends = (flow.source, flow.target, *flow.via)
        return SURE if any(register.is_internal(graph.party(key)) for key in ends) else doubtful(Doubt.NOT_HELD)

    def comes_from(self, keys: Iterable[str], statement: Statement) -> Held | None:
        """Return whether data come from one of these, a part of one, or somebody who is the same as one."""
        register, source = self.context.register, statement.source
        if not source:
            return OPEN
        known = {*keys}
        known |= {register.data_subjects[key].same_as for key in known & register.data_subjects.keys()} - {""}
        party = self.context.graph.party(source)
        if self._within(party) & known or {source, *register.wholes("systems", source)} & known:
            return SURE
        if party in register.data_subjects:
            return self.subjects_covered((key for key in keys if key in register.data_subjects), party)
        return None

    def arrives(self, statement: Statement) -> bool:
        """Tell whether data come to the organisation from somebody else."""
        graph, register = self.context.graph, self.context.register
        if not statement.source or statement.is_hosting or graph.is_person(statement.target):
            return False
        return register.is_internal(graph.party(statement.target)) and not register.is_internal(
            graph.party(statement.source)
        )

    # Countries.

    def in_countries(self, countries: Countries, statement: Statement) -> Held | None:
        """Return whether data get to one of these countries."""
        return best(self._at_spot(spot, countries.holds(spot.country)) for spot in self.places.of(statement))

    def all_in_countries(self, countries: Countries, statement: Statement) -> Held | None:
        """Return whether data are in these countries and nowhere else: the measure of an exception."""
        spots = [spot._replace(seat=Seat.HELD) for spot in self.places.of(statement)]
        return all_of(self._at_spot(spot, countries.holds(spot.country)) for spot in spots) if spots else None

    def left_countries(self, countries: Countries, statement: Statement) -> Held | None:
        """Return whether data get anywhere else than to these countries."""
        spots = self.places.of(statement)
        stated = any(spot.country and spot.seat is Seat.HELD for spot in spots)
        found = []
        for spot in spots:
            inside = countries.holds(spot.country)
            if spot.seat is Seat.COMPANY and inside is None and stated:
                continue  # where the data are is stated; only where the company has its seat is not
            found.append(self._at_spot(spot, None if inside is None else not inside))
        return best(found)

    def _at_spot(self, spot: Spot, holds: bool | None) -> Held | None:
        if holds is False:
            return None
        held = Held(spot.certainty) if holds else doubtful(Doubt.COUNTRY_NOT_KNOWN)
        if holds and spot.directory:
            held = held.also(doubtful(Doubt.DIRECTORY))
        if holds and spot.seat is Seat.COMPANY:
            held = held.also(doubtful(Doubt.COMPANY_ELSEWHERE))
        return held

    def said_by_directory(self, statement: Statement) -> Held:
        """Return SURE, or a doubt where only the shipped directory says it."""
        flow = statement.flow
        if flow is None or all(flow.mark(name).source is not Source.DIRECTORY for name in ("target", "pairs")):
            return SURE
        return doubtful(Doubt.DIRECTORY)
