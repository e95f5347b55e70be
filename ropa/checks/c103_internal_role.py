"""A receiver in the role `internal` is a part of the organisation.

The role alone makes nobody internal: the flow is answered, graded and drawn as one to the outside.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, helpdesk: {name: Helpdesk Ltd}}
    activities:
      support:
        flows:
          - customer -> shop: [email-address]
          - shop -> helpdesk: {data: [email-address], as: internal}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, helpdesk: {name: Help desk, kind: internal, part_of: shop}}
    activities:
      support:
        flows:
          - customer -> shop: [email-address]
          - shop -> helpdesk: {data: [email-address], as: internal}

Why: Another legal person is a recipient (Article 4(9)), and a processor or a controller (Article
4(7), 4(8)), however close it is. Own staff and departments are declared with `kind: internal` or
`part_of` the organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.model.words import NodeKind, RecipientRole

CODE = "C103"
NAME = "internal-is-a-part"
ASKS = "Are internal receivers part of the organisation?"
SEVERITY = Severity.WARNING
ARTICLES = ("4(9)", "30(1)(d)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per flow whose receiver is called internal and is not declared as a part."""
    register = subject.register
    for flow in register.flows:
        party = register.party_of(flow.target)
        person = register.node_kind(party) is NodeKind.DATA_SUBJECT
        if flow.role is RecipientRole.INTERNAL and is_said(flow) and not person and not register.is_internal(party):
            yield _finding(
                flow.id,
                f"{register.title(party)} receives data as internal, but is not declared as a part of the organisation",
                fix=f"declare `kind: internal` or `part_of` under `organisations`, `{party}`, or change `as:`",
                position=flow.position,
                cites=flow.cites,
            )
