"""An organisation for which Article 37(1) asks for a data protection officer has one.

An error where the register itself says that one is required, a warning where a trigger is stated, an info finding where
the statements come close to a trigger and leave one part of it open.

Wrong:

    ropa: 1
    register: {organisation: town}
    organisations: {town: {name: Town, kind: public-authority}}

Right:

    ropa: 1
    register: {organisation: town}
    organisations:
      town: {name: Town, kind: public-authority, dpo: {name: A. Officer, email: dpo@town.example}}

Why: Article 37(1) asks for an officer (a) in public authorities and bodies, except courts in their
judicial capacity; (b) where core activities are regular and systematic monitoring of people on a large
scale; (c) where core activities are special categories or criminal data on a large scale. The register says so by
`kind`, by `core`, and by the screening of the impact assessment. `dpo_required: no` beside a trigger is
a contradiction. What national law asks for beyond that is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import marks_of_law
from ropa.checks.facts import data_of, is_said, officer_of, screened
from ropa.language import listing
from ropa.model.activities import Activity
from ropa.model.base import Cite
from ropa.model.words import OrganisationKind, ScreeningCriterion
from ropa.questions.text import distinct

CODE = "D131"
NAME = "dpo-where-required"
ASKS = "Is there a data protection officer where required?"
SEVERITY = Severity.WARNING
ARTICLES = ("37(1)", "37(1)(a)", "37(1)(b)", "37(1)(c)")
ITEMS = ("O37-1a", "O37-1b", "O37-1c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


class _Trigger(NamedTuple):
    """Why an officer is, or may be, required; `sure` False where one part of the trigger is not stated."""

    said: str
    article: str
    sure: bool
    cites: tuple[Cite, ...] = ()


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the organisation: required and none recorded, or said not to be required after all."""
    register = subject.register
    own = register.organisations[register.organisation]
    if officer_of(own) is not None:
        return
    triggers = list(_triggers(subject))
    sure = [trigger for trigger in triggers if trigger.sure]
    denied = own.dpo_required is False
    if own.dpo_required:
        severity, said = Severity.ERROR, "a data protection officer is said to be required, and none is recorded"
    elif sure:
        severity = SEVERITY
        said = "a data protection officer is " + ("said not to be required" if denied else "not recorded, nor why not")
    elif triggers:
        severity = Severity.INFO
        said = "whether a data protection officer is required cannot be judged"
        said = "that no data protection officer is required cannot be judged" if denied else said
    else:
        return
    shown = sure or triggers
    reasons = "; ".join(trigger.said for trigger in shown)
    mark = own.mark("dpo_required")
    yield _finding(
        f"organisations/{own.key}",
        f"{said}{': ' if reasons else ''}{reasons}",
        fix="add `dpo: {name, email}`, or correct `dpo_required`, `kind`, `core` or the screening",
        position=own.position,
        severity=severity,
        articles=tuple(dict.fromkeys(("37(1)", *(trigger.article for trigger in shown)))),
        cites=distinct((*mark.cites, *(cite for trigger in shown for cite in trigger.cites))),
    )


def _triggers(subject: Subject) -> Iterator[_Trigger]:
    register = subject.register
    own = register.organisations[register.organisation]
    if own.kind is OrganisationKind.PUBLIC_AUTHORITY:
        said = f"{own.title} is a public authority or body (courts in their judicial capacity need none)"
        yield _Trigger(said, "37(1)(a)", True, own.mark("kind").cites)
    marked = frozenset(marks_of_law(register))
    for activity in register.activities.values():
        if is_said(activity):
            large = screened(activity, ScreeningCriterion.LARGE_SCALE)
            watching = screened(activity, ScreeningCriterion.SYSTEMATIC_MONITORING)
            found = _of_activity(activity, watching, large, "systematic monitoring", "37(1)(b)")
            if found is not None:
                yield found
            data = True if marked & set(data_of(activity)) else None
            found = _of_activity(activity, data, large, "special categories or criminal data", "37(1)(c)")
            if found is not None:
                yield found


def _of_activity(activity: Activity, kind: bool | None, large: bool | None, what: str, article: str) -> _Trigger | None:
    """Return the trigger if what is done, its scale and its being a core activity are stated, or two of the three."""
    parts = {what: kind, "a large scale": large, "a core activity": activity.core}
    met = [name for name, holds in parts.items() if holds]
    open_ = [name for name, holds in parts.items() if holds is None]
    if not kind or len(met) < 2 or len(met) + len(open_) < len(parts):
        return None
    unstated = f", {open_[0]} is not" if open_ else ""
    cites = activity.dpia.cites if activity.dpia is not None else ()
    return _Trigger(f"{listing(met)} are stated of {activity.title}{unstated}", article, not open_, cites)
