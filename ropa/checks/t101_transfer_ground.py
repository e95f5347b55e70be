"""Every transfer to a third country has a ground: adequacy, safeguards or a derogation.

A warning instead of an error where the flow or its place is only implied or possible, or where the
country or the row of the law behind it was not verified.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: NZ}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Why: Article 44 lets data leave the area only under Chapter V: an adequacy decision (45),
appropriate safeguards (46), binding corporate rules (47) or, for single cases, a derogation (49).
The finding says what the law was on the day chosen; a claimed tool is looked at by T104 to T111, a
country that is not known is A105's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.graded import graded
from ropa.language import regime_label
from ropa.model.words import Certainty
from ropa.transfers import Criterion, Grade, Transfer
from ropa.transfers.notes import certainty_of_places

CODE = "T101"
NAME = "transfer-has-a-ground"
ASKS = "Does the transfer have a ground?"
SEVERITY = Severity.ERROR
ARTICLES = ("44", "45", "46", "49")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_WITHOUT = frozenset({Grade.NO_SAFEGUARD, Grade.UNKNOWN})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per flow and regime under which no ground is recorded."""
    register = subject.register
    for row in graded(subject, _WITHOUT):
        if row.grade is Grade.UNKNOWN and not row.uncovered:
            continue  # A105 asks for the country; here a place that is known has to be without a ground
        ends = f"{register.title(row.flow.source)} to {register.title(row.flow.target)}"
        yield _finding(
            row.flow.id,
            f"{ends} under the {regime_label(row.regime)}: {row.reason}",
            fix=row.next_step or "record the safeguard that this transfer rests on, or end it",
            position=row.flow.position,
            severity=SEVERITY if _is_sure(subject, row) else Severity.WARNING,
            articles=row.articles or ARTICLES,
            cites=row.flow.cites,
        )


def _is_sure(subject: Subject, row: Transfer) -> bool:
    importer = subject.register.organisations.get(row.importer)
    places = [row.flow.certainty, certainty_of_places(row.flow)]
    if importer is not None and row.criterion is Criterion.ENTITY and not row.flow.locations.entity:
        places.append(importer.mark("country").certainty)
    return not row.unverified and all(certainty is Certainty.STATED for certainty in places)
