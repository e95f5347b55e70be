"""Every activity of a processor says on whose behalf it is carried out.

Wrong:

    ropa: 1
    register: {organisation: host}
    organisations: {host: {name: Host}, shop: {name: Shop, email: hello@shop.example}}
    activities:
      storage:
        role: processor
        processing: [Storage]
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
        processing: [Storage]
        flows:
          - shop -> host: {data: [email-address], subjects: [customer]}

Why: The record of Article 30(2) is kept by controller: it lists each one on whose behalf the processor acts, and the
processing for it. Who sends the data is only a lead to who decides; the sender may be a processor as well. Several
clients of one service may stand in one list, or be `part_of` a category that is named here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, said_flows, titles
from ropa.checks.processors import processed
from ropa.model.activities import Activity
from ropa.model.register import Register

CODE = "A201"
NAME = "acted-for-stated"
ASKS = "Is it stated for whom the processor acts?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(2)", "30(2)(a)")
ITEMS = ("A30-2-intro", "A30-2-a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity of a processor that names nobody on whose behalf it is carried out."""
    register = subject.register
    for activity in processed(register):
        if not any(is_said(use) for use in activity.on_behalf_of):
            senders = _senders(register, activity)
            lead = f"; data come from {titles(register, senders)}" if senders else ""
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: on whose behalf this is carried out is not stated{lead}",
                fix="add `on_behalf_of: [...]` with the controllers, each declared under `organisations`",
                position=activity.position,
                cites=activity.mark("role").cites,
            )


def _senders(register: Register, activity: Activity) -> tuple[str, ...]:
    """Return the outside organisations that send data to the register's own, in the order of the flows."""
    inward = (flow for flow in said_flows(activity) if register.is_internal(register.party_of(flow.target)))
    parties = dict.fromkeys(register.party_of(flow.source) for flow in inward)
    return tuple(key for key in parties if key in register.organisations and not register.is_internal(key))
