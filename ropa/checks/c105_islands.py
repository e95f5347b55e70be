"""Every system and organisation has a part in something: a flow, or another statement.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, printer: {name: Printer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, printer: {name: Printer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> printer: [email-address]

Why: What no flow reaches and nothing else names is either a leftover or a sign that a flow is
missing, and with it a recipient (Article 30(1)(d)). A system counts as used with its parts and its whole, an
organisation with its parts, and also as operator, host, party of an agreement or in a promise. Kinds of people
are told of elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.model.activities import Activity, Terms
from ropa.model.parties import Organisation, System
from ropa.model.register import Register

CODE = "C105"
NAME = "no-islands"
ASKS = "Is everything declared part of something?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(d)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per system or organisation that nothing names."""
    register = subject.register
    used = set(_named(register))
    # What has a part that is used is used itself.
    systems = used.union(*(register.wholes("systems", key) for key in used & register.systems.keys()))
    organisations = used.union(*(register.wholes("organisations", key) for key in used & register.organisations.keys()))
    for key, system in register.systems.items():
        if key not in systems and used.isdisjoint(register.wholes("systems", key)):
            yield _found("systems", system)
    for key, organisation in register.organisations.items():
        if key not in organisations:
            yield _found("organisations", organisation)


def _found(section: str, thing: System | Organisation) -> Finding:
    return _finding(
        f"{section}/{thing.key}",
        f"{thing.title} is declared, but no flow reaches it and nothing else names it",
        fix="add the flow that it is part of, or remove it",
        position=thing.position,
        cites=thing.cites,
    )


def _named(register: Register) -> Iterator[str]:
    """Yield the keys of nodes that some statement names, other than their own entry."""
    yield register.organisation
    for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
        yield from _in_activity(activity)
    for system in register.systems.values():
        yield system.operator
        for host in system.hosting:
            yield from (host.by, *host.for_keys)
    for agreement in register.agreements.values():
        yield from agreement.between
    for safeguard in register.safeguards.values():
        yield from (*safeguard.between, safeguard.organisation)
    yield from (person.same_as for person in register.data_subjects.values())
    for organisation in register.organisations.values():
        if organisation.parent_company is not None:
            yield organisation.parent_company.organisation
    yield from (measure.by for measure in register.measures.values())
    yield from (cookie.set_by for cookie in register.cookies)
    for promise in register.promises.values():
        for terms in (promise.never, promise.only, promise.exceptions):
            yield from _in_terms(terms)


def _in_activity(activity: Activity) -> Iterator[str]:
    for flow in activity.flows:
        yield from (flow.source, flow.target, *flow.via)
    for use in (*activity.joint_with, *activity.on_behalf_of, *activity.listed_recipients):
        yield use.key
    for rule in activity.retention:
        yield from (*rule.held_in, *rule.by, *rule.then_in)
    yield from (use.by for use in activity.measures)


def _in_terms(terms: Terms | None) -> Iterator[str]:
    if terms is not None:
        yield from (*terms.to, *terms.held_in, *terms.read_by, *terms.recipients, *terms.sources)
