"""A picture as Mermaid text, for places that draw it themselves (a README, a wiki).

Mermaid draws at most 500 lines and reads at most 50,000 characters under its default, safe settings, and shows either
as an error to the reader; so both are counted here. Every flow stands in a comment before the line that carries it,
or, where their names would be too much text, how many there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ropa.diagrams.base import (
    SLICING,
    Boundary,
    Edge,
    Labels,
    LegendEntry,
    Node,
    Picture,
    Place,
    Scene,
    Shape,
    group_words,
)
from ropa.diagrams.dot import areas
from ropa.diagrams.labels import counts_of, small_lines
from ropa.diagrams.palette import COLOURS, EITHER_PAGE, KEY_WIDTH, Room, line_style
from ropa.diagrams.shown import about, shown_of
from ropa.diagrams.text import clean, clip, counted, wrap
from ropa.errors import RenderError
from ropa.transfers.base import Grade

#: What Mermaid's default settings allow (`maxEdges`, `maxTextSize`).
MAX_LINES = 500
MAX_CHARACTERS = 50_000

#: Characters that neither Mermaid's grammar nor its directives, entities or Markdown give a meaning to.
_PLAIN = re.compile(r"[^0-9A-Za-z ,.()/+'\-\u00a0-\U0010ffff]")
#: Descriptions know no entities, so what would have a meaning there gets its full-width twin.
_FULL_WIDTH = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in '#%{}<>;\\"`&'})
#: Room for a second line in the title of an area, and for the words of caption and legend.
_SETTINGS = ("config:", "  flowchart:", "    wrappingWidth: 340", "    subGraphTitleMargin: {top: 4, bottom: 22}")
_AREA_FILL = {0: "home-area", 1: "inside-area", 2: "inside-area"}
_BRACKETS = {
    Shape.SUBJECT: ("[[", "]]"),
    Shape.OWN: ("(", ")"),
    Shape.UNIT: ("(", ")"),
    Shape.STORE: ("[(", ")]"),
    Shape.SYSTEM: ("[(", ")]"),
    Shape.GROUP: ("[[", "]]"),
}
_NODE_COLOURS = {
    Shape.SUBJECT: ("subject-fill", "subject-line", ""),
    Shape.OWN: ("own-fill", "blue", ""),
    Shape.UNIT: ("own-fill", "blue", ""),
    Shape.STORE: ("system-fill", "system-line", ""),
    Shape.SYSTEM: ("recipient-fill", "recipient-line", ""),
    Shape.RECIPIENT: ("recipient-fill", "recipient-line", ""),
    Shape.CATEGORY: ("recipient-fill", "recipient-line", ",stroke-dasharray:5 4"),
    Shape.GROUP: ("recipient-fill", "recipient-line", ""),
}
_DASHES = {"dashed": ",stroke-dasharray:7 5", "dotted": ",stroke-dasharray:2 5"}


def write_mermaid(picture: Picture) -> str:
    """Return a picture as Mermaid text: with words on the lines where there is room, else with numbers and a key.

    Raises:
        RenderError: more lines or more text than Mermaid draws, however it is written.
    """
    scene = picture.scene
    lines = len(scene.edges) + len(scene.relations)
    if lines > MAX_LINES:
        raise RenderError(
            f"Mermaid draws at most {MAX_LINES} lines, and this picture has {lines}. Draw a part of it ({SLICING}), or "
            "choose another format."
        )
    for names_flows in (True, False):
        for rung in picture.rungs:
            text = "\n".join([*_head(picture), *_body(scene, rung.labels, names_flows=names_flows), ""])
            if len(text) <= MAX_CHARACTERS:
                return text
    raise RenderError(
        f"Mermaid reads at most {MAX_CHARACTERS:,} characters, and this picture has more. Draw a part of it "
        f"({SLICING}), or choose another format."
    )


def _head(picture: Picture) -> Iterator[str]:
    yield "---"
    yield f"title: {_yaml(picture.title)}"
    yield from _SETTINGS
    yield "---"
    yield "flowchart LR"
    yield f"  accTitle: {_described(picture.title)}"
    yield f"  accDescr: {_described(picture.description)}"


def _body(scene: Scene, labels: Labels, *, names_flows: bool) -> Iterator[str]:
    yield f'  caption["{_lines(scene.caption.lines)}"]:::words'
    for place, parts in areas(scene.nodes):
        yield from _place(place, parts, scene.room)
    boxes = {node.key: _id(node.id) for node in scene.nodes}
    for edge in scene.edges:
        # A comment that begins with a brace would be read as a directive; these begin with a word.
        ids = _json([list(flow) for flow in edge.flows])
        yield f"  %% flows {ids}" if names_flows else f"  %% {counted(len(edge.flows), 'flow')}"
        yield f"  {boxes[edge.source]} {_arrow(edge, labels, scene.room)} {boxes[edge.target]}"
    for relation in scene.relations:
        yield f'  {boxes[relation.source]} -. "{_text(relation.word)}" .- {boxes[relation.target]}'
    yield from _legend(scene.legend)
    if labels is Labels.NUMBERS and scene.edges:
        yield f'  key["{_lines(_key(scene))}"]:::words'
    yield from _styles(scene)


def _place(place: Place | None, parts: list[tuple[Boundary | None, list[Node]]], room: Room) -> Iterator[str]:
    inside = [line for boundary, nodes in parts for line in _part(boundary, nodes, room)]
    if place is None:
        yield from inside
        return
    yield f'  subgraph {_id(place.id)}["<b>{_text(place.title)}</b><br/>{_text(place.status)}"]'
    yield from ("  " + line for line in inside)
    yield "  end"


def _area(place: Place) -> str:
    """Return the class of a place: home, inside the area or adequate, outside it, or not recorded."""
    return _AREA_FILL.get(place.order, "outside-area") if place.is_recorded else "unrecorded"


def _part(boundary: Boundary | None, nodes: list[Node], room: Room) -> Iterator[str]:
    lines = [_node(node, room) for node in nodes]
    if boundary is None:
        yield from lines
        return
    yield f'  subgraph {_id(boundary.id)}["<b>{_text(boundary.title)}</b><br/>{_text(boundary.status)}"]'
    yield from ("  " + line for line in lines)
    yield "  end"


def _node(node: Node, room: Room) -> str:
    left, right = _BRACKETS.get(node.shape, ("[", "]"))
    title = "<br/>".join(f"<b>{_text(line)}</b>" for line in wrap(node.title, room.title, 4))
    small = _lines(small_lines(node, room))
    text = f"{title}<br/>{small}" if small else title
    return f'  {_id(node.id)}{left}"{text}"{right}:::{node.shape.value}'


def _arrow(edge: Edge, labels: Labels, room: Room) -> str:
    # Mermaid has no open arrowhead: a circle stands for what nobody stated outright.
    head = ">" if edge.stated else "o"
    if labels is Labels.NONE:
        return f"--{head}"
    if labels is Labels.NUMBERS:
        return f'-- "{edge.number}" --{head}'
    return f'-- "{_lines(_said(edge, room))}" --{head}'


def _said(edge: Edge, room: Room) -> Iterator[str]:
    if not edge.shown:
        yield from (*counts_of(edge), *([edge.word] if edge.word else []))
        return
    shown = shown_of(edge, room)
    for group in shown.groups:
        yield from (f"{clip(item.title, 2 * room.label)}{item.marks}" for item in group.items)
        if group.subjects:
            yield " ".join(about(group.subjects, room).lines)
    yield from shown.rest
    yield from (clip(note, 2 * room.label) for note in edge.notes)
    if edge.word:
        yield edge.word


def _key(scene: Scene) -> Iterator[str]:
    names = {node.key: node.name for node in scene.nodes}
    for edge in scene.edges:
        said = clip("; ".join((*map(group_words, edge.groups), *edge.notes)), 60)
        ends = f"{clip(names[edge.source], KEY_WIDTH)} to {clip(names[edge.target], KEY_WIDTH)}"
        yield f"{edge.number}: {ends}: {said}{f' ({edge.word})' if edge.word else ''}"


def _legend(entries: tuple[LegendEntry, ...]) -> Iterator[str]:
    """Yield the legend as one box of words: samples of lines would count as lines, and boxes have one outline."""
    words = [
        _named(entry) if entry.sample else entry.text.replace("open arrowhead", "circle at the end")
        for entry in entries
        if not entry.text.startswith("additional outline")
    ]
    if words:
        yield f'  legend["{_lines(words)}"]:::words'


def _named(entry: LegendEntry) -> str:
    kind, _, value = entry.sample.partition(":")
    if kind == "node":
        return f"{_SHAPE_WORDS[Shape(value)]}: {entry.text}"
    if kind == "relation":
        return f"line without arrow: {entry.text}"
    style = line_style(Grade(value) if value else None)
    return f"{_COLOUR_WORDS[style.colour]} {style.dash} line: {entry.text}"


_SHAPE_WORDS = {
    Shape.SUBJECT: "yellow box with double sides",
    Shape.OWN: "blue rounded box",
    Shape.UNIT: "blue rounded box",
    Shape.STORE: "green cylinder",
    Shape.SYSTEM: "orange cylinder",
    Shape.RECIPIENT: "orange box",
    Shape.CATEGORY: "orange dashed box",
    Shape.GROUP: "orange box with double sides",
}
_COLOUR_WORDS = {"plain": "grey", "blue": "blue", "amber": "amber", "red": "red", "violet": "violet"}


def _styles(scene: Scene) -> Iterator[str]:
    """Yield the colours; each is given with its ink, so that a dark page leaves it readable."""
    ink = COLOURS["ink"].light
    shapes = {node.shape for node in scene.nodes}
    for shape in (shape for shape in Shape if shape in shapes):
        fill, line, more = _NODE_COLOURS[shape]
        colours = f"fill:{COLOURS[fill].light},stroke:{COLOURS[line].light},color:{ink}"
        yield f"  classDef {shape.value} {colours}{more}"
    yield from _area_styles(scene, ink)
    paper, border = COLOURS["paper"].light, COLOURS["area-line"].light
    yield f"  classDef words fill:{paper},stroke:{border},color:{ink},text-align:left"
    by_style: dict[str, list[str]] = {}
    for number, edge in enumerate(scene.edges):
        style = line_style(edge.grade)
        said = f"stroke:{EITHER_PAGE[style.colour]},stroke-width:{style.width}px{_DASHES.get(style.dash, '')}"
        by_style.setdefault(said, []).append(str(number))
    for said, numbers in sorted(by_style.items()):
        yield f"  linkStyle {','.join(numbers)} {said}"


def _area_styles(scene: Scene, ink: str) -> Iterator[str]:
    used: dict[str, set[str]] = {}
    for node in scene.nodes:
        if node.place is not None:
            used.setdefault(_area(node.place), set()).add(_id(node.place.id))
        if node.boundary is not None:
            used.setdefault("party", set()).add(_id(node.boundary.id))
    for name in sorted(used):
        fill, line, dash = {
            "party": ("paper", "blue", ""),
            "unrecorded": ("outside-area", "area-line", ",stroke-dasharray:2 5"),
        }.get(name, (name, "area-line", ",stroke-dasharray:7 5"))
        yield f"  classDef {name} fill:{COLOURS[fill].light},stroke:{COLOURS[line].light},color:{ink}{dash}"
        yield f"  class {','.join(sorted(used[name]))} {name}"


def _id(identity: str) -> str:
    """Return an id that Mermaid reads as one: two hyphens in a row would begin a line."""
    return identity.replace("--", "_")


def _lines(texts: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return "<br/>".join(_text(text) for text in texts)


def _text(text: str) -> str:
    """Return text for a quoted label: everything that could mean something is written by number."""
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", clean(text))


def _described(text: str) -> str:
    return clean(text).translate(_FULL_WIDTH)


def _yaml(text: str) -> str:
    safe = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[%{}<>#;]", lambda found: f"\\u{ord(found[0]):04x}", safe) + '"'


def _json(value: object) -> str:
    """Return a value as JSON without anything that Mermaid looks for outside of comments as well."""
    return re.sub(r"[%{}#;<>]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value))
