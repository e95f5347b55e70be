"""Every flow says which data it carries.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {as: processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {as: processor, data: [email-address]}

Why: A flow whose data are not stated matches no category: no question about a category finds it, no
promise can be held against it, and letters (c) and (d) of Article 30(1) cannot be read together.
`data: all` says that everything at hand goes along.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows
from ropa.model.words import FlowKind

CODE = "A132"
NAME = "flow-data-stated"
ASKS = "Are the data of every flow stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(c)",)
ITEMS = ("A30-1-c-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per written arrow without data; what is derived from lists and hosting is left out."""
    register = subject.register
    for flow in all_flows(register):
        if flow.kind is FlowKind.DECLARED and not any(pair.data is not None for pair in flow.pairs):
            ends = f"{register.title(flow.source)} to {register.title(flow.target)}"
            yield _finding(
                flow.id,
                f"which data flow from {ends} is not stated",
                fix="add the categories, or `data: all` for everything that the sender holds in this activity",
                position=flow.position,
                cites=flow.cites,
            )
