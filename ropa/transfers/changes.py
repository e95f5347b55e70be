"""What changes between two days or two states of the law: flows with another grade, and the events that did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Protocol

from ropa.law import Law
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.transfers.base import Grade, Transfer
from ropa.transfers.grade import Grader, grade_transfers

#: Of more changed flows than this only the events are told, and not which of them decided: each costs a grading.
MOST_DECIDED = 2_000


class _Sourced(Protocol):
    """A row of the law."""

    @property
    def source(self) -> str: ...
    @property
    def verified(self) -> str: ...


@record
class Event(Part):
    """Something that happened on a day and bears on a flow.

    Attributes:
        source: the row of law or the statement behind it; verified: `yes`, `partly` or `no`, empty for a statement of
            the register.
        before, after: the grades of the flow on the day before and on that day, where they differ; else None.
    """

    day: date
    text: str
    source: str = ""
    verified: str = ""
    before: Grade | None = None
    after: Grade | None = None

    @property
    def decisive(self) -> bool:
        """Whether the grade changed that day."""
        return self.before is not self.after

    def as_json(self) -> dict[str, Any]:
        """Return date, event, its source, and the two grades where that day changed the grade."""
        changed = {"before": self.before.value, "after": self.after.value} if self.before and self.after else None
        return {
            "date": self.day.isoformat(),
            "event": self.text,
            "source": self.source or None,
            "verified": self.verified or None,
            "changed": changed,
        }


@record
class Change(Part):
    """A flow that one regime grades differently on two days, and what lies between, oldest first."""

    before: Transfer
    after: Transfer
    events: tuple[Event, ...]

    @property
    def told(self) -> tuple[Event, ...]:
        """The events for people to read: those that changed the grade, or all where none is known to have."""
        return tuple(event for event in self.events if event.decisive) or self.events

    @property
    def worse(self) -> bool:
        """Whether the later grade is the worse one."""
        return self.after.grade.rank > self.before.grade.rank

    def as_json(self) -> dict[str, Any]:
        """Return flow, regime, both grades with their reasons, and the events."""
        return {
            "flow": self.after.flow.id,
            "activity": self.after.flow.activity,
            "from": self.after.exporter,
            "to": self.after.importer,
            "country": self.after.country or None,
            "regime": self.after.regime,
            "before": {"grade": self.before.grade.value, "reason": self.before.reason},
            "after": {"grade": self.after.grade.value, "reason": self.after.reason},
            "events": [event.as_json() for event in self.events],
        }


def changes(register: Register, law: Law, *, first: date, second: date) -> tuple[Change, ...]:
    """Return the flows whose grade differs between two days, in the order of `grade_transfers`.

    The earlier day is `before`, in whichever order the days are given.
    """
    since, until = sorted((first, second))
    earlier = grade_transfers(register, law, as_of=since)
    later = grade_transfers(register, law, as_of=until)
    found = [
        Change(before=before, after=after, events=_events(register, law, before, after, since, until))
        for before, after in zip(earlier, later, strict=True)
        if before.grade is not after.grade
    ]
    return tuple(_decided(register, law, found, since, until))


def fallen(before: Sequence[Transfer], after: Sequence[Transfer]) -> tuple[Change, ...]:
    """Return the flows whose grade differs between two states of the law on one day; no event lies between.

    Args:
        before, after: every graded flow by each, in the order of `grade_transfers`.
    """
    pairs = zip(before, after, strict=True)
    return tuple(Change(before=old, after=new, events=()) for old, new in pairs if old.grade is not new.grade)


class _Days:
    """Grades of single flows on many days; each day is looked at once."""

    def __init__(self, register: Register, law: Law) -> None:
        self._register = register
        self._law = law
        self._graders: dict[date, Grader] = {}

    def row(self, change: Change, day: date) -> Transfer:
        """Return the row of the flow under the regime of the change on that day."""
        if day not in self._graders:
            self._graders[day] = Grader(self._register, self._law, as_of=day)
        rows = self._graders[day].grade(change.after.flow)
        return next(row for row in rows if row.regime == change.after.regime)

    def day_of_change(self, change: Change, since: date, until: date) -> date:
        """Return a day after `since` on which the grade is another than the day before; the two days differ."""
        first = self.row(change, since).grade
        while until - since > timedelta(days=1):
            middle = since + (until - since) // 2
            if self.row(change, middle).grade is first:
                since = middle
            else:
                until = middle
        return until


def _decided(register: Register, law: Law, found: Sequence[Change], since: date, until: date) -> Iterator[Change]:
    """Yield the changes with the days marked on which the grade itself changed."""
    if len(found) > MOST_DECIDED:
        yield from found
        return
    days = _Days(register, law)
    for change in found:
        events = []
        for event in change.events:
            before, after = (days.row(change, day).grade for day in (event.day - timedelta(days=1), event.day))
            events.append(event if before is after else replace(event, before=before, after=after))
        unnamed = list(_unnamed(days, change, {event.day for event in events}, since, until))
        # What lies further off may name a day that nothing nearer does.
        further = list(_further(register, law, change.before, change.after)) if unnamed else []
        events += [named for event in unnamed for named in _by_law(event, further)]
        yield replace(change, events=tuple(sorted(events, key=lambda event: (event.day, event.text, event.source))))


def _by_law(event: Event, further: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of the law on the day of one that no row named, with its grades; else the event itself."""
    found = [replace(row, before=event.before, after=event.after) for row in further if row.day == event.day]
    return tuple(dict.fromkeys(found)) or (event,)


