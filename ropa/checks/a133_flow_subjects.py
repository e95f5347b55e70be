"""Every flow says whose data it carries, or lets it be seen from the flows before it.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - shop -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - shop -> mailer: {data: [email-address], subjects: [customer]}

Why: Data, data subject and recipient belong together. Without the data subject, nobody can tell a
person to whom their data went (Articles 15(1)(c) and 19), and letter (c) of Article 30(1) has a
gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, titles
from ropa.model.words import FlowKind

CODE = "A133"
NAME = "flow-subjects-stated"
ASKS = "Are the people of every flow stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(c)",)
ITEMS = ("A30-1-c-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per written arrow with data of which the data subject is not stated."""
    register = subject.register
    for flow in all_flows(register):
        loose = sorted({pair.data for pair in flow.pairs if pair.subject is None and pair.data is not None})
        if flow.kind is FlowKind.DECLARED and loose:
            ends = f"{register.title(flow.source)} to {register.title(flow.target)}"
            yield _finding(
                flow.id,
                f"whose data go from {ends} is not stated: {titles(register, loose)}",
                fix="add `subjects: [...]`, or the flow by which the data came from the people concerned",
                position=flow.position,
                cites=flow.cites,
            )
