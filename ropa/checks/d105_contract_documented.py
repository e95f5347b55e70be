"""A contract with a processor is in writing: it has parties, a date of signature and a document.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2026-01-10, document: mailer.pdf}

Why: Article 28(9) asks for writing, which may be electronic; without the document nobody can show
that there is a contract (Article 5(2)), and without a date nobody can tell from when it binds.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import contracts
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument

CODE = "D105"
NAME = "contract-in-writing"
ASKS = "Is the contract in writing?"
SEVERITY = Severity.WARNING
ARTICLES = ("28(9)", "5(2)")
ITEMS = ("C28-9",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per contract with a processor that names what is not stated of it."""
    for agreement in contracts(subject.register):
        missing = []
        if len(agreement.between) < 2:
            missing.append("both parties")
        if agreement.signed is None:
            missing.append("date of signature")
        if not agreement.document:
            missing.append("document")
        if missing:
            yield _finding(
                f"agreements/{agreement.key}",
                f"not stated of {instrument(agreement)}: {'; '.join(missing)}",
                fix="add `between`, `signed` and `document` (a key of `documents`, a path or a reference)",
                position=agreement.position,
                cites=agreement.cites,
            )
