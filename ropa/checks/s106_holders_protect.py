"""Of those who hold data for the organisation it is stated how they protect them.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows: [shop -> mailer: {data: [email-address], subjects: [customer], as: processor}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    measures: {their-locks: {name: Encrypted disks, kind: vendor, by: mailer}}
    activities:
      newsletter:
        flows: [shop -> mailer: {data: [email-address], subjects: [customer], as: processor}]
        measures: [their-locks]

Why: Only processors with sufficient guarantees may be used (Article 28(1)), and Article 32(1) binds them too. Measures
`by:` them, a contract whose `contents` name security, and `guarantees` that were checked all show something; of a host,
so do the measures of the system that it keeps, and general ones. One finding for the register; the contract itself is
looked at elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, Relation, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, titles
from ropa.checks.protection import all_uses
from ropa.model.base import Cite
from ropa.model.register import Register
from ropa.model.words import AgreementContent

CODE = "S106"
NAME = "holders-protect-data"
ASKS = "Do those who hold the data protect them?"
SEVERITY = Severity.INFO
ARTICLES = ("32(1)", "28(1)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register that names the processors and hosts of whose protection nothing is stated."""
    register = subject.register
    agreements = Agreements(register)
    protecting = _protecting(register)
    silent: dict[str, tuple[Cite, ...]] = {}
    for relation in processing(register):
        ours = relation.controller == register.organisation and relation.processor not in protecting
        if ours and not _is_shown(agreements, relation) and not _is_kept_safe(register, relation):
            silent.setdefault(relation.processor, relation.cites)
    if silent:
        first = register.organisations[next(iter(silent))]
        yield _finding(
            "register",
            f"how data are protected is not stated of those who hold them for {register.title(register.organisation)}: "
            f"{titles(register, sorted(silent))}",
            fix="add measures `by:` them, or `contents: [security]` or `guarantees` to the contracts with them",
            position=first.position or register.position,
            cites=tuple(dict.fromkeys(cite for key in sorted(silent) for cite in silent[key])),
        )


def _is_kept_safe(register: Register, relation: Relation) -> bool:
    """Return whether a host keeps only systems with measures, of their own, of a whole of them, or general ones."""
    if not relation.hosting:
        return False
    if register.general is not None and any(is_said(use) for use in register.general.measures):
        return True
    kept = {flow.source for flow in relation.flows}
    return all(
        any(
            is_said(use)
            for one in (key, *register.wholes("systems", key))
            if one in register.systems
            for use in register.systems[one].measures
        )
        for key in kept
    )


def _protecting(register: Register) -> frozenset[str]:
    """Return who is said to take a measure: by the measure, or where it is used."""
    declared = (register.measures[use.key].by for use in all_uses(register) if use.key in register.measures)
    return frozenset(by for by in (*declared, *(use.by for use in all_uses(register))) if by)


def _is_shown(agreements: Agreements, relation: Relation) -> bool:
    return any(
        AgreementContent.SECURITY in agreement.contents or agreement.guarantees is not None
        for agreement in agreements.of(relation)
    )
