"""Adequacy, a listing or a certificate is claimed only for a recipient that is shown to be covered.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: CN}}
    safeguards:
      ground: {tool: adequacy}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: CA}}
    safeguards:
      ground: {tool: adequacy, condition_met: subject to PIPEDA, checked: 2026-05-04}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: Article 45 works by decision: no decision, no adequacy. Some decisions cover only recipients that meet a
condition, or are on a list; the record has to say which legal entity, for what, and when that was looked up.
That a look may be twelve months old is a rule of this tool, not law. One finding per safeguard: an error
where nothing else carries the transfer and the law knows no such claim, a warning where proof is missing or
another tool carries it, and for information where no tool is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.claimed import claim_findings

CODE = "T107"
NAME = "claimed-adequacy-is-shown"
ASKS = "Is the claimed adequacy shown?"
SEVERITY = Severity.WARNING
ARTICLES = ("45", "46(2)(f)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds of faults that `ropa.transfers` finds with a claim.
_FAULTS = frozenset(
    {
        "no-decision",
        "other-country",
        "condition",
        "entity",
        "covers",
        "checked",
        "checked-stale",
        "importer-barred",
        "run-out",
    }
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard to which that happens."""
    yield from claim_findings(subject, _finding, _FAULTS, fix="look the recipient up and record what was found")
