"""`paths`: the ways that data may take from one node to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ropa.graph import ANY, Match, Way, search, shortest_ways
from ropa.model.base import Part, record
from ropa.model.words import Certainty, Source
from ropa.questions.base import Answer, AnswerFact, Context, Reach, Verdict
from ropa.questions.catalogue import DATA, HOW_MANY, Option, Question
from ropa.questions.denials import Denials, Place, denials
from ropa.questions.holdings import is_complete
from ropa.questions.matching import Asked, Hit, Rows, silences, verdict
from ropa.questions.text import FACT_COLUMNS, envelope_rows, fact_cells
from ropa.questions.words import count_of, data_keys, node_key

_COLUMNS = (
    "list", "id", "certainty", "match", "step", "data", "subject", "role", "transfer", "marks", "flow", "source",
)  # fmt: skip


@record
class PathWay(Part):
    """One way; `id` is its nodes joined, `facts` has one fact for each step between holders, in order.

    Attributes:
        data: category asked about that it is a way of, None where any data was asked about.
        certainty: of the least certain step; match: the worst of a step.
        source: `directory` where only the shipped directory says a step.
    """

    id: str
    path: tuple[str, ...]
    data: str | None
    certainty: Certainty
    match: Match
    source: str = "register"
    reach: Reach = Reach.DECLARED
    facts: tuple[AnswerFact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return id, path, data, certainty, match and the facts behind the steps."""
        return {
            "id": self.id,
            "path": list(self.path),
            "data": self.data,
            "certainty": self.certainty.value,
            "match": self.match.value,
            "from": self.source,
            "facts": [fact.as_json() for fact in self.facts],
        }


@record
class PathsAnswer(Answer):
    """Ways; `paths` has the surest and shortest first."""

    paths: tuple[PathWay, ...] = ()

    def items(self) -> tuple[PathWay, ...]:
        """Return the ways."""
        return self.paths

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per step of each way, then denials and what is not stated."""
        lines = [_line(way, fact) for way in self.paths for fact in way.facts]
        return (*lines, *envelope_rows(self, width=len(_COLUMNS)))


def paths(context: Context, *, source: str, target: str, data: str | Sequence[str] = (), paths: int = 1) -> PathsAnswer:
    """Return the ways from `source` to `target` on which every step states `data`, or a narrower or broader category.

    Every step is about the same people, so that lists are never joined into facts. A step from a system to its
    operator, or within one holder, has no fact. A way is as sure as its least certain step.

    Args:
        source, target: keys or names of people, systems or organisations; parts are included.
        data: several mean any of them; none means any data.
        paths: how many ways for each category, the surest first, then the shortest.

    Raises:
        UsageError: a word is not known, or `paths` is not accepted.
    """
    start, end = node_key(context, source), node_key(context, target)
    graph = context.graph
    asked = Asked(data_keys(context, data), (start,) if graph.is_person(start) else ())
    found = _found(context, asked, start, end, count_of(paths))
    extent = graph.extent(end)
    to_people = graph.is_person(end)
    denied = Denials((), frozenset()) if to_people else denials(context, asked.cells, [Place(holder=end)])
    answer = verdict(
        found,
        denied=denied.cells >= set(asked.cells),
        complete=not to_people and is_complete(context, asked, end, extent, found),
    )
    said = [(subject, way.data) for way in found for subject in asked.subjects or (None,)]
    gaps = silences(context, asked, said, denied, lambda fact: fact.flow.target in extent)
    return PathsAnswer(
        question="paths",
        asked=(("from", start), ("to", end), ("data", asked.data), *((("paths", paths),) if paths != 1 else ())),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        paths=found,
        denied=denied.promises,
        not_stated=() if answer is Verdict.NONE else gaps,
    )


def _found(context: Context, asked: Asked, start: str, end: str, count: int) -> tuple[PathWay, ...]:
    rows = Rows(context)
    found: list[PathWay] = []
    for data in asked.data or (None,):
        wanted = search(context.graph, source=start, target=end, data=data or ANY)
        found.extend(_path(context, way, data, rows) for way in shortest_ways(wanted, count=count))
    return tuple(
        sorted(found, key=lambda way: (way.match.rank, way.certainty.rank, len(way.path), way.path, way.data or ""))
    )


def _path(context: Context, way: Way, data: str | None, rows: Rows) -> PathWay:
    facts = []
    for fact in way.facts:
        match = context.graph.categories.match(data or ANY, fact.pair.data) or way.match
        facts.append(rows.row(Hit(fact, match, fact.pair.certainty, ())))
    only_directory = any(fact.source == Source.DIRECTORY.value for fact in facts)
    return PathWay(
        id=">".join(way.nodes),
        path=way.nodes,
        data=data,
        certainty=way.certainty,
        match=way.match,
        source=Source.DIRECTORY.value if only_directory else Source.REGISTER.value,
        facts=tuple(facts),
    )


def _line(way: PathWay, fact: AnswerFact) -> tuple[str, ...]:
    cells = dict(zip(FACT_COLUMNS, fact_cells(fact), strict=True))
    step = f"{fact.path[-2]} > {fact.path[-1]}"
    shown = (cells[name] for name in ("data", "subject", "role", "transfer", "marks", "flow", "source"))
    return ("path", way.id, way.certainty.value, way.match.value, step, *shown)


PATHS = Question(
    "paths",
    "ways that data takes from one node to another",
    paths,
    (
        Option("from", "source", "people, system or organisation", required=True),
        Option("to", "target", "people, system or organisation", required=True),
        DATA,
        HOW_MANY,
    ),
)
