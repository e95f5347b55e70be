"""The borders view: who is in which country, and only the flows that cross a border or may do so.

A party stands in the country of its seat, and once more in each other country outside the area where it stores or
reads what it receives: a flow is drawn to all of these. It has one grade, that of its worst place.
"""

from __future__ import annotations

from ropa.diagrams.base import certainty_words
from ropa.diagrams.boxes import Box
from ropa.diagrams.places import Atlas
from ropa.diagrams.sentences import place_certainty
from ropa.diagrams.text import clean
from ropa.diagrams.view import Case, Ends, View
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.transfers.base import Grade

#: `Place.order` from which a place is outside the area of the law, or not known to be inside.
_OUTSIDE = 2
_INSIDE_GRADES = (Grade.NOT_A_TRANSFER, Grade.DOMESTIC)

_STAYS = "within one party or country"
_PEOPLE = "between people and parties not known to be abroad"


def _ends(case: Case, flow: Flow) -> tuple[Ends, ...] | str:
    register, atlas = case.register, case.atlas
    source = _box(case, flow.source)
    if flow.target in register.data_subjects:
        country = _home_of(register, flow.target)
        crosses = bool(country) and _crosses(case, _country(case, flow.source), country)
        return (Ends(source, Box(flow.target)),) if crosses or _leaves(case, flow) else _PEOPLE
    places = _places(case, flow)
    outside = [place for place in places if atlas.place(place).order >= _OUTSIDE]
    if flow.source in register.data_subjects:
        found = _from_people(case, flow, list(places), outside)
    else:
        crossing = [place for place in places if _crosses(case, _country(case, flow.source), place)]
        found = [place for place in outside if place in crossing] or crossing[:1]
        # An international organisation, say, is outside wherever it sits: the grade knows.
        found = found or (list(places)[:1] if _leaves(case, flow) else [])
    if not found:
        return _PEOPLE if flow.source in register.data_subjects else _STAYS
    several = len(places) > 1
    ends = (Ends(source, _box(case, flow.target, place), places[place] if several else ()) for place in found)
    # A line from a box to itself crosses nothing, unless the law says that it does.
    return tuple(end for end in ends if end.source != end.target or _leaves(case, flow)) or _STAYS


def _from_people(case: Case, flow: Flow, places: list[str], outside: list[str]) -> list[str]:
    """Return the places of what people give: outside the area, or elsewhere than where they are said to be.

    Where people are is mostly not stated, and what they give inside the area crosses no border that matters.
    """
    home = _home_of(case.register, flow.source)
    if case.rows_of(flow) and not _leaves(case, flow):
        outside = []
    crossing = [place for place in places if home and _crosses(case, home, place)]
    return outside or crossing[:1] or (places[:1] if _leaves(case, flow) else [])


def _home_of(register: Register, people: str) -> str:
    """Return where people are said to be, or the organisation that they stand for; empty is not stated."""
    found = register.data_subjects[people]
    same = register.organisations.get(found.same_as)
    return found.country or (same.country if same is not None else "")


def _leaves(case: Case, flow: Flow) -> bool:
    """Tell whether a flow is graded as leading, or maybe leading, outside the area of a regime."""
    return any(row.beyond or row.grade not in _INSIDE_GRADES for row in case.rows_of(flow))


def _places(case: Case, flow: Flow) -> dict[str, tuple[str, ...]]:
    """Return the countries of the receiver in this flow, the seat first, with what is there."""
    seat = flow.locations.entity or (_country(case, flow.target),)
    found: dict[str, list[str]] = {}
    told = (
        ("seat", "entity", seat),
        ("stores", "storage", flow.locations.storage),
        ("reads", "access", flow.locations.access),
    )
    for verb, field, countries in told:
        is_told = field != "entity" or bool(flow.locations.entity)
        words = f"{verb}{certainty_words(place_certainty(flow, field))}" if is_told else verb
        for country in countries:
            found.setdefault(clean(country) and country, []).append(words)
    # A seat that nobody recorded is nowhere to be said of it.
    return {country: (f"{' and '.join(words)} there",) if country else () for country, words in found.items()}


def _country(case: Case, node: str) -> str:
    """Return the country of the party behind a node, empty where not stated; a unit without one is at home."""
    register = case.register
    key = register.party_of(node)
    for party in (key, register.organisation) if register.is_internal(key) else (key,):
        known = register.organisations.get(party)
        if known is not None and clean(known.country):
            return known.country
    return ""


def _box(case: Case, node: str, place: str | None = None) -> Box:
    """Return the party behind a node; the organisation for its parts, unless these are elsewhere."""
    register = case.register
    if node in register.data_subjects:
        return Box(node)
    party, country = register.party_of(node), _country(case, node)
    if register.is_internal(party) and country == _country(case, register.organisation):
        party = register.organisation
    return Box(party) if place is None or place == country else Box(party, place)


def _crosses(case: Case, one: str, other: str) -> bool:
    """Tell whether there is, or may be, a border between two countries as written."""
    return one != other or not _is_definite(case.atlas, case, one)


def _is_definite(atlas: Atlas, case: Case, country: str) -> bool:
    return atlas.place(country).order < 4 and not case.context.law.is_group(country)


BORDERS = View(
    name="borders",
    summary="countries and their status, and the flows that cross a border or may do so",
    empty="No flow that crosses a border, or may do so, is recorded.",
    ends=_ends,
    title=lambda _: "data across borders",
    has_home=True,
    boxes=lambda case, _: (Box(case.register.organisation),),
)
