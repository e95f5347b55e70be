"""What a record is made of: parts (Article 30(1), 30(2)), chapters in them, activities in chapters, letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ropa.model.base import Part, record
from ropa.reports.base import Block, Json, Row, Table, Value, blocks_json, cell, columns, row
from ropa.reports.given import PartKey
from ropa.reports.letters import Letter


@record
class ActivityView(Part):
    """One activity: its letters, what is said beyond them, and (internal edition) its findings.

    Attributes:
        number: counts through the whole document.
        described_in: number of the place where it is described in full, 0 where that is here.
        article: the paragraph whose letters these are, `30(1)` or `30(2)`.
    """

    key: str
    number: int
    name: Value
    letters: tuple[Letter, ...]
    beyond: tuple[Block, ...]
    findings: tuple[Block, ...] = ()
    described_in: int = 0
    article: str = "30(1)"

    @property
    def anchor(self) -> str:
        """Target of links to this activity; only the place where it is described in full bears its key."""
        return f"entry-{self.number}" if self.described_in else f"activity-{self.key}"

    @property
    def beyond_title(self) -> str:
        """Heading of what is no letter."""
        return f"Beyond Article {self.article}"

    def as_json(self) -> Json:
        """Return key, name, letters, what is beyond them, and findings in the internal edition."""
        found: Json = {"key": self.key, "name": self.name.as_json()}
        found |= {"number": self.number, "described_in": self.described_in} if self.described_in else {}
        found["letters"] = {letter.letter: letter.as_json() for letter in self.letters}
        name = self.article.replace("(", "_").replace(")", "")
        found[f"beyond_article_{name}"] = blocks_json(self.beyond)
        return found | blocks_json(self.findings)


@record
class Chapter(Part):
    """Activities that stand together: those of a department, or those done for the same controllers.

    Attributes:
        lead: what the line above the title says the chapter is about, or None; lead_label: what that is.
        letters: letters that hold for the whole chapter, each shown once above its activities.
        controllers: keys of the controllers acted for, in a chapter of the Article 30(2) record.
    """

    title: str
    anchor: str
    activities: tuple[ActivityView, ...]
    name: Value
    lead: Value | None = None
    lead_label: str = ""
    letters: tuple[Letter, ...] = ()
    controllers: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Return a department with its activities, or controllers with letter (a) and the activities for them."""
        activities = [activity.as_json() for activity in self.activities]
        if not self.letters:
            return {"department": self.name.as_json(), "activities": activities}
        letters = {letter.letter: letter.as_json() for letter in self.letters}
        listed = list(self.controllers)
        return {"title": self.title, "controllers": listed, "letters": letters, "activities": activities}


@record
class RecordPart(Part):
    """The record of a controller or that of a processor.

    Attributes:
        key: `30-1` or `30-2`; article: `30(1)` or `30(2)`.
        title: what the organisation is in it; intro: one sentence on what it holds.
        about_overview: what the overview shows; empty: said in its place where no activity belongs here.
        elsewhere: activities of the other record where the document does not hold that one, after `elsewhere_text`.
        notes: what is stated of no particular activity and bears on the whole part.
    """

    key: PartKey
    article: str
    title: str
    intro: str
    about_overview: str
    overview: Table | None
    empty: str
    chapters: tuple[Chapter, ...]
    elsewhere: tuple[Value, ...] = ()
    elsewhere_text: str = ""
    notes: tuple[Block, ...] = ()

    @property
    def anchor(self) -> str:
        """Target of links to this part."""
        return f"part-{self.key}"


def overview_table(chapters: Sequence[Chapter], letters: Mapping[str, str], *, by_chapter: str = "") -> Table | None:
    """Return how much of each letter is stated, a row per activity; None where there is no activity.

    Args:
        letters: each letter with its short name.
        by_chapter: heading of a column for the chapter; empty where the title of the chapter says nothing.
    """
    rows = [
        _overview_row(chapter, activity, by_chapter=bool(by_chapter))
        for chapter in chapters
        for activity in chapter.activities
    ]
    named = [("chapter", by_chapter, 26)] if by_chapter else []
    width = (100 - 23 - 26 * len(named)) // len(letters) if named else 11
    heads = columns(
        *named, ("activity", "Activity", 23), *((key, f"({key}) {name}", width) for key, name in letters.items())
    )
    return Table(key="overview", columns=heads, rows=tuple(rows)) if rows else None


def _overview_row(chapter: Chapter, activity: ActivityView, *, by_chapter: bool) -> Row:
    named = cell(Value(text=f"{activity.number}. {activity.name.text}", key=activity.key))
    lead = (Value(text=chapter.title),) if by_chapter else ()
    statuses = (letter.status_value for letter in (*chapter.letters, *activity.letters))
    return row(*lead, named, *statuses)