def _unnamed(days: _Days, change: Change, named: set[date], since: date, until: date) -> Iterator[Event]:
    """Yield the days between those named on which the grade changed: by dates in the register that no claim ends on."""
    stops = [since, *(stop for day in sorted(named) for stop in (day - timedelta(days=1), day)), until]
    for first, last in pairwise(stops):
        # Both ends of a pair of days around an event are looked at there.
        if last in named or first >= last:
            continue
        while days.row(change, first).grade is not days.row(change, last).grade:
            first = days.day_of_change(change, first, last)
            before, after = days.row(change, first - timedelta(days=1)), days.row(change, first)
            text = f"a date in the register, such as that of an assessment: {after.reason}"
            source = f"the register, flow {change.after.flow.id}"
            yield Event(day=first, text=text, source=source, before=before.grade, after=after.grade)


def _events(
    register: Register, law: Law, before: Transfer, after: Transfer, since: date, until: date
) -> tuple[Event, ...]:
    found = [*_of_law(law, before, after), *_of_record(before), *_of_record(after)]
    between = _between(found, since, until)
    # What lies further off is told only where nothing nearer explains the change.
    return between or _between(_further(register, law, before, after), since, until)


def _between(events: Iterable[Event], since: date, until: date) -> tuple[Event, ...]:
    distinct = dict.fromkeys(event for event in events if since < event.day <= until)
    return tuple(sorted(distinct, key=lambda event: (event.day, event.text, event.source)))


def _of_law(law: Law, before: Transfer, after: Transfer) -> Iterator[Event]:
    regime = after.regime
    known = law.regimes.get(regime)
    if known is not None:
        text = f"the tables begin for the {known.name}"
        yield Event(day=known.data_from, text=text, source=known.source, verified=known.verified)
    countries = sorted({before.country, after.country} - {""})
    for country in countries:
        yield from _of_country(law, regime, country)
    for word in sorted({claim.tool for row in (before, after) for claim in row.claims}):
        yield from _of_tool(law, regime, word)
    decisions = {row.id for row in law.decisions if row.regime == regime and row.country in countries}
    yield from _of_rules(law, regime, decisions)


def _further(register: Register, law: Law, before: Transfer, after: Transfer) -> Iterator[Event]:
    """Yield events of the other places of a flow, and of the sender's."""
    regime = after.regime
    sender = register.organisations.get(after.exporter)
    places = {place for row in (before, after) for place in (*row.locations.storage, *row.locations.access)}
    places |= {place for row in (before, after) for place in row.locations.entity}
    places |= {sender.country} if sender is not None else set()
    for country in sorted(places - {""}):
        yield from _of_country(law, regime, country)


def _of_country(law: Law, regime: str, country: str) -> Iterator[Event]:
    name = law.countries[country].name if country in law.countries else country
    for row in law.area:
        if (row.regime, row.country) == (regime, country):
            yield _event(row.valid_from, f"{name}: {row.reason}", row)
            yield from _after(row.valid_until, f"{name}: no longer {row.reason}", row)
    for decision in law.decisions:
        if (decision.regime, decision.country) == (regime, country) and decision.ordinary:
            named = f"{decision.instrument} on {decision.name}"
            if decision.valid_from is not None:
                yield _event(decision.valid_from, f"{named} can be relied on", decision)
            why = f": {decision.reason}" if decision.reason and decision.ended_on else ""
            yield from _after(decision.valid_until, f"{named} has ended{why}", decision)


def _of_tool(law: Law, regime: str, word: str) -> Iterator[Event]:
    tool = law.find_tool(word)
    if tool is None:
        return
    for term in tool.terms:
        if term.regime == regime and term.valid_from is not None:
            yield _event(term.valid_from, f"{tool.key}: {term.instrument} ({term.article})", term)
            ended = f"{tool.key} can no longer be newly agreed: {term.instrument}"
            yield from _after(term.new_use_until, ended, term)
            yield from _after(term.valid_until, f"{tool.key}: these terms have ended: {term.instrument}", term)
    yield from _of_rules(law, regime, (tool.key, f"every-{tool.category}"))


def _of_rules(law: Law, regime: str, subjects: Iterable[str]) -> Iterator[Event]:
    wanted = frozenset(subjects)
    for rule in law.tool_rules:
        if rule.subject in wanted and rule.regime in ("", regime):
            if rule.valid_from is not None:
                yield _event(rule.valid_from, f"{rule.subject}: {rule.rule} is asked for", rule)
            yield from _after(rule.valid_until, f"{rule.subject}: {rule.rule} is no longer asked for", rule)


def _of_record(row: Transfer) -> Iterator[Event]:
    for claim in row.claims:
        source = f"the register, safeguards/{claim.safeguard}"
        if claim.dated is not None:
            yield Event(day=claim.dated, text=f"{claim.safeguard} is dated that day in the register", source=source)
        if claim.ends is not None and claim.ends < date.max:
            text = f"what {claim.safeguard} rests on has run out"
            yield Event(day=claim.ends + timedelta(days=1), text=text, source=source)


def _event(day: date, text: str, row: _Sourced) -> Event:
    return Event(day=day, text=text, source=row.source, verified=row.verified)


def _after(last: date | None, text: str, row: _Sourced) -> Iterator[Event]:
    """Yield the event of the day after the last one."""
    if last is not None and last < date.max:
        yield _event(last + timedelta(days=1), text, row)
