"""People are told of a further purpose before their data are used for it.

An error where the dates say that they were told after the first use; a warning where no date says that
they were told. An exception under `information` (Articles 13(4), 14(5)) counts.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        further_purposes: [{purpose: market-research, since: 2026-03-01, compatible: tests/research.pdf}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        further_purposes:
          - {purpose: market-research, since: 2026-03-01, informed: 2026-02-01, compatible: tests/research.pdf}

Why: Who means to use data for a purpose other than that of the collection tells people beforehand of
the purpose and all else that matters (Articles 13(3) and 14(4)), so that they can object in time.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, controlled, softened, surest
from ropa.checks.facts import is_said, titles
from ropa.language import day
from ropa.model.activities import Activity
from ropa.model.duties import FurtherPurpose
from ropa.model.register import Register

CODE = "B152"
NAME = "further-purpose-told"
ASKS = "Are people told of the further purpose?"
SEVERITY = Severity.ERROR
ARTICLES = ("13(3)", "14(4)")
ITEMS = ("N13-3", "N14-4")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per further purpose of which people were told too late, and one per activity for the rest."""
    register = subject.register
    for activity in controlled(subject):
        stated = [item for item in activity.further_purposes if is_said(item)]
        for item in stated:
            if item.since is not None and item.informed is not None and item.informed > item.since:
                yield _too_late(register, activity, item)
        untold = [item for item in stated if item.informed is None]
        exempt = any(item.exception is not None and is_said(item) for item in activity.information)
        if untold and not exempt:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: when people were told of {titles(register, (item.purpose for item in untold))} "
                "is not stated",
                fix="add `informed:` with a date not after `since:`",
                position=untold[0].position or activity.position,
                severity=Severity.WARNING,
                cites=cites_of(*untold),
            )


def _too_late(register: Register, activity: Activity, item: FurtherPurpose) -> Finding:
    return _finding(
        f"activities/{activity.key}",
        f"{activity.title}: data are used for {register.title(item.purpose)} since {day(item.since)}, "
        f"but people were told only on {day(item.informed)}",
        fix="correct the dates; if they are right, the use before that day was not announced",
        position=item.position or activity.position,
        severity=softened(SEVERITY, activity.certainty, surest([item.certainty])),
        cites=cites_of(item),
    )
