"""A system that holds data has a security measure: its own, of what it is part of, of an activity, or a general one.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {crm: {name: Customer file, operator: shop}}
    activities:
      newsletter: {flows: [customer -> crm: [email-address]]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    systems: {crm: {name: Customer file, operator: shop, measures: [access-control, staff-training]}}
    activities:
      newsletter: {flows: [customer -> crm: [email-address]]}

Why: Article 32(1) asks for security wherever data are processed, and systems are where they are. An activity without
any measure is A107's; this finding, one for the register, names the systems. Those that others operate are for their
operators to protect, which S106 is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, said_flows, titles
from ropa.checks.measures import is_own, own_measures
from ropa.model.register import Register

CODE = "S105"
NAME = "systems-protected"
ASKS = "Are the systems protected?"
SEVERITY = Severity.WARNING
ARTICLES = ("32(1)", "5(1)(f)")
ITEMS = ("P5-1f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register that names its own systems in use without any measure."""
    register = subject.register
    if own_measures(subject, register.general):
        return
    holding: set[str] = set()
    protected: set[str] = set()
    for activity in register.activities.values():
        used = _systems_in(register, [node for flow in said_flows(activity) for node in (flow.source, flow.target)])
        holding |= used
        if any(is_said(use) and is_own(subject, use) for use in activity.measures):
            protected |= used
    bare = [key for key in sorted(holding - protected) if register.is_own_system(key) and not _has_own(subject, key)]
    if bare:
        yield _finding(
            "register",
            f"no security measure is stated for systems that hold data: {titles(register, bare)}",
            fix="add `measures: [...]` to these systems, to what they are part of, or to `general`",
            position=register.systems[bare[0]].position or register.position,
        )


def _systems_in(register: Register, nodes: list[str]) -> set[str]:
    return {node for node in nodes if node in register.systems}


def _has_own(subject: Subject, key: str) -> bool:
    register = subject.register
    wholes = (key, *register.wholes("systems", key))
    return any(
        is_said(use) and is_own(subject, use)
        for one in wholes
        if one in register.systems
        for use in register.systems[one].measures
    )
