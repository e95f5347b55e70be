"""A register that has documents says of its statements where they come from.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: Shop, cite: policy:3}
    rights:
      erasure: privacy@shop.example

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: Shop, cite: policy:3}
    rights:
      erasure: {channel: privacy@shop.example, cite: policy:3}

Why: The controller has to be able to demonstrate what its record says (Article 5(2)). A statement without a source may
be true; nobody can look it up. A citation holds for everything written inside the statement that has it. One finding
for the register, and none for a register without documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.evidence import own_statements
from ropa.checks.facts import is_said
from ropa.language import some
from ropa.model.base import Sourced

CODE = "V206"
NAME = "statements-cited"
ASKS = "Are the statements cited?"
SEVERITY = Severity.INFO
ARTICLES = ("5(2)",)
ITEMS = ("P5-2",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: how many of its statements cite nothing, and which come first."""
    register = subject.register
    if not register.documents:
        return
    made = [item for item in own_statements(register) if isinstance(item.value, Sourced) and is_said(item.value)]
    bare = [item for item in made if not item.cites]
    if bare:
        places = list(dict.fromkeys(item.at for item in bare))
        cite = "cites" if len(bare) == 1 else "cite"
        yield _finding(
            "register",
            f"{len(bare)} of {len(made)} statements {cite} no document: {some(places)}",
            fix="add `cite: DOCUMENT:LINES` to them, or to what they are written in",
            position=bare[0].position or register.position,
        )
