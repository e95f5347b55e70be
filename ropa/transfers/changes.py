"""What changes between two days: flows with another grade, and the events of law and record that lie between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ropa.law import Law
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.transfers.base import Transfer
from ropa.transfers.grade import grade_transfers


@record
class Event(Part):
    """Something that happened on a day and bears on a flow."""

    day: date
    text: str


@record
class Change(Part):
    """A flow that one regime grades differently on two days, and what lies between, oldest first."""

    before: Transfer
    after: Transfer
    events: tuple[Event, ...]

    def as_json(self) -> dict[str, Any]:
        """Return flow, regime, both grades with their reasons, and the events."""
        return {
            "flow": self.after.flow.id,
            "from": self.after.exporter,
            "to": self.after.importer,
            "country": self.after.country or None,
            "regime": self.after.regime,
            "before": {"grade": self.before.grade.value, "reason": self.before.reason},
            "after": {"grade": self.after.grade.value, "reason": self.after.reason},
            "events": [{"date": event.day.isoformat(), "event": event.text} for event in self.events],
        }


def changes(register: Register, law: Law, *, first: date, second: date) -> tuple[Change, ...]:
    """Return the flows whose grade differs between two days, in the order of `grade_transfers`.

    The earlier day is `before`, in whichever order the days are given.
    """
    since, until = sorted((first, second))
    earlier = grade_transfers(register, law, as_of=since)
    later = grade_transfers(register, law, as_of=until)
    return tuple(
        Change(before=before, after=after, events=_events(law, before, after, since, until))
        for before, after in zip(earlier, later, strict=True)
        if before.grade is not after.grade
    )


def _events(law: Law, before: Transfer, after: Transfer, since: date, until: date) -> tuple[Event, ...]:
    found = [*_of_law(law, before, after), *_of_record(before), *_of_record(after)]
    between = {(event.day, event.text) for event in found if since < event.day <= until}
    return tuple(Event(day=day, text=text) for day, text in sorted(between))


def _of_law(law: Law, before: Transfer, after: Transfer) -> Iterator[Event]:
    regime = after.regime
    known = law.regimes.get(regime)
    if known is not None:
        yield Event(day=known.data_from, text=f"the tables begin for the {known.name}")
    for country in sorted({before.country, after.country} - {""}):
        yield from _of_country(law, regime, country)
    for word in sorted({claim.tool for row in (before, after) for claim in row.claims}):
        yield from _of_tool(law, regime, word)


def _of_country(law: Law, regime: str, country: str) -> Iterator[Event]:
    name = law.countries[country].name if country in law.countries else country
    for row in law.area:
        if (row.regime, row.country) == (regime, country):
            yield Event(day=row.valid_from, text=f"{name}: {row.reason}")
            yield from _after(row.valid_until, f"{name}: no longer {row.reason}")
    for decision in law.decisions:
        if (decision.regime, decision.country) == (regime, country) and decision.ordinary:
            if decision.valid_from is not None:
                yield Event(day=decision.valid_from, text=f"{decision.instrument} on {decision.name} can be relied on")
            why = f": {decision.reason}" if decision.reason and decision.ended_on else ""
            yield from _after(decision.valid_until, f"{decision.instrument} on {decision.name} has ended{why}")


def _of_tool(law: Law, regime: str, word: str) -> Iterator[Event]:
    tool = law.find_tool(word)
    for term in tool.terms if tool is not None else ():
        if tool is not None and term.regime == regime and term.valid_from is not None:
            yield Event(day=term.valid_from, text=f"{tool.key}: {term.instrument} ({term.article})")
            yield from _after(term.new_use_until, f"{tool.key} can no longer be newly agreed: {term.instrument}")
            yield from _after(term.valid_until, f"{tool.key}: these terms have ended: {term.instrument}")
    for subject in (tool.key, f"every-{tool.category}") if tool is not None else ():
        for rule in law.tool_rules:
            if rule.subject == subject and rule.regime in ("", regime) and rule.valid_from is not None:
                yield Event(day=rule.valid_from, text=f"{rule.rule} is asked for: {rule.source}")


def _of_record(row: Transfer) -> Iterator[Event]:
    for claim in row.claims:
        if claim.dated is not None:
            yield Event(day=claim.dated, text=f"{claim.safeguard} is dated that day in the register")
        yield from _after(claim.ends, f"what {claim.safeguard} rests on has run out")


def _after(last: date | None, text: str) -> Iterator[Event]:
    """Yield the event of the day after the last one."""
    if last is not None and last < date.max:
        yield Event(day=last + timedelta(days=1), text=text)
