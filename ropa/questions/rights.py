"""`rights`: which rights of people are offered or refused, to whom, how and when; the others are not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ropa.graph import Match
from ropa.language import articles, duration, label
from ropa.model.activities import Right
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.base import Answer, Context, Denied, NotStated, Reach, Sheet
from ropa.questions.catalogue import DATA, SUBJECTS, Option, Question
from ropa.questions.denials import Cell
from ropa.questions.matching import Asked, verdict
from ropa.questions.text import cites_text, distinct, envelope_lines, line
from ropa.questions.words import data_keys, right_keys, subject_keys

_COLUMNS = (
    "list", "id", "right", "article", "offered", "subject", "channel", "within", "except", "except_data", "excepted",
    "data", "match", "certainty", "marks", "source",
)  # fmt: skip

_NOT_STATED = label("not-stated")


@record
class RightStatement(Part):
    """One statement on a right.

    Attributes:
        key: of the entry in the register; offered: False for a refusal.
        within: ISO 8601 duration; subjects: keys, empty where it is said of everybody.
        except_data: keys of data that it does not cover; excepted: `no`, `part` or `whole` of the data asked about.
        match, certainty: as far as this question is concerned.
        channel_certainty, within_certainty: where the channel or the time is less sure than the right itself.
    """

    key: str
    offered: bool
    channel: str = ""
    within: str = ""
    exceptions: str = ""
    except_data: tuple[str, ...] = ()
    excepted: str = "no"
    subjects: tuple[str, ...] = ()
    stated_as: str = ""
    match: Match = Match.EXACT
    certainty: Certainty
    channel_certainty: Certainty = Certainty.STATED
    within_certainty: Certainty = Certainty.STATED
    cites: tuple[Cite, ...] = ()

    @property
    def source(self) -> str:
        """Who says so: always the register."""
        return "register"

    @property
    def reach(self) -> Reach:
        """Declared, as every statement is."""
        return Reach.DECLARED

    def as_json(self) -> dict[str, Any]:
        """Return the fields; null where nothing is stated."""
        return {
            "key": self.key,
            "offered": self.offered,
            "channel": self.channel or None,
            "within": self.within or None,
            "except": self.exceptions or None,
            "except_data": list(self.except_data),
            "excepted": self.excepted,
            "subjects": list(self.subjects),
            "stated_as": self.stated_as or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "channel_certainty": self.channel_certainty.value if self.channel else None,
            "within_certainty": self.within_certainty.value if self.within else None,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class RightItem(Part):
    """A right of which the register says something; `id` is its key in the vocabulary, `article` its provision."""

    id: str
    name: str
    article: str
    facts: tuple[RightStatement, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return id, name, article, whether any statement offers it, and the statements as `facts`."""
        return {
            "id": self.id,
            "name": self.name,
            "article": self.article or None,
            "offered": any(fact.offered and fact.excepted != "whole" for fact in self.facts),
            "facts": [fact.as_json() for fact in self.facts],
        }


@record
class RightsAnswer(Answer):
    """Rights; `rights` are in the order of the articles."""

    rights: tuple[RightItem, ...] = ()

    def items(self) -> tuple[RightItem, ...]:
        """Return the rights."""
        return self.rights

    @property
    def denials_head(self) -> str:
        """Heading of refusals, and of exceptions for the data asked about."""
        return "Refused or excepted:"

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one table per right."""
        return tuple(_sheet(item, title) for item in self.rights)

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per statement, then refusals and what is not stated."""
        lines = [_line(item, fact) for item in self.rights for fact in item.facts]
        return (*lines, *envelope_lines(self, _COLUMNS))


