"""What the checks on retention rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.checks.facts import is_rule, titles
from ropa.checks.sharing import shared
from ropa.graph import FactGraph
from ropa.language import duration, listing
from ropa.model.activities import Activity, Retention
from ropa.model.base import Cite
from ropa.model.register import Register
from ropa.questions.retention_base import Rule
from ropa.questions.retention_conflicts import Conflict, conflicts
from ropa.questions.retention_reach import Reach


def all_rules(register: Register) -> Iterator[tuple[Activity, Retention]]:
    """Yield every rule that is at least possible with its activity, in file order, those of `general` last."""
    general = () if register.general is None else (register.general,)
    for activity in (*register.activities.values(), *general):
        yield from ((activity, rule) for rule in activity.retention if is_rule(rule))


def address(activity: Activity) -> str:
    """Return the address of the rules of an activity or of `general`."""
    return "general/retention" if activity.is_general else f"activities/{activity.key}/retention"


def what_of(register: Register, rule: Retention) -> str:
    """Return in words what a rule is about: its data, and where it is limited, whose."""
    what = "everything" if rule.everything else titles(register, rule.data) or "data that are not stated"
    return f"{what} of {titles(register, rule.subjects)}" if rule.subjects else what


def title_of(activity: Activity) -> str:
    """Return the name of an activity, or what stands for none in particular."""
    return "stated generally" if activity.is_general else activity.title


@shared
def reach_of(register: Register) -> Reach:
    """Return which rules of a register reach which data; the checks of one run share it."""
    return Reach(FactGraph(register))


@shared
def conflicts_of(register: Register) -> tuple[Conflict, ...]:
    """Return the rules of a register that contradict each other."""
    return conflicts(reach_of(register))


def limit_of(rule: Retention) -> str:
    """Return how long a rule says, with its start and its citations: `30 days from account closed (policy:12)`."""
    parts = [duration(rule.period) if rule.period else "", f"`{rule.criterion}`" if rule.criterion else ""]
    text = "; ".join(part for part in parts if part) or "no limit"
    start = f" from {rule.trigger}" if rule.trigger and rule.period else ""
    return f"{text}{start}{cited(rule.cites)}"


def cited(cites: Iterable[Cite]) -> str:
    """Return citations in brackets behind a blank, empty for none."""
    texts = list(dict.fromkeys(cite.as_text() for cite in cites))
    return f" ({', '.join(texts)})" if texts else ""


def names(register: Register, keys: Iterable[str]) -> str:
    """Return holders by name, as a sentence lists them."""
    return listing([register.title(key) for key in dict.fromkeys(keys)])


def rules_by_activity(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Return rules by the key of their activity, in the order given."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.activity.key, []).append(rule)
    return found


def conflict_about(register: Register, conflict: Conflict) -> str:
    """Return in words which data of whom, held by whom, a contradiction is about."""
    if all(rule.said.everything for rule in conflict.rules):
        data = "all data"
    else:
        data = titles(register, dict.fromkeys(item.data for item in conflict.held if item.data)) or "data not stated"
    people = dict.fromkeys(item.subject for item in conflict.held if item.subject)
    of = f" of {titles(register, people)}" if people else ""
    holders = titles(register, dict.fromkeys(item.holder for item in conflict.held))
    return f"{data}{of}, held by {holders}"
