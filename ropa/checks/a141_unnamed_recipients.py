"""Recipients are named where that is possible.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, couriers: {name: Parcel carriers, kind: category}}
    activities:
      delivery: {data_subjects: [customer], data: [postal-address], recipients: [couriers]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, fastpost: {name: Fast Post, country: IE}}
    activities:
      delivery: {data_subjects: [customer], data: [postal-address], recipients: [fastpost]}

Why: Categories of recipients are enough for Article 30(1)(d), so that this is for your information.
A person who asks may insist on the actual recipients (Article 15(1)(c); Court of Justice, C-154/21,
12 January 2023), and then the names are needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import PROCESSING_ROLES, all_flows, is_named, receivers
from ropa.model.words import OrganisationKind

CODE = "A141"
NAME = "recipients-named"
ASKS = "Are the recipients named?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(d)", "15(1)(c)")
ITEMS = ("A30-1-d",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per unnamed recipient that is nowhere a processor (those: A142)."""
    register = subject.register
    for key, flows in receivers(register, all_flows(register)).items():
        organisation = register.organisations[key]
        unnamed = organisation.kind is OrganisationKind.CATEGORY or not is_named(organisation)
        if unnamed and not any(flow.role in PROCESSING_ROLES for flow in flows):
            yield _finding(
                f"organisations/{key}",
                f"“{organisation.title}” stands for recipients that are not named",
                fix="name the recipients you know, each as an organisation of its own",
                position=organisation.position,
                cites=organisation.cites,
            )
