"""Which grades differ between two days, or once a decision has fallen: for one register."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from ropa.language import capital, day, grade_label, listing, number, plural, regime_label, sentence
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.base import (
    Block,
    Cell,
    Field,
    Fields,
    Heading,
    Note,
    Row,
    Value,
    cell,
    chip,
    columns,
    field,
    plain,
    row,
    table_or_note,
)
from ropa.reports.cover import cover_title, dates_line, own_rows_fields
from ropa.reports.law_age import age_notes
from ropa.reports.values import country_text
from ropa.transfers.base import Grade
from ropa.transfers.changes import Change, Event

#: Columns of the flat form.
FLAT: Final = (
    "flow", "activity", "from", "to", "country", "regime", "before", "after", "reason_before", "reason_after", "events",
    "decisive_events", "sources", "law_note",
)  # fmt: skip

#: Said where nothing in the tables or the register lies between two days.
NO_EVENT: Final = "No event of the tables or of the register lies between the two days; look at both reasons."

_COLUMNS = columns(
    ("flow", "From, to", 20), ("before", "Before", 21), ("after", "After", 26), ("events", "What did it", 33)
)
_FALLEN_COLUMNS = columns(("flow", "From, to", 26), ("before", "Before", 32), ("after", "After", 42))


@record
class ChangesView(Part):
    """The flows of one register whose grade differs between two days.

    Attributes:
        as_of, against: the two days, in the order in which they were asked for.
        changes: every flow that changes, in the order of `grade_transfers`.
        compiled: day of the tables of law. notes: what their age makes it necessary to say.
        own: rows of law of somebody's own, by which it was graded.
    """

    title: str
    facts_as_of: dt.date | None
    as_of: dt.date
    against: dt.date
    regimes: tuple[str, ...]
    changes: tuple[Change, ...]
    facts: Fields
    summary: tuple[Block, ...]
    blocks: tuple[Block, ...]
    running_head: str
    compiled: dt.date
    notes: tuple[str, ...] = ()
    own: OwnLaw = NO_OWN_ROWS

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "transfer_changes"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def under(self) -> str:
        """The rules under which flows are graded, by their short names."""
        return ", ".join(regime_label(key) for key in self.regimes)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The earlier day and the later one."""
        return min(self.as_of, self.against), max(self.as_of, self.against)

    @property
    def dates(self) -> str:
        """The dates that every grade depends on, in one line."""
        since, until = self.days
        own = f", {self.own.short}" if self.own else ""
        first = dates_line(self.facts_as_of, since).removesuffix(".")
        return f"{first} and of {day(until)}{own}.{''.join(f' {sentence(note)}' for note in self.notes)}"

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents."""
        return (
            Heading(level=1, text="Summary", anchor="summary"),
            Heading(level=1, text="Flows with another grade", anchor="changes"),
        )

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the days, the age of the tables, and one object per flow that changes."""
        return {
            "format": 1,
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            "against": self.against.isoformat(),
            "data_as_of": self.compiled.isoformat(),
            "law_notes": list(self.notes),
            **self.own.as_json(),
            "regimes": list(self.regimes),
            "changes": [change.as_json() for change in self.changes],
        }

    def columns(self) -> Sequence[str]:
        """Columns of the flat form."""
        return FLAT

    def rows(self) -> Sequence[Sequence[str]]:
        """One row of text per flow that changes."""
        said = "; ".join((*self.notes, *((self.own.said,) if self.own else ())))
        return [[*flat_change(change), said] for change in self.changes]


def flat_change(change: Change) -> list[str]:
    """Return the texts of one row, in the order of `FLAT` but for the last column."""
    after = change.after
    return [
        after.flow.id, after.flow.activity, after.exporter, after.importer, after.country, after.regime,
        change.before.grade.value, after.grade.value, change.before.reason, after.reason,
        "; ".join(event_text(event) for event in change.events),
        "; ".join(event_text(event) for event in change.events if event.decisive),
        "; ".join(dict.fromkeys(event.source for event in change.events if event.source)),
    ]  # fmt: skip


def others(change: Change) -> str:
    """Return how many events are not told because they changed no grade, or an empty text."""
    left = len(change.events) - len(change.told)
    return (
        f"{plural(left, 'more event')} between the two days changed no grade (JSON and CSV list all)." if left else ""
    )


def event_text(event: Event) -> str:
    """Return the day, what happened, and the grades where it changed them."""
    changed = ""
    if event.before is not None and event.after is not None and event.decisive:
        changed = f" ({grade_label(event.before.value)} -> {grade_label(event.after.value)})"
    return f"{event.day.isoformat()} {event.text}{changed}"


