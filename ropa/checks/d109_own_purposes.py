"""Who is a processor for some data does not decide on the same data itself.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}
      market-research:
        flows:
          - shop -> mailer: {data: [email-address], subjects: [customer], as: controller}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}
      market-research:
        flows:
          - customer -> shop: [email-address, survey-answer]
          - shop -> mailer: {data: [survey-answer], as: controller}

Why: A processor that decides on purposes and means is a controller in that respect (Article 28(10)),
and the disclosure to it needs a legal basis of its own. Both roles may be right side by side; the register
then shows for what each is. Where the shipped directory says that a company usually decides for itself in
part, the finding says so; that is no statement of the organisation and was not verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Parties
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import PROCESSING_ROLES, all_flows, flow_name, titles
from ropa.graph import Categories
from ropa.language import label
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.model.words import RecipientRole
from ropa.questions.text import distinct

CODE = "D109"
NAME = "processor-without-purposes-of-its-own"
ASKS = "Does a processor have purposes of its own?"
SEVERITY = Severity.INFO
ARTICLES = ("28(10)", "4(8)", "4(7)")
ITEMS = ("C28-10", "T4-8")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_DECIDES = frozenset({RecipientRole.CONTROLLER, RecipientRole.JOINT_CONTROLLER})

#: Roles of the directory that are, or include, deciding for oneself.
_DIRECTORY_DECIDES = frozenset({"controller", "joint-controller", "mixed"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per organisation: same data in both roles, or a processor that the directory doubts."""
    register = subject.register
    acting, deciding = _by_role(register)
    categories = Categories(register)
    for key, flows in acting.items():
        reasons = []
        shared = _shared(categories, flows, deciding.get(key, []))
        if shared:
            where = flow_name(register, deciding[key][0])
            reasons.append(f"it also receives {titles(register, shared)} as one who decides for itself ({where})")
        hint = _hint(subject, key)
        if hint:
            reasons.append(hint)
        if reasons:
            yield _finding(
                f"organisations/{key}",
                f"{register.title(key)} is a processor ({flow_name(register, flows[0])}), but {'; and '.join(reasons)}",
                fix="record what it decides on as a flow of its own with `as: controller` and a purpose, or end it",
                position=register.organisations[key].position or flows[0].position,
                cites=distinct(cite for flow in (*flows, *deciding.get(key, [])) for cite in flow.cites),
            )


def _by_role(register: Register) -> tuple[dict[str, list[Flow]], dict[str, list[Flow]]]:
    """Return the flows by outside organisation: to it as processor, and to it as one who decides; in file order."""
    parties = Parties(register)
    acting: dict[str, list[Flow]] = {}
    deciding: dict[str, list[Flow]] = {}
    for flow in all_flows(register):
        key = parties.of(flow.target)
        if key in register.organisations and key != register.organisation:
            if flow.role in PROCESSING_ROLES:
                acting.setdefault(key, []).append(flow)
            elif flow.role in _DECIDES:
                deciding.setdefault(key, []).append(flow)
    return acting, deciding


def _shared(categories: Categories, acting: list[Flow], deciding: list[Flow]) -> tuple[str, ...]:
    """Return the categories, sorted, that both groups of flows carry about the same people."""
    processed = {(pair.subject, pair.data) for flow in acting for pair in flow.pairs if pair.data is not None}
    decided = {(pair.subject, pair.data) for flow in deciding for pair in flow.pairs if pair.data is not None}
    people: dict[str | None, set[str]] = {}
    for subject, data in processed:
        people.setdefault(subject, set()).update({data, *categories.related(data)})
    return tuple(sorted({data for subject, data in decided if data in people.get(subject, ())}))


def _hint(subject: Subject, key: str) -> str:
    """Return what the shipped directory says against the role of a processor, empty if nothing."""
    vendor = subject.vocabulary.vendors.get(subject.register.organisations[key].directory)
    if vendor is None:
        return ""
    note = f": {vendor.role_note}" if vendor.role_note else ""
    if vendor.role in _DIRECTORY_DECIDES:
        return f"the vendor directory lists it as {label(vendor.role)}{note} (unverified)"
    return f"the vendor directory notes{note} (unverified)" if "controller" in vendor.role_note else ""
