"""What the checks on information, rights and impact assessments share: numbers of the law, and where data come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ropa.checks.base import Subject
from ropa.checks.bases import at, title
from ropa.checks.facts import PROCESSING_ROLES, arrows, is_said, recorded
from ropa.law import Limit
from ropa.law.tables import in_interval
from ropa.model.activities import Activity, Flow
from ropa.model.register import Register
from ropa.model.words import FlowKind
from ropa.questions.retention_periods import span

__all__ = [
    "Source",
    "at",
    "exceeds",
    "indirect",
    "informing",
    "limits",
    "people_give",
    "sources_of",
    "title",
    "unverified",
]


def limits(subject: Subject, topic: str) -> tuple[Limit, ...]:
    """Return what the regimes of the register set for a topic on the day of the law, in the order of the table.

    Only what a regime sets for everybody; empty where none of them does on that day.
    """
    regimes = set(subject.register.regimes)
    return tuple(
        row
        for row in subject.law.limits
        if row.topic == topic
        and row.regime in regimes
        and not row.country
        and in_interval(row.valid_from, row.valid_until, subject.as_of)
    )


def unverified(rows: Iterable[Limit]) -> str:
    """Return words for a message on rows of the law that nobody verified, empty where all were."""
    doubtful = sorted({article for row in rows if row.verified != "yes" for article in row.articles})
    return f" (not verified: {', '.join(doubtful)})" if doubtful else ""


def exceeds(period: str, *allowed: str) -> bool:
    """Return whether an ISO 8601 duration is certainly longer than others together; one that cannot be read is not.

    A month counts as its longest, so that 31 days are a month, and 32 days or a month and a day are not.

    >>> [exceeds(period, "P1M") for period in ("P30D", "P31D", "P4W", "P1M", "P32D", "P1M1D", "P45D", "P2M")]
    [False, False, False, False, True, True, True, True]
    >>> exceeds("P3M", "P1M", "P2M"), exceeds("P100D", "P1M", "P2M")
    (False, True)
    """
    mine, others = span(period), [span(item) for item in allowed]
    if mine is None or any(item is None for item in others):
        return False
    # Parts of a duration come in order, so that a longer text with the same beginning adds something to it.
    more = len(allowed) == 1 and period.startswith(allowed[0]) and period != allowed[0]
    most = sum(item.longest for item in others if item is not None)
    return mine.shortest > most or (more and mine.longest > most)


def informing(register: Register) -> tuple[Activity, ...]:
    """Return the activities of which people have to be told by the organisation, `general` last."""
    own = tuple(activity for activity in recorded(register) if is_said(activity))
    return own if register.general is None else (*own, register.general)


def people_give(register: Register, activity: Activity) -> tuple[Flow, ...]:
    """Return the flows in which people give their data to the organisation, in file order."""
    return tuple(
        flow
        for flow in arrows(activity)
        if flow.source in register.data_subjects
        and any(register.is_internal(register.party_of(node)) for node in (flow.target, *flow.via))
    )


class Source(NamedTuple):
    """An organisation from which data about other people come, with the flows that say so, in file order."""

    organisation: str
    flows: tuple[Flow, ...]


def sources_of(register: Register, activities: Iterable[Activity]) -> tuple[Source, ...]:
    """Return who outside gives the organisation data about other people, in the order in which they are first named.

    A processor that hands back what it holds is no source, nor is an organisation that speaks of itself.
    """
    acting = _acting_for_us(register)
    found: dict[str, list[Flow]] = {}
    for activity in activities:
        for flow in arrows(activity):
            party = register.party_of(flow.source)
            outside = party in register.organisations and not register.is_internal(party)
            inward = outside and party not in acting and register.is_internal(register.party_of(flow.target))
            if inward and _is_about_others(register, flow, party):
                found.setdefault(party, []).append(flow)
    return tuple(Source(party, tuple(flows)) for party, flows in found.items())


def indirect(register: Register) -> frozenset[str]:
    """Return the keys of the activities into which data come from others than the people themselves."""
    found = sources_of(register, register.activities.values())
    return frozenset(flow.activity for source in found for flow in source.flows)


def _acting_for_us(register: Register) -> frozenset[str]:
    return frozenset(
        register.party_of(flow.target)
        for flow in register.flows
        if is_said(flow) and (flow.role in PROCESSING_ROLES or flow.kind is FlowKind.HOSTING)
    )


def _is_about_others(register: Register, flow: Flow, party: str) -> bool:
    """Return whether a flow from an organisation is about anybody but the people that this organisation is."""
    subjects = [pair.subject for pair in flow.pairs if is_said(pair)]
    kinds = [register.data_subjects.get(key) if key is not None else None for key in subjects]
    return not kinds or any(kind is None or kind.same_as != party for kind in kinds)
