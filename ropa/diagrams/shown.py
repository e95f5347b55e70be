"""What the words on a line name, and what they only count; the same for every format and for the legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ropa.diagrams.base import Edge, Group, certainty_words
from ropa.diagrams.items import NOT_STATED, PEOPLE_NOT_STATED
from ropa.diagrams.palette import Room
from ropa.diagrams.text import clip, counted, listed, wrap
from ropa.model.words import Certainty

_ONLY_MAYBE = (Certainty.POSSIBLE, Certainty.HYPOTHETICAL)


class Shown(NamedTuple):
    """The first categories of a line with whom they are about, and words for the rest: `+2 more categories`."""

    groups: tuple[Group, ...]
    rest: tuple[str, ...]


class About(NamedTuple):
    """The lines that say whom something is about, and those whom they name."""

    lines: tuple[str, ...]
    named: tuple[str, ...]


def shown_of(edge: Edge, room: Room) -> Shown:
    """Return what the label of a line names; nothing of one that only says how much it carries."""
    if not edge.shown:
        return Shown((), ())
    left = min(edge.shown, room.shown)
    named: list[Group] = []
    hidden: list[Group] = []
    for group in edge.groups:
        first, rest = group.items[: max(left, 0)], group.items[max(left, 0) :]
        named += [Group(group.subjects, first)] if first else []
        hidden += [Group(group.subjects, rest)] if rest else []
        left -= len(group.items)
    return Shown(tuple(named), _rest(named, hidden))


def _rest(named: Sequence[Group], hidden: Sequence[Group]) -> tuple[str, ...]:
    """Return how many categories and how many kinds of people are only counted; where none are, that more is said."""
    data: dict[str, Certainty] = {}
    people: dict[str, Certainty] = {}
    for group in hidden:
        for item in group.items:
            for found, names in ((data, (item.title,)), (people, group.subjects)):
                for name in names:
                    known = found.get(name, item.certainty)
                    found[name] = min(known, item.certainty, key=lambda certainty: certainty.rank)
    data = _without(data, (item.title for group in named for item in group.items))
    people = _without(people, (name for group in named for name in group.subjects))
    more = (
        *_more(data, "more category", "more categories", unstated=NOT_STATED),
        *_more(people, "more kind of people", "more kinds of people", unstated=PEOPLE_NOT_STATED),
    )
    return more if more or not hidden else ("also about other people",)


def _without(found: Mapping[str, Certainty], names: Iterable[str]) -> dict[str, Certainty]:
    known = set(names)
    return {name: certainty for name, certainty in found.items() if name not in known}


def _more(found: Mapping[str, Certainty], one: str, many: str, *, unstated: str) -> tuple[str, ...]:
    """Return `+2 more categories (possible)`, with the mark where none of them is surer, and what is not stated."""
    sure = {certainty for name, certainty in found.items() if name != unstated}
    count = len(found.keys() - {unstated})
    maybe = bool(sure) and sure <= set(_ONLY_MAYBE)
    mark = certainty_words(min(sure, key=lambda certainty: certainty.rank)) if maybe else ""
    counts = (f"+{counted(count, one, many)}{mark}",) if count else ()
    return (*counts, *((f"+{unstated}",) if unstated in found else ()))


def about(subjects: Sequence[str], room: Room) -> About:
    """Return whom a line is about, on at most two lines; who has no room there is counted, not cut off."""
    for named in range(len(subjects), 0, -1):
        left = len(subjects) - named
        lines = wrap(f"about {listed([*subjects[:named], *([f'{left} more'] if left else [])])}", room.label, 9)
        if len(lines) <= 2:
            return About(lines, tuple(subjects[:named]))
    more = f" and {len(subjects) - 1} more" if len(subjects) > 1 else ""
    lines = wrap(f"about {clip(subjects[0], room.label)}{more}", room.label, 3) if subjects else ()
    return About(lines, tuple(subjects[:1]))


def people_named(edges: Iterable[Edge], room: Room) -> frozenset[str]:
    """Return the names of the kinds of people that stand on the lines, where words do."""
    return frozenset(
        name for edge in edges for group in shown_of(edge, room).groups for name in about(group.subjects, room).named
    )


def people_of(edges: Iterable[Edge]) -> frozenset[str]:
    """Return the names of all kinds of people that lines are about."""
    return frozenset(name for edge in edges for group in edge.groups for name in group.subjects)
