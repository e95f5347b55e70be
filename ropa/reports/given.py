"""What the record is made from: the register and the dated data, in one value that every part of the report reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from ropa.checks.base import Finding
from ropa.law import Law
from ropa.model.activities import Activity
from ropa.model.base import Entity, Use
from ropa.model.parties import Agreement
from ropa.model.register import Register
from ropa.model.words import ActivityRole
from ropa.reports.base import Chip, Value
from ropa.reports.values import used
from ropa.transfers.base import Transfer
from ropa.vocabulary import Vocabulary

Edition = Literal["authority", "internal"]

#: Title of the annex on what `general` and blanket statements say; other places refer to it by this name.
GENERAL_TITLE: Final = "Stated of no particular activity"

#: The record of a controller (Article 30(1)) and that of a processor (Article 30(2)).
PartKey = Literal["30-1", "30-2"]

#: Both records, in the order in which one document holds them.
PARTS: Final[tuple[PartKey, ...]] = ("30-1", "30-2")


@dataclass(frozen=True, kw_only=True)
class Given:
    """Everything that the record is made from.

    Attributes:
        as_of: date of the law; the register states its own date.
        edition: `authority`, or `internal` with findings and the origin of every uncertain statement.
        parts: which records the document holds.
    """

    register: Register
    law: Law
    vocabulary: Vocabulary
    transfers: tuple[Transfer, ...]
    findings: tuple[Finding, ...]
    as_of: dt.date
    edition: Edition
    parts: tuple[PartKey, ...] = ("30-1",)

    @property
    def internal(self) -> bool:
        """True for the internal edition."""
        return self.edition == "internal"

    @cached_property
    def flow_targets(self) -> dict[str, str]:
        """Where each flow leads, by its id."""
        return {flow.id: flow.target for flow in self.register.flows}

    @cached_property
    def recorded_activities(self) -> tuple[Activity, ...]:
        """Activities that the document holds: of a controller first, then of a processor, each in file order."""
        own = self.own_activities if "30-1" in self.parts else ()
        return (*own, *(self.processor_activities if "30-2" in self.parts else ()))

    @cached_property
    def own_activities(self) -> tuple[Activity, ...]:
        """Activities of a controller or joint controller (Article 30(1)), in file order; never `general`."""
        return tuple(
            activity
            for activity in self.register.activities.values()
            if activity.role is not ActivityRole.PROCESSOR and not activity.is_general
        )

    @cached_property
    def processor_activities(self) -> tuple[Activity, ...]:
        """Activities of a processor (Article 30(2)), in file order; never `general`."""
        return tuple(
            activity
            for activity in self.register.activities.values()
            if activity.role is ActivityRole.PROCESSOR and not activity.is_general
        )

    @cached_property
    def small_names(self) -> frozenset[str]:
        """Names that begin with a small letter, as somebody wrote them: they keep it at the start of a sentence."""
        register = self.register
        sections: tuple[Mapping[str, Entity], ...] = (
            register.organisations, register.systems, register.data_subjects, register.data_categories,
            register.purposes, register.measures, register.activities,
        )  # fmt: skip
        names = (entity.name for section in sections for entity in section.values())
        return frozenset(name for name in names if name[:1].islower())

    def transfers_of(self, activity: str) -> tuple[Transfer, ...]:
        """Return the graded flows of an activity, in the order given."""
        return self._transfers_by_activity.get(activity, ())

    def findings_of(self, activity: Activity) -> tuple[Finding, ...]:
        """Return the findings at an activity, at something in it or at one of its flows, in the order given."""
        address = f"activities/{activity.key}"
        flows = {flow.id for flow in activity.flows if not flow.id.startswith("hosting/")}
        return tuple(
            finding
            for finding in self.findings
            if finding.at == address or finding.at.startswith(address + "/") or _flow_of(finding.at, flows)
        )

    def used(self, item: Use, *, note: str = "", chips: Iterable[Chip] = ()) -> Value:
        """Return a purpose, measure, party or condition as a value, under its known name."""
        return used(item, register=self.register, vocabulary=self.vocabulary, note=note, chips=chips)

    def activity_title(self, key: str) -> str:
        """Return the name of an activity, `stated generally` for `general`, or the key."""
        if key == "general":
            return "stated generally"
        found = self.register.activities.get(key)
        return key if found is None else found.title

    def agreements_with(self, party: str) -> tuple[Agreement, ...]:
        """Return the agreements between the register's organisation and a party, in file order."""
        return self._agreements_by_party.get(party, ())

    @cached_property
    def _agreements_by_party(self) -> dict[str, tuple[Agreement, ...]]:
        own = self.register.organisation
        found: dict[str, list[Agreement]] = {}
        for agreement in self.register.agreements.values():
            if own in agreement.between:
                for party in agreement.between:
                    found.setdefault(party, []).append(agreement)
        return {key: tuple(items) for key, items in found.items() if key != own}

    @cached_property
    def _transfers_by_activity(self) -> dict[str, tuple[Transfer, ...]]:
        found: dict[str, list[Transfer]] = {}
        for transfer in self.transfers:
            found.setdefault(transfer.flow.activity, []).append(transfer)
        return {key: tuple(items) for key, items in found.items()}


def _flow_of(address: str, flows: Iterable[str]) -> bool:
    return any(address == flow or address.startswith(flow + "/") for flow in flows)
