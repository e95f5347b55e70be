"""A cookie or similar storage as an answer, and how people read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ropa.graph import Match
from ropa.language import duration, label
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.terms import Strength
from ropa.questions.text import cites_text, line

COLUMNS = (
    "list", "id", "name", "set_by", "data", "subject", "purpose", "lifetime", "declared", "declared_as", "match",
    "certainty", "marks", "source",
)  # fmt: skip

#: Headings of the table for people.
SHEET_COLUMNS = ("cookie", "set by", "data, about", "purpose", "lifetime", "called", "certainty", "said in")

_NOT_STATED = label("not-stated")


@record
class CookieItem(Part):
    """A cookie.

    Attributes:
        id: its name, with `#2` for a second one; `cookies/N`, counted from 1 in the file, where no name is stated.
        set_by: key of a system or organisation, empty where not stated; party: the organisation behind it;
            internal: whether that is the register's own.
        data, subjects, purposes: keys; empty is not stated.
        lifetime: ISO 8601 duration or `session`, empty where not stated.
        declared: what the organisation calls it, which is not what the law says of it; declared_as: in its own words.
        strength: how it answers what was asked.
    """

    id: str
    name: str = ""
    set_by: str = ""
    party: str = ""
    internal: bool = False
    data: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    lifetime: str = ""
    declared: str = ""
    declared_as: str = ""
    declared_certainty: Certainty = Certainty.STATED
    strength: Strength
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields; null where nothing is stated."""
        declared = {
            "is": self.declared,
            "stated_as": self.declared_as or None,
            "certainty": self.declared_certainty.value,
        }
        return {
            "id": self.id,
            "name": self.name or None,
            "set_by": self.set_by or None,
            "party": self.party or None,
            "internal": self.internal,
            "data": list(self.data),
            "subjects": list(self.subjects),
            "purposes": list(self.purposes),
            "lifetime": self.lifetime or None,
            "declared": declared if self.declared else None,
            "match": self.strength.match.value,
            "certainty": self.strength.certainty.value,
            "from": self.strength.source,
            "cites": [cite.as_json() for cite in self.cites],
        }

    def row(self, title: Callable[[str], str]) -> tuple[str, ...]:
        """Return the cells of `SHEET_COLUMNS`."""
        data = ", ".join(title(key) for key in self.data) or _NOT_STATED
        about = f" of {', '.join(title(key) for key in self.subjects)}" if self.subjects else ""
        marks = [f"{self.strength.match.value} than asked"] if self.strength.match is not Match.EXACT else []
        return (
            self.name or _NOT_STATED,
            title(self.set_by) if self.set_by else _NOT_STATED,
            f"{data}{about}",
            ", ".join(title(key) for key in self.purposes) or _NOT_STATED,
            duration(self.lifetime) or _NOT_STATED,
            f"{label(self.declared)}{_doubt(self.declared_certainty)}" if self.declared else "",
            ", ".join((self.strength.certainty.value, *marks)),
            cites_text(self.cites) or "no citation",
        )

    def line(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return one line of text."""
        return line(
            columns,
            list="cookie",
            id=self.id,
            name=self.name,
            set_by=self.set_by or _NOT_STATED,
            data=", ".join(self.data) or _NOT_STATED,
            subject=", ".join(self.subjects) or _NOT_STATED,
            purpose=", ".join(self.purposes) or _NOT_STATED,
            lifetime=self.lifetime or _NOT_STATED,
            declared=self.declared,
            declared_as=self.declared_as,
            match=self.strength.match.value,
            certainty=self.strength.certainty.value,
            source=cites_text(self.cites),
        )


def _doubt(certainty: Certainty) -> str:
    return "" if certainty is Certainty.STATED else f" ({label(certainty.value)})"
