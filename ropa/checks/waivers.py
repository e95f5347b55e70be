"""Waivers: a finding moved aside with a reason and an end date, never away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from ropa.checks.base import Finding
from ropa.checks.citations import LISTS, SECTIONS
from ropa.model.activities import Activity, Waiver
from ropa.model.base import Part
from ropa.model.register import Register

#: Names of fields in the file that differ from those in the model.
_FILE_FIELDS = frozenset({"data_subjects", "data", "recipients", "in", "for", "except", "right", "required"})


def has_ended(waiver: Waiver, as_of: dt.date) -> bool:
    """Return whether the end date lies before the date of the law; without one it never ends."""
    return waiver.until is not None and waiver.until < as_of


def waived(findings: Iterable[Finding], waivers: Iterable[Waiver], *, as_of: dt.date) -> tuple[Finding, ...]:
    """Return the findings, in the same order, those that a waiver in force is about with its reason in `waived`.

    A waiver is about the findings with its code at its address or at a field of it. A crashed check is never waived,
    because nobody knows what it would have found.
    """
    holding = [waiver for waiver in waivers if not has_ended(waiver, as_of)]
    by_code: dict[str, list[Waiver]] = {}
    for waiver in holding:
        by_code.setdefault(waiver.code, []).append(waiver)
    return tuple(_moved(finding, by_code.get(finding.code, ())) for finding in findings)


def _moved(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    for waiver in waivers:
        if not finding.crashed and is_within(finding.at, waiver.at):
            until = f" (until {waiver.until})" if waiver.until is not None else ""
            return replace(finding, waived=f"{waiver.why or 'no reason is stated'}{until}")
    return finding


def is_within(address: str, whole: str) -> bool:
    """Return whether an address is `whole` or a field of it.

    >>> is_within("activities/payments/retention", "activities/payments")
    True
    >>> is_within("activities/payments-abroad", "activities/payments")
    False
    """
    return address == whole or (whole.count("/") == 1 and address.startswith(f"{whole}/")) or _general(address, whole)


def _general(address: str, whole: str) -> bool:
    return whole == "general" and address.startswith("general/")


def is_known_address(register: Register, address: str) -> bool:
    """Return whether something in the register has this address: a flow, or `SECTION/KEY[/FIELD]`."""
    if address in ("register", "general"):
        return address == "register" or register.general is not None
    if any(address == flow.id for flow in register.flows) or any(address == notice.at for notice in register.notices):
        return True
    section, _, rest = address.partition("/")
    if section == "register":
        return rest in _fields_of(register)
    if section == "general":
        return register.general is not None and rest in _fields_of(register.general)
    key, _, field = rest.partition("/")
    found = _thing(register, section, key)
    return found is not None and (not field or field in _fields_of(found))


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
