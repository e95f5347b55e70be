"""Every activity says in which role the organisation acts.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {role: controller, purposes: [direct-marketing]}

Why: Controllers and joint controllers keep the record of Article 30(1), processors that of Article
30(2). An activity without a role counts as one of a controller, marked as implied; only the
organisation can say whether that is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject

CODE = "A003"
NAME = "role-stated"
ASKS = "Is the role stated?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)", "30(2)")
ITEMS = ("A30-1-intro", "A30-2-intro")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that it had to assume a role."""
    names = {f"activities/{key}": activity.title for key, activity in subject.register.activities.items()}
    for notice in subject.register.notices:
        if notice.kind == "default-role":
            yield _finding(
                notice.at,
                f"{names.get(notice.at, notice.at)}: {notice.message}",
                fix="add `role: controller`, `joint-controller` or `processor`",
                position=notice.position,
            )
