"""Rows of `recipients` that somebody worked out before: written at export, read when a question is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from ropa.errors import Position
from ropa.model.base import Cite
from ropa.model.words import Certainty, FlowKind
from ropa.questions.base import AnswerFact, Context
from ropa.questions.graded import Graded
from ropa.questions.matching import Asked, Found, Hit, Rows, hits, matched, outside_receiver
from ropa.store.told import ACCESS, BYPASS, DIRECT, HOSTING, OPEN, Told, ToldRow

if TYPE_CHECKING:
    from ropa.transfers import Transfer
    from ropa.transfers.timelines import Timeline


class KeepsAnswers(Protocol):
    """What keeps rows of answers."""

    @property
    def told_grades(self) -> Mapping[int, str]:
        """What was graded, as JSON, by its number in `told`."""

    def told(self, *, data: Collection[str] | None, subjects: Collection[str] | None) -> Iterator[tuple[Any, ...]]:
        """Yield the facts about these categories and kinds of people, None for any: the values of a `ToldRow` each."""


#: Who gets the data, whether as a host, how that matches what was asked, and the fact.
Read = tuple[str, bool, Found, AnswerFact]


def told(context: Context, *, law: str) -> Told:
    """Return every fact that reaches somebody outside or a host as a row to be kept, in file order.

    Args:
        law: digest of the tables of law of the context.
    """
    from ropa.transfers.timelines import timelines  # who reads what was kept grades nothing

    known = _Texts()
    found = timelines(context.register, context.law, as_of=context.as_of, brief=known.brief)
    return Told(_told_rows(context, {place: known.text(line) for place, line in found.flows.items()}), law, found.first)


class _Texts:
    """Grades as text, equal ones once."""

    def __init__(self) -> None:
        self._briefs: dict[tuple[Graded, ...], tuple[Graded, ...]] = {}
        self._lines: dict[Timeline[tuple[Graded, ...]], str] = {}

    def brief(self, rows: tuple[Transfer, ...]) -> tuple[Graded, ...]:
        found = tuple(map(Graded.of, rows))
        return self._briefs.setdefault(found, found)

    def text(self, line: Timeline[tuple[Graded, ...]]) -> str:
        found = self._lines.get(line)
        if found is None:
            listed = [[day.isoformat(), [list(row) for row in rows]] for day, rows in line]
            found = self._lines[line] = _text(listed)
        return found


def _told_rows(context: Context, graded: Mapping[tuple[str, str], str]) -> Iterator[ToldRow]:
    rows = Rows(context, graded=lambda _: ())
    for hit in hits(context, Asked()):
        hosting = hit.fact.flow.kind is FlowKind.HOSTING
        receiver = outside_receiver(context, hit)
        if hosting or receiver:
            fact = rows.row(hit, receiver=receiver)
            yield _row(receiver or hit.fact.flow.target, hosting, hit, fact, graded[fact.activity, fact.flow])


def read_told(context: Context, kept: KeepsAnswers, asked: Asked) -> Iterator[Read]:
    """Yield the facts that match what was asked, as `Rows` would make them; nothing may be asked of activities."""
    graph = context.graph
    data = {key for one in asked.data for key in graph.categories.related(one)} if asked.data else None
    subjects = {key for one in asked.subjects for key in graph.subjects.related(one)} if asked.subjects else None
    known: dict[tuple[str | None, str | None, str], tuple[Found, Certainty] | None] = {}
    keys, cites = _Kept(_keys), _Kept(_cites)
    graded = {number: _graded(context.as_of, text) for number, text in kept.told_grades.items()}
    for row in kept.told(data=data, subjects=subjects):
        (
            receiver, flags, subject, category, sure, activity, flow, role, way, purposes, via, source, cited, grades,
        ) = row  # fmt: skip
        said = (subject, category, sure)
        if said not in known:
            match = matched(context, asked, subject, category)
            known[said] = None if match is None else (match, Certainty(sure).at_most(match.certainty))
        matching = known[said]
        if matching is None:
            continue
        found, certainty = matching
        fact = AnswerFact(
            flow=flow, activity=activity, subject=subject, data=category, role=role, match=found.match,
            certainty=certainty, path=keys[way], transfers=graded[grades], cites=cites[cited] if cited else (),
            direct=flags & DIRECT != 0, bypass=flags & BYPASS != 0, purposes=keys[purposes] if purposes else (),
            via=keys[via] if via else (), access=flags & ACCESS != 0, open=flags & OPEN != 0, source=source,
        )  # fmt: skip
        yield receiver, flags & HOSTING != 0, found, fact


class _Kept(dict[str, Any]):
    """What texts mean, each read once: the same few stand in very many rows."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Any:
        found = self[text] = self._make(text)
        return found


def _row(receiver: str, hosting: bool, hit: Hit, fact: AnswerFact, graded: str) -> ToldRow:
    return ToldRow(
        receiver=receiver, flags=_flags(hosting, fact), subject=fact.subject, data=fact.data,
        certainty=hit.fact.pair.certainty.value, activity=fact.activity, flow=fact.flow, role=fact.role,
        path="\n".join(fact.path),
        purposes="\n".join(fact.purposes) or None, via="\n".join(fact.via) or None,
        source=fact.source,
        cites=_text([_cite(cite) for cite in fact.cites]) if fact.cites else None,
        graded=graded,
    )  # fmt: skip


def _flags(hosting: bool, fact: AnswerFact) -> int:
    said = ((hosting, HOSTING), (fact.direct, DIRECT), (fact.bypass, BYPASS), (fact.access, ACCESS), (fact.open, OPEN))
    return sum(flag for is_so, flag in said if is_so)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cite(cite: Cite) -> list[Any]:
    at = cite.position
    place = [at.file, at.line, at.column] if at is not None else None
    return [cite.document, cite.lines, cite.section, cite.words, place]


def _keys(text: str) -> tuple[str, ...]:
    """Return keys that stand one a line; no key has a line break in it."""
    return tuple(text.split("\n"))


def _cites(text: str) -> tuple[Cite, ...]:
    return tuple(
        Cite(document=document, lines=lines, section=section, words=words, position=Position(*at) if at else None)
        for document, lines, section, words, at in json.loads(text)
    )


def _graded(as_of: date, text: str) -> tuple[Graded, ...]:
    """Return what holds on a day, of what holds from some days on."""
    (*_, rows) = (rows for day, rows in json.loads(text) if date.fromisoformat(day) <= as_of)
    return tuple(Graded(regime, grade, tool, tuple(parents)) for regime, grade, tool, parents, _ in rows)
