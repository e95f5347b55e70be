"""Building a site: every page and file of one register, in an order that holds little in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Final

from ropa.checks import CHECKS
from ropa.checks.base import Finding
from ropa.checks.outcome import Outcome
from ropa.model.register import Register
from ropa.questions import Context
from ropa.questions.facts import facts
from ropa.reports.annexes import Annex
from ropa.reports.base import Block
from ropa.reports.record import ActivityView, RecordView
from ropa.reports.schedule import ScheduleView
from ropa.reports.transfers import TransferReportView
from ropa.site.activities import activity_page
from ropa.site.aside import Aside, can_copy
from ropa.site.base import Built, Figure, Kind, Page, Progress, Report, Section
from ropa.site.categories import category_page
from ropa.site.concerns import findings_page
from ropa.site.contracts import contracts_page
from ropa.site.countries import countries_page
from ropa.site.documents import document_files, findings_files
from ropa.site.folder import Prepared, SiteFolder
from ropa.site.home import home_page
from ropa.site.lists import (
    a_to_z_page,
    activities_page,
    data_page,
    organisations_page,
    people_list_page,
    systems_page,
)
from ropa.site.material import Material
from ropa.site.organisations import organisation_page
from ropa.site.overviews import measures_page, retention_page, statements_page, transfers_page
from ropa.site.people import people_page
from ropa.site.pictures import PAGE as PICTURES
from ropa.site.pictures import Draw, Drawn, Wanted, drawn, pictures_page, wanted_pictures
from ropa.site.purposes import purposes_page
from ropa.site.render import NAV, Frame, Renderer, assets
from ropa.site.search import PATH as SEARCH
from ropa.site.search import search_index
from ropa.site.sources import sources_page
from ropa.site.systems import system_page

_FORMS: Final = ("html", "md", "csv", "json")

#: Flows from which on the documents are made in a second process: that saves most of a second then, and nobody waits
#: for less.
_LARGE: Final = 1000

Files = Iterable[tuple[str, bytes | Iterable[bytes]]]

#: How the page of each kind is made; activities need their entry in the record as well.
_MAKERS: Final[dict[Kind, Callable[[Material, str], Page]]] = {
    Kind.ORGANISATION: organisation_page,
    Kind.SYSTEM: system_page,
    Kind.DATA: category_page,
    Kind.PEOPLE: people_page,
}


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a site is made from.

    Attributes:
        findings: every finding, waived ones included.
        record, schedule: make the reports when it is their turn; transfers: with or without flows inside the area.
        documents: lines of the documents that are at hand, by key.
        draw: makes a picture as text; None for a site without pictures.
        made_of: digest of all this, by which the next build knows that nothing changed; empty where nobody knows.
    """

    context: Context
    findings: Sequence[Finding]
    record: Callable[[], RecordView]
    transfers: Callable[[bool], TransferReportView]
    schedule: Callable[[], ScheduleView]
    documents: Mapping[str, Sequence[str]]
    draw: Draw | None = None
    made_of: str = ""


def build(inputs: Inputs, folder: Path, *, force: bool = False, progress: Report | None = None) -> Built:
    """Write the site and return what happened; what an earlier build left there with the same bytes is not touched.

    Args:
        folder: made where it is not there; files in it that this tool did not make are never changed or removed.
        force: build also into a folder that holds such files.
        progress: told what is being made, often; it has to be quick.

    Raises:
        UsageError: the folder is not one of this tool and `force` is not given, or something cannot be written.
        RenderError: a report could not be made; in both cases the folder is as it was.
    """
    with SiteFolder(folder, force=force) as site:
        making = _Build(inputs, site, progress or (lambda _: None))
        making.run()
        return site.publish(making.messages, made_of=inputs.made_of)


