"""The stated measures serve everything that the law names: encryption, resilience, restoring, testing.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {measures: [encryption-in-transit]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {measures: [encryption-in-transit, access-control, backup, penetration-testing]}

Why: Article 32(1) names four things as appropriate to the risk: pseudonymisation and encryption (a), confidentiality,
integrity, availability and resilience (b), restoring data after an incident (c), and testing the measures regularly
(d). None is a duty in every case, so that this is for your information, once for the register. `tested:` on a measure
shows letter (d); measures in words that the vocabulary does not know are for no letter that a program could tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.measures import is_own
from ropa.checks.protection import LETTERS, all_uses, letters_of, name_of, term_of
from ropa.language import some

CODE = "S104"
NAME = "measures-for-every-letter"
ASKS = "Are there measures for everything the law names?"
SEVERITY = Severity.INFO
ARTICLES = ("32(1)", "32(1)(d)", "5(1)(f)")
ITEMS = ("P5-1f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the letters for which no measure of the organisation is known to be."""
    register = subject.register
    own = {use.key: use for use in all_uses(register) if is_own(subject, use)}
    served = {key: letters_of(subject, use) for key, use in own.items()}
    missing = [letter for letter in LETTERS if not any(letter in letters for letters in served.values())]
    if not own or not missing:
        return
    open_ones = [own[key] for key in sorted(own) if not served[key]]
    unknown = [name_of(register, use) for use in open_ones if term_of(subject, use) is None]
    doubt = f"; what these are for is not known: {some(unknown)}" if unknown else ""
    yield _finding(
        "register",
        f"no stated measure is known to be for {'; '.join(f'{LETTERS[item]} ({item})' for item in missing)}{doubt}",
        fix="add the measures that are taken, as terms of the vocabulary, and `tested:` where one was tested",
        position=register.position,
        articles=(*missing, "5(1)(f)"),
    )
