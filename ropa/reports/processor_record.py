"""The record of a processor (Article 30(2)): a chapter for each controller acted for, its activities within."""

from __future__ import annotations

from ropa.language import SHORT_PROCESSOR_LETTERS, listing, plural
from ropa.model.activities import Activity
from ropa.model.register import Register
from ropa.model.words import ActivityRole
from ropa.reports.base import Block, Note, Value, not_stated
from ropa.reports.given import Given
from ropa.reports.internal import findings_block
from ropa.reports.letters import Letter, processor_letter
from ropa.reports.processor_letters import (
    parties,
    processing,
    processor_beyond,
    processor_security,
    processor_transfers,
)
from ropa.reports.processor_parties import Served, chapter_title, served
from ropa.reports.record_parts import ActivityView, Chapter, RecordPart, overview_table
from ropa.reports.values import said


def processor_part(given: Given, *, first_number: int) -> RecordPart:
    """Return the part of the record for which the organisation answers as processor.

    An activity for several controllers is described in full where it comes first, and named with its categories of
    processing wherever it comes again.

    Args:
        first_number: number of the first activity.
    """
    chapters = _chapters(given, first_number)
    away = () if "30-1" in given.parts else given.own_activities
    return RecordPart(
        key="30-2",
        article="30(2)",
        title="As processor",
        intro="Processing that the organisation carries out on behalf of others, by controller acted for.",
        about_overview="What the register states for each controller and activity, by letter of Article 30(2).",
        overview=overview_table(chapters, SHORT_PROCESSOR_LETTERS, by_chapter="Controller"),
        empty="Activities in which the organisation acts as processor: not stated.",
        chapters=chapters,
        elsewhere=tuple(said(activity.title, activity, key=activity.key) for activity in away),
        elsewhere_text="Recorded under Article 30(1), because the organisation acts as controller there:",
        notes=_general(given) if not chapters else (),
    )


def acts_as_processor(register: Register) -> bool:
    """Tell whether the register says that its organisation acts for others: in an activity, or in general."""
    if any(activity.role is ActivityRole.PROCESSOR for activity in register.activities.values()):
        return True
    general = register.general
    return general is not None and bool(
        general.role is ActivityRole.PROCESSOR or general.on_behalf_of or general.processing
    )


def acts_as_controller(register: Register) -> bool:
    """Tell whether the register's organisation is no processor in some activity, or where it states no role at all."""
    roles = [activity.role for activity in register.activities.values()]
    return any(role is not ActivityRole.PROCESSOR for role in roles) or not (roles or acts_as_processor(register))


def _general(given: Given) -> tuple[Block, ...]:
    """Return the note that `general` speaks of processing for others although no activity does."""
    if not acts_as_processor(given.register):
        return ()
    text = "That the organisation acts for others is stated of no particular activity: see the annex on that."
    return (Note(key="general", text=text, tone="warning"),)


def _chapters(given: Given, first_number: int) -> tuple[Chapter, ...]:
    found: list[Chapter] = []
    described: dict[str, ActivityView] = {}
    number = first_number
    for place, group in enumerate(served(given), start=1):
        views = []
        for activity in group.activities:
            known = described.get(activity.key)
            if known is None:
                described[activity.key] = view = _described(given, activity, group, number=number)
            else:
                view = _referred(known, number=number)
            views.append(view)
            number += 1
        found.append(_chapter(given, group, place, tuple(views)))
    return tuple(found)


def _chapter(given: Given, group: Served, place: int, views: tuple[ActivityView, ...]) -> Chapter:
    title = chapter_title(given.register, group)
    return Chapter(
        title=title,
        anchor=f"acting-for-{place}",
        activities=views,
        name=Value(text=title, stated=bool(group.keys)),
        lead=Value(text=_acted_for(group), stated=bool(group.keys)),
        lead_label="On behalf of",
        letters=(parties(given, group),),
        controllers=group.keys,
    )


def _acted_for(group: Served) -> str:
    classes = [item for item in group.controllers if item.unnamed]
    named = len(group.keys) - len(classes)
    texts = (
        plural(named, "controller") if named else "",
        plural(len(classes), "unnamed category of controllers", "unnamed categories of controllers") if classes else "",
    )
    return listing([text for text in texts if text]) or not_stated().text


def _described(given: Given, activity: Activity, group: Served, *, number: int) -> ActivityView:
    return ActivityView(
        key=activity.key,
        number=number,
        name=said(activity.title, activity, key=activity.key),
        letters=(
            processing(given, activity),
            processor_transfers(given, activity, group.keys),
            processor_security(given, activity),
        ),
        beyond=processor_beyond(given, activity),
        findings=(findings_block(given.findings_of(activity), given.small_names),) if given.internal else (),
        article="30(2)",
    )


def _referred(known: ActivityView, *, number: int) -> ActivityView:
    """Return an activity that an earlier chapter describes, with its categories of processing in full."""
    first, *others = known.letters
    return ActivityView(
        key=known.key,
        number=number,
        name=known.name,
        letters=(first, *(_elsewhere(letter, known.number) for letter in others)),
        beyond=(),
        described_in=known.number,
        article=known.article,
    )


def _elsewhere(letter: Letter, number: int) -> Letter:
    text = f"The same as for number {number} of this record."
    return processor_letter(letter.letter, letter.status, Note(key="described", text=text))
