"""Certificates and lists: which entity, looked up when, for which framework."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.law.tables import fold
from ropa.transfers.tools.base import Claimed, Point, after, names_of


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
        yield Point("checked", missing="the day on which that was looked up", fix="look it up and record `checked:`")
    elif day > claim.as_of:
        yield Point("checked", missing=f"a look by then: it is of {day}", fix="look it up and record `checked:`")
    elif rule.value and after(day, rule.value) < claim.as_of:
        yield Point(
            "checked-stale",
            missing=f"a recent look: the last one is of {day}; this tool asks for one within twelve months",
            fix="look it up again and record `checked:`",
        )
    else:
        yield Point("checked", present=f"looked up {day}", ends=after(day, rule.value) if rule.value else None)


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


def _said(said: tuple[str, ...]) -> str:
    return ", ".join(text for text in said if text)
