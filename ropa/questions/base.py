"""What every question is given, and the typed answers, all in one envelope."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ropa.graph import FactGraph, Match, Traces
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.activities import Flow
from ropa.model.base import Cite, Part, record
from ropa.model.register import Register
from ropa.model.words import Certainty
from ropa.questions.graded import Graded
from ropa.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ropa.questions.told import KeepsAnswers
    from ropa.transfers import Grader, Transfer

#: Version of the envelope.
FORMAT = 1


class Reach(StrEnum):
    """How far an answer goes: what every hop states, or anything downstream of a holder."""

    DECLARED = "declared"
    POSSIBLE = "possible"


class Verdict(StrEnum):
    """The answer in one word; `none` and `denied` are said by the register, `not-stated` is silence."""

    FOUND = "found"
    IMPLIED = "implied"
    DENIED = "denied"
    NONE = "none"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, kw_only=True, repr=False)
class Context:
    """What questions are asked of: a register, and the law of one day; graph and grades are made when first needed.

    Attributes:
        told: facts as they were worked out when the register was exported, where they hold for this law and day.
    """

    register: Register
    law: Law
    vocabulary: Vocabulary
    as_of: dt.date
    told: KeepsAnswers | None = None

    @cached_property
    def graph(self) -> FactGraph:
        """The graph of the register's facts."""
        return FactGraph(self.register)

    @cached_property
    def traces(self) -> Traces:
        """Ways from people to the senders of facts."""
        return Traces(self.graph)

    @cached_property
    def transfers(self) -> tuple[Transfer, ...]:
        """Every flow graded under every regime of the register, as `grade_transfers` orders them."""
        from ropa.transfers import grade_transfers

        return grade_transfers(self.register, self.law, as_of=self.as_of)

    def graded(self, flow: Flow) -> tuple[Graded, ...]:
        """Return the grades of one flow by regime, without grading the others."""
        key = (flow.activity, flow.id)
        if key not in self._graded:
            self._graded[key] = tuple(map(Graded.of, self._grader.grade(flow)))
        return self._graded[key]

    @cached_property
    def _grader(self) -> Grader:
        from ropa.transfers import Grader  # a question on a database may find its flows graded

        return Grader(self.register, self.law, as_of=self.as_of)

    @cached_property
    def _graded(self) -> dict[tuple[str, str], tuple[Graded, ...]]:
        return {}


@record
class AnswerFact(Part):
    """One fact of an answer.

    Attributes:
        flow, activity: where it is said; subject, data: None where not stated.
        role: of the receiver in this flow, empty where not stated.
        match: how the category relates to the one asked about; certainty: as far as this question is concerned.
        path: nodes from the people to the receiver, or from the sender where its source is not stated.
        more_paths: further ways, where several were asked for.
        direct: from the person, or from the register's organisation or its systems.
        bypass: the organisation never held the data.
        reach: `possible` for what only the widest reading finds: then subject, data and match are those at the holder.
        purposes: keys, of the activity; via: who passes it on without holding it.
        access: False for a host that cannot read; open: further receivers of this kind may exist.
        source: `directory` where only the shipped directory says it.
    """

    flow: str
    activity: str
    subject: str | None
    data: str | None
    role: str = ""
    match: Match
    certainty: Certainty
    path: tuple[str, ...]
    more_paths: tuple[tuple[str, ...], ...] = ()
    transfers: tuple[Graded, ...] = ()
    cites: tuple[Cite, ...] = ()
    direct: bool = False
    bypass: bool = False
    reach: Reach = Reach.DECLARED
    purposes: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    access: bool = True
    open: bool = False
    source: str = "register"

    def as_json(self) -> dict[str, Any]:
        """Return the shape of DESIGN section 5, with more fields behind."""
        return {
            "flow": self.flow,
            "activity": self.activity,
            "subject": self.subject,
            "data": self.data,
            "role": self.role or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "path": list(self.path),
            "transfers": [row.as_json() for row in self.transfers],
            "cites": [cite.as_json() for cite in self.cites],
            "reach": self.reach.value,
            "direct": self.direct,
            "bypass": self.bypass,
            "via": list(self.via),
            "purposes": list(self.purposes),
            "from": self.source,
            **({"access": False} if not self.access else {}),
            **({"open": True} if self.open else {}),
            **({"more_paths": [list(path) for path in self.more_paths]} if self.more_paths else {}),
        }


