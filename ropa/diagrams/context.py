"""The context view: the organisation as one box, people on the left, everybody outside on the right by country."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ropa.diagrams.base import Caption, Edge, FlowId, Labels, Node, Picture, Rung, Scene, Shape
from ropa.diagrams.dot import write_dot
from ropa.diagrams.fold import Folded, Strand, fold, groups_of
from ropa.diagrams.legend import build_legend
from ropa.diagrams.nodes import build_nodes
from ropa.diagrams.places import NOT_RECORDED, Atlas
from ropa.diagrams.sentences import edge_sentence, is_stated, notes_of, place_notes, reasons_of, word_of
from ropa.diagrams.text import clean, counted, listed, slug
from ropa.errors import RenderError, UsageError, __version__
from ropa.law import Law
from ropa.model.register import Register
from ropa.transfers.base import Grade, Transfer

#: Lines up to which words stand on them, up to which numbers do, and beyond which no picture is made unasked.
WORDS_UP_TO = 40
NUMBERS_UP_TO = 120
MAX_EDGES = 300

_UNCOVERED = (Grade.EVIDENCE_MISSING, Grade.NO_SAFEGUARD, Grade.INVALID)
_ABROAD = (Grade.ADEQUATE, Grade.SAFEGUARDED, Grade.DEROGATION, *_UNCOVERED)


def context(
    register: Register,
    law: Law,
    *,
    transfers: Sequence[Transfer],
    as_of: date,
    activities: Collection[str] = (),
    max_edges: int = MAX_EDGES,
) -> Picture:
    """Return the context picture of a register.

    Args:
        transfers: the graded flows of that day; a flow without a grade is drawn as "not graded".
        as_of: date of the law, which decides the status of countries.
        activities: keys of activities to draw (`general` included); empty means all.
        max_edges: lines beyond which the picture is refused, because nobody could read it.

    Raises:
        UsageError: an activity is not in the register.
        RenderError: too many lines, or a flow that would not be in the picture.
    """
    flows = [flow for flow in register.flows if not activities or flow.activity in activities]
    _check_activities(register, activities)
    folded = fold(register, flows, transfers)
    if len(folded.lines) > max_edges:
        raise RenderError(_too_many(len(folded.lines), max_edges))
    atlas = Atlas(register, law, as_of)
    nodes = build_nodes(register, atlas, folded.lines)
    edges = _edges(register, atlas, folded, nodes)
    drawn = tuple(sorted(flow for edge in edges for flow in edge.flows))
    _none_lost([FlowId(flow.activity, flow.id) for flow in flows], drawn, folded.internal)
    caption = _caption(register, as_of, nodes, edges, folded, activities)
    scene = Scene(caption, nodes, edges, build_legend(nodes, edges))
    description = _description(register, scene, folded.internal)
    return Picture(caption.title, description, scene, _rungs(scene), drawn, folded.internal)


def _check_activities(register: Register, activities: Collection[str]) -> None:
    known = {*register.activities, *(["general"] if register.general is not None else [])}
    for key in sorted(set(activities) - known):
        accepted = f"Activities: {', '.join(sorted(known))}."
        raise UsageError(f"`{key}` is no activity of this register", next_step=accepted)


def _too_many(count: int, limit: int) -> str:
    return (
        f"The context picture would have {count} lines, more than {limit}: nobody could read it. "
        "Draw a part of it (`--activity KEY`, several times if needed), or raise the limit with `--max-edges`."
    )


def _edges(register: Register, atlas: Atlas, folded: Folded, nodes: Sequence[Node]) -> tuple[Edge, ...]:
    order = {node.key: index for index, node in enumerate(nodes)}

    def by_reading(strands: Sequence[Strand]) -> tuple[int, int, tuple[str, ...]]:
        return (order[strands[0].source], order[strands[0].target], strands[0].line)

    lines = sorted(folded.lines, key=by_reading)
    return tuple(_edge(register, atlas, number, strands) for number, strands in enumerate(lines, start=1))


def _edge(register: Register, atlas: Atlas, number: int, strands: Sequence[Strand]) -> Edge:
    first = strands[0]
    groups = groups_of(register, strands)
    notes = (*notes_of(register, strands), *place_notes(atlas, register, strands))
    # Whether a row of the law was verified does not part lines; one doubtful flow marks the whole line.
    verdict = first.verdict._replace(unverified=any(strand.verdict.unverified for strand in strands))
    word = word_of(verdict)
    return Edge(
        id=_edge_id(first),
        number=number,
        source=first.source,
        target=first.target,
        grade=verdict.grade,
        word=word,
        notes=notes,
        groups=groups,
        stated=is_stated(strands),
        flows=tuple(strand.id for strand in strands),
        sentence=edge_sentence(atlas, register, strands, groups, notes, word),
        reasons=reasons_of(strands),
    )


def _edge_id(strand: Strand) -> str:
    """Return an id made of what defines the line, so that it stays when other lines come and go."""
    source, target, _, tool, regime, hosting, *via = strand.line
    grade = "not-graded" if strand.verdict.grade is None else strand.verdict.grade.value
    through = [f"via-{slug(key)}" for key in via]
    parts = (slug(source), slug(target), grade, *(slug(text) for text in (tool, regime) if text), hosting, *through)
    return "flow-" + "--".join(part for part in parts if part)


def _none_lost(asked: Sequence[FlowId], drawn: Sequence[FlowId], internal: Sequence[FlowId]) -> None:
    lost = sorted(set(asked) - set(drawn) - set(internal))
    if lost or len(asked) != len(drawn) + len(internal):
        names = ", ".join(flow.flow for flow in lost) or "a flow that shares its id with another"
        raise RenderError(f"The picture would not show every flow; missing: {names}.")


def _caption(
    register: Register,
    as_of: date,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    folded: Folded,
    activities: Collection[str],
) -> Caption:
    name = clean(register.name) or clean(register.title(register.organisation)) or register.organisation
    titles = sorted(_activity_title(register, key) for key in set(activities))
    scope = listed(titles) if activities else "all activities"
    facts = f"facts of {register.as_of}" if register.as_of is not None else "date of the facts not stated"
    edition = f" · version {clean(register.version)}" if clean(register.version) else ""
    dates = f"{scope} · {facts} · law of {as_of}{edition} · ropa {__version__}"
    empty = () if edges else ("No flow to or from the outside is recorded.",)
    counts = " · ".join(part for part in _counts(nodes, edges, folded.internal) if part)
    return Caption(f"{name}: the organisation and the outside", (dates, counts, *empty))


def _activity_title(register: Register, key: str) -> str:
    found = register.activities.get(key)
    return clean(found.title) if found is not None else "what belongs to no activity"


def _counts(nodes: Sequence[Node], edges: Sequence[Edge], internal: Sequence[FlowId]) -> list[str]:
    people = sum(node.shape is Shape.SUBJECT for node in nodes)
    outside = [node for node in nodes if node.shape.layer == 2]
    places = {node.place for node in outside} - {NOT_RECORDED}
    unplaced = sum(node.place == NOT_RECORDED for node in outside)
    flows = sum(len(edge.flows) for edge in edges)
    abroad = sum(edge.grade in _ABROAD for edge in edges)
    uncovered = sum(edge.grade in _UNCOVERED for edge in edges)
    countries = counted(len(places), "place")
    return [
        counted(people, "kind") + " of people",
        f"{counted(len(outside), 'outside party', 'outside parties')} in {countries}",
        f"{unplaced} without a recorded country" if unplaced else "",
        f"{counted(flows, 'flow')} on {counted(len(edges), 'line')}",
        f"{counted(abroad, 'line')} to third countries" if abroad else "",
        f"{uncovered} without a complete safeguard" if uncovered else "",
        f"{counted(len(internal), 'flow')} inside the organisation not drawn" if internal else "",
    ]


def _description(register: Register, scene: Scene, internal: Sequence[FlowId]) -> str:
    used = {node.key for node in scene.nodes}
    idle = [
        clean(item.title) or key
        for section in (register.data_subjects, register.organisations)
        for key, item in section.items()
        if key not in used and not (key in register.organisations and register.is_internal(key))
    ]
    sentences = [f"{scene.caption.title}.", *(f"{line.rstrip('.')}." for line in scene.caption.lines)]
    if internal:
        sentences.append(f"Inside the organisation and therefore not drawn: {listed(flow.flow for flow in internal)}.")
    if idle:
        sentences.append(f"Declared, but in none of these flows: {listed(sorted(idle))}.")
    return clean(" ".join(sentences))


def _rungs(scene: Scene) -> tuple[Rung, ...]:
    """Return the ways to write the picture that suit its size, best first."""
    rungs = []
    if len(scene.edges) <= WORDS_UP_TO:
        rungs.append(Rung("words on the lines", Labels.WORDS, write_dot(scene, labels=Labels.WORDS, newrank=False)))
        rungs.append(Rung("words, second ranking", Labels.WORDS, write_dot(scene, labels=Labels.WORDS, newrank=True)))
    if len(scene.edges) <= NUMBERS_UP_TO:
        rungs.append(Rung("numbers and a key", Labels.NUMBERS, write_dot(scene, labels=Labels.NUMBERS, newrank=True)))
    rungs.append(Rung("no words on the lines", Labels.NONE, write_dot(scene, labels=Labels.NONE, newrank=True)))
    return tuple(rungs)
