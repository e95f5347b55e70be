"""Approvals: by whom, when, and how long they last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ropa.law import ToolRule
from ropa.transfers.base import Grade
from ropa.transfers.tools.base import Claimed, Point, after

_FIX = "record the approval (`approval: {authority, reference, date}`)"
_TELL = "tell the authority and record when (`approval: {authority, reference, date}`)"


def approval(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find a dated approval by an authority that can give it.

    `value` is `inside` for an authority of the area of the regime, `inside-or-adequate` where that of an adequate State
    does as well, `any` where the issuer is no authority.
    """
    found = claim.safeguard.approval
    if found is None:
        yield Point("approval", missing="the approval", fix=_FIX)
    elif found.date is None:
        yield Point("approval", missing="the day of the approval", fix=_FIX)
    elif found.date > claim.as_of:
        hold = "hold the transfer until the approval is there, or correct its day (`approval:`)"
        yield Point("approval", missing=f"an approval by then: it is of {found.date}", fix=hold)
    elif rule.value != "any" and not _can_give(claim, rule, found.authority):
        who = f"`{found.authority}`" if found.authority else "an authority that is not stated"
        regime = claim.places.articles(claim.regime).name
        yield Point(
            "authority",
            missing=f"an approval by an authority that can give it under the {regime}: it is by {who}",
            fix="obtain the approval of the competent authority and record it by the name it goes by",
        )
    else:
        named = f" ({found.authority} {found.reference})".replace(" )", ")") if found.authority else ""
        yield Point("approval", present=f"approved {found.date}{named}")


def _can_give(claim: Claimed, rule: ToolRule, name: str) -> bool:
    good = {Grade.DOMESTIC, Grade.ADEQUATE} if rule.value == "inside-or-adequate" else {Grade.DOMESTIC}
    return any(
        claim.places.of_country(claim.regime, authority.country).grade in good
        for authority in claim.law.find_authorities(name)
    )


def approval_age(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find that what was approved or issued has not run out after `value`."""
    found = claim.safeguard.approval
    if found is None or found.date is None:
        return
    last = after(found.date, rule.value) - timedelta(days=1)
    if last < claim.as_of:
        yield Point(
            "run-out", missing=f"a certificate that lasts: that of {found.date} ended {last}", fix="have it renewed"
        )
    else:
        yield Point("run-out", ends=last, fix="have the certificate renewed and record the new date (`approval:`)")


def notice(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the authority was told."""
    found = claim.safeguard.approval
    if found is None or found.date is None or found.date > claim.as_of:
        yield Point("notice", missing="that the authority was told, and when", fix=_TELL)
    else:
        yield Point("notice", present=f"authority told {found.date}")
