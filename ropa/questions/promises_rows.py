"""What breaks a promise as rows of an answer, with the ways by which data came there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from ropa.language import label
from ropa.model.activities import Pair
from ropa.model.base import record
from ropa.questions.base import AnswerFact, Context
from ropa.questions.matching import Hit, Rows
from ropa.questions.promises_facts import Kind
from ropa.questions.promises_held import WORDS, Doubt
from ropa.questions.promises_verdict import Break
from ropa.questions.promises_words import Title
from ropa.questions.text import cites_text, distinct

_NOT_STATED = label("not-stated")

#: Columns of the table of one promise.
BREAK_COLUMNS = ("data", "about", "purpose", "certainty", "path", "only perhaps, because", "said in")


@record
class PromiseFact(AnswerFact):
    """A fact that breaks a promise, or may.

    Attributes:
        flow: id of the flow, or the address of a cookie, retention rule, purpose or decision; activity: empty for
            cookies.
        kind: `flow`, `sent` (it is the sender who has it), `cookie`, `retention`, `purpose`, `decisions`.
        limb: `never`, or `only` with what it limits.
        doubts: why it only may break the promise; empty where it does.
        countries: where a promise is about countries, those that break it, as in the register; empty is not stated.
    """

    kind: str
    limb: str
    doubts: tuple[Doubt, ...] = ()
    countries: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the shape of every fact, with kind, limb, doubts and countries (null: not stated) behind."""
        return {
            **AnswerFact.as_json(self),
            "kind": self.kind,
            "limb": self.limb,
            "doubts": [doubt.value for doubt in self.doubts],
            **({"countries": [country or None for country in self.countries]} if self.countries else {}),
        }


class BreakRows:
    """Makes the rows; ways are looked for once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rows = Rows(context)

    def row(self, found: Break) -> PromiseFact:
        """Return the row of one break."""
        statement = found.statement
        fact = statement.fact(found.pair) if found.pair is not None else None
        if fact is None:
            return self._plain(found)
        graph = self._context.graph
        party = graph.party(fact.flow.target)
        # The way ends with who gets the data, unless that is the organisation with its own system.
        receiver = "" if graph.is_person(party) or self._context.register.is_internal(party) else party
        row = self._rows.row(Hit(fact, found.match, found.certainty, ()), receiver=receiver)
        values = {field.name: getattr(row, field.name) for field in fields(AnswerFact)}
        if statement.kind is Kind.SENT:
            end = values["path"].index(statement.target) + 1
            values.update(path=values["path"][:end], transfers=(), role="")
        cites = distinct((*values["cites"], *(statement.cites or ())))
        values.update(cites=cites, kind=statement.kind.value, limb=found.limb, doubts=found.doubts)
        return PromiseFact(**values, countries=found.countries)

    def _plain(self, found: Break) -> PromiseFact:
        """Return the row of what is no flow."""
        statement, pair = found.statement, found.pair or Pair()
        activity = statement.activity
        ends = (pair.subject if statement.kind is Kind.COOKIE else None, statement.target)
        return PromiseFact(
            flow=statement.at,
            activity=activity.key if activity is not None else "",
            subject=pair.subject,
            data=pair.data,
            match=found.match,
            certainty=found.certainty,
            path=tuple(node for node in ends if node),
            cites=distinct(statement.cites or (activity.cites if activity is not None else ())),
            purposes=tuple(use.key for use in statement.uses),
            kind=statement.kind.value,
            limb=found.limb,
            doubts=found.doubts,
        )


def table(facts: Sequence[PromiseFact], title: Title) -> tuple[tuple[str, ...], ...]:
    """Return the cells of `BREAK_COLUMNS`; data and purposes of equal rows stand together."""
    return tuple(_line(tuple(group), title) for _, group in groupby(facts, key=_alike))


def _alike(fact: PromiseFact) -> tuple[object, ...]:
    about = fact.flow if fact.kind in (Kind.PURPOSE, Kind.DECISIONS) else fact.path
    return (about, fact.subject, fact.certainty, fact.doubts, fact.countries, cites_text(fact.cites))


def _line(facts: Sequence[PromiseFact], title: Title) -> tuple[str, ...]:
    first = facts[0]
    matter = first.kind in (Kind.PURPOSE.value, Kind.DECISIONS.value)
    return (
        "" if matter else _listed((fact.data for fact in facts), title),
        "" if matter else _listed((fact.subject for fact in facts), title),
        _listed((key for fact in facts for key in fact.purposes), title) if matter else "",
        first.certainty.value,
        first.flow if matter else " > ".join(first.path) + places_text(first),
        "; ".join(WORDS[doubt] for doubt in first.doubts),
        cites_text(first.cites) or "no citation",
    )


def places_text(fact: PromiseFact) -> str:
    """Return the countries that break a promise in brackets, empty where it is about none."""
    return f" ({', '.join(country or _NOT_STATED for country in fact.countries)})" if fact.countries else ""


def _listed(keys: Iterable[str | None], title: Title) -> str:
    return ", ".join(dict.fromkeys(_NOT_STATED if key is None else title(key) for key in keys))
