"""What the graph hands out: facts, ways, and how a fact answers to what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, runtime_checkable

from ropa.model.activities import Activity, Flow, Pair
from ropa.model.words import Certainty

#: Stands for a subject or category that was not asked about: anything goes.
ANY: Final = "*"


class Match(StrEnum):
    """How the category of a fact relates to the category asked about, best first."""

    EXACT = "exact"
    NARROWER = "narrower"
    BROADER = "broader"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return _RANKS[self]


_RANKS = {match: number for number, match in enumerate(Match)}


class Fact(NamedTuple):
    """One statement: this category about this kind of person goes this way in this activity.

    Attributes:
        flow: its edge.
        pair: subject and category; both None where the flow states no pair at all.
        activity: where it is said (`general` for what belongs to none).
    """

    flow: Flow
    pair: Pair
    activity: Activity


class Thread(NamedTuple):
    """What a way carries: the narrowest subject and category seen so far, `ANY` while open, None where not stated."""

    subject: str | None
    data: str | None


class Spot(NamedTuple):
    """Where a thread of data is.

    Attributes:
        node: the holder, or the people at the beginning.
        thread: what is carried.
        within: True right after a step from a holder into one of its own systems or parts: such a step leads on only
            where a fact says that data leaves from there, and is no end of a way.
    """

    node: str
    thread: Thread
    within: bool = False


class Way(NamedTuple):
    """A way through the graph.

    Attributes:
        nodes: keys from first to last; a node may follow another because it operates or contains it.
        facts: the facts behind the steps, in order; steps within one holder have none.
        certainty: of the least certain fact.
        match: the worst match of a fact with the category asked about.
    """

    nodes: tuple[str, ...]
    facts: tuple[Fact, ...]
    certainty: Certainty
    match: Match


#: What a fact is about: the people and the category, None where not stated.
About = tuple[str | None, str | None]

#: What is said of data that arrives somewhere: the sender, what it is about, and the rank of its certainty.
Arrival = tuple[str, About, int]


@runtime_checkable
class KeepsArrivals(Protocol):
    """A register that finds what arrives at a node by itself, because it does not hold every flow."""

    def arrivals(self, node: str, activity: str) -> Sequence[Arrival]:
        """Return what `FactGraph.arrivals` returns, in the same order."""
