"""A purpose that came later is compatible with the first, or has consent or a law of its own.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        further_purposes: [{purpose: market-research, since: 2026-03-01, informed: 2026-02-01}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        purposes: [order-fulfilment]
        further_purposes:
          - {purpose: market-research, since: 2026-03-01, informed: 2026-02-01, compatible: tests/market-research.pdf}

Why: Data are not used further in a way that is incompatible with the purposes for which they were
collected (Article 5(1)(b)). Without consent or a law the controller weighs the link between the
purposes, the context, the kind of data, the consequences and the safeguards (Article 6(4)). Scientific
research and statistics are taken to be compatible (Articles 5(1)(b), 89(1)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled, is_for, within
from ropa.checks.facts import is_said, titles
from ropa.model.activities import Activity
from ropa.model.duties import FurtherPurpose
from ropa.model.register import Register
from ropa.model.words import Basis

CODE = "B151"
NAME = "further-purpose-compatible"
ASKS = "Is the further purpose compatible?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(4)", "5(1)(b)")
ITEMS = ("L6-4", "P5-1b")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Purposes for which Article 5(1)(b) takes a further use to be compatible.
_COMPATIBLE = frozenset({"scientific-research", "statistical-purposes"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with further purposes that nothing shows to be allowed."""
    register = subject.register
    for activity in controlled(subject):
        without = [item for item in activity.further_purposes if is_said(item) and not _holds(register, activity, item)]
        if without:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: that {titles(register, (item.purpose for item in without))} "
                "is compatible with the first purposes is not stated",
                fix="add `compatible:` with the test or where it is, or a consent or law `for:` this purpose",
                position=without[0].position or activity.position,
                cites=cites_of(*without),
            )


def _holds(register: Register, activity: Activity, further: FurtherPurpose) -> bool:
    if further.compatible.strip() or within(register, further.purpose, _COMPATIBLE):
        return True
    own = (item for item in bases_of(activity) if item.for_purposes and is_for(register, item, further.purpose))
    return any(item.basis is Basis.CONSENT or item.law.strip() for item in own)
