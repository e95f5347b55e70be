"""No promise allows what another one excludes.

Wrong:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}, couriers: {name: Couriers, kind: category}}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, cite: policy:12}
      phone-for-couriers: {only: {recipients: [couriers], data: phone-number}, cite: policy:40}

Right:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}, couriers: {name: Couriers, kind: category}}
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}, except: {to: [couriers]}, cite: policy:12}
      phone-for-couriers: {only: {recipients: [couriers], data: phone-number}, cite: policy:40}

Why: Of two promises that exclude each other one is not kept, whatever is done; people cannot know
which (Article 5(1)(a)). What one promise leaves as its only way or as its exception another one
must not exclude altogether. A promise about a part of what another one allows is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.promises import address, assessed, promise_text
from ropa.checks.promises_compared import LIMITS, Compare, excepted
from ropa.model.activities import Promise, Terms
from ropa.model.words import Certainty
from ropa.questions.text import distinct

CODE = "P105"
NAME = "promises-agree"
ASKS = "Do the promises agree?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(a)",)
ITEMS = ("P5-1a",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per pair of promises that exclude each other, at the first of them by key."""
    found = assessed(subject)
    compare = Compare(found.context)
    made = [item.promise for item in found.assessments if item.promise.certainty.rank <= Certainty.IMPLIED.rank]
    for number, one in enumerate(made):
        for other in made[number + 1 :]:
            why = _clash(compare, one, other) or _clash(compare, other, one) or _apart(compare, one, other)
            if why:
                yield _finding(
                    address(one),
                    f"{promise_text(subject, one)} and {promise_text(subject, other)} exclude each other: {why}",
                    fix="change one of them, or add an `except` to the wider one",
                    position=one.position,
                    cites=distinct((*one.cites, *other.cites)),
                )


def _clash(compare: Compare, one: Promise, other: Promise) -> str:
    """Return why what the first allows the second excludes altogether; empty where it does not.

    Exceptions of the second may allow it again, so a promise with exceptions excludes nothing altogether.
    """
    if other.never is None or other.exceptions is not None or other.unless:
        return ""
    if any(compare.contains(other.never, terms) for terms in _allowed(one)):
        return f"what {one.title} leaves as the only way {other.title} excludes"
    if one.never is not None and one.exceptions is not None:
        allowed = excepted(one.never, one.exceptions)
        if compare.contains(other.never, allowed) and not compare.contains(other.never, one.never):
            return f"what {one.title} makes an exception of {other.title} excludes"
    return ""


def _allowed(promise: Promise) -> Sequence[Terms]:
    """Return what an `only` leaves as the one way: data to these recipients, for these purposes."""
    only = promise.only
    if only is None or not any(getattr(only, name) for name in (*LIMITS, "data")):
        return ()
    return (replace(only, to=(*only.to, *only.recipients), recipients=()),)


def _apart(compare: Compare, one: Promise, other: Promise) -> str:
    if one.only is None or other.only is None:
        return ""
    for limit in LIMITS:
        if compare.are_apart(one.only, other.only, limit):
            return f"nothing is within the {limit} of both"
    limited = any(getattr(terms, name) for terms in (one.only, other.only) for name in LIMITS)
    if not limited and compare.are_apart(one.only, other.only, "data"):
        return "no data are within both"
    return ""
