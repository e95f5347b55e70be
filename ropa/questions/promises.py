"""`promises`: what the organisation says it does not do, or does only so, and what the register makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ropa.graph import ANY
from ropa.language import label
from ropa.model.activities import Promise, Terms
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.base import Answer, Context, NotStated, Sheet, Verdict
from ropa.questions.catalogue import DATA, SUBJECTS, Option, Question
from ropa.questions.denials import Cell, Cover
from ropa.questions.matching import Asked
from ropa.questions.promises_rows import BREAK_COLUMNS, BreakRows, PromiseFact, table
from ropa.questions.promises_verdict import Assessment, Look, Ruling, assess
from ropa.questions.promises_words import promised, why
from ropa.questions.text import FACT_COLUMNS, cites_text, envelope_lines, fact_cells, line
from ropa.questions.words import data_keys, promise_keys, subject_keys

_COLUMNS = ("list", "id", "name", "verdict", "promised", "why", "promised_in", "kind", "doubts", *FACT_COLUMNS)


@record
class PromiseItem(Part):
    """One promise.

    Attributes:
        promised: its terms in words; why: of the verdict, one sentence.
        certainty: of the promise itself; covers: `whole` or `part` of what was asked about.
        facts: what breaks it, then what may, the surest first.
        excepted, hypothetical, left_open, by_directory: addresses of what an exception takes out, what would only be so
            in a case that has not come, what does not name people, data or purpose, and what is known from the shipped
            directory alone to be in a country; sorted.
        stored_only: addresses of hosts that hold what the promise is about and are said not to read it; sorted.
        looked_at: conditions with the number of statements that meet each.
    """

    id: str
    name: str
    promised: str
    verdict: Ruling
    why: str
    certainty: Certainty
    covers: str
    cites: tuple[Cite, ...] = ()
    facts: tuple[PromiseFact, ...] = ()
    excepted: tuple[str, ...] = ()
    hypothetical: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    by_directory: tuple[str, ...] = ()
    stored_only: tuple[str, ...] = ()
    looked_at: tuple[Look, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "id": self.id,
            "name": self.name,
            "promised": self.promised,
            "verdict": self.verdict.value,
            "why": self.why,
            "certainty": self.certainty.value,
            "covers": self.covers,
            "cites": [cite.as_json() for cite in self.cites],
            "facts": [fact.as_json() for fact in self.facts],
            "excepted": list(self.excepted),
            "hypothetical": list(self.hypothetical),
            "left_open": list(self.left_open),
            "by_directory": list(self.by_directory),
            "stored_only": list(self.stored_only),
            "looked_at": [
                {"condition": look.condition, "about": list(look.about), "statements": look.statements}
                for look in self.looked_at
            ],
        }

    def beside(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the addresses that stand beside the verdict, each list with what it is, empty ones left out."""
        named = (
            ("excepted", self.excepted),
            ("only hypothetical", self.hypothetical),
            ("left open by", self.left_open),
            ("country from the shipped directory", self.by_directory),
            ("stored, not read, by", self.stored_only),
        )
        return tuple((name, found) for name, found in named if found)


@record
class PromisesAnswer(Answer):
    """Promises with their verdicts; `promises` are sorted by key."""

    promises: tuple[PromiseItem, ...] = ()

    def items(self) -> tuple[PromiseItem, ...]:
        """Return the promises."""
        return self.promises

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one part per promise: its verdict, terms, source, and what breaks it."""
        return tuple(_sheet(item, title) for item in self.promises)

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per fact of each promise, one for a promise without, then what is not stated."""
        lines = [cells for item in self.promises for cells in _lines(item)]
        return (*lines, *envelope_lines(self, _COLUMNS))


