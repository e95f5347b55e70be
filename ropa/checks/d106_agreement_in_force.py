"""An agreement on which something rests is in force, and its review is not overdue.

An error where a contract with a processor or an arrangement between joint controllers has ended and no other one
between the same parties is in force; a warning where its review is overdue, or where another kind of agreement ended.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2020-01-10, until: 2023-01-09}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2020-01-10}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}

Why: Once the contract is over the processor is no longer bound, and no longer allowed to process
(Article 28(3)). Measures and terms are to be reviewed where necessary (Article 24(1)); a date that somebody set for
it and let pass shows that nobody did. The day is the date of the law that was chosen, today where none was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ropa.checks.agreements import Agreements, has_ended, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, instrument, is_said
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import AgreementKind

CODE = "D106"
NAME = "agreement-in-force"
ASKS = "Is the agreement in force?"
SEVERITY = Severity.ERROR
ARTICLES = ("28(3)", "26(1)", "24(1)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds without which the processing is not allowed.
_NEEDED = frozenset({AgreementKind.DATA_PROCESSING, AgreementKind.JOINT_CONTROLLER})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per agreement in use that has ended, or whose review is overdue."""
    register, as_of = subject.register, subject.as_of
    replaced = _replaced(register, as_of)
    for key in _used(register):
        agreement = register.agreements[key]
        if has_ended(agreement, as_of):
            if key not in replaced:
                severity = SEVERITY if agreement.kind in _NEEDED else Severity.WARNING
                yield _found(agreement, f"ended on {agreement.until}, but what rests on it goes on", severity)
        elif agreement.review_by is not None and agreement.review_by < as_of:
            yield _found(agreement, f"was to be reviewed by {agreement.review_by}", Severity.WARNING)


def _found(agreement: Agreement, said: str, severity: Severity) -> Finding:
    return _finding(
        f"agreements/{agreement.key}",
        f"{instrument(agreement)} {said}",
        fix="record the agreement that followed, the new dates, or the end of the flows",
        position=agreement.position,
        severity=severity,
        cites=agreement.cites,
    )


def _used(register: Register) -> tuple[str, ...]:
    """Return the keys of the agreements that something rests on, in file order."""
    agreements = Agreements(register)
    used = {agreement.key for relation in processing(register) for agreement in agreements.of(relation)}
    used.update(key for flow in all_flows(register) for key in flow.agreement)
    used.update(key for item in register.activities.values() if is_said(item) for key in item.arrangement)
    return tuple(key for key in register.agreements if key in used)


def _replaced(register: Register, as_of: dt.date) -> frozenset[str]:
    """Return the keys of agreements that ended and were followed by one of their kind with all their parties."""
    going_on: dict[tuple[AgreementKind, str], set[str]] = {}
    for item in register.agreements.values():
        for party in () if has_ended(item, as_of) else item.between:
            going_on.setdefault((item.kind, party), set()).add(item.key)
    found = set()
    for item in register.agreements.values():
        if item.between and has_ended(item, as_of):
            sides = sorted((going_on.get((item.kind, party), set()) for party in item.between), key=len)
            if any(all(key in side for side in sides[1:]) for key in sides[0]):
                found.add(item.key)
    return frozenset(found)
