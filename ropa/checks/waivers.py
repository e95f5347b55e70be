"""Waivers: a finding moved aside with a reason and an end date, never away.

A waiver is about one code at one address. It covers what lies below that address: the fields of a thing
(`activities/payments` covers `activities/payments/retention`) and, for an activity or `general`, its flows. A whole
section, or the register as such, has no address of that kind: nobody can move everything aside with one line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Finding
from ropa.checks.citations import LISTS, SECTIONS
from ropa.model.activities import Activity, Waiver
from ropa.model.base import Part
from ropa.model.register import Register
from ropa.resolver.near import nearest

#: Names of fields in the file that differ from those in the model.
_FILE_FIELDS = frozenset({"data_subjects", "data", "recipients", "in", "for", "except", "right", "required"})

#: Things whose address is one word; every other thing is `SECTION/KEY` or a flow id.
_SINGLE = ("register", "general")

_NO_FLOWS: Final[Mapping[str, str]] = MappingProxyType({})


def has_ended(waiver: Waiver, as_of: dt.date) -> bool:
    """Return whether the end date lies before the date of the law; without one it never ends."""
    return waiver.until is not None and waiver.until < as_of


def waived(findings: Iterable[Finding], register: Register, *, as_of: dt.date) -> tuple[Finding, ...]:
    """Return the findings, in the same order, those that a waiver in force is about with its reason in `waived`.

    Of several waivers the nearest to the finding counts, of several there the first in the file. A crashed check is
    never waived, because nobody knows what it would have found.
    """
    holding: dict[tuple[str, str], Waiver] = {}
    for waiver in register.waivers:
        if not has_ended(waiver, as_of):
            holding.setdefault((waiver.code.upper(), waiver.at), waiver)
    if not holding:
        return tuple(findings)
    flows = flow_owners(register)
    return tuple(_moved(finding, holding, flows) for finding in findings)


def _moved(finding: Finding, holding: Mapping[tuple[str, str], Waiver], flows: Mapping[str, str]) -> Finding:
    if finding.crashed:
        return finding
    for address in wholes_of(finding.at, flows):
        waiver = holding.get((finding.code, address))
        if waiver is not None:
            until = f" (until {waiver.until})" if waiver.until is not None else ""
            return replace(finding, waived=f"{waiver.why or 'no reason is stated'}{until}")
    return finding


def flow_owners(register: Register) -> dict[str, str]:
    """Return the address of the activity (or `general`) that each flow belongs to, by flow id."""
    return {
        flow.id: "general" if flow.activity == "general" else f"activities/{flow.activity}" for flow in register.flows
    }


def wholes_of(address: str, flows: Mapping[str, str]) -> Iterator[str]:
    """Yield an address and what it is below, nearest first; `flows` is what `flow_owners` returns.

    >>> list(wholes_of("activities/payments/retention", {}))
    ['activities/payments/retention', 'activities/payments']
    >>> list(wholes_of("payments/customer->stripe", {"payments/customer->stripe": "activities/payments"}))
    ['payments/customer->stripe', 'activities/payments']
    """
    parts = address.split("/")
    for end in range(len(parts), 0, -1):
        whole = "/".join(parts[:end])
        if whole in flows:
            yield whole
            yield flows[whole]
            return
        if end > 1 or whole in _SINGLE:
            yield whole


def is_within(address: str, whole: str, flows: Mapping[str, str] = _NO_FLOWS) -> bool:
    """Return whether an address is `whole`, a field of it, or a flow of it.

    >>> is_within("activities/payments/retention", "activities/payments")
    True
    >>> is_within("activities/payments-abroad", "activities/payments")
    False
    """
    return whole in wholes_of(address, flows)


def noticed_addresses(register: Register) -> frozenset[str]:
    """Return the addresses of flows and of what the resolver noticed; every other one is `SECTION/KEY[/FIELD]`."""
    return frozenset((*(flow.id for flow in register.flows), *(notice.at for notice in register.notices)))


def is_known_address(register: Register, address: str, noticed: Collection[str]) -> bool:
    """Return whether something in the register has this address; `noticed` is what `noticed_addresses` returns."""
    if address in _SINGLE:
        return address == "register" or register.general is not None
    if address in noticed:
        return True
    thing, _, field = _split(register, address)
    return thing is not None and (not field or field in _fields_of(thing))


def nearest_address(register: Register, address: str) -> str | None:
    """Return the address that was probably meant by one that is not known, or None.

    A key without its section (`payments`) is found under the first section that has it, activities before others.
    """
    thing, whole, field = _split(register, address)
    if thing is not None and field:
        near = nearest(field, _fields_of(thing))
        return f"{whole}/{near}" if near else whole
    for section in ("activities", *SECTIONS):
        if address in getattr(register, section):
            return f"{section}/{address}"
    return nearest(address, sorted(_addresses(register)))


def _addresses(register: Register) -> Iterator[str]:
    yield "register"
    if register.general is not None:
        yield "general"
    for section in SECTIONS:
        yield from (f"{section}/{key}" for key in getattr(register, section))
    for section in LISTS:
        yield from (f"{section}/{number}" for number in range(1, len(getattr(register, section)) + 1))
    yield from (flow.id for flow in register.flows)


def _split(register: Register, address: str) -> tuple[Part | None, str, str]:
    """Return the thing that an address is about or below, its own address, and the field; None where there is none."""
    section, _, rest = address.partition("/")
    if section == "register":
        return register, section, rest
    if section == "general":
        return register.general, section, rest
    key, _, field = rest.partition("/")
    return _thing(register, section, key), f"{section}/{key}", field


def _thing(register: Register, section: str, key: str) -> Part | None:
    if section in SECTIONS:
        entries: Mapping[str, Part] = getattr(register, section)
        return entries.get(key)
    if section in LISTS and key.isdecimal():
        items: tuple[Part, ...] = getattr(register, section)
        return items[int(key) - 1] if 0 < int(key) <= len(items) else None
    return None


def _fields_of(thing: Part) -> frozenset[str]:
    names = {field.name for field in fields(thing)}
    return frozenset(names | _FILE_FIELDS if isinstance(thing, Activity) else names)
