"""Every activity of a controller names its recipients, or says that it has none.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        flows:
          - customer -> shop: [postal-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        recipients: none
        flows:
          - customer -> shop: [postal-address]

Why: Article 30(1)(d) asks for the categories of recipients to whom data are or will be disclosed.
Processors and hosts are recipients (Article 4(9)); departments of the organisation are not. Silence
is not "none": say `recipients: none` for an activity, or `complete: [recipients]` for the whole
register.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, receivers, recorded, said_flows
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import Completeness

CODE = "A104"
NAME = "recipients-stated"
ASKS = "Are the recipients stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(d)", "4(9)")
ITEMS = ("A30-1-d", "T4-9")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity without an outside recipient that does not say that it has none."""
    register = subject.register
    if Completeness.RECIPIENTS in register.complete:
        return
    for activity in recorded(register):
        if not activity.no_recipients and not _has_recipient(register, activity):
            yield _finding(
                f"activities/{activity.key}",
                f"no recipient outside the organisation is stated for {activity.title}, nor that there is none",
                fix="add the flows to processors, hosts and others, or `recipients: [...]`, or `recipients: none`",
                position=activity.position,
            )


def _has_recipient(register: Register, activity: Activity) -> bool:
    listed = (use for use in activity.listed_recipients if is_said(use))
    return bool(receivers(register, said_flows(activity))) or any(not register.is_internal(use.key) for use in listed)
