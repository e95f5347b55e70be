"""A scene as DOT text: sorted statements, everything escaped, no layout program needed.

Three ways to label the lines exist, and each can be laid out by either ranking of `dot`: labelled lines between
clusters make the default ranking fail or lose lines now and then, so a picture carries plainer versions of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ropa.diagrams.base import Boundary, Edge, Labels, Node, Place, Relation, Scene, Shape
from ropa.diagrams.header import header
from ropa.diagrams.labels import key_table, line_label, node_label, number_label, relation_label
from ropa.diagrams.palette import AREA_WIDTH, CAPTION_PT, COLOURS, LAYOUT_FONT, NODE_PT, SMALL_PT, Room, line_style
from ropa.diagrams.text import as_attribute, clean, clip, markup, quoted, wrap

_NODE_STYLE = {
    Shape.SUBJECT: ("box", "filled", "subject-fill", "subject-line"),
    Shape.OWN: ("box", "rounded,filled", "own-fill", "blue"),
    Shape.UNIT: ("box", "rounded,filled", "own-fill", "blue"),
    Shape.STORE: ("cylinder", "filled", "system-fill", "system-line"),
    Shape.SYSTEM: ("cylinder", "filled", "recipient-fill", "recipient-line"),
    Shape.RECIPIENT: ("box", "filled", "recipient-fill", "recipient-line"),
    Shape.CATEGORY: ("box", "filled,dashed", "recipient-fill", "recipient-line"),
    Shape.GROUP: ("box3d", "filled", "recipient-fill", "recipient-line"),
}
#: Characters of a tooltip; Graphviz reads no string of more than 16384 in one piece.
_MAX_TOOLTIP = 4000
#: How opaque the ground of a name is: the name is what counts there.
_VEIL = "E0"
_AREA_FILL = {0: "home-area", 1: "inside-area", 2: "inside-area"}


def write_dot(scene: Scene, *, labels: Labels, newrank: bool) -> str:
    """Return the DOT text of a scene."""
    lines = [*_comments(scene), "digraph ropa {", *_defaults(scene, newrank=newrank)]
    for place, parts in areas(scene.nodes):
        found = [line for boundary, members in parts for line in _part(boundary, members, scene.room)]
        lines += found if place is None else _cluster(place, found)
    nodes = {node.key: node for node in scene.nodes}
    lines += [_edge(edge, nodes[edge.source], nodes[edge.target], labels, scene.room) for edge in scene.edges]
    lines += [_relation(relation, nodes, labels) for relation in scene.relations]
    lines += _scaffold(scene)
    if labels is Labels.NUMBERS and scene.edges:
        lines += _key(scene)
    return "\n".join([*lines, "}", ""])


def _comments(scene: Scene) -> Iterator[str]:
    yield f"// {markup(scene.caption.title)}"
    for line in scene.caption.lines:
        yield f"// {markup(line)}"


def _defaults(scene: Scene, *, newrank: bool) -> Iterator[str]:
    ink = COLOURS["ink"].light
    font = f'fontname="{LAYOUT_FONT}", fontcolor="{ink}"'
    # Inside a border, closer boxes leave labels on the name of the border.
    has_border = any(node.boundary is not None for node in scene.nodes)
    apart = scene.room.apart_in_border if has_border else scene.room.apart
    yield (
        f'  graph [rankdir=LR, nodesep={apart}, ranksep=0.75, pad=0.3, bgcolor="{COLOURS["paper"].light}",'
        f" outputorder=edgesfirst, labelloc=t, labeljust=l, {font}, fontsize={SMALL_PT}];"
    )
    if newrank:
        yield "  graph [newrank=true];"
    yield f'  node [shape=box, margin="0.14,0.08", {font}, fontsize={NODE_PT}];'
    yield f"  edge [{font}, fontsize={SMALL_PT}, arrowsize=0.8];"
    yield f"  label=<{header(scene)}>;"


def areas(
    nodes: Sequence[Node],
) -> list[tuple[Place | None, list[tuple[Boundary | None, list[Node]]]]]:
    """Return the boxes by place (none first, then home to not recorded), and in each by border (none first)."""

    def of_place(place: Place | None) -> tuple[int, str, str]:
        return (-1, "", "") if place is None else (place.order, place.title, place.key)

    found: list[tuple[Place | None, list[tuple[Boundary | None, list[Node]]]]] = []
    for place in sorted({node.place for node in nodes}, key=of_place):
        here = [node for node in nodes if node.place == place]
        borders = sorted({node.boundary for node in here}, key=lambda border: border.key if border else "")
        found.append((place, [(border, [node for node in here if node.boundary == border]) for border in borders]))
    return found


def _part(boundary: Boundary | None, nodes: Sequence[Node], room: Room) -> list[str]:
    lines = [_node(node, room) for node in nodes]
    if boundary is None:
        return lines
    own = any(node.shape.layer == 1 for node in nodes)
    colour = COLOURS["blue" if own else "recipient-line"].light
    return [
        f'  subgraph "cluster_{boundary.id}" {{',
        f'    id="{boundary.id}"; class="party"; margin=14; labeljust=l; style="rounded"; penwidth=0.7;',
        f'    color="{colour}"; label=<{_area_label(boundary.title, boundary.status, "paper")}>;',
        *("  " + line for line in lines),
        "  }",
    ]


def _cluster(place: Place, lines: Sequence[str]) -> list[str]:
    fill = _AREA_FILL.get(place.order, "outside-area")
    style = "rounded,filled,dashed" if place.is_recorded else "rounded,filled,dotted"
    return [
        f'  subgraph "cluster_{place.id}" {{',
        f'    id="{place.id}"; class="place"; margin=14; labeljust=l; style="{style}";',
        f'    color="{COLOURS["area-line"].light}"; fillcolor="{COLOURS[fill].light}";'
        f" label=<{_area_label(place.title, place.status, fill)}>;",
        *("  " + line for line in lines),
        "  }",
    ]


def _area_label(title: str, status: str, fill: str) -> str:
    """Return the name of a place over its status, on a ground of the place's own colour: a line behind is but seen."""
    rows = [f"<B>{markup(line)}</B>" for line in wrap(title, AREA_WIDTH, 2)]
    cells = [(CAPTION_PT, row) for row in rows]
    cells += [(SMALL_PT, markup(line)) for line in wrap(status.replace(" · ", "\u00a0· "), AREA_WIDTH, 3)]
    table = "".join(
        f'<TR><TD ALIGN="LEFT"><FONT POINT-SIZE="{size}">{content}</FONT></TD></TR>' for size, content in cells
    )
    ground = f'BGCOLOR="{COLOURS[fill].light}{_VEIL}"'
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="1" {ground}>{table}</TABLE>'


