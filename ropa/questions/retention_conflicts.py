"""Retention rules side by side: which goes before which, and which contradict each other.

A rule that says the same thing of less (one activity, one category, one kind of people, one holder, one case) goes
before a wider rule of its kind: that is an exception, no contradiction. Rules for different cases (`when`) are
variants. A criterion beside a period is a stage of its own ("as long as the account exists", then 30 days), unless its
words name another length or no end at all. What is left contradicts: nothing says which of the rules decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple

from ropa.law.tables import fold
from ropa.model.activities import Retention
from ropa.questions.retention_base import Reached, Rule
from ropa.questions.retention_periods import contradicts, differ
from ropa.questions.retention_reach import Reach

#: One side of a comparison is wider than the other, both are the same, or neither.
_WIDER, _SAME, _NARROWER = 1, 0, -1


class ConflictKind(StrEnum):
    """What contradicts: two periods, two criteria, or a criterion and a period."""

    PERIOD = "period"
    CRITERION = "criterion"
    CRITERION_AND_PERIOD = "criterion-and-period"


class Conflict(NamedTuple):
    """Rules that say different things of the same data in the same case, in file order, and what they are about."""

    kind: ConflictKind
    when: str
    rules: tuple[Rule, ...]
    held: tuple[Reached, ...]


#: Ids of a rule and of those that go before it.
Order = dict[str, tuple[str, ...]]


def conflicts(reach: Reach) -> tuple[Conflict, ...]:
    """Return every contradiction once, in the order of its first rule; `held` is in file order, by the first rule."""
    found: dict[tuple[str, tuple[int, ...]], list[Reached]] = {}
    rules: dict[int, Rule] = {}
    for _, reaching in reach.met:
        for kind, group in _contradicting(reach, reaching):
            numbers = tuple(sorted({reached.rule.number for reached in group}))
            rules.update((reached.rule.number, reached.rule) for reached in group)
            found.setdefault((kind.value, numbers), []).append(min(group, key=lambda item: item.rule.number))
    made = []
    for (kind_text, numbers), held in found.items():
        involved = tuple(rules[number] for number in numbers)
        when = next((rule.said.when for rule in involved if rule.said.when), "")
        made.append(Conflict(ConflictKind(kind_text), when, involved, tuple(held)))
    order = {kind: place for place, kind in enumerate(ConflictKind)}
    return tuple(sorted(made, key=lambda item: ([rule.number for rule in item.rules], order[item.kind])))


def yielding(reach: Reach, reaching: Sequence[Reached]) -> Order:
    """Return, by id of a rule, the ids of the rules that go before it for some held data; only rules that yield."""
    found: dict[str, list[str]] = {}
    for one, other in _pairs(reaching):
        if one.rule.id != other.rule.id and _same_kind(one.rule.said, other.rule.said):
            relation = _compare(reach, one, other)
            if relation == _NARROWER:
                found.setdefault(other.rule.id, []).append(one.rule.id)
            elif relation == _WIDER:
                found.setdefault(one.rule.id, []).append(other.rule.id)
    return {key: tuple(dict.fromkeys(ids)) for key, ids in found.items()}


def disagreement(one: Retention, other: Retention) -> ConflictKind | None:
    """Return in what two rules for the same data contradict each other, None where they need not."""
    if one.period and other.period:
        return ConflictKind.PERIOD if differ(one.period, other.period) else None
    if one.period or other.period:
        period, criterion = (one.period, other.criterion) if one.period else (other.period, one.criterion)
        return ConflictKind.CRITERION_AND_PERIOD if contradicts(criterion, period) else None
    return ConflictKind.CRITERION if _words(one.criterion) != _words(other.criterion) else None


def _contradicting(reach: Reach, reaching: Sequence[Reached]) -> Iterator[tuple[ConflictKind, tuple[Reached, ...]]]:
    """Yield the groups of rules that contradict each other on the same held data, one after another by kind."""
    before = yielding(reach, reaching) if len(reaching) > 1 else {}
    pairs: dict[ConflictKind, list[tuple[Reached, Reached]]] = {}
    for one, other in _pairs(reaching):
        kind = disagreement(one.rule.said, other.rule.said)
        if kind is None or one.rule.id in before or other.rule.id in before:
            continue
        if _compare(reach, one, other) in (None, _SAME) and not _are_variants(one.rule.said, other.rule.said):
            pairs.setdefault(kind, []).append((one, other))
    for kind in ConflictKind:
        for group in _connected(pairs.get(kind, ())):
            yield kind, group


def _pairs(reaching: Sequence[Reached]) -> Iterator[tuple[Reached, Reached]]:
    """Yield every two rules that both settle the held data."""
    settling = [reached for reached in reaching if reached.settles]
    return combinations(settling, 2) if len(settling) > 1 else iter(())


def _connected(pairs: Iterable[tuple[Reached, Reached]]) -> Iterator[tuple[Reached, ...]]:
    """Yield the groups that the pairs connect, each in the order of its rules."""
    groups: list[dict[int, Reached]] = []
    for one, other in pairs:
        joined = {one.rule.number: one, other.rule.number: other}
        for group in [group for group in groups if group.keys() & joined.keys()]:
            joined.update(group)
            groups.remove(group)
        groups.append(joined)
    for group in sorted(groups, key=min):
        yield tuple(group[number] for number in sorted(group))


def _same_kind(one: Retention, other: Retention) -> bool:
    """Tell whether both state a period, or both only a criterion."""
    return bool(one.period) == bool(other.period)


def _are_variants(one: Retention, other: Retention) -> bool:
    """Tell whether two rules are for different cases, so that both may be true."""
    return _words(one.when) != _words(other.when) and bool(one.when) and bool(other.when)


def _compare(reach: Reach, one: Reached, other: Reached) -> int | None:
    """Return whether the first rule is about less, the same or more than the second, None where neither can be said."""
    graph = reach.graph
    relations = [
        _side(_level(one), _level(other), lambda part, whole: part < whole),
        _side(one.scope.data, other.scope.data, graph.categories.is_within, wide="*"),
        _side(one.scope.subject, other.scope.subject, graph.subjects.is_within),
        _side(one.scope.holder, other.scope.holder, reach.holds),
        _side(_words(one.rule.said.when), _words(other.rule.said.when), lambda *_: False),
    ]
    if None in relations:
        return None
    known = {relation for relation in relations if relation}
    return _SAME if not known else known.pop() if len(known) == 1 else None


def _level(reached: Reached) -> str:
    """Return how near a rule is to the activity that holds the data, the nearest first in the alphabet."""
    if reached.rule.is_general:
        return "c" if reached.held.activity != "general" else "a"
    return "a" if reached.rule.activity.key == reached.held.activity else "b"


def _side(one: str, other: str, within: Callable[[str, str], bool], *, wide: str = "") -> int | None:
    """Compare what two rules name; `wide` stands for no limit at all."""
    if one == other:
        return _SAME
    if one == wide or (other != wide and within(other, one)):
        return _WIDER
    if other == wide or within(one, other):
        return _NARROWER
    return None


_STRIPPED: Final = str.maketrans("", "", ";:!?\"'“”‘’`*")


def _words(text: str) -> str:
    return fold(text.translate(_STRIPPED))
