"""A flow out of a system that several kinds of people feed says whose data it carries.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    systems: {crm: {operator: shop}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]
          - employee -> crm: [email-address]
          - crm -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    systems: {crm: {operator: shop}}
    activities:
      newsletter:
        flows:
          - customer -> crm: [email-address]
          - employee -> crm: [email-address]
          - crm -> mailer: {data: [email-address], subjects: [customer]}

Why: Where a flow names no data subjects, all from whom the data came upstream are taken. That may
be right, and may also say of employees what holds only for customers; only the organisation knows
(Article 5(1)(d)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import flow_name, titles
from ropa.checks.notices import of_kind

CODE = "C101"
NAME = "mixed-subjects-told-apart"
ASKS = "Are the people of mixed flows told apart?"
SEVERITY = Severity.INFO
ARTICLES = ("5(1)(d)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that it took several kinds of people from upstream."""
    register = subject.register
    flows = {flow.id: flow for flow in register.flows if flow.mixes}
    for notice in of_kind(subject, "mixed-subjects"):
        flow = flows.get(notice.at)
        message = notice.message
        if flow is not None:
            whose = titles(register, flow.mixes)
            message = f"whose data go from {flow_name(register, flow)} is not written; they are taken to be of {whose}"
        yield _finding(
            notice.at,
            message,
            fix="add `subjects: [...]`, or `pairs: {...}` where each kind of people has data of its own",
            position=notice.position,
        )
