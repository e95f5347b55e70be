"""A request of a person is answered within the time that the law sets.

An error where the time is longer than any extension allows, or longer than the law's time without a word on when;
a warning where words under `except` may mean the extension for complex or many requests.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    rights:
      access: {channel: privacy@shop.example, within: P45D}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    rights:
      access: {channel: privacy@shop.example, within: P30D}

Why: Article 12(3) asks for an answer without undue delay and at the latest within one month of the request; where
needed, because requests are complex or many, two further months, of which the person is told within the first. A
month is counted as its longest, 31 days. The numbers are rows of the law with a date and a source; a row that was not
verified is marked in the message. What people are told of their rights has to fit this.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import exceeds, limits, unverified
from ropa.checks.facts import is_said
from ropa.language import articles, duration
from ropa.law import Limit
from ropa.model.activities import Right
from ropa.model.words import Certainty

CODE = "N102"
NAME = "request-answered-in-time"
ASKS = "Are requests answered in time?"
SEVERITY = Severity.ERROR
ARTICLES = ("12(3)", "13(2)(b)")
ITEMS = ("N13-2b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Not requests under Articles 15 to 22.
_NO_REQUEST = frozenset({"complaint", "information", "withdraw-consent"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per right whose stated time is longer than a regime of the register allows."""
    allowed = limits(subject, "answer")
    further = {row.regime: row for row in limits(subject, "answer-extension")}
    for right in subject.register.rights.values():
        certainty = right.mark("within").certainty.at_most(right.certainty)
        if right.right in _NO_REQUEST or not (right.offered and is_said(right)) or _is_unsaid(certainty):
            continue
        broken = [row for row in allowed if exceeds(right.within, row.value)]
        if broken:
            yield _found(right, broken, further, certainty)


def _is_unsaid(certainty: Certainty) -> bool:
    return certainty.rank > Certainty.POSSIBLE.rank


def _found(right: Right, broken: list[Limit], further: dict[str, Limit], certainty: Certainty) -> Finding:
    row = broken[0]
    extension = further.get(row.regime)
    extended = extension is not None and not exceeds(right.within, row.value, extension.value)
    in_words = extended and bool(right.exceptions.strip())
    message = (
        f"{right.title}: {duration(right.within)} is longer than the {duration(row.value)} of {articles(row.articles)}"
    )
    if extended and extension is not None:
        message += f"; a further {duration(extension.value)} are for complex or many requests only, and are announced"
    rows = [*broken, extension] if extension is not None else broken
    return _finding(
        f"rights/{right.key}",
        f"{message}{unverified(rows)}",
        fix=f"answer within {duration(row.value)}, and write that under `within`",
        position=right.position,
        severity=softened(Severity.WARNING if in_words else SEVERITY, certainty),
        articles=(*row.articles, "13(2)(b)"),
        cites=cites_of(right),
    )
