"""Copies that stay where the data themselves are erased: what R103 finds, and what R107 need not say again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ropa.checks.facts import said_flows
from ropa.checks.retention import rules_by_activity
from ropa.checks.sharing import shared
from ropa.model.base import Cite
from ropa.questions.retention_base import Held, Rule
from ropa.questions.retention_reach import Reach


class Copy(NamedTuple):
    """Data that are to be erased, and a place that keeps them without a limit.

    Attributes:
        activity: key of the activity in which they stay, or `general`; holder: key of the place.
        erasing: rules that promise the erasure; keeping: rules that say that they stay there, or move there.
        cites: of flows that bring them there, where no rule says so.
    """

    activity: str
    holder: str
    erasing: tuple[Rule, ...]
    keeping: tuple[Rule, ...]
    cites: tuple[Cite, ...] = ()


@shared
def copies_of(reach: Reach) -> tuple[Copy, ...]:
    """Return each place of each activity once, in file order: said by a rule, moved to, or reached by a flow."""
    rules = rules_by_activity(rule for rule in reach.rules if rule.is_said)
    unsettled: dict[str, list[Held]] = {}
    for held, _ in reach.unsettled:
        if held.is_own:
            unsettled.setdefault(held.activity, []).append(held)
    found: dict[tuple[str, str], Copy] = {}
    general = rules.get("general", [])
    for key, mine in rules.items():
        erasing = [
            rule for rule in (*mine, *(general if key != "general" else ())) if rule.said.disposal and rule.erases
        ]
        for copy in (
            *_kept_by_rule(reach, key, mine, erasing),
            *_moved(reach, key, [rule for rule in mine if rule.erases]),
            *_flowing(reach, key, erasing, unsettled.get(key, ())),
        ):
            known = found.setdefault((copy.activity, copy.holder), copy)
            found[copy.activity, copy.holder] = known._replace(
                erasing=_joined(known.erasing, copy.erasing), keeping=_joined(known.keeping, copy.keeping)
            )
    return tuple(found.values())


def _joined(one: tuple[Rule, ...], other: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules of both, each once, in file order."""
    by_number = {rule.number: rule for rule in (*one, *other)}
    return tuple(by_number[number] for number in sorted(by_number))


def _kept_by_rule(reach: Reach, activity: str, mine: Iterable[Rule], erasing: Iterable[Rule]) -> Iterator[Copy]:
    """Yield the places of which a rule says that data are there, and for how long neither it nor another rule does."""
    for keeper in mine:
        if not keeper.is_open:
            continue
        for holder in (*keeper.said.held_in, *keeper.said.by):
            promised = tuple(
                rule
                for rule in erasing
                if rule.id != keeper.id and not _names(rule, holder) and reach.overlap(rule.said, keeper.said)
            )
            own = reach.register.is_internal(reach.graph.party(holder))
            limits = (rule for rule in reach.following(keeper, holder) if rule.is_limit)
            if promised and own and not any(_names(rule, holder) for rule in limits):
                yield Copy(activity, holder, promised, (keeper,))


def _moved(reach: Reach, activity: str, erasing: Iterable[Rule]) -> Iterator[Copy]:
    """Yield the places to which data move when they are erased, where no rule limits them there."""
    for rule in erasing:
        for holder in rule.said.then_in:
            after = reach.following(rule, holder)
            if not any(other.is_limit for other in after):
                yield Copy(activity, holder, (rule,), (rule, *after))


def _flowing(reach: Reach, activity: str, erasing: Iterable[Rule], unsettled: Iterable[Held]) -> Iterator[Copy]:
    """Yield own systems that get data from a place where these are erased, and that no rule limits."""
    unlimited = [held for held in unsettled if held.holder in reach.register.systems]
    if not unlimited or activity not in reach.register.activities:
        return
    places = [(rule, rule.said.held_in) for rule in erasing if rule.said.held_in]
    for flow in said_flows(reach.register.activities[activity]):
        known = [held for held in unlimited if held.holder == flow.target]
        for rule, systems in places:
            at = (flow.source, *reach.register.wholes("systems", flow.source))
            about = [held for held in known if reach.is_about(rule.said, held)]
            if about and any(key in systems for key in at):
                yield Copy(activity, flow.target, (rule,), (), flow.cites)


def _names(rule: Rule, holder: str) -> bool:
    """Tell whether a rule is for this very place; one for a place around it yields to what is said of this one."""
    return holder in (*rule.said.held_in, *rule.said.by)
