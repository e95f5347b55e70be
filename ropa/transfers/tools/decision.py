"""Adequacy decisions on a condition: the one that a tool rests on, and whether it reaches this place."""

from __future__ import annotations

from ropa.law import AdequacyDecision
from ropa.transfers.tools.base import Claimed, Point


def resting_on(claim: Claimed) -> tuple[AdequacyDecision | None, Point | None]:
    """Return the decision that the claim rests on here, and why it cannot; neither where the tool needs no decision.

    A row `decision` names it for a framework; without a value it is whatever decision covers the country that day.
    """
    rules = claim.law.tool_rules_on(claim.tool.key, claim.regime, claim.as_of)
    wanted = [rule.value for rule in rules if rule.rule == "decision"]
    if not wanted:
        if not any(rule.rule == "decision" for rule in claim.law.tool_rules if rule.subject == claim.tool.key):
            return None, None
        return None, Point(
            "no-decision", missing=f"no decision lets `{claim.tool.key}` carry anything here", never=True
        )
    named = next((value for value in wanted if value), "")
    return _named(claim, named) if named else _by_country(claim)


def _named(claim: Claimed, key: str) -> tuple[AdequacyDecision | None, Point | None]:
    decision = claim.law.decision(key)
    if decision is None or not decision.in_force(claim.as_of):
        why = f"{decision.instrument}, {decision.reason or decision.status}" if decision is not None else key
        return None, Point("no-decision", missing=f"the decision beneath it cannot be relied on: {why}", never=True)
    if decision.country == claim.country:
        return decision, None
    place = claim.country or "an international organisation"
    return decision, Point(
        "other-country",
        missing=f"{decision.instrument} covers recipients in {decision.country}, not {place}",
        never=claim.entity,
        fix=f"cover what is done in {place} with a tool of its own",
    )


def _by_country(claim: Claimed) -> tuple[AdequacyDecision | None, Point | None]:
    found = claim.law.decisions_on(claim.regime, claim.country, claim.as_of) if claim.country else ()
    if found:
        return found[0], None
    known = claim.law.countries.get(claim.country)
    who = known.name if known is not None else claim.country or claim.title(claim.edge.importer)
    ended = claim.law.ended_decisions(claim.regime, claim.country, claim.as_of) if claim.country else ()
    gone = "; ".join(f"{row.instrument} ended ({row.reason})" for row in ended if row.end_kind != "replaced")
    regime = claim.places.articles(claim.regime).name
    return None, Point(
        "no-decision",
        missing=f"no decision under the {regime} says that {who} is adequate on {claim.as_of}"
        f"{f': {gone}' if gone else ''}",
        never=True,
    )
