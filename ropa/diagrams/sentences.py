"""Lines and boxes as sentences: for tooltips, for screen readers, for the description of the whole picture."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.base import Group, Shape, group_words
from ropa.diagrams.fold import Strand, Verdict
from ropa.diagrams.palette import line_style
from ropa.diagrams.places import Atlas
from ropa.diagrams.text import clean, listed
from ropa.language import label
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind
from ropa.transfers.base import Grade

_REGIME_WORDS = {"eu-gdpr": "EU GDPR", "uk-gdpr": "UK GDPR", "ch-fadp": "Swiss FADP"}


def word_of(verdict: Verdict) -> str:
    """Return the word on the line: grade, tool, regime where they differ, and the mark of unverified law."""
    word = line_style(verdict.grade).word
    if not word:
        return ""
    tool = clean(verdict.tool)
    if tool and verdict.grade is not Grade.NO_SAFEGUARD:
        word = f"{word}: {tool.upper() if tool in ('dpf', 'bcr', 'idta') else tool.replace('scc-', 'SCC ')}"
    if verdict.regime:
        word = f"{word} ({_REGIME_WORDS.get(verdict.regime, verdict.regime)})"
    return f"{word}, unverified" if verdict.unverified else word


def notes_of(register: Register, strands: Sequence[Strand]) -> tuple[str, ...]:
    """Return what else belongs on a line: hosting, what it goes through, places that differ, open lists."""
    first = strands[0].flow
    found: list[str] = []
    if first.kind is FlowKind.HOSTING:
        found.append(f"hosts {listed(sorted({_title(register, strand.flow.source) for strand in strands}))}")
    if first.kind is FlowKind.HOSTING and not any(strand.flow.access for strand in strands):
        found.append("cannot read")
    if first.via:
        found.append(f"via {listed(_title(register, key) for key in first.via)}")
    if any(strand.flow.open for strand in strands):
        found.append("and possibly others")
    return tuple(found)


def place_notes(atlas: Atlas, register: Register, strands: Sequence[Strand]) -> tuple[str, ...]:
    """Return where data are stored or accessed, in so far as that is not the country of the party itself."""
    stored: set[str] = set()
    accessed: set[str] = set()
    for strand in strands:
        party = register.organisations.get(register.party_of(strand.flow.target))
        own = party.country if party is not None else ""
        stored.update(country for country in strand.flow.locations.storage if country != own)
        accessed.update(country for country in strand.flow.locations.access if country != own)
    named = (("stored in", stored), ("accessed from", accessed))
    return tuple(f"{verb} {listed(sorted(map(atlas.name, places)))}" for verb, places in named if places)


def edge_sentence(
    atlas: Atlas,
    register: Register,
    strands: Sequence[Strand],
    groups: Sequence[Group],
    notes: Sequence[str],
    word: str,
) -> str:
    """Return a line as a sentence: who sends what about whom to whom, where, in which role, and how it is graded."""
    first = strands[0]
    source, target = _title(register, first.source), _title(register, first.target)
    sent = "; ".join(map(group_words, groups))
    verb = "give" if first.source in register.data_subjects else "sends"
    where = _where(atlas, register, first.target)
    roles = sorted({label(strand.flow.role) for strand in strands if strand.flow.role is not None})
    role = f" as {listed(roles)}" if roles else ""
    extra = f" ({', '.join(notes)})" if notes else ""
    graded = f": {word}" if word else ""
    return f"{source} {verb} {sent} to {target}{where}{role}{extra}{graded}."


def reasons_of(strands: Sequence[Strand]) -> tuple[str, ...]:
    """Return why a line is graded so and what to do next, each sentence once, worst flow first."""
    found: list[str] = []
    for strand in sorted(strands, key=lambda s: (-(s.verdict.grade.rank if s.verdict.grade else -1), s.id)):
        for transfer in strand.transfers:
            for text in (transfer.reason, *transfer.notes, transfer.next_step):
                said = clean(text)
                if said and said not in found:
                    found.append(said)
    return tuple(found)


def is_stated(strands: Sequence[Strand]) -> bool:
    """Tell whether at least one fact of a line is stated outright."""
    return any(
        strand.flow.certainty is Certainty.STATED
        and (not strand.flow.pairs or any(pair.certainty is Certainty.STATED for pair in strand.flow.pairs))
        for strand in strands
    )


def node_sentence(title: str, shape: Shape, details: Sequence[str], where: str) -> str:
    """Return a box as a sentence: name, what it is, where."""
    kind = {
        Shape.SUBJECT: "people whose data are processed",
        Shape.OWN: "the organisation of this register, with its own systems and internal parts",
        Shape.SYSTEM: "system that another organisation runs",
        Shape.RECIPIENT: "outside organisation",
        Shape.CATEGORY: "outside recipients that are not named",
    }[shape]
    said = "; ".join((kind, *([where] if where else []), *details))
    return f"{title}: {said}."


def _title(register: Register, key: str) -> str:
    return clean(register.title(key)) or key


def _where(atlas: Atlas, register: Register, box: str) -> str:
    if box in register.data_subjects or box == register.organisation:
        return ""
    party = register.organisations.get(register.party_of(box))
    return f", {atlas.name(party.country if party is not None else '')}"
