"""The record of processing activities under Article 30(1), 30(2) or both: one view that every format renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from ropa.checks.base import Finding
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.annexes import Annex, flows_annex, measures_annex, recipients_annex, systems_annex
from ropa.reports.base import Block, Fields, Heading, Items, blocks_json
from ropa.reports.contracts import agreements_annex, transfers_annex
from ropa.reports.controller_record import controller_part
from ropa.reports.cover import cover_fields, cover_title, dates_line
from ropa.reports.given import PARTS, Edition, Given, PartKey
from ropa.reports.index import legend, origin_annex, places, sources_annex
from ropa.reports.internal import findings_annex, waivers_annex
from ropa.reports.processor_record import acts_as_controller, acts_as_processor, processor_part
from ropa.reports.record_parts import ActivityView, Chapter, RecordPart
from ropa.reports.record_rows import record_columns, record_rows
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
from ropa.transfers.base import Transfer
from ropa.vocabulary import Vocabulary

__all__ = [
    "PARTS",
    "ActivityView",
    "Chapter",
    "RecordPart",
    "RecordView",
    "record_30_1",
    "record_30_2",
    "record_of",
    "roles_of",
]


@record
class RecordView(Part):
    """The whole record: that of a controller, that of a processor, or both in one document.

    Attributes:
        title: name of the organisation, or its key; edition: `authority` or `internal`.
        cover: who, which version, which dates.
        parts: one or both, Article 30(1) first; annexes and sources are shared by them.
        legend: (kind, label, explanation) of the marks that occur.
        running_head: short text for the head of printed pages.
    """

    title: str
    edition: Edition
    facts_as_of: dt.date | None
    as_of: dt.date
    regimes: tuple[str, ...]
    cover: Fields
    parts: tuple[RecordPart, ...]
    annexes: tuple[Annex, ...]
    legend: tuple[tuple[str, str, str], ...]
    running_head: str
    own: OwnLaw = NO_OWN_ROWS

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "record"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def spreadsheet(self) -> bool:
        """True: people open its flat form in a spreadsheet."""
        return True

    @property
    def several(self) -> bool:
        """Whether the document holds both records."""
        return len(self.parts) > 1

    @property
    def provisions(self) -> str:
        """The paragraphs of Article 30 that it is made under, in words."""
        return " and ".join(part.article for part in self.parts)

    @property
    def departments(self) -> tuple[Chapter, ...]:
        """Chapters of the Article 30(1) record."""
        return tuple(chapter for part in self.parts if part.key == "30-1" for chapter in part.chapters)

    @property
    def acting_for(self) -> tuple[Chapter, ...]:
        """Chapters of the Article 30(2) record."""
        return tuple(chapter for part in self.parts if part.key == "30-2" for chapter in part.chapters)

    @property
    def edition_label(self) -> str:
        """The edition in words."""
        return "Edition for the supervisory authority" if self.edition == "authority" else "Internal edition"

    @property
    def dates(self) -> str:
        """The two dates that every statement depends on, in one line."""
        return dates_line(self.facts_as_of, self.as_of, self.own)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents: parts where there are several, chapters and activities, then annexes."""
        found = [Heading(level=1, text="Overview", anchor="overview")]
        deeper = 1 if self.several else 0
        for number, part in enumerate(self.parts, start=1):
            if self.several:
                found.append(Heading(level=1, text=f"Part {number}. {part.title}", anchor=part.anchor))
            for chapter in part.chapters:
                found.append(Heading(level=1 + deeper, text=chapter.title, anchor=chapter.anchor))
                for activity in chapter.activities:
                    text = f"{activity.number}. {activity.name.text}"
                    found.append(Heading(level=2 + deeper, text=text, anchor=activity.anchor))
        found.append(Heading(level=1, text="Annexes", anchor="annexes"))
        for number, annex in enumerate(self.annexes, start=1):
            found.append(Heading(level=2, text=f"{number}. {annex.title}", anchor=annex.anchor))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Return the record as data: format 1, dates, cover, the activities of each record, annexes.

        `departments` hold the record of a controller, `acting_for` that of a processor; a document with one of them
        has only that key, and lists under which other paragraph further activities are recorded.
        """
        found: dict[str, Any] = {
            "format": 1,
            "report": "record" if self.several else f"record-{self.parts[0].key}",
            "edition": self.edition,
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            **self.own.as_json(),
            "regimes": list(self.regimes),
            "title": self.title,
            "cover": self.cover.as_json(),
        }
        for part in self.parts:
            name, other = ("departments", "30_2") if part.key == "30-1" else ("acting_for", "30_1")
            found[name] = [chapter.as_json() for chapter in part.chapters]
            found |= {"notes": blocks_json(part.notes)} if part.notes else {}
            if not self.several:
                found[f"under_article_{other}"] = [value.as_json() for value in part.elsewhere]
        return found | {"annexes": [annex.as_json() for annex in self.annexes]}

    def columns(self) -> Sequence[str]:
        """Columns of the flat form, one row per activity, or per controller and activity under Article 30(2)."""
        return record_columns(self.parts)

    def rows(self) -> Sequence[Sequence[str]]:
        """Rows of the flat form, in reading order."""
        return record_rows(self.parts, facts_as_of=self.facts_as_of, as_of=self.as_of)


def roles_of(register: Register) -> tuple[PartKey, ...]:
    """Return which records an organisation has to keep by the roles that its register states, Article 30(1) first."""
    found = {"30-1": acts_as_controller(register), "30-2": acts_as_processor(register)}
    return tuple(key for key in PARTS if found[key])


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
    """Return the record of processing activities of a controller (Article 30(1) GDPR); see `record_of`."""
    return record_of(
        register, law, vocabulary,
        transfers=transfers, findings=findings, as_of=as_of, edition=edition, parts=("30-1",),
    )  # fmt: skip


def record_30_2(
    register: Register,
    law: Law,
    vocabulary: Vocabulary,
    *,
    transfers: Sequence[Transfer],
    findings: Sequence[Finding],
    as_of: dt.date,
    edition: Edition = "authority",
) -> RecordView:
    """Return the record of a processor (Article 30(2) GDPR); see `record_of`.

    An organisation that acts for nobody gets a record that says that no such activity is stated.
    """
    return record_of(
        register, law, vocabulary,
        transfers=transfers, findings=findings, as_of=as_of, edition=edition, parts=("30-2",),
    )  # fmt: skip


def record_of(
    register: Register,
    law: Law,
    vocabulary: Vocabulary,
    *,
    transfers: Sequence[Transfer],
    findings: Sequence[Finding],
    as_of: dt.date,
    edition: Edition = "authority",
    parts: Sequence[PartKey] = (),
) -> RecordView:
    """Return the record of an organisation.

    Args:
        transfers: every graded flow of the register, in the order of `grade_transfers`.
        findings: every finding, waived ones included; only the internal edition shows them.
        as_of: date of the law.
        parts: which records; empty for those that the roles of the organisation call for.
    """
    given = Given(
        register=register,
        law=law,
        vocabulary=vocabulary,
        transfers=tuple(transfers),
        findings=tuple(findings),
        as_of=as_of,
        edition=edition,
        parts=tuple(key for key in PARTS if key in (parts or roles_of(register))),
    )
    return _view(given)


def _view(given: Given) -> RecordView:
    parts = _parts(given)
    cover = Fields(key="cover", fields=cover_fields(given))
    body = _annexes(given)
    found = places(_cited_sections(cover, parts, body))
    annexes = [*body, sources_annex(given, found)]
    if given.internal:
        annexes += [findings_annex(given), waivers_annex(given), origin_annex(found)]
    of_what = "processing for controllers" if given.parts == ("30-2",) else "processing activities"
    return RecordView(
        title=cover_title(given.register),
        edition=given.edition,
        facts_as_of=given.register.as_of,
        as_of=given.as_of,
        regimes=given.register.regimes,
        cover=cover,
        parts=parts,
        annexes=tuple(annexes),
        legend=legend(found),
        running_head=f"{cover_title(given.register)}: record of {of_what}",
        own=given.law.own,
    )


def _parts(given: Given) -> tuple[RecordPart, ...]:
    found: list[RecordPart] = []
    if "30-1" in given.parts:
        found.append(controller_part(given))
    if "30-2" in given.parts:
        count = len(given.own_activities) if found else 0
        found.append(processor_part(given, first_number=count + 1))
    return tuple(found)


def _annexes(given: Given) -> list[Annex]:
    register = given.register
    # How rights are offered and cookies set is the controller's to say; nothing that is stated is left out, though.
    as_controller = "30-1" in given.parts or not given.own_activities
    makers = (
        recipients_annex,
        systems_annex,
        transfers_annex,
        agreements_annex,
        measures_annex,
        people_annex,
        flows_annex,
        general_annex,
        *((rights_annex,) if as_controller and ("30-1" in given.parts or register.rights) else ()),
        *((cookies_annex,) if as_controller and ("30-1" in given.parts or register.cookies) else ()),
        promises_annex,
        observations_annex,
        extra_annex,
        lost_annex,
    )
    return [make(given) for make in makers]


def _cited_sections(
    cover: Fields, parts: Sequence[RecordPart], annexes: Sequence[Annex]
) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield the named sections whose citations and marks count; names are what the sources annex refers to."""
    yield "cover", (cover,)
    for part in parts:
        for chapter in part.chapters:
            for letter in chapter.letters:
                yield f"{_numbers(chapter)} ({letter.letter})", letter.blocks
            for activity in chapter.activities:
                yield f"activity {activity.number}", (Items(key="name", values=(activity.name,)),)
                for letter in activity.letters:
                    yield f"{activity.number} ({letter.letter})", letter.blocks
                yield f"{activity.number} (beyond)", activity.beyond
    for number, annex in enumerate(annexes, start=1):
        yield f"annex {number}", annex.blocks


def _numbers(chapter: Chapter) -> str:
    """Return the numbers of the activities of a chapter: `3` or `3-5`."""
    first, last = chapter.activities[0].number, chapter.activities[-1].number
    return str(first) if first == last else f"{first}-{last}"
