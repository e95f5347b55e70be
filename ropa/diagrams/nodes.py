"""The boxes of a picture, with their short lines, in the order in which they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.diagrams.base import Boundary, Node, Place, Shape
from ropa.diagrams.boxes import Box, Level, fold_box
from ropa.diagrams.details import country_of, details_of, own_border, title_of
from ropa.diagrams.items import CRIMINAL, SPECIAL, mark_of
from ropa.diagrams.sentences import node_sentence
from ropa.diagrams.text import clean, slug
from ropa.diagrams.view import Case, Line, View
from ropa.model.register import Register
from ropa.model.words import OrganisationKind

_ARTICLES = {SPECIAL: " (Art. 9)", CRIMINAL: " (Art. 10)"}


def build_nodes(case: Case, view: View, lines: Sequence[Line], level: Level) -> tuple[Node, ...]:
    """Return every box that a line touches and those that the view draws anyway.

    People come first, then the organisation, then the outside by place.
    """
    members = _members(lines)
    for box in view.boxes(case, lines):
        members.setdefault(fold_box(case.register, case.atlas, box, level), set()).add(box)
    around = _Around(case, view, members)
    marks = _marks(case.register, lines)
    touching = _touching(lines)
    nodes = [
        around.node(box, touching.get(box, ()), marks.get(box, set()), frozenset(inner))
        for box, inner in members.items()
    ]
    return tuple(sorted(nodes, key=_order))


def shape_of(register: Register, box: Box) -> Shape:
    """Return what a box stands for."""
    if box.group:
        return Shape.SUBJECT if box.place is None else Shape.GROUP
    if box.key == register.organisation:
        return Shape.OWN
    if box.key in register.data_subjects:
        return Shape.SUBJECT
    if box.key in register.systems:
        return Shape.STORE if register.is_own_system(box.key) else Shape.SYSTEM
    if register.is_internal(box.key):
        return Shape.UNIT
    known = register.organisations.get(box.key)
    unnamed = known is not None and known.kind is OrganisationKind.CATEGORY
    return Shape.CATEGORY if unnamed else Shape.RECIPIENT


def _order(node: Node) -> tuple[int, int, str, str]:
    place = node.place if node.place is not None and node.shape.layer == 2 else None
    return (node.shape.layer, place.order if place else 0, place.key if place else "", node.key)


def _marks(register: Register, lines: Iterable[Line]) -> dict[Box, set[str]]:
    """Return by box the words for the data of Articles 9 and 10 that reach or leave it."""
    found: dict[Box, set[str]] = {}
    for line in lines:
        for strand in line.strands:
            marks = {mark_of(register, pair.data) for pair in strand.flow.pairs if pair.data} - {""}
            for box in (line.source, line.target):
                found.setdefault(box, set()).update(marks)
    return found


def _members(lines: Iterable[Line]) -> dict[Box, set[Box]]:
    """Return by box the boxes that were put together in it."""
    found: dict[Box, set[Box]] = {}
    for line in lines:
        for strand in line.strands:
            found.setdefault(line.source, set()).add(strand.ends.source)
            found.setdefault(line.target, set()).add(strand.ends.target)
    return found


def _touching(lines: Iterable[Line]) -> dict[Box, list[Line]]:
    """Return by box the lines that leave or reach it, in their order."""
    found: dict[Box, list[Line]] = {}
    for line in lines:
        for box in {line.source: None, line.target: None}:
            found.setdefault(box, []).append(line)
    return found


class _Around:
    """Where boxes stand: in which place, inside whose border."""

    def __init__(self, case: Case, view: View, boxes: Iterable[Box]) -> None:
        self._case = case
        self._view = view
        register = case.register
        shapes = {box: shape_of(register, box) for box in boxes}
        self._runs = {register.operator_of(box.key) for box, shape in shapes.items() if shape is Shape.SYSTEM}
        inside = [shape for shape in shapes.values() if shape.layer == 1]
        self._has_border = view.is_detailed and not view.has_home and set(inside) - {Shape.OWN} != set()

    def node(self, box: Box, lines: Sequence[Line], marks: set[str], members: frozenset[Box]) -> Node:
        """Return the node of a box."""
        case = self._case
        shape = shape_of(case.register, box)
        place, boundary = self._place(box, shape), self._boundary(box, shape)
        title = title_of(case, box, members)
        details = (
            *((("name not stated",)) if title == box.key else ()),
            *details_of(case, self._view, box, shape, lines, members, has_border=boundary is not None),
            *self._view.details(case, box, lines),
            *(f"{mark}{_ARTICLES.get(mark, '')}" for mark in sorted(marks)),
        )
        where = place.title if place is not None else ""
        sentence = node_sentence(title, shape, details, where, is_detailed=self._view.is_detailed)
        return Node(box.name, _id_of(box), shape, title, details, sentence, place, bool(marks), boundary)

    def _place(self, box: Box, shape: Shape) -> Place | None:
        # Where the organisation has a border, that says its country: inside a box of its country, lines to others
        # would cross that box.
        if shape is Shape.SUBJECT or (shape.layer == 1 and not self._view.has_home):
            return None
        if shape is Shape.OWN and box.place is None:
            return self._case.atlas.home
        return self._case.atlas.place(country_of(self._case.register, box))

    def _boundary(self, box: Box, shape: Shape) -> Boundary | None:
        register = self._case.register
        if shape.layer == 1:
            return own_border(self._case) if self._has_border else None
        party = register.party_of(box.key)
        if not self._view.is_detailed or self._view.has_home or box.group or party not in self._runs:
            return None
        return Boundary(party, clean(register.title(party)) or party, "runs what is inside")


def _id_of(box: Box) -> str:
    """Return an id made of the key, so that it stays when other boxes come and go."""
    if box.group:
        return "group-people" if box.place is None else f"group-{slug(box.place) if box.place else 'not-recorded'}"
    at = "" if box.place is None else f"--at-{slug(box.place) if box.place else 'not-recorded'}"
    return f"node-{slug(box.key)}{at}"
