"""Every purpose of the register belongs to an activity.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    purposes: {book-club: {name: Running the book club}}
    activities:
      newsletter: {purposes: [direct-marketing]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    purposes: {book-club: {name: Running the book club}}
    activities:
      book-club: {purposes: [book-club], data_subjects: [customer], data: [name]}

Why: Article 30(1)(b) asks for the purposes of each activity. A purpose that is declared, or stated
in `general`, but tied to no activity is one for which nobody can say whose data serve it, on what
basis, and for how long.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.model.register import Register
from ropa.model.words import Source

CODE = "A122"
NAME = "purposes-tied"
ASKS = "Does every purpose belong to an activity?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(b)", "5(1)(b)")
ITEMS = ("A30-1-b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "add it to the `purposes` of the activity that serves it, or record that activity"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per purpose of the register, or of `general`, that no activity or cookie has."""
    register = subject.register
    used = _used(register)
    general = register.general
    loose = [] if general is None else [use for use in general.purposes if use.key not in used]
    for use in loose:
        message = f"the purpose `{use.label}` is stated only in general: no activity has it"
        yield _finding("general", message, fix=_FIX, position=use.position or register.position, cites=use.cites)
    told = {use.key for use in loose}
    for key, purpose in register.purposes.items():
        if purpose.source is Source.REGISTER and not purpose.own_words and key not in used | told:
            message = f"no activity has the purpose `{purpose.title}`"
            yield _finding(f"purposes/{key}", message, fix=_FIX, position=purpose.position, cites=purpose.cites)


def _used(register: Register) -> frozenset[str]:
    """Return the purposes that activities and cookies have or promises speak of, and what these are part of."""
    used = {use.key for activity in register.activities.values() for use in activity.purposes}
    used.update(use.key for cookie in register.cookies for use in cookie.purposes)
    for promise in register.promises.values():
        for terms in (promise.never, promise.only, promise.exceptions):
            used.update(terms.purposes if terms is not None else ())
    broader = set()
    for key in used:
        term = register.purposes.get(key)
        while term is not None and term.parent and term.parent not in broader:
            broader.add(term.parent)
            term = register.purposes.get(term.parent)
    return frozenset(used | broader)
