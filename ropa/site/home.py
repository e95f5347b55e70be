"""The first page: whose register this is, what is in it, how it stands, and where everything is."""

from __future__ import annotations

from typing import Final

from ropa.checks.base import Severity
from ropa.checks.engine import counts
from ropa.language import day, listing, plural
from ropa.reports.record import RecordView
from ropa.site.base import Card, Download, Figure, Kind, Page, Section
from ropa.site.concerns import errors_block
from ropa.site.linking import linked
from ropa.site.material import Material
from ropa.site.overviews import downloads_of, grade_cards

_DATA: Final = (
    Download(label="Facts (CSV)", href="files/facts.csv"),
    Download(label="Facts (JSON)", href="files/facts.json"),
    Download(label="Findings (CSV)", href="files/findings.csv"),
    Download(label="Findings (JSON)", href="files/findings.json"),
)


def home_page(material: Material, record: RecordView, picture: Figure | None) -> Page:
    """Return the first page.

    Args:
        record: the record; its cover says whose register this is. picture: of the organisation and the outside.
    """
    register = material.register
    sections = [
        Section(key="contents", title="In this register", cards=_contents(material)),
        Section(key="standing", title="How it stands", cards=_standing(material), intro=_STANDING,
                blocks=errors_block(material)),
        Section(key="transfers", title="Transfers", cards=grade_cards(material)),
        Section(key="documents", title="Documents", cards=_documents(record), intro=_DOCUMENTS),
        Section(key="about", title="About this register", blocks=(linked(material, record.cover),)),
        Section(key="data", title="Data", downloads=_DATA, intro=_FACTS),
    ]  # fmt: skip
    if picture is not None:
        sections.insert(5, Section(key="picture", title="At a glance", figures=(picture,)))
    facts = f"Facts as of {day(register.as_of)}" if register.as_of else "Date of the facts: not stated"
    named = register.name and register.name != record.title
    return Page(
        path="index.html", nav="index.html", kicker=register.name if named else "Register of processing activities",
        title=record.title, lead=f"{facts}. Law as of {day(material.as_of)}.",
        sections=tuple(sections),
    )  # fmt: skip


_STANDING: Final = "Findings of the checks. They look at what the register says, and prove nothing about its truth."
_FACTS: Final = "Every statement of the register, one line each, and every finding; for spreadsheets and programs."
_DOCUMENTS: Final = "Each stands alone, without this site: to print, to send, to file."


def _contents(material: Material) -> tuple[Card, ...]:
    register = material.register
    numbers = (
        ("activities.html", len(register.activities), "Activity", "Activities"),
        ("organisations.html", len(register.organisations), "Organisation", "Organisations"),
        ("systems.html", len(register.systems), "System", "Systems"),
        ("data.html", len(material.of_data), "Category of data", "Categories of data"),
        ("people.html", len(register.data_subjects), "Kind of people", "Kinds of people"),
        ("activities.html", len(register.flows), "Flow of data", "Flows of data"),
    )
    others = len(material.places.entities[Kind.DATA]) - len(material.of_data)
    return tuple(
        Card(title=one if count == 1 else many, href=href, figure=f"{count:,}",
             text=f"In flows; {others:,} others in the list." if others and href == "data.html" else "")
        for href, count, one, many in numbers
    )  # fmt: skip


def _standing(material: Material) -> tuple[Card, ...]:
    numbers = counts(material.findings)
    words = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
    cards = [
        Card(title=words[severity], href="findings.html", figure=f"{numbers[severity.value]:,}",
             tone=f"severity-{severity.value}" if numbers[severity.value] else "")
        for severity in Severity
    ]  # fmt: skip
    waived = sum(1 for item in material.findings if item.waived)
    if waived:
        cards.append(Card(title="Moved aside by waivers", href="findings.html#waived", figure=f"{waived:,}"))
    return tuple(cards)


def _documents(record: RecordView) -> tuple[Card, ...]:
    named = [f"{part.title.lower()} (Article {part.article})" for part in record.parts]
    count = sum(len(chapter.activities) for part in record.parts for chapter in part.chapters)
    what = f"{plural(count, 'entry', 'entries')}, {listing(named)}."
    return (
        Card(title="Record of processing activities", href="files/record.html", downloads=downloads_of("record"),
             text=what),
        Card(title="Transfer report", href="files/transfers.html", downloads=downloads_of("transfers"),
             text="Every flow that leaves the area of the rules, and on what it relies."),
        Card(title="Retention schedule", href="files/retention.html", downloads=downloads_of("retention"),
             text="How long each category of data is kept, and what has no stated limit."),
    )  # fmt: skip
