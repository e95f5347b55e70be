"""Letter (g): security measures of an activity, of the systems it touches, and of the organisation as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.language import day
from ropa.model.activities import Activity
from ropa.model.base import Use
from ropa.model.words import MeasureKind
from ropa.reports.base import Cell, Row, Table, Value, cell, chip, columns, not_stated, row
from ropa.reports.facts import systems_of
from ropa.reports.given import Given
from ropa.reports.letters import Letter, letter, missing, status_of_uses
from ropa.reports.values import titled

COLUMNS = columns(("measure", "Measure", 44), ("kind", "Kind", 22), ("holds_for", "Holds for", 34))

#: Kinds that do not count as measures of the organisation itself.
_OF_OTHERS = frozenset({MeasureKind.VENDOR, MeasureKind.ADVICE})


def security(given: Given, activity: Activity) -> Letter:
    """Return letter (g); measures of others and mere advice are shown, but do not make it `stated`."""
    own = list(activity_rows(given, activity))
    general = given.register.general.measures if given.register.general is not None else ()
    rows = [made for _, made in own]
    rows.extend(measure_row(given, use, Value(text="the organisation as a whole"), general=True) for use in general)
    if not rows:
        return letter("g", "not-stated", missing("none", "Security measures"))
    counted = [use for use, _ in own if measure_kind(given, use) not in _OF_OTHERS]
    if counted:
        status = status_of_uses(counted)
    elif any(measure_kind(given, use) not in _OF_OTHERS for use in general):
        status = "generally"
    else:
        status = "in-part"
    return letter("g", status, Table(key="measures", columns=COLUMNS, rows=tuple(rows)))


def activity_rows(given: Given, activity: Activity) -> Iterator[tuple[Use, Row]]:
    """Yield the measures of an activity and of every system it touches, with their rows."""
    for use in activity.measures:
        yield use, measure_row(given, use, Value(text="this activity"))
    for system in systems_of(given.register, activity):
        for use in given.register.systems[system].measures:
            yield use, measure_row(given, use, titled(given.register, system))


def measure_row(given: Given, use: Use, holds_for: Value | Cell, *, general: bool = False) -> Row:
    """Return one measure as a row."""
    measure = given.register.measures.get(use.key)
    by = use.by or (measure.by if measure is not None else "")
    tested = f"last tested {day(measure.tested)}" if measure is not None and measure.tested else ""
    note = "; ".join(text for text in (f"taken by {given.register.title(by)}" if by else "", tested) if text)
    chips = (chip("general"),) if general else ()
    return row(cell(given.used(use, note=note, chips=chips)), cell(kind_value(given, use)), holds_for)


def measure_kind(given: Given, use: Use) -> MeasureKind | None:
    """Return what a measure is: as the register declares it, else as the vocabulary knows it, else None."""
    measure = given.register.measures.get(use.key)
    if measure is not None and measure.kind is not None:
        return measure.kind
    term = given.vocabulary.measures.get(use.key)
    return MeasureKind(term.kind) if term is not None and term.kind else None


def kind_value(given: Given, use: Use) -> Value:
    """Return the kind of a measure in words; what is not the organisation's own says so."""
    kind = measure_kind(given, use)
    if kind is None:
        return not_stated()
    notes = {
        MeasureKind.VENDOR: "of a vendor, not of the organisation",
        MeasureKind.ADVICE: "to the people concerned; no measure taken",
    }
    return Value(text=kind.value, key=kind.value, note=notes.get(kind, ""))