@record
class Party(Part):
    """A recipient, a holder or a host.

    Attributes:
        kind: kind of organisation, `system`, or `data-subject` for people who receive data about others.
        country: of the contracting entity, empty where not stated; from_directory: which of name and country the
            shipped directory says.
        source: `directory` where nothing of it is the register's own statement.
        direct, bypass: of any of its facts.
    """

    id: str
    name: str
    kind: str
    internal: bool = False
    direct: bool = False
    bypass: bool = False
    country: str = ""
    source: str = "register"
    from_directory: tuple[str, ...] = ()
    facts: tuple[AnswerFact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the shape of DESIGN section 5, with more fields behind."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "internal": self.internal,
            "direct": self.direct,
            "bypass": self.bypass,
            "country": self.country or None,
            "from": self.source,
            "from_directory": list(self.from_directory),
            "facts": [fact.as_json() for fact in self.facts],
        }


@record
class Denied(Part):
    """A promise that bears on the question; `whole` where it covers all that was asked."""

    promise: str
    whole: bool
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return promise and cites, and `covers`: `whole` or `part`."""
        covers = "whole" if self.whole else "part"
        return {"promise": self.promise, "cites": [cite.as_json() for cite in self.cites], "covers": covers}


@record
class NotStated(Part):
    """What was asked about and nothing is said of.

    Attributes:
        flows: leave subject or data open and might be about it.
        more: what else it is, by name: `(("activity", "payments"), ("purpose", "billing"))`.
    """

    subject: str | None = None
    data: str | None = None
    flows: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return subject and data, what else there is, and the flows where there are any."""
        found: dict[str, Any] = {"subject": self.subject, "data": self.data, **dict(self.more)}
        return {**found, "flows": list(self.flows)} if self.flows else found


@record
class Sheet(Part):
    """A part of an answer for people to read, where items are no parties with facts.

    Attributes:
        head: what it is about, in one line; lines: short statements below it.
        columns, rows: a table below these, all cells text; columns that are empty in every row are not shown.
    """

    head: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@record
class Answer(Part, ABC):
    """The envelope of every answer; each question adds a list named after itself.

    Attributes:
        asked: options as understood (keys, not the words typed).
        facts_as_of: when the register's facts were true, None when not stated; as_of: day of the law.
        hosts: who hosts the systems concerned; a host never makes an answer `found`.
        own: rows of law of somebody's own, by which grades were worked out.
    """

    question: str
    asked: tuple[tuple[str, str | bool | int | tuple[str, ...]], ...] = ()
    facts_as_of: dt.date | None
    as_of: dt.date
    answer: Verdict
    hosts: tuple[Party, ...] = ()
    denied: tuple[Denied, ...] = ()
    not_stated: tuple[NotStated, ...] = ()
    own: OwnLaw = NO_OWN_ROWS

    @abstractmethod
    def items(self) -> Sequence[Any]:
        """Return the list named after the question."""

    def as_json(self) -> dict[str, Any]:
        """Return the envelope of DESIGN section 5, ready for `json.dumps`."""
        return {
            "format": FORMAT,
            "question": self.question,
            "asked": {name: list(value) if isinstance(value, tuple) else value for name, value in self.asked},
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            **self.own.as_json(),
            "answer": self.answer.value,
            self.question: [item.as_json() for item in self.items()],
            "hosts": [host.as_json() for host in self.hosts],
            "denied": [denied.as_json() for denied in self.denied],
            "not_stated": [gap.as_json() for gap in self.not_stated],
        }

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...] | None:  # noqa: ARG002
        """Return the list in parts for a terminal; None shows each item as a party with its facts.

        Args:
            title: gives the name of a node, category or purpose.
        """
        return None

    @property
    def denials_head(self) -> str:
        """Heading of the list of denials in a terminal."""
        return "Promises about this:"

    @property
    def lists_gaps(self) -> bool:
        """Tell whether the sheets already say what is not stated, so that it is not listed again."""
        return False

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""

    @abstractmethod
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the answer as lines of text for a table or CSV; no fact, denial or silence is left out."""
