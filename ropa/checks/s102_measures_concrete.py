"""A security measure says what is done, not only that it is done well.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      security: {name: State-of-the-art security measures, kind: technical}
    activities:
      newsletter: {measures: [security]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    measures:
      backup: {name: A copy every night in another building, kind: technical}
    activities:
      newsletter: {measures: [backup]}

Why: Articles 30(1)(g) and 30(2)(d) ask for a general description of the measures; words of praise describe none, and
nobody can test them (Article 32(1)(d)). Only measures in words of one's own are looked at, and only those that have
no other words than such.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import only_from
from ropa.checks.protection import all_uses, name_of
from ropa.model.base import Use

CODE = "S102"
NAME = "measures-concrete"
ASKS = "Are the measures concrete?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(g)", "30(2)(d)", "32(1)")
ITEMS = ("A30-1-g",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Words which, alone or together, describe no measure.
_EMPTY_WORDS = """
a accepted adequate advanced all an and any appropriate are art as at available be best called commercial commercially
common current data described effective for general generally good high highest in industry information is it latest
level levels maximum measure measures modern necessary of on or organisational organizational other our personal
physical practice practices procedures proper protect protected protection reasonable recognised recognized relevant
robust safe safeguard safeguards said secure secured security sound standard standards state strict strong such
suitable taken technical technically technology that the to top up usual we which with
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per measure in use that is named only by such words; shipped measures are concrete."""
    register = subject.register
    first: dict[str, Use] = {}
    for use in all_uses(register):
        if use.key not in subject.vocabulary.measures or use.key in register.measures:
            first.setdefault(use.key, use)
    for key, use in first.items():
        name = name_of(register, use)
        if only_from(name, _EMPTY):
            declared = register.measures.get(key)
            yield _finding(
                f"measures/{key}" if declared is not None else "register",
                f"the measure `{name}` does not say what is done",
                fix="say what is done (`ropa vocabulary measures` lists examples), or refer to a policy that does",
                position=(declared.position if declared is not None else None) or use.position or register.position,
                cites=declared.cites if declared is not None else use.cites,
            )
