"""Nothing in the register breaks a promise of the organisation.

A warning instead of an error where what breaks it is only implied.

Wrong:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: {data: [phone-number], cite: policy:12}
          - shop -> mailer: {data: [phone-number], cite: policy:41}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, cite: policy:33}

Right:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: {data: [phone-number], cite: policy:12}
          - shop -> mailer: {data: [email-address], cite: policy:41}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, cite: policy:33}

Why: People rely on what they are told; saying one thing and doing another is neither fair nor
transparent (Article 5(1)(a)), and a purpose beyond those promised is one for which the data were
not collected (Article 5(1)(b)). Both places are cited; which of them is wrong the organisation
must say. All facts are in the answer to `ropa query promises`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.promises import address, assessed, cites_of, facts_text, promise_text
from ropa.model.activities import Promise
from ropa.model.words import Certainty
from ropa.questions.promises_verdict import Ruling

CODE = "P101"
NAME = "promises-not-broken"
ASKS = "Is a promise broken?"
SEVERITY = Severity.ERROR
ARTICLES = ("5(1)(a)", "5(1)(b)")
ITEMS = ("P5-1a", "P5-1b")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per broken promise, with the first facts that break it and their ways."""
    found = assessed(subject)
    for assessment in found.assessments:
        if assessment.ruling is not Ruling.BROKEN:
            continue
        promise = assessment.promise
        sure = [item for item in assessment.breaks if item.is_sure]
        facts = found.rows(sure)
        stated = any(item.certainty is Certainty.STATED for item in sure)
        yield _finding(
            address(promise),
            f"{promise_text(subject, promise)} is broken: {facts_text(subject, facts, total=len(sure))}",
            fix="stop what breaks it, or change the promise; an exception can be added under `except`",
            position=promise.position,
            severity=SEVERITY if stated else Severity.WARNING,
            articles=_articles(promise),
            cites=cites_of(promise, facts),
        )


def _articles(promise: Promise) -> tuple[str, ...]:
    terms = [item for item in (promise.never, promise.only) if item is not None]
    return ARTICLES if any(item.purposes for item in terms) else ARTICLES[:1]
