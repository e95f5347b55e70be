"""Automated decisions rest on special categories of data only by explicit consent or substantial public interest.

An error where `article_22: yes` stands, a warning where it is not stated.

Wrong:

    ropa: 1
    register: {organisation: insurer}
    organisations: {insurer: {name: Insurer}}
    activities:
      tariff:
        purposes: [profiling]
        special_category_condition: legal-claims
        automated_decisions: {description: The tariff is set, article_22: yes}
        flows:
          - customer -> insurer: [health-data]

Right:

    ropa: 1
    register: {organisation: insurer}
    organisations: {insurer: {name: Insurer}}
    activities:
      tariff:
        purposes: [profiling]
        special_category_condition: explicit-consent
        automated_decisions: {description: The tariff is set, article_22: yes, safeguards: A clerk looks when asked}
        flows:
          - customer -> insurer: [health-data]

Why: Article 22(4) shuts special categories out of decisions by machine alone, unless explicit consent
(Article 9(2)(a)) or a law for a substantial public interest (9(2)(g)) applies and suitable measures
safeguard the person's rights.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import SPECIAL, at, cites_of, decisions_of, marks_of_law, softened, surest, title, with_mark
from ropa.checks.facts import is_said, titles

CODE = "B143"
NAME = "automated-decision-without-special-data"
ASKS = "Do automated decisions rest on special categories?"
SEVERITY = Severity.ERROR
ARTICLES = ("22(4)", "9(2)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_ALLOWING = frozenset({"explicit-consent", "substantial-public-interest"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with such decisions and such data under no condition that allows it."""
    register = subject.register
    marks = marks_of_law(register)
    for activity, decisions in decisions_of(subject):
        data = with_mark(activity, marks, SPECIAL)
        conditions = {use.key for use in activity.special_category_condition if is_said(use)}
        if data and not _ALLOWING & conditions:
            severity = softened(SEVERITY, decisions.certainty, activity.certainty, surest(data.values()))
            yield _finding(
                at(activity),
                f"{title(activity)}: {titles(register, data)} stand where decisions are automated, "
                "without explicit consent or a law for a substantial public interest",
                fix="keep these data out of the decision, or name the condition and the safeguards",
                position=decisions.position or activity.position,
                severity=severity if decisions.article_22 else Severity.WARNING,
                cites=cites_of(decisions),
            )
