"""Every processor in a flow is named.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, providers: {name: Service providers, kind: category}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> providers: {data: [email-address], as: processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Why: Processors are recipients (Articles 4(9) and 30(1)(d)). Each one needs a contract (Article
28(3)), so that an organisation always knows which they are; "service providers" shows that the
record does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import PROCESSING_ROLES, all_flows, flow_names, is_named, receivers
from ropa.model.words import OrganisationKind

CODE = "A142"
NAME = "processors-named"
ASKS = "Are the processors named?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(d)", "28(3)")
ITEMS = ("A30-1-d",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per receiver in the role of a processor that is a category or has no name."""
    register = subject.register
    for key, flows in receivers(register, all_flows(register)).items():
        organisation = register.organisations[key]
        unnamed = organisation.kind is OrganisationKind.CATEGORY or not is_named(organisation)
        acting = [flow for flow in flows if flow.role in PROCESSING_ROLES]
        if unnamed and acting:
            yield _finding(
                f"organisations/{key}",
                f"{organisation.title} acts as processor ({flow_names(register, acting)}), but no name is stated",
                fix="name each processor as an organisation of its own",
                position=organisation.position,
                cites=organisation.cites,
            )
