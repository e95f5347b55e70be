"""The context view: the organisation as one box, people on the left, everybody outside on the right by country."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.boxes import Box
from ropa.diagrams.view import Case, Ends, Line, View
from ropa.model.activities import Flow
from ropa.model.register import Register


def _ends(case: Case, flow: Flow) -> tuple[Ends, ...] | str:
    organisation = case.register.organisation
    source, target = _box(case.register, flow.source), _box(case.register, flow.target)
    if source.key == target.key == organisation:
        return "inside the organisation"
    return (Ends(source, target),)


def _box(register: Register, node: str) -> Box:
    """Return the box of a node: the organisation's own for its parts and systems."""
    if node in register.data_subjects:
        return Box(node)
    own = register.is_own_system(node) if node in register.systems else register.is_internal(node)
    return Box(register.organisation if own else node)


def _always(case: Case, lines: Sequence[Line]) -> tuple[Box, ...]:  # noqa: ARG001 - as every view is asked
    return (Box(case.register.organisation),)


CONTEXT = View(
    name="context",
    summary="the organisation as one box, and the outside by country",
    empty="No flow to or from the outside is recorded.",
    ends=_ends,
    title=lambda _: "the organisation and the outside",
    is_detailed=False,
    boxes=_always,
)
