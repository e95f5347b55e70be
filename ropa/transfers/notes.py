"""What stands beside a grade: doubt about places, what is not stated, receivers outside that make no transfer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ropa.language import joined
from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.parties import Organisation
from ropa.model.words import Certainty, OrganisationKind, Source
from ropa.transfers.base import AHEAD, NO_TIME, Grade
from ropa.transfers.edges import Edge
from ropa.transfers.places import Standing

#: How a note begins that says where the data are.
_STORED: Final = "Stored in: "
_ACCESSED: Final = "Accessed from: "


def doubt(edge: Edge, receiver: Organisation) -> tuple[str, ...]:
    """Return the note on a country that only the shipped directory gives and that is not fully verified."""
    if edge.entity or not receiver.country:
        return ()
    mark = receiver.mark("country")
    if mark.source is not Source.DIRECTORY or mark.verified == "yes":
        return ()
    return (f"The country of {receiver.title} comes from the vendor directory and is not fully verified.",)


def place_name(law: Law, place: str) -> str:
    """Return `United States (US)`, a group of countries or anything else as it is written."""
    return f"{law.countries[place].name} ({place})" if place in law.countries else place


def about_places(notes: Iterable[str]) -> tuple[str, ...]:
    """Return the notes on where a flow says that the data are stored and read; a row may show that otherwise."""
    return tuple(note for note in notes if note.startswith((_STORED, _ACCESSED)))


def _of_places(flow: Flow, law: Law) -> Iterator[str]:
    for what, countries in ((_STORED, flow.locations.storage), (_ACCESSED, flow.locations.access)):
        if countries:
            yield f"{what}{joined([place_name(law, key) for key in countries])}."


def of_flow(flow: Flow, law: Law) -> tuple[str, ...]:
    """Return what is to be said of the flow under any regime: what is not stated of it, and where the data are."""
    places = flow.locations
    if flow.certainty is Certainty.STATED and not (places.entity or places.storage or places.access):
        return ()
    return tuple(_of_flow(flow, law))


def _of_flow(flow: Flow, law: Law) -> Iterator[str]:
    if flow.certainty is not Certainty.STATED:
        yield f"The flow itself is {flow.certainty.value}, not stated."
    yield from _of_places(flow, law)
    least = certainty_of_places(flow)
    if least.rank > flow.certainty.rank:
        yield f"Where the data are is {least.value}, not stated."


def step(flow: Flow, text: str) -> str:
    """Return what to do next; of a flow that does not take place yet it is to be done before."""
    if not text or flow.certainty is not Certainty.HYPOTHETICAL:
        return text
    return f"Before this begins: {text[:1].lower()}{text[1:]}"


def certainty_of_places(flow: Flow) -> Certainty:
    """Return how sure the least sure of the places is that the flow states."""
    places = flow.locations
    least = flow.mark("locations").certainty.at_most(places.certainty)
    for name in ("entity", "storage", "access"):
        if getattr(places, name):
            least = least.at_most(places.mark(name).certainty)
    return least


def of_receiver(edge: Edge, receiver: Organisation | None) -> Iterator[str]:
    """Yield what has to be said of the receiver beside any grade."""
    if receiver is None:
        return
    seat = receiver.mark("country")
    if receiver.country and not edge.entity and seat.certainty is not Certainty.STATED:
        yield f"The country of {receiver.title} is {seat.certainty.value}, not stated."
    if edge.same_entity and receiver.part_of and (receiver.legal_name or receiver.registration_number):
        yield (
            f"{receiver.title} counts as part of the organisation; if it is a legal entity of its own, this is a "
            "transfer to it."
        )
    if receiver.kind is OrganisationKind.CATEGORY and receiver.country and not edge.same_entity:
        yield f"{receiver.title} stands for recipients that are not named; the stated country is taken for all."


def of_claims(standing: Standing) -> Iterator[str]:
    """Yield what has to be said of claims that did not decide: wrong ones, and those that nothing needs."""
    for claim in standing.claims:
        wrong = claim.grade is Grade.INVALID and claim.tool != standing.tool
        if claim.unneeded or wrong:
            yield claim.reason


def of_own(standing: Standing) -> Iterator[str]:
    """Yield which rows of law of somebody's own the grade rests on, each with where it is written."""
    for row in dict.fromkeys(standing.own):
        yield f"Rests on an own row of law: {row.name} ({row.position.file}:{row.position.line})."


def of_end(standing: Standing, as_of: date) -> Iterator[str]:
    """Yield that the ground ends soon."""
    ends = standing.ends
    if ends is not None and NO_TIME <= ends - as_of <= AHEAD and standing.grade.rank < Grade.REVIEW.rank:
        days = (ends - as_of).days
        left = "today" if not days else f"in {days} day{'' if days == 1 else 's'}"
        what = f" ({standing.ending})" if standing.ending else ""
        yield f"What this rests on{what} ends {left}, on {ends.isoformat()}: renew it, or prepare another ground."


def beyond(edge: Edge, receiver: Organisation, place: Standing, law: Law) -> tuple[str, ...]:
    """Return the note on a receiver that is, or may be, outside although nothing is transferred to it.

    What people give to a controller abroad, and what own staff abroad see, is no transfer; a record that is silent
    about it would still mislead.
    """
    why = "access from there still has to be secured" if edge.inward else "it gets the data from the people themselves"
    where = f"{receiver.title} is in {place_name(law, place.country)}, outside the area of the rules"
    if place.grade is Grade.UNKNOWN:
        where = f"Where {receiver.title} is, is not known"
    elif receiver.kind is OrganisationKind.INTERNATIONAL_ORGANISATION:
        where = f"{receiver.title} is an international organisation"
    return (f"{where}; {why}.", *doubt(edge, receiver))
