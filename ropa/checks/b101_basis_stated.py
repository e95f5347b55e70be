"""Every purpose of a controller's activity has a legal basis.

An error where none is stated; a warning where only a blanket statement for everything is there, or
where the basis or the purposes without one are themselves only possible; for your information where
cookies have a purpose of which no activity speaks. A basis without `for:` is for all purposes of its
activity, one for a broader purpose also for the narrower ones.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter, web-analytics]
        legal_basis: [{basis: consent, for: [newsletter]}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter, web-analytics]
        legal_basis: [{basis: consent, for: [newsletter]}, {basis: consent, for: [web-analytics]}]

Why: Processing is lawful only if and as far as one of the six bases of Article 6(1) applies, purpose
by purpose, and people are told which (Articles 13(1)(c) and 14(1)(c)). A sentence such as "you consent
to everything in this policy" is specific to no purpose; it fills in for none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import (
    asks_for_a_basis,
    bases_of,
    blanket,
    cites_of,
    controlled,
    is_for,
    labels,
    purposes_of,
    softened,
    sureness,
    surest,
    within,
)
from ropa.checks.facts import is_said, said_flows, titles
from ropa.model.activities import Activity, Cookie
from ropa.model.base import Sourced, Use
from ropa.model.words import Certainty

CODE = "B101"
NAME = "legal-basis-stated"
ASKS = "Is a legal basis stated?"
SEVERITY = Severity.ERROR
ARTICLES = ("6(1)", "13(1)(c)", "14(1)(c)", "5(1)(a)")
ITEMS = ("N13-1c", "N14-1c", "P5-1a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "add `legal_basis: [{basis: ..., for: [...]}]` to the activity (`ropa vocabulary bases` lists the six)"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with purposes without a basis or with a possible one, then one for cookies."""
    for activity in controlled(subject):
        bases = bases_of(activity)
        purposes = purposes_of(activity)
        without = [use for use in purposes if not any(is_for(subject.register, item, use.key) for item in bases)]
        if without or not (bases or purposes):
            yield _missing(subject, activity, without, partly=len(without) < len(purposes))
        elif all(sureness(item) is Certainty.POSSIBLE for item in bases):
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: the legal basis, {labels(subject, bases)}, is stated only as a possibility",
                fix="say which basis it is, or for which part of the data it is relied on",
                position=bases[0].position,
                severity=Severity.WARNING,
                cites=cites_of(*bases),
            )
    yield from _of_cookies(subject)


def _of_cookies(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the purposes of cookies that no activity has, so that nothing says on what they rest."""
    register = subject.register
    served = frozenset(use.key for activity in controlled(subject) for use in purposes_of(activity))
    if not asks_for_a_basis(subject):
        return
    loose: dict[str, tuple[int, Cookie]] = {}
    for number, cookie in enumerate(register.cookies, start=1):
        for use in cookie.purposes if is_said(cookie) else ():
            if is_said(use) and not within(register, use.key, served):
                loose.setdefault(use.key, (number, cookie))
    if loose:
        number, first = next(iter(loose.values()))
        yield _finding(
            f"cookies/{number}",
            f"cookies serve {titles(register, loose)}, which no activity has: on what legal basis is not stated",
            fix="add the purpose to the activity that the cookies are part of, with its `legal_basis`",
            position=first.position,
            severity=Severity.INFO,
            cites=cites_of(*(cookie for _, cookie in loose.values())),
        )


def _missing(subject: Subject, activity: Activity, without: list[Use], *, partly: bool) -> Finding:
    general = blanket(subject)
    message = f"{activity.title}: no legal basis is stated"
    if partly:
        message += f" for {titles(subject.register, (use.key for use in without))}"
    if general:
        message += f"; the blanket statement of {labels(subject, general)} fills in for none"
    listed = (*activity.listed_data, *activity.listed_subjects)
    facts: tuple[Sourced, ...] = (*without,) or (*said_flows(activity), *listed)
    severity = softened(SEVERITY, activity.certainty, surest(fact.certainty for fact in facts))
    return _finding(
        f"activities/{activity.key}",
        message,
        fix=_FIX,
        position=activity.position,
        severity=Severity.WARNING if general else severity,
        cites=cites_of(*without, *general),
    )
