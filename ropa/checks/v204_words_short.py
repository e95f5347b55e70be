"""The anchor of a citation has at most eight words.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop:
        name: Shop
        cite: {document: policy, lines: 3, words: "one two three four five six seven eight nine"}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: Shop, cite: {document: policy, lines: 3, words: "run by Shop Ltd"}}

Why: The anchor is there to find the place again, not to copy the document. What the text says
belongs in the register in the form of facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import citations

CODE = "V204"
NAME = "cited-words-few"
ASKS = "Are the cited words few?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: The most words that an anchor may have, as the format defines.
MOST_WORDS = 8


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per citation with more words than that."""
    for cited in citations(subject.register):
        count = len(cited.cite.words.split())
        if count > MOST_WORDS:
            yield _finding(
                cited.at,
                f"the anchor of {cited.cite.as_text()} has {count} words; at most {MOST_WORDS} are enough to find it",
                fix="keep the few words that are found nowhere else",
                position=cited.cite.position,
                cites=(cited.cite,),
            )
