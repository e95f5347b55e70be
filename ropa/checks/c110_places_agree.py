"""Two statements of where something is do not contradict each other.

A warning; an info finding where a flow is with another entity of an organisation than the one that is declared.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, host: {name: Host}}
    systems: {crm: {operator: shop, hosting: [{by: host, country: DE}]}}
    activities:
      newsletter:
        flows:
          - customer -> crm: {data: [email-address], locations: {storage: US}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, host: {name: Host}}
    systems: {crm: {operator: shop, hosting: [{by: host, country: DE}, {by: host, country: US}]}}
    activities:
      newsletter:
        flows:
          - customer -> crm: {data: [email-address], locations: {storage: US}}

Why: The place decides whether there is a transfer (Articles 30(1)(e) and 44); of two places one is
wrong, or a host is missing. A country agrees with a group of states that it belongs to, and with a
place that nobody knows. What only the shipped directory says of a seat contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ropa.checks.agreements import cites_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows
from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.base import Sourced
from ropa.model.parties import Hosting, Organisation
from ropa.model.register import Register
from ropa.model.words import FlowKind, Source

CODE = "C110"
NAME = "places-agree"
ASKS = "Do the places agree?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(e)", "44")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per flow or system whose places contradict those of a host or an organisation."""
    register = subject.register
    places = _Places(subject.law, subject.as_of)
    for flow in all_flows(register):
        if flow.kind is FlowKind.DECLARED:
            yield from _storage(register, places, flow)
            yield from _entity(register, places, flow)
    for key, system in register.systems.items():
        for host in system.hosting:
            yield from _host(register, places, key, host)


class _Places:
    """Which places agree on a day."""

    def __init__(self, law: Law, on: dt.date) -> None:
        self._law = law
        self._on = on

    def agree(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether some place of each side may be the same; True where a side is empty or not known."""
        left, right = [self._countries(place) for place in ones], [self._countries(place) for place in others]
        if not left or not right:
            return True
        return any(one is None or other is None or one & other for one in left for other in right)

    def _countries(self, place: str) -> frozenset[str] | None:
        """Return the countries that a place may be, None where it is not known."""
        if self._law.is_group(place):
            return self._law.members(place, self._on)
        return frozenset({place}) if place in self._law.countries else None


def _storage(register: Register, places: _Places, flow: Flow) -> Iterator[Finding]:
    """Compare where a flow says that data are stored with the hosts of the system that it reaches."""
    system = register.systems.get(flow.target)
    if system is None or not flow.locations.storage:
        return
    hosting = next(
        (
            register.systems[key].hosting
            for key in (flow.target, *register.wholes("systems", flow.target))
            if key in register.systems and register.systems[key].hosting
        ),
        (),
    )
    stored = [place for host in hosting for place in (_stored(host) or ("",))]
    if "" not in stored and not places.agree(flow.locations.storage, stored):
        yield _found(
            flow.id,
            f"data are said to be stored in {_words(flow.locations.storage)}, "
            f"yet the hosts of {system.title} are in {_words(stored)}",
            flow,
            (flow, flow.locations, *hosting),
        )


def _entity(register: Register, places: _Places, flow: Flow) -> Iterator[Finding]:
    """Compare the seat that a flow gives for its receiver with the seat of the organisation."""
    organisation = register.organisations.get(register.party_of(flow.target))
    if organisation is not None and not _agrees(places, flow.locations.entity, organisation):
        yield _found(
            flow.id,
            f"the receiver is said to sit in {_words(flow.locations.entity)}, "
            f"yet {organisation.title} is declared in {organisation.country}",
            flow,
            (flow, flow.locations, organisation),
            severity=Severity.INFO,
        )


def _host(register: Register, places: _Places, key: str, host: Hosting) -> Iterator[Finding]:
    title, name = register.title(key), register.title(host.by)
    said = []
    if host.country and not places.agree(host.locations.storage, (host.country,)):
        said.append(f"is said to store in {host.country} and in {_words(host.locations.storage)}")
    if not host.can_read and host.locations.access:
        said.append(f"is said to have no access, and to have it from {_words(host.locations.access)}")
    if said:
        facts = (host, host.locations)
        yield _found(f"systems/{key}/hosting", f"{name}, a host of {title}, {' and '.join(said)}", host, facts)


def _agrees(places: _Places, entity: tuple[str, ...], organisation: Organisation) -> bool:
    stated = organisation.country and organisation.mark("country").source is not Source.DIRECTORY
    return not stated or places.agree(entity, (organisation.country,))


def _stored(host: Hosting) -> tuple[str, ...]:
    """Return where a host stores, by `country` and by its locations; empty where neither is stated."""
    return tuple(place for place in (host.country, *host.locations.storage) if place)


def _words(places: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(places))


def _found(
    at: str, message: str, thing: Flow | Hosting, facts: Iterable[Sourced], *, severity: Severity = SEVERITY
) -> Finding:
    return _finding(
        at,
        message,
        fix="correct one of the two, or add the host or the organisation that is missing",
        position=thing.position,
        severity=severity,
        cites=cites_of(facts),
    )
