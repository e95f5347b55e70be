"""What hits one register: the flows to one recipient that go from one grade to another, as one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ropa.law import Law
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.cover import cover_title
from ropa.reports.transfer_changes import event_text
from ropa.reports.values import country_text
from ropa.transfers.base import Grade
from ropa.transfers.changes import Change


@record
class HitLine(Part):
    """Flows of one register to one recipient that go from one grade to another under the same rules.

    Attributes:
        recipient: its name; recipient_id: its key. country: alpha-2 or as written.
        flow_ids: in the order of the register; activities: their titles, each once.
        events: what lies between two days, where days are compared. reason: of the first flow, as it is afterwards.
    """

    recipient: str
    recipient_id: str
    country: str
    place: str
    regime: str
    before: Grade
    after: Grade
    flow_ids: tuple[str, ...]
    activities: tuple[str, ...]
    activity_ids: tuple[str, ...]
    events: tuple[str, ...] = ()
    reason: str = ""

    @property
    def flows(self) -> int:
        """How many flows there are."""
        return len(self.flow_ids)

    @property
    def worse(self) -> bool:
        """Whether the later grade is the worse one."""
        return self.after.rank > self.before.rank

    def as_json(self) -> dict[str, Any]:
        """Return the recipient, the two grades, the flows and their activities."""
        return {
            "to": self.recipient_id,
            "name": self.recipient,
            "country": self.country or None,
            "regime": self.regime,
            "before": self.before.value,
            "after": self.after.value,
            "flows": list(self.flow_ids),
            "activities": list(self.activity_ids),
            "events": list(self.events),
            "reason": self.reason,
        }


@record
class RegisterHit(Part):
    """One register that was read.

    Attributes:
        source: where it is. organisation: whose it is, by name; key: its key there.
        graded: how many rows (a flow under one regime each) it has. lines: what changes, the worst outcome first.
    """

    source: str
    organisation: str
    key: str
    facts_as_of: dt.date | None
    graded: int
    lines: tuple[HitLine, ...]

    @property
    def worse(self) -> int:
        """How many flows get a worse grade."""
        return sum(line.flows for line in self.lines if line.worse)

    @property
    def better(self) -> int:
        """How many flows get a better grade."""
        return sum(line.flows for line in self.lines if not line.worse)

    def as_json(self) -> dict[str, Any]:
        """Return whose it is, where, how many flows get another grade, and what changes."""
        return {
            "register": self.source,
            "organisation": self.key,
            "name": self.organisation,
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "graded": self.graded,
            "worse": self.worse,
            "better": self.better,
            "changes": [line.as_json() for line in self.lines],
        }


@record
class Unread(Part):
    """A register that could not be read, and why: each problem with its place."""

    source: str
    problems: tuple[str, ...]
    details: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the source and every problem."""
        return {"register": self.source, "problems": list(self.details) or [{"message": p} for p in self.problems]}


def hit_of(register: Register, law: Law, changes: Sequence[Change], *, source: str, graded: int) -> RegisterHit:
    """Return what changes in one register: flows to one recipient from one grade to another are one line."""
    grouped: dict[tuple[str, str, str, Grade, Grade], list[Change]] = {}
    for change in changes:
        after = change.after
        key = (after.importer, after.country, after.regime, change.before.grade, after.grade)
        grouped.setdefault(key, []).append(change)
    lines = [_line(register, law, key, found) for key, found in grouped.items()]
    ordered = sorted(lines, key=_worst_first)
    return RegisterHit(
        source=source, organisation=cover_title(register), key=register.organisation, facts_as_of=register.as_of,
        graded=graded, lines=tuple(ordered),
    )  # fmt: skip


def _worst_first(line: HitLine) -> tuple[object, ...]:
    return (-line.after.rank, line.recipient, line.regime, line.country, line.before.rank)


def _line(register: Register, law: Law, key: tuple[str, str, str, Grade, Grade], found: Sequence[Change]) -> HitLine:
    importer, country, regime, before, after = key
    keys = tuple(dict.fromkeys(change.after.flow.activity for change in found))
    events = dict.fromkeys(event_text(event) for change in found for event in change.events if event.decisive)
    return HitLine(
        recipient=register.title(importer), recipient_id=importer, country=country,
        place=country_text(law, country) or "country not stated", regime=regime, before=before, after=after,
        flow_ids=tuple(change.after.flow.id for change in found),
        activities=tuple(_activity(register, activity) for activity in keys), activity_ids=keys, events=tuple(events),
        reason=found[0].after.reason,
    )  # fmt: skip


def _activity(register: Register, key: str) -> str:
    found = register.activities.get(key)
    return found.title if found is not None else key
