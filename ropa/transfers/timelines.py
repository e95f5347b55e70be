"""How grades go on from a day: what each flow has now, and from which later day something else.

A grade compares the day with dates of rows of law, with dates of the safeguards of its activity, and with either after
one of the periods that tools set (a look at a list counts for twelve months). Between two such days, and the days
after them, nothing can change; so to grade on these is to grade on all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from ropa.law import Law
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.transfers.base import Transfer
from ropa.transfers.grade import Grader
from ropa.transfers.tools.base import after, is_duration

Brief = TypeVar("Brief")

#: What holds from a day on, until the next day in the list.
Timeline = tuple[tuple[date, Brief], ...]


class Timelines(NamedTuple, Generic[Brief]):
    """The timelines of every flow of a register.

    Attributes:
        first: the day from which on they hold; it is the same for all days between which nothing changes.
        flows: by activity and id of the flow, the first entry on `first`.
    """

    first: date
    flows: Mapping[tuple[str, str], Timeline[Brief]]


def timelines(
    register: Register, law: Law, *, as_of: date, brief: Callable[[tuple[Transfer, ...]], Brief]
) -> Timelines[Brief]:
    """Return how every flow is graded from `as_of` on, by these tables of law.

    Args:
        brief: what to keep of the rows of a flow; equal ones in a row are kept once.
    """
    periods = sorted({rule.value for rule in law.tool_rules if is_duration(rule.value)})
    of_law = _turning(_dates_in(_rows(law)), ())
    of_safeguards = {key: _turning(_dates(item), periods) for key, item in register.safeguards.items()}
    every = of_law.union(*of_safeguards.values())
    first = max((day for day in every if day <= as_of), default=date.min)

    activities: dict[str, list[Flow]] = {}
    for flow in register.flows:
        activities.setdefault(flow.activity, []).append(flow)
    turns: dict[date, list[str]] = {first: list(activities)}
    for key, flows in activities.items():
        claimed = {safeguard for flow in flows for safeguard in flow.safeguard}
        for day in of_law.union(*(of_safeguards[safeguard] for safeguard in claimed if safeguard in of_safeguards)):
            if day > first:
                turns.setdefault(day, []).append(key)
    found: dict[tuple[str, str], list[tuple[date, Brief]]] = {}
    for day in sorted(turns):
        grader = Grader(register, law, as_of=day)
        for key in turns[day]:
            for flow, rows in grader.of_activity(activities[key]):
                known = found.setdefault((key, flow.id), [])
                now = brief(rows)
                if not known or known[-1][1] != now:
                    known.append((day, now))
    return Timelines(first, {place: tuple(entries) for place, entries in found.items()})


def _turning(days: Iterable[date], periods: Sequence[str]) -> frozenset[date]:
    """Return the days on which something may be otherwise than on the day before: those stated, and the next ones."""
    stated = set(days)
    stated |= {after(day, period) for day in stated for period in periods}
    return frozenset(stated | {day + timedelta(days=1) for day in stated if day < date.max})


def _rows(law: Law) -> Iterable[Any]:
    """Return the rows of every table that a grade may follow."""
    return chain(
        law.countries.values(), law.decisions, law.area, law.regimes.values(), law.tools.values(), law.modules,
        law.tool_rules, law.authorities, law.provisions,
    )  # fmt: skip


def _dates_in(rows: Iterable[Any]) -> Iterator[date]:
    return (day for row in rows for day in _dates(row))


def _dates(row: Any) -> Iterator[date]:
    """Yield the dates of a row or statement, and of those in it."""
    for field in fields(row):
        value = getattr(row, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, date):
                yield item
            elif is_dataclass(item):
                yield from _dates(item)
