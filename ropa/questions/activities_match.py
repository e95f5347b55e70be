"""How one activity answers what was asked: by purpose and basis, by its facts with their parties, by its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ropa.graph import Fact, Match
from ropa.model.activities import Activity
from ropa.model.words import FlowKind
from ropa.questions.activities_items import Ground
from ropa.questions.activities_places import Place, of_fact, of_parties, parties
from ropa.questions.base import Context
from ropa.questions.bases_stated import cover
from ropa.questions.matching import Asked, Hit, hits, said_by
from ropa.questions.terms import STRONGEST, Purposes, Strength


class Wanted(NamedTuple):
    """What was asked about, as keys; empty is not limited."""

    asked: Asked
    purposes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def needs_fact(self) -> bool:
        """Whether only a fact of the activity can answer: data, people or systems were asked about."""
        return bool(self.asked.data or self.asked.subjects or self.systems)

    @property
    def about_flows(self) -> bool:
        """Whether the parties or the facts of an activity were asked about."""
        return bool(self.needs_fact or self.organisations or self.countries)

    @property
    def anything(self) -> bool:
        """Whether any option was given."""
        return bool(self.about_flows or self.purposes or self.bases)


class FactMatch(NamedTuple):
    """A fact that answers, with the reasons why its parties and places do."""

    hit: Hit
    strength: Strength
    grounds: tuple[Ground, ...]


class Answering(NamedTuple):
    """How an activity answers: the weakest of what had to match, each at its best, with the reasons and facts."""

    strength: Strength
    grounds: tuple[Ground, ...] = ()
    facts: tuple[FactMatch, ...] = ()


class Matcher:
    """Matches activities, one after the other; what is looked up is kept."""

    def __init__(self, context: Context, wanted: Wanted) -> None:
        self._context = context
        self._wanted = wanted
        self._purposes = Purposes(context.register)
        self._extents = {key: context.graph.extent(key) for key in (*wanted.organisations, *wanted.systems)}
        law = context.law
        self._members = {group: law.members(group, context.as_of) for group in ("EU", "EEA")}

    def match(self, activity: Activity, facts: Sequence[Fact]) -> Answering | None:
        """Return how an activity with these facts answers, None where it does not."""
        own = self._by_purpose(activity)
        flows = self._by_flows(activity, facts) if self._wanted.about_flows else Answering(STRONGEST)
        if own is None or flows is None:
            return None
        strength = own.strength.and_also(flows.strength).and_also(Strength(certainty=activity.certainty))
        return Answering(strength, (*own.grounds, *flows.grounds), flows.facts)

    def _by_purpose(self, activity: Activity) -> Answering | None:
        """Return how purposes and legal bases answer; asked about together, the basis has to be for the purpose."""
        wanted = self._wanted
        uses = [(use, self._purposes.best(wanted.purposes, use.key)) for use in activity.purposes]
        purposes = [
            Ground(
                option="purpose",
                asked=self._asked_purpose(use.key),
                said=use.key,
                match=match,
                certainty=use.certainty,
                cites=use.cites,
            )
            for use, match in uses
            if match is not None and wanted.purposes
        ]
        if wanted.purposes and not purposes:
            return None
        if not wanted.bases:
            return _either(purposes)
        found: list[Ground] = []
        pairs: list[Strength] = []
        for basis in activity.legal_basis:
            if basis.basis.value not in wanted.bases:
                continue
            for purpose in purposes or (None,):
                match = cover(self._purposes, basis, purpose.said) if purpose else Match.EXACT
                if match is not None:
                    ground = Ground(
                        option="basis",
                        asked=basis.basis.value,
                        said=basis.basis.value,
                        what=_about_basis(basis.form.value if basis.form else "", basis.for_purposes),
                        match=match,
                        certainty=basis.mark("basis").certainty.at_most(basis.certainty),
                        cites=basis.cites,
                    )
                    found.append(ground)
                    pairs.append(ground.strength.and_also(purpose.strength) if purpose else ground.strength)
        if not found:
            return None
        return Answering(min(pairs, key=lambda strength: strength.rank), (*purposes, *dict.fromkeys(found)))

    def _asked_purpose(self, said: str) -> str:
        """Return which of the purposes asked about is answered best by the one that is said."""
        ranked = [(match.rank, key) for key in self._wanted.purposes if (match := self._purposes.match(key, said))]
        return min(ranked)[1] if ranked else said

    def _by_flows(self, activity: Activity, facts: Sequence[Fact]) -> Answering | None:
        """Return how the facts and the parties of an activity answer."""
        wanted = self._wanted
        party = self._best(self._role_grounds(activity))
        place = self._best(self._country_grounds(of_parties(self._context, activity), ""))
        found = [match for hit in hits(self._context, wanted.asked, facts) if (match := self._fact(hit, party, place))]
        if not wanted.needs_fact and (party or not wanted.organisations) and (place or not wanted.countries):
            grounds = tuple(ground for ground in (party, place) if ground is not None)
            strength = STRONGEST
            for ground in grounds:
                strength = strength.and_also(ground.strength)
            best = min([strength, *(match.strength for match in found)], key=lambda item: item.rank)
            # By its parties alone an activity matches as a whole: its facts tell no more.
            shown = tuple(match for match in found if match.grounds and not set(match.grounds) <= set(grounds))
            return Answering(best, _unique((*grounds, *_grounds(shown))), shown)
        if not found:
            return None
        best = min((match.strength for match in found), key=lambda item: item.rank)
        return Answering(best, _unique(_grounds(found)), tuple(found))

    def _fact(self, hit: Hit, party: Ground | None, place: Ground | None) -> FactMatch | None:
        """Return how a fact answers, with the parties and places of its activity where it has none itself."""
        wanted = self._wanted
        fact = hit.fact
        strength = Strength(hit.match, hit.certainty, said_by(fact).value)
        grounds: list[Ground] = []
        needed = (
            (wanted.organisations, "organisation", party),
            (wanted.systems, "system", None),
        )
        for keys, option, otherwise in needed:
            if keys:
                ground = self._best(self._party_grounds(fact, keys, option)) or otherwise
                if ground is None:
                    return None
                grounds.append(ground)
        if wanted.countries:
            ground = self._best(self._country_grounds(of_fact(self._context, fact), fact.flow.id)) or place
            if ground is None:
                return None
            grounds.append(ground)
        for ground in grounds:
            strength = strength.and_also(ground.strength)
        return FactMatch(hit, strength, tuple(grounds))

    @staticmethod
    def _best(grounds: Iterable[Ground]) -> Ground | None:
        ranked = sorted(grounds, key=lambda ground: (ground.strength.rank, ground.asked, ground.said, ground.what))
        return ranked[0] if ranked else None

    def _party_grounds(self, fact: Fact, keys: Sequence[str], option: str) -> Iterator[Ground]:
        """Yield the ends of a fact, and who passes it on, as far as they belong to what was asked about."""
        flow, graph = fact.flow, self._context.graph
        receives = "hosts" if flow.kind is FlowKind.HOSTING else "receives"
        ends = ((flow.target, receives), (flow.source, "sends"), *((key, "passes it on") for key in flow.via))
        for key in keys:
            for node, what in ends:
                if node in self._extents[key]:
                    exact = key == node or (option == "organisation" and graph.party(node) == key)
                    yield Ground(
                        option=option,
                        asked=key,
                        said=node,
                        what=what,
                        flow=flow.id,
                        match=Match.EXACT if exact else Match.NARROWER,
                        certainty=flow.certainty,
                        cites=flow.cites,
                    )

    def _role_grounds(self, activity: Activity) -> Iterator[Ground]:
        """Yield the organisations that take part in an activity by their role, as far as they were asked about."""
        for said, what, certainty, cites in parties(self._context, activity):
            for key in self._wanted.organisations:
                if said == key or said in self._extents[key]:
                    yield Ground(
                        option="organisation",
                        asked=key,
                        said=said,
                        what=what,
                        match=Match.EXACT if said == key else Match.NARROWER,
                        certainty=certainty,
                        cites=cites,
                    )

    def _country_grounds(self, places: Iterable[Place], flow: str) -> Iterator[Ground]:
        for place in places:
            for asked in self._wanted.countries:
                match = self._country(asked, place.country)
                if match is not None:
                    yield Ground(
                        option="country",
                        asked=asked,
                        said=place.country,
                        what=place.what,
                        flow=flow,
                        match=match,
                        certainty=place.certainty,
                        source=place.source,
                        cites=place.cites,
                    )

    def _country(self, asked: str, said: str) -> Match | None:
        """Return how a country or group of states that is said answers the one asked about."""
        if asked == said:
            return Match.EXACT
        inside = self._members.get(asked)
        if inside is not None and (said in inside or self._members.get(said, frozenset({""})) <= inside):
            return Match.NARROWER
        around = self._members.get(said)
        wanted = inside if inside is not None else frozenset({asked})
        return Match.BROADER if around is not None and wanted <= around else None


def _about_basis(form: str, purposes: Sequence[str]) -> str:
    named = f"for {', '.join(purposes)}" if purposes else "for the activity"
    return f"{form}, {named}" if form else named


def _either(grounds: Sequence[Ground]) -> Answering:
    if not grounds:
        return Answering(STRONGEST)
    return Answering(min((ground.strength for ground in grounds), key=lambda item: item.rank), tuple(grounds))


def _grounds(matches: Iterable[FactMatch]) -> Iterator[Ground]:
    return (ground for match in matches for ground in match.grounds)


def _unique(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Return each reason once, whichever fact it was found at first, the best first."""
    found: dict[tuple[str, ...], Ground] = {}
    for ground in grounds:
        found.setdefault((ground.option, ground.asked, ground.said, ground.what), ground)
    return tuple(
        sorted(found.values(), key=lambda item: (item.option, item.strength.rank, item.asked, item.said, item.what))
    )
