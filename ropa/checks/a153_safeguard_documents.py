"""Safeguards are documented: always where a transfer rests on compelling interests, and better for any other.

An error for the derogation of the second subparagraph of Article 49(1), a warning for clauses and
other safeguards.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, court: {name: Court, country: US}}
    safeguards:
      once: {tool: derogation-49-1-second}
    activities:
      lawsuit:
        flows:
          - customer -> shop: [name]
          - shop -> court: {data: [name], safeguard: once}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, court: {name: Court, country: US}}
    safeguards:
      once: {tool: derogation-49-1-second, why: "one claim, ten people, sealed file", document: assessments/court.pdf}
    activities:
      lawsuit:
        flows:
          - customer -> shop: [name]
          - shop -> court: {data: [name], safeguard: once}

Why: Articles 30(1)(e), 30(2)(c) and 49(6) ask for the documentation of suitable safeguards, by law only for
that last resort. For clauses and other safeguards the date of signature or a document shows that
they exist; it is no fault to name them in the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, instrument, tool_name
from ropa.law import Law
from ropa.model.parties import Safeguard

CODE = "A153"
NAME = "safeguards-documented"
ASKS = "Are the safeguards documented?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(e)", "30(2)(c)", "49(6)")
ITEMS = ("A30-1-e-2", "A30-2-c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: The tool whose documentation the law itself asks for.
_LAST_RESORT = "derogation-49-1-second"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard that a flow relies on and that nothing documents."""
    used = sorted({key for flow in all_flows(subject.register) for key in flow.safeguard})
    for key in used:
        safeguard = subject.register.safeguards.get(key)
        tool = None if safeguard is None else subject.law.find_tool(safeguard.tool)
        if safeguard is None or tool is None:
            continue
        if tool.key == _LAST_RESORT and not (_is_written(safeguard) and safeguard.why):
            yield _found(
                subject.law, safeguard, "`document` and `why` (the assessment and the safeguards)", Severity.ERROR
            )
        elif tool.category == "safeguard" and not _is_evidenced(safeguard):
            yield _found(subject.law, safeguard, "`signed`, `document` or `approval`", Severity.WARNING)


def _is_written(safeguard: Safeguard) -> bool:
    """Return whether a document is named, be it that of the assessment."""
    return bool(safeguard.document or (safeguard.tia is not None and safeguard.tia.document))


def _is_evidenced(safeguard: Safeguard) -> bool:
    approved = safeguard.approval is not None and bool(safeguard.approval.reference)
    return bool(safeguard.document) or safeguard.signed is not None or approved


def _found(law: Law, safeguard: Safeguard, missing: str, severity: Severity) -> Finding:
    return _finding(
        f"safeguards/{safeguard.key}",
        f"{instrument(safeguard)} ({tool_name(law, safeguard.tool)}) is not documented",
        fix=f"add {missing}",
        position=safeguard.position,
        severity=severity,
        cites=safeguard.cites,
    )
