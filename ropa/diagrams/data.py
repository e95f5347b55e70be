"""The data view: where a category of data goes, across all activities."""

from __future__ import annotations

from ropa.diagrams.asked import quoted_data, wider_words
from ropa.diagrams.boxes import Box
from ropa.diagrams.caption import activity_title
from ropa.diagrams.kept import kept
from ropa.diagrams.text import listed
from ropa.diagrams.view import Case, Ends, Line, View
from ropa.errors import UsageError
from ropa.model.activities import Flow

#: Activities named on a line before the rest is counted.
_NAMED = 2


def _asked(case: Case) -> None:
    if case.scope.data:
        return
    used = sorted({pair.data for flow in case.register.flows for pair in flow.pairs if pair.data is not None})
    more = f" and {len(used) - 12} more" if len(used) > 12 else ""
    known = f" In flows here: {', '.join(used[:12])}{more}." if used else ""
    raise UsageError(
        "The data view draws where a category goes, and none is named", next_step=f"Name it with `--data KEY`.{known}"
    )


def _ends(case: Case, flow: Flow) -> tuple[Ends, ...]:  # noqa: ARG001 - as every view is asked
    return (Ends(Box(flow.source), Box(flow.target)),)


def _notes(case: Case, line: Line) -> tuple[str, ...]:
    """Return in which activities a line is, unless there is only one in the picture."""
    if len(case.scope.activities) == 1:
        return ()
    keys = dict.fromkeys(strand.flow.activity for strand in line.strands)
    titles = [activity_title(case, key) for key in keys if key != "general"]
    more = [f"{len(titles) - _NAMED} more"] if len(titles) > _NAMED else []
    general = ("stated of no activity",) if "general" in keys else ()
    return (*([f"in {listed([*titles[:_NAMED], *more])}"] if titles else []), *general)


DATA = View(
    name="data",
    summary="where a category of data goes, across activities",
    empty="No flow of this category is recorded.",
    ends=_ends,
    title=lambda case: f"where {quoted_data(case)} goes{wider_words(case)}",
    needs="data",
    check=_asked,
    details=kept,
    notes=_notes,
)
