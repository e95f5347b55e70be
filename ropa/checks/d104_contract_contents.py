"""A contract with a processor sets out everything that Article 28(3) lists.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa:
        kind: data-processing
        between: [shop, mailer]
        contents: [subject-matter, duration, nature, purpose, data-types, data-subjects, controller-rights,
                   instructions, confidentiality, security, sub-processing]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa:
        kind: data-processing
        between: [shop, mailer]
        contents: [subject-matter, duration, nature, purpose, data-types, data-subjects, controller-rights,
                   instructions, confidentiality, security, sub-processing, rights-assistance,
                   compliance-assistance, end-of-service, audit]

Why: The contract describes the processing (its subject, duration, nature and purpose, the data, the people, the
controller's side) and holds the eight clauses of points (a) to (h). Somebody has to read it for that; until the
register says what is in it, nobody can tell. The list is a dated table of the law.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import cites_of, contracts
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument
from ropa.language import label, some
from ropa.law import ContractContent
from ropa.model.parties import Agreement
from ropa.model.words import AgreementContent

CODE = "D104"
NAME = "clauses"
ASKS = "Are the clauses of the contract complete?"
SEVERITY = Severity.WARNING
ARTICLES = (
    "28(3)",
    "28(3)(a)",
    "28(3)(b)",
    "28(3)(c)",
    "28(3)(d)",
    "28(3)(e)",
    "28(3)(f)",
    "28(3)(g)",
    "28(3)(h)",
)
ITEMS = (
    "C28-3-frame",
    "C28-3a",
    "C28-3b",
    "C28-3c",
    "C28-3d",
    "C28-3e",
    "C28-3f",
    "C28-3g",
    "C28-3h",
)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "read the contract, list what it sets out under `contents`, and have the rest added to it"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per contract whose list lacks points, and one for all contracts of which nothing is listed."""
    register = subject.register
    asked = _asked(subject)
    if not asked:
        return
    silent = []
    for agreement in contracts(register):
        missing = [content for content in asked if content not in agreement.contents]
        if not agreement.contents:
            silent.append(agreement)
        elif missing:
            yield _lacking(agreement, {content: asked[content] for content in missing})
    if silent:
        yield _finding(
            f"agreements/{silent[0].key}" if len(silent) == 1 else "register",
            f"which of the points of Article 28(3) it sets out is not stated of {_titles(silent)}",
            fix=_FIX,
            position=silent[0].position if len(silent) == 1 else register.position,
            articles=ARTICLES[:1],
            cites=cites_of(silent),
        )


def _asked(subject: Subject) -> dict[AgreementContent, ContractContent]:
    """Return what the regimes of the register ask for that day, in the order of the law; the first regime's row."""
    rows = [
        row for regime in subject.register.regimes for row in subject.law.contract_contents_on(regime, subject.as_of)
    ]
    by_content: dict[str, ContractContent] = {}
    for row in rows:
        by_content.setdefault(row.content, row)
    return {content: by_content[content] for content in AgreementContent if content in by_content}


def _lacking(agreement: Agreement, missing: dict[AgreementContent, ContractContent]) -> Finding:
    points = [f"{label(content)} ({row.article})" for content, row in missing.items()]
    unverified = any(row.verified != "yes" for row in missing.values())
    doubt = "; the row of the law behind it was not verified" if unverified else ""
    return _finding(
        f"agreements/{agreement.key}",
        f"not among the contents of {instrument(agreement)}: {some(points)}{doubt}",
        fix=_FIX,
        position=agreement.position,
        articles=tuple(dict.fromkeys(row.article for row in missing.values())),
        cites=agreement.cites,
    )


def _titles(agreements: list[Agreement]) -> str:
    return some([instrument(agreement) for agreement in agreements])
