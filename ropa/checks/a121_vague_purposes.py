"""A purpose in your own words says what the data are for.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts: {purposes: ["business purposes"]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts: {purposes: ["sending invoices to customers"]}

Why: Purposes have to be specified and explicit (Article 5(1)(b)); "business purposes", "IT" or
"improving our services" fit any processing and tell a reader nothing (Article 30(1)(b); Article 29
Working Party, opinion 03/2013 on purpose limitation). The name of a system or of a vendor is no
purpose either.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import only_from, recorded
from ropa.law.tables import fold
from ropa.model.base import Use
from ropa.model.register import Register
from ropa.model.words import Source

CODE = "A121"
NAME = "purposes-concrete"
ASKS = "Are the purposes concrete?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(b)", "5(1)(b)")
ITEMS = ("A30-1-b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Words which, alone or together, name no purpose.
_EMPTY_WORDS = """
a activities activity administration administrative all and any as better business businesses commercial company
corporate customer customers data enhance enhancing etc experience experiences for general improve improvement
improving internal it legitimate management misc miscellaneous necessary needed needs of operation operational
operations or other our process processing product products provided purpose purposes quality reason reasons service
services site software statistical system systems technical the their to use user users usersexperience various
website work
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and purpose of its own words that says nothing; shipped purposes are concrete."""
    register = subject.register
    names = _names_of_things(register)
    for activity in recorded(register):
        for use in activity.purposes:
            if not _is_own(register, use):
                continue
            declared = register.purposes.get(use.key)
            label = declared.title if declared is not None else use.label
            why = _why_empty(label, names)
            if why:
                yield _finding(
                    f"activities/{activity.key}",
                    f"the purpose `{label}` of {activity.title} {why}",
                    fix="say what is achieved with the data, for whom (`ropa vocabulary purposes` lists examples)",
                    position=use.position or activity.position,
                    cites=use.cites,
                )


def _is_own(register: Register, use: Use) -> bool:
    known = register.purposes.get(use.key)
    return use.own_words or known is None or known.own_words or known.source is Source.REGISTER


def _names_of_things(register: Register) -> frozenset[str]:
    names: set[str] = set()
    for section in (register.systems, register.organisations):
        for entity in section.values():
            names.update((fold(entity.key), fold(entity.title)))
    return frozenset(names)


def _why_empty(label: str, names: frozenset[str]) -> str:
    if only_from(label, _EMPTY):
        return "fits any processing"
    return "is the name of a system or an organisation" if fold(label) in names else ""
