"""What the checks on promises share: every promise held against the register once, and facts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, islice

from ropa.checks.base import Subject
from ropa.checks.facts import country_name, titles
from ropa.checks.sharing import shared
from ropa.language import label, listing
from ropa.model.activities import Promise
from ropa.model.base import Cite
from ropa.questions.base import Context
from ropa.questions.promises_facts import Kind
from ropa.questions.promises_rows import BreakRows, PromiseFact
from ropa.questions.promises_verdict import Break, assess
from ropa.questions.promises_words import promised
from ropa.questions.text import cites_text, distinct, in_order

#: A message names this many things that break a promise; the answer to `ropa query promises` names all.
_NAMED = 2

#: So many facts are looked at for those; facts about other data on the same way are named together.
_LOOKED_AT = 12


class Assessed:
    """The promises of one register on one day, by key, each held against it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        made = context.register.promises
        self.assessments = assess(context, [made[key] for key in sorted(made)])
        self._rows = BreakRows(context)

    def rows(self, breaks: Iterable[Break]) -> tuple[PromiseFact, ...]:
        """Return the first of these breaks as facts with their ways."""
        return tuple(self._rows.row(found) for found in islice(breaks, _LOOKED_AT))


@shared
def assessed(subject: Subject) -> Assessed:
    """Return every promise of the register, held against it once for all checks."""
    context = Context(register=subject.register, law=subject.law, vocabulary=subject.vocabulary, as_of=subject.as_of)
    return Assessed(context)


def address(promise: Promise) -> str:
    """Return the address of a promise."""
    return f"promises/{promise.key}"


def promise_text(subject: Subject, promise: Promise) -> str:
    """Return a promise for a message: what is promised in words, then its name or its key, and where it is made."""
    terms = promised(promise, subject.law, subject.register.title)
    named = promise.name or f"`{promise.key}`"
    return f"the promise “{terms}” ({', '.join(filter(None, (named, cites_text(in_order(promise.cites)))))})"


def facts_text(subject: Subject, facts: Sequence[PromiseFact], *, total: int, most: int = _NAMED) -> str:
    """Return the first facts in words, each with its way and citation, and how many there are beside them.

    Args:
        total: of all facts, those that are not given included. most: how many are named.
    """
    groups = [tuple(group) for _, group in groupby(facts, key=_way)]
    shown = groups[:most]
    more = total - sum(len(group) for group in shown)
    texts = [_text(subject, group) for group in shown]
    return "; ".join([*texts, *([f"and {more} more, which `ropa query promises` names"] if more else [])])


def cites_of(promise: Promise, facts: Iterable[PromiseFact]) -> tuple[Cite, ...]:
    """Return where the promise is made, then where what breaks it is said, each place once."""
    return distinct((*promise.cites, *(cite for fact in facts for cite in fact.cites)))


def _way(fact: PromiseFact) -> tuple[object, ...]:
    matter = fact.kind in (Kind.PURPOSE.value, Kind.DECISIONS.value)
    return (fact.kind, fact.flow if matter else fact.path, fact.subject, fact.certainty, cites_text(fact.cites))


def _text(subject: Subject, facts: Sequence[PromiseFact]) -> str:
    register, first = subject.register, facts[0]
    marks = [text for text in (_sure(first), cites_text(first.cites)) if text]
    behind = f" ({', '.join(marks)})" if marks else ""
    activity = register.activities.get(first.activity)
    place = activity.title if activity is not None else first.activity or f"`{first.flow}`"
    if first.kind == Kind.PURPOSE.value:
        return f"{place} for {listing([register.title(key) for fact in facts for key in fact.purposes])}{behind}"
    if first.kind == Kind.DECISIONS.value:
        return f"{place} decides by machine{behind}"
    data = titles(register, dict.fromkeys(fact.data for fact in facts if fact.data)) or "data that are not stated"
    # The way from the people themselves names them.
    named = first.subject and first.path[:1] != (first.subject,)
    people = f" of {register.title(first.subject)}" if first.subject and named else ""
    way = " → ".join(register.title(node) for node in first.path)
    lead = {Kind.COOKIE.value: "cookie, ", Kind.RETENTION.value: "retention rule, "}.get(first.kind, "")
    return f"{lead}{data}{people}: {way}{_places(subject, first)}{behind}"


def _places(subject: Subject, fact: PromiseFact) -> str:
    """Return the countries that break a promise in brackets, empty where it is about none."""
    names = [country_name(subject.law, place) if place else label("not-stated") for place in fact.countries]
    return f" ({listing(names)})" if names else ""


def _sure(fact: PromiseFact) -> str:
    return "" if fact.certainty.value == "stated" else fact.certainty.value
