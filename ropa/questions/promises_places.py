"""Where data are, as far as the register says, and whether that is in the countries of a promise.

Groups (`EU`, `EEA`) have the members that the law data give for the day. Nothing is concluded from silence: a country
that is not stated, not known, or known from the shipped directory only leaves the question open.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ropa.model.activities import Flow
from ropa.model.parties import Organisation
from ropa.model.words import Certainty, Source
from ropa.questions.base import Context
from ropa.questions.promises_facts import Statement


class Seat(StrEnum):
    """Why data count as being in a country."""

    HELD = "held"
    COMPANY = "company"


class Spot(NamedTuple):
    """A country in which data are.

    Attributes:
        country: as in the register, empty where not stated.
        seat: `held` for storage, access, and the seat of who receives them; `company` for the seat of somebody of whom
            it is stated, or would have to be, that the data are elsewhere.
        certainty: of the country; directory: only the shipped directory says it.
    """

    country: str
    seat: Seat = Seat.HELD
    certainty: Certainty = Certainty.STATED
    directory: bool = False


class Countries:
    """The countries of one promise on one day."""

    def __init__(self, context: Context, keys: Iterable[str]) -> None:
        self._context = context
        self._keys = tuple(keys)
        self._known: dict[str, bool | None] = {}

    def holds(self, country: str) -> bool | None:
        """Tell whether a country, group or other text is among them; None where that cannot be told."""
        if country not in self._known:
            self._known[country] = self._find(country)
        return self._known[country]

    def _find(self, country: str) -> bool | None:
        if not country:
            return None
        law = self._context.law
        if country in self._keys:
            return True
        if law.is_group(country):
            members = law.members(country, self._context.as_of)
            if members <= self._accepted:
                return True
            return None if members & self._accepted else False
        if law.find_country(country) is None or not self._accepted:
            return None
        return country in self._accepted

    @cached_property
    def _accepted(self) -> frozenset[str]:
        law = self._context.law
        found: set[str] = set()
        for key in self._keys:
            if law.is_group(key):
                found |= law.members(key, self._context.as_of)
            elif key in law.countries:
                found.add(key)
        return frozenset(found)


class Places:
    """Where the statements of one register place data."""

    def __init__(self, context: Context) -> None:
        self._register = context.register
        self._known: dict[int, tuple[Spot, ...]] = {}

    def of(self, statement: Statement) -> tuple[Spot, ...]:
        """Return the countries of who gets the data; empty for people and for what is about nobody."""
        if statement.number not in self._known:
            self._known[statement.number] = self._find(statement)
        return self._known[statement.number]

    def _find(self, statement: Statement) -> tuple[Spot, ...]:
        target, flow = statement.target, statement.flow
        if not target or target in self._register.data_subjects:
            return ()
        stated = _stated(flow) if flow is not None else ()
        if statement.is_hosting:
            company = self._seats(target, flow, Seat.COMPANY) if flow is None or flow.access else ()
            return (*stated, *company) or (Spot(""),)
        own = self._own_hosting(target) if target in self._register.systems else None
        if own is not None:
            return (*stated, *own)
        seats = self._seats(self._register.party_of(target), flow, Seat.COMPANY if stated else Seat.HELD)
        return (*stated, *seats)

    def _own_hosting(self, system: str) -> tuple[Spot, ...] | None:
        """Return where the organisation itself hosts an own system; None where nothing is said on its hosting.

        What outside hosts hold has statements of its own.
        """
        register = self._register
        chain = (system, *register.wholes("systems", system))
        entries = next((register.systems[key].hosting for key in chain if register.systems[key].hosting), ())
        if not entries or not register.is_own_system(system):
            return None
        return tuple(
            Spot(country, certainty=entry.mark("country").certainty)
            for entry in entries
            if register.is_internal(entry.by)
            for country in (*(entry.locations.storage or (entry.country,)), *entry.locations.access)
        )

    def _seats(self, key: str, flow: Flow | None, seat: Seat) -> tuple[Spot, ...]:
        """Return the countries of an organisation; an internal part without one is where its whole is."""
        if flow is not None and flow.locations.entity:
            return tuple(Spot(country, seat, flow.locations.certainty) for country in flow.locations.entity)
        organisation = self._located(key)
        if organisation is None:
            return (Spot("", seat),)
        mark = organisation.mark("country")
        return (Spot(organisation.country, seat, mark.certainty, mark.source is Source.DIRECTORY),)

    def _located(self, key: str) -> Organisation | None:
        register = self._register
        own = (register.organisation,) if register.is_internal(key) else ()
        chain = (key, *register.wholes("organisations", key), *own) if own else (key,)
        known = (register.organisations.get(item) for item in chain)
        return next((item for item in known if item is not None and item.country), None)


def _stated(flow: Flow) -> tuple[Spot, ...]:
    """Return the places of storage and access that a flow states."""
    sure = flow.locations.certainty.at_most(flow.mark("locations").certainty)
    return tuple(Spot(country, certainty=sure) for country in (*flow.locations.storage, *flow.locations.access))
