"""The register says who the data protection officer is.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations:
      shop: {name: Shop, dpo: {name: A. Officer, email: dpo@shop.example}}

Why: Article 30(1)(a) asks for the data protection officer where there is one: by Article 37(1), by
national law, or of one's own accord. Not everybody needs one, so that this is for your information.
Where `dpo_required` is stated, D131 holds it against what the register says.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import officer_of

CODE = "A114"
NAME = "dpo-recorded"
ASKS = "Is a data protection officer recorded?"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(a)", "30(2)(a)", "37(1)")
ITEMS = ("A30-1-a-4", "A30-2-a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding when nothing is said of an officer, neither who it is nor whether one is required."""
    own = subject.register.organisations[subject.register.organisation]
    if officer_of(own) is None and own.dpo_required is None:
        yield _finding(
            f"organisations/{own.key}",
            "a data protection officer is not stated, nor why none is required",
            fix="add `dpo: {name, email}`, or `dpo_required: no` where none is required",
            position=own.position,
        )
