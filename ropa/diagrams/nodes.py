"""The boxes of the context view, with their short lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.diagrams.base import Node, Place, Shape
from ropa.diagrams.fold import CRIMINAL, SPECIAL, Strand, mark_of, shape_of
from ropa.diagrams.places import NOT_RECORDED, Atlas
from ropa.diagrams.sentences import node_sentence
from ropa.diagrams.text import clean, counted, slug
from ropa.language import label
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind, OrganisationKind, Source

_ARTICLES = {SPECIAL: " (Art. 9)", CRIMINAL: " (Art. 10)"}


def build_nodes(register: Register, atlas: Atlas, lines: Sequence[Sequence[Strand]]) -> tuple[Node, ...]:
    """Return the organisation and every box that a line touches: people, then it, then the outside by place."""
    strands = [strand for line in lines for strand in line]
    boxes = {register.organisation}
    boxes.update(end for strand in strands for end in (strand.source, strand.target))
    marks = _marks(register, strands)
    nodes = [_node(register, atlas, box, strands, marks.get(box, set())) for box in boxes]
    return tuple(sorted(nodes, key=_order))


def _order(node: Node) -> tuple[int, int, str, str]:
    place = node.place if node.place is not None and node.shape.layer == 2 else None
    return (node.shape.layer, place.order if place else 0, place.key if place else "", node.key)


def _marks(register: Register, strands: Iterable[Strand]) -> dict[str, set[str]]:
    """Return by box the words for the data of Articles 9 and 10 that reach or leave it."""
    found: dict[str, set[str]] = {}
    for strand in strands:
        marks = {mark_of(register, pair.data) for pair in strand.flow.pairs if pair.data} - {""}
        for box in (strand.source, strand.target):
            found.setdefault(box, set()).update(marks)
    return found


def _node(register: Register, atlas: Atlas, box: str, strands: Sequence[Strand], marks: set[str]) -> Node:
    shape = shape_of(register, box)
    title = clean(register.title(box)) or box
    place = _place(register, atlas, box, shape)
    if shape is Shape.SUBJECT:
        details = _subject_details(register, box)
    elif shape is Shape.OWN:
        details = _own_details(register, atlas, box)
    else:
        details = _outside_details(register, box, strands)
    if title == box:
        details = ("name not stated", *details)
    if shape.layer:
        details = (*details, *_outside_knowledge(register, atlas, register.party_of(box)))
    details = (*details, *(f"{mark}{_ARTICLES.get(mark, '')}" for mark in sorted(marks)))
    where = place.title if place is not None else ""
    sentence = node_sentence(title, shape, details, where)
    return Node(box, f"node-{slug(box)}", shape, title, details, sentence, place, bool(marks))


def _place(register: Register, atlas: Atlas, box: str, shape: Shape) -> Place | None:
    # The organisation says its country itself: inside a box of its country, lines to others would cross that box.
    if shape.layer < 2:
        return None
    party = register.organisations.get(register.party_of(box))
    return atlas.place(party.country if party is not None else "")


def _subject_details(register: Register, box: str) -> tuple[str, ...]:
    people = register.data_subjects[box]
    found = []
    if people.count is not None:
        found.append(f"{people.count:,} people".replace(",", " "))
    if people.part_of:
        found.append(f"part of {clean(register.title(people.part_of))}")
    return tuple(found)


def _own_details(register: Register, atlas: Atlas, box: str) -> tuple[str, ...]:
    roles = _marked((label(item.role), item.mark("role").certainty) for item in register.activities.values())
    systems = [key for key in register.systems if register.is_own_system(key)]
    units = [key for key in register.organisations if key != box and register.is_internal(key)]
    inside = [counted(len(systems), "system")] if systems else []
    inside += [counted(len(units), "unit")] if units else []
    own = register.organisations.get(box)
    place = atlas.place(own.country if own is not None else "")
    country = "country not stated" if place is NOT_RECORDED else f"{place.title} ({place.status})"
    return (*([" and ".join(roles)] if roles else []), *([f"inside: {', '.join(inside)}"] if inside else []), country)


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


def _outside_details(register: Register, box: str, strands: Sequence[Strand]) -> tuple[str, ...]:
    known = register.organisations.get(box)
    kinds = (OrganisationKind.PUBLIC_AUTHORITY, OrganisationKind.INTERNATIONAL_ORGANISATION, OrganisationKind.CATEGORY)
    kind = (label(known.kind),) if known is not None and known.kind in kinds else ()
    if box in register.systems:
        kind = (f"run by {clean(register.title(register.operator_of(box)))}",)
    roles = [role for role in _roles(box, strands) if role not in kind]
    return (*kind, *([" · ".join(roles)] if roles else []))


def _roles(box: str, strands: Sequence[Strand]) -> tuple[str, ...]:
    """Return the roles in which a box receives; the role belongs to the relation, so there may be several."""
    received = [strand.flow for strand in strands if strand.target == box]
    if not received:
        return ("source",)
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
        found.append(f"parent in {atlas.name(parent)}")
    return tuple(found)


def _parent_country(register: Register, known: Organisation) -> str:
    parent = known.parent_company
    if parent is None:
        return ""
    declared = register.organisations.get(parent.organisation)
    return parent.country or (declared.country if declared is not None else "")
