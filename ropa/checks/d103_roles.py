"""The register says in which role each outside recipient acts.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: controller}

Why: Whether a recipient decides on purposes and means (Article 4(7)) or acts on behalf of somebody
(Article 4(8)) settles what is owed: a contract (28(3)), an arrangement (26(1)), or a legal basis for the
disclosure. Facts settle it, not names. Public authorities, hosts and those for whom the organisation acts are
left out. What the shipped directory says of a company is a hint and no statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import cites_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, receiver_outside, titles
from ropa.language import label
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.model.words import FlowKind, OrganisationKind

CODE = "D103"
NAME = "recipient-role-stated"
ASKS = "Is the role of each recipient stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("4(7)", "4(8)", "26(1)", "28(3)")
ITEMS = ("T4-7", "T4-8")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Kinds whose role is plain, or that have none: people who get data are told of elsewhere.
_PLAIN = frozenset({OrganisationKind.PUBLIC_AUTHORITY, OrganisationKind.PERSON, OrganisationKind.PUBLIC})

#: What the directory says of roles that tell nothing.
_NO_ROLE = frozenset({"", "none"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register that names every outside recipient of a flow without a role."""
    register = subject.register
    silent = _silent(register)
    if not silent:
        return
    hints = []
    for key in silent:
        vendor = subject.vocabulary.vendors.get(register.organisations[key].directory)
        if vendor is not None and vendor.role not in _NO_ROLE:
            hints.append(f"{register.title(key)} as {label(vendor.role)}")
    hint = f"; the vendor directory lists {', '.join(hints)} (unverified)" if hints else ""
    yield _finding(
        "register",
        f"in which role they receive data is not stated of {titles(register, silent)}",
        fix=f"add `as:` (processor, controller, joint-controller ...) to the flows{hint}",
        position=register.position,
        cites=cites_of(flow for flows in silent.values() for flow in flows),
    )


def _silent(register: Register) -> dict[str, list[Flow]]:
    """Return the recipients with their flows without a role, in file order."""
    known = {
        activity.key: {use.key for use in (*activity.on_behalf_of, *activity.joint_with)}
        for activity in register.activities.values()
    }
    found: dict[str, list[Flow]] = {}
    for flow in all_flows(register):
        if flow.role is not None or flow.kind is FlowKind.HOSTING:
            continue
        organisation = receiver_outside(register, flow)
        if organisation is None or organisation.kind in _PLAIN or organisation.key in known.get(flow.activity, ()):
            continue
        found.setdefault(organisation.key, []).append(flow)
    return found
