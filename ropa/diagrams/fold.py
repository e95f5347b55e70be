"""Folding the register into the context view: which box each node becomes, and which flows share a line.

The organisation, its internal parts and the systems it runs are one box. Nothing is dropped here: a flow is either part
of a line or, with both ends in that box, counted as internal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ropa.diagrams.base import FlowId, Group, Item, Shape
from ropa.diagrams.text import clean
from ropa.language import label
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind, OrganisationKind, Source
from ropa.transfers.base import Grade, Transfer

NOT_STATED = "data not stated"
PEOPLE_NOT_STATED = "people not stated"
SPECIAL = "special category"
CRIMINAL = "criminal offences"

_MARKS = {"special-category": SPECIAL, "criminal": CRIMINAL}


class Verdict(NamedTuple):
    """What the grading of one flow means for its line: the worst over all regimes."""

    grade: Grade | None = None
    tool: str = ""
    regime: str = ""
    unverified: bool = False


class Strand(NamedTuple):
    """One flow as it stands in the picture."""

    flow: Flow
    source: str
    target: str
    verdict: Verdict
    transfers: tuple[Transfer, ...]

    @property
    def id(self) -> FlowId:
        """The name of the flow in the whole register."""
        return FlowId(self.flow.activity, self.flow.id)

    @property
    def line(self) -> tuple[str, ...]:
        """Flows with the same line are drawn as one; sorts."""
        grade = "" if self.verdict.grade is None else f"{self.verdict.grade.rank}"
        hosting = "hosting" if self.flow.kind is FlowKind.HOSTING else ""
        return (self.source, self.target, grade, self.verdict.tool, self.verdict.regime, hosting, *self.flow.via)


class Folded(NamedTuple):
    """The strands by line, sorted, and the flows that stay inside the organisation."""

    lines: tuple[tuple[Strand, ...], ...]
    internal: tuple[FlowId, ...]


def fold(register: Register, flows: Iterable[Flow], transfers: Sequence[Transfer]) -> Folded:
    """Return the flows as lines between the boxes of the context view."""
    graded: dict[FlowId, list[Transfer]] = {}
    for transfer in transfers:
        graded.setdefault(FlowId(transfer.flow.activity, transfer.flow.id), []).append(transfer)
    several_regimes = len(register.regimes) > 1
    lines: dict[tuple[str, ...], list[Strand]] = {}
    internal: list[FlowId] = []
    for flow in flows:
        known = tuple(sorted(graded.get(FlowId(flow.activity, flow.id), ()), key=lambda t: (-t.grade.rank, t.regime)))
        source, target = box_of(register, flow.source), box_of(register, flow.target)
        strand = Strand(flow, source, target, _verdict(known, several_regimes=several_regimes), known)
        if source == target == register.organisation:
            internal.append(strand.id)
        else:
            lines.setdefault(strand.line, []).append(strand)
    ordered = (tuple(sorted(lines[line], key=lambda strand: strand.id)) for line in sorted(lines))
    return Folded(tuple(ordered), tuple(sorted(internal)))


def box_of(register: Register, node: str) -> str:
    """Return the key of the box that a node belongs to: the organisation's own for its parts and systems."""
    if node in register.data_subjects:
        return node
    if node in register.systems:
        return register.organisation if register.is_own_system(node) else node
    return register.organisation if register.is_internal(node) else node


def shape_of(register: Register, box: str) -> Shape:
    """Return what a box stands for."""
    if box == register.organisation:
        return Shape.OWN
    if box in register.data_subjects:
        return Shape.SUBJECT
    if box in register.systems:
        return Shape.SYSTEM
    known = register.organisations.get(box)
    unnamed = known is not None and known.kind is OrganisationKind.CATEGORY
    return Shape.CATEGORY if unnamed else Shape.RECIPIENT


def groups_of(register: Register, strands: Sequence[Strand]) -> tuple[Group, ...]:
    """Return what the strands send about whom, categories about the same people together, most certain reading first.

    The people are left out where they are the source of the line: the box says it already.
    """
    best: dict[tuple[str, str], Certainty] = {}
    for strand in strands:
        for subject, data, certainty in _facts(strand.flow):
            about = _about(register, strand, subject, data)
            known = best.get((data, about))
            if known is None or certainty.rank < known.rank:
                best[data, about] = certainty
    subjects_of: dict[tuple[str, Certainty], set[str]] = {}
    for (data, subject), certainty in best.items():
        subjects_of.setdefault((data, certainty), set()).add(subject)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for (data, certainty), subjects in subjects_of.items():
        names = tuple(sorted(clean(register.title(subject)) or subject for subject in subjects if subject))
        mark = mark_of(register, data)
        item = Item(not mark, certainty.rank, data_title(register, data), mark)
        groups.setdefault(names, []).append(item)
    found = [Group(names, tuple(sorted(items))) for names, items in groups.items()]
    return tuple(sorted(found, key=lambda group: (group.items[0], group.subjects)))


def _about(register: Register, strand: Strand, subject: str, data: str) -> str:
    """Return the key of the people to name, the words for people not stated, or nothing where the source tells."""
    if subject == strand.source or (not subject and (not data or strand.source in register.data_subjects)):
        return ""
    return subject or PEOPLE_NOT_STATED


def _facts(flow: Flow) -> Iterable[tuple[str, str, Certainty]]:
    if not flow.pairs:
        yield "", "", flow.certainty
    for pair in flow.pairs:
        yield pair.subject or "", pair.data or "", pair.certainty


def data_title(register: Register, data: str) -> str:
    """Return the name of a category as it stands in the middle of a sentence, `data not stated` for an empty key."""
    if not data:
        return NOT_STATED
    category = register.data_categories.get(data)
    title = clean(category.title if category is not None else data) or data
    # The vocabulary's "Email address" reads on as "email address", its "IP address" keeps its capitals; what the
    # register names itself stays as written, for it may be a proper name.
    shipped = category is not None and category.source is not Source.REGISTER
    return title[0].lower() + title[1:] if shipped and title.split(" ", 1)[0][1:].islower() else title


def mark_of(register: Register, data: str) -> str:
    """Return the word for what Article 9 or 10 says of a category or the nearest one above it, empty for most."""
    for key in (data, *register.broader_categories(data)) if data else ():
        category = register.data_categories.get(key)
        if category is not None and category.mark_of_law:
            return _MARKS.get(category.mark_of_law, label(category.mark_of_law))
    return ""


def _verdict(transfers: Sequence[Transfer], *, several_regimes: bool) -> Verdict:
    """Return the worst grade; `transfers` come worst first."""
    if not transfers:
        return Verdict()
    worst = transfers[0]
    differs = several_regimes and len({transfer.grade for transfer in transfers}) > 1
    return Verdict(
        grade=worst.grade,
        tool=worst.tool if worst.tool != "adequacy" else "",
        regime=worst.regime if differs else "",
        unverified=any(transfer.unverified for transfer in transfers),
    )
