"""Everything that was noticed while the register was resolved is shown.

Why: A notice for which no check of its own exists yet must not be lost. No record is shown here,
because no kind of notice is known that would end up under this code; one that does is a sign of a
newer register or of a gap in this tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import REPORTED_BY

CODE = "V199"
NAME = "no-notice-lost"
ASKS = "Was anything else noticed?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of a kind that no other check reports."""
    for notice in subject.register.notices:
        if notice.kind not in REPORTED_BY:
            yield _finding(
                notice.at,
                f"{notice.kind}: {notice.message}",
                fix="look at the place named; the message says what was noticed",
                position=notice.position,
            )
