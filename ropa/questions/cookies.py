"""`cookies`: which cookies and similar storage there are: who sets them, with which data, for what, how long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ropa.graph import ANY, Match
from ropa.model.activities import Cookie
from ropa.model.base import record
from ropa.model.words import Certainty, Completeness
from ropa.questions.activities_denials import NOTHING, denied
from ropa.questions.base import Answer, Context, NotStated, Sheet, Verdict
from ropa.questions.catalogue import DATA, PURPOSE, SUBJECTS, Option, Question
from ropa.questions.cookies_items import COLUMNS, SHEET_COLUMNS, CookieItem
from ropa.questions.denials import Cell
from ropa.questions.matching import Asked, verdict
from ropa.questions.terms import STRONGEST, Purposes, Strength
from ropa.questions.text import distinct, envelope_lines
from ropa.questions.words import data_keys, holder_keys, purpose_keys, subject_keys


@record
class CookiesAnswer(Answer):
    """Cookies; `cookies` are in the order of the register."""

    cookies: tuple[CookieItem, ...] = ()

    def items(self) -> tuple[CookieItem, ...]:
        """Return the cookies."""
        return self.cookies

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one table of all cookies."""
        rows = tuple(item.row(title) for item in self.cookies)
        return (Sheet(head="Cookies and similar storage:", columns=SHEET_COLUMNS, rows=rows),) if rows else ()

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per cookie, then promises and what is not stated."""
        return (*(item.line(COLUMNS) for item in self.cookies), *envelope_lines(self, COLUMNS))


class _Wanted(NamedTuple):
    """What was asked about, as keys; empty is not limited."""

    asked: Asked
    purposes: tuple[str, ...]
    set_by: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether any option was given."""
        return bool(self.asked.data or self.asked.subjects or self.purposes or self.set_by)


class _Found(NamedTuple):
    """A cookie that answers, with the combinations of people and data that it speaks of."""

    item: CookieItem
    cells: frozenset[Cell]


def cookies(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    purpose: str | Sequence[str] = (),
    set_by: str | Sequence[str] = (),
) -> CookiesAnswer:
    """Return the cookies that match; what the organisation calls them (`declared`) is kept apart from the law.

    `not_stated` names, in `flows`, the cookies that leave open what was asked about.

    Args:
        data, subjects, purpose: keys, names or aliases; several mean any of them.
        set_by: systems or organisations; the systems that one operates, and its parts, are included.

    Raises:
        UsageError: a word is not known.
    """
    wanted = _Wanted(
        Asked(data_keys(context, data), subject_keys(context, subjects)),
        purpose_keys(context, purpose),
        holder_keys(context, set_by),
    )
    found = tuple(_found(context, wanted))
    promised = denied(context, wanted.asked.cells, purposes=wanted.purposes) if wanted.anything else NOTHING
    unclear = _unclear(context, wanted)
    answer = verdict(
        (each.item.strength for each in found),
        denied=wanted.anything and promised.cells >= set(wanted.asked.cells),
        complete=_is_complete(context, found, unclear),
    )
    return CookiesAnswer(
        question="cookies",
        asked=(
            ("data", wanted.asked.data),
            ("subjects", wanted.asked.subjects),
            ("purpose", wanted.purposes),
            ("set-by", wanted.set_by),
        ),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        cookies=tuple(each.item for each in found),
        denied=promised.promises,
        not_stated=() if answer is Verdict.NONE else _gaps(wanted, found, promised.cells, unclear),
    )


def _named(context: Context) -> list[tuple[str, Cookie]]:
    """Return every cookie with its id, in the order of the register."""
    seen: dict[str, int] = {}
    found = []
    for number, cookie in enumerate(context.register.cookies, 1):
        name = cookie.name or f"cookies/{number}"
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name}#{seen[name]}", cookie))
    return found


def _found(context: Context, wanted: _Wanted) -> Iterable[_Found]:
    purposes = Purposes(context.register)
    for key, cookie in _named(context):
        cells, strength = _about(context, wanted.asked, cookie)
        used = _purpose(purposes, wanted.purposes, cookie)
        setter = _setter(context, wanted.set_by, cookie)
        if strength is None or used is None or setter is None:
            continue
        combined = strength.and_also(used).and_also(setter).and_also(Strength(certainty=cookie.certainty))
        yield _Found(_item(context, key, cookie, combined), cells)