def changes_report(
    register: Register, law: Law, *, changes: Sequence[Change], as_of: dt.date, against: dt.date, today: dt.date | None
) -> ChangesView:
    """Return the report on what changes between two days.

    Args:
        changes: as `ropa.transfers.changes.changes` returns them for the two days. today: by the clock.
    """
    name, until = cover_title(register), max(as_of, against)
    return ChangesView(
        title=name,
        facts_as_of=register.as_of,
        as_of=as_of,
        against=against,
        regimes=register.regimes,
        changes=tuple(changes),
        facts=_about(register, law, (min(as_of, against), until)),
        summary=(by_grades(changes, "No grade differs between the two days."),),
        blocks=(_table(register, law, changes, _COLUMNS),) if changes else (),
        running_head=f"{name}: transfers, what changes",
        compiled=law.data_as_of,
        notes=age_notes(law.data_as_of, as_of=until, today=today),
        own=law.own,
    )


def fallen_blocks(register: Register, law: Law, changes: Sequence[Change], without: Sequence[str]) -> tuple[Block, ...]:
    """Return what the fall of decisions changes in one register: counts, then each flow with both grades."""
    fallen = listing(without)
    if not changes:
        return (Note(key="fallen", text=f"No flow changes its grade without {fallen}."),)
    caption = f"What changes without {fallen}: {plural(len(changes), 'flow')}"
    return (_table(register, law, changes, _FALLEN_COLUMNS, key="fallen", caption=caption),)


def by_grades(changes: Sequence[Change], empty: str) -> Block:
    """Return how many flows go from which grade to which, under which rules, the worst outcome first."""
    counted = Counter((item.after.regime, item.before.grade, item.after.grade) for item in changes)
    ordered = sorted(counted, key=lambda key: (-key[2].rank, key[1].rank, key[0]))
    rows = [
        row(
            grade_named(before),
            grade_named(after),
            Value(text=number(counted[regime, before, after])),
            Value(text=regime_label(regime), key=regime),
        )
        for regime, before, after in ordered
    ]
    heads = columns(("before", "Before", 28), ("after", "After", 28), ("flows", "Flows", 14), ("rules", "Rules", 30))
    return table_or_note("by_change", heads, rows, empty, caption="By change, the worst outcome first")


def grade_named(grade: Grade) -> Value:
    """Return a grade as it is shown everywhere."""
    return Value(text=capital(grade_label(grade.value)), key=grade.value, tone=f"grade-{grade.value}")


def _table(
    register: Register, law: Law, changes: Sequence[Change], heads: Any, *, key: str = "changes", caption: str = ""
) -> Block:
    rows = [_row(register, law, change, events=len(heads) > len(_FALLEN_COLUMNS)) for change in changes]
    return table_or_note(key, heads, rows, "No grade differs.", caption=caption)


def _row(register: Register, law: Law, change: Change, *, events: bool) -> Row:
    after = change.after
    activity = register.activities.get(after.flow.activity)
    where = activity.title if activity is not None else after.flow.activity
    both = f"{register.title(after.exporter)} to {register.title(after.importer)}"
    ends = Value(text=both, key=after.flow.id, note=f"{where}; under {regime_label(after.regime)}")
    place = Value(text=country_text(law, after.country) or "country not stated", tone="aside")
    cells: list[Cell | Value] = [
        cell(ends, place),
        cell(grade_named(change.before.grade), Value(text=sentence(change.before.reason), tone="aside")),
        cell(grade_named(after.grade), Value(text=sentence(after.reason), tone="aside")),
    ]
    if events:
        told = [_event(event) for event in change.told] or [Value(text=NO_EVENT, tone="aside")]
        told += [Value(text=others(change), tone="aside")] if others(change) else []
        cells.append(cell(*told))
    return row(*cells, tone=f"grade-{after.grade.value}")


def _event(event: Event) -> Value:
    """Return an event with its source."""
    marks = (chip("unverified"),) if event.verified not in ("", "yes") else ()
    note = f"source: {event.source}" if event.source else ""
    return Value(text=event_text(event), note=note, chips=marks)


def _about(register: Register, law: Law, days: tuple[dt.date, dt.date]) -> Fields:
    regimes = [Value(text=regime_label(key), key=key) for key in register.regimes]
    compiled = f"tables of law compiled {day(law.data_as_of)}"
    fields: tuple[Field, ...] = (
        field("organisation", "Organisation", plain(cover_title(register), key=register.organisation)),
        field("facts_as_of", "Facts as of", plain(day(register.as_of))),
        field("law_as_of", "Law as of", plain(f"{day(days[0])} and {day(days[1])}", note=compiled)),
        field("regimes", "Rules", *regimes),
        *own_rows_fields(law),
    )
    return Fields(key="about", fields=fields)
