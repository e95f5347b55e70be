"""People can obtain a copy of the safeguard that a transfer rests on.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      clauses: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2026-01-10}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: clauses}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      clauses:
        {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2026-01-10, copy: write to privacy@shop.example}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: clauses}

Why: Articles 13(1)(f) and 14(1)(f) ask that people are told of a transfer, of the adequacy decision or its absence, and
for safeguards under Articles 46, 47 and 49(1), second subparagraph, how to get a copy or where it was made available.
Under an adequacy decision there is nothing to copy; a transfer without any ground is T101's, and what could never carry
it T104 to T106's. The Swiss act (FADP 19(4)) asks to name the guarantees, not for a copy of them. One finding per
safeguard.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.facts import instrument, is_said, tool_name
from ropa.checks.graded import articles_of, asking
from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.parties import Safeguard
from ropa.model.register import Register
from ropa.transfers import Grade, Grader

CODE = "T103"
NAME = "safeguard-can-be-seen"
ASKS = "Can people see the safeguard?"
SEVERITY = Severity.WARNING
ARTICLES = ("13(1)(f)", "14(1)(f)")
ITEMS = ("N13-1f", "N14-1f")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Topic of the provisions that ask for a way to a copy; the Swiss act asks to name the guarantees only.
_TOPIC = "copy-of-safeguard"

#: Grades under which nothing is exported that would need a safeguard of its own.
_NO_NEED = frozenset({Grade.NOT_A_TRANSFER, Grade.DOMESTIC, Grade.ADEQUATE})

#: The one derogation of which people have to be told like of a safeguard.
_LAST_RESORT = "derogation-49-1-second"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per safeguard that a restricted transfer claims and of which no way to a copy is stated."""
    register = subject.register
    asked = asking(subject, _TOPIC)
    grader = Grader(register, subject.law, as_of=subject.as_of)
    first: dict[str, tuple[Flow, set[str]]] = {}
    for flow in register.flows:
        keys = [key for key in flow.safeguard if key not in first]
        if not keys or not is_said(flow):
            continue
        rows = [row for row in grader.grade(flow) if row.grade not in _NO_NEED and row.regime in asked]
        void = {claim.safeguard for row in rows for claim in row.claims if claim.grade is Grade.INVALID}
        held = {claim.safeguard for row in rows for claim in row.claims if claim.grade is not Grade.INVALID}
        regimes = {row.regime for row in rows}
        first.update((key, (flow, regimes)) for key in keys if rows and (key in held or key not in void))
    for key, (flow, regimes) in first.items():
        safeguard = register.safeguards.get(key)
        if safeguard is not None and not safeguard.copy.strip() and _is_to_be_shown(subject.law, safeguard):
            yield _found(subject.law, register, safeguard, flow, articles_of(asked, regimes))


def _is_to_be_shown(law: Law, safeguard: Safeguard) -> bool:
    tool = law.find_tool(safeguard.tool)
    return tool is not None and (tool.category == "safeguard" or tool.key == _LAST_RESORT)


def _found(law: Law, register: Register, safeguard: Safeguard, flow: Flow, articles: tuple[str, ...]) -> Finding:
    ends = f"{register.title(flow.source)} to {register.title(flow.target)}"
    return _finding(
        f"safeguards/{safeguard.key}",
        f"how people obtain a copy of {instrument(safeguard)} ({tool_name(law, safeguard.tool)}) is not stated, "
        f"on which {ends} rests",
        fix=f"add `copy:` (an address, a page) under `safeguards`, `{safeguard.key}`",
        position=safeguard.position,
        articles=articles,
        cites=tuple(dict.fromkeys((*cites_of(safeguard), *flow.cites))),
    )
