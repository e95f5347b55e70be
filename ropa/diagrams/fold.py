"""From flows to lines: which flows share a line, and what is put together where there are too many lines.

Nothing is dropped here: a flow is on at least one line, or it is counted among those that the view leaves out, with
the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ropa.diagrams.base import FlowId, Undrawn
from ropa.diagrams.boxes import Box, Level, fold_box
from ropa.diagrams.view import Case, Line, Strand, View
from ropa.model.words import FlowKind
from ropa.transfers.base import Grade, Transfer

#: Why a flow is not drawn that says too little; the other reasons are those of the view.
UNCLEAR = "of unstated data or people, which may be meant,"


class Verdict(NamedTuple):
    """What the grading of the flows of a line means for it: the worst of them over all regimes.

    Attributes:
        share: how many of the flows stand so, where not all of them do: `2 of 7 flows`.
    """

    grade: Grade | None = None
    tool: str = ""
    regime: str = ""
    unverified: bool = False
    share: str = ""


class Folded(NamedTuple):
    """The lines, sorted; the flows left out, by reason; at which level, and how many lines there were before."""

    lines: tuple[Line, ...]
    undrawn: tuple[Undrawn, ...]
    level: Level
    unfolded: int


def fold(case: Case, view: View, *, most: int, target: int) -> Folded:
    """Return the flows asked for as lines; more than `most` are put together until there are at most `target`.

    Where the last step still leaves more, these are returned; the caller decides.
    """
    strands, undrawn = _strands(case, view)
    lines = _lines(case, strands, Level.LINES)
    level, unfolded = Level.LINES, len(lines)
    for step in Level if unfolded > most else ():
        if len(lines) <= target:
            break
        fewer = _lines(case, strands, step)
        if len(fewer) < len(lines):
            lines, level = fewer, step
    return Folded(lines, undrawn, level, unfolded)


def _strands(case: Case, view: View) -> tuple[list[Strand], tuple[Undrawn, ...]]:
    found: list[Strand] = []
    left_out: dict[str, list[FlowId]] = {}
    for number, piece in enumerate(case.selection.pieces):
        ends = view.ends(case, piece.flow)
        if isinstance(ends, str):
            left_out.setdefault(ends, []).append(piece.id)
            continue
        found += [Strand(number, piece, end, case.rows_of(piece.flow)) for end in ends]
    undrawn = [Undrawn(why, tuple(sorted(left_out[why]))) for why in sorted(left_out)]
    return found, tuple(undrawn)


def _lines(case: Case, strands: Sequence[Strand], level: Level) -> tuple[Line, ...]:
    grouped: dict[tuple[Box, Box, tuple[str, ...]], dict[int, Strand]] = {}
    boxes: dict[Box, Box] = {}
    for strand in strands:
        for box in strand.ends[:2]:
            if box not in boxes:
                boxes[box] = fold_box(case.register, case.atlas, box, level)
        source, target = boxes[strand.ends.source], boxes[strand.ends.target]
        key = (source.name, target.name, *(_kind(case, strand) if level is Level.LINES else ()))
        # One flow may lead to several places that are one box now; on a line it counts once.
        grouped.setdefault((source, target, key), {}).setdefault(strand.number, strand)
    lines = (
        Line(source, target, key, tuple(sorted(members.values(), key=lambda strand: strand.id)), level is Level.LINES)
        for (source, target, key), members in grouped.items()
    )
    return tuple(sorted(lines, key=lambda line: line.key))


def _kind(case: Case, strand: Strand) -> tuple[str, ...]:
    """Return what flows between the same boxes have in common to share a line: how they stand in law, and the way."""
    verdict = verdict_of(case, [strand])
    grade = "" if verdict.grade is None else f"{verdict.grade.rank}"
    hosting = "hosting" if strand.flow.kind is FlowKind.HOSTING else ""
    return (grade, verdict.tool, verdict.regime, hosting, *strand.flow.via)


def verdict_of(case: Case, strands: Sequence[Strand]) -> Verdict:
    """Return how a line stands: the worst of its flows, with how many of them stand so."""
    several_regimes = len(case.register.regimes) > 1
    verdicts = [_of_flow(strand.transfers, several_regimes=several_regimes) for strand in strands]
    worst = max(verdicts, key=lambda verdict: -1 if verdict.grade is None else verdict.grade.rank)
    alike = [verdict for verdict in verdicts if verdict.grade is worst.grade]
    # Whether a row of the law was verified does not part lines; one doubtful flow marks the whole line.
    worst = worst._replace(unverified=any(verdict.unverified for verdict in verdicts))
    if len(alike) == len(verdicts) and len({verdict[:3] for verdict in verdicts}) == 1:
        return worst
    tools = {(verdict.tool, verdict.regime) for verdict in alike}
    named = worst if len(tools) == 1 else worst._replace(tool="", regime="")
    return named._replace(share="" if len(alike) == len(verdicts) else f"{len(alike)} of {len(verdicts)} flows")


def _of_flow(transfers: Sequence[Transfer], *, several_regimes: bool) -> Verdict:
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
