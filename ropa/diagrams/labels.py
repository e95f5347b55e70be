"""HTML-like labels for boxes, lines and the key; every text in them is escaped."""

from __future__ import annotations

from ropa.diagrams.base import Edge, Node, Relation, Scene, Shape, group_words
from ropa.diagrams.palette import (
    COLOURS,
    DETAIL_WIDTH,
    KEY_WIDTH,
    LINE_WIDTH,
    NODE_PT,
    NODE_WIDTH,
    SMALL_PT,
    line_style,
)
from ropa.diagrams.text import clip, listed, markup, wrap

#: The lid of a cylinder hangs into its text.
_ROOM = '<TR><TD HEIGHT="{height}"></TD></TR>'
_LID_PT = 8
_PILL = 'BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="0"'


def node_label(node: Node) -> str:
    """Return the title in bold over the short lines."""
    rows = [_centred(f"<B>{markup(line)}</B>", NODE_PT) for line in wrap(node.title, NODE_WIDTH, 4)]
    small = [line for detail in node.details for line in wrap(detail, DETAIL_WIDTH, 3)]
    if node.shape in (Shape.STORE, Shape.SYSTEM):
        rows.insert(0, _ROOM.format(height=_LID_PT * (2 if node.special else 1)))
    rows += [_centred(markup(line), SMALL_PT) for line in small]
    return f"<TABLE {_PILL}>{''.join(rows)}</TABLE>"


def _centred(content: str, points: int) -> str:
    return f'<TR><TD><FONT POINT-SIZE="{points}">{content}</FONT></TD></TR>'


def line_label(edge: Edge) -> str:
    """Return the categories of a line, one below the other on an opaque ground, then its notes and its word."""
    rows = [_row(said) for said in _label_lines(edge)]
    rows += [_row(_said(line, "muted")) for note in edge.notes for line in wrap(note, LINE_WIDTH, 2)]
    if edge.word:
        colour = line_style(edge.grade).ink
        rows += [_row(f"<B>{_said(line, colour)}</B>") for line in wrap(edge.word, LINE_WIDTH, 2)]
    pill = f'<TABLE {_PILL} BGCOLOR="{COLOURS["paper"].light}">{"".join(rows)}</TABLE>'
    # A margin without ground: the line runs along the edge of its label and must not be hidden by it.
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="5" CELLSPACING="0"><TR><TD>{pill}</TD></TR></TABLE>'


def _label_lines(edge: Edge) -> list[str]:
    """Return at most `shown` categories, each group followed by whom it is about, then how many are left.

    Whom a single category is about stands on the same line where there is room.
    """
    left = edge.shown
    total = sum(len(group.items) for group in edge.groups)
    found: list[str] = []
    for group in edge.groups:
        shown = group.items[:left]
        if not shown:
            break
        left -= len(shown)
        for item in shown:
            # Only the name may be cut: the words behind it say how sure and how sensitive it is.
            first, *rest = wrap(clip(item.title, LINE_WIDTH) + item.marks, LINE_WIDTH, 3)
            found += [_said(first, "ink"), *(_said(line, "ink") for line in rest)]
        about = f"about {listed(group.subjects)}" if group.subjects else ""
        if about and len(shown) == 1 and len(shown[0].text) + len(about) < LINE_WIDTH:
            found[-1] += "&#160;" + _said(about, "muted")
        elif about:
            found += [_said(line, "muted") for line in wrap(about, LINE_WIDTH, 2)]
    hidden = total - (edge.shown - left)
    return [*found, _said(f"+{hidden} more", "muted")] if hidden else found


def _said(text: str, colour: str) -> str:
    return f'<FONT COLOR="{COLOURS[colour].light}">{markup(text)}</FONT>'


def _row(content: str) -> str:
    return f'<TR><TD ALIGN="LEFT">{content}</TD></TR>'


def relation_label(relation: Relation) -> str:
    """Return the word of a line that is no flow."""
    return f'<TABLE {_PILL} BGCOLOR="{COLOURS["paper"].light}">{_row(_said(relation.word, "muted"))}</TABLE>'


def number_label(edge: Edge) -> str:
    """Return the number of a line in a bubble."""
    colour = COLOURS[line_style(edge.grade).colour].light
    return (
        f'<TABLE BORDER="1" CELLBORDER="0" CELLPADDING="2" CELLSPACING="0" STYLE="ROUNDED" COLOR="{colour}"'
        f' BGCOLOR="{COLOURS["paper"].light}"><TR><TD><B>{edge.number}</B></TD></TR></TABLE>'
    )


def key_table(scene: Scene) -> str:
    """Return the key of the numbers: who sends what to whom, and how it is graded."""
    names = {node.key: node.name for node in scene.nodes}
    rows = []
    for edge in scene.edges:
        ends = f"{clip(names[edge.source], KEY_WIDTH)} → {clip(names[edge.target], KEY_WIDTH)}"
        said = clip("; ".join((*map(group_words, edge.groups), *edge.notes)), 60)
        word = clip(edge.word, 2 * KEY_WIDTH)
        cells = (_key_cell(f"{edge.number}", "RIGHT"), _key_cell(ends), _key_cell(said))
        colour = COLOURS[line_style(edge.grade).ink].light
        graded = f'<FONT COLOR="{colour}"><B>{markup(word)}</B></FONT>' if word else " "
        rows.append(f'<TR>{"".join(cells)}<TD ALIGN="LEFT">{graded}</TD></TR>')
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="2">{"".join(rows)}</TABLE>'


def _key_cell(text: str, align: str = "LEFT") -> str:
    return f'<TD ALIGN="{align}"><FONT POINT-SIZE="{SMALL_PT}">{markup(text)}</FONT></TD>'
