"""A promise is about something that the register speaks of.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment], flows: [customer -> shop: [name]]}
    promises:
      no-profiling: {never: {purpose: profiling}}

Right:

    ropa: 1
    register: {organisation: shop, complete: [purposes]}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment], flows: [customer -> shop: [name]]}
    promises:
      no-profiling: {never: {purpose: profiling}}

Why: Where no fact is about the data, people or purposes of a promise, nothing in the register could
break or keep it: that no finding says it is broken means nothing. Either the register lacks
something, or its lists are complete and should be said to be (`complete`), or the promise is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.promises import address, assessed, promise_text
from ropa.questions.promises_verdict import Ruling
from ropa.questions.promises_words import why

CODE = "P103"
NAME = "promises-can-be-tested"
ASKS = "Can the promises be tested?"
SEVERITY = Severity.INFO
ARTICLES = ("5(2)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per promise that nothing in the register could break or keep."""
    for assessment in assessed(subject).assessments:
        if assessment.ruling is Ruling.NOT_TESTABLE:
            promise = assessment.promise
            yield _finding(
                address(promise),
                f"{promise_text(subject, promise)}: {why(assessment, subject.register.title)}",
                fix="enter what the promise is about, or declare the list complete that would name it",
                position=promise.position,
                cites=promise.cites,
            )
