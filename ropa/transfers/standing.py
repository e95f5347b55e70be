"""How one edge stands under one regime on one day, before anything that flows elsewhere is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ropa.law import Law
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import OrganisationKind
from ropa.transfers.base import Claim, Criterion, Grade, Located
from ropa.transfers.claims import Claims, best
from ropa.transfers.edges import COLLECTS_FOR_ITSELF, Edge
from ropa.transfers.notes import doubt
from ropa.transfers.own_rows import beside_tool
from ropa.transfers.places import Places, Standing, worst_standing

#: What is wrong with a claim wherever the data go: worth saying also where nothing is needed.
_WRONG_ANYWHERE = frozenset({"unknown-tool", "no-tool", "ended", "too-early", "other-regime"})


_EMBEDDED_OPEN = "State the role of the receiver (`as:`) and, if it is processor or joint controller, its tool."
_EMBEDDED_STATED = (
    "Decide whether the page makes the organisation a joint controller (`as: joint-controller`); if so, record the "
    "tool, if not, keep on file why."
)


_PUBLISHED = Standing(
    Grade.REVIEW,
    "Open to everybody: to put data on a page of a host inside the area is by itself no transfer (CJEU C-101/01 "
    "Lindqvist, on the Directive). Whether it is meant for readers in third countries is for a person to decide.",
    next_step="Decide whether the publication is needed and for whom it is meant, and keep that on file.",
    criterion=Criterion.PUBLISHED,
)


def _is_placed(edge: Edge, receiver: Organisation) -> bool:
    """Return whether a place or a tool is stated: then somebody in particular receives, who is graded as ever."""
    return bool(receiver.country or edge.entity or edge.storage or edge.access or edge.safeguards)


class _Place(NamedTuple):
    """One location of a receiver, and how the law itself stands towards it."""

    what: Criterion
    country: str
    standing: Standing


class Standings:
    """Tells how edges stand; equal edges stand alike, so callers may keep the answers."""

    def __init__(self, register: Register, law: Law, places: Places, as_of: date) -> None:
        self._register = register
        self._law = law
        self._places = places
        self._as_of = as_of
        self._claims = Claims(register, law, places, as_of)

    def of(self, edge: Edge, regime: str) -> Standing:
        """Return how the edge stands; an onward flow is `review`, for its chain to decide."""
        if not self._law.covers(regime, self._as_of):
            return self._not_covered(regime)
        if edge.same_entity:
            reason = "Both ends belong to one organisation; own staff is no recipient."
            return Standing(Grade.NOT_A_TRANSFER, reason, criterion=Criterion.SAME_ENTITY)
        receiver = self._register.organisations.get(edge.importer)
        if edge.to_person or receiver is None:
            reason = "Data goes to people, who are neither controller nor processor."
            return Standing(Grade.NOT_A_TRANSFER, reason, criterion=Criterion.TO_PEOPLE)
        if receiver.kind is OrganisationKind.PUBLIC and not _is_placed(edge, receiver):
            return _PUBLISHED
        if edge.from_person and not edge.makes_available:
            return self._from_people(edge, self.place(edge, receiver, regime))
        return self._exported(edge, receiver, regime)

    def located(self, edge: Edge) -> Located:
        """Return the three locations of the receiver."""
        receiver = self._register.organisations.get(edge.importer)
        entity = edge.entity or ((receiver.country,) if receiver is not None and receiver.country else ())
        return Located(entity=entity, storage=edge.storage, access=edge.access)

    def place(self, edge: Edge, receiver: Organisation, regime: str) -> Standing:
        """Return how the worst of entity, storage and access location stands, whatever is claimed."""
        return self._worst(edge, receiver, self._locations(edge, receiver, regime))

    def _locations(self, edge: Edge, receiver: Organisation, regime: str) -> list[_Place]:
        if receiver.kind is OrganisationKind.INTERNATIONAL_ORGANISATION:
            names = [name for name in (receiver.name, receiver.legal_name, receiver.key) if name]
            return [_Place(Criterion.INTERNATIONAL, "", self._places.of_organisation(regime, names))]
        wheres = (
            (Criterion.ENTITY, edge.entity or (receiver.country,)),
            (Criterion.STORAGE, edge.storage),
            (Criterion.ACCESS, edge.access),
        )
        return [
            _Place(what, country, self._places.of_country(regime, country))
            for what, countries in wheres
            for country in countries
        ]

    def _worst(self, edge: Edge, receiver: Organisation, found: list[_Place]) -> Standing:
        worst = max(found, key=lambda place: place.standing.grade.rank)
        criterion = worst.what
        if worst.standing.grade is Grade.DOMESTIC:
            criterion = Criterion.INSIDE
        elif worst.standing.grade is Grade.UNKNOWN:
            criterion = Criterion.PLACE_UNKNOWN
        standing = worst.standing._replace(criterion=criterion)
        said = doubt(edge, receiver)
        if said:
            known = self._law.countries.get(receiver.country)
            where = known.name if known is not None else receiver.country
            step = f"Confirm by the contract that {receiver.title} is in {where}, and state it (`country:`)."
            standing = standing._replace(
                notes=(*standing.notes, *said), unverified=True, next_step=standing.next_step or step
            )
        if worst.what is Criterion.ENTITY and standing.grade is Grade.UNKNOWN and not worst.country:
            reason, step = self._not_stated(receiver)
            standing = standing._replace(reason=reason, next_step=step)
        return standing

    def _not_stated(self, receiver: Organisation) -> tuple[str, str]:
        """Return the reason and the next step where nobody stated in which country the receiver itself is."""
        name = receiver.title
        if receiver.kind is OrganisationKind.CATEGORY:
            reason = f"{name}: recipients that are not named, whose own country is not stated."
            return (
                reason,
                "Find out who these recipients are and where; name them, or state their countries (`country:`).",
            )
        reason = f"The country of {name} is not stated."
        if receiver.key == self._register.organisation:
            return reason, "State the country of the organisation itself (`country:`)."
        if receiver.kind is OrganisationKind.PUBLIC_AUTHORITY:
            return reason, "State which authorities these are and of which country (`country:`)."
        return reason, f"State the country of {name}: that of the legal entity behind the contract (`country:`)."

    def _not_covered(self, regime: str) -> Standing:
        known = self._law.regimes.get(regime)
        if known is None:
            reason = f"`{regime}` is not a regime that these tables know."
            return Standing(Grade.UNKNOWN, reason, criterion=Criterion.REGIME)
        return Standing(
            Grade.UNKNOWN,
            f"{self._as_of.isoformat()} lies before the first day that these tables cover for {known.name} "
            f"({known.data_from.isoformat()}).",
            next_step="Choose a later day: what held before is not in these tables.",
            criterion=Criterion.REGIME,
        )

    def _from_people(self, edge: Edge, place: Standing) -> Standing:
        if edge.inward:
            return self._collected(edge, place)
        if edge.role in COLLECTS_FOR_ITSELF and (place.grade is Grade.DOMESTIC or not edge.embedded):
            return Standing(
                Grade.NOT_A_TRANSFER,
                "People give their own data to a controller that collects it for itself.",
                country=place.country,
                criterion=Criterion.FROM_PEOPLE,
            )
        if place.grade in (Grade.DOMESTIC, Grade.UNKNOWN):
            return place
        if place.grade is Grade.ADEQUATE:
            reason = f"Embedded collection, and whether that is a transfer or none makes no difference: {place.reason}"
            return place._replace(reason=reason, criterion=Criterion.EMBEDDED)
        role = "is stated to be a controller of its own" if edge.role else "has no stated role"
        return Standing(
            Grade.REVIEW,
            f"Embedded collection: the data goes straight from people to a recipient outside the area, which {role}. "
            "Whether the organisation makes it available is for a person to decide.",
            country=place.country,
            articles=place.articles[:1],
            next_step=_EMBEDDED_STATED if edge.role else _EMBEDDED_OPEN,
            notes=place.notes,
            unverified=place.unverified,
            criterion=Criterion.EMBEDDED,
            own=place.own,
        )

    def _collected(self, edge: Edge, place: Standing) -> Standing:
        if edge.for_others and place.grade is not Grade.DOMESTIC:
            return Standing(
                Grade.REVIEW,
                "Collected on behalf of a controller by an organisation that is not known to be inside the area. "
                "Whether that controller makes the data available is for a person to decide.",
                country=place.country,
                next_step=place.next_step
                if place.grade is Grade.UNKNOWN
                else "Decide with the controller whether it makes the data available, and record the tool if it does.",
                criterion=Criterion.FROM_PEOPLE,
                own=place.own,
            )
        return Standing(
            Grade.NOT_A_TRANSFER,
            "People give their own data to the organisation that collects it.",
            country=place.country,
            criterion=Criterion.FROM_PEOPLE,
        )

    def _exported(self, edge: Edge, receiver: Organisation, regime: str) -> Standing:
        """Return the standing of data made available by an organisation."""
        found = self._locations(edge, receiver, regime)
        place = self._worst(edge, receiver, found)
        if place.grade is Grade.UNKNOWN:
            return self._partly_known(edge, receiver, place, found, regime)
        if place.grade is not Grade.DOMESTIC:
            onward = self._not_subject(edge, place, regime)
            if onward is not None:
                return onward
        if not edge.safeguards:
            return place
        if place.grade is Grade.NO_SAFEGUARD:
            return self._claimed(edge, place, found, regime)
        return place._replace(claims=self._unneeded(edge, place, regime))

    def _partly_known(
        self, edge: Edge, receiver: Organisation, place: Standing, found: list[_Place], regime: str
    ) -> Standing:
        """Return the standing of an edge of which one place is not known, and say what holds for those that are.

        The worst place counts, and nothing is worse than one that is not known. That nothing covers a known one is said
        beside it: whatever the other turns out to be, it makes this no better.
        """
        uncovered = [where for where in found if where.standing.grade is Grade.NO_SAFEGUARD]
        if not uncovered or self._not_subject(edge, place, regime) is not None:
            return place
        known = self._worst(edge, receiver, uncovered)
        if edge.safeguards:
            known = self._claimed(edge, known, uncovered, regime)
            if known.grade.rank < Grade.NO_SAFEGUARD.rank:
                return place._replace(claims=known.claims)
        return place._replace(
            reason=f"{place.reason} Known, and not covered: {known.reason}",
            notes=(*place.notes, *known.notes),
            next_step=" ".join(filter(None, (place.next_step, known.next_step))),
            claims=known.claims,
            own=(*place.own, *known.own),
            uncovered=True,
        )

    def _not_subject(self, edge: Edge, place: Standing, regime: str) -> Standing | None:
        """Return the standing of an edge whose exporter is not subject to the regime, None where it is subject."""
        exporter = self._register.organisations.get(edge.exporter)
        if exporter is None or edge.own_exporter or regime in exporter.subject_to:
            return None
        if self._places.is_inside(regime, exporter.country):
            return None
        general = self._places.articles(regime).general
        if not exporter.country:
            return Standing(
                Grade.UNKNOWN,
                f"The country of the exporter {exporter.title} is not stated, so whether the regime applies to it "
                "is not known.",
                country=place.country,
                articles=(general,),
                next_step=f"State the country of {exporter.title} (`country:`).",
                criterion=Criterion.EXPORTER,
            )
        return Standing(
            Grade.REVIEW,
            f"Onward flow: the exporter {exporter.title} is not itself subject to the regime; "
            "the terms of the transfer before it decide.",
            country=place.country,
            articles=(general,),
            next_step="Record the terms on onward transfers in the agreement with the exporter.",
            notes=place.notes,
            unverified=place.unverified,
            criterion=Criterion.ONWARD,
            claims=self._claims.of(edge, regime, place.country, entity=True),
            own=(*place.own, *self._places.of_country(regime, exporter.country).own),
        )

    def _claimed(self, edge: Edge, place: Standing, found: list[_Place], regime: str) -> Standing:
        """Return the worst of the locations that the law itself leaves open, each by its best claim."""
        standings = []
        for where in found:
            if where.standing.grade is not Grade.NO_SAFEGUARD:
                continue
            entity = where.what in (Criterion.ENTITY, Criterion.INTERNATIONAL)
            claims = self._claims.of(edge, regime, where.country, entity=entity)
            deciding = best(claims)
            if deciding is None:
                return place
            standings.append(_by_claim(place, where, deciding, claims))
        return worst_standing(standings)

    def _unneeded(self, edge: Edge, place: Standing, regime: str) -> tuple[Claim, ...]:
        """Return the claims of an edge for which the law itself does as much."""
        claims = []
        for claim in self._claims.of(edge, regime, place.country, entity=True):
            tool = self._law.find_tool(claim.tool)
            if tool is not None and tool.key == place.tool:
                continue
            wrong = [pair for pair in zip(claim.faults, claim.missing, strict=True) if pair[0] in _WRONG_ANYWHERE]
            reason = claim.reason if wrong else f"`{claim.tool}` is claimed, and no tool is needed here: {place.reason}"
            faults, missing = tuple(kind for kind, _ in wrong), tuple(text for _, text in wrong)
            claims.append(replace(claim, faults=faults, missing=missing, reason=reason, unneeded=True))
        return tuple(claims)


def _by_claim(place: Standing, where: _Place, claim: Claim, claims: tuple[Claim, ...]) -> Standing:
    """Return the standing of one location by the claim that decides there."""
    return Standing(
        claim.grade,
        claim.reason,
        country=where.country or place.country,
        tool=claim.tool,
        instrument=claim.instrument,
        dated=claim.dated,
        articles=claim.articles or place.articles,
        # Where the claim can never hold and the law itself offers something, that is the thing to try first.
        next_step=place.next_step if claim.grade is Grade.INVALID and place.condition else claim.next_step,
        present=claim.present,
        missing=claim.missing,
        # That a decision is there on a condition, or has ended, goes without saying once a tool holds.
        notes=(
            *claim.notes,
            *(_alternative(place) if claim.grade.rank >= Grade.EVIDENCE_MISSING.rank else _doubts(place)),
        ),
        # That the law itself may offer more is no doubt about the tool.
        unverified=claim.unverified or (place.unverified and not where.standing.unverified),
        ends=claim.ends,
        ending=claim.ending,
        criterion=where.what,
        claims=claims,
        binds=claim.binds,
        own=(*beside_tool(where.standing.own, held=claim.grade.rank < Grade.EVIDENCE_MISSING.rank), *claim.own),
        terms_verified=claim.terms_verified,
    )


def _alternative(place: Standing) -> tuple[str, ...]:
    """Return what the law itself offers at a place where the claimed tool does not hold, and the doubts about it."""
    return (*filter(None, (place.condition,)), *place.notes)


def _doubts(place: Standing) -> tuple[str, ...]:
    return tuple(note for note in place.notes if "not fully verified" in note)
