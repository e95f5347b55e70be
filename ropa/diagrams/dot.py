"""A scene as DOT text: sorted statements, everything escaped, no layout program needed.

Three ways to label the lines exist, and each can be laid out by either ranking of `dot`: labelled lines between
clusters make the default ranking fail or lose lines now and then, so a picture carries plainer versions of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ropa.diagrams.base import Edge, Labels, Node, Place, Scene, Shape
from ropa.diagrams.header import header
from ropa.diagrams.labels import key_table, line_label, node_label, number_label
from ropa.diagrams.palette import CAPTION_PT, COLOURS, LAYOUT_FONT, NODE_PT, SMALL_PT, line_style
from ropa.diagrams.text import as_attribute, clean, clip, markup, quoted

_NODE_STYLE = {
    Shape.SUBJECT: ("box", "filled", "subject-fill", "subject-line"),
    Shape.OWN: ("box", "rounded,filled", "own-fill", "blue"),
    Shape.SYSTEM: ("cylinder", "filled", "system-fill", "system-line"),
    Shape.RECIPIENT: ("box", "filled", "recipient-fill", "recipient-line"),
    Shape.CATEGORY: ("box", "filled,dashed", "recipient-fill", "recipient-line"),
}
#: Characters of a tooltip; Graphviz reads no string of more than 16384 in one piece.
_MAX_TOOLTIP = 4000
_AREA_FILL = {0: "home-area", 1: "inside-area", 2: "inside-area"}


def write_dot(scene: Scene, *, labels: Labels, newrank: bool) -> str:
    """Return the DOT text of a scene."""
    lines = [*_comments(scene), "digraph ropa {", *_defaults(scene, newrank=newrank)]
    lines += [_node(node) for node in scene.nodes if node.place is None]
    for place in _places(scene.nodes):
        lines += _cluster(place, [node for node in scene.nodes if node.place == place])
    nodes = {node.key: node for node in scene.nodes}
    lines += [_edge(edge, nodes[edge.source], nodes[edge.target], labels) for edge in scene.edges]
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
    yield (
        f'  graph [rankdir=LR, nodesep=0.35, ranksep=0.75, pad=0.3, bgcolor="{COLOURS["paper"].light}",'
        f" outputorder=edgesfirst, labelloc=t, labeljust=l, {font}, fontsize={SMALL_PT}];"
    )
    if newrank:
        yield "  graph [newrank=true];"
    yield f'  node [shape=box, margin="0.14,0.08", {font}, fontsize={NODE_PT}];'
    yield f"  edge [{font}, fontsize={SMALL_PT}, arrowsize=0.8];"
    yield f"  label=<{header(scene)}>;"


def _places(nodes: Sequence[Node]) -> list[Place]:
    return sorted({node.place for node in nodes if node.place is not None}, key=lambda p: (p.order, p.title, p.key))


def _cluster(place: Place, nodes: Sequence[Node]) -> list[str]:
    fill = COLOURS[_AREA_FILL.get(place.order, "outside-area")].light
    style = "rounded,filled,dotted" if place.order == 5 else "rounded,filled,dashed"
    caption = (
        f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="1"><TR><TD ALIGN="LEFT">'
        f'<FONT POINT-SIZE="{CAPTION_PT}"><B>{markup(place.title)}</B></FONT></TD></TR>'
        f'<TR><TD ALIGN="LEFT"><FONT POINT-SIZE="{SMALL_PT}">{markup(place.status)}</FONT></TD></TR></TABLE>'
    )
    return [
        f'  subgraph "cluster_{place.id}" {{',
        f'    id="{place.id}"; class="place"; margin=14; labeljust=l; style="{style}";',
        f'    color="{COLOURS["area-line"].light}"; fillcolor="{fill}"; label=<{caption}>;',
        *("  " + _node(node) for node in nodes),
        "  }",
    ]


def _node(node: Node) -> str:
    shape, style, fill, line = _NODE_STYLE[node.shape]
    outlines = (2 if node.shape is Shape.SUBJECT else 1) + node.special
    return (
        f'  "{node.id}" [id="{node.id}", class="{node.shape.value}", shape={shape}, style="{style}",'
        f' fillcolor="{COLOURS[fill].light}", color="{COLOURS[line].light}", peripheries={outlines},'
        f" tooltip={_tooltip(node.sentence)}, label=<{node_label(node)}>];"
    )


def _edge(edge: Edge, source: Node, target: Node, labels: Labels) -> str:
    style = line_style(edge.grade)
    colour = COLOURS[style.colour].light
    head = "normal" if edge.stated else "empty"
    # A line against the reading direction is written the other way round with its arrow at the tail: the columns stay.
    backwards = source.shape.layer > target.shape.layer
    ends = (target.id, source.id) if backwards else (source.id, target.id)
    arrow = f"dir=back, arrowtail={head}" if backwards else f"arrowhead={head}"
    label = {Labels.WORDS: line_label, Labels.NUMBERS: number_label}.get(labels)
    shown = f", label=<{label(edge)}>" if label is not None else ""
    grade = "not-graded" if edge.grade is None else edge.grade.value
    return (
        f'  "{ends[0]}" -> "{ends[1]}" [id="{edge.id}", class="grade-{grade}", {arrow},'
        f' color="{colour}", style="{style.dash}", penwidth={style.width}, tooltip={_tooltip(edge.sentence)},'
        f" flows={as_attribute([list(flow) for flow in edge.flows])}{shown}];"
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
    """Return the key of the numbers as a box on the right, kept there by invisible lines from everything else."""
    return [
        f'  "key" [id="key", class="key", shape=plain, label=<{key_table(scene)}>];',
        *(f'  "{node.id}" -> "key" [style=invis, weight=0];' for node in scene.nodes),
    ]