class _Build:
    """One build: hands every page and file to the folder, reports before pages that need them."""

    def __init__(self, inputs: Inputs, site: SiteFolder, progress: Report) -> None:
        self._inputs = inputs
        self._site = site
        self._progress = progress
        self._material = Material(inputs.context, _with_short_paths(inputs.findings))
        self._figures: dict[tuple[Kind, str], Figure] = {}
        self.messages: tuple[str, ...] = ()
        nav = tuple(entry for entry in NAV if entry[0] != PICTURES or inputs.draw is not None)
        self._listed: list[Page] = []
        self._nav = nav

    def run(self) -> None:
        """Make everything, the documents of a large register beside the pages."""
        self._tell("record")
        record = self._inputs.record()
        self._renderer = Renderer(Frame(title=record.title, dates=record.dates, nav=self._nav))
        apart = self._is_apart()
        work = partial(self._documents, record, tell=_nobody if apart else self._tell)
        with Aside(work, apart=apart) as documents:
            whole = self._pictures()
            self._described(record, whole)
            self._entities()
            self._lists(whole)
            files, retention = documents.result(lambda: self._tell("documents"))
        self._site.take(files)
        self._list(retention)
        self._list(sources_page(self._material, self._renderer.cited, self._inputs.documents))
        self._assets()

    def _described(self, record: RecordView, whole: Sequence[tuple[Wanted, Drawn]]) -> None:
        """Make the pages that show what the record says."""
        self._list(home_page(self._material, record, whole[0][1].figure if whole else None))
        annexes = {annex.key: annex for annex in record.annexes}
        self._list(measures_page(self._material, annexes), statements_page(self._material, annexes))
        self._activities(record, annexes)

    def _is_apart(self) -> bool:
        """Tell whether the documents are made in a second process."""
        register = self._material.register
        if len(register.flows) < _LARGE or not can_copy():
            return False
        # A copy must not read a database that this process has open: what is kept in one is read before.
        for item in fields(Register):
            getattr(register, item.name)
        return True

    def _tell(self, stage: str, done: int = 0, total: int = 0) -> None:
        self._progress(Progress(stage=stage, done=done, total=total))

    def _put(self, files: Files) -> None:
        self._site.take(self._prepared(files))

    def _page(self, page: Page) -> None:
        self._site.put(page.path, self._renderer.page(page))

    def _list(self, *pages: Page) -> None:
        """Write pages that the search box knows by their title."""
        for page in pages:
            self._page(page)
            self._listed.append(page)

    def _pictures(self) -> list[tuple[Wanted, Drawn]]:
        """Draw every picture; return the views of the whole register and keep the figures of the others."""
        draw = self._inputs.draw
        if draw is None:
            return []
        wanted = wanted_pictures(self._material)
        whole: list[tuple[Wanted, Drawn]] = []
        missing = 0
        for number, item in enumerate(wanted):
            self._tell("pictures", number, len(wanted))
            made = drawn(self._material, draw, item)
            missing += not made.figure.href
            self._put(made.files)
            if item.kind is None:
                whole.append((item, made))
            else:
                self._figures[(item.kind, item.key)] = made.figure
        if missing:
            reasons = next((made.figure.note for _, made in whole if not made.figure.href), "their pages say why.")
            self.messages = (*self.messages, f"{missing} of {len(wanted)} pictures were not drawn: {reasons}")
        return whole

    def _activities(self, record: RecordView, annexes: dict[str, Annex]) -> None:
        entries = _entries(record)
        general: Sequence[Block] = annexes["general"].blocks if "general" in annexes else ()
        keys = tuple(self._material.places.entities[Kind.ACTIVITY])
        for number, key in enumerate(keys):
            self._tell("activities", number, len(keys))
            entry = None if key == "general" else entries[key]
            page = activity_page(self._material, key, entry, general if key == "general" else ())
            self._page(self._with_figure(page, Kind.ACTIVITY, key))

    def _with_figure(self, page: Page, kind: Kind, key: str) -> Page:
        figure = self._figures.get((kind, key))
        if figure is None:
            return page
        section = Section(key="picture", title="Picture", figures=(figure,))
        return replace(page, sections=(section, *page.sections))

    def _documents(self, record: RecordView, *, tell: Callable[[str], None]) -> tuple[list[Prepared], Page]:
        """Make every file to take away ready, and return the files with the page that shows the schedule in short."""
        files = [*self._prepared(document_files("record", record, forms=_FORMS))]
        tell("transfers")
        shown = self._inputs.transfers(False)
        # As data every flow is there; only documents leave out those inside the area.
        every = replace(shown, transfers=shown.graded, hidden=0)
        files += self._prepared(document_files("transfers", shown, forms=("html", "md")))
        files += self._prepared(document_files("transfers", every, forms=("csv", "json")))
        tell("retention")
        schedule = self._inputs.schedule()
        files += self._prepared(document_files("retention", schedule, forms=_FORMS))
        tell("data")
        files += self._prepared(document_files("facts", facts(self._inputs.context), forms=("csv", "json")))
        files += self._prepared(findings_files(self._outcome()))
        return files, retention_page(self._material, schedule)

    def _prepared(self, files: Files) -> Iterator[Prepared]:
        return (self._site.prepared(path, content) for path, content in files)

    def _outcome(self) -> Outcome:
        register = self._material.register
        return Outcome(
            source="", ran=CHECKS, findings=self._material.findings, facts_as_of=register.as_of,
            as_of=self._material.as_of, documents=register.documents, own=self._material.law.own,
        )  # fmt: skip

    def _entities(self) -> None:
        waiting = [
            (kind, key)
            for kind, entities in self._material.places.entities.items()
            if kind in _MAKERS
            for key in entities
        ]
        for number, (kind, key) in enumerate(waiting):
            self._tell("pages", number, len(waiting))
            self._page(self._with_figure(_MAKERS[kind](self._material, key), kind, key))

    def _lists(self, whole: Sequence[tuple[Wanted, Drawn]]) -> None:
        self._tell("lists")
        material = self._material
        makers = (activities_page, organisations_page, systems_page, data_page, people_list_page, purposes_page,
                  countries_page, transfers_page, contracts_page, findings_page, a_to_z_page)  # fmt: skip
        for make in makers:
            self._list(make(material))
        if whole:
            self._list(pictures_page(whole))

    def _assets(self) -> None:
        self._put(assets())
        order = {path: number for number, (path, _) in enumerate(self._nav)}
        pages = tuple(sorted(self._listed, key=lambda page: order.get(page.path, len(order))))
        self._site.put(SEARCH, search_index(self._material, pages).encode("utf-8"))


def _nobody(stage: str) -> None:
    """Tell nobody how far a second process is: whoever listens hears the first."""


def _entries(record: RecordView) -> dict[str, ActivityView]:
    """Return where the record describes each activity in full."""
    return {
        activity.key: activity
        for part in record.parts
        for chapter in part.chapters
        for activity in chapter.activities
        if not activity.described_in
    }


def _with_short_paths(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with files named from where all of them lie, so that a site tells nothing of the machine."""
    folders = {str(Path(item.position.file).parent) for item in findings if item.position is not None}
    try:
        top = os.path.commonpath(folders) if folders else ""
    except ValueError:  # absolute and relative paths together, or several drives
        return tuple(findings)
    if not top:
        return tuple(findings)
    files = {item.position.file for item in findings if item.position is not None}
    short = {file: Path(os.path.relpath(file, top)).as_posix() for file in files}
    return tuple(
        replace(item, position=place._replace(file=short[place.file])) if (place := item.position) else item
        for item in findings
    )
