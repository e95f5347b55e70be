"""What people can have erased on request is not kept elsewhere for longer than the request may take.

A warning where a rule that starts with the request itself runs longer than the promised time; an info
finding where a copy stays in a place without a limit and the right to erasure does not say whether it
is included (`except`, `except_data`, or a statement at the same place of the document).

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts:
        flows:
          - customer -> shop: [email-address]
        retention:
          - {data: [email-address], trigger: request for erasure, period: P90D, disposal: erase}
    rights:
      erasure: {channel: privacy@shop.example, within: P30D}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts:
        flows:
          - customer -> shop: [email-address]
        retention:
          - {data: [email-address], trigger: request for erasure, period: P20D, disposal: erase}
    rights:
      erasure: {channel: privacy@shop.example, within: P30D}

Why: A request under Article 17 is answered within a month (Article 12(3)), and it is about every copy.
A backup that keeps the data, or a rule that keeps them longer than the answer promises, has to be an
exception that people are told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.checks.retention import address, cited, limit_of, reach_of, what_of
from ropa.checks.retention_copies import Copy, copies_of
from ropa.language import duration
from ropa.model.activities import Retention, Right
from ropa.model.base import Cite
from ropa.questions.retention_base import Rule
from ropa.questions.retention_periods import span
from ropa.questions.retention_reach import Reach
from ropa.questions.text import distinct

CODE = "R108"
NAME = "erasure-request-fits"
ASKS = "Can a request for erasure be met?"
SEVERITY = Severity.WARNING
ARTICLES = ("12(3)", "17(1)", "5(1)(e)")
ITEMS = ("P5-1e",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_ERASURE: Final = re.compile(r"eras|delet|remov", re.IGNORECASE)
_REQUEST: Final = re.compile(r"request|demand|\bask", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule that outlasts a promised erasure, and one per place that such a promise leaves out."""
    register = subject.register
    rights = [right for right in register.rights.values() if _is_erasure(right)]
    if not rights:
        return
    reach = reach_of(register)
    for rule in reach.rules:
        said = rule.said
        starts = _ERASURE.search(said.trigger) and _REQUEST.search(said.trigger)
        if rule.is_said and starts and said.period:
            yield from (_outlasting(subject, rule, right) for right in rights if _is_longer(said, right.within))
    for copy in copies_of(reach):
        concerned = [right for right in rights if _concerns(reach, right, copy)]
        if concerned and not any(_told_of(right, copy) for right in rights):
            yield _left_out(subject, copy, concerned)


def _is_erasure(right: Right) -> bool:
    return right.right == "erasure" and right.offered and is_said(right)


def _is_longer(said: Retention, within: str) -> bool:
    promised, kept = span(within), span(said.period)
    return promised is not None and kept is not None and kept.shortest > promised.longest


def _outlasting(subject: Subject, rule: Rule, right: Right) -> Finding:
    register, said = subject.register, rule.said
    promised = f"within {duration(right.within)}{cited(right.cites)}"
    return _finding(
        address(rule.activity),
        f"erasure is promised {promised}, yet {what_of(register, said)} is kept for {limit_of(said)}",
        fix="shorten the period, correct what is promised, or add `except_data:` to the right",
        position=said.position or rule.activity.position,
        cites=distinct((*right.cites, *said.cites)),
    )


def _concerns(reach: Reach, right: Right, copy: Copy) -> bool:
    """Tell whether a right is about people whose data the copy holds; a right with exceptions tells of them itself."""
    if right.exceptions or right.except_data:
        return False
    subjects = reach.graph.subjects
    people = {key for rule in (*copy.keeping, *copy.erasing) for key in rule.said.subjects}
    return not right.subjects or not people or any(subjects.match(a, b) for a in right.subjects for b in people)


def _told_of(right: Right, copy: Copy) -> bool:
    """Tell whether a right is stated at the same place of a document as the copy, and so speaks of it."""
    places: Sequence[Cite] = (*copy.cites, *(cite for rule in copy.keeping for cite in rule.said.cites))
    return any(
        one.document == other.document and one.first <= other.last and other.first <= one.last and bool(one.first)
        for one in right.cites
        for other in places
    )


def _left_out(subject: Subject, copy: Copy, rights: Sequence[Right]) -> Finding:
    register = subject.register
    first = (copy.keeping or copy.erasing)[0]
    within = next((right.within for right in rights if right.within), "")
    promised = f"within {duration(within)}" if within else "on request"
    return _finding(
        address(first.activity),
        f"erasure is promised {promised}{cited(cite for right in rights for cite in right.cites)}, yet a copy stays in "
        f"{register.title(copy.holder)}{cited(first.said.cites)}: whether a request reaches it is not stated",
        fix="say in `rights:` whether the place is included, or add `except:` with the reason",
        position=first.said.position or first.activity.position,
        severity=Severity.INFO,
        cites=distinct((*(cite for right in rights for cite in right.cites), *first.said.cites, *copy.cites)),
    )
