"""Pages on one matter across the register: transfers, retention, measures, and what is said beside the activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ropa.language import GRADES, capital, day, grade_label, plural
from ropa.reports.annexes import Annex
from ropa.reports.base import Block, Cell, Items, Note, Table, Value
from ropa.reports.schedule import ScheduleView
from ropa.site.base import Card, Download, Kind, Name, Page, Section
from ropa.site.cookies import cookies_section
from ropa.site.limits import limits_block
from ropa.site.linking import as_name, linked
from ropa.site.material import Material
from ropa.site.movements import transfer_blocks
from ropa.site.promises import promises_section
from ropa.site.rights import rights_section
from ropa.site.sections import matter_section, unsettled_text
from ropa.transfers.base import Grade, Transfer

#: Annexes of the record on what is said beside the activities, in this order.
_STATEMENTS: Final = ("rights", "cookies", "promises", "observations", "lost", "extra")
_GENERAL: Final = "Said of no particular activity; the table above names them by their numbers."
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
        graded = [item for item in rows if item.grade is grade]
        blocks = transfer_blocks(material, graded, every=True)
        if blocks:
            name, meaning = GRADES[grade.value]
            intro = " ".join(text for text in (meaning, _left_out(material, graded)) if text)
            sections.append(Section(key=f"grade-{grade.value}", title=capital(name), intro=intro, blocks=blocks))
    if len(sections) == 1:
        text = "No flow leaves the area of the rules that apply, and none carries a note."
        sections.append(Section(key="none", title="Nothing to show", blocks=(Note(key="none", text=text),)))
    sections.append(matter_section(material, "transfers.html", unsettled=unsettled_text(rows)))
    lead = (
        "Every flow that leaves the area of the rules (for the EU GDPR, the EEA), may leave it or carries a note, "
        f"graded by the law as of {day(material.as_of)}. Flows between the same parties that stand alike share a row."
    )
    return Page(
        path="transfers.html", nav="transfers.html", kicker="Chapter V", title="Transfers", lead=lead,
        sections=tuple(sections),
    )  # fmt: skip


def _left_out(material: Material, rows: Sequence[Transfer]) -> str:
    """Return how many flows of a grade the page leaves out; empty where it shows all."""
    hidden = sum(1 for item in rows if id(item) not in material.alike)
    return f"{plural(hidden, 'flow')} without a note {'is' if hidden == 1 else 'are'} not shown." if hidden else ""


def grade_cards(material: Material) -> tuple[Card, ...]:
    """Return how many flows stand how, the worst first."""
    numbers = Counter(item.grade for item in material.context.transfers)
    cards = [
        Card(title=capital(grade_label(grade.value)), figure=f"{count:,}", href=_leading(grade),
             tone=f"grade-{grade.value}" if _leading(grade) else "")
        for grade, count in sorted(numbers.items(), key=lambda item: -item[0].rank)
    ]  # fmt: skip
    return tuple(cards)


def _leading(grade: Grade) -> str:
    """Return where the number of a grade leads; flows that stand well are not all on the page."""
    return "" if grade in (Grade.DOMESTIC, Grade.NOT_A_TRANSFER) else f"transfers.html#grade-{grade.value}"


def retention_page(material: Material, schedule: ScheduleView) -> Page:
    """Return the page on retention: the limits of each category in short; the schedule has them in full."""
    overview: Block = schedule.overview or Note(
        key="none", text="Not stated. The register states no data that are held.", tone="missing"
    )
    timed = any(item.lifetime for item in material.register.cookies)
    beside = (Name(text="Cookies", href="statements.html#cookies", note="how long each is kept"),) if timed else ()
    sections = [
        Section(key="schedule", title="Retention schedule", downloads=downloads_of("retention"), names=beside,
                intro="The schedule has every limit on data in full, with where it starts and what happens then."),
        Section(key="categories", title="Limits by category", blocks=(linked(material, overview),)),
    ]  # fmt: skip
    if schedule.conflicts:
        names = tuple(
            Name(text=clash.title, href=f"files/retention.html#{clash.anchor}") for clash in schedule.conflicts
        )
        intro = "The schedule has the statements side by side."
        sections.insert(1, Section(key="conflicts", title=schedule.clash_title, intro=intro, names=names))
    if schedule.general is not None:
        blocks = (_linked_data(material, schedule.general),)
        sections.append(Section(key="general", title="Stated generally", intro=_GENERAL, blocks=blocks))
    if schedule.idle:
        block = limits_block(material, (), by=Kind.ACTIVITY, naming=schedule.idle)
        sections.append(Section(key="unused", title="Time limits of nothing that is said to be held", blocks=(block,)))
    sections.append(matter_section(material, "retention.html"))
    return Page(
        path="retention.html", nav="retention.html", kicker="Articles 5(1)(e), 30(1)(f)", title="Retention",
        lead=schedule.summary, sections=tuple(sections),
    )  # fmt: skip


def _linked_data(material: Material, table: Table) -> Table:
    """Return the statements that are about one category with a link on it; the schedule has these in words."""
    keys = {material.places.title(Kind.DATA, key): key for key in material.places.entities[Kind.DATA]}

    def named(value: Value) -> Value:
        key = keys.get(value.text) if value.stated else None
        return value if key is None else as_name(replace(value, key=key), material.places.href(Kind.DATA, key))

    def shown(found: Cell) -> Cell:
        return Cell(groups=tuple(replace(group, values=tuple(map(named, group.values))) for group in found.groups))

    rows = tuple(replace(line, cells=tuple(map(shown, line.cells))) for line in table.rows)
    return replace(table, rows=rows)


def measures_page(material: Material, annexes: Mapping[str, Annex]) -> Page:
    """Return the page of all security measures and where they are taken."""
    return Page(
        path="measures.html", nav="measures.html", kicker="Article 32", title="Security measures",
        lead="Every measure, and where it is said to be taken.",
        sections=(Section(key="all", title="All measures", blocks=_blocks(material, annexes, "measures")),
                  matter_section(material, "measures.html")),
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
        elif key in annexes and (key in own or any(isinstance(block, Table | Items) for block in annexes[key].blocks)):
            found = annexes[key]
            blocks = _blocks(material, annexes, key)
            sections.append(Section(key=key, title=found.title, intro=found.intro, blocks=blocks))
    sections.append(matter_section(material, "statements.html"))
    register = material.register
    if register.general is None and register.legal_basis and "general" in annexes:
        blocks = _blocks(material, annexes, "general")
        sections.insert(0, Section(key="general", title=annexes["general"].title, blocks=blocks))
    counted = (
        (len({item.right or item.key for item in register.rights.values()}), "right"),
        (len(register.cookies), "cookie"), (len(register.promises), "promise"),
        (len(register.observations), "observation"),
    )  # fmt: skip
    kicker = ", ".join(plural(count, what) for count, what in counted)
    return Page(
        path="statements.html", nav="statements.html", kicker=kicker,
        title="Rights, cookies, promises", lead="What is said beside the activities.", sections=tuple(sections),
    )  # fmt: skip


def _blocks(material: Material, annexes: Mapping[str, Annex], key: str) -> tuple[Block, ...]:
    found: Sequence[Block] = annexes[key].blocks if key in annexes else ()
    return tuple(linked(material, block) for block in found)
