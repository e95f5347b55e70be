"""A processor that engages others is authorised to, and passes its duties on to them.

An error where the contract says that they are not bound by the same duties, else a warning.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}, sender: {name: Sender}}
    agreements:
      mailer-dpa: {kind: data-processing, between: [shop, mailer], sub_processing: {authorisation: general}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}
          - mailer -> sender: {data: [email-address], as: sub-processor}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}, sender: {name: Sender}}
    agreements:
      mailer-dpa:
        kind: data-processing
        between: [shop, mailer]
        sub_processing: {authorisation: general, objection: P30D, list_dated: 2026-10-01, flow_down: yes}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, agreement: mailer-dpa}
          - mailer -> sender: {data: [email-address], as: sub-processor}

Why: Article 28(2) asks for the controller's specific or general authorisation in writing; where it is
general, every change is announced and the controller may object, which takes a dated list and a time to
object. Article 28(4) asks that the same duties bind the next processor: a contract of its own between
the two shows that as well as `flow_down`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.checks.agreements import Agreements, Relation, contracts, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import instrument, titles
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import Authorisation
from ropa.questions.text import distinct

CODE = "D107"
NAME = "sub-processors-authorised"
ASKS = "Are the sub-processors authorised?"
SEVERITY = Severity.WARNING
ARTICLES = ("28(2)", "28(4)")
ITEMS = ("C28-2", "C28-4")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = (
    "add `sub_processing: {authorisation, objection, list_dated, flow_down}` to the contract with the processor, "
    "or record the contract between the processor and those it engages"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per contract whose rules on sub-processors lack something, and per processor without one."""
    register = subject.register
    agreements = Agreements(register)
    relations = processing(register)
    engaged = _engaged(register, relations)
    passed_on = _by_activity(engaged.get(register.organisation, ()))
    engaging: dict[str, list[Relation]] = {}
    for relation in relations:
        if relation.processor in engaged and register.organisation in (relation.controller, relation.processor):
            below = engaged[relation.processor]
            if relation.processor == register.organisation:
                # Whom it engages for one client is nothing to another one.
                below = _once(item for key in relation.activities for item in passed_on.get(key, ()))
            above = agreements.of(relation)
            for agreement in above:
                engaging.setdefault(agreement.key, []).extend(below)
            if below and not above:
                yield _without_contract(register, relation, below)
    for agreement in contracts(register):
        below = engaging.get(agreement.key, [])
        unbound = [relation for relation in below if not agreements.of(relation)]
        doubts = list(_doubts(register, agreement, below, unbound))
        if doubts:
            refused = agreement.sub_processing is not None and agreement.sub_processing.flow_down is False
            yield _finding(
                f"agreements/{agreement.key}",
                f"{instrument(agreement)}: {'; '.join(doubts)}",
                fix=_FIX,
                position=agreement.position,
                severity=Severity.ERROR if refused else SEVERITY,
                cites=distinct((*agreement.cites, *(cite for item in below for cite in item.cites))),
            )


def _engaged(register: Register, relations: tuple[Relation, ...]) -> dict[str, list[Relation]]:
    """Return by processor the relations with those it engages; of the register's organisation as far as it is one."""
    own = register.organisation
    acting = {item.processor for item in relations if own in (item.controller, item.processor)}
    found: dict[str, list[Relation]] = {}
    for relation in relations:
        engages = relation.controller in acting and own not in (relation.controller, relation.processor)
        if engages or (relation.controller == own and relation.passed_on and own in acting):
            found.setdefault(relation.controller, []).append(relation)
    return found


def _by_activity(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    """Return relations by the key of each activity in which a flow shows them, in the order given."""
    found: dict[str, list[Relation]] = {}
    for relation in relations:
        for key in dict.fromkeys(flow.activity for flow in relation.flows):
            found.setdefault(key, []).append(relation)
    return found


def _once(relations: Iterable[Relation]) -> list[Relation]:
    return list({relation.processor: relation for relation in relations}.values())


def _doubts(register: Register, agreement: Agreement, below: list[Relation], unbound: list[Relation]) -> Iterator[str]:
    rules = agreement.sub_processing
    if below and (rules is None or rules.authorisation is None):
        names = titles(register, dict.fromkeys(relation.processor for relation in below))
        yield f"whether {names} may be engaged, by specific or by general authorisation, is not stated"
    if rules is not None and rules.authorisation is Authorisation.GENERAL:
        if rules.list_dated is None:
            yield "general authorisation without a dated list of sub-processors"
        if not rules.objection:
            yield "general authorisation without a time to object to changes"
    if rules is not None and rules.flow_down is False:
        yield "sub-processors are said not to be bound by the same duties"
    elif unbound and (rules is None or rules.flow_down is None):
        names = titles(register, dict.fromkeys(relation.processor for relation in unbound))
        yield f"that the same duties bind {names} is not stated"


def _without_contract(register: Register, relation: Relation, below: list[Relation]) -> Finding:
    names = titles(register, dict.fromkeys(item.processor for item in below))
    processor, controller = register.title(relation.processor), register.title(relation.controller)
    return _finding(
        f"organisations/{relation.processor}",
        f"{processor} acts for {controller} and engages {names}, but no contract says that it may",
        fix=_FIX,
        position=register.organisations[relation.processor].position or register.position,
        cites=distinct(cite for item in (relation, *below) for cite in item.cites),
    )
