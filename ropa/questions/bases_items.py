"""The items of the answer on legal bases, and how people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from ropa.graph import Match
from ropa.language import articles, label
from ropa.model.base import Cite, Part, record
from ropa.model.words import ActivityRole, Certainty
from ropa.questions.base import Sheet
from ropa.questions.bases_stated import StatedBasis
from ropa.questions.text import cites_text, line

_NOT_STATED = label("not-stated")


@record
class PurposeBases(Part):
    """A purpose of an activity with its legal bases.

    Attributes:
        activity: key; name: of the activity; role: of the register's organisation in it.
        purpose: key, None where the activity states none; listed: False where only a legal basis names the purpose.
        certainty: of the purpose, as far as this question is concerned; match: with what was asked.
        has_basis: the register states some basis for it, whether or not it was asked about.
        facts: the bases, best first; empty is not stated.
    """

    activity: str
    name: str
    role: str
    purpose: str | None
    purpose_name: str = ""
    listed: bool = True
    certainty: Certainty
    match: Match
    has_basis: bool = False
    cites: tuple[Cite, ...] = ()
    facts: tuple[StatedBasis, ...] = ()

    @property
    def id(self) -> str:
        """Activity and purpose joined by a slash, the activity alone where no purpose is stated."""
        return f"{self.activity}/{self.purpose}" if self.purpose else self.activity

    def as_json(self) -> dict[str, Any]:
        """Return the fields with the bases as `facts`; `purpose` is null where none is stated."""
        return {
            "id": self.id,
            "activity": self.activity,
            "name": self.name,
            "role": self.role,
            "purpose": self.purpose,
            "purpose_name": self.purpose_name or None,
            "listed": self.listed,
            "certainty": self.certainty.value,
            "match": self.match.value,
            "cites": [cite.as_json() for cite in self.cites],
            "facts": [fact.as_json() for fact in self.facts],
        }

    def lines(self, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """Return one line per basis, or one that says that none is stated."""
        own = {"list": "basis", "id": self.id, "activity": self.activity, "role": self.role}
        own["purpose"] = self.purpose or _NOT_STATED
        if not self.facts:
            unsaid = {"basis": _NOT_STATED, "match": self.match.value, "certainty": self.certainty.value}
            return [line(columns, **own, **unsaid, source=cites_text(self.cites))]
        return [line(columns, **own, **fact.cells()) for fact in self.facts]


@record
class SpecialData(Part):
    """Data that Article 9 or 10 protects, in one activity, with the conditions and laws that the activity states."""

    activity: str
    data: str
    mark: str
    certainty: Certainty
    conditions: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "activity": self.activity,
            "data": self.data,
            "mark": self.mark,
            "certainty": self.certainty.value,
            "conditions": list(self.conditions),
            "laws": list(self.laws),
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class Notice(Part):
    """What a reader noticed in the source, as the register keeps it."""

    kind: str
    why: str
    articles: tuple[str, ...] = ()
    says: tuple[Cite, ...] = ()
    but: tuple[Cite, ...] = ()

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Both places, the first statement first."""
        return (*self.says, *self.but)

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "kind": self.kind,
            "why": self.why,
            "articles": list(self.articles),
            "says": [cite.as_json() for cite in self.says],
            "but": [cite.as_json() for cite in self.but],
        }


def sheets_of(
    items: Iterable[PurposeBases],
    blanket: Sequence[StatedBasis],
    special: Sequence[SpecialData],
    notices: Sequence[Notice],
    title: Callable[[str], str],
) -> tuple[Sheet, ...]:
    """Return one part per activity, in the order of the items, then what stands beside."""
    found = [_activity(tuple(group), title) for _, group in groupby(items, key=lambda item: item.activity)]
    if blanket:
        head = "Said of all processing at once (fills in for no purpose):"
        rows = [(basis.as_text(), _quoted(basis), basis.certainty.value, _said_in(basis.cites)) for basis in blanket]
        found.append(Sheet(head=head, columns=("basis", "in the words", "certainty", "said in"), rows=tuple(rows)))
    if special:
        columns = ("activity", "data", "protected as", "condition", "certainty", "said in")
        found.append(
            Sheet(
                head="Data that Articles 9 and 10 protect:",
                columns=columns,
                rows=tuple(_special_row(item, title) for item in special),
            )
        )
    if notices:
        lines = tuple(f"{notice.kind}: {notice.why} ({_place(notice)})" for notice in notices)
        found.append(Sheet(head="What a reader of the source noticed about this:", lines=lines))
    return tuple(found)


def _activity(items: Sequence[PurposeBases], title: Callable[[str], str]) -> Sheet:
    first = items[0]
    lines = []
    if first.role == ActivityRole.PROCESSOR.value:
        lines.append("As processor: the basis is for those to name on whose behalf it is done.")
    interests = {
        fact.interest or "not stated" for item in items for fact in item.facts if fact.basis == "legitimate-interests"
    }
    lines += [f"interest pursued: {interest}" for interest in sorted(interests)]
    rows = [row for item in items for row in _rows(item, title)]
    return Sheet(
        head=f"{first.name} [{first.activity}]" if first.name != first.activity else first.name,
        lines=tuple(lines),
        columns=("purpose", "basis", "said of", "certainty", "said in"),
        rows=tuple(rows),
    )


def _rows(item: PurposeBases, title: Callable[[str], str]) -> list[tuple[str, ...]]:
    purpose = item.purpose_name or _NOT_STATED
    if not item.listed:
        purpose += " (named by the basis only)"
    marks = [f"{item.match.value} than asked"] if item.match is not Match.EXACT else []
    if not item.facts:
        return [(purpose, _NOT_STATED, "", ", ".join((item.certainty.value, *marks)), "")]
    rows: list[tuple[str, ...]] = []
    for number, fact in enumerate(item.facts):
        scope = "the activity" if fact.scope == "activity" else ", ".join(title(key) for key in fact.for_purposes)
        broader = [f"{fact.match.value} than asked"] if fact.match is not Match.EXACT else []
        certainty = ", ".join((fact.certainty.value, *broader, *fact.remarks()))
        rows.append(("" if number else purpose, fact.as_text(), scope, certainty, _said_in(fact.cites)))
    return rows


def _special_row(item: SpecialData, title: Callable[[str], str]) -> tuple[str, ...]:
    stated = [*(label(key) for key in item.conditions), *item.laws]
    condition = ", ".join(stated) or _NOT_STATED
    return (
        item.activity, title(item.data), label(item.mark), condition, item.certainty.value, cites_text(item.cites),
    )  # fmt: skip


def _place(notice: Notice) -> str:
    return "; ".join(text for text in (cites_text(notice.cites), articles(notice.articles)) if text)


def _quoted(basis: StatedBasis) -> str:
    return f"“{basis.stated_as}”" if basis.stated_as else ""


def _said_in(cites: Sequence[Cite]) -> str:
    return cites_text(cites) or "no citation"
