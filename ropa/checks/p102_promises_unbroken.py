"""Nothing in the register leaves it open whether a promise is broken.

What is only possible, named more broadly than the promise (contact data may hold the phone number), at a place that is
not stated, or known from the shipped directory alone does not break a promise, and does not show it kept either. Only
worth knowing (info) where every such fact names its data no closer than as personal data, or is a host's that stores.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [phone-number, email-address]
          - shop -> mailer: [contact-data]
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [phone-number, email-address]
          - shop -> mailer: [email-address]
    promises:
      no-phone-sharing: {never: {data: phone-number, to: outside}}

Why: Whoever promises has to be able to show that the promise holds (Articles 5(1)(a) and 5(2)).
As long as the register can be read both ways it shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.promises import address, assessed, cites_of, facts_text, promise_text
from ropa.questions.promises_held import Doubt
from ropa.questions.promises_verdict import Break, Ruling
from ropa.questions.promises_words import doubts_text

CODE = "P102"
NAME = "promises-surely-kept"
ASKS = "Could a promise be broken?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(a)", "5(2)")
ITEMS = ("P5-1a", "P5-2")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Doubts that come from a register that says little, not from one that says something else than the promise.
_FAINT = frozenset({Doubt.DATA_AS_A_WHOLE, Doubt.HOST})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per promise that something may break, with the reasons and the first facts."""
    found = assessed(subject)
    for assessment in found.assessments:
        if assessment.ruling is not Ruling.POSSIBLY_BROKEN:
            continue
        promise = assessment.promise
        ordered = sorted(assessment.breaks, key=_is_faint)
        facts = found.rows(ordered)
        doubts = doubts_text(assessment)
        yield _finding(
            address(promise),
            f"{promise_text(subject, promise)} may be broken ({doubts}): "
            f"{facts_text(subject, facts, total=len(ordered), most=1)}",
            fix="say in the register what is open, so that it shows the promise kept or broken",
            position=promise.position,
            severity=Severity.INFO if all(_is_faint(item) for item in ordered) else SEVERITY,
            cites=cites_of(promise, facts),
        )


def _is_faint(found: Break) -> bool:
    return bool(_FAINT & set(found.doubts))
