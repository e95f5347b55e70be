"""From a view to a picture: choose the flows, fold them into lines, count, describe, write; whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ropa.diagrams.base import SLICING, FlowId, Labels, Picture, Rung, Scene, Undrawn
from ropa.diagrams.boxes import Level
from ropa.diagrams.caption import Drawn, caption, description
from ropa.diagrams.dot import write_dot
from ropa.diagrams.edges import build_edges
from ropa.diagrams.fold import UNCLEAR, Folded, fold
from ropa.diagrams.legend import build_legend
from ropa.diagrams.nodes import build_nodes
from ropa.diagrams.palette import room_for
from ropa.diagrams.scope import EVERYTHING, Scope
from ropa.diagrams.shown import Shown, people_named, people_of, shown_of
from ropa.diagrams.text import counted
from ropa.diagrams.view import Case, View, by_flow
from ropa.errors import RenderError
from ropa.questions import Context
from ropa.transfers.base import Transfer

#: Lines up to which words stand on them (and down to which is put together what exceeds the next number), up to which
#: numbers do, and beyond which no picture is made unasked.
WORDS_UP_TO = 40
NUMBERS_UP_TO = 120
MAX_EDGES = 300


def draw(
    view: View,
    context: Context,
    *,
    transfers: Sequence[Transfer],
    scope: Scope = EVERYTHING,
    max_edges: int | None = None,
) -> Picture:
    """Return a picture of a register.

    Args:
        context: the register, and the law of the day which decides the status of countries.
        transfers: the graded flows of that day; a flow without a grade is drawn as "not graded".
        max_edges: lines up to which nothing is put together and beyond which the picture is refused; None for
            `NUMBERS_UP_TO` (put together until `WORDS_UP_TO` are left) and `MAX_EDGES`.

    Raises:
        UsageError: the view needs something that the scope does not say.
        RenderError: too many lines however much is put together, or a flow that would not be in the picture.
    """
    case = Case(context, by_flow(transfers), scope)
    view.check(case)
    most, target = (NUMBERS_UP_TO, WORDS_UP_TO) if max_edges is None else (max_edges, max_edges)
    folded = fold(case, view, most=most, target=target)
    limit = MAX_EDGES if max_edges is None else max_edges
    if len(folded.lines) > limit:
        raise RenderError(_too_many(view, folded, limit))
    return _picture(case, view, folded)


def _picture(case: Case, view: View, folded: Folded) -> Picture:
    nodes = build_nodes(case, view, folded.lines, folded.level)
    edges = build_edges(case, view, folded.lines, nodes)
    undrawn = _undrawn(case, folded)
    flows = _drawn(case, [flow for edge in edges for flow in edge.flows], undrawn)
    relations = view.relations(case, folded.lines, frozenset(node.key for node in nodes))
    room = room_for(lines=len(edges) + len(relations), boxes=len(nodes))
    has_words = len(edges) <= WORDS_UP_TO
    named = people_named(edges, room) if has_words else people_of(edges)
    drawn = Drawn(nodes, edges, flows, undrawn, _folding(folded), named)
    own_alone = view.is_detailed and not view.has_home and folded.level < Level.ORGANISATIONS
    words = caption(case, view, drawn)
    in_full = [Shown(edge.groups, ()) for edge in edges]
    labels = [shown_of(edge, room) for edge in edges]
    legends = [
        build_legend(nodes, edges, relations, own_alone=own_alone, shown=shown, caption=words.lines)
        for shown in (labels if has_words else in_full, in_full)
    ]
    scene = Scene(words, nodes, edges, legends[0], relations)
    return Picture(
        view=view.name,
        title=scene.caption.title,
        description=description(case, scene, drawn),
        scene=scene,
        rungs=_rungs(scene, replace(scene, legend=legends[1])),
        flow_ids=flows,
        undrawn=undrawn,
        folded=drawn.folded,
    )


def _too_many(view: View, folded: Folded, limit: int) -> str:
    count = len(folded.lines)
    together = "" if folded.level is Level.LINES else f" ({folded.unfolded} before parties were drawn together)"
    return (
        f"The {view.name} picture would have {counted(count, 'line')}{together}, more than {limit}: nobody could read "
        f"it. Draw a part of it ({SLICING}), or raise the limit with `--max-edges`."
    )


def _folding(folded: Folded) -> tuple[str, ...]:
    """Return what was put together, as a sentence."""
    if folded.level is Level.LINES:
        return ()
    now = counted(len(folded.lines), "line")
    return (
        f"{counted(folded.unfolded, 'line')} would be too many to read, so they are drawn as {now}: "
        f"{folded.level.words}.",
    )


def _undrawn(case: Case, folded: Folded) -> tuple[Undrawn, ...]:
    unclear = case.selection.unclear
    return (*folded.undrawn, *([Undrawn(UNCLEAR, unclear)] if unclear else []))


def _drawn(case: Case, on_lines: Sequence[FlowId], undrawn: Sequence[Undrawn]) -> tuple[FlowId, ...]:
    """Return the flows on the lines, sorted, after counting that each one asked for is there or left out with a reason.

    Raises:
        RenderError: one is missing, or nobody asked for it.
    """
    left_out = Counter(flow for left in undrawn if left.why != UNCLEAR for flow in left.flows)
    asked = Counter(piece.id for piece in case.selection.pieces)
    wanted = asked - left_out
    lost = sorted((wanted - Counter(on_lines)).keys() | (set(on_lines) - set(wanted)) | set(left_out - asked))
    if lost:
        names = ", ".join(flow.flow for flow in lost[:10])
        raise RenderError(f"The picture would not show every flow; missing: {names}.")
    return tuple(sorted(wanted.elements()))


def _rungs(scene: Scene, keyed: Scene) -> tuple[Rung, ...]:
    """Return the ways to write the picture that suit its size, best first; `keyed` explains all that a key names."""
    count = len(scene.edges)
    rungs = []
    if count <= WORDS_UP_TO:
        rungs.append(Rung("words on the lines", Labels.WORDS, write_dot(scene, labels=Labels.WORDS, newrank=False)))
        rungs.append(Rung("words, second ranking", Labels.WORDS, write_dot(scene, labels=Labels.WORDS, newrank=True)))
    if count <= NUMBERS_UP_TO:
        rungs.append(Rung("numbers and a key", Labels.NUMBERS, write_dot(keyed, labels=Labels.NUMBERS, newrank=True)))
    rungs.append(Rung("no words on the lines", Labels.NONE, write_dot(keyed, labels=Labels.NONE, newrank=True)))
    return tuple(rungs)
