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
from ropa.diagrams.text import clip, counted, listed, markup, wrap

#: The lid of a cylinder hangs into its text.
_ROOM = '<TR><TD HEIGHT="{height}"></TD></TR>'
_LID_PT = 8
#: How opaque the ground of words is: enough to read them over a line, and the line does not seem to end behind them.
_VEIL = "A0"
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
            found += wrap(detail, room.detail, 3)
    return found


def _centred(content: str, points: int) -> str:
    return f'<TR><TD><FONT POINT-SIZE="{points}">{content}</FONT></TD></TR>'


def line_label(edge: Edge, room: Room) -> str:
    """Return the categories of a line, one below the other on a ground of their own, then its notes and its word."""
    rows = [_row(said) for said in _label_lines(edge, room)]
    notes = edge.notes if edge.shown else ()
    rows += [_row(_said(line, "muted")) for note in notes for line in wrap(note, room.label, 2)]
    if edge.word:
        colour = line_style(edge.grade).ink
        rows += [_row(f"<B>{_said(line, colour)}</B>") for line in wrap(edge.word, room.label, 2)]
    pill = f'<TABLE {_PILL} BGCOLOR="{COLOURS["paper"].light}{_VEIL}">{"".join(rows)}</TABLE>'
    # A margin without ground: the line runs along the edge of its label and must not be hidden by it.
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="5" CELLSPACING="0"><TR><TD>{pill}</TD></TR></TABLE>'


def _label_lines(edge: Edge, room: Room) -> list[str]:
    """Return the first categories, each group followed by whom it is about, then how many are left.

    Whom a single category is about stands on the same line where there is room.
    """
    if not edge.shown:
        return [_said(line, "ink") for line in counts_of(edge)]
    most = left = min(edge.shown, room.shown)
    total = sum(len(group.items) for group in edge.groups)
    found: list[str] = []
    for group in edge.groups:
        shown = group.items[:left]
        if not shown:
            break
        left -= len(shown)
        for item in shown:
            # Only the name may be cut: the words behind it say how sure and how sensitive it is.
            first, *rest = wrap(clip(item.title, 2 * room.label) + item.marks, room.label, 6)
            found += [_said(first, "ink"), *(_said(line, "ink") for line in rest)]
        about = about_lines(group.subjects, room)
        if len(about) == 1 and len(shown) == 1 and len(shown[0].text) + len(about[0]) < room.label:
            found[-1] += "&#160;" + _said(about[0], "muted")
        else:
            found += [_said(line, "muted") for line in about]
    hidden = total - (most - left)
    return [*found, _said(f"+{hidden} more", "muted")] if hidden else found


def counts_of(edge: Edge) -> tuple[str, ...]:
    """Return how much a line carries, where it carries too much to be named, with the words of Articles 9 and 10."""
    items = [item for group in edge.groups for item in group.items]
    kinds = {item.title for item in items} - {NOT_STATED}
    marks = sorted({item.mark for item in items} - {""})
    data = f" · {counted(len(kinds), 'category', 'categories')} of data" if kinds else f" · {NOT_STATED}"
    return (f"{counted(len(edge.flows), 'flow')}{data}", *([f"with {listed(marks)}"] if marks else []))


def about_lines(subjects: Sequence[str], room: Room) -> tuple[str, ...]:
    """Return whom a line is about, on at most two lines; who has no room there is counted, not cut off."""
    for named in range(len(subjects), 0, -1):
        left = len(subjects) - named
        more = f" and {left} more" if left else ""
        names = ", ".join(subjects[:named]) if left else listed(subjects)
        lines = wrap(f"about {names}{more}", room.label, 9)
        if len(lines) <= 2:
            return lines
    more = f" and {len(subjects) - 1} more" if len(subjects) > 1 else ""
    return wrap(f"about {clip(subjects[0], room.label)}{more}", room.label, 3) if subjects else ()


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
