"""Dates follow each other as they must, and what was done lies before the day of the facts.

Wrong:

    ropa: 1
    register: {organisation: shop, as_of: 2026-11-01, approved_by: {name: A. Officer, date: 2026-03-01}}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2027-02-01, until: 2026-12-31}

Right:

    ropa: 1
    register: {organisation: shop, as_of: 2026-11-01, approved_by: {name: A. Officer, date: 2026-11-03}}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2026-02-01, until: 2027-12-31}

Why: A record that is approved before its facts were true, or a contract that ends before it is signed,
shows a slip that makes every answer about that day wrong (Article 5(1)(d)). What is said to have been done,
such as a signature or a test, cannot lie after the day of the facts; without that day, after the date of the
law that was chosen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument
from ropa.errors import Position
from ropa.model.activities import Activity
from ropa.model.base import Cite, Sourced
from ropa.model.parties import Agreement, Safeguard
from ropa.model.register import Register

CODE = "C111"
NAME = "dates-in-order"
ASKS = "Are the dates in order?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(d)", "5(2)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


class _Day(NamedTuple):
    """A date with its name."""

    name: str
    date: dt.date | None


class _Dated(NamedTuple):
    """A thing with dates.

    Attributes:
        done: what is said to have been done by the day of the facts.
        ordered: pairs of days of which the first must not lie after the second.
    """

    at: str
    title: str
    thing: Sourced
    position: Position | None
    done: tuple[_Day, ...] = ()
    ordered: tuple[tuple[_Day, _Day], ...] = ()


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per thing with every date that does not fit; the register's also against that of the law."""
    register = subject.register
    yield from _of_register(register, subject.as_of)
    facts = register.as_of or subject.as_of
    for dated in _things(register):
        said = [
            f"{first.name} ({first.date}) lies after {second.name} ({second.date})"
            for first, second in dated.ordered
            if first.date is not None and second.date is not None and first.date > second.date
        ]
        said += [
            f"{day.name} ({day.date}) lies after the day of the facts ({facts})"
            for day in dated.done
            if day.date is not None and day.date > facts
        ]
        if said:
            yield _found(dated.at, f"{dated.title}: {'; '.join(said)}", dated.position, dated.thing.cites)


def _found(at: str, message: str, position: Position | None, cites: tuple[Cite, ...]) -> Finding:
    return _finding(at, message, fix="correct the dates, or `register.as_of`", position=position, cites=cites)


def _of_register(register: Register, as_of: dt.date) -> Iterator[Finding]:
    facts = register.as_of
    if facts is None:
        return
    said = []
    if facts > as_of:
        said.append(f"the facts are dated {facts}, after the day that this check was asked for ({as_of})")
    sign = register.approved_by
    if sign is not None and sign.date is not None and sign.date < facts:
        said.append(f"the record was approved on {sign.date}, before its facts were true ({facts})")
    if said:
        yield _found("register", "; ".join(said), register.position, sign.cites if sign is not None else ())


def _things(register: Register) -> Iterator[_Dated]:
    for agreement in register.agreements.values():
        yield _agreement(agreement)
    for safeguard in register.safeguards.values():
        yield _safeguard(safeguard)
    for measure in register.measures.values():
        done = (_Day("the test", measure.tested),)
        yield _Dated(f"measures/{measure.key}", measure.title, measure, measure.position, done)
    for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
        yield _activity(activity)


def _agreement(agreement: Agreement) -> _Dated:
    signed, until = _Day("the signature", agreement.signed), _Day("the end", agreement.until)
    review = _Day("the review", agreement.review_by)
    rules, guarantees = agreement.sub_processing, agreement.guarantees
    done = [signed]
    if rules is not None:
        done.append(_Day("the list of sub-processors", rules.list_dated))
    if guarantees is not None:
        done.append(_Day("the examination of the guarantees", guarantees.date))
    ordered = ((signed, until), (signed, review))
    at = f"agreements/{agreement.key}"
    return _Dated(at, instrument(agreement), agreement, agreement.position, tuple(done), ordered)


def _safeguard(safeguard: Safeguard) -> _Dated:
    done = [_Day("the signature", safeguard.signed), _Day("the check of the certificate", safeguard.checked)]
    if safeguard.approval is not None:
        done.append(_Day("the approval", safeguard.approval.date))
    ordered: tuple[tuple[_Day, _Day], ...] = ()
    if safeguard.tia is not None:
        made = _Day("the transfer impact assessment", safeguard.tia.date)
        done.append(made)
        ordered = ((made, _Day("its review", safeguard.tia.review_by)),)
    at = f"safeguards/{safeguard.key}"
    return _Dated(at, instrument(safeguard), safeguard, safeguard.position, tuple(done), ordered)


def _activity(activity: Activity) -> _Dated:
    done = [_Day("its beginning", activity.since)]
    ordered: list[tuple[_Day, _Day]] = []
    if activity.dpia is not None:
        made = _Day("the impact assessment", activity.dpia.date)
        done += [made, _Day("the consultation of the authority", activity.dpia.consulted)]
        ordered = [(made, _Day("its review", activity.dpia.review_by))]
    if activity.legitimate_interests is not None:
        done.append(_Day("the weighing of interests", activity.legitimate_interests.date))
    at = "general" if activity.is_general else f"activities/{activity.key}"
    return _Dated(at, activity.title, activity, activity.position, tuple(done), tuple(ordered))
