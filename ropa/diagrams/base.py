"""What a picture is before anybody draws it: nodes, places, lines, legend, and which flows each line carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from ropa.diagrams.palette import LABEL_LINES, Room, room_for
from ropa.diagrams.text import slug
from ropa.language import joined, listing
from ropa.model.words import Certainty
from ropa.transfers.base import Grade

#: Options of `ropa diagram` that draw a part of a picture, for advice.
SLICING: Final = "`--activity KEY`, `--data KEY`, `--subjects KEY`, `--country CODE`, or `--focus KEY --depth 1`"


class FlowId(NamedTuple):
    """What names a flow in the whole register: hosting flows share their id between activities."""

    activity: str
    flow: str


class Shape(StrEnum):
    """What a node stands for, in the order of the columns of a picture.

    `store` and `unit` are the organisation's own systems and parts where these are boxes of their own; `system` is run
    by somebody else; `group` stands for all outside parties of one place.
    """

    SUBJECT = "subject"
    OWN = "own"
    UNIT = "unit"
    STORE = "store"
    SYSTEM = "system"
    RECIPIENT = "recipient"
    CATEGORY = "category"
    GROUP = "group"

    @property
    def layer(self) -> int:
        """0 for people on the left, 1 for the organisation, 2 for the outside on the right."""
        return {Shape.SUBJECT: 0, Shape.OWN: 1, Shape.UNIT: 1, Shape.STORE: 1}.get(self, 2)


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or what is said instead of one.

    Attributes:
        key: alpha-2, the name of a group, the text as written, empty for "not recorded", `*home` for that of the home.
        title: what to show; status: for example `EEA`, `adequacy`, `third country`.
        order: 0 home, 1 inside the area, 2 adequacy, 3 others, 4 not a known country, 5 not recorded.
    """

    key: str
    title: str
    status: str
    order: int

    @property
    def id(self) -> str:
        """The stable id in the SVG, `place-KEY`."""
        return f"place-{slug(self.key)}" if self.key else "place-not-recorded"

    @property
    def is_recorded(self) -> bool:
        """False where the register states no country."""
        return self.key not in ("", "*home")


@dataclass(frozen=True, slots=True)
class Boundary:
    """The border of one organisation, around what it runs; drawn inside the place of that organisation.

    Attributes:
        key: of the organisation; title: its name; status: what is said under it.
    """

    key: str
    title: str
    status: str

    @property
    def id(self) -> str:
        """The stable id in the SVG, `party-KEY`."""
        return f"party-{slug(self.key)}"


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture.

    Attributes:
        key: key in the register, `KEY@COUNTRY` for a party at one of its places, `@COUNTRY` and `@people` for a group.
        id: stable id in the SVG, `node-KEY`.
        title: name in full; details: short lines under it; sentence: for screen readers and tooltips.
        place: where it belongs, None for people and mostly for the organisation of the register.
        special: True when data of Article 9 or 10 reach or leave it.
        boundary: the organisation inside whose border it stands, or None.
    """

    key: str
    id: str
    shape: Shape
    title: str
    details: tuple[str, ...]
    sentence: str
    place: Place | None
    special: bool = False
    boundary: Boundary | None = None

    @property
    def name(self) -> str:
        """What to call it away from its place: the title, of a group with its place."""
        return f"{self.title} in {self.place.title}" if self.shape is Shape.GROUP and self.place else self.title


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One category on a line; sorted as shown: what was asked for, then what Articles 9 and 10 protect, then by
    certainty and name.

    `mark` is the word for that protection, empty for most categories; `unasked` and `unmarked` are only there to sort
    by. `broader` means that it is wider than what was asked about, and may or may not include it; `whole` that it
    consists of that among others.
    """

    unasked: bool
    unmarked: bool
    certainty_rank: int
    title: str
    mark: str = ""
    broader: bool = False
    whole: bool = False

    @property
    def certainty(self) -> Certainty:
        """How sure it is that this category is in the flow."""
        return list(Certainty)[self.certainty_rank]

    @property
    def marks(self) -> str:
        """The words behind the name: ` · special category (implied)`."""
        mark = f" · {self.mark}" if self.mark else ""
        wider = " · broader" if self.broader else " · includes it" if self.whole else ""
        return f"{mark}{wider}{certainty_words(self.certainty)}"

    @property
    def text(self) -> str:
        """The category with every word that belongs to it: `health data · special category (implied)`."""
        return f"{self.title}{self.marks}"