def rights(
    context: Context,
    *,
    right: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    data: str | Sequence[str] = (),
) -> RightsAnswer:
    """Return what is said of the rights of people: Articles 7(3), 12 to 22 and 77 of the GDPR.

    `denied` lists refusals, and exceptions for the data asked about, by the address of the entry. A statement that
    names nobody is said of everybody. What is said of one right says nothing of another.

    Args:
        right, subjects, data: keys, names or aliases; several mean any of them; no `right` means all of the vocabulary.

    Raises:
        UsageError: a word is not known.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects))
    keys = right_keys(context, right)
    wanted = sorted(keys or context.vocabulary.rights, key=lambda key: _order(context, key))
    said = _statements(context, asked, wanted)
    cells = {(key, cell) for key in wanted for cell in asked.cells}
    spoken = {(each.right, cell) for each in said for cell in each.cells}
    refused = {(each.right, cell) for each in said for cell in each.refused}
    answer = verdict((each.fact for each in said if each.grants), denied=refused >= cells, complete=False)
    return RightsAnswer(
        question="rights",
        asked=(("right", keys), ("subjects", asked.subjects), ("data", asked.data)),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        rights=tuple(_items(context, said)),
        denied=tuple(_denied(each, cells) for each in said if each.refused),
        not_stated=tuple(
            NotStated(subject=cell[0], data=cell[1], more=(("right", key),))
            for key in wanted
            for cell in asked.cells
            if (key, cell) not in spoken
        ),
    )


class _Said(NamedTuple):
    """A statement on a right, the combinations asked about that it speaks of, and those that it refuses or excepts."""

    right: str
    fact: RightStatement
    cells: frozenset[Cell]
    refused: frozenset[Cell]

    @property
    def grants(self) -> bool:
        """Whether it offers the right for any of what was asked about."""
        return self.fact.offered and self.cells != self.refused


def _order(context: Context, key: str) -> tuple[int, str, str]:
    """Return the place of a right among the articles: 7(3), 13, 15 ... 77, then by key."""
    article = context.vocabulary.rights[key].article
    number = article.partition("(")[0].partition(",")[0]
    return (int(number) if number.isdigit() else 0, article, key)


def _statements(context: Context, asked: Asked, wanted: Sequence[str]) -> list[_Said]:
    """Return the statements that concern what was asked, in the order of the rights wanted, then of the register."""
    place = {key: number for number, key in enumerate(wanted)}
    rights = [right for right in context.register.rights.values() if right.right in place]
    found = [said for right in rights if (said := _said(context, right, asked)) is not None]
    return sorted(found, key=lambda said: place[said.right])


def _said(context: Context, right: Right, asked: Asked) -> _Said | None:
    sure = {subject: _for_subject(context, right, subject) for subject in asked.subjects or (None,)}
    known = {subject: certainty for subject, certainty in sure.items() if certainty is not None}
    if not known:
        return None
    excepted = {data: _excepted(context, right, data) for data in asked.data or (None,)}
    best = min(known.values(), key=lambda certainty: certainty.rank)
    offered = right.mark("offered")
    fact = RightStatement(
        key=right.key,
        offered=right.offered,
        channel=right.channel,
        within=right.within,
        exceptions=right.exceptions,
        except_data=right.except_data,
        excepted=_all_or_part(excepted.values()) if asked.data else "no",
        subjects=right.subjects,
        stated_as=right.stated_as,
        certainty=right.certainty.at_most(offered.certainty).at_most(best),
        channel_certainty=right.mark("channel").certainty,
        within_certainty=right.mark("within").certainty,
        cites=distinct((*right.cites, *offered.cites, *right.mark("channel").cites, *right.mark("within").cites)),
    )
    cells = frozenset((subject, data) for subject in known for data in excepted)
    certain = fact.certainty.rank <= Certainty.IMPLIED.rank
    refused = frozenset(cell for cell in cells if certain and (not right.offered or excepted[cell[1]] == "whole"))
    return _Said(right.right, fact, cells, refused)


def _for_subject(context: Context, right: Right, subject: str | None) -> Certainty | None:
    """Return how surely a statement is about these people; None where it is about others."""
    if subject is None or not right.subjects:
        return Certainty.STATED
    found = [context.graph.subjects.match(subject, key) for key in right.subjects]
    return min((sure for sure in found if sure is not None), key=lambda sure: sure.rank, default=None)


def _excepted(context: Context, right: Right, data: str | None) -> str:
    """Return whether a statement leaves out this data: `whole` where all of it, `part` where some, else `no`."""
    if data is None:
        return "part" if right.except_data else "no"
    categories = context.graph.categories
    if any(categories.is_within(data, key) for key in right.except_data):
        return "whole"
    return "part" if any(categories.match(data, key) for key in right.except_data) else "no"


def _all_or_part(how: Iterable[str]) -> str:
    """Return `no` or `whole` where it is so for all data asked about, else `part`."""
    found = set(how)
    return found.pop() if len(found) == 1 else "part"


def _items(context: Context, said: Sequence[_Said]) -> Iterator[RightItem]:
    for key, group in groupby(said, key=lambda each: each.right):
        term = context.vocabulary.rights[key]
        yield RightItem(id=key, name=term.label, article=term.article, facts=tuple(each.fact for each in group))


def _denied(said: _Said, cells: set[tuple[str, Cell]]) -> Denied:
    whole = {(said.right, cell) for cell in said.refused} >= cells
    return Denied(promise=f"rights/{said.fact.key}", whole=whole, cites=said.fact.cites)


def _sheet(item: RightItem, title: Callable[[str], str]) -> Sheet:
    article = articles(tuple(item.article.split(", "))) if item.article else ""
    return Sheet(
        head=f"{item.name} [{item.id}]{f', {article}' if article else ''}",
        columns=("offered", "to", "how", "answered within", "except", "certainty", "said in"),
        rows=tuple(_row(fact, title) for fact in item.facts),
    )


def _row(fact: RightStatement, title: Callable[[str], str]) -> tuple[str, ...]:
    beyond = [fact.exceptions] if fact.exceptions else []
    beyond += [f"not for {title(key)}" for key in fact.except_data]
    return (
        _offered(fact),
        ", ".join(title(key) for key in fact.subjects) or "not limited",
        _known(fact.channel, fact.channel_certainty),
        _known(duration(fact.within), fact.within_certainty),
        "; ".join(beyond),
        fact.certainty.value,
        cites_text(fact.cites) or "no citation",
    )


def _known(text: str, sure: Certainty) -> str:
    """Return what is stated, with how sure it is where it is less than stated."""
    if not text:
        return _NOT_STATED
    return text if sure is Certainty.STATED else f"{text} ({sure.value})"


def _marks(fact: RightStatement) -> str:
    """Return what of a statement is less sure than stated, as `channel implied`."""
    known = (("channel", fact.channel, fact.channel_certainty), ("within", fact.within, fact.within_certainty))
    return ", ".join(f"{name} {sure.value}" for name, text, sure in known if text and sure is not Certainty.STATED)


def _offered(fact: RightStatement) -> str:
    if not fact.offered:
        return "refused"
    return {"whole": "not for this data", "part": "in part"}.get(fact.excepted, "yes")


def _line(item: RightItem, fact: RightStatement) -> tuple[str, ...]:
    return line(
        _COLUMNS,
        list="right",
        id=fact.key,
        right=item.id,
        article=item.article,
        offered="yes" if fact.offered else "no",
        subject=", ".join(fact.subjects),
        channel=fact.channel or _NOT_STATED,
        within=fact.within or _NOT_STATED,
        marks=_marks(fact),
        **{"except": fact.exceptions},
        except_data=", ".join(fact.except_data),
        excepted=fact.excepted,
        match=fact.match.value,
        certainty=fact.certainty.value,
        source=cites_text(fact.cites),
    )


RIGHTS = Question(
    "rights",
    "which rights are offered or refused, to whom, how, and in what time",
    rights,
    (Option("right", "right", "right: key, name or alias", several=True), SUBJECTS, DATA),
)
