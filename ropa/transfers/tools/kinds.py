"""Which kinds of organisation may use a tool."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.model.parties import Organisation
from ropa.transfers.tools.base import Claimed, Point


def exporter_kind(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find an exporter of one of the kinds of `value`."""
    yield from _has(claim.exporter, rule, "exporter")


def importer_kind(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find an importer of one of the kinds of `value`."""
    yield from _has(claim.importer, rule, "importer")


def exporter_not(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find an exporter of none of the kinds of `value`."""
    yield from _has_not(claim.exporter, rule, "exporter")


def importer_not(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find an importer of none of the kinds of `value`."""
    yield from _has_not(claim.importer, rule, "importer")


def _has(party: Organisation | None, rule: ToolRule, side: str) -> Iterator[Point]:
    if party is None or party.kind.value not in rule.words:
        name = party.title if party is not None else "it"
        yield Point(
            f"{side}-kind",
            missing=f"the right {side}: only {_kinds(rule)} may rely on it, and {name} is not recorded as one",
            fix=f"state the kind of the {side} (`kind:`), or use another tool",
        )


def _has_not(party: Organisation | None, rule: ToolRule, side: str) -> Iterator[Point]:
    if party is not None and party.kind.value in rule.words:
        yield Point(
            f"{side}-barred",
            missing=f"the right {side}: it is not for {_kinds(rule)}, as {party.title} is ({_named(rule)})",
            fix="use another tool; where the limit does not bear on this flow, waive the finding and say why",
        )


def _named(rule: ToolRule) -> str:
    """Return the source of the limit as people cite it: what follows a semicolon says how we know it."""
    return rule.source.partition(";")[0].replace(" OJ text", "")


def _kinds(rule: ToolRule) -> str:
    words = [word.replace("-", " ") for word in rule.words]
    return " or ".join(f"{'an' if word[0] in 'aeiou' else 'a'} {word}" for word in words)
