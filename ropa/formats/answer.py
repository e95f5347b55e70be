"""An answer as a person reads it in a terminal: the verdict, then each party with its facts, then what nobody says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from ropa.formats.base import Paint, plain
from ropa.formats.sheet_text import sheet_text
from ropa.formats.styles import cell_style
from ropa.formats.table import text_table, wrapped
from ropa.graph import Match
from ropa.language import grade_label, label
from ropa.model.words import Certainty
from ropa.questions import Answer, AnswerFact, Graded, Reach

#: From a key to the name that people know.
Title = Callable[[str], str]

_COLUMNS = ("data", "about", "role", "certainty", "transfer", "path", "said in")
_INDENT = "  "


def answer_text(answer: Answer, *, title: Title, width: int, paint: Paint = plain) -> str:
    """Return the answer in blocks, ending in one line feed.

    Args:
        title: gives the name of a node or category. width: columns of the terminal. paint: makes text stand out.
    """
    return "".join(answer_pieces(answer, title=title, width=width, paint=paint))


def answer_pieces(answer: Answer, *, title: Title, width: int, paint: Paint = plain) -> Iterator[str]:
    """Yield what `answer_text` returns, block by block: an answer may be as long as a register."""
    before = ""
    for block in _blocks(answer, _Cells(title), width, paint):
        yield before + block
        before = "\n\n"
    yield "\n"


def _blocks(answer: Answer, cells: _Cells, width: int, paint: Paint) -> Iterator[str]:
    title = cells.title
    yield _head(answer, title, width, paint)
    sheets = answer.sheets(title)
    if sheets is None:
        yield from (_item(item, cells, width, paint) for item in answer.items())
    else:
        yield from (sheet_text(sheet, width, paint=paint) for sheet in sheets)
    if answer.hosts:
        yield wrapped("Hosts (they store; they make no answer found):", width)
        yield from (_item(host, cells, width, paint) for host in answer.hosts)
    if answer.denied:
        yield _listing(answer.denials_head, (_denied(item) for item in answer.denied), width)
    if answer.not_stated and not answer.lists_gaps:
        yield _listing("Not stated:", (_gap(item, title) for item in answer.not_stated), width)


def _head(answer: Answer, title: Title, width: int, paint: Paint) -> str:
    asked = [_asked(name, value, title) for name, value in answer.asked if value not in ((), False, "")]
    facts = answer.facts_as_of.isoformat() if answer.facts_as_of else label("not-stated")
    options = f" ({'; '.join(asked)})" if asked else ""
    verdict = label(answer.answer.value)
    first = wrapped(f"{answer.question}{options}: {verdict}", width)
    if first.endswith(verdict):
        first = first.removesuffix(verdict) + paint(verdict, "head")
    own = f", {answer.own.said}" if answer.own else ""
    return f"{first}\n{wrapped(f'facts as of {facts}, law as of {answer.as_of.isoformat()}{own}', width)}"


def _asked(name: str, value: object, title: Title) -> str:
    """Return an option of the question in words; a flag is its name alone."""
    if value is True:
        return name
    return f"{name} {', '.join(_named(item, title) for item in value) if isinstance(value, tuple) else value}"


def _listing(head: str, lines: Iterable[str], width: int) -> str:
    return "\n".join([wrapped(head, width), *(wrapped(line, width, first=_INDENT) for line in lines)])


def _item(item: Any, cells: _Cells, width: int, paint: Paint) -> str:
    """Return a party, holding or way: a line on what it is, then its facts."""
    facts: Sequence[AnswerFact] = item.facts
    head = "\n".join(paint(line, "head") for line in wrapped(_title_of(item, cells.title), width).split("\n"))
    if not facts:
        return head
    columns, rows = _used(_COLUMNS, [cells.row(fact) for fact in facts])
    table = text_table(columns, rows, width=width, indent=_INDENT, paint=paint, style=cell_style)
    return f"{head}\n{table.rstrip()}"


def _title_of(item: Any, title: Title) -> str:
    party = getattr(item, "party", item)
    path = getattr(item, "path", None)
    if path is not None:
        return " > ".join(title(node) for node in path)
    name = getattr(party, "name", "") or item.id or label("not-stated")
    parts = [f"{name} [{item.id}]" if item.id and item.id != name else name]
    parts += _places(item, party)
    if getattr(party, "internal", False):
        parts.append("internal")
    if getattr(party, "source", "") == "directory":
        parts.append("name and country from the shipped directory, not stated by the register")
    return ", ".join(parts)


def _places(item: Any, party: Any) -> list[str]:
    """Return the countries of a party, each with who says so; nothing for what has no country."""
    countries = getattr(item, "countries", None)
    if countries is not None:
        return [
            f"{place.what} {place.country or label('not-stated')}"
            + (f" (hosted by {place.by})" if place.by else "")
            + (" (from the shipped directory)" if place.source == "directory" else "")
            + (f" ({label(place.certainty.value)})" if place.country and place.certainty.value != "stated" else "")
            for place in countries
        ]
    if not hasattr(party, "country"):
        return []
    marked = ""
    if party.source != "directory" and "country" in party.from_directory:
        marked = " (from the shipped directory)"
    return [f"country {party.country or label('not-stated')}{marked}"]


class _Cells:
    """Makes the cells of facts; what many facts say alike is put into words once."""

    def __init__(self, title: Title) -> None:
        self.title = cache(title)  # the same few names stand in every row
        self._grades = cache(_grades)
        self._certainty = cache(_certainty)
        self._not_stated = label("not-stated")

    def row(self, fact: AnswerFact) -> tuple[str, ...]:
        """Return the cells of a fact, one for each column."""
        title, none = self.title, self._not_stated
        return (
            none if fact.data is None else title(fact.data),
            none if fact.subject is None else title(fact.subject),
            fact.role or none,
            self._certainty(fact.certainty, fact.match, fact.bypass, fact.reach, fact.via, fact.access, fact.open),
            self._grades(fact.transfers),
            " > ".join(fact.path),
            ", ".join(cite.as_text() for cite in fact.cites) or "no citation",
        )


def _grades(rows: tuple[Graded, ...]) -> str:
    return "; ".join(map(_grade, rows))


def _grade(row: Graded) -> str:
    tool = f" ({row.tool})" if row.tool else ""
    parents = f", parent in {' and '.join(row.parents)}" if row.parents else ""
    own = ", by an own row of law" if row.own else ""
    return f"{row.regime}: {grade_label(row.grade)}{tool}{parents}{own}"


def _certainty(
    certainty: Certainty, match: Match, bypass: bool, reach: Reach, via: tuple[str, ...], access: bool, others: bool
) -> str:
    """Return how sure a fact is, and what else has to be said of it."""
    marks = {
        f"{match.value} than asked": match.value != "exact",
        "never held by the organisation": bypass,
        "onward sharing not declared": reach.value == "possible",
        f"via {', '.join(via)}": bool(via),
        "cannot read it": not access,
        "others possible": others,
    }
    return ", ".join([certainty.value, *(text for text, said in marks.items() if said)])


def _used(columns: Sequence[str], rows: list[tuple[str, ...]]) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Return columns and rows without the columns that are empty in every row."""
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    if len(kept) == len(columns):
        return columns, rows
    return [columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]


def _named(key: Any, title: Title) -> str:
    return title(str(key)) if key is not None else label("not-stated")


def _part(name: str, key: str, title: Title) -> str:
    """Return what a gap is about in words; activities are shown by key, as everywhere in answers."""
    return f"{name} {key if name == 'activity' else title(key)}"


def _denied(item: Any) -> str:
    covers = "covers all that was asked" if item.whole else "covers a part of it"
    cites = ", ".join(cite.as_text() for cite in item.cites)
    return f"{item.promise}: {covers}{f' ({cites})' if cites else ''}"


def _gap(item: Any, title: Title) -> str:
    """Return what nothing is said of; None stands for any."""
    if item.more:
        named = [_part(name, key, title) for name, key in item.more]
        named += [title(key) for key in (item.data, item.subject) if key is not None]
        left_open = f"; left open by {', '.join(item.flows)}" if item.flows else ""
        return ", ".join(named) + left_open
    if item.data is None and item.subject is None and not item.flows:
        return "anything about this"
    data = title(item.data) if item.data is not None else "any data"
    subject = title(item.subject) if item.subject is not None else "anybody"
    left_open = f"; left open by {', '.join(item.flows)}" if item.flows else ""
    return f"{data} of {subject}{left_open}"
