"""Pages on one matter across the register: transfers, retention, measures, and what is said beside the activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from ropa.language import GRADES, capital, day, grade_label, plural
from ropa.reports.annexes import Annex
from ropa.reports.base import Block, Note, Table
from ropa.reports.schedule import ScheduleView
from ropa.site.base import Card, Download, Name, Page, Section
from ropa.site.cookies import cookies_section
from ropa.site.linking import linked
from ropa.site.material import Material
from ropa.site.movements import transfer_blocks
from ropa.site.promises import promises_section
from ropa.site.rights import rights_section
from ropa.transfers.base import Grade

#: Annexes of the record on what is said beside the activities, in this order.
_STATEMENTS: Final = ("rights", "cookies", "promises", "observations", "lost", "extra")
_FORMS: Final = (("html", "HTML"), ("md", "Markdown"), ("csv", "CSV"), ("json", "JSON"))


def downloads_of(name: str) -> tuple[Download, ...]:
    """Return the forms in which a report is kept under `files/`."""
    return tuple(Download(label=label, href=f"files/{name}.{form}") for form, label in _FORMS)


def transfers_page(material: Material) -> Page:
    """Return the page of all transfers: how many of each grade, then who sends to whom, the worst first."""
    rows = material.context.transfers
    sections = [
        Section(key="summary", title="Summary", cards=grade_cards(material), downloads=downloads_of("transfers"))
    ]
    for grade in sorted({item.grade for item in rows}, key=lambda grade: -grade.rank):
        blocks = transfer_blocks(material, [item for item in rows if item.grade is grade], every=True)
        if blocks:
            name, meaning = GRADES[grade.value]
            sections.append(Section(key=f"grade-{grade.value}", title=capital(name), intro=meaning, blocks=blocks))
    if len(sections) == 1:
        text = "No flow leaves the area of the rules that apply, and none carries a note."
        sections.append(Section(key="none", title="Nothing to show", blocks=(Note(key="none", text=text),)))
    lead = (
        "Every flow that leaves the area, may leave it or carries a note, graded by the law as of "
        f"{day(material.as_of)}. Flows between the same parties that stand alike share a row."
    )
    return Page(
        path="transfers.html", nav="transfers.html", kicker="Chapter V", title="Transfers", lead=lead,
        sections=tuple(sections),
    )  # fmt: skip


def grade_cards(material: Material) -> tuple[Card, ...]:
    """Return how many flows stand how, the worst first; those inside the area as one number."""
    numbers = Counter(item.grade for item in material.context.transfers)
    inside = numbers.pop(Grade.DOMESTIC, 0) + numbers.pop(Grade.NOT_A_TRANSFER, 0)
    cards = [
        Card(title=capital(grade_label(grade.value)), href=f"transfers.html#grade-{grade.value}", figure=f"{count:,}",
             tone=f"grade-{grade.value}")
        for grade, count in sorted(numbers.items(), key=lambda item: -item[0].rank)
    ]  # fmt: skip
    return (*cards, Card(title="Inside the area, or no transfer", href="", figure=f"{inside:,}"))


def retention_page(material: Material, schedule: ScheduleView) -> Page:
    """Return the page on retention: the limits of each category in short; the schedule has them in full."""
    overview: Block = schedule.overview or Note(
        key="none", text="Not stated. The register states no data that are held.", tone="missing"
    )
    sections = [
        Section(key="schedule", title="Retention schedule", downloads=downloads_of("retention"),
                intro="The schedule has every limit in full, with where it starts and what happens then."),
        Section(key="categories", title="Limits by category", blocks=(linked(material, overview),)),
    ]  # fmt: skip
    if schedule.conflicts:
        names = tuple(
            Name(text=clash.title, href=f"files/retention.html#{clash.anchor}") for clash in schedule.conflicts
        )
        intro = "The schedule has the statements side by side."
        sections.insert(1, Section(key="conflicts", title=schedule.clash_title, intro=intro, names=names))
    return Page(
        path="retention.html", nav="retention.html", kicker="Articles 5(1)(e), 30(1)(f)", title="Retention",
        lead=schedule.summary, sections=tuple(sections),
    )  # fmt: skip


def measures_page(material: Material, annexes: Mapping[str, Annex]) -> Page:
    """Return the page of all security measures and where they are taken."""
    return Page(
        path="measures.html", nav="measures.html", kicker="Article 32", title="Security measures",
        lead="Every measure, and where it is said to be taken.",
        sections=(Section(key="all", title="All measures", blocks=_blocks(material, annexes, "measures")),),
    )  # fmt: skip


def statements_page(material: Material, annexes: Mapping[str, Annex]) -> Page:
    """Return the page on rights, cookies, promises and whatever else is said beside the activities."""
    sections: list[Section] = []
    for key in _STATEMENTS:
        # Where there are rights, cookies and promises, they stand here with their names as links.
        own = {
            "promises": promises_section(material, lambda _: True),
            "cookies": cookies_section(material, lambda _: True),
            "rights": rights_section(material, "Rights of the people concerned", lambda _: True),
        }
        if own.get(key):
            sections.extend(own[key])
        elif key in annexes and (key in own or any(isinstance(block, Table) for block in annexes[key].blocks)):
            found = annexes[key]
            blocks = _blocks(material, annexes, key)
            sections.append(Section(key=key, title=found.title, intro=found.intro, blocks=blocks))
    register = material.register
    kicker = f"{plural(len(register.rights), 'right')}, {plural(len(register.promises), 'promise')}"
    return Page(
        path="statements.html", nav="statements.html", kicker=kicker,
        title="Rights, cookies, promises", lead="What is said beside the activities.", sections=tuple(sections),
    )  # fmt: skip


def _blocks(material: Material, annexes: Mapping[str, Annex], key: str) -> tuple[Block, ...]:
    found: Sequence[Block] = annexes[key].blocks if key in annexes else ()
    return tuple(linked(material, block) for block in found)
