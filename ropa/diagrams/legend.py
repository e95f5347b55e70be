"""The legend: only what occurs in this picture."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.base import Edge, LegendEntry, Node, Relation, Shape, certainty_words
from ropa.diagrams.items import NOT_STATED
from ropa.diagrams.palette import line_style
from ropa.model.words import Certainty
from ropa.transfers.base import Grade

_NODE_WORDS = {
    Shape.SUBJECT: "people",
    Shape.OWN: "the organisation, its systems and units",
    Shape.UNIT: "part of the organisation",
    Shape.STORE: "system of the organisation",
    Shape.SYSTEM: "system run by another organisation",
    Shape.RECIPIENT: "outside organisation",
    Shape.CATEGORY: "unnamed recipients",
    Shape.GROUP: "outside parties of one place, drawn together",
}
_OWN_ALONE = "the organisation itself"
_OWN_OR_PART = "the organisation itself, or a part of it"
_CERTAINTY_WORDS = {
    Certainty.IMPLIED: "(implied): follows from the text, is not said",
    Certainty.POSSIBLE: "(possible): may happen, or is only an example",
    Certainty.HYPOTHETICAL: "(hypothetical): would happen only if something else did",
    Certainty.LOST: "(lost in the source): that part of the source is damaged",
}


def build_legend(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    relations: Sequence[Relation],
    *,
    own_alone: bool,
    caption: Sequence[str] = (),
) -> tuple[LegendEntry, ...]:
    """Return node kinds, grades best to worst, certainty words, then marks; each only where it occurs.

    `own_alone`: the box of the organisation stands for neither its systems nor its parts; `caption`: lines over the
    picture, whose words are explained as well.
    """
    shapes = {node.shape for node in nodes}
    words = _NODE_WORDS | ({Shape.OWN: _OWN_ALONE} if own_alone else {})
    if own_alone and {Shape.OWN, Shape.UNIT} <= shapes:
        words[Shape.OWN], shapes = _OWN_OR_PART, shapes - {Shape.UNIT}
    entries = [LegendEntry(f"node:{shape.value}", words[shape]) for shape in Shape if shape in shapes]
    grades = {edge.grade for edge in edges}
    order: list[Grade | None] = [*Grade, None]
    for grade in order:
        if grade in grades:
            style = line_style(grade)
            sample = "line:" if grade is None else f"line:{grade.value}"
            word = f"{style.word}: " if style.word and style.word != style.meaning else ""
            entries.append(LegendEntry(sample, f"{word}{style.meaning}"))
    if relations:
        entries.append(LegendEntry("relation", "no flow: what is part of what, or hosts it"))
    items = [item for edge in edges if edge.shown for group in edge.groups for item in group.items]
    said = [text for node in nodes for text in node.details]
    said += [node.boundary.status for node in nodes if node.boundary is not None]
    entries += [
        LegendEntry("", meaning)
        for certainty, meaning in _CERTAINTY_WORDS.items()
        if any(item.certainty is certainty for item in items) or _is_said(certainty, (*said, *caption))
    ]
    if any(item.broader for item in items):
        entries.append(LegendEntry("", "broader: may or may not include what was asked about"))
    if any(not edge.stated for edge in edges):
        entries.append(LegendEntry("", "open arrowhead: nothing on this line is stated outright"))
    if any(item.title == NOT_STATED for item in items):
        entries.append(LegendEntry("", "data not stated: the register does not say which data"))
    if any(" there" in note for edge in edges for note in edge.notes):
        entries.append(LegendEntry("", "seat, stores, reads: one grade per flow, of its worst place"))
    if any(node.special for node in nodes):
        entries.append(LegendEntry("", "additional outline: data of Article 9 or 10 reach or leave it"))
    if any("country: directory" in detail for node in nodes for detail in node.details):
        entries.append(LegendEntry("", "directory: not the organisation's own statement"))
    if any("unverified" in text for text in (*(e.word for e in edges), *(d for n in nodes for d in n.details))):
        entries.append(LegendEntry("", "unverified: rests on law or directory data that nobody verified"))
    return tuple(entries)


def _is_said(certainty: Certainty, texts: Sequence[str]) -> bool:
    """Tell whether a text ends in the mark of a certainty: `controller (implied)`, `(general rule, implied)`."""
    word = certainty_words(certainty).strip(" ()")
    return any(f"({word})" in text or f", {word})" in text for text in texts)
