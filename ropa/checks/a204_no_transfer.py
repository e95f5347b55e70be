"""A processor's record that shows no transfer says that its recipients are complete.

Wrong:

    ropa: 1
    register: {organisation: host}
    organisations: {host: {name: Host, country: IE}, shop: {name: Shop, country: IE, email: hello@shop.example}}
    activities:
      storage:
        role: processor
        on_behalf_of: [shop]
        processing: [Storage]
        flows:
          - shop -> host: {data: [email-address], subjects: [customer]}

Right:

    ropa: 1
    register: {organisation: host, complete: [recipients]}
    organisations: {host: {name: Host, country: IE}, shop: {name: Shop, country: IE, email: hello@shop.example}}
    activities:
      storage:
        role: processor
        on_behalf_of: [shop]
        processing: [Storage]
        flows:
          - shop -> host: {data: [email-address], subjects: [customer]}

Why: Article 30(2)(c) asks for transfers, those to further processors included; the controller relies on it. A list that
may have gaps supports only "no transfer is stated". The register can say that the list is complete, that an activity
has no recipients, or promise that data go only to certain countries. A country that is not known is A105's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.processors import named_activities, processed, silent_on_transfers

CODE = "A204"
NAME = "absence-of-processor-transfers-stated"
ASKS = "Is it stated that the processor makes no transfers?"
SEVERITY = Severity.INFO
ARTICLES = ("30(2)(c)",)
ITEMS = ("A30-2-c",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: its processor activities without a transfer whose recipients may be more."""
    register = subject.register
    silent = silent_on_transfers(subject, processed(register))
    if silent:
        yield _finding(
            "register",
            "the record of the processor can say only that no transfer is stated, not that there is none, for: "
            f"{named_activities(silent)}",
            fix="when every recipient is recorded, add `complete: [recipients]` under `register`",
            position=register.position,
        )
