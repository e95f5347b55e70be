"""For each purpose it is clear which legal basis is relied on.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in}, {basis: legitimate-interests}]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in}]

Why: Several bases may apply to one use of data, but what people may do depends on the one relied on:
consent can be withdrawn (Article 7(3)), legitimate interests can be objected to (Article 21(1)), data
under consent or contract can be ported (Article 20(1)). Who is told of two cannot know (Articles
13(1)(c) and 14(1)(c)); a controller that falls back on a second basis when consent is withdrawn was
not fair about the first (EDPB Guidelines 05/2020 on consent).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled, is_for, labels, purposes_of
from ropa.checks.facts import titles
from ropa.model.activities import Activity, LegalBasis
from ropa.model.register import Register

CODE = "B102"
NAME = "legal-basis-chosen"
ASKS = "Is it clear which legal basis is relied on?"
SEVERITY = Severity.INFO
ARTICLES = ("13(1)(c)", "14(1)(c)", "5(1)(a)")
ITEMS = ("P5-1a",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity in which a purpose, or the activity without purposes, has several bases."""
    for activity in controlled(subject):
        doubled, bases = _doubled(subject.register, activity)
        if len({item.basis for item in bases}) < 2:
            continue
        which = titles(subject.register, doubled)
        parted = "for which of them, " if len(doubled) > 1 else ""
        yield _finding(
            f"activities/{activity.key}",
            f"{activity.title}: {labels(subject, bases)} are stated side by side{' for ' if which else ''}{which}; "
            f"which is relied on, {parted}and what follows for people's rights is not stated",
            fix="tie each basis to its purpose with `for: [...]`, or keep the one that is relied on",
            position=bases[0].position,
            cites=cites_of(*bases),
        )


def _doubled(register: Register, activity: Activity) -> tuple[list[str], list[LegalBasis]]:
    """Return the purposes with more than one kind of basis, and those bases, both in file order."""
    stated = bases_of(activity)
    purposes = purposes_of(activity)
    if not purposes:
        return [], list(stated)
    keys: list[str] = []
    found: list[LegalBasis] = []
    for use in purposes:
        mine = [item for item in stated if is_for(register, item, use.key)]
        if len({item.basis for item in mine}) > 1:
            keys.append(use.key)
            found.extend(item for item in mine if item not in found)
    return keys, found
