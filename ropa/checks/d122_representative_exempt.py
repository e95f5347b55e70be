"""Who claims to need no representative shows the conditions of the exemption.

A warning where a statement of the register speaks against it, an info finding where a condition is not stated.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop, country: US, representative_exemption: "we sell little in Europe"}}
    activities:
      orders: {purposes: [order-fulfilment], occasional: no, risk: no}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop, country: US, representative_exemption: "single orders, no risk"}}
    activities:
      orders: {purposes: [order-fulfilment], occasional: yes, risk: no}

Why: Article 27(2)(a) spares only processing that is occasional, holds no special categories or criminal data on
a large scale, and is unlikely to be a risk: all three together. Article 27(2)(b) spares public authorities. The
scale is read from the screening of the impact assessment.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import marks_of_law
from ropa.checks.facts import data_of, is_said, recorded, screened
from ropa.language import some
from ropa.model.activities import Activity
from ropa.model.words import OrganisationKind, ScreeningCriterion

CODE = "D122"
NAME = "representative-exemption-shown"
ASKS = "Is the exemption from a representative shown?"
SEVERITY = Severity.WARNING
ARTICLES = ("27(2)",)
ITEMS = ("R27-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for what speaks against a claimed exemption, and one for what is not stated of it."""
    register = subject.register
    own = register.organisations[register.organisation]
    if not own.representative_exemption or own.kind is OrganisationKind.PUBLIC_AUTHORITY:
        return
    marks = frozenset(marks_of_law(register))
    against: dict[str, list[str]] = {}
    open_: dict[str, list[str]] = {}
    for activity in recorded(register):
        if is_said(activity):
            for said, is_against in _conditions(activity, marks):
                (against if is_against else open_).setdefault(said, []).append(activity.title)
    for reasons, severity in ((against, SEVERITY), (open_, Severity.INFO)):
        if reasons:
            words = "does not hold where" if reasons is against else "cannot be judged where"
            yield _finding(
                f"organisations/{own.key}/representative_exemption",
                f"the exemption from a representative {words} {_listed(reasons)}",
                fix="state `occasional`, `risk` and the screening `large-scale`, or name a representative",
                position=own.mark("representative_exemption").position or own.position,
                severity=severity,
                cites=own.mark("representative_exemption").cites,
            )


def _conditions(activity: Activity, marks: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield what stands against the exemption (True) or is not stated (False)."""
    if activity.occasional is not True:
        against = activity.occasional is False
        yield ("the processing is not occasional" if against else "occasional is not stated"), against
    if activity.risk is not False:
        against = activity.risk is True
        yield ("a risk is likely" if against else "the risk is not stated"), against
    if marks & set(data_of(activity)):
        scale = screened(activity, ScreeningCriterion.LARGE_SCALE)
        if scale is not False:
            kind = "special categories or criminal data"
            yield (f"{kind} are on a large scale" if scale else f"the scale of {kind} is not stated"), scale is True


def _listed(reasons: dict[str, list[str]]) -> str:
    return "; ".join(f"{said} ({some(names)})" for said, names in sorted(reasons.items()))
