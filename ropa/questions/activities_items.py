"""The items of the answer on activities, why each of them matches, and how people read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ropa.graph import Match
from ropa.language import label
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty, Source
from ropa.questions.base import AnswerFact, Sheet
from ropa.questions.bases_stated import StatedBasis
from ropa.questions.terms import Strength
from ropa.questions.text import cites_text, line

_NOT_STATED = label("not-stated")


@record
class Ground(Part):
    """One reason why an activity matches.

    Attributes:
        option: name of the option it answers; asked: the key asked about; said: the key that the register names.
        what: how, in words (`receives`, `entity of aweber`); flow: its id, empty where it is said of the activity.
        source: `directory` where only the shipped directory says it.
    """

    option: str
    asked: str
    said: str
    what: str = ""
    flow: str = ""
    match: Match
    certainty: Certainty
    source: str = "register"
    cites: tuple[Cite, ...] = ()

    @property
    def strength(self) -> Strength:
        """How well it answers."""
        return Strength(self.match, self.certainty, self.source)

    def as_json(self) -> dict[str, Any]:
        """Return the fields; `flow` is null for what is said of the activity."""
        return {
            "option": self.option,
            "asked": self.asked,
            "said": self.said,
            "what": self.what or None,
            "flow": self.flow or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "from": self.source,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class StatedPurpose(Part):
    """A purpose of an activity; `id` is its key."""

    id: str
    name: str
    certainty: Certainty
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        cites = [cite.as_json() for cite in self.cites]
        return {"id": self.id, "name": self.name, "certainty": self.certainty.value, "cites": cites}


@record
class ActivityItem(Part):
    """An activity that matches.

    Attributes:
        role: of the register's organisation; role_source: `default` where it is not written.
        joint_with, on_behalf_of: keys of organisations.
        match, certainty, source: of the weakest of the options that had to match together, each at its best.
        matched: why, other than by data and people; facts: the facts with the data and people asked about.
    """

    id: str
    name: str
    role: str
    role_certainty: Certainty
    role_source: str
    department: str = ""
    joint_with: tuple[str, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    purposes: tuple[StatedPurpose, ...] = ()
    legal_basis: tuple[StatedBasis, ...] = ()
    strength: Strength
    matched: tuple[Ground, ...] = ()
    facts: tuple[AnswerFact, ...] = ()
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields; certainty and match are of the activity as an answer, each purpose has its own."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "role_certainty": self.role_certainty.value,
            "role_from": self.role_source,
            "department": self.department or None,
            "joint_with": list(self.joint_with),
            "on_behalf_of": list(self.on_behalf_of),
            "purposes": [purpose.as_json() for purpose in self.purposes],
            "legal_basis": [basis.as_json() for basis in self.legal_basis],
            "match": self.strength.match.value,
            "certainty": self.strength.certainty.value,
            "from": self.strength.source,
            "matched": [ground.as_json() for ground in self.matched],
            "cites": [cite.as_json() for cite in self.cites],
            "facts": [fact.as_json() for fact in self.facts],
        }

    @property
    def answers(self) -> bool:
        """Whether it makes the answer `found` or `implied`; all others are only near to what was asked."""
        return (
            self.strength.match is not Match.BROADER
            and self.strength.certainty.rank <= Certainty.IMPLIED.rank
            and self.strength.source != Source.DIRECTORY.value
        )

    def short_rows(self, title: Callable[[str], str]) -> list[tuple[str, ...]]:
        """Return the best reason and the best fact, with the activity before them."""
        rows = [_ground_row(ground, title) for ground in self.matched[:1]]
        rows += [_fact_row(fact, title) for fact in self.facts[:1]]
        return [
            (self.name if not number else "", what, sure, cites) for number, (what, _, sure, cites) in enumerate(rows)
        ]

    def lines(self, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """Return one line per reason and per fact; one for the activity where nothing in particular was asked about."""
        own = {
            "list": "activity",
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "purposes": ", ".join(purpose.id for purpose in self.purposes) or _NOT_STATED,
            "legal_basis": ", ".join(dict.fromkeys(basis.basis for basis in self.legal_basis)) or _NOT_STATED,
        }
        found = [line(columns, **own, **_ground_cells(ground)) for ground in self.matched]
        found += [line(columns, **own, **_fact_cells(fact)) for fact in self.facts]
        return found or [line(columns, **own, certainty=self.strength.certainty.value, source=cites_text(self.cites))]

    def sheet(self, title: Callable[[str], str]) -> Sheet:
        """Return the activity with its role, purposes and bases, and a table of why it matches."""
        named = f"{self.name} [{self.id}]" if self.name != self.id else self.name
        purposes = [f"{purpose.name}{_marked(purpose.certainty)}" for purpose in self.purposes]
        bases = dict.fromkeys(f"{basis.as_text()}{_marked(basis.certainty)}" for basis in self.legal_basis)
        lines = [f"purposes: {', '.join(purposes) or _NOT_STATED}", f"legal basis: {', '.join(bases) or _NOT_STATED}"]
        rows = [_ground_row(ground, title) for ground in self.matched]
        rows += [_fact_row(fact, title) for fact in self.facts]
        columns = ("matches", "as", "certainty", "said in")
        return Sheet(head=f"{named}, {self._role(title)}", lines=tuple(lines), columns=columns, rows=tuple(rows))

    def _role(self, title: Callable[[str], str]) -> str:
        marks = [] if self.role_certainty is Certainty.STATED else [self.role_certainty.value]
        marks += ["by default"] if self.role_source == "default" else []
        text = label(self.role) + (f" ({', '.join(marks)})" if marks else "")
        if self.on_behalf_of:
            text += f" on behalf of {', '.join(title(key) for key in self.on_behalf_of)}"
        if self.joint_with:
            text += f" with {', '.join(title(key) for key in self.joint_with)}"
        return text


def _marked(certainty: Certainty) -> str:
    return "" if certainty is Certainty.STATED else f" ({label(certainty.value)})"


def _sureness(certainty: Certainty, match: Match, source: str) -> str:
    marks = [f"{match.value} than asked"] if match is not Match.EXACT else []
    marks += ["from the shipped directory"] if source == "directory" else []
    return ", ".join((certainty.value, *marks))


def _ground_row(ground: Ground, title: Callable[[str], str]) -> tuple[str, ...]:
    said = title(ground.said) if ground.said != ground.asked else ""
    return (
        f"{ground.option} {title(ground.asked)}",
        " ".join(text for text in (said, ground.what) if text),
        _sureness(ground.certainty, ground.match, ground.source),
        cites_text(ground.cites) or "no citation",
    )


def _fact_row(fact: AnswerFact, title: Callable[[str], str]) -> tuple[str, ...]:
    data = title(fact.data) if fact.data is not None else f"data {_NOT_STATED}"
    subject = title(fact.subject) if fact.subject is not None else f"people {_NOT_STATED}"
    via = f" via {', '.join(fact.via)}" if fact.via else ""
    return (
        f"{data} of {subject}",
        f"{' > '.join(fact.path)}{via}",
        _sureness(fact.certainty, fact.match, fact.source),
        cites_text(fact.cites) or "no citation",
    )


def _ground_cells(ground: Ground) -> dict[str, str]:
    return {
        "option": ground.option,
        "asked": ground.asked,
        "said": ground.said,
        "how": ground.what,
        "match": ground.match.value,
        "certainty": ground.certainty.value,
        "flow": ground.flow,
        "marks": "from the directory" if ground.source == "directory" else "",
        "source": cites_text(ground.cites),
    }


def _fact_cells(fact: AnswerFact) -> dict[str, str]:
    return {
        "option": "data and subjects",
        "data": fact.data or _NOT_STATED,
        "subject": fact.subject or _NOT_STATED,
        "how": " > ".join(fact.path),
        "match": fact.match.value,
        "certainty": fact.certainty.value,
        "flow": fact.flow,
        "marks": "from the directory" if fact.source == "directory" else "",
        "source": cites_text(fact.cites),
    }
