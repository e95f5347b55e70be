"""An exception from a right is one that the law knows; a person looks at it.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    rights:
      access: {channel: privacy@shop.example, except: notes about customers}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    rights:
      access: {channel: privacy@shop.example}

Why: Exceptions are for the law to make, such as Article 17(3) for erasure, Article 15(4) for a copy that would harm
others, or a law under Article 23. Whether the words of a document mean one of them, no program can tell: the finding
names the provisions that the exception would have to rest on.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, titles
from ropa.language import articles
from ropa.model.activities import Right

CODE = "N105"
NAME = "right-limited-by-law"
ASKS = "Does the law know each exception from a right?"
SEVERITY = Severity.INFO
ARTICLES = ("12(2)", "13(2)(b)", "14(2)(c)", "23")
ITEMS = ("N13-2b", "N14-2c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per right with exceptions, in words or for some data."""
    if not limits(subject, "answer"):
        return
    for right in subject.register.rights.values():
        if right.offered and is_said(right) and (right.exceptions.strip() or right.except_data):
            yield _found(subject, right)


def _found(subject: Subject, right: Right) -> Finding:
    term = subject.vocabulary.rights.get(right.right)
    provisions = term.limits if term is not None else ()
    parts = [f"“{right.exceptions}”"] if right.exceptions.strip() else []
    if right.except_data:
        parts.append(f"not for {titles(subject.register, right.except_data)}")
    allowed = f"the law limits this right by {articles(provisions)}" if provisions else "the law states no limit"
    return _finding(
        f"rights/{right.key}",
        f"{right.title} comes with an exception ({'; '.join(parts)}): {allowed}",
        fix="compare the exception with those provisions; write which one it rests on",
        position=right.position,
        articles=(*((term.article,) if term is not None else ()), *provisions) or ARTICLES,
        cites=cites_of(right),
    )
