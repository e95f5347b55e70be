"""The short lines under the title of a box: what it is, in which roles it acts, and what only others say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.diagrams.base import Boundary, Shape
from ropa.diagrams.boxes import Box
from ropa.diagrams.places import NOT_RECORDED, Atlas
from ropa.diagrams.text import clean, counted
from ropa.diagrams.view import Case, Line, View
from ropa.language import label, number
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind, OrganisationKind, Source

_KINDS = (OrganisationKind.PUBLIC_AUTHORITY, OrganisationKind.INTERNATIONAL_ORGANISATION, OrganisationKind.CATEGORY)
#: Parties of a group that are named on it before the rest is counted.
_NAMED = 4


def country_of(register: Register, box: Box) -> str:
    """Return the country of a box: its own, or that of the organisation behind it; empty is not stated."""
    if box.place is not None:
        return box.place
    party = register.organisations.get(register.party_of(box.key))
    return party.country if party is not None else ""


def title_of(case: Case, box: Box, members: frozenset[Box]) -> str:
    """Return the name of a box in full; of a group, how many there are of what."""
    if not box.group:
        return clean(case.register.title(box.key)) or box.key
    names = _names(case.register, members)
    if box.place is None:
        return f"{counted(len(names), 'kind')} of people"
    return names[0] if len(names) == 1 else counted(len(names), "outside party", "outside parties")


def details_of(
    case: Case,
    view: View,
    box: Box,
    shape: Shape,
    lines: Sequence[Line],
    members: frozenset[Box],
    *,
    has_border: bool,
) -> tuple[str, ...]:
    """Return the short lines of a box; `has_border` where a border around it tells who runs it, and where."""
    register, atlas = case.register, case.atlas
    if box.group:
        names = _countries(case, box, members) or _names(register, members)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return (", ".join(names[:_NAMED]) + more,) if len(names) > 1 else ()
    if shape is Shape.SUBJECT:
        return _of_people(register, atlas, box.key)
    if shape is Shape.OWN and not view.is_detailed:
        found = own_details(case)
    elif shape is Shape.OWN:
        found = () if has_border else own_details(case, inside=False, country=not view.has_home)
    else:
        found = _of_party(register, box, shape, lines, has_border=has_border)
    inside = [member for member in members if member.key != box.key and member.key in register.systems]
    if inside and view.is_detailed:
        found = (*found, f"with {counted(len(inside), 'system')}")
    known = shape is Shape.OWN or shape.layer == 2
    return (*found, *(_outside_knowledge(register, atlas, register.party_of(box.key)) if known else ()))


def own_border(case: Case) -> Boundary:
    """Return the border of the organisation of the register."""
    key = case.register.organisation
    said = " · ".join(own_details(case, inside=False))
    return Boundary(key, clean(case.register.title(key)) or key, said)


def own_details(case: Case, *, inside: bool = True, country: bool = True) -> tuple[str, ...]:
    """Return in which roles the organisation acts, how much is inside it, and where it is."""
    register, atlas = case.register, case.atlas
    chosen = [item for key, item in register.activities.items() if _is_asked(case, key)]
    roles = _marked((label(item.role), item.mark("role").certainty) for item in chosen)
    systems = [key for key in register.systems if register.is_own_system(key)]
    units = [key for key in register.organisations if key != register.organisation and register.is_internal(key)]
    within = [counted(len(systems), "system")] if systems else []
    within += [counted(len(units), "unit")] if units else []
    place = atlas.place(country_of(register, Box(register.organisation)))
    seat = "country not stated" if place is NOT_RECORDED else f"{place.title} ({place.status})"
    return (
        *([" and ".join(roles)] if roles else []),
        *([f"inside: {', '.join(within)}"] if within and inside else []),
        *([seat] if country else []),
    )


def _is_asked(case: Case, activity: str) -> bool:
    return not case.scope.activities or activity in case.scope.activities


def _names(register: Register, members: Iterable[Box]) -> list[str]:
    """Return the names of the parties or people in a group, each once, sorted."""
    return sorted({clean(register.title(key)) or key for key in {register.party_of(box.key) for box in members}})


def _countries(case: Case, box: Box, members: Iterable[Box]) -> list[str]:
    """Return the names of the countries in a box for several of them, sorted; none of other boxes."""
    found = {case.atlas.place(country_of(case.register, member)) for member in members}
    return sorted(place.title for place in found) if box.place and found != {case.atlas.place(box.place)} else []


def _of_people(register: Register, atlas: Atlas, key: str) -> tuple[str, ...]:
    people = register.data_subjects[key]
    found = []
    if people.count is not None:
        found.append(f"{number(people.count)} people")
    if people.part_of:
        found.append(f"part of {clean(register.title(people.part_of))}")
    if people.country:
        found.append(f"in {atlas.name(people.country)}")
    return tuple(found)


def _of_party(
    register: Register, box: Box, shape: Shape, lines: Sequence[Line], *, has_border: bool
) -> tuple[str, ...]:
    known = register.organisations.get(box.key)
    found = [label(known.kind)] if known is not None and known.kind in _KINDS else []
    if shape is Shape.UNIT:
        found.append("part of the organisation")
    if shape is Shape.SYSTEM and not has_border:
        found.append(f"run by {clean(register.title(register.operator_of(box.key)))}")
    whole = register.systems[box.key].part_of if box.key in register.systems else ""
    if whole:
        found.append(f"part of {clean(register.title(whole)) or whole}")
    if shape.layer == 2:
        roles = [role for role in _roles(box, lines) if role.partition(" (")[0] not in found]
        found += [" · ".join(roles)] if roles else []
    return tuple(found)


def _marked(roles: Iterable[tuple[str, Certainty]]) -> list[str]:
    """Return each role once, sorted, with its certainty in words where no statement of it is certain."""
    best: dict[str, Certainty] = {}
    for role, certainty in roles:
        known = best.get(role, certainty)
        best[role] = certainty if certainty.rank < known.rank else known
    return [
        role if certainty is Certainty.STATED else f"{role} ({label(certainty)})"
        for role, certainty in sorted(best.items())
    ]


def _roles(box: Box, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the roles in which a box receives; the role belongs to the relation, so there may be several."""
    received = [strand.flow for line in lines if line.target == box for strand in line.strands]
    if not received:
        return ("source",) if any(line.source == box for line in lines) else ()
    told = (flow for flow in received if flow.role is not None and flow.kind is not FlowKind.HOSTING)
    roles = set(_marked((label(flow.role), flow.mark("role").certainty) for flow in told if flow.role is not None))
    if any(flow.role is None and flow.kind is not FlowKind.HOSTING for flow in received):
        roles.add("role not stated")
    if any(flow.kind is FlowKind.HOSTING for flow in received):
        roles.add("host")
    return tuple(sorted(roles))


def _outside_knowledge(register: Register, atlas: Atlas, party: str) -> tuple[str, ...]:
    """Return marks of what the organisation itself did not say, and a parent company elsewhere (Articles 28(1), 48)."""
    known = register.organisations.get(party)
    if known is None:
        return ()
    found = []
    mark = known.mark("country")
    if known.country and mark.source is Source.DIRECTORY:
        doubt = "" if mark.verified == "yes" else ", unverified"
        found.append(f"country: directory{doubt}")
    parent = _parent_country(register, known)
    if parent and parent != known.country:
        found.append(f"parent company: {atlas.name(parent)}")
    return tuple(found)


def _parent_country(register: Register, known: Organisation) -> str:
    parent = known.parent_company
    if parent is None:
        return ""
    declared = register.organisations.get(parent.organisation)
    return parent.country or (declared.country if declared is not None else "")
