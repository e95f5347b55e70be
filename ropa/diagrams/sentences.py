"""Lines and boxes as sentences: for tooltips, for screen readers, for the description of the whole picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ropa.diagrams.base import Group, Node, Shape, certainty_words, group_words
from ropa.diagrams.fold import Verdict
from ropa.diagrams.palette import line_style
from ropa.diagrams.places import Atlas
from ropa.diagrams.text import clean, counted, listed
from ropa.diagrams.view import Line
from ropa.language import label
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind
from ropa.transfers.base import Grade, certainty_note

_REGIME_WORDS = {"eu-gdpr": "EU GDPR", "uk-gdpr": "UK GDPR", "ch-fadp": "Swiss FADP"}
_KIND_WORDS = {
    Shape.SUBJECT: "people whose data are processed",
    Shape.OWN: "the organisation of this register, with its own systems and internal parts",
    Shape.UNIT: "part of the organisation of this register",
    Shape.STORE: "system of the organisation of this register",
    Shape.SYSTEM: "system that another organisation runs",
    Shape.RECIPIENT: "outside organisation",
    Shape.CATEGORY: "outside recipients that are not named",
    Shape.GROUP: "outside organisations, drawn together",
}


def word_of(verdict: Verdict) -> str:
    """Return the word on the line: grade, tool, regime where they differ, share, and the mark of unverified law."""
    word = line_style(verdict.grade).word
    if not word:
        return ""
    tool = clean(verdict.tool)
    if tool and verdict.grade is not Grade.NO_SAFEGUARD:
        word = f"{word}: {tool.upper() if tool in ('dpf', 'bcr', 'idta') else tool.replace('scc-', 'SCC ')}"
    if verdict.regime:
        word = f"{word} ({_REGIME_WORDS.get(verdict.regime, verdict.regime)})"
    if verdict.share:
        word = f"{word}, {verdict.share}"
    return f"{word}, unverified" if verdict.unverified else word


def notes_of(register: Register, line: Line) -> tuple[str, ...]:
    """Return what else belongs on a line: hosting, what it goes through, what the view adds, open lists."""
    hosting = [strand.flow for strand in line.strands if strand.flow.kind is FlowKind.HOSTING]
    found: list[str] = []
    if hosting:
        hosted = sorted({_title(register, flow.source) for flow in hosting if flow.source != line.source.name})
        found.append(f"hosts {listed(hosted) if hosted else 'it'}")
    if len(hosting) == len(line.strands) and not any(flow.access for flow in hosting):
        found.append("cannot read")
    ways = sorted({strand.flow.via for strand in line.strands if strand.flow.via})
    if ways:
        found.append(f"via {listed(dict.fromkeys(_title(register, key) for way in ways for key in way))}")
    if any(strand.flow.open for strand in line.strands):
        found.append("and possibly others")
    return tuple(found)


def place_notes(atlas: Atlas, register: Register, line: Line) -> tuple[str, ...]:
    """Return where data are stored or accessed, in so far as that is not the country of the box that the line reaches.

    Where it reaches a party at one of its places, the seat is said as well if it is elsewhere.
    """
    found: dict[str, dict[str, Certainty]] = {"seat in": {}, "stored in": {}, "accessed from": {}}
    for strand in line.strands:
        flow = strand.flow
        party = register.organisations.get(register.party_of(flow.target))
        seat = party.country if party is not None else ""
        here = seat if line.target.place is None else line.target.place
        if line.target.place is not None or flow.locations.entity:
            entity = place_certainty(flow, "entity") if flow.locations.entity else Certainty.STATED
            _add(found["seat in"], flow.locations.entity or (seat,), entity, here)
        _add(found["stored in"], flow.locations.storage, place_certainty(flow, "storage"), here)
        _add(found["accessed from"], flow.locations.access, place_certainty(flow, "access"), here)
    return tuple(f"{verb} {_countries(atlas, places)}" for verb, places in found.items() if places)


def _countries(atlas: Atlas, places: Mapping[str, Certainty]) -> str:
    return listed(sorted(f"{atlas.name(key)}{certainty_words(certainty)}" for key, certainty in places.items()))


def _add(found: dict[str, Certainty], countries: Sequence[str], certainty: Certainty, here: str) -> None:
    """Add the countries other than `here`, each with the best certainty that a flow of the line gives it."""
    for country in countries:
        known = found.get(country, certainty)
        if country != here:
            found[country] = certainty if certainty.rank < known.rank else known


def place_certainty(flow: Flow, field: str) -> Certainty:
    """Return how sure a place of a flow is, where that is less sure than the flow: the line says the rest."""
    places = flow.locations
    least = flow.mark("locations").certainty.at_most(places.certainty).at_most(places.mark(field).certainty)
    return least if least.rank > flow.certainty.rank else Certainty.STATED


def edge_sentence(
    nodes: Mapping[str, Node], line: Line, groups: Sequence[Group], notes: Sequence[str], word: str
) -> str:
    """Return a line as a sentence: who sends what about whom to whom, where, in which role, and how it is graded."""
    source, target = nodes[line.source.name], nodes[line.target.name]
    sent = "; ".join(map(group_words, groups))
    verb = "give" if source.shape is Shape.SUBJECT else "send" if source.shape is Shape.GROUP else "sends"
    roles = sorted({label(strand.flow.role) for strand in line.strands if strand.flow.role is not None})
    role = f" as {listed(roles)}" if roles else ""
    extra = f" ({', '.join(notes)})" if notes else ""
    graded = f": {word}" if word else ""
    return f"{source.name} {verb} {sent} to {target.title}{_where(target)}{role}{extra}{graded}."


def reasons_of(line: Line) -> tuple[str, ...]:
    """Return why a line is graded so and what to do next, each sentence once, worst flow first."""
    found: dict[str, None] = {}
    shares = _shares(line)
    for strand in sorted(line.strands, key=lambda s: (-s.transfers[0].grade.rank if s.transfers else 1, s.id)):
        for transfer in strand.transfers:
            notes = (
                shares.get(strand.flow.certainty, note) if note == certainty_note(strand.flow) else note
                for note in transfer.notes
            )
            found.update(dict.fromkeys((transfer.reason, *notes, transfer.next_step)))
    return tuple(text for text in dict.fromkeys(map(clean, found)) if text)


def _shares(line: Line) -> dict[Certainty, str]:
    """Return by certainty how many of the flows of a line are no surer; nothing where they are all alike."""
    counts = Counter(strand.flow.certainty for strand in line.strands)
    every = len(line.strands)
    are = {
        certainty: f"{count:,} of {counted(every, 'flow')} {'is' if count == 1 else 'are'}"
        for certainty, count in counts.items()
    }
    return {
        certainty: f"{share} {certainty.value}, not stated."
        for certainty, share in are.items()
        if counts[certainty] < every
    }


def is_stated(line: Line) -> bool:
    """Tell whether at least one fact of a line is stated outright."""
    return any(
        flow.certainty is Certainty.STATED
        and (not flow.pairs or any(pair.certainty is Certainty.STATED for pair in flow.pairs))
        for flow in (strand.flow for strand in line.strands)
    )


def node_sentence(title: str, shape: Shape, details: Sequence[str], where: str, *, is_detailed: bool = False) -> str:
    """Return a box as a sentence: name, what it is, where."""
    kind = _KIND_WORDS[shape]
    if shape is Shape.OWN and is_detailed:
        kind = "the organisation of this register"
    said = "; ".join((kind, *([where] if where else []), *details))
    return f"{title}: {said}."


def _title(register: Register, key: str) -> str:
    return clean(register.title(key)) or key


def _where(target: Node) -> str:
    if target.place is None or target.shape is Shape.OWN:
        return ""
    return f", {target.place.title if target.place.key else 'country not recorded'}"
