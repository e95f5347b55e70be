"""What a register has to say in words: the ground, the adaptation, the condition, the instrument."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.transfers.tools.base import Claimed, Point


def ground(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find why the exception holds in this case."""
    if not claim.safeguard.why.strip():
        yield Point(
            "ground", missing="why the exception holds in this case", fix="say why (`why:`), and where it is documented"
        )
    else:
        yield Point("ground", present=f"ground: {claim.safeguard.why.strip()}")


def adapted(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find how the clauses were adapted for this regime."""
    if not claim.safeguard.adapted.strip():
        regime = claim.places.articles(claim.regime).name
        yield Point(
            "adapted",
            missing=f"the adaptations that the {regime} needs",
            fix="adapt the clauses (authority, courts, references to the act) and say so (`adapted:`)",
        )
    else:
        yield Point("adapted", present=f"adapted: {claim.safeguard.adapted.strip()}")


def condition(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the recipient is said to meet the condition of the decision."""
    if not claim.safeguard.condition_met.strip():
        scope = f": {claim.decision.scope}" if claim.decision is not None else ""
        yield Point(
            "condition",
            missing=f"that the recipient meets the condition of the decision{scope}",
            fix='say which condition it meets (`condition_met: "..."`), and when that was looked at (`checked:`)',
        )
    else:
        yield Point("condition", present=f"condition met: {claim.safeguard.condition_met.strip()}")


def document(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find the instrument by reference."""
    reference = claim.safeguard.approval.reference if claim.safeguard.approval is not None else ""
    if not (claim.safeguard.document or reference):
        yield Point("document", missing="the instrument by reference", fix="name it (`document:`)")
    else:
        yield Point("document", present=f"instrument: {claim.safeguard.document or reference}")


def recorded(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find the assessment and the safeguards of the last resort in the record."""
    found = claim.safeguard.tia
    if found is not None and found.date is not None and found.date <= claim.as_of:
        yield Point("recorded", present=f"assessment of {found.date}")
    else:
        yield Point(
            "recorded",
            missing="the assessment and the safeguards, which belong in the record",
            fix="record them (`tia: {date, document}`)",
        )


def specific(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Notice where an exception for specific situations is used as a standing road."""
    standing = []
    if claim.edge.one_off is False:
        standing.append("the activity is not occasional")
    if claim.edge.importer_role in ("processor", "sub-processor"):
        standing.append(f"{claim.title(claim.edge.importer)} works for the exporter as {claim.edge.importer_role}")
    if standing:
        yield Point(
            "everyday",
            note=f"An exception is for specific situations and not an everyday road (recital 111): "
            f"{' and '.join(standing)}.",
        )
