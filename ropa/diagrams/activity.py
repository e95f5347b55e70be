"""The activity view: one processing activity, from people through systems to recipients."""

from __future__ import annotations

from ropa.diagrams.base import certainty_words
from ropa.diagrams.boxes import Box
from ropa.diagrams.caption import activity_title
from ropa.diagrams.kept import kept
from ropa.diagrams.text import clean, listed
from ropa.diagrams.view import Case, Ends, View
from ropa.errors import UsageError
from ropa.language import label
from ropa.model.activities import Activity, Flow, LegalBasis
from ropa.model.base import Use
from ropa.model.register import Register
from ropa.model.words import ActivityRole
from ropa.questions import Context


def activities_to_draw(context: Context, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the activities that have a picture: those asked for, else all, with `general` where it has flows."""
    register = context.register
    if keys:
        return keys
    general = register.general
    return (*register.activities, *(["general"] if general is not None and general.flows else []))


def _one(case: Case) -> None:
    keys = activities_to_draw(case.context, case.scope.activities)
    if len(case.scope.activities) == 1 or len(keys) == 1:
        return
    raise UsageError(
        f"The activity view draws one activity at a time, and these are {len(keys)}",
        next_step=f"Name one (`--activity KEY`): {', '.join(keys[:12])}{' ...' if len(keys) > 12 else ''}. "
        "Or write one file for each with `-o FOLDER/`.",
    )


def _key(case: Case) -> str:
    return activities_to_draw(case.context, case.scope.activities)[0]


def _activity(case: Case) -> Activity | None:
    key = _key(case)
    return case.register.general if key == "general" else case.register.activities.get(key)


def _ends(case: Case, flow: Flow) -> tuple[Ends, ...]:  # noqa: ARG001 - as every view is asked
    return (Ends(Box(flow.source), Box(flow.target)),)


def _lines(case: Case) -> tuple[str, ...]:
    """Return role, purposes and legal bases, each "not stated" where the register is silent."""
    activity = _activity(case)
    if activity is None or activity.is_general:
        return ()
    register = case.register
    parts = [f"Role: {label(activity.role)}{certainty_words(activity.mark('role').certainty)}"]
    for words, uses in (("with", activity.joint_with), ("on behalf of", activity.on_behalf_of)):
        if uses:
            parts.append(f"{words} {listed(_named(register, use) for use in uses)}")
    purposes = listed(_purpose(register, use) for use in activity.purposes) or "not stated"
    bases = listed(_basis(register, basis) for basis in activity.legal_basis)
    # Who acts for others has no basis of its own to state.
    needs_basis = activity.role is not ActivityRole.PROCESSOR
    special = listed(f"{_own(use)}{certainty_words(use.certainty)}" for use in activity.special_category_condition)
    return (
        " · ".join(parts),
        f"Purposes: {purposes}",
        *([f"Legal basis: {bases or 'not stated'}"] if bases or needs_basis else []),
        *([f"Condition for special categories: {special}"] if special else []),
    )


def _named(register: Register, use: Use) -> str:
    return f"{clean(register.title(use.key)) or use.key}{certainty_words(use.certainty)}"


def _own(use: Use) -> str:
    return clean(use.label) if use.own_words else label(use.key)


def _purpose(register: Register, use: Use) -> str:
    title = clean(use.label) if use.own_words else clean(register.title(use.key)) or use.key
    return f"{title}{certainty_words(use.certainty)}"


def _basis(register: Register, basis: LegalBasis) -> str:
    form = f" ({label(basis.form)})" if basis.form is not None else ""
    named = [clean(register.title(key)) or key for key in basis.for_purposes]
    only = f" for {listed(named)}" if named else ""
    sure = basis.mark("basis").certainty.at_most(basis.certainty)
    return f"{label(basis.basis)}{form}{only}{certainty_words(sure)}"


ACTIVITY = View(
    name="activity",
    needs="activities",
    names_activities=False,
    summary="one activity: people, systems and recipients, with purposes, legal bases and retention",
    empty="No flow of this activity is recorded.",
    ends=_ends,
    title=lambda case: activity_title(case, _key(case)),
    lines=_lines,
    check=_one,
    details=kept,
)
