"""Each flow is told once.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - customer -> shop: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]

Why: A flow that stands twice is counted twice, and one copy is forgotten when the other is corrected
(Article 5(1)(d)). Two statements of one fact from different lines of a document, or under different
conditions, are no copies. What a circle of flows carries without anybody having collected it is C104's.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import flow_name
from ropa.model.activities import Flow
from ropa.model.words import FlowKind

CODE = "C112"
NAME = "flows-told-once"
ASKS = "Is each flow told once?"
SEVERITY = Severity.INFO
ARTICLES = ("5(1)(d)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per written flow that repeats an earlier one of its activity."""
    register = subject.register
    for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
        seen: dict[Hashable, Flow] = {}
        for flow in activity.flows:
            first = seen.setdefault(_content(flow), flow) if flow.kind is FlowKind.DECLARED else flow
            if first is not flow:
                line = f" on line {first.position.line}" if first.position is not None else ""
                yield _finding(
                    flow.id,
                    f"{flow_name(register, flow)} is told twice: {flow.id} says the same as {first.id}{line}",
                    fix="remove one of the two, or say what tells them apart",
                    position=flow.position,
                    cites=flow.cites,
                )


def _content(flow: Flow) -> Hashable:
    """Return what a flow says, apart from where it is written; cites are part of it."""
    cites = tuple(sorted((cite.document, cite.lines, cite.section, cite.words) for cite in flow.cites))
    pairs = tuple((pair.subject, pair.data, pair.certainty, pair.stated_as) for pair in flow.pairs)
    where = (flow.locations.entity, flow.locations.storage, flow.locations.access)
    terms = (flow.voluntary, flow.mandatory is not None, flow.public_source, flow.open)
    how = (flow.role, flow.via, flow.agreement, flow.safeguard, flow.means, flow.when, flow.stated_as)
    return (flow.source, flow.target, flow.certainty, pairs, where, terms, how, cites)
