"""A register that shows no transfer for an activity says that its recipients are complete.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter: {data_subjects: [customer], data: [email-address], recipients: [mailer]}

Right:

    ropa: 1
    register: {organisation: shop, complete: [recipients]}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter: {data_subjects: [customer], data: [email-address], recipients: [mailer]}

Why: Under letter (e) of Article 30(1) an authority expects "no transfer" where there is none. A
list that may have gaps supports only "no transfer is stated". The register can say that the list is
complete, that an activity has no recipients, or promise that data go only to certain countries.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import recorded
from ropa.checks.processors import named_activities, silent_on_transfers

CODE = "A152"
NAME = "absence-of-transfers-stated"
ASKS = "Is it stated that there are no transfers?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(e)",)
ITEMS = ("A30-1-e-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the activities without a stated transfer whose recipients may be more."""
    register = subject.register
    silent = silent_on_transfers(subject, recorded(register))
    if silent:
        yield _finding(
            "register",
            "the record can say only that no transfer is stated, not that there is none, for: "
            f"{named_activities(silent)}",
            fix="when every recipient is recorded, add `complete: [recipients]` under `register`",
            position=register.position,
        )
