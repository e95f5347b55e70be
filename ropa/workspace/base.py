"""The workspace: a resolved register with the law, the words and the date it is read by.

Nothing is computed before it is asked for, and what costs time to load (templates, graph library) is loaded only then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from ropa.errors import UsageError
from ropa.law import Law
from ropa.model import Register
from ropa.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ropa.checks import Finding
    from ropa.diagrams import Picture
    from ropa.questions import Context, HoldingsAnswer, PathsAnswer, RecipientsAnswer, WhereAnswer
    from ropa.reports.record import RecordView
    from ropa.reports.transfers import TransferReportView
    from ropa.transfers.base import Transfer

Words: TypeAlias = str | Iterable[str]
Reach: TypeAlias = Literal["declared", "possible"]
Edition: TypeAlias = Literal["authority", "internal"]


class Workspace:
    """One register, to be asked.

    Attributes:
        register: the resolved register, immutable.
        law, vocabulary: the dated data it is read by.
        documents: lines of the documents that are at hand, by key.
        as_of: date of the law in every answer.
    """

    def __init__(
        self,
        register: Register,
        *,
        law: Law,
        vocabulary: Vocabulary,
        documents: Mapping[str, tuple[str, ...]],
        as_of: dt.date,
    ) -> None:
        self.register = register
        self.law = law
        self.vocabulary = vocabulary
        self.documents = documents
        self.as_of = as_of

    @cached_property
    def graded(self) -> tuple[Transfer, ...]:
        """Every flow under every regime of the register, graded on `as_of`; domestic ones and no-transfers included."""
        return self.context.transfers

    @cached_property
    def context(self) -> Context:
        """What questions are asked of."""
        from ropa.questions import Context

        return Context(register=self.register, law=self.law, vocabulary=self.vocabulary, as_of=self.as_of)

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

        return recipients(
            self.context, data=_words(data), subjects=_words(subjects), activity=_words(activity),
            reach=reach, internal=internal, paths=paths,
        )  # fmt: skip

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

    def check(self, *, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Return what the checks find, waived findings included and marked."""
        from ropa.checks import Subject, run_checks

        subject = Subject(
            register=self.register, law=self.law, vocabulary=self.vocabulary, as_of=self.as_of, documents=self.documents
        )
        return run_checks(subject, codes=codes)

    def record(self, *, edition: Edition = "authority") -> RecordView:
        """Return the Article 30(1) record as a view that every document format renders."""
        from ropa.reports.record import record_30_1

        if edition not in ("authority", "internal"):
            raise UsageError(f"`{edition}` is not an edition", next_step="Accepted: authority, internal.")
        findings = self.check() if edition == "internal" else ()
        return record_30_1(
            self.register, self.law, self.vocabulary,
            transfers=self.graded, findings=findings, as_of=self.as_of, edition=edition,
        )  # fmt: skip

    def transfers(self, *, all_rows: bool = False) -> TransferReportView:
        """Return the transfer report; `all_rows` adds domestic flows and those that are no transfers."""
        from ropa.reports.transfers import transfer_report

        return transfer_report(
            self.register, self.law, self.vocabulary, transfers=self.graded, as_of=self.as_of, all_rows=all_rows
        )

    def diagram(self, *, view: str = "context", activities: Words = (), max_edges: int | None = None) -> Picture:
        """Return a picture as text; `ropa.diagrams.render` draws it.

        Args:
            activities: keys of the activities to draw; none means all.
            max_edges: lines beyond which it is refused; None for the limit of the view.

        Raises:
            ropa.errors.RenderError: the picture would lose a flow, or has more lines than anybody can read.
        """
        from ropa.diagrams import MAX_EDGES, VIEWS

        for name, draw in VIEWS:
            if name == view:
                limit = MAX_EDGES if max_edges is None else max_edges
                return draw(
                    self.register, self.law, transfers=self.graded, as_of=self.as_of,
                    activities=_words(activities), max_edges=limit,
                )  # fmt: skip
        accepted = ", ".join(name for name, _ in VIEWS)
        raise UsageError(f"`{view}` is not a view", next_step=f"Accepted: {accepted}.")


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
