"""The assessment of the law at the destination, asked for since the judgment that the row names."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.transfers.tools.base import Claimed, Point


def assessment(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find a dated assessment, made by that day and not past its review."""
    found = claim.safeguard.tia
    fix = "assess the law at the destination and record it (`tia: {date, review_by, document}`)"
    if found is None:
        yield Point("assessment", missing="the assessment of the law at the destination", fix=fix)
    elif found.date is None:
        yield Point("assessment", missing="the day of the assessment", fix=fix)
    elif found.date > claim.as_of:
        yield Point("assessment", missing=f"an assessment by then: it is of {found.date}", fix=fix)
    elif found.review_by is not None and found.review_by < claim.as_of:
        yield Point(
            "assessment-stale",
            missing=f"a current assessment: that of {found.date} was to be reviewed by {found.review_by}",
            fix="review the assessment and record the new date",
        )
    else:
        yield Point(
            "assessment",
            present=f"assessment of {found.date}",
            ends=found.review_by,
            fix="review the assessment and record the new date (`tia`)",
        )
