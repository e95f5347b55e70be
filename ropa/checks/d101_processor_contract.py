"""Every processor has a contract with those for whom it acts.

Hosts of the organisation's systems count, and so does the organisation itself where it acts for others. An error where
the role is stated, else a warning: what only follows from the text, the hosting of a system, and classes of companies
without a name.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], signed: 2026-01-10, document: mailer.pdf}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}

Why: Article 28(3) lets a processor work only under a contract or another legal act that binds it. A
contract that the flow does not name is found by its parties. Where the register records none at all,
one finding says so for everybody. Contracts of a processor with those it engages are D107's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Agreements, Relation, contracts, is_unnamed, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import flow_names, titles
from ropa.model.register import Register
from ropa.questions.text import distinct

CODE = "D101"
NAME = "processor-under-contract"
ASKS = "Are the processors under contract?"
SEVERITY = Severity.ERROR
ARTICLES = ("28(3)", "4(8)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "record it under `agreements` with `kind: data-processing` and `between`; flows may name it as well"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per party without a contract, one for all unnamed ones; one in all where there is none."""
    register = subject.register
    agreements = Agreements(register)
    own = register.organisation
    missing = [
        relation
        for relation in processing(register)
        if own in (relation.controller, relation.processor) and not agreements.of(relation)
    ]
    if missing and not contracts(register):
        yield _for_all(register, missing, "no contract with a processor is recorded")
        return
    unnamed = [relation for relation in missing if is_unnamed(register, _other(register, relation))]
    for relation in missing:
        if relation not in unnamed:
            yield _for_one(register, relation)
    if unnamed:
        yield _for_all(register, unnamed, "no contract is recorded with parties that have no name")


def _other(register: Register, relation: Relation) -> str:
    own = register.organisation
    return relation.controller if relation.processor == own else relation.processor


def _is_sure(register: Register, relation: Relation) -> bool:
    return relation.stated and not is_unnamed(register, _other(register, relation))


def _for_one(register: Register, relation: Relation) -> Finding:
    other = _other(register, relation)
    own = register.title(register.organisation)
    name = register.title(other)
    if relation.processor == register.organisation:
        said = f"{own} processes data on behalf of {name}, but no contract between them is recorded"
    elif relation.hosting:
        said = f"{name} hosts {_systems(register, relation)}, but no contract with it as a processor is recorded"
    else:
        where = flow_names(register, relation.flows)
        said = f"{name} processes data on behalf of {own} ({where}), but no contract with it is recorded"
    return _finding(
        f"organisations/{other}",
        said,
        fix=_FIX,
        position=register.organisations[other].position or register.position,
        severity=SEVERITY if _is_sure(register, relation) else Severity.WARNING,
        cites=relation.cites,
    )


def _for_all(register: Register, missing: list[Relation], said: str) -> Finding:
    own = register.organisation
    engaged = [item.processor for item in missing if item.controller == own and not item.hosting]
    hosts = [item.processor for item in missing if item.controller == own and item.hosting]
    served = [item.controller for item in missing if item.processor == own]
    parts = []
    name = register.title(own)
    if engaged:
        parts.append(f"on behalf of {name} act {titles(register, engaged)}")
    if hosts:
        parts.append(f"systems of {name} are hosted by {titles(register, hosts)}")
    if served:
        parts.append(f"{name} itself acts for {titles(register, served)}")
    sure = any(_is_sure(register, relation) for relation in missing)
    if not any(relation.stated for relation in missing):
        parts.append("none of these roles is stated in so many words")
    return _finding(
        "register",
        f"{said}: {'; '.join(parts)}",
        fix=_FIX,
        position=register.position,
        severity=SEVERITY if sure else Severity.WARNING,
        cites=distinct(cite for relation in missing for cite in relation.cites),
    )


def _systems(register: Register, relation: Relation) -> str:
    return titles(register, dict.fromkeys(flow.source for flow in relation.flows))
