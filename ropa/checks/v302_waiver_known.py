"""A waiver names a code and an address that exist.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    waivers:
      - {code: A999, at: organisations/shop, why: a mistyped code}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    waivers:
      - {code: A114, at: organisations/shop, why: none is required}

Why: A waiver with a mistyped code or address moves nothing aside, and nobody would notice. The
thing it is about may also have been renamed or removed since.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.waivers import is_known_address, nearest_address, noticed_addresses
from ropa.resolver.near import nearest

CODE = "V302"
NAME = "waiver-known"
ASKS = "Is the waiver known?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per waiver whose code or address is not known."""
    noticed = noticed_addresses(subject.register)
    for number, waiver in enumerate(subject.register.waivers, start=1):
        wrong = []
        if waiver.code.upper() not in subject.codes:
            wrong.append(f"no check has the code {waiver.code}{_near(nearest(waiver.code, subject.codes))}")
        if not is_known_address(subject.register, waiver.at, noticed):
            near = _near(nearest_address(subject.register, waiver.at))
            wrong.append(f"nothing in the register has the address {waiver.at}{near}")
        if wrong:
            yield _finding(
                f"waivers/{number}",
                f"this waiver moves nothing aside: {'; '.join(wrong)}",
                fix="copy code and address from the finding (`ropa check --format json` has both)",
                position=waiver.position,
            )


def _near(word: str | None) -> str:
    return f" (did you mean `{word}`?)" if word else ""
