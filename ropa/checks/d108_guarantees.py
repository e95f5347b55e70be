"""Somebody has examined whether each processor offers sufficient guarantees.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2026-01-10, document: mailer.pdf}
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
      mailer-dpa:
        kind: data-processing
        between: [shop, mailer]
        signed: 2026-01-10
        document: mailer.pdf
        guarantees: {date: 2025-12-01, result: certificate and measures seen, document: mailer-check.pdf}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}

Why: Article 28(1) lets a controller use only processors that offer sufficient guarantees of their
measures; Article 5(2) lets it show that it looked. One finding names every processor under contract of
whom no dated examination is recorded. A processor without a contract is D101's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, cites_of, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import titles
from ropa.model.parties import Agreement

CODE = "D108"
NAME = "guarantees-examined"
ASKS = "Are the guarantees of processors examined?"
SEVERITY = Severity.INFO
ARTICLES = ("28(1)", "5(2)")
ITEMS = ("C28-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the processors it engages that nobody is said to have examined on a day."""
    register = subject.register
    agreements = Agreements(register)
    unseen: dict[str, tuple[Agreement, ...]] = {}
    for relation in processing(register):
        under = agreements.of(relation) if relation.controller == register.organisation else ()
        if under and not any(item.guarantees is not None and item.guarantees.date for item in under):
            unseen[relation.processor] = under
    if unseen:
        first = next(iter(unseen.values()))[0]
        yield _finding(
            "register",
            f"that its guarantees were examined, and when, is not stated of {titles(register, unseen)}",
            fix="add `guarantees: {date, result, document}` to the contract with each",
            position=first.position,
            cites=cites_of(agreement for under in unseen.values() for agreement in under),
        )
