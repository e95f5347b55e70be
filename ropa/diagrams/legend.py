"""The legend: only what occurs in this picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ropa.diagrams.base import Edge, Item, LegendEntry, Node, Relation, Shape, certainty_words
from ropa.diagrams.items import NOT_STATED
from ropa.diagrams.palette import line_style
from ropa.diagrams.shown import Shown
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
#: What a line is that carries no grade in words.
_NO_WORD = "unlabelled"
_PLAIN = (Grade.DOMESTIC, Grade.NOT_A_TRANSFER)
_PLAIN_WORDS = f"domestic: inside the area of the law; {_NO_WORD}: not a transfer"
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
    shown: Sequence[Shown],
    caption: Sequence[str] = (),
) -> tuple[LegendEntry, ...]:
    """Return node kinds, grades best to worst, certainty words, then marks; each only where it occurs.

    `own_alone`: the box of the organisation stands for neither its systems nor its parts; `shown`: what the lines name;
    `caption`: lines over the picture, whose words are explained as well.
    """
    shapes = {node.shape for node in nodes}
    words = _NODE_WORDS | ({Shape.OWN: _OWN_ALONE} if own_alone else {})
    if own_alone and {Shape.OWN, Shape.UNIT} <= shapes:
        words[Shape.OWN], shapes = _OWN_OR_PART, shapes - {Shape.UNIT}
    entries = [LegendEntry(f"node:{shape.value}", words[shape]) for shape in Shape if shape in shapes]
    entries += _lines(edges)
    if relations:
        entries.append(LegendEntry("relation", "no flow: what is part of what, or hosts it"))
    items = [item for label in shown for group in label.groups for item in group.items]
    rest = [text for label in shown for text in label.rest]
    said = [text for node in nodes for text in node.details]
    said += [node.boundary.status for node in nodes if node.boundary is not None]
    said += [*rest, *(note for edge in edges if edge.shown for note in edge.notes)]
    entries += [
        LegendEntry("", meaning)
        for certainty, meaning in _CERTAINTY_WORDS.items()
        if any(item.certainty is certainty for item in items) or _is_said(certainty, (*said, *caption))
    ]
    return (*entries, *(LegendEntry("", text) for text, occurs in _marks(nodes, edges, items, rest) if occurs))


def _lines(edges: Sequence[Edge]) -> Iterator[LegendEntry]:
    """Yield the grades of the lines, best to worst, then lines that nobody graded."""
    grades = {edge.grade for edge in edges}
    if set(_PLAIN) <= grades:
        # One line, told apart by the word alone.
        yield LegendEntry(f"line:{Grade.DOMESTIC.value}", _PLAIN_WORDS)
        grades -= set(_PLAIN)
    order: list[Grade | None] = [*Grade, None]
    for grade in order:
        if grade in grades:
            style = line_style(grade)
            sample = "line:" if grade is None else f"line:{grade.value}"
            yield LegendEntry(sample, f"{style.word or _NO_WORD}: {style.meaning}")


def _marks(
    nodes: Sequence[Node], edges: Sequence[Edge], items: Sequence[Item], rest: Sequence[str]
) -> Iterator[tuple[str, bool]]:
    """Yield what each mark on lines and boxes means, and whether it occurs."""
    notes = [note for edge in edges for note in edge.notes]
    details = [detail for node in nodes for detail in node.details]
    yield "broader: may or may not include what was asked about", any(item.broader for item in items)
    yield "includes it: consists of what was asked about, among others", any(item.whole for item in items)
    yield "open arrowhead: nothing on this line is stated outright", any(not edge.stated for edge in edges)
    is_open = f"+{NOT_STATED}" in rest or any(item.title == NOT_STATED for item in items)
    yield "data not stated: the register does not say which data", is_open
    yield "seat, stores, reads: one grade per flow, of its worst place", any(" there" in note for note in notes)
    yield "additional outline: data of Article 9 or 10 reach or leave it", any(node.special for node in nodes)
    yield "directory: not the organisation's own statement", any("country: directory" in detail for detail in details)
    unverified = any("unverified" in text for text in (*(edge.word for edge in edges), *details))
    yield "unverified: rests on law or directory data that nobody verified", unverified


def _is_said(certainty: Certainty, texts: Sequence[str]) -> bool:
    """Tell whether a text ends in the mark of a certainty: `controller (implied)`, `(general rule, implied)`."""
    word = certainty_words(certainty).strip(" ()")
    return any(f"({word})" in text or f", {word})" in text for text in texts)