def _about(context: Context, asked: Asked, cookie: Cookie) -> tuple[frozenset[Cell], Strength | None]:
    """Return the combinations that a cookie is about and how well; a cookie holds all its data about all its people."""
    graph = context.graph
    strengths: dict[Cell, Strength] = {}
    for subject, data in asked.cells:
        for person in cookie.subjects or (None,):
            sure = graph.subjects.match(subject or ANY, person)
            for category in cookie.data or (None,):
                match = graph.categories.match(data or ANY, category)
                if sure is not None and match is not None:
                    strength = Strength(match, sure)
                    best = strengths.get((subject, data), strength)
                    strengths[subject, data] = min(best, strength, key=lambda item: item.rank)
    best_of_all = min(strengths.values(), key=lambda item: item.rank, default=None)
    return frozenset(strengths), best_of_all


def _purpose(purposes: Purposes, asked: Sequence[str], cookie: Cookie) -> Strength | None:
    if not asked:
        return STRONGEST
    found = [
        Strength(match, use.certainty)
        for use in cookie.purposes
        if (match := purposes.best(asked, use.key)) is not None
    ]
    return min(found, key=lambda item: item.rank, default=None)


def _setter(context: Context, asked: Sequence[str], cookie: Cookie) -> Strength | None:
    """Return how well a cookie is set by one of these; a part of an organisation or system is narrower."""
    if not asked:
        return STRONGEST
    sure = cookie.mark("set_by").certainty
    found = []
    for key in asked:
        if cookie.set_by and cookie.set_by in context.graph.extent(key):
            exact = key in (cookie.set_by, context.graph.party(cookie.set_by))
            found.append(Strength(Match.EXACT if exact else Match.NARROWER, sure))
    return min(found, key=lambda item: item.rank, default=None)


def _item(context: Context, key: str, cookie: Cookie, strength: Strength) -> CookieItem:
    declared = cookie.declared
    party = context.graph.party(cookie.set_by) if cookie.set_by else ""
    more = [cite for use in cookie.purposes for cite in use.cites]
    return CookieItem(
        id=key,
        name=cookie.name,
        set_by=cookie.set_by,
        party=party,
        internal=bool(party) and context.register.is_internal(party),
        data=cookie.data,
        subjects=cookie.subjects,
        purposes=tuple(use.key for use in cookie.purposes),
        lifetime=cookie.lifetime,
        declared=declared.value if declared else "",
        declared_as=declared.stated_as if declared else "",
        declared_certainty=declared.certainty if declared else Certainty.STATED,
        strength=strength,
        cites=distinct((*cookie.cites, *more, *(declared.cites if declared else ()))),
    )


def _unclear(context: Context, wanted: _Wanted) -> dict[Cell, tuple[str, ...]]:
    """Return, for each combination asked about, the cookies that leave open whether they are about it."""
    found: dict[Cell, list[str]] = {cell: [] for cell in wanted.asked.cells}
    graph = context.graph
    for key, cookie in _named(context):
        open_purpose = bool(wanted.purposes) and not cookie.purposes
        open_setter = bool(wanted.set_by) and not cookie.set_by
        for subject, data in found:
            open_data = data is not None and not cookie.data
            open_subject = subject is not None and not cookie.subjects
            near_data = open_data or any(graph.categories.match(data or ANY, key) for key in cookie.data or (None,))
            near_subject = open_subject or any(
                graph.subjects.match(subject or ANY, key) for key in cookie.subjects or (None,)
            )
            if any((open_data, open_subject, open_purpose, open_setter)) and near_data and near_subject:
                found[subject, data].append(key)
    return {cell: tuple(keys) for cell, keys in found.items()}


def _is_complete(context: Context, found: Iterable[_Found], unclear: dict[Cell, tuple[str, ...]]) -> bool:
    """Tell whether the list of cookies is complete, and none of them may be about what was asked."""
    if Completeness.COOKIES not in context.register.complete:
        return False
    if any(each.item.strength.certainty.rank <= Certainty.POSSIBLE.rank for each in found):
        return False
    return not any(unclear.values())


def _gaps(
    wanted: _Wanted, found: Iterable[_Found], denied_cells: frozenset[Cell], unclear: dict[Cell, tuple[str, ...]]
) -> tuple[NotStated, ...]:
    said = {cell for each in found for cell in each.cells} | denied_cells
    others = (("purpose", wanted.purposes), ("set-by", wanted.set_by))
    more = tuple((name, ", ".join(keys)) for name, keys in others if keys)
    return tuple(
        NotStated(subject=cell[0], data=cell[1], flows=unclear[cell], more=more)
        for cell in wanted.asked.cells
        if cell not in said
    )


COOKIES = Question(
    "cookies",
    "which cookies there are: who sets them, with which data, for what, how long",
    cookies,
    (
        DATA,
        SUBJECTS,
        PURPOSE,
        Option("set-by", "set_by", "system or organisation that sets it", several=True),
    ),
)
