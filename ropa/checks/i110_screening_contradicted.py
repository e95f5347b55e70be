"""What the screening denies, the register does not show.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      appraisal:
        flows: [employee -> shop: [performance-review]]
        dpia: {required: no, why: few people, screening: {vulnerable-subjects: {met: no, why: customers only}}}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      appraisal:
        flows: [employee -> shop: [performance-review]]
        dpia: {required: no, why: few people, screening: {vulnerable-subjects: {met: yes, why: staff}}}

Why: An answer that the facts of the same record contradict is worth nothing (Articles 35(1) and 5(2)). Either the
answer is wrong or the fact is; where the criterion does not fit all the same, the data subject can say
`vulnerable: no`, or the purpose or category can be named more exactly. Both places are cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.checks.screening import Screener
from ropa.language import label

CODE = "I110"
NAME = "screening-fits-facts"
ASKS = "Does the screening fit the facts?"
SEVERITY = Severity.WARNING
ARTICLES = ("35(1)", "35(1) WP248", "5(2)")
ITEMS = ("W248-1", "W248-2", "W248-3", "W248-4", "W248-7")

_finding = Maker(CODE, NAME, SEVERITY, ("35(1)", "5(2)"))


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per criterion that is said not to be met while facts of the activity show it."""
    if not limits(subject, "screening-criteria"):
        return
    screener = Screener(subject)
    for activity in recorded(subject.register):
        denied = [item for item in activity.dpia.screening if item.met is False] if activity.dpia is not None else []
        if not denied or not is_said(activity):
            continue
        signs = [sign for sign in screener.signs(activity) if sign.sure]
        for item in denied:
            shown = [sign for sign in signs if sign.criterion is item.criterion]
            if shown and is_said(item):
                reason = f" (“{item.why}”)" if item.why.strip() else ""
                yield _finding(
                    f"activities/{activity.key}/dpia",
                    f"{activity.title}: the screening says no to {label(str(item.criterion))}{reason}, "
                    f"yet the register shows {', '.join(sign.why for sign in shown)}",
                    fix="correct the answer, or what the register says of data, people, purposes or decisions",
                    position=item.position or activity.position,
                    cites=tuple(dict.fromkeys((*cites_of(item), *(cite for sign in shown for cite in sign.cites)))),
                )
