"""The retention schedule: for each category of data how long it is kept, where, from when, and what nothing is said of.

Answers Articles 5(1)(e), 13(2)(a) and 30(1)(f) of the GDPR for the whole register, activities of a processor included.
Rules that contradict each other stand side by side; nothing is chosen between them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ropa.checks.retention import conflicts_of, reach_of
from ropa.language import capital, plural
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.questions.retention_base import Rule
from ropa.questions.retention_conflicts import Conflict, ConflictKind
from ropa.questions.retention_reach import Reach
from ropa.questions.retention_rows import ConflictRow, Unlimited, conflict_row, unlimited
from ropa.reports.annexes import Annex
from ropa.reports.base import Block, Field, Fields, Heading, Table, Value
from ropa.reports.cover import cover_fields, cover_title, dates_line
from ropa.reports.given import PARTS, Given
from ropa.reports.index import legend, places, sources_annex
from ropa.reports.schedule_entries import Category, categories_of
from ropa.reports.schedule_flat import FLAT_COLUMNS, schedule_rows
from ropa.reports.schedule_tables import (
    STANDING,
    conflict_fields,
    conflict_tables,
    general_numbers,
    general_table,
    limit_table,
    overview_table,
    unlimited_blocks,
    unused_table,
)
from ropa.vocabulary import Vocabulary

#: What contradicts, as a heading.
_KINDS: Final = {
    ConflictKind.PERIOD: "Different lengths",
    ConflictKind.CRITERION: "Several criteria",
    ConflictKind.CRITERION_AND_PERIOD: "A criterion against a length",
}


@record
class CategorySection(Part):
    """One category: its table, and in words how much is stated."""

    category: Category
    table: Table

    @property
    def anchor(self) -> str:
        """Target of links to this section."""
        return f"data-{self.category.data or 'not-stated'}"

    @property
    def title(self) -> str:
        """Name of the category."""
        return capital(self.category.name)

    @property
    def status(self) -> Value:
        """How much is stated, as a value whose tone is the word of the format."""
        standing = self.category.standing
        clash = {None: "", ConflictKind.CRITERION: ", several criteria"}.get(self.category.conflict, ", conflicting")
        return Value(text=f"{STANDING[standing]}{clash}", tone=f"status-{standing}")


@record
class ConflictSection(Part):
    """Statements that contradict each other, side by side; `hard` where not all of them can be meant."""

    number: int
    title: str
    about: Fields
    tables: tuple[Table, ...]
    hard: bool

    @property
    def anchor(self) -> str:
        """Target of links to this section."""
        return f"conflict-{self.number}"


@record
class ScheduleView(Part):
    """The retention schedule.

    Attributes:
        sections: a section per category, by name; conflicts: what contradicts; unlimited: what has no stated limit.
        general: the numbered statements of no particular activity, or None where there are not several.
        unused: the rules that reach nothing that is said to be held, or None where there are none.
        conflict_rows, gaps, idle: the same as data, for JSON and CSV.
        legend: (kind, label, explanation) of the marks that occur.
    """

    title: str
    facts_as_of: dt.date | None
    as_of: dt.date
    regimes: tuple[str, ...]
    cover: Fields
    overview: Table | None
    sections: tuple[CategorySection, ...]
    conflicts: tuple[ConflictSection, ...]
    general: Table | None
    unlimited: tuple[Block, ...]
    unused: Table | None
    sources: Annex
    conflict_rows: tuple[ConflictRow, ...]
    gaps: tuple[Unlimited, ...]
    idle: tuple[Rule, ...]
    legend: tuple[tuple[str, str, str], ...]
    running_head: str
    own: OwnLaw = NO_OWN_ROWS

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "schedule"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def spreadsheet(self) -> bool:
        """Its CSV is for a spreadsheet."""
        return True

    @property
    def dates(self) -> str:
        """The two dates that every statement depends on, in one line."""
        return dates_line(self.facts_as_of, self.as_of, self.own)

    @property
    def summary(self) -> str:
        """What the schedule holds, in one sentence of figures."""
        counted = {key: sum(1 for item in self.sections if item.category.standing == key) for key in STANDING}
        parts = [f"{count} {STANDING[key]}" for key, count in counted.items() if count]
        whole = plural(len(self.sections), "category", "categories")
        hard = sum(1 for clash in self.conflicts if clash.hard)
        soft = len(self.conflicts) - hard
        clash = plural(hard, "contradiction") if hard else "no contradiction between lengths"
        clash += f", {plural(soft, 'set')} of criteria side by side" if soft else ""
        return (
            f"{whole} of data; time limits: {', '.join(parts)}; {clash}." if parts else "No data are stated to be held."
        )

    @property
    def clash_title(self) -> str:
        """Heading over the statements that stand side by side; several criteria may all be meant."""
        return "Contradicting limits" if any(clash.hard for clash in self.conflicts) else "Criteria side by side"

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents."""
        found = [Heading(level=1, text="Overview", anchor="overview")]
        if self.conflicts:
            found.append(Heading(level=1, text=self.clash_title, anchor="conflicts"))
            found.extend(Heading(level=2, text=f"{c.number}. {c.title}", anchor=c.anchor) for c in self.conflicts)
        if self.general is not None:
            found.append(Heading(level=1, text="Stated generally", anchor="general"))
        found.append(Heading(level=1, text="Limits by category", anchor="categories"))
        found.extend(Heading(level=2, text=section.title, anchor=section.anchor) for section in self.sections)
        found.append(Heading(level=1, text="Held without a stated limit", anchor="unlimited"))
        if self.unused is not None:
            found.append(Heading(level=1, text="Rules without data", anchor="unused"))
        found.append(Heading(level=1, text=self.sources.title, anchor=self.sources.anchor))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Return format 1: dates, cover, categories with their entries, contradictions, and what has no limit."""
        return {
            "format": 1,
            "report": "retention-schedule",
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            **self.own.as_json(),
            "regimes": list(self.regimes),
            "title": self.title,
            "cover": self.cover.as_json(),
            "categories": [section.category.as_json() for section in self.sections],
            "conflicts": [row.as_json() for row in self.conflict_rows],
            "not_stated": [gap.as_json() for gap in self.gaps],
            "unused": [rule.id for rule in self.idle],
        }

    def columns(self) -> Sequence[str]:
        """Columns of the flat form, one row per statement on something held."""
        return FLAT_COLUMNS

    def rows(self) -> Sequence[Sequence[str]]:
        """Every statement on everything held, in reading order, then the rules that reach nothing."""
        return schedule_rows([section.category for section in self.sections], self.idle)


def retention_schedule(register: Register, law: Law, vocabulary: Vocabulary, *, as_of: dt.date) -> ScheduleView:
    """Return the retention schedule of a register.

    Args:
        as_of: date of the law, printed beside the date of the facts; no limit is computed from it.
    """
    given = Given(
        register=register,
        law=law,
        vocabulary=vocabulary,
        transfers=(),
        findings=(),
        as_of=as_of,
        edition="authority",
        parts=PARTS,
    )
    return _view(given, reach_of(register), conflicts_of(register))


def _view(given: Given, reach: Reach, found: Sequence[Conflict]) -> ScheduleView:
    categories = categories_of(reach, found)
    clashes = tuple(_conflict(given, conflict, number) for number, conflict in enumerate(found, start=1))
    numbers = general_numbers(reach)
    general = general_table(given, reach, numbers) if numbers else None
    sections = tuple(
        CategorySection(category=item, table=limit_table(given, reach, item, numbers=numbers)) for item in categories
    )
    idle = tuple(rule for rule in reach.rules if not reach.by_rule[rule.id])
    cover = Fields(key="cover", fields=tuple(_named(item) for item in cover_fields(given)))
    unused = unused_table(given, idle) if idle else None
    unlimited_parts = unlimited_blocks(given, reach)
    cited = places(_cited(cover, clashes, general, sections, unlimited_parts, unused))
    name = cover_title(given.register)
    return ScheduleView(
        title=name,
        facts_as_of=given.register.as_of,
        as_of=given.as_of,
        regimes=given.register.regimes,
        cover=cover,
        overview=overview_table(given, categories, numbers=numbers) if categories else None,
        sections=sections,
        conflicts=clashes,
        general=general,
        unlimited=unlimited_parts,
        unused=unused,
        sources=sources_annex(given, cited),
        conflict_rows=tuple(conflict_row(conflict, conflict.held) for conflict in found),
        gaps=tuple(replace(unlimited(held, rules), more=()) for held, rules in reach.unsettled),
        idle=idle,
        legend=legend(cited),
        running_head=f"{name}: retention schedule",
        own=given.law.own,
    )


def _named(item: Field) -> Field:
    """Return a field of the cover; what the record calls its activities are those of the schedule here."""
    return replace(item, label="Activities covered") if item.key == "activities" else item


def _conflict(given: Given, conflict: Conflict, number: int) -> ConflictSection:
    named = dict.fromkeys(given.activity_title(rule.activity.key) for rule in conflict.rules)
    return ConflictSection(
        number=number,
        title=f"{_KINDS[conflict.kind]}: {', '.join(named)}",
        about=conflict_fields(given, conflict, key=f"conflict-{number}"),
        tables=conflict_tables(given, conflict),
        hard=conflict.kind is not ConflictKind.CRITERION,
    )


def _cited(
    cover: Fields,
    clashes: Sequence[ConflictSection],
    general: Table | None,
    sections: Sequence[CategorySection],
    unlimited_parts: Sequence[Block],
    unused: Table | None,
) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield the named sections whose citations and marks count; names are what the list of sources refers to."""
    yield "cover", (cover,)
    for clash in clashes:
        yield f"contradiction {clash.number}", clash.tables
    if general is not None:
        yield "stated generally", (general,)
    for section in sections:
        yield section.title, (section.table,)
    yield "held without a stated limit", unlimited_parts
    if unused is not None:
        yield "rules without data", (unused,)
