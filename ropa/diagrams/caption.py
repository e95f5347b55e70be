"""The words around a picture: title, scope, dates, counts, and the description for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.diagrams.asked import asked_data, named_counts
from ropa.diagrams.base import Caption, Edge, FlowId, Node, Scene, Shape, Undrawn
from ropa.diagrams.items import PEOPLE_NOT_STATED
from ropa.diagrams.places import NOT_RECORDED
from ropa.diagrams.shown import people_of
from ropa.diagrams.text import clean, counted, listed
from ropa.diagrams.view import Case, View
from ropa.errors import __version__
from ropa.language import day
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.transfers.base import Grade

UNCOVERED = (Grade.EVIDENCE_MISSING, Grade.NO_SAFEGUARD, Grade.INVALID)
_ABROAD = (Grade.ADEQUATE, Grade.SAFEGUARDED, Grade.DEROGATION, *UNCOVERED)
#: Flows that a description names before it counts the rest.
_NAMED = 20
_NO_ACTIVITY = "what belongs to no activity"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a picture so far, for those who put it into words; `named` are the people named on its lines."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    flows: tuple[FlowId, ...]
    undrawn: tuple[Undrawn, ...]
    folded: tuple[str, ...]
    named: frozenset[str]


def caption(case: Case, view: View, drawn: Drawn) -> Caption:
    """Return title, scope and dates, the view's own lines, counts, and what was folded or is not there."""
    register = case.register
    name = clean(register.name) or clean(register.title(register.organisation)) or register.organisation
    facts = f"facts of {day(register.as_of)}" if register.as_of is not None else "date of the facts not stated"
    edition = f" · version {clean(register.version)}" if clean(register.version) else ""
    dates = f"{scope_words(case, view)}{facts} · law of {day(case.context.as_of)}{edition} · ropa {__version__}"
    counts = " · ".join(part for part in (*_counts(drawn), *named_counts(case, drawn.flows)) if part)
    is_limited = case.scope.is_limited_beyond(view.needs)
    empty = "No flow matches what was asked for." if is_limited else view.empty
    own = case.context.law.own
    # Not cut, like every other line of a caption: a picture travels without what was said beside it.
    named = (clean(own.said),) if own else ()
    lines = (dates, *named, *view.lines(case), counts, *drawn.folded, *(() if drawn.edges else (empty,)))
    return Caption(f"{name}: {view.title(case)}", lines)


def scope_words(case: Case, view: View) -> str:
    """Return what was asked for in words, each part followed by a dot; `all activities` where nothing was."""
    scope = case.scope
    titles = sorted({activity_title(case, key) for key in scope.activities})
    parts = [listed(titles) if titles else "all activities"] if view.names_activities else []
    if scope.data:
        parts.append(asked_data(case))
    if scope.subjects:
        parts.append(f"about {listed(_title(case, key) for key in scope.subjects)}")
    if scope.organisations:
        parts.append(f"with {listed(_title(case, key) for key in scope.organisations)}")
    if scope.countries:
        parts.append(f"in {listed(case.atlas.name(key) for key in scope.countries)}")
    if scope.focus:
        parts.append(f"within {counted(scope.depth, 'step')} of {_title(case, scope.focus)}")
    return "".join(f"{part} · " for part in parts)


def activity_title(case: Case, key: str) -> str:
    """Return the name of an activity, or words for what belongs to none."""
    found = case.register.activities.get(key)
    return clean(found.title) or key if found is not None else _NO_ACTIVITY


def _title(case: Case, key: str) -> str:
    return clean(case.register.title(key)) or key


def _counts(drawn: Drawn) -> list[str]:
    nodes, edges = drawn.nodes, drawn.edges
    people = {node.title for node in nodes if node.shape is Shape.SUBJECT}
    people |= drawn.named - {PEOPLE_NOT_STATED}
    # Labels count who has no room on them.
    kinds = "of people drawn or named" if people_of(edges) - {PEOPLE_NOT_STATED} - people else "of people"
    # What was drawn together says itself how much it stands for.
    is_folded = any(node.key.startswith(("*", "@")) for node in nodes)
    boxes = ("outside box", "outside boxes") if is_folded else ("outside party", "outside parties")
    stores = sum(node.shape is Shape.STORE for node in nodes)
    outside = [node for node in nodes if node.shape.layer == 2]
    parties = {node.key if is_folded else node.key.partition("@")[0] for node in outside}
    places = {node.place for node in outside} - {NOT_RECORDED}
    unplaced = sum(node.place == NOT_RECORDED for node in outside)
    placed = {node.key.partition("@")[0] for node in outside if node.place != NOT_RECORDED}
    some = f", {len(placed)} of them" if unplaced and not is_folded else ""
    in_places = f"{some} in {counted(len(places), 'place')}" if places else ""
    abroad = sum(edge.grade in _ABROAD for edge in edges)
    bare = sum(edge.grade is Grade.NO_SAFEGUARD for edge in edges)
    uncovered = sum(edge.grade in UNCOVERED for edge in edges) - bare
    return [
        f"{counted(len(people), 'kind')} {kinds}" if people and not is_folded else "",
        counted(stores, "system") + " of the organisation" if stores else "",
        f"{counted(len(parties), *boxes)}{in_places}" if outside else "",
        f"{unplaced} without a recorded country" if unplaced else "",
        f"{counted(len(drawn.flows), 'flow')} on {counted(len(edges), 'line')}",
        f"{counted(abroad, 'line')} to {'a third country' if abroad == 1 else 'third countries'}" if abroad else "",
        f"{bare} without a safeguard" if bare else "",
        f"{uncovered} without a complete safeguard" if uncovered else "",
        *(f"{counted(len(left.flows), 'flow')} {left.why} not drawn" for left in drawn.undrawn),
    ]


def description(case: Case, scene: Scene, drawn: Drawn) -> str:
    """Return the caption as sentences, the flows left out, and what is declared and in none of the lines."""
    register = case.register
    flows = {FlowId(flow.activity, flow.id): flow for flow in register.flows}
    sentences = [f"{scene.caption.title}.", *(f"{line.rstrip('.')}." for line in scene.caption.lines)]
    for left in drawn.undrawn:
        why = left.why[0].upper() + left.why[1:].rstrip(",")
        sentences.append(f"{why} and therefore not drawn: {_named(case, [flows[flow] for flow in left.flows])}.")
    idle = [] if case.scope.is_limited or drawn.folded else _idle(register, scene, [flows[key] for key in drawn.flows])
    if idle:
        sentences.append(f"Declared, but in none of these flows: {listed(sorted(idle))}.")
    return clean(" ".join(sentences))


def _idle(register: Register, scene: Scene, flows: Sequence[Flow]) -> list[str]:
    """Return the names of people and outside organisations that neither have a box nor take part in a flow drawn."""
    used = {node.key.partition("@")[0] for node in scene.nodes}
    used |= {end for flow in flows for end in (flow.source, flow.target, *flow.via)}
    used |= {register.party_of(key) for key in used}
    used |= {pair.subject or "" for flow in flows for pair in flow.pairs}
    return [
        clean(item.title) or key
        for section in (register.data_subjects, register.organisations)
        for key, item in section.items()
        if key not in used and not (key in register.organisations and register.is_internal(key))
    ]


def _named(case: Case, flows: Sequence[Flow]) -> str:
    """Return from where to where flows go, each way once."""
    ways = list(dict.fromkeys(f"{_title(case, flow.source)} to {_title(case, flow.target)}" for flow in flows))
    return listed([*ways[:_NAMED], *([f"{len(ways) - _NAMED} more"] if len(ways) > _NAMED else [])])
