"""Certificates and lists: which entity, looked up when, for which framework."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.law.tables import fold
from ropa.transfers.tools.base import Claimed, Point, after, names_of

_LOOK = "look the recipient up and record the day (`checked:`)"


def listed(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the certificate or entry is that of the legal entity which receives the data."""
    importer, entity = claim.importer, claim.safeguard.organisation
    name = claim.title(claim.edge.importer)
    named = {fold(entity), *map(fold, claim.safeguard.covers)} & names_of(importer)
    if not entity:
        yield Point(
            "entity",
            missing="which organisation is certified or listed",
            fix="record the legal entity as the list names it (`organisation:`)",
        )
    elif not named:
        yield Point(
            "entity",
            missing=f"a certificate or listing of {name}: the one recorded is that of {_title(claim, entity)}",
            fix=f"look up the entity that receives the data ({name}), or state that it is covered (`covers:`)",
        )
    else:
        yield Point("entity", present=f"certified or listed: {_title(claim, entity)}")


def _title(claim: Claimed, entity: str) -> str:
    return claim.title(entity) if entity in claim.register.organisations else entity


def checked(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find the day on which somebody looked, not later than the day asked about, nor older than `value`."""
    day = claim.safeguard.checked
    if day is None:
        yield Point("checked", missing="the day on which that was looked up", fix=_LOOK)
    elif day > claim.as_of:
        yield Point("checked", missing=f"a look by then: it is of {day}", fix=_LOOK)
    elif rule.value and after(day, rule.value) < claim.as_of:
        yield Point(
            "checked-stale",
            missing=f"a recent look: the last one is of {day}; this tool asks for one within twelve months",
            fix="look the recipient up again and record the day (`checked:`)",
        )
    else:
        yield Point(
            "checked",
            present=f"looked up {day}",
            ends=after(day, rule.value) if rule.value else None,
            fix="look the recipient up again and record the day (`checked:`)",
        )


def framework(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find the framework of this regime among what the listing covers."""
    said = (*claim.safeguard.covers, claim.safeguard.condition_met)
    folded = " ".join(fold(text) for text in said)
    wanted = rule.words[0] if rule.words else ""
    fix = f"look up whether the listing covers {wanted}, and for which data, and record it (`covers:`)"
    if not folded.strip():
        yield Point("covers", missing="what the listing covers", fix=fix)
    elif not any(fold(word) in folded for word in rule.words):
        yield Point("covers", missing=f"a listing for {wanted}: recorded is {_said(said)}", fix=fix)
    else:
        yield Point("covers", present=f"covers {_said(said)}")


def people(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the listing is for data of the people whom this flow is about.

    Such a certificate is given for human resources data, for other data, or for both. A listing that tells neither is
    taken for other data.
    """
    said = (*claim.safeguard.covers, claim.safeguard.condition_met)
    text = " ".join(said).casefold()
    other = bool(_NOT_STAFF.search(text))
    staff = bool(_STAFF.search(_NOT_STAFF.sub(" ", text)))
    absent = []
    if claim.edge.staff and not staff:
        absent.append("human resources data, which those of employees are")
    if claim.edge.others and staff and not other:
        absent.append("other than human resources data (non-HR), as some of these are")
    if absent:
        yield Point(
            "covers",
            missing=f"a listing for {' and for '.join(absent)}",
            fix="look up for which data the listing is (HR, non-HR) and record it (`covers:`)",
        )


#: How people write for which data a certificate is: as the public lists do, or in full.
_STAFF = re.compile(r"\bhr\b|human[ -]resources")
_NOT_STAFF = re.compile(r"\b(?:non|other than|no|not)[ -]?(?:hr\b|human[ -]resources)")


def _said(said: tuple[str, ...]) -> str:
    return ", ".join(text for text in said if text)
