"""When a tool could be used at all, and when this one was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.law import Law, Tool, ToolRule, ToolTerm
from ropa.model.parties import Safeguard
from ropa.transfers.tools.base import Claimed, Point


def not_usable(law: Law, tool: Tool, regime: str, on: date) -> Point | None:
    """Return why a tool could carry nothing under the regime that day whatever were recorded, None where it could."""
    term = tool.term(regime, on)
    named = f"`{tool.key}` ({tool.label})"
    if tool.category == "not-a-tool":
        own = tool.terms[0]
        return Point("no-tool", missing=f"{named} is no transfer tool: {own.constraints or own.evidence}", never=True)
    if term is None:
        home = " and ".join(law.regimes[key].name for key in tool.regimes if key in law.regimes)
        return Point(
            "other-regime",
            missing=f"{named} is a tool of the {home}; the {law.regimes[regime].name} does not know it",
            never=True,
        )
    if term.valid_from is None:
        return Point("other-regime", missing=f"{named} is {term.instrument}", never=True)
    if on < term.valid_from:
        return Point("too-early", missing=f"{named} could not be used before {term.valid_from.isoformat()}", never=True)
    if not term.in_force(on):
        return Point("ended", missing=f"{named} {_ended(term)}", never=True)
    return None


def _ended(term: ToolTerm) -> str:
    last = term.valid_until.isoformat() if term.valid_until else ""
    return f"could be relied on until {last} at the latest: {term.instrument}"


def signed(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find the day of signature: on record, not of a later day, not before the tool, not after its last day for that.

    `value` is `tool` where nobody can have signed before there was such a tool.
    """
    day, last = claim.safeguard.signed, claim.term.new_use_until
    fix = "record the day of signature (`signed:`)"
    if day is None:
        yield Point("signed", missing="the day of signature", fix=fix)
    elif day > claim.as_of:
        hold = "hold the transfer until it is signed, or correct the day (`signed:`)"
        yield Point("signed", missing=f"a signature by then: it is of {day}", fix=hold)
    elif last is not None and day > last:
        yield Point("signed-late", missing=_late(claim, day, last), never=True)
    elif rule.value == "tool" and day < _first_day(claim.tool):
        missing = f"a right day of signature: {day} is before there was such a tool ({_first_day(claim.tool)})"
        yield Point("signed-early", missing=missing, fix=fix)
    else:
        yield Point("signed", present=f"signed {day}")


def agreed(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the approval was given while it still could be."""
    approval, last = claim.safeguard.approval, claim.term.new_use_until
    if approval is not None and approval.date is not None and last is not None and approval.date > last:
        yield Point("signed-late", missing=_late(claim, approval.date, last), never=True)


def signed_late(safeguard: Safeguard, term: ToolTerm) -> Point | None:
    """Return that this one was signed when the tool could not be agreed any more: it never held, not even at first."""
    day, last = safeguard.signed, term.new_use_until
    if term.valid_from is None or day is None or last is None or day <= last:
        return None
    return Point("signed-late", missing=f"signed on {day}, after {last}, it never held", never=True)


def _late(claim: Claimed, day: date, last: date) -> str:
    return (
        f"`{claim.tool.key}` could be agreed until {last} at the latest ({claim.term.instrument}); this one is of {day}"
    )


def _first_day(tool: Tool) -> date:
    """Return the first day of the tool under any regime."""
    return min((term.valid_from for term in tool.terms if term.valid_from is not None), default=date.min)
