"""Somebody is said to run each system.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {crm: {name: Customer database}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {crm: {name: Customer database, operator: shop}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]

Why: An outside operator receives what its system receives: it is a recipient (Article 30(1)(d)) and mostly a
processor (28(3)), and its country decides on transfers. A system without a stated operator counts as
the organisation's own, so that none of this is asked. A part is run by who runs its whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject

CODE = "C106"
NAME = "operator-stated"
ASKS = "Is it stated who runs each system?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(d)", "28(3)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per system in a flow of which no operator is stated, its wholes included."""
    register = subject.register
    reached = {node for flow in register.flows for node in (flow.source, flow.target)}
    for key, system in register.systems.items():
        chain = (key, *register.wholes("systems", key))
        if key in reached and not any(register.systems[item].operator for item in chain if item in register.systems):
            yield _finding(
                f"systems/{key}",
                f"who runs {system.title} is not stated; it counts as the organisation's own",
                fix="add `operator:` with a key of `organisations`",
                position=system.position,
                cites=system.cites,
            )
