"""The workspace: a resolved register with the law, the words and the date it is read by.

Nothing is computed before it is asked for, and what costs time to load (templates, graph library) is loaded only then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ropa.errors import UsageError
from ropa.law import Law
from ropa.model import Register
from ropa.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ropa.checks import Finding
    from ropa.diagrams import Picture
    from ropa.questions import (
        ActivitiesAnswer,
        BasesAnswer,
        Context,
        CookiesAnswer,
        FactsAnswer,
        HoldingsAnswer,
        ImpactAnswer,
        PathsAnswer,
        RecipientsAnswer,
        RightsAnswer,
        WhereAnswer,
    )
    from ropa.questions.promises import PromisesAnswer
    from ropa.questions.retention import RetentionAnswer
    from ropa.reports.record import RecordView
    from ropa.reports.schedule import ScheduleView
    from ropa.reports.transfer_changes import ChangesView
    from ropa.reports.transfers import TransferReportView
    from ropa.site import Built, Progress
    from ropa.store.asking import Rows
    from ropa.transfers.base import Transfer

Words: TypeAlias = str | Iterable[str]
Reach: TypeAlias = Literal["declared", "possible"]
Edition: TypeAlias = Literal["authority", "internal"]
RecordPart: TypeAlias = Literal["30-1", "30-2"]


class Workspace:
    """One register, to be asked.

    Attributes:
        register: the resolved register, immutable.
        law, vocabulary: the dated data it is read by.
        documents: lines of the documents that are at hand, by key.
        as_of: date of the law in every answer. today: by the clock, None where it does not count.
    """

    def __init__(
        self,
        register: Register,
        *,
        law: Law,
        vocabulary: Vocabulary,
        documents: Mapping[str, tuple[str, ...]],
        as_of: dt.date,
        today: dt.date | None = None,
    ) -> None:
        self.register = register
        self.law = law
        self.vocabulary = vocabulary
        self.documents = documents
        self.as_of = as_of
        self.today = today

    @cached_property
    def graded(self) -> tuple[Transfer, ...]:
        """Every flow under every regime of the register, graded on `as_of`; domestic ones and no-transfers included."""
        return self.context.transfers

    @cached_property
    def context(self) -> Context:
        """What questions are asked of."""
        from ropa.questions import Context

        return Context(register=self.register, law=self.law, vocabulary=self.vocabulary, as_of=self.as_of)

    def context_for(self, question: str, asked: Mapping[str, Any]) -> Context:
        """Return what to ask a question of; of a register in a database only what the answer needs.

        Args:
            question: its name. asked: its arguments.
        """
        from ropa.workspace.narrowing import narrowed

        return narrowed(self.context, question, asked)

    def recipients(
        self,
        *,
        data: Words = (),
        subjects: Words = (),
        activity: Words = (),
        reach: Reach = "declared",
        internal: bool = False,
        paths: int = 1,
    ) -> RecipientsAnswer:
        """Return who outside receives the data of the subjects, directly and onward.

        Args:
            data, subjects, activity: keys, names or aliases; several mean any of; none means all.
            reach: `declared` follows flows that state the data, `possible` anything downstream of a holder.
            internal: list internal parts as well; they never make an answer found.
            paths: how many of the shortest paths per recipient.

        Raises:
            ropa.errors.UsageError: a word that neither the register nor the vocabulary knows; names the nearest.
        """
        from ropa.questions import recipients

        asked: dict[str, Any] = {
            "data": _words(data), "subjects": _words(subjects), "activity": _words(activity), "reach": reach,
            "internal": internal, "paths": paths,
        }  # fmt: skip
        return recipients(self.context_for("recipients", asked), **asked)

    def holdings(self, *, of: Words, data: Words = (), subjects: Words = ()) -> HoldingsAnswer:
        """Return what an organisation or system (or any of several) receives, about whom and why."""
        from ropa.questions import holdings

        return holdings(self.context, of=_words(of), data=_words(data), subjects=_words(subjects))

    def paths(self, *, source: str, target: str, data: Words = (), paths: int = 1) -> PathsAnswer:
        """Return the ways from one node to another, the shortest first."""
        from ropa.questions import paths as ways

        return ways(self.context, source=source, target=target, data=_words(data), paths=paths)

    def where(self, *, data: Words = (), subjects: Words = ()) -> WhereAnswer:
        """Return the systems and countries that hold the data of the subjects."""
        from ropa.questions import where

        return where(self.context, data=_words(data), subjects=_words(subjects))

    def activities(
        self,
        *,
        data: Words = (),
        subjects: Words = (),
        purpose: Words = (),
        basis: Words = (),
        organisation: Words = (),
        system: Words = (),
        country: Words = (),
    ) -> ActivitiesAnswer:
        """Return the activities that match, each with its role, purposes, legal bases and why it matches."""
        from ropa.questions import activities

        return activities(
            self.context, data=_words(data), subjects=_words(subjects), purpose=_words(purpose), basis=_words(basis),
            organisation=_words(organisation), system=_words(system), country=_words(country),
        )  # fmt: skip

    def impact(self, *, of: Words, data: Words = (), subjects: Words = (), activity: Words = ()) -> ImpactAnswer:
        """Return what is touched if an organisation or a system (or several together) leaks or goes away."""
        from ropa.questions import impact

        return impact(
            self.context, of=_words(of), data=_words(data), subjects=_words(subjects), activity=_words(activity)
        )

    def bases(
        self,
        *,
        purpose: Words = (),
        data: Words = (),
        subjects: Words = (),
        activity: Words = (),
        basis: Words = (),
    ) -> BasesAnswer:
        """Return the legal bases of each purpose of each activity; blanket statements stand beside."""
        from ropa.questions import bases

        return bases(
            self.context, purpose=_words(purpose), data=_words(data), subjects=_words(subjects),
            activity=_words(activity), basis=_words(basis),
        )  # fmt: skip

    def rights(self, *, right: Words = (), subjects: Words = (), data: Words = ()) -> RightsAnswer:
        """Return which rights are offered or refused, to whom, how and in what time."""
        from ropa.questions import rights

        return rights(self.context, right=_words(right), subjects=_words(subjects), data=_words(data))

    def cookies(
        self, *, data: Words = (), subjects: Words = (), purpose: Words = (), set_by: Words = ()
    ) -> CookiesAnswer:
        """Return the cookies: who sets them, with which data, for what, how long."""
        from ropa.questions import cookies

        return cookies(
            self.context, data=_words(data), subjects=_words(subjects), purpose=_words(purpose), set_by=_words(set_by)
        )

    def retention(
        self, *, data: Words = (), subjects: Words = (), of: Words = (), activity: Words = ()
    ) -> RetentionAnswer:
        """Return how long the data of the subjects are kept at the holders, by which rules, and the timeline of it."""
        from ropa.questions.retention import retention

        return retention(
            self.context, data=_words(data), subjects=_words(subjects), of=_words(of), activity=_words(activity)
        )

    def promises(self, *, data: Words = (), subjects: Words = (), promise: Words = ()) -> PromisesAnswer:
        """Return the promises about the data of the subjects, each held against the facts of the register."""
        from ropa.questions import promises

        return promises(self.context, data=_words(data), subjects=_words(subjects), promise=_words(promise))

    def facts(
        self, *, data: Words = (), subjects: Words = (), organisation: Words = (), activity: Words = ()
    ) -> FactsAnswer:
        """Return every fact that matches, flat, in columns that do not change."""
        from ropa.questions import facts

        return facts(
            self.context, data=_words(data), subjects=_words(subjects), organisation=_words(organisation),
            activity=_words(activity),
        )  # fmt: skip

    def check(self, *, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Return what the checks find, waived findings included and marked."""
        from ropa.checks import Subject, run_checks

        subject = Subject(
            register=self.register, law=self.law, vocabulary=self.vocabulary, as_of=self.as_of, documents=self.documents
        )
        return run_checks(subject, codes=codes)

    def record(self, *, part: RecordPart | None = None, edition: Edition = "authority") -> RecordView:
        """Return the Article 30 record as a view that every document format renders.

        Args:
            part: `30-1` as controller, `30-2` as processor; None for what the roles of the organisation call for, both
                in one document where it has both.
        """
        from ropa.reports.record import PARTS, record_of

        if edition not in ("authority", "internal"):
            raise UsageError(f"`{edition}` is not an edition", next_step="Accepted: authority, internal.")
        if part is not None and part not in PARTS:
            raise UsageError(f"`{part}` is not a part of the record", next_step=f"Accepted: {', '.join(PARTS)}.")
        findings = self.check() if edition == "internal" else ()
        return record_of(
            self.register, self.law, self.vocabulary,
            transfers=self.graded, findings=findings, as_of=self.as_of, edition=edition,
            parts=() if part is None else (part,),
        )  # fmt: skip

    def transfers(self, *, all_rows: bool = False, without: Sequence[str] = ()) -> TransferReportView:
        """Return the transfer report; `all_rows` adds domestic flows and those that are no transfers.

        Args:
            without: ids of adequacy decisions that are left out, as if they had fallen; the report names them.
        """
        from ropa.workspace.transfers import transfer_view

        return transfer_view(self, all_rows=all_rows, without=without, today=self.today)

    def transfer_changes(self, *, against: dt.date) -> ChangesView:
        """Return the flows whose grade differs between `as_of` and another day, with what lies between."""
        from ropa.workspace.transfers import changes_view

        return changes_view(self, against=against)

    def retention_schedule(self) -> ScheduleView:
        """Return the retention schedule: limits per category, contradictions, and what is held without a limit."""
        from ropa.reports.schedule import retention_schedule

        return retention_schedule(self.register, self.law, self.vocabulary, as_of=self.as_of)

    def sql(self, query: str, *, limit: int | None = None, seconds: float = 60) -> Rows:
        """Return the rows of one SELECT on the documented views (`ropa sql --views`); nothing else is possible.

        Args:
            limit: of rows, None for all. seconds: after which it is given up.

        Raises:
            ropa.errors.UsageError: the query does not read, cannot be read, or takes too long.
        """
        from ropa.workspace.sql import sql_rows

        return sql_rows(self, query, limit=limit, seconds=seconds)

    def export(self) -> bytes:
        """Return the register as an SQLite file, which every verb and `ropa.open` take as a source.

        Who receives what stands in it worked out, with the grades of the shipped law, for as long as no date changes
        them; any other grade is worked out when asked for. Own rows of law are not in it: whoever asks names them.

        Raises:
            ropa.store.writing.InvalidRows: the register was built by hand and holds what the tables refuse.
        """
        from ropa.workspace.exporting import exported

        return exported(self)

    def export_to(self, url: str) -> None:
        """Write the register to a database server, whole or not at all; replaces what an earlier export left there.

        Raises:
            ropa.errors.InputProblems: the server cannot be reached, or its driver is not installed.
        """
        from ropa.store.servers import write_server
        from ropa.workspace.shipped import shipped_data

        write_server(url, self.register, shipped=shipped_data(self.law.own))

    def diagram(
        self,
        *,
        view: str = "context",
        activities: Words = (),
        data: Words = (),
        subjects: Words = (),
        organisations: Words = (),
        countries: Words = (),
        focus: str | None = None,
        depth: int | None = None,
        max_edges: int | None = None,
    ) -> Picture:
        """Return a picture as text; `ropa.diagrams.render` draws it.

        Args:
            view: `context`, `activity` (needs one activity), `data` (needs data), `borders` or `systems`.
            activities, data, subjects, organisations, countries: keys, names or aliases; several mean any of; none
                means all; different ones have to hold together.
            focus: an organisation, a system or people: only what is within `depth` steps of it, both ways (1 if None).
            max_edges: lines up to which nothing is drawn together, and beyond which it is refused; None for the usual.

        Raises:
            ropa.errors.UsageError: a word that is not known, or something that the view needs is not named.
            ropa.errors.RenderError: the picture would lose a flow, or has more lines than anybody can read.
        """
        from ropa.diagrams import VIEWS, draw, scope_of

        chosen = next((item for item in VIEWS if item.name == view), None)
        if chosen is None:
            accepted = ", ".join(item.name for item in VIEWS)
            raise UsageError(f"`{view}` is not a view", next_step=f"Accepted: {accepted}.")
        scope = scope_of(
            self.context, activities=_words(activities), data=_words(data), subjects=_words(subjects),
            organisations=_words(organisations), countries=_words(countries), focus=focus, depth=depth,
        )  # fmt: skip
        return draw(chosen, self.context, transfers=self.graded, scope=scope, max_edges=max_edges)

    def build(
        self,
        folder: str | Path,
        *,
        pictures: bool = True,
        force: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> Built:
        """Write a site into a folder: pages, reports, findings, pictures and data; only what differs is written.

        A site that stands there already, made of the same, is left alone before anything is computed.

        Args:
            pictures: draw every view; by far the slowest part.
            force: build also in a folder that holds files of others; these are never changed or removed.
            progress: told what is being made; it has to be quick.

        Raises:
            ropa.errors.UsageError: the folder holds files of others, or cannot be written; then nothing was changed.
        """
        from ropa.site import Inputs, Progress, standing
        from ropa.site import build as build_site
        from ropa.workspace.building import site_made_of
        from ropa.workspace.transfers import transfer_view

        made_of = site_made_of(self, pictures=pictures)
        if found := standing(Path(folder), made_of):
            return found
        if progress is not None:
            progress(Progress(stage="checks"))
        inputs = Inputs(
            context=self.context, findings=self.check(), record=self.record, schedule=self.retention_schedule,
            transfers=lambda every: transfer_view(self, all_rows=every, without=(), today=None),
            documents=self.documents, draw=self.diagram if pictures else None, made_of=made_of,
        )  # fmt: skip
        return build_site(inputs, Path(folder), force=force, progress=progress)


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
