"""What a view is: which flows it draws between which boxes, and what it says of them. The rest is alike for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ropa.diagrams.base import FlowId, Relation
from ropa.diagrams.boxes import Box
from ropa.diagrams.palette import LABEL_LINES
from ropa.diagrams.places import Atlas
from ropa.diagrams.scope import Piece, Scope, Selection, select
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.questions import Context
from ropa.transfers.base import Transfer


@dataclass(frozen=True)
class Case:
    """What a picture is made of: the register with the law of one day, the graded flows, and what was asked for.

    Attributes:
        transfers: the rows of each flow, the worst grade first; a flow without rows is drawn as "not graded".
    """

    context: Context
    transfers: Mapping[FlowId, tuple[Transfer, ...]]
    scope: Scope

    @property
    def register(self) -> Register:
        """The register."""
        return self.context.register

    @cached_property
    def atlas(self) -> Atlas:
        """The countries of the register, as they stand on the day asked about."""
        return Atlas(self.register, self.context.law, self.context.as_of)

    @cached_property
    def selection(self) -> Selection:
        """The flows asked for."""
        return select(self.context, self.scope)

    def rows_of(self, flow: Flow) -> tuple[Transfer, ...]:
        """Return the graded rows of a flow, the worst first."""
        return self.transfers.get(FlowId(flow.activity, flow.id), ())


def by_flow(transfers: Sequence[Transfer]) -> dict[FlowId, tuple[Transfer, ...]]:
    """Return the rows of each flow, the worst grade first, then by regime."""
    found: dict[FlowId, list[Transfer]] = {}
    for transfer in transfers:
        found.setdefault(FlowId(transfer.flow.activity, transfer.flow.id), []).append(transfer)
    return {key: tuple(sorted(rows, key=lambda row: (-row.grade.rank, row.regime))) for key, rows in found.items()}


class Ends(NamedTuple):
    """From which box to which a flow is drawn; `words` say what a line of several of one flow is about."""

    source: Box
    target: Box
    words: tuple[str, ...] = ()


class Strand(NamedTuple):
    """One flow as it stands on one line.

    Attributes:
        number: of the piece among those drawn, so that one flow counts once on a line; ends: its boxes before folding.
        transfers: its rows, the worst grade first.
    """

    number: int
    piece: Piece
    ends: Ends
    transfers: tuple[Transfer, ...]

    @property
    def flow(self) -> Flow:
        """The flow, with the facts asked about."""
        return self.piece.flow

    @property
    def id(self) -> FlowId:
        """The name of the flow in the whole register."""
        return self.piece.id


class Line(NamedTuple):
    """Everything that is drawn as one line, between boxes as folded; `key` sorts and tells lines apart."""

    source: Box
    target: Box
    key: tuple[str, ...]
    strands: tuple[Strand, ...]
    is_whole: bool


def nothing(*_: object) -> tuple[()]:
    """Return nothing, whatever is asked."""
    return ()


@dataclass(frozen=True, kw_only=True)
class View:
    """One kind of picture.

    Attributes:
        name: as people type it; summary: one line for help texts; empty: what stands in a picture without a line.
        ends: the lines on which a flow is drawn, or why this view does not draw it.
        title: what stands behind the register's name; lines: more lines of the caption.
        check: raises `UsageError` where the scope is none for this view.
        needs: what every question for it names (`activities`, `data`), so that it limits nothing; empty mostly.
        names_activities: False where the title does it already.
        label_lines: categories on a line before the rest is counted.
        is_detailed: True where the organisation's systems and parts are boxes of their own, inside its border.
        has_home: True where the organisation stands in its country like everybody else.
        boxes: boxes that are drawn even where no line reaches them, given the lines.
        details: short lines of a box, given the lines; notes: further words on a line.
        relations: lines that are no flows, given the lines and the boxes drawn.
    """

    name: str
    summary: str
    empty: str
    ends: Callable[[Case, Flow], tuple[Ends, ...] | str]
    title: Callable[[Case], str]
    lines: Callable[[Case], tuple[str, ...]] = nothing
    check: Callable[[Case], object] = nothing
    needs: str = ""
    names_activities: bool = True
    label_lines: int = LABEL_LINES
    is_detailed: bool = True
    has_home: bool = False
    boxes: Callable[[Case, Sequence[Line]], tuple[Box, ...]] = nothing
    details: Callable[[Case, Box, Sequence[Line]], tuple[str, ...]] = nothing
    notes: Callable[[Case, Line], tuple[str, ...]] = nothing
    relations: Callable[[Case, Sequence[Line], frozenset[str]], tuple[Relation, ...]] = nothing