def promises(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    promise: str | Sequence[str] = (),
) -> PromisesAnswer:
    """Return the promises about this data of these people, each held against the facts of the register.

    `found` where a stated promise is about what was asked, all of it or a part; `implied` where only an implied one is;
    else `not-stated`. The verdict is on the promise as a whole. What makes a promise broken is in
    `ropa.questions.promises_verdict`.

    Args:
        data, subjects: keys, names or aliases; several mean any of them. promise: keys or names of promises.

    Raises:
        UsageError: a word is not known.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects))
    chosen = promise_keys(context, promise)
    made = [item for key, item in sorted(context.register.promises.items()) if not chosen or key in chosen]
    covers = {item.key: [_covers(context, item, cell) for cell in asked.cells] for item in made}
    about = [item for item in made if any(covers[item.key])]
    rows = BreakRows(context)
    items = tuple(
        _item(context, assessment, rows, whole=all(cover is Cover.WHOLE for cover in covers[assessment.promise.key]))
        for assessment in assess(context, about)
    )
    options = (("data", asked.data), ("subjects", asked.subjects), *((("promise", chosen),) if chosen else ()))
    return PromisesAnswer(
        question="promises",
        asked=options,
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=_verdict(about),
        promises=items,
        not_stated=_gaps(asked, about, covers),
    )


def _gaps(asked: Asked, made: Iterable[Promise], covers: Mapping[str, Sequence[Cover]]) -> tuple[NotStated, ...]:
    """Return the combinations asked about of which no promise speaks that is stated or implied."""
    said = [item for item in made if item.certainty.rank <= Certainty.IMPLIED.rank]
    return tuple(
        NotStated(subject=subject, data=key)
        for number, (subject, key) in enumerate(asked.cells)
        if not any(covers[item.key][number] for item in said)
    )


def _verdict(made: Iterable[Promise]) -> Verdict:
    said = {item.certainty for item in made}
    if Certainty.STATED in said:
        return Verdict.FOUND
    return Verdict.IMPLIED if Certainty.IMPLIED in said else Verdict.NOT_STATED


def _item(context: Context, assessment: Assessment, rows: BreakRows, *, whole: bool) -> PromiseItem:
    made, title = assessment.promise, context.register.title
    return PromiseItem(
        id=made.key,
        name=made.title,
        promised=promised(made, context.law, title),
        verdict=assessment.ruling,
        why=why(assessment, title),
        certainty=made.certainty,
        covers="whole" if whole else "part",
        cites=made.cites,
        facts=tuple(rows.row(found) for found in assessment.breaks),
        excepted=assessment.excepted,
        hypothetical=assessment.hypothetical,
        left_open=assessment.left_open,
        by_directory=assessment.by_directory,
        stored_only=assessment.stored_only,
        looked_at=assessment.looked_at,
    )


def _covers(context: Context, made: Promise, cell: Cell) -> Cover:
    """Return how much of a combination asked about a promise is about, the better of its limbs."""
    found = [_about(context, made.never, cell)] if made.never is not None else []
    if made.only is not None:
        limited = made.only.countries or made.only.recipients or made.only.sources or made.only.purposes
        scope = made.only.data if limited else ()  # "only this data" is about whatever else there is as well
        found.append(_about(context, made.only, cell, data=scope))
    return max(found, default=Cover.WHOLE)


def _about(context: Context, terms: Terms, cell: Cell, *, data: tuple[str, ...] | None = None) -> Cover:
    graph = context.graph
    subject, key = cell
    named = () if terms.everything else terms.data if data is None else data
    whole = not named
    some = whole
    if named:
        inside = key is not None and any(graph.categories.is_within(key, promised) for promised in named)
        roots = any(not context.register.category_parents.get(promised) for promised in named)
        whole = inside or (key is None and roots)
        some = key is None or any(graph.categories.match(promised, key) for promised in named)
    if terms.subjects:
        asked = ANY if subject is None else subject
        whole = (
            whole and subject is not None and any(graph.subjects.is_within(subject, kind) for kind in terms.subjects)
        )
        some = some and any(graph.subjects.match(asked, kind) for kind in terms.subjects)
    return Cover.WHOLE if whole else Cover.PART if some else Cover.NO


def _sheet(item: PromiseItem, title: Callable[[str], str]) -> Sheet:
    name = f"{item.name} [{item.id}]" if item.name != item.id else item.id
    sure = "" if item.certainty is Certainty.STATED else f" ({label(item.certainty.value)})"
    lines = [f"{item.promised}{sure} ({cites_text(item.cites) or 'no citation'})", item.why]
    lines += [f"{what}: {', '.join(found)}" for what, found in item.beside()]
    return Sheet(
        head=f"{name}: {label(item.verdict.value)}",
        lines=tuple(lines),
        columns=BREAK_COLUMNS,
        rows=table(item.facts, title),
    )


def _lines(item: PromiseItem) -> list[tuple[str, ...]]:
    """Return the lines of a promise; what stands beside the verdict is in the marks of the first."""
    head = {
        "list": "promise",
        "id": item.id,
        "name": item.name,
        "verdict": item.verdict.value,
        "promised": item.promised,
        "why": item.why,
        "promised_in": cites_text(item.cites),
    }
    beside = "; ".join(f"{what} {', '.join(found)}" for what, found in item.beside())
    if not item.facts:
        return [line(_COLUMNS, **head, marks=beside)]
    lines = []
    for number, fact in enumerate(item.facts):
        cells = dict(zip(FACT_COLUMNS, fact_cells(fact), strict=True))
        if fact.kind in ("purpose", "decisions"):
            cells.update(data="", subject="", role="", match="")
            cells["marks"] = f"purpose {', '.join(fact.purposes)}" if fact.purposes else ""
        elif fact.kind != "flow":
            cells["role"] = ""
        if not number and beside:
            cells["marks"] = "; ".join(text for text in (cells["marks"], beside) if text)
        doubts = ", ".join(doubt.value for doubt in fact.doubts)
        lines.append(line(_COLUMNS, **head, **cells, kind=fact.kind, doubts=doubts))
    return lines


PROMISES = Question(
    "promises",
    "what is promised about this data of these people, and whether the register keeps it",
    promises,
    (DATA, SUBJECTS, Option("promise", "promise", "promise: key or name", several=True)),
)
