"""The systems view: every system with who runs it, who hosts it and what it is part of, and the flows through it."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.base import Relation, certainty_words
from ropa.diagrams.boxes import Box
from ropa.diagrams.text import clean, counted, slug
from ropa.diagrams.view import Case, Ends, Line, View
from ropa.model.activities import Flow
from ropa.model.parties import Hosting, System
from ropa.model.words import FlowKind

#: Why a flow is not drawn that has a system only on its way.
_THROUGH = "only passing through a system,"


def _ends(case: Case, flow: Flow) -> tuple[Ends, ...] | str:
    if flow.source not in case.register.systems and flow.target not in case.register.systems:
        return _THROUGH if set(flow.via) & set(case.register.systems) else "without a recorded system"
    return (Ends(Box(flow.source), Box(flow.target)),)


def _boxes(case: Case, lines: Sequence[Line]) -> tuple[Box, ...]:
    """Return every system with its hosts; where something was asked for, those that it touches and their wholes."""
    register = case.register
    keys = set(register.systems)
    if case.scope.is_limited:
        ends = {box.key for line in lines for strand in line.strands for box in strand.ends[:2]}
        keys &= {*ends, case.scope.focus}
        keys |= {whole for key in keys for whole in register.wholes("systems", key)}
    hosts = {entry.by for key in keys for entry in register.systems[key].hosting}
    return tuple(Box(key) for key in sorted(keys | hosts))


def _details(case: Case, box: Box, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return who hosts a system, and how much reaches it."""
    system = case.register.systems.get(box.key)
    if system is None or box.group:
        return ()
    hosts = [_hosted(case, entry) for entry in system.hosting] or ["hosting not stated"]
    operator = [] if _has_operator(case, system) else ["operator not stated"]
    facts = {
        (pair.subject, pair.data)
        for line in lines
        for strand in line.strands
        if strand.ends.target == box and strand.flow.kind is not FlowKind.HOSTING
        for pair in strand.flow.pairs
    }
    data = {data for _, data in facts if data}
    people = {subject for subject, _ in facts if subject}
    holds = f"receives {counted(len(data), 'category', 'categories')} about {counted(len(people), 'kind')} of people"
    # Another picture draws other flows to the same system.
    holds += " in these flows" if case.scope.is_limited else ""
    return (*operator, *hosts, *([holds] if data else []))


def _has_operator(case: Case, system: System) -> bool:
    wholes = case.register.wholes("systems", system.key)
    return any(case.register.systems[key].operator for key in (system.key, *wholes))


def _hosted(case: Case, entry: Hosting) -> str:
    by = clean(case.register.title(entry.by)) or entry.by
    where = _stored(case, entry, by)
    readers = [case.atlas.name(country) for country in entry.locations.access]
    reads = ", cannot read" if not entry.can_read else f", read from {' and '.join(readers)}" if readers else ""
    keys = [clean(case.register.title(key)) or key for key in entry.for_keys]
    only = f", for {' and '.join(keys)}" if keys else ""
    when = f", when {clean(entry.when)}" if entry.when else ""
    return f"hosted by {by}{where}{reads}{only}{when}"


def _stored(case: Case, entry: Hosting, by: str) -> str:
    """Return where a host stores, not said again of one whose name ends in it, and how sure that is."""
    places = entry.locations
    stored = places.storage or ((entry.country,) if entry.country else ())
    if not stored:
        return ", country not recorded"
    sure = entry.mark("country").certainty
    if places.storage:
        sure = entry.mark("locations").certainty.at_most(places.certainty).at_most(places.mark("storage").certainty)
    names = " and ".join(map(case.atlas.name, stored))
    place, _, more = names.partition(" (")
    is_said = by.endswith((f" in {place}", f" in the {place}"))
    where = (f" ({more}" if more else "") if is_said else f" in {names}"
    return f"{where}{certainty_words(sure)}"


def _relations(case: Case, lines: Sequence[Line], drawn: frozenset[str]) -> tuple[Relation, ...]:
    """Return what is part of what, and hosts without a flow; nothing of systems that were folded away."""
    register = case.register
    flows = {(line.source.name, line.target.name) for line in lines}
    found = []
    for key, system in register.systems.items():
        if key in drawn and system.part_of in drawn:
            found.append(_relation(case, key, system.part_of, "part of", "is part of"))
        for by in sorted({entry.by for entry in system.hosting}):
            if key in drawn and by in drawn and (key, by) not in flows:
                found.append(_relation(case, key, by, "hosted by", "is hosted, with no flow recorded, by"))
    return tuple(sorted(found, key=lambda relation: relation.id))


def _relation(case: Case, source: str, target: str, word: str, verb: str) -> Relation:
    titles = [clean(case.register.title(key)) or key for key in (source, target)]
    identity = f"relation-{slug(source)}--{slug(target)}--{word.replace(' ', '-')}"
    return Relation(identity, source, target, word, f"{titles[0]} {verb} {titles[1]}.")


def _heading(case: Case) -> str:
    if case.scope.focus not in case.register.systems:
        return "systems, who runs and hosts them"
    return f"“{clean(case.register.title(case.scope.focus))}”, who runs and hosts it"


SYSTEMS = View(
    name="systems",
    summary="systems with who runs and hosts them, what they are part of, and the flows through them",
    empty="No flow from or to a system is recorded.",
    ends=_ends,
    title=_heading,
    label_lines=2,
    boxes=_boxes,
    details=_details,
    relations=_relations,
)
