"""The record of a controller (Article 30(1)): activities by department, each with its letters (a) to (g)."""

from __future__ import annotations

from ropa.language import SHORT_LETTERS
from ropa.model.activities import Activity
from ropa.reports.base import Value, not_stated
from ropa.reports.beyond import beyond
from ropa.reports.given import Given
from ropa.reports.internal import findings_block
from ropa.reports.letters import controller, people_and_data, purposes, recipients
from ropa.reports.measures import security
from ropa.reports.record_parts import ActivityView, Chapter, RecordPart, overview_table
from ropa.reports.retention import time_limits
from ropa.reports.transfer_letter import transfers
from ropa.reports.values import part, said


def controller_part(given: Given) -> RecordPart:
    """Return the part of the record for which the organisation answers as controller or joint controller."""
    chapters = _departments(given)
    away = () if "30-2" in given.parts else given.processor_activities
    return RecordPart(
        key="30-1",
        article="30(1)",
        title="As controller",
        intro="Processing whose purposes and means the organisation decides on, alone or with others.",
        about_overview="What the register states for each activity, by letter of Article 30(1).",
        overview=overview_table(chapters, SHORT_LETTERS),
        empty="Activities of a controller: not stated.",
        chapters=chapters,
        elsewhere=tuple(said(activity.title, activity, key=activity.key) for activity in away),
        elsewhere_text="Recorded under Article 30(2), because the organisation acts as processor there:",
    )


def _departments(given: Given) -> tuple[Chapter, ...]:
    grouped: dict[str, list[Activity]] = {}
    for activity in given.own_activities:
        grouped.setdefault(activity.department, []).append(activity)
    if "" in grouped:
        grouped[""] = grouped.pop("")
    # Where no activity names its department, a line about it would say nothing.
    named = any(grouped)
    found = []
    number = 0
    for place, (name, activities) in enumerate(grouped.items(), start=1):
        views = []
        for activity in activities:
            number += 1
            views.append(activity_view(given, activity, number=number))
        value: Value = part(activities[0], "department", name) if name else not_stated()
        chapter = Chapter(
            title=name or "Activities",
            anchor=f"department-{place}",
            activities=tuple(views),
            name=value,
            lead=value if named else None,
            lead_label="Department",
        )
        found.append(chapter)
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
        findings=(findings_block(given.findings_of(activity), given.small_names),) if given.internal else (),
    )
