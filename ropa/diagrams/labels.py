"""HTML-like labels for boxes, lines and the key; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.base import Edge, Node, Relation, Scene, Shape, group_words
from ropa.diagrams.items import NOT_STATED
from ropa.diagrams.palette import (
    COLOURS,
    KEY_WIDTH,
    NODE_PT,
    SMALL_PT,
    Room,
    line_style,
)
from ropa.diagrams.shown import about, shown_of
from ropa.diagrams.text import clip, counted, listed, markup, wrap

#: The lid of a cylinder hangs into its text.
_ROOM = '<TR><TD HEIGHT="{height}"></TD></TR>'
_LID_PT = 8
#: How opaque the ground of words is: enough to read them over a line, and the line does not seem to end behind them.
_VEIL = "A0"
#: Lines that a note or a short line of a box may take: statements are not cut, only names without an end.
_WHOLE = 7
_PILL = 'BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="0"'


def node_label(node: Node, room: Room) -> str:
    """Return the title in bold over the short lines."""
    rows = [_centred(f"<B>{markup(line)}</B>", NODE_PT) for line in wrap(node.title, room.title, 4)]
    small = small_lines(node, room)
    if node.shape in (Shape.STORE, Shape.SYSTEM):
        rows.insert(0, _ROOM.format(height=_LID_PT * (2 if node.special else 1)))
    rows += [_centred(markup(line), SMALL_PT) for line in small]
    return f"<TABLE {_PILL}>{''.join(rows)}</TABLE>"


def small_lines(node: Node, room: Room) -> list[str]:
    """Return the short lines of a box, wrapped; beside each other where the room is short."""
    found: list[str] = []
    for detail in node.details:
        joined = f"{found[-1]} · {detail}" if found else detail
        if room.joins and found and len(joined) <= room.detail:
            found[-1] = joined
        else:
            found += wrap(detail, room.detail, _WHOLE)
    return found


def _centred(content: str, points: int) -> str:
    return f'<TR><TD><FONT POINT-SIZE="{points}">{content}</FONT></TD></TR>'


def line_label(edge: Edge, room: Room) -> str:
    """Return the categories of a line, one below the other on a ground of their own, then its notes and its word."""
    rows = [_row(said) for said in _label_lines(edge, room)]
    notes = edge.notes if edge.shown else ()
    rows += [_row(_said(line, "muted")) for note in notes for line in wrap(note, room.label, _WHOLE)]
    if edge.word:
        colour = line_style(edge.grade).ink
        rows += [_row(f"<B>{_said(line, colour)}</B>") for line in wrap(edge.word, room.label, _WHOLE)]
    pill = f'<TABLE {_PILL} BGCOLOR="{COLOURS["paper"].light}{_VEIL}">{"".join(rows)}</TABLE>'
    # A margin without ground: the line runs along the edge of its label and must not be hidden by it.
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="5" CELLSPACING="0"><TR><TD>{pill}</TD></TR></TABLE>'


def _label_lines(edge: Edge, room: Room) -> list[str]:
    """Return the first categories, each group followed by whom it is about, then how many more there are.

    Whom a single category is about stands on the same line where there is room.
    """
    if not edge.shown:
        return [_said(line, "ink") for line in counts_of(edge)]
    shown = shown_of(edge, room)
    found: list[str] = []
    for group in shown.groups:
        for item in group.items:
            # Only the name may be cut: the words behind it say how sure and how sensitive it is.
            first, *rest = wrap(clip(item.title, 2 * room.label) + item.marks, room.label, 6)
            found += [_said(first, "ink"), *(_said(line, "ink") for line in rest)]
        whom = about(group.subjects, room).lines
        if len(whom) == 1 and len(group.items) == 1 and len(group.items[0].text) + len(whom[0]) < room.label:
            found[-1] += "&#160;" + _said(whom[0], "muted")
        else:
            found += [_said(line, "muted") for line in whom]
    return [*found, *(_said(line, "muted") for text in shown.rest for line in wrap(text, room.label))]


def counts_of(edge: Edge) -> tuple[str, ...]:
    """Return how much a line carries, where it carries too much to be named, with the words of Articles 9 and 10."""
    items = [item for group in edge.groups for item in group.items]
    kinds = {item.title for item in items} - {NOT_STATED}
    marks = sorted({item.mark for item in items} - {""})
    data = f" · {counted(len(kinds), 'category', 'categories')} of data" if kinds else f" · {NOT_STATED}"
    return (f"{counted(len(edge.flows), 'flow')}{data}", *([f"with {listed(marks)}"] if marks else []))


def _said(text: str, colour: str) -> str:
    return f'<FONT COLOR="{COLOURS[colour].light}">{markup(text)}</FONT>'


def _row(content: str) -> str:
    return f'<TR><TD ALIGN="LEFT">{content}</TD></TR>'


def relation_label(relation: Relation) -> str:
    """Return the word of a line that is no flow."""
    return f'<TABLE {_PILL} BGCOLOR="{COLOURS["paper"].light}{_VEIL}">{_row(_said(relation.word, "muted"))}</TABLE>'


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
        said = "; ".join((*map(group_words, edge.groups), *edge.notes))
        cells = (
            _key_cell((f"{edge.number}",), "RIGHT"),
            _key_cell(wrap(f"{names[edge.source]} → {names[edge.target]}", KEY_WIDTH, 3)),
            _key_cell(wrap(said, 2 * KEY_WIDTH, _WHOLE)),
        )
        colour = COLOURS[line_style(edge.grade).ink].light
        word = '<BR ALIGN="LEFT"/>'.join(map(markup, wrap(edge.word, KEY_WIDTH)))
        graded = f'<FONT COLOR="{colour}"><B>{word}</B></FONT>' if word else " "
        rows.append(f'<TR>{"".join(cells)}<TD ALIGN="LEFT">{graded}</TD></TR>')
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="2">{"".join(rows)}</TABLE>'


def _key_cell(lines: Sequence[str], align: str = "LEFT") -> str:
    text = '<BR ALIGN="LEFT"/>'.join(map(markup, lines)) + ('<BR ALIGN="LEFT"/>' if len(lines) > 1 else "")
    return f'<TD ALIGN="{align}" VALIGN="TOP"><FONT POINT-SIZE="{SMALL_PT}">{text}</FONT></TD>'
