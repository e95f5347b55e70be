"""The record of processing activities under Article 30(1): one view that every format renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from ropa.checks.base import Finding
from ropa.law import Law
from ropa.model.activities import Activity
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.annexes import (
    Annex,
    flows_annex,
    measures_annex,
    recipients_annex,
    systems_annex,
)
from ropa.reports.base import (
    Block,
    Fields,
    Heading,
    Items,
    Json,
    Table,
    Value,
    blocks_json,
    cell,
    columns,
    not_stated,
    row,
)
from ropa.reports.beyond import beyond
from ropa.reports.contracts import agreements_annex, transfers_annex
from ropa.reports.cover import cover_fields, cover_title, dates_line
from ropa.reports.flat import FLAT_COLUMNS, flat_rows
from ropa.reports.given import Edition, Given
from ropa.reports.index import legend, origin_annex, places, sources_annex
from ropa.reports.internal import findings_annex, findings_block, waivers_annex
from ropa.reports.letters import Letter, controller, people_and_data, purposes, recipients, transfers
from ropa.reports.measures import security
from ropa.reports.retention import time_limits
from ropa.reports.statements import (
    cookies_annex,
    extra_annex,
    general_annex,
    lost_annex,
    observations_annex,
    people_annex,
    promises_annex,
    rights_annex,
)
from ropa.reports.values import part, said
from ropa.transfers.base import Transfer
from ropa.vocabulary import Vocabulary


@record
class ActivityView(Part):
    """One activity: its letters (a) to (g), what is said beyond them, and (internal edition) its findings."""

    key: str
    number: int
    name: Value
    letters: tuple[Letter, ...]
    beyond: tuple[Block, ...]
    findings: tuple[Block, ...] = ()

    @property
    def anchor(self) -> str:
        """Target of links to this activity."""
        return f"activity-{self.key}"

    def as_json(self) -> Json:
        """Return key, name, letters, what is beyond them, and findings in the internal edition."""
        found: Json = {"key": self.key, "name": self.name.as_json()}
        found["letters"] = {letter.letter: letter.as_json() for letter in self.letters}
        found["beyond_article_30_1"] = blocks_json(self.beyond)
        return found | blocks_json(self.findings)


@record
class Department(Part):
    """Activities of one department; `name` is "not stated" where activities name none."""

    name: Value
    title: str
    anchor: str
    activities: tuple[ActivityView, ...]

    def as_json(self) -> Json:
        """Return the name and the activities."""
        return {"department": self.name.as_json(), "activities": [activity.as_json() for activity in self.activities]}


@record
class RecordView(Part):
    """The whole record under Article 30(1).

    Attributes:
        title: name of the organisation, or its key; edition: `authority` or `internal`.
        cover: who, which version, which dates; overview: how much of each letter each activity states.
        under_30_2: activities that belong to the record under Article 30(2), so that nothing is dropped here.
        legend: (kind, label, explanation) of the marks that occur.
        running_head: short text for the head of printed pages.
    """

    title: str
    edition: Edition
    facts_as_of: dt.date | None
    as_of: dt.date
    regimes: tuple[str, ...]
    cover: Fields
    overview: Table | None
    departments: tuple[Department, ...]
    under_30_2: tuple[Value, ...]
    annexes: tuple[Annex, ...]
    legend: tuple[tuple[str, str, str], ...]
    running_head: str

    @property
    def names_departments(self) -> bool:
        """Whether any activity names its department; where none does, a line about it would say nothing."""
        return any(department.name.stated for department in self.departments)

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "record"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def edition_label(self) -> str:
        """The edition in words."""
        return "Edition for the supervisory authority" if self.edition == "authority" else "Internal edition"

    @property
    def dates(self) -> str:
        """The two dates that every statement depends on, in one line."""
        return dates_line(self.facts_as_of, self.as_of)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents: departments and activities, then annexes."""
        found = [Heading(level=1, text="Overview", anchor="overview")]
        for department in self.departments:
            found.append(Heading(level=1, text=department.title, anchor=department.anchor))
            for activity in department.activities:
                found.append(Heading(level=2, text=f"{activity.number}. {activity.name.text}", anchor=activity.anchor))
        found.append(Heading(level=1, text="Annexes", anchor="annexes"))
        for number, annex in enumerate(self.annexes, start=1):
            found.append(Heading(level=2, text=f"{number}. {annex.title}", anchor=annex.anchor))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Return the record as data: format 1, dates, cover, activities by department, annexes."""
        return {
            "format": 1,
            "report": "record-30-1",
            "edition": self.edition,
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            "regimes": list(self.regimes),
            "title": self.title,
            "cover": self.cover.as_json(),
            "departments": [department.as_json() for department in self.departments],
            "under_article_30_2": [value.as_json() for value in self.under_30_2],
            "annexes": [annex.as_json() for annex in self.annexes],
        }

    def columns(self) -> Sequence[str]:
        """Columns of the flat form, one row per statement."""
        return FLAT_COLUMNS

    def rows(self) -> Sequence[Sequence[str]]:
        """Every statement as one row of text, in reading order."""
        return flat_rows(self.sections())

    def sections(self) -> Iterator[tuple[str, str, Sequence[Block]]]:
        """Yield (thing, part, blocks) for the whole record, in reading order."""
        yield "record", "cover", (self.cover,)
        for department in self.departments:
            for activity in department.activities:
                for letter in activity.letters:
                    yield activity.key, f"({letter.letter})", letter.blocks
                yield activity.key, "beyond", activity.beyond
                yield activity.key, "findings", activity.findings
        for annex in self.annexes:
            yield "annex", annex.key, annex.blocks


def record_30_1(
    register: Register,
    law: Law,
    vocabulary: Vocabulary,
    *,
    transfers: Sequence[Transfer],
    findings: Sequence[Finding],
    as_of: dt.date,
    edition: Edition = "authority",
) -> RecordView:
    """Return the record of processing activities of a controller (Article 30(1) GDPR).

    Args:
        transfers: every graded flow of the register, in the order of `grade_transfers`.
        findings: every finding, waived ones included; only the internal edition shows them.
        as_of: date of the law.
    """
    given = Given(
        register=register,
        law=law,
        vocabulary=vocabulary,
        transfers=tuple(transfers),
        findings=tuple(findings),
        as_of=as_of,
        edition=edition,
    )
    return _view(given)


def _view(given: Given) -> RecordView:
    register = given.register
    departments = _departments(given)
    cover = Fields(key="cover", fields=cover_fields(given))
    body = _annexes(given)
    found = places(_cited_sections(cover, departments, body))
    annexes = [*body, sources_annex(given, found)]
    if given.internal:
        annexes += [findings_annex(given), waivers_annex(given), origin_annex(found)]
    return RecordView(
        title=cover_title(register),
        edition=given.edition,
        facts_as_of=register.as_of,
        as_of=given.as_of,
        regimes=register.regimes,
        cover=cover,
        overview=_overview(departments),
        departments=departments,
        under_30_2=tuple(said(activity.title, activity, key=activity.key) for activity in given.processor_activities),
        annexes=tuple(annexes),
        legend=legend(found),
        running_head=f"{cover_title(register)}: record of processing activities",
    )


def _departments(given: Given) -> tuple[Department, ...]:
    grouped: dict[str, list[Activity]] = {}
    for activity in given.own_activities:
        grouped.setdefault(activity.department, []).append(activity)
    if "" in grouped:
        grouped[""] = grouped.pop("")
    found = []
    number = 0
    for place, (name, activities) in enumerate(grouped.items(), start=1):
        views = []
        for activity in activities:
            number += 1
            views.append(activity_view(given, activity, number=number))
        value = part(activities[0], "department", name) if name else not_stated()
        found.append(
            Department(name=value, title=name or "Activities", anchor=f"department-{place}", activities=tuple(views))
        )
    return tuple(found)


def activity_view(given: Given, activity: Activity, *, number: int) -> ActivityView:
    """Return one activity with all seven letters, whatever the register says of them."""
    return ActivityView(
        key=activity.key,
        number=number,
        name=said(activity.title, activity, key=activity.key),
        letters=(
            controller(given, activity),
            purposes(given, activity),
            people_and_data(given, activity),
            recipients(given, activity),
            transfers(given, activity),
            time_limits(given, activity),
            security(given, activity),
        ),
        beyond=beyond(given, activity),
        findings=(findings_block(given.findings_of(activity)),) if given.internal else (),
    )


def _annexes(given: Given) -> list[Annex]:
    return [
        make(given)
        for make in (
            recipients_annex,
            systems_annex,
            transfers_annex,
            agreements_annex,
            measures_annex,
            people_annex,
            flows_annex,
            general_annex,
            rights_annex,
            cookies_annex,
            promises_annex,
            observations_annex,
            extra_annex,
            lost_annex,
        )
    ]


def _cited_sections(
    cover: Fields, departments: Sequence[Department], annexes: Sequence[Annex]
) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield the named sections whose citations and marks count; names are what the sources annex refers to."""
    yield "cover", (cover,)
    for department in departments:
        for activity in department.activities:
            yield f"activity {activity.number}", (Items(key="name", values=(activity.name,)),)
            for letter in activity.letters:
                yield f"{activity.number} ({letter.letter})", letter.blocks
            yield f"{activity.number} (beyond)", activity.beyond
    for number, annex in enumerate(annexes, start=1):
        yield f"annex {number}", annex.blocks


def _overview(departments: Sequence[Department]) -> Table | None:
    rows = [
        row(
            cell(Value(text=f"{activity.number}. {activity.name.text}", key=activity.key)),
            *(letter.status_value for letter in activity.letters),
        )
        for department in departments
        for activity in department.activities
    ]
    heads = columns(("activity", "Activity", 23), *((key, f"({key})", 11) for key in "abcdefg"))
    return Table(key="overview", columns=heads, rows=tuple(rows)) if rows else None
