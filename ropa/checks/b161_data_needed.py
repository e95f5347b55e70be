"""Data that are collected serve a purpose of some activity.

Looks at what `general` says the organisation collects, and finds what no activity with a purpose has:
neither the category, nor a part of it, nor a broader one. "Personal data" as a whole says nothing of
either side and is left out. Activities without a purpose are found by A102, without data by A108,
purposes that no activity has by A122.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        flows:
          - customer -> shop: [email-address]
    general:
      flows:
        - customer -> shop: [email-address, date-of-birth]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        flows:
          - customer -> shop: [email-address]
      age-check:
        purposes: [age-verification]
        flows:
          - customer -> shop: [date-of-birth]
    general:
      flows:
        - customer -> shop: [email-address, date-of-birth]

Why: Data are collected for specified purposes (Article 5(1)(b)) and limited to what these need
(Article 5(1)(c)). Of data that no purpose needs nobody can say on what basis they are held (Articles
6(1), 13(1)(c)) or when they can go.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, purposes_of
from ropa.checks.facts import data_of, is_said, said_flows, titles
from ropa.errors import Position
from ropa.model.activities import Activity, Flow
from ropa.model.register import Register

CODE = "B161"
NAME = "collected-data-needed"
ASKS = "Are the collected data needed?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(b)", "5(1)(c)")
ITEMS = ("P5-1b", "P5-1c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for `general`: the categories that are collected for no stated purpose."""
    register = subject.register
    general = register.general
    if general is None:
        return
    serving = _serving(register)
    partly = frozenset(above for key in serving for above in register.broader_categories(key))
    flows = [flow for flow in said_flows(general) if register.is_internal(register.party_of(flow.target))]
    collected = {pair.data for flow in flows for pair in flow.pairs if pair.data is not None and is_said(pair)}
    collected.update(use.key for use in general.listed_data if is_said(use))
    loose = sorted((key for key in collected if _is_loose(register, key, serving, partly)), key=register.title)
    if loose:
        carrying = [flow for flow in flows if any(pair.data in loose for pair in flow.pairs)]
        yield _finding(
            "general",
            f"collected, but named in no activity with a purpose: {titles(register, loose)}",
            fix="record the activity that needs them, add them to one, or stop collecting them",
            position=_place(general, carrying),
            cites=cites_of(*carrying),
        )


def _serving(register: Register) -> frozenset[str]:
    """Return the categories that activities with a purpose have, and cookies with one, with the items of compounds."""
    keys: set[str] = set()
    for activity in register.activities.values():
        if is_said(activity) and (purposes_of(activity) or activity.processing):
            keys.update(data_of(activity))
    for cookie in register.cookies:
        if is_said(cookie) and any(is_said(use) for use in cookie.purposes):
            keys.update(cookie.data)
    compounds = (register.data_categories[key] for key in keys if key in register.data_categories)
    return frozenset(keys.union(*(category.consists_of for category in compounds)))


def _is_loose(register: Register, key: str, serving: frozenset[str], partly: frozenset[str]) -> bool:
    """Return whether nothing serves a category; the root of the tree, "personal data", says nothing of either side."""
    above = register.broader_categories(key)
    if not above or key in partly:
        return False
    return not serving & {key, *above[:-1]}


def _place(general: Activity, flows: list[Flow]) -> Position | None:
    return next((flow.position for flow in flows if flow.position is not None), general.position)
