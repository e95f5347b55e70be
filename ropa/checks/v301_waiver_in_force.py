"""A waiver has not run out.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    waivers:
      - {code: A114, at: organisations/shop, why: appointed in spring, until: 2020-01-31}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    waivers:
      - {code: A114, at: organisations/shop, why: appointed in spring, until: 2099-01-31}

Why: A waiver moves a finding aside for a reason and for a time. Past its end date it moves nothing,
and the finding counts again. It holds on the end date itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.waivers import has_ended

CODE = "V301"
NAME = "waiver-in-force"
ASKS = "Is the waiver in force?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per waiver whose end date lies before the date of the law."""
    for number, waiver in enumerate(subject.register.waivers, start=1):
        if has_ended(waiver, subject.as_of):
            yield _finding(
                f"waivers/{number}",
                f"the waiver of {waiver.code} at {waiver.at} ended on {waiver.until} and moves nothing aside",
                fix="mend what it was about, or decide anew and set a new `until`",
                position=waiver.position,
            )
