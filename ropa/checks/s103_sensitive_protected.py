"""Data of special categories, and on crimes, are pseudonymised or encrypted, or it is stated that nothing of it helps.

Wrong:

    ropa: 1
    register: {organisation: clinic}
    organisations: {clinic: {name: Clinic}}
    activities:
      treatment:
        flows: [patient -> clinic: [diagnosis]]
        measures: [access-control]

Right:

    ropa: 1
    register: {organisation: clinic}
    organisations: {clinic: {name: Clinic}}
    activities:
      treatment:
        flows: [patient -> clinic: [diagnosis]]
        measures: [access-control, encryption-at-rest]

Why: Article 32(1) fits the measures to the risk, and names pseudonymisation and encryption first (letter (a)). They are
no duty in every case, so that this is for your information: for data under Articles 9 and 10 somebody should have
decided. Measures of the activity, of its systems and of `general` count; which term is for which letter, the vocabulary
says.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import marks_of_law
from ropa.checks.facts import data_of, is_said, measures_of, titles
from ropa.checks.protection import letters_for

CODE = "S103"
NAME = "sensitive-data-protected"
ASKS = "Are sensitive data protected?"
SEVERITY = Severity.INFO
ARTICLES = ("32(1)(a)", "5(1)(f)")
ITEMS = ("P5-1f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_LETTER = "32(1)(a)"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with data under Articles 9 or 10 and no measure of that letter."""
    register = subject.register
    marks = marks_of_law(register)
    for activity in register.activities.values():
        sensitive = [key for key in data_of(activity) if key in marks]
        if not sensitive or not is_said(activity):
            continue
        if _LETTER not in letters_for(subject, register.general, measures_of(register, activity)):
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: no measure of pseudonymisation or encryption is stated for "
                f"{titles(register, sensitive)}",
                fix="add the measure (`ropa vocabulary measures`), or record in a waiver why none fits the risk",
                position=activity.position,
            )
