"""Every activity of a processor states the categories of processing that it carries out for the controller.

Wrong:

    ropa: 1
    register: {organisation: host}
    organisations: {host: {name: Host}, shop: {name: Shop, email: hello@shop.example}}
    activities:
      storage:
        role: processor
        on_behalf_of: [shop]
        purposes: [direct-marketing]
        flows:
          - shop -> host: {data: [email-address], subjects: [customer]}

Right:

    ropa: 1
    register: {organisation: host}
    organisations: {host: {name: Host}, shop: {name: Shop, email: hello@shop.example}}
    activities:
      storage:
        role: processor
        on_behalf_of: [shop]
        processing: [Keeping mailing lists, Sending newsletters]
        flows:
          - shop -> host: {data: [email-address], subjects: [customer]}

Why: Article 30(2)(b) asks for the categories of processing carried out on behalf of each controller. The purposes are
the controller's and do not say what the processor does; flows show where data go, not what is done with them. The
record shows what follows from the flows beside "not stated", and marks it as derived.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.checks.processors import processed

CODE = "A203"
NAME = "processing-stated"
ASKS = "Are the categories of processing stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(2)(b)",)
ITEMS = ("A30-2-b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity of a processor that states no category of processing."""
    for activity in processed(subject.register):
        if not any(is_said(use) for use in activity.processing):
            yield _finding(
                f"activities/{activity.key}",
                f"no category of processing is stated for {activity.title}",
                fix="add `processing: [...]`: what is done for the controller, in your own words",
                position=activity.position,
                cites=activity.mark("role").cites,
            )
