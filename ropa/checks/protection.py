"""What the stated security measures are for: the letters of Article 32(1), by the terms of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Subject
from ropa.checks.facts import is_said
from ropa.model.activities import Activity
from ropa.model.base import Use
from ropa.model.register import Register
from ropa.vocabulary import Term

#: What the letters of Article 32(1) name, in short.
LETTERS: Final = MappingProxyType(
    {
        "32(1)(a)": "pseudonymisation or encryption",
        "32(1)(b)": "confidentiality and resilience of systems",
        "32(1)(c)": "restoring data",
        "32(1)(d)": "testing the measures regularly",
    }
)

#: What the letter (d) asks for; the date of a test shows it as well.
TESTING: Final = "32(1)(d)"


def all_uses(register: Register) -> Iterator[Use]:
    """Yield every use of a security measure that is at least possible: of activities, of `general`, of systems."""
    general = () if register.general is None else (register.general,)
    for holder in (*register.activities.values(), *general, *register.systems.values()):
        yield from (use for use in holder.measures if is_said(use))


def name_of(register: Register, use: Use) -> str:
    """Return the name of a measure: of its declaration, else as it is written."""
    declared = register.measures.get(use.key)
    return declared.title if declared is not None else use.label


def term_of(subject: Subject, use: Use) -> Term | None:
    """Return the term of the vocabulary that a measure is, by its key or its name, or None for words nobody knows."""
    found = subject.vocabulary.find("measures", use.key)
    return found or subject.vocabulary.find("measures", name_of(subject.register, use))


def letters_of(subject: Subject, use: Use) -> frozenset[str]:
    """Return the letters of Article 32(1) that a measure is known to be for."""
    term = term_of(subject, use)
    declared = subject.register.measures.get(use.key)
    found = {letter for letter in LETTERS if term is not None and letter in term.article}
    if declared is not None and declared.tested is not None and declared.tested <= subject.as_of:
        found.add(TESTING)
    return frozenset(found)


def letters_for(subject: Subject, activity: Activity | None, uses: tuple[Use, ...]) -> frozenset[str]:
    """Return the letters that some measures, and those of an activity (None: of none), are for together."""
    every = (*uses, *(activity.measures if activity is not None else ()))
    return frozenset(letter for use in every if is_said(use) for letter in letters_of(subject, use))
