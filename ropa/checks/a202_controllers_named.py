"""Each controller on whose behalf a processor acts is named, with a way to reach it.

Wrong:

    ropa: 1
    register: {organisation: host}
    organisations: {host: {name: Host}, clients: {name: Our clients, kind: category}}
    activities:
      storage:
        role: processor
        on_behalf_of: [clients]
        processing: [Storage]
        flows:
          - clients -> host: {data: [email-address], subjects: [customer]}

Right:

    ropa: 1
    register: {organisation: host}
    organisations:
      host: {name: Host}
      clients: {name: Our clients, kind: category}
      shop: {name: Shop Ltd, part_of: clients, address: "1 Quay Street, Cork"}
    activities:
      storage:
        role: processor
        on_behalf_of: [clients]
        processing: [Storage]
        flows:
          - clients -> host: {data: [email-address], subjects: [customer]}

Why: Article 30(2)(a) asks for name and contact details of each controller; "our customers" tells an authority nothing.
A postal address, an email address or a telephone number is a way to reach somebody. Clients that are `part_of` a
category stand in the record beside it, so that one list of clients serves every activity. A warning where it is only
possible that one acts for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import can_be_reached, is_named
from ropa.checks.processors import acted_for, is_category, members_of, named_activities
from ropa.model.activities import Activity
from ropa.model.base import Cite, Use
from ropa.model.parties import Organisation
from ropa.model.words import Certainty

CODE = "A202"
NAME = "acted-for-named"
ASKS = "Are the controllers named for whom it acts?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(2)(a)",)
ITEMS = ("A30-2-a",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per controller, or category of controllers, of which something is not stated."""
    register = subject.register
    named = acted_for(register)
    categories = [key for key in named if key in register.organisations and is_category(register.organisations[key])]
    members = members_of(register, categories)
    told: set[str] = set()
    for key, places in named.items():
        found = register.organisations.get(key)
        for organisation in (found, *members.get(key, ())):
            if organisation is None or organisation.key in told or members.get(organisation.key):
                continue
            told.add(organisation.key)
            missing = _missing(organisation)
            if missing:
                yield _found(organisation, places, missing)


def _missing(organisation: Organisation) -> str:
    if is_category(organisation):
        return "which controllers these are is not stated"
    missing = [] if is_named(organisation) else ["name"]
    missing += [] if can_be_reached(organisation) else ["address, email or phone"]
    return f"not stated of this controller: {'; '.join(missing)}" if missing else ""


def _found(organisation: Organisation, places: tuple[tuple[Activity, Use], ...], missing: str) -> Finding:
    sure = any(use.certainty.rank <= Certainty.IMPLIED.rank for _, use in places)
    cites: dict[Cite, None] = dict.fromkeys(cite for _, use in places for cite in use.cites)
    activities = named_activities([activity for activity, _ in places])
    fix = (
        f"declare each one under `organisations` with `part_of: {organisation.key}`, a name and contact details"
        if is_category(organisation)
        else f"add what is missing under `organisations`, `{organisation.key}`"
    )
    return _finding(
        f"organisations/{organisation.key}",
        f"{organisation.title}, acted for in {activities}: {missing}",
        fix=fix,
        position=organisation.position,
        severity=SEVERITY if sure else Severity.WARNING,
        cites=tuple(cites),
    )
