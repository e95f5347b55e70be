"""What every rule about a tool is given, and what it answers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, date
from typing import NamedTuple

from ropa.law import AdequacyDecision, Law, Tool, ToolRule, ToolTerm
from ropa.law.tables import fold
from ropa.model.parties import Organisation, Safeguard
from ropa.model.register import Register
from ropa.transfers.edges import Edge
from ropa.transfers.places import Places

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


class Claimed(NamedTuple):
    """A safeguard that is claimed for an edge, under one regime, on one day.

    Attributes:
        country: of the location that it has to carry; entity: whether that is where the receiver itself is.
        decision: the adequacy decision that the tool rests on here, where it rests on one.
    """

    register: Register
    law: Law
    places: Places
    regime: str
    as_of: date
    edge: Edge
    safeguard: Safeguard
    tool: Tool
    term: ToolTerm
    country: str
    entity: bool
    decision: AdequacyDecision | None = None

    @property
    def exporter(self) -> Organisation | None:
        """The organisation that exports."""
        return self.register.organisations.get(self.edge.exporter)

    @property
    def importer(self) -> Organisation | None:
        """The organisation that receives."""
        return self.register.organisations.get(self.edge.importer)

    def title(self, key: str) -> str:
        """Return the name of a party."""
        return self.register.title(key)


class Point(NamedTuple):
    """One thing that a rule found.

    Attributes:
        kind: word for it, such as `module`; checks and tests know it.
        missing: what is not there or does not fit, as a noun phrase or sentence without full stop; else empty.
        present: what is on record.
        never: True where the tool could not carry the flow whatever were recorded.
        fix: what to do about it, an imperative without full stop: now where it is missing, by `ends` where it is there.
        ends: the last day on which what is present holds.
        note: what a person has to weigh, although it decides nothing.
    """

    kind: str
    missing: str = ""
    present: str = ""
    never: bool = False
    fix: str = ""
    ends: date | None = None
    note: str = ""


#: A kind of rule: what it finds about a claim, given the row of the law that asks for it.
Rule = Callable[[Claimed, ToolRule], Iterator[Point]]


def is_duration(text: str) -> bool:
    """Tell whether a value of a rule is a duration that `after` reads.

    >>> is_duration("P12M"), is_duration("approval"), is_duration("")
    (True, False, False)
    """
    return bool(text) and _DURATION.fullmatch(text) is not None


def after(day: date, duration: str) -> date:
    """Return the day on which an ISO 8601 duration of years, months and days from `day` is over.

    What would be over after the year 9999, which some write for "no end", is so on the last day there is.

    >>> after(date(2025, 11, 22), "P12M"), after(date(2024, 2, 29), "P1Y")
    (datetime.date(2026, 11, 22), datetime.date(2025, 2, 28))
    """
    matched = _DURATION.fullmatch(duration)
    years, months, days = (int(part or 0) for part in matched.groups()) if matched else (0, 0, 0)
    total = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(total, 12)
    if year > MAXYEAR:
        return date.max
    moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return date.fromordinal(min(moved.toordinal() + days, date.max.toordinal()))


def names_of(organisation: Organisation | None) -> frozenset[str]:
    """Return the folded names by which an organisation can be meant: key, name, legal name, registration number."""
    if organisation is None:
        return frozenset()
    names = (organisation.key, organisation.name, organisation.legal_name, organisation.registration_number)
    return frozenset(fold(name) for name in names if name)
