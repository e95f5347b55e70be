"""Which flows are restricted transfers, and how each stands under each regime on one day.

The criteria are those of EDPB Guidelines 05/2021: an exporter subject to the regime makes data available to another
controller, joint controller or processor, who is outside the area or an international organisation. Tools that a
register claims are not assessed yet: a claim is never taken as proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import ActivityRole, Certainty, NodeKind, OrganisationKind, RecipientRole, Source
from ropa.transfers.base import Grade, Transfer, certainty_note
from ropa.transfers.parents import Parent, parents_outside
from ropa.transfers.places import Places, Standing, worst_standing

#: Roles in which the receiver decides for itself: a person who gives them data makes no transfer.
_COLLECTS_FOR_ITSELF = frozenset({RecipientRole.CONTROLLER, RecipientRole.AUTHORITY})


def grade_transfers(register: Register, law: Law, *, as_of: date) -> tuple[Transfer, ...]:
    """Grade every flow of the register under every regime of the register, as the law stood on `as_of`.

    Flows that are no transfer are rows as well. Sources: GDPR Articles 3 and 44 to 49, EDPB Guidelines 05/2021, and
    the dated rows of `law`.

    Returns:
        Rows in the order of activities (`general` last), then of flow ids, then of regimes.
    """
    grader = Grader(register, law, as_of=as_of)
    order = {key: number for number, key in enumerate(register.activities)}
    rows = [row for flow in register.flows for row in grader.grade(flow)]
    return tuple(sorted(rows, key=lambda row: (order.get(row.flow.activity, len(order)), row.flow.id, row.regime)))


class Grader:
    """Grades the flows of one register, for callers that need only some of them."""

    def __init__(self, register: Register, law: Law, *, as_of: date) -> None:
        self._register = register
        self._law = law
        self._as_of = as_of
        self._places = Places(law, as_of)

    def grade(self, flow: Flow) -> tuple[Transfer, ...]:
        """Return one row for each regime of the register, sorted by regime."""
        edge = self._edge(flow)
        return tuple(self._row(edge, regime) for regime in sorted(set(self._register.regimes)))

    def _edge(self, flow: Flow) -> _Edge:
        register = self._register
        exporter = register.party_of(flow.source)
        importer = register.party_of(flow.target)
        if importer in register.data_subjects:
            importer = register.data_subjects[importer].same_as or importer
        from_person = register.node_kind(exporter) is NodeKind.DATA_SUBJECT
        return _Edge(
            flow=flow,
            exporter=exporter,
            importer=importer,
            organisation=register.organisations.get(importer),
            from_person=from_person,
            inward=register.is_internal(importer),
            same_entity=exporter == importer
            or (not from_person and register.is_internal(exporter) and register.is_internal(importer)),
        )

    def _row(self, edge: _Edge, regime: str) -> Transfer:
        standing = self._standing(edge, regime)
        flow = edge.flow
        parents: tuple[Parent, ...] = ()
        if edge.organisation is not None and self._law.covers(regime, self._as_of):
            parents = parents_outside(
                self._register, edge.organisation, law=self._law, places=self._places, regime=regime, as_of=self._as_of
            )
        raised = tuple(article for parent in parents for article in parent.articles)
        beyond, outside = self._beyond(edge, standing, regime)
        cites = (*flow.cites, *(cite for pair in flow.pairs for cite in pair.cites))
        return Transfer(
            flow=flow,
            exporter=self._register.organisation if self._makes_available(edge) else edge.exporter,
            importer=edge.importer,
            country=standing.country or (edge.organisation.country if edge.organisation is not None else ""),
            regime=regime,
            grade=standing.grade,
            tool=standing.tool,
            instrument=standing.instrument,
            reason=standing.reason,
            articles=tuple(dict.fromkeys(article for article in (*standing.articles, *raised) if article)),
            next_step=standing.next_step,
            notes=tuple(
                dict.fromkeys((*outside, *(parent.note for parent in parents), *standing.notes, *_notes(edge)))
            ),
            parents=tuple(dict.fromkeys(parent.country for parent in parents)),
            unverified=standing.unverified,
            beyond=beyond,
            facts=flow.pairs,
            cites=tuple(dict.fromkeys(cites)),
        )

    def _beyond(self, edge: _Edge, standing: Standing, regime: str) -> tuple[bool, tuple[str, ...]]:
        """Tell whether the receiver is, or may be, outside; the notes say so where the grade does not.

        What people give to a controller abroad, and what own staff abroad see, is no transfer; a record that is
        silent about it would still mislead.
        """
        receiver = edge.organisation
        if standing.grade is not Grade.NOT_A_TRANSFER:
            return standing.grade is not Grade.DOMESTIC, ()
        if receiver is None or receiver.key == self._register.organisation or (edge.same_entity and not edge.inward):
            return False, ()
        place = self._place(edge, receiver, regime)
        if place.grade is Grade.DOMESTIC or (edge.inward and not place.country):
            return False, ()
        why = (
            "access from there still has to be secured"
            if edge.inward
            else "it gets the data from the people themselves"
        )
        where = f"{receiver.title} is in {place.country}, outside the area"
        if place.grade is Grade.UNKNOWN:
            where = f"Where {receiver.title} is, is not known"
        elif receiver.kind is OrganisationKind.INTERNATIONAL_ORGANISATION:
            where = f"{receiver.title} is an international organisation"
        return True, (f"{where}; {why}.", *_doubt(edge.flow, receiver))

    def _standing(self, edge: _Edge, regime: str) -> Standing:
        if not self._law.covers(regime, self._as_of):
            return self._not_covered(regime)
        if edge.same_entity:
            return Standing(Grade.NOT_A_TRANSFER, "Both ends belong to one organisation; own staff is no recipient.")
        if edge.organisation is None:
            return Standing(Grade.NOT_A_TRANSFER, "Data goes to people, who are neither controller nor processor.")
        place = self._place(edge, edge.organisation, regime)
        if edge.from_person:
            return self._from_person(edge, place, regime)
        if place.grade is Grade.DOMESTIC:
            return place
        return self._exported(edge, place, regime)

    def _not_covered(self, regime: str) -> Standing:
        known = self._law.regimes.get(regime)
        if known is None:
            return Standing(Grade.UNKNOWN, f"`{regime}` is not a regime that these tables know.")
        return Standing(
            Grade.UNKNOWN,
            f"{self._as_of.isoformat()} lies before the first day that these tables cover for {known.name} "
            f"({known.data_from.isoformat()}).",
            next_step="Ask for a later day.",
        )

    def _place(self, edge: _Edge, importer: Organisation, regime: str) -> Standing:
        """Return the worst of entity, storage and access location."""
        if importer.kind is OrganisationKind.INTERNATIONAL_ORGANISATION:
            names = (importer.name, importer.legal_name, importer.key)
            return self._places.of_organisation(regime, [name for name in names if name])
        locations = edge.flow.locations
        countries = (*(locations.entity or (importer.country,)), *locations.storage, *locations.access)
        worst = worst_standing(self._places.of_country(regime, country) for country in countries)
        doubt = _doubt(edge.flow, importer)
        if doubt:
            worst = worst._replace(notes=(*worst.notes, *doubt), unverified=True)
        if importer.kind is OrganisationKind.CATEGORY and not importer.country and not locations.entity:
            worst = worst._replace(
                reason=f"{importer.title}: recipients that are not named, whose own country is not stated."
            )
        return worst

    def _from_person(self, edge: _Edge, place: Standing, regime: str) -> Standing:
        if edge.inward:
            return self._collected(edge, place)
        if self._makes_available(edge):
            return self._exported(edge, place, regime)
        embedded = any(self._is_own(node) for node in edge.flow.via)
        if edge.flow.role in _COLLECTS_FOR_ITSELF and (place.grade is Grade.DOMESTIC or not embedded):
            return Standing(
                Grade.NOT_A_TRANSFER,
                "People give their own data to a controller that collects it for itself.",
                country=place.country,
            )
        if place.grade in (Grade.DOMESTIC, Grade.UNKNOWN):
            return place
        role = "is stated to be a controller of its own" if edge.flow.role else "has no stated role"
        return Standing(
            Grade.REVIEW,
            f"Embedded collection: the data goes straight from people to a recipient outside the area, which {role}. "
            "Whether the organisation makes it available is for a person to decide.",
            country=place.country,
            articles=(self._places.articles(regime).general,),
            next_step="State the role of the receiver (`as:`) and, if it is processor or joint controller, its tool.",
            notes=place.notes,
            unverified=place.unverified,
        )

    def _collected(self, edge: _Edge, place: Standing) -> Standing:
        activity = self._register.activities.get(edge.flow.activity)
        for_others = activity is not None and activity.role is ActivityRole.PROCESSOR
        if for_others and place.grade is not Grade.DOMESTIC:
            return Standing(
                Grade.REVIEW,
                "Collected on behalf of a controller by an organisation that is not known to be inside the area. "
                "Whether that controller makes the data available is for a person to decide.",
                country=place.country,
                next_step="State the controller (`on_behalf_of`) and its country.",
            )
        return Standing(
            Grade.NOT_A_TRANSFER,
            "People give their own data to the organisation that collects it.",
            country=place.country,
        )

    def _exported(self, edge: _Edge, place: Standing, regime: str) -> Standing:
        """Return the standing of data made available by an organisation; `place` is that of the importer."""
        if place.grade in (Grade.DOMESTIC, Grade.UNKNOWN):
            return place
        if not edge.from_person:
            onward = self._onward(edge, place, regime)
            if onward is not None:
                return onward
        if place.grade is Grade.NO_SAFEGUARD and edge.flow.safeguard:
            return self._claimed(edge, place, regime)
        return place

    def _onward(self, edge: _Edge, place: Standing, regime: str) -> Standing | None:
        """Return the standing of an edge whose exporter is not subject to the regime, None where it is subject."""
        exporter = self._register.organisations.get(edge.exporter)
        if exporter is None or self._register.is_internal(edge.exporter) or regime in exporter.subject_to:
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
                next_step=f"State the country of {exporter.title}.",
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
        )

    def _claimed(self, edge: _Edge, place: Standing, regime: str) -> Standing:
        words = [self._register.safeguards[key].tool for key in edge.flow.safeguard]
        for word in words:
            tool = self._law.find_tool(word)
            if tool is None:
                continue
            term = tool.term(regime, self._as_of)
            articles = (place.articles[0], term.article) if term else place.articles[:1]
            evidence = f" Have at hand: {term.evidence}." if term and term.evidence else ""
            return place._replace(
                grade=Grade.EVIDENCE_MISSING,
                tool=word,
                reason=f"not yet assessed: `{word}` is claimed, and this version does not look into claimed tools.",
                articles=articles,
                next_step=f"Let a person assess the claim.{evidence}",
            )
        return place._replace(
            grade=Grade.INVALID,
            tool=words[0],
            reason=f"`{words[0]}` is claimed, and no transfer tool of that name is known.",
            next_step="Name a tool that the law knows, such as `scc-2021`, `bcr`, `dpf` or `derogation-49-1-a`, "
            "or stop the transfer.",
        )

    def _makes_available(self, edge: _Edge) -> bool:
        """Tell whether a person's data goes to one who acts for or with the organisation, which then exports it."""
        role = edge.flow.role
        return edge.from_person and not edge.inward and role is not None and role not in _COLLECTS_FOR_ITSELF

    def _is_own(self, node: str) -> bool:
        return self._register.node_kind(node) is not None and self._register.is_internal(self._register.party_of(node))


