"""How far the tables of law are from the day that a report is about, and from today: said wherever it matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator


def age_notes(compiled: dt.date, *, as_of: dt.date, today: dt.date | None = None) -> tuple[str, ...]:
    """Return what has to be said about the age of the tables, as clauses; empty where nothing has.

    That data count as old after a year is a choice of this tool.

    Args:
        compiled: the day of the tables. as_of: the day that the report is about.
        today: by the clock of whoever asks; None where only the day of the report counts.
    """
    return tuple(_notes(compiled, as_of, max(as_of, today or as_of)))


def _notes(compiled: dt.date, as_of: dt.date, latest: dt.date) -> Iterator[str]:
    if as_of < compiled:
        yield f"the tables of law are of a later day ({compiled.isoformat()})"
    if as_of > compiled:
        yield f"the tables of law were compiled on {compiled.isoformat()}: later law is not in them"
    if latest > _a_year_after(compiled):
        yield f"the tables of law are over a year old ({compiled.isoformat()})"


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
