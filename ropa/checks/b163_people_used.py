"""Every kind of people that the register defines has data in it, or is said to have none.

A kind counts as used when it, a part of it or its whole stands in a flow, a list, a cookie, a time
limit, a right, a hosting or a promise.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_subjects: {customer: {name: Customers}, visitor: {name: Visitors of product pages}}
    activities:
      orders:
        purposes: [order-fulfilment]
        flows:
          - customer -> shop: [name]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_subjects: {customer: {name: Customers}, visitor: {name: Visitors of product pages}}
    activities:
      orders:
        purposes: [order-fulfilment]
        flows:
          - customer -> shop: [name]
      product-pages:
        purposes: [website-operation]
        flows:
          - visitor -> shop: [ip-address]

Why: Article 30(1)(c) asks for the kinds of people per activity. One that is defined and never mentioned
again is a sign of an activity that is missing, or of a definition left over; people who find themselves
in it learn nothing (Article 13(1)(c)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import Source

CODE = "B163"
NAME = "people-have-data"
ASKS = "Are there data of every kind of people?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(c)", "13(1)(c)")
ITEMS = ("A30-1-c-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per kind of people of the register that stands nowhere else in it."""
    register = subject.register
    used = _used(register)
    known = used | {whole for key in used for whole in register.wholes("data_subjects", key)}
    for key, people in register.data_subjects.items():
        if people.source is not Source.REGISTER or key in known:
            continue
        if not used & set(register.wholes("data_subjects", key)):
            yield _finding(
                f"data_subjects/{key}",
                f"{people.title}: defined, but no data of theirs are recorded anywhere, nor that there are none",
                fix="record the activity in which their data are used, or leave the definition out",
                position=people.position,
                cites=cites_of(people),
            )


def _used(register: Register) -> frozenset[str]:
    """Return every kind of people that something else in the register names."""
    found: set[str] = set()
    general = () if register.general is None else (register.general,)
    for activity in (*register.activities.values(), *general):
        found.update(_in_activity(activity))
    for cookie in register.cookies:
        found.update(cookie.subjects)
    for right in register.rights.values():
        found.update(right.subjects)
    for promise in register.promises.values():
        for terms in (promise.never, promise.only, promise.exceptions):
            found.update(() if terms is None else (*terms.subjects, *terms.sources))
    for system in register.systems.values():
        for hosting in system.hosting:
            found.update(hosting.for_keys)
    return frozenset(found)


def _in_activity(activity: Activity) -> set[str]:
    found = {use.key for use in activity.listed_subjects}
    for flow in activity.flows:
        found.update((flow.source, flow.target))
        found.update(pair.subject for pair in flow.pairs if pair.subject is not None)
    for rule in activity.retention:
        found.update(rule.subjects)
    return found