class _Edge(NamedTuple):
    """A flow with the parties behind its ends; `organisation` is None where data goes to people."""

    flow: Flow
    exporter: str
    importer: str
    organisation: Organisation | None
    from_person: bool
    inward: bool
    same_entity: bool


def _doubt(flow: Flow, receiver: Organisation) -> tuple[str, ...]:
    """Return the note on a country that only the shipped directory gives and that is not fully verified."""
    mark = receiver.mark("country")
    if flow.locations.entity or not receiver.country or mark.source is not Source.DIRECTORY or mark.verified == "yes":
        return ()
    return (f"The country of {receiver.title} comes from the shipped directory and is not fully verified.",)


def _notes(edge: _Edge) -> Iterator[str]:
    """Yield what has to be shown beside the grade of this flow under any regime."""
    flow, organisation = edge.flow, edge.organisation
    uncertain = certainty_note(flow)
    if uncertain:
        yield uncertain
    for what, countries in (("Stored in", flow.locations.storage), ("Accessed from", flow.locations.access)):
        if countries:
            yield f"{what}: {', '.join(countries)}."
    places = flow.mark("locations").certainty
    if places.rank > flow.certainty.rank:
        yield f"Where the data are is {places.value}, not stated."
    if organisation is None:
        return
    seat = organisation.mark("country")
    if organisation.country and not flow.locations.entity and seat.certainty is not Certainty.STATED:
        yield f"The country of {organisation.title} is {seat.certainty.value}, not stated."
    if edge.same_entity and organisation.part_of and (organisation.legal_name or organisation.registration_number):
        yield (
            f"{organisation.title} counts as part of the organisation; if it is a legal entity of its own, this is a "
            "transfer to it."
        )
    if organisation.kind is OrganisationKind.CATEGORY and organisation.country and not edge.same_entity:
        yield f"{organisation.title} stands for recipients that are not named; the stated country is taken for all."
