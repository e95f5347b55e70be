"""What is declared is used: agreements, safeguards, measures and documents.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer, country: IN}}
    safeguards:
      mailer-scc: {tool: scc-2021, module: 2, between: [shop, mailer]}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer, country: IN}}
    safeguards:
      mailer-scc: {tool: scc-2021, module: 2, between: [shop, mailer]}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: mailer-scc}

Why: A safeguard covers only the flows that name it, a measure only what lists it; declared alone they
protect nothing. An agreement with a party to whom nothing flows is a leftover, or a flow is missing. An
agreement that no flow names counts as used where something flows between two of its parties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from ropa.checks.agreements import Parties
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import citations
from ropa.model.activities import Activity
from ropa.model.base import Entity
from ropa.model.register import Register
from ropa.model.words import Source

CODE = "C107"
NAME = "declared-and-used"
ASKS = "Is everything declared also used?"
SEVERITY = Severity.INFO
ARTICLES = ("5(2)",)
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: What is said of an unused entry of a section, and what to do.
_WORDS = {
    "safeguards": ("no flow names it, so that no transfer rests on it", "name it at a flow"),
    "agreements": ("nothing names it, and nothing flows between its parties", "name it where it applies"),
    "measures": ("no activity and no system has it", "list it where it is taken"),
    "documents": ("nothing cites it or refers to it", "cite it"),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per agreement, safeguard, measure and document that nothing uses."""
    register = subject.register
    activities = (*register.activities.values(), *((register.general,) if register.general else ()))
    listed = {use.key for activity in activities for use in activity.measures}
    listed.update(use.key for system in register.systems.values() for use in system.measures)
    used = {
        "safeguards": {key for activity in activities for flow in activity.flows for key in flow.safeguard},
        "agreements": _agreements(register, activities),
        "measures": listed,
        "documents": {found.cite.document for found in citations(register)} | _references(register, activities),
    }
    sections: Mapping[str, Mapping[str, Entity]] = {
        "safeguards": register.safeguards,
        "agreements": register.agreements,
        "measures": register.measures,
        "documents": register.documents,
    }
    for section, entries in sections.items():
        why, fix = _WORDS[section]
        for key, entry in entries.items():
            if key not in used[section] and entry.source is not Source.DIRECTORY:
                named = f"the {section.removesuffix('s')} `{key}`"
                yield _finding(
                    f"{section}/{key}",
                    f"{entry.name or named} is declared, but {why}",
                    fix=f"{fix}, or remove it",
                    position=entry.position or register.position,
                    cites=entry.cites,
                )


def _agreements(register: Register, activities: tuple[Activity, ...]) -> set[str]:
    """Return the keys of the agreements that something names, or between whose parties something happens."""
    parties = Parties(register)
    used = {key for activity in activities for key in activity.arrangement}
    dealing: set[tuple[str, str]] = set()
    for activity in activities:
        for use in (*activity.joint_with, *activity.on_behalf_of):
            dealing.add((register.organisation, parties.of(use.key)))
        for flow in activity.flows:
            used.update(flow.agreement)
            source = parties.of(flow.source)
            own = source if source in register.organisations else register.organisation
            dealing.add((own, parties.of(flow.target)))
    wider = {(one, whole) for one, other in dealing for whole in (other, *register.wholes("organisations", other))}
    wider |= {(whole, other) for one, other in wider for whole in register.wholes("organisations", one)}
    for agreement in register.agreements.values():
        sides = [parties.of(key) for key in agreement.between]
        if not sides or any({(one, other), (other, one)} & wider for one, other in combinations(sides, 2)):
            used.add(agreement.key)
    return used


def _references(register: Register, activities: tuple[Activity, ...]) -> set[str]:
    """Return the texts that may be the key of a document."""
    found: set[str] = set()
    for agreement in register.agreements.values():
        found.add(agreement.document)
        found.update(part.document for part in (agreement.sub_processing, agreement.guarantees) if part is not None)
    for safeguard in register.safeguards.values():
        found.update((safeguard.document, safeguard.tia.document if safeguard.tia is not None else ""))
    for organisation in register.organisations.values():
        found.update(representative.mandate for representative in organisation.representative)
    for activity in activities:
        found.update(item.document for item in activity.information)
        found.update(part.document for part in (activity.dpia, activity.policy_document) if part is not None)
        found.update(basis.evidence for basis in activity.legal_basis)
        if activity.legitimate_interests is not None:
            found.add(activity.legitimate_interests.assessment)
    return found
