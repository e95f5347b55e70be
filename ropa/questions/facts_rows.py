"""One fact on one line, whatever it is about, in columns that do not change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ropa.graph import Match
from ropa.model.base import Cite, Mark, Part, Sourced, record
from ropa.model.words import Certainty, Source
from ropa.questions.base import Reach
from ropa.questions.text import cites_text, distinct

#: Columns of the flat form, in this order; new ones are only ever added behind.
COLUMNS: Final = (
    "kind", "at", "said_of", "activity", "subject", "data", "sender", "receiver", "role", "value", "detail", "match",
    "certainty", "from", "stated_as", "source",
)  # fmt: skip

#: Kinds of facts, in the order in which they are listed.
KINDS: Final = (
    "flow", "list", "hosting", "role", "joint-with", "on-behalf-of", "purpose", "legal-basis", "interest", "condition",
    "processing", "automated-decisions", "dpia", "retention", "measure", "operator", "part-of", "storage", "country",
    "parent-company", "agreement", "safeguard", "claim", "cookie", "right", "promise",
)  # fmt: skip

_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}


@record
class FactRow(Part):
    """A fact.

    Attributes:
        kind: one of `KINDS`; at: address in the register, the id of a flow.
        said_of: what it is a statement on: `data`, `activity`, `system`, `organisation`, `category`, `cookies`,
            `rights` or `promises`.
        activity: key, empty for what belongs to none; subject, data: keys, None where not stated or not limited.
        sender, receiver: keys of nodes; role: of the receiver.
        value: what is stated, as a key or in words; detail: the rest of it, `name: words` joined by `; `.
        match: how it relates to the data asked about (`broader` for what is said of something wider, or of all data).
        origin: who says so: `register`, `directory`, `default` (a rule of this program) or `derived`.
    """

    kind: str
    at: str
    said_of: str
    activity: str = ""
    subject: str | None = None
    data: str | None = None
    sender: str = ""
    receiver: str = ""
    role: str = ""
    value: str = ""
    detail: str = ""
    match: Match = Match.EXACT
    certainty: Certainty
    origin: str = Source.REGISTER.value
    stated_as: str = ""
    cites: tuple[Cite, ...] = ()

    @property
    def source(self) -> str:
        """Who says so, as far as an answer is concerned."""
        return self.origin

    @property
    def reach(self) -> Reach:
        """Declared, as every statement is."""
        return Reach.DECLARED

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands among others: by kind, activity, address, people, data, value."""
        subject, data = self.subject or "", self.data or ""
        return (_ORDER[self.kind], self.activity, self.at, subject, data, self.value, self.detail, self.receiver)

    def as_json(self) -> dict[str, Any]:
        """Return the columns; null where there is nothing."""
        return {
            "kind": self.kind,
            "at": self.at,
            "said_of": self.said_of,
            "activity": self.activity or None,
            "subject": self.subject,
            "data": self.data,
            "sender": self.sender or None,
            "receiver": self.receiver or None,
            "role": self.role or None,
            "value": self.value or None,
            "detail": self.detail or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "from": self.origin,
            "stated_as": self.stated_as or None,
            "cites": [cite.as_json() for cite in self.cites],
        }

    def cells(self) -> tuple[str, ...]:
        """Return one text for each of `COLUMNS`; citations stand under `source`."""
        return (
            self.kind,
            self.at,
            self.said_of,
            self.activity,
            self.subject or "",
            self.data or "",
            self.sender,
            self.receiver,
            self.role,
            self.value,
            self.detail,
            self.match.value,
            self.certainty.value,
            self.origin,
            self.stated_as,
            cites_text(self.cites),
        )


def detail(**parts: object) -> str:
    """Return `name: words; name: words` for whatever there is, in the order given."""
    found = []
    for name, value in parts.items():
        if value is None or value == "" or value == ():
            continue
        words = ", ".join(str(item) for item in value) if isinstance(value, tuple | list) else str(value)
        found.append(f"{name.rstrip('_').replace('_', ' ')}: {words}")
    return "; ".join(found)


def yes_no(value: bool | None) -> str:
    """Return `yes`, `no`, or nothing where it is not stated."""
    return "" if value is None else "yes" if value else "no"


def known(statement: Sourced, field: str = "") -> dict[str, Any]:
    """Return certainty, origin, words and citations of a statement, or of one of its fields."""
    mark = statement.mark(field) if field else Mark(certainty=statement.certainty, cites=statement.cites)
    cites: Iterable[Cite] = mark.cites or statement.cites
    return {
        "certainty": mark.certainty.at_most(statement.certainty),
        "origin": mark.source.value,
        "stated_as": mark.stated_as or statement.stated_as,
        "cites": distinct(cites),
    }


def ordered(rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """Return the rows in their order, equal ones once."""
    return tuple(dict.fromkeys(sorted(rows, key=lambda row: row.order)))


def data_rows(rows: Iterable[FactRow], *, data: bool, people: bool) -> tuple[FactRow, ...]:
    """Return the rows that state by themselves something of what was asked about, which makes an answer.

    A rule or a claim that names no data, or nobody, holds for whatever there is; it does not say that there is any.

    Args:
        data, people: whether categories, or kinds of people, were asked about.
    """
    return tuple(
        row
        for row in rows
        if row.said_of in ("data", "category", "cookies")
        and row.kind != "hosting"
        and not (data and row.data is None)
        and not (people and row.subject is None)
    )
