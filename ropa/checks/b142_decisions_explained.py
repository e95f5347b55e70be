"""People are told of automated decisions with their logic and what follows from them.

An error where `article_22: yes` stands, else a warning: it is then not stated whether people have to
be told.

Wrong:

    ropa: 1
    register: {organisation: bank}
    organisations: {bank: {name: Bank}}
    activities:
      credit: {purposes: [profiling], automated_decisions: {description: Loans are refused, article_22: yes}}

Right:

    ropa: 1
    register: {organisation: bank}
    organisations: {bank: {name: Bank}}
    activities:
      credit:
        purposes: [profiling]
        automated_decisions:
          description: Loans are refused
          article_22: yes
          logic: Income, debts and past payments are weighed against those of similar customers
          consequences: No loan, or one at a higher rate

Why: Who decides by machine alone, profiling included, tells people that it does, meaningful information
on the logic involved, and the significance and envisaged consequences for them (Articles 13(2)(f) and
14(2)(g)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import at, cites_of, decisions_of, softened, title

CODE = "B142"
NAME = "automated-decision-explained"
ASKS = "Are automated decisions explained?"
SEVERITY = Severity.ERROR
ARTICLES = ("13(2)(f)", "14(2)(g)")
ITEMS = ("N13-2f", "N14-2g")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with such decisions: what people are to be told and is not stated."""
    for activity, decisions in decisions_of(subject):
        parts = {
            "what is decided": decisions.description,
            "the logic": decisions.logic,
            "the consequences for people": decisions.consequences,
        }
        missing = [what for what, text in parts.items() if not text.strip()]
        if missing:
            certain = bool(decisions.article_22)
            yield _finding(
                at(activity),
                f"{title(activity)}: not stated of its automated decisions: {', '.join(missing)}",
                fix="complete `automated_decisions`: `description`, `logic`, `consequences`; or `article_22: no`",
                position=decisions.position or activity.position,
                severity=softened(SEVERITY, decisions.certainty, activity.certainty) if certain else Severity.WARNING,
                cites=cites_of(decisions),
            )