def _node(node: Node, room: Room) -> str:
    shape, style, fill, line = _NODE_STYLE[node.shape]
    outlines = (2 if node.shape is Shape.SUBJECT else 1) + node.special
    return (
        f'  "{node.id}" [id="{node.id}", class="{node.shape.value}", shape={shape}, style="{style}",'
        f' fillcolor="{COLOURS[fill].light}", color="{COLOURS[line].light}", peripheries={outlines},'
        f" tooltip={_tooltip(node.sentence)}, label=<{node_label(node, room)}>];"
    )


def _edge(edge: Edge, source: Node, target: Node, labels: Labels, room: Room) -> str:
    style = line_style(edge.grade)
    colour = COLOURS[style.colour].light
    head = "normal" if edge.stated else "empty"
    # A line against the reading direction is written the other way round with its arrow at the tail: the columns stay.
    backwards = source.shape.layer > target.shape.layer
    ends = (target.id, source.id) if backwards else (source.id, target.id)
    arrow = f"dir=back, arrowtail={head}" if backwards else f"arrowhead={head}"
    label = {Labels.WORDS: line_label(edge, room), Labels.NUMBERS: number_label(edge)}.get(labels, "")
    shown = f", label=<{label}>" if label else ""
    grade = "not-graded" if edge.grade is None else edge.grade.value
    return (
        f'  "{ends[0]}" -> "{ends[1]}" [id="{edge.id}", class="grade-{grade}", {arrow},'
        f' color="{colour}", style="{style.dash}", penwidth={style.width}, tooltip={_tooltip(edge.sentence)},'
        f" flows={as_attribute([list(flow) for flow in edge.flows])}{shown}];"
    )


def _relation(relation: Relation, nodes: Mapping[str, Node], labels: Labels) -> str:
    source, target = nodes[relation.source], nodes[relation.target]
    shown = "" if labels is Labels.NONE else f", label=<{relation_label(relation)}>"
    return (
        f'  "{source.id}" -> "{target.id}" [id="{relation.id}", class="relation", dir=none, color='
        f'"{COLOURS["area-line"].light}", style="dashed", penwidth=0.9, tooltip={_tooltip(relation.sentence)}{shown}];'
    )


def _tooltip(sentence: str) -> str:
    """Return a tooltip that Graphviz can read: its reader gives up on longer ones. The SVG gets the whole sentence."""
    return quoted(clip(clean(sentence), _MAX_TOOLTIP))


def _scaffold(scene: Scene) -> list[str]:
    """Return invisible lines that keep people left and the outside right of the organisation."""
    linked = {frozenset((edge.source, edge.target)) for edge in scene.edges}
    outside = {node.key for node in scene.nodes if node.shape.layer == 2}
    onward = {end for line in linked if line <= outside for end in line}
    found: list[str] = []
    for centre in (node for node in scene.nodes if node.shape is Shape.OWN):
        for node in scene.nodes:
            if node is centre or frozenset((node.key, centre.key)) in linked or node.key in onward:
                continue
            ends = (node.id, centre.id) if node.shape.layer == 0 else (centre.id, node.id)
            found.append(f'  "{ends[0]}" -> "{ends[1]}" [style=invis];')
    return found


def _key(scene: Scene) -> list[str]:
    """Return the key of the numbers as a box on the right, kept there by invisible lines from where lines end.

    From every box they would push all the others apart on their way.
    """
    nodes = {node.key: node for node in scene.nodes}
    lines = [(nodes[edge.source], nodes[edge.target]) for edge in scene.edges]
    begins = {(target if source.shape.layer > target.shape.layer else source).key for source, target in lines}
    begins |= {relation.source for relation in scene.relations}
    last = [node for node in scene.nodes if node.key not in begins] or scene.nodes
    return [
        f'  "key" [id="key", class="key", shape=plain, label=<{key_table(scene)}>];',
        *(f'  "{node.id}" -> "key" [style=invis];' for node in last),
    ]
