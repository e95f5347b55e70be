"""No right is refused that the law gives.

A warning where the refusal is not stated in so many words, for your information where nothing in the
register shows whether the right is given here.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing]}
    rights:
      objection: {offered: no}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing]}
    rights:
      objection: {channel: link in every message}

Why: The rights of Articles 15 to 22 are given by law; the controller acts on a request unless the law lets it refuse
(Articles 12(2) and 12(5)), and says why (Article 12(4)). That a document refuses a right changes nothing but the
expectation of the people who read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, titles
from ropa.checks.rights import reason_for
from ropa.model.activities import Right
from ropa.model.words import Certainty

CODE = "N104"
NAME = "right-not-refused"
ASKS = "Is a right refused?"
SEVERITY = Severity.ERROR
ARTICLES = ("12(2)", "13(2)(b)", "14(2)(c)")
ITEMS = ("N13-2b", "N14-2c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Looked after by B114, or no right of its own.
_ELSEWHERE = frozenset({"information", "withdraw-consent"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per refused right."""
    if not limits(subject, "answer"):
        return
    for right in subject.register.rights.values():
        if not right.offered and is_said(right) and right.right not in _ELSEWHERE:
            term = subject.vocabulary.rights.get(right.right)
            if term is not None:
                yield _found(subject, right, term.article, ", ".join(term.applies))


def _found(subject: Subject, right: Right, article: str, conditions: str) -> Finding:
    reason = reason_for(subject, right.right)
    whom = f" to {titles(subject.register, right.subjects)}" if right.subjects else ""
    refused = f"{right.title} is refused{whom}"
    sure = right.mark("offered").certainty.at_most(right.certainty) is Certainty.STATED
    if reason is None:
        message = f"{refused}; Article {article} gives it for {conditions}, and nothing here shows whether that applies"
        severity = Severity.INFO
    else:
        message = f"{refused}, though Article {article} gives it" + (f" here: {reason.words}" if reason.words else "")
        severity = SEVERITY if sure else Severity.WARNING
    return _finding(
        f"rights/{right.key}",
        message,
        fix="offer the right and its `channel`, or record under `except` which provision lets you refuse it",
        position=right.position,
        severity=severity,
        articles=(article, "12(2)", "13(2)(b)"),
        cites=tuple(dict.fromkeys((*cites_of(right), *(reason.cites if reason else ())))),
    )
