"""Where consent is relied on, people can take it back, and it is stated how.

A right to withdraw consent under `rights` counts for everybody, or for the kinds of people it names. A
refusal of that right is an error.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [newsletter], legal_basis: [{basis: consent, form: opt-in}]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        purposes: [newsletter]
        legal_basis: [{basis: consent, form: opt-in, withdrawal: link in every message}]

Why: Consent can be withdrawn at any time, as easily as it was given, and people are told so before
they give it (Article 7(3)); the information given to them says it too, also where explicit consent is
the condition for special categories of data (Articles 13(2)(c) and 14(2)(d)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled
from ropa.checks.facts import is_said, subjects_of, titles
from ropa.model.activities import Activity, LegalBasis, Right
from ropa.model.base import Sourced
from ropa.model.register import Register
from ropa.model.words import Basis

CODE = "B114"
NAME = "consent-withdrawable"
ASKS = "Can consent be withdrawn?"
SEVERITY = Severity.WARNING
ARTICLES = ("7(3)", "13(2)(c)", "14(2)(d)")
ITEMS = ("CN7-3", "N13-2c", "N14-2d")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_RIGHT = "withdraw-consent"
_EXPLICIT = "explicit-consent"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per refusal, one for the blanket consents, and one per activity with a consent, without way."""
    register = subject.register
    rights = [item for item in register.rights.values() if item.right == _RIGHT and is_said(item)]
    everything = blanket(subject, Basis.CONSENT)
    consents = tuple(item for item in everything if not item.withdrawal.strip())
    relied_on = [(activity, _irrevocable(activity)) for activity in controlled(subject)]
    if everything or any(facts or bases_of(activity, Basis.CONSENT) for activity, facts in relied_on):
        yield from (_refusal(item) for item in rights if not item.offered)
    offered = [item for item in rights if item.offered]
    if consents and not offered:
        yield _found(blanket_at(register), "the consent to everything", consents)
    for activity, facts in relied_on:
        left = _without_right(register, activity, offered)
        if facts and left is not None:
            whom = f" by {titles(register, left)}" if left else ""
            yield _found(f"activities/{activity.key}", f"the consent to {activity.title}{whom}", facts)


def _irrevocable(activity: Activity) -> tuple[Sourced, ...]:
    """Return the consents and explicit-consent conditions of an activity for which no way back is stated."""
    consents = bases_of(activity, Basis.CONSENT)
    conditions = [use for use in activity.special_category_condition if use.key == _EXPLICIT and is_said(use)]
    without: list[LegalBasis] = [item for item in consents if not item.withdrawal.strip()]
    if consents:
        return tuple(without)
    return tuple(conditions)


def _without_right(register: Register, activity: Activity, offered: list[Right]) -> tuple[str, ...] | None:
    """Return the kinds of people whom no right to withdraw reaches, empty for all, or None where it reaches all."""
    if any(not item.subjects for item in offered):
        return None
    reached = {key for item in offered for key in item.subjects}
    left = tuple(
        key for key in subjects_of(register, activity) if not reached & {key, *register.wholes("data_subjects", key)}
    )
    if reached:
        return left or None
    return ()


def _found(at: str, what: str, facts: tuple[Sourced, ...]) -> Finding:
    return _finding(
        at,
        f"how {what} can be taken back is not stated",
        fix="add `withdrawal:` to the consent, or a right `withdraw-consent` with its `channel` under `rights`",
        position=facts[0].position,
        cites=cites_of(*facts),
    )


def _refusal(right: Right) -> Finding:
    return _finding(
        f"rights/{right.key}",
        "the withdrawal of consent is refused, yet consent is relied on",
        fix="offer it at any time, or rely on another basis",
        position=right.position,
        severity=Severity.ERROR,
        cites=cites_of(right),
    )
