"""What the checks on retention rules share."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.facts import is_said, titles
from ropa.model.activities import Activity, Retention
from ropa.model.register import Register


def all_rules(register: Register) -> Iterator[tuple[Activity, Retention]]:
    """Yield every rule that is at least possible with its activity, in file order, those of `general` last."""
    general = () if register.general is None else (register.general,)
    for activity in (*register.activities.values(), *general):
        yield from ((activity, rule) for rule in activity.retention if is_said(rule))


def address(activity: Activity) -> str:
    """Return the address of the rules of an activity or of `general`."""
    return "general/retention" if activity.is_general else f"activities/{activity.key}/retention"


def what_of(register: Register, rule: Retention) -> str:
    """Return in words what a rule is about: its data, and where it is limited, whose."""
    what = "everything" if rule.everything else titles(register, rule.data) or "data that are not stated"
    return f"{what} of {titles(register, rule.subjects)}" if rule.subjects else what
