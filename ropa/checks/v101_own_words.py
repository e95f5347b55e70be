"""Words of your own stand only where the vocabulary has none.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: ["favourite poem"]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    data_categories: {favourite-poem: {name: Favourite poem, parent: personal-data}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [favourite-poem]

Why: Own words are kept and shown as they are, and they are welcome. A question about a broader
category does not find them, because nobody said where they belong; declaring the word with a parent
does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.notices import of_kind

CODE = "V101"
NAME = "own-words-placed"
ASKS = "Does the vocabulary have a word for it?"
SEVERITY = Severity.INFO
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = (
    "use a key of the vocabulary (`ropa vocabulary WORD` finds one), or declare it under `data_categories`, `purposes` "
    "or `measures`"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per notice of the resolver that it kept words which nothing declares or knows."""
    for notice in of_kind(subject, "own-words"):
        yield _finding(notice.at, notice.message, fix=_FIX, position=notice.position)
