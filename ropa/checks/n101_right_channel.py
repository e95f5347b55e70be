"""A right that is offered comes with a way to exercise it.

A way stated once for a right serves every entry of that right about the same people, or about fewer.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    rights:
      erasure: {within: P30D}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    rights:
      erasure: {channel: privacy@shop.example, within: P30D}

Why: The controller makes it easy to exercise the rights of Articles 15 to 22 (Article 12(2)) and tells people of
them (Articles 13(2)(b), 14(2)(c)). A right without an address, a form or a page exists on paper only. The complaint
to an authority goes to the authority; how consent is withdrawn is B114's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.facts import is_said, titles
from ropa.model.activities import Right
from ropa.model.register import Register

CODE = "N101"
NAME = "right-has-a-channel"
ASKS = "Is there a way to exercise each right?"
SEVERITY = Severity.WARNING
ARTICLES = ("12(2)", "13(2)(b)", "14(2)(c)")
ITEMS = ("N13-2b", "N14-2c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Not requests to the organisation, or looked after by another check.
_ELSEWHERE = frozenset({"complaint", "information", "withdraw-consent"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per entry whose people have no stated way to exercise that right."""
    register = subject.register
    offered = [item for item in register.rights.values() if item.offered and is_said(item)]
    by_right: dict[str, list[Right]] = {}
    for item in offered:
        if item.channel.strip():
            by_right.setdefault(item.right, []).append(item)
    for item in offered:
        ways = by_right.get(item.right, [])
        if item.right in _ELSEWHERE or any(_serves(register, way, item) for way in ways):
            continue
        only = f"; the way that is stated is for {titles(register, ways[0].subjects)} only" if ways else ""
        yield _finding(
            f"rights/{item.key}",
            f"{item.title}: how it is exercised is not stated{only}",
            fix=f"add `channel:` (an address, a form, a page) under `rights`, `{item.key}`",
            position=item.position,
            cites=cites_of(item, *ways),
        )


def _serves(register: Register, way: Right, item: Right) -> bool:
    """Return whether the people of an entry are among those whom a stated way is for."""
    if not way.subjects:
        return True
    return bool(item.subjects) and all(
        any(key in way.subjects for key in (one, *register.wholes("data_subjects", one))) for one in item.subjects
    )