@dataclass(frozen=True, slots=True)
class Group:
    """Categories about the same kinds of people: facts stay together, they are never multiplied out."""

    subjects: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """One line of the picture: every flow between two nodes that stands alike in law.

    Attributes:
        id: stable id in the SVG, `flow-SOURCE--TARGET--...`; number: place in the key, from 1.
        source, target: keys of nodes, in the direction in which the data go.
        grade: worst grade of the flows over all regimes, None where nobody graded them.
        word: the grade in words with its tool, empty where a line carries none.
        notes: further words on the line (`via Web shop`, `hosts Web shop`, `cannot read`).
        groups: what is sent about whom; empty items never occur, "data not stated" is an item.
        stated: False when nothing on this line is stated outright.
        flows: every flow that the line carries, sorted.
        shown: categories on the label before the rest is counted; 0 where it only says how much it carries.
        sentence: the line as a sentence; reasons: why it is graded so, and what to do, one sentence each.
    """

    id: str
    number: int
    source: str
    target: str
    grade: Grade | None
    word: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    stated: bool
    flows: tuple[FlowId, ...]
    sentence: str
    reasons: tuple[str, ...]
    shown: int = LABEL_LINES


@dataclass(frozen=True, slots=True)
class Relation:
    """A line that is no flow: what is part of what, or who hosts what without any recorded flow to it.

    Attributes:
        id: stable id in the SVG; source, target: keys of nodes; word: on the line; sentence: for its tooltip.
    """

    id: str
    source: str
    target: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One style that occurs, with what it means; `sample` is `node:SHAPE`, `line:GRADE` or empty for words alone."""

    sample: str
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a picture: title, then lines of scope, dates and counts."""

    title: str
    lines: tuple[str, ...]


class Labels(StrEnum):
    """What stands on the lines: words, numbers with a key beside them, or nothing (the table tells)."""

    WORDS = "words"
    NUMBERS = "numbers"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that the DOT writer needs, sorted."""

    caption: Caption
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[LegendEntry, ...]
    relations: tuple[Relation, ...] = ()

    @property
    def room(self) -> Room:
        """How much room words and boxes get, by the size of the picture."""
        return room_for(lines=len(self.edges) + len(self.relations), boxes=len(self.nodes))


class Rung(NamedTuple):
    """One way to write the same picture; later ones are plainer, and layout programs fail on them less often."""

    name: str
    labels: Labels
    dot: str


class Undrawn(NamedTuple):
    """Flows that a view leaves out by what it is, sorted, and why: `inside the organisation`."""

    why: str
    flows: tuple[FlowId, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture as text.

    Attributes:
        view: name of the view; title: one line; description: sentences with counts, for screen readers.
        scene: nodes, lines, legend and caption.
        rungs: the DOT texts, best first; at least one.
        flow_ids: every flow drawn, sorted; undrawn: the flows asked for that this view leaves out, by reason.
        folded: sentences on what was drawn together because there was too much of it; empty mostly.
    """

    view: str
    title: str
    description: str
    scene: Scene
    rungs: tuple[Rung, ...]
    flow_ids: tuple[FlowId, ...]
    undrawn: tuple[Undrawn, ...] = ()
    folded: tuple[str, ...] = ()

    @property
    def dot(self) -> str:
        """The DOT text of the best rung."""
        return self.rungs[0].dot

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The lines, by number."""
        return self.scene.edges

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """The styles that occur."""
        return self.scene.legend

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return ("No.", "From", "To", "Data and people", "Transfer", "Flows")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the lines as a table, the text alternative of the picture, by number."""
        titles = {node.key: node.name for node in self.scene.nodes}
        return tuple(
            (
                str(edge.number),
                titles[edge.source],
                titles[edge.target],
                "; ".join((*map(group_words, edge.groups), *edge.notes)),
                edge.word or "not a transfer",
                ", ".join(flow.flow for flow in edge.flows),
            )
            for edge in self.scene.edges
        )


def certainty_words(certainty: Certainty) -> str:
    """Return ` (implied)` and the like; nothing for what is stated."""
    if certainty is Certainty.STATED:
        return ""
    return f" ({'lost in the source' if certainty is Certainty.LOST else certainty.value})"


def group_words(group: Group) -> str:
    """Return `email address, name about Visitors and Clients`."""
    about = f" about {listing(group.subjects)}" if group.subjects else ""
    return joined([item.text for item in group.items]) + about
