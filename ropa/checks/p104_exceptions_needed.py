"""An exception takes something out of a promise, and not all of it.

A warning where the exception takes out everything that is promised; worth knowing (info) where the promise can be
tested and nothing in the register needs an exception for recipients, data, people or places. One for purposes is kept
in reserve ("where the law demands it") and needs no fact.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, couriers: {name: Couriers, kind: category}}
    activities:
      orders: {flows: [customer -> shop: [phone-number]]}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, except: {data: contact-data}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, couriers: {name: Couriers, kind: category}}
    activities:
      orders: {flows: [customer -> shop: [phone-number], shop -> couriers: [phone-number]]}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, except: {to: [couriers]}}

Why: A promise of which nothing is left misleads those who read it (Article 5(1)(a)). An exception
that nothing needs makes a promise weaker than it has to be, or shows that the register lacks what
the exception was made for.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.promises import address, assessed, promise_text
from ropa.checks.promises_compared import Compare
from ropa.model.activities import Promise, Terms
from ropa.questions.promises_held import Doubt
from ropa.questions.promises_verdict import Assessment, Ruling

CODE = "P104"
NAME = "exceptions-needed"
ASKS = "Are the exceptions from promises needed?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(a)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per exception that leaves nothing of its promise, or that nothing uses."""
    found = assessed(subject)
    compare = Compare(found.context)
    for assessment in found.assessments:
        promise = assessment.promise
        if promise.exceptions is None:
            continue
        position = promise.exceptions.position or promise.position
        if _leaves_nothing(compare, promise):
            yield _finding(
                address(promise),
                f"{promise_text(subject, promise)}: the exception takes out all that is promised",
                fix="narrow the exception, or withdraw the promise",
                position=position,
                cites=promise.cites,
            )
        elif _names_facts(promise.exceptions) and not _is_used(assessment):
            yield _finding(
                address(promise),
                f"{promise_text(subject, promise)}: nothing in the register needs the exception",
                fix="leave the exception out, or enter the facts that it is for",
                position=position,
                severity=Severity.INFO,
                cites=promise.cites,
            )


def _leaves_nothing(compare: Compare, promise: Promise) -> bool:
    return (
        promise.never is not None
        and promise.only is None
        and promise.exceptions is not None
        and compare.contains(promise.exceptions, promise.never)
    )


def _names_facts(terms: Terms) -> bool:
    named = (terms.data, terms.subjects, terms.to, terms.recipients, terms.read_by, terms.held_in, terms.countries)
    return any(named) or bool(terms.sources)


def _is_used(assessment: Assessment) -> bool:
    """Tell whether anything is, or may be, taken out; of a promise that cannot be tested nobody can say."""
    perhaps = any(Doubt.EXCEPTION in item.doubts for item in assessment.breaks)
    return bool(assessment.excepted) or perhaps or assessment.ruling is Ruling.NOT_TESTABLE
