"""`activities`: which of them handle this data of these people, for this purpose, on this basis, with whom, where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ropa.graph import Fact, Match
from ropa.model.activities import Activity
from ropa.model.base import record
from ropa.model.words import Certainty, Completeness
from ropa.questions.activities_denials import NOTHING, denied
from ropa.questions.activities_items import ActivityItem, StatedPurpose
from ropa.questions.activities_match import Answering, Matcher, Wanted
from ropa.questions.base import Answer, AnswerFact, Context, NotStated, Sheet, Verdict
from ropa.questions.bases_stated import StatedBasis, stated
from ropa.questions.catalogue import BASIS, DATA, PURPOSE, SUBJECTS, Option, Question
from ropa.questions.denials import Cell, Denials
from ropa.questions.matching import Asked, Rows, order_of_rows, unclear, verdict
from ropa.questions.terms import Strength
from ropa.questions.text import distinct, envelope_lines, fact_cells, line
from ropa.questions.words import basis_keys, country_keys, data_keys, holder_keys, purpose_keys, subject_keys

_COLUMNS = (
    "list", "id", "name", "role", "purposes", "legal_basis", "option", "asked", "said", "data", "subject", "how",
    "match", "certainty", "flow", "marks", "source",
)  # fmt: skip


@record
class ActivitiesAnswer(Answer):
    """Activities; `activities` are sorted by key.

    Attributes:
        general: facts that match and are said of no particular activity.
        blanket: legal bases said of all processing at once, where bases were asked about; they answer nothing.
    """

    activities: tuple[ActivityItem, ...] = ()
    general: tuple[AnswerFact, ...] = ()
    blanket: tuple[StatedBasis, ...] = ()

    def items(self) -> tuple[ActivityItem, ...]:
        """Return the activities."""
        return self.activities

    def as_json(self) -> dict[str, Any]:
        """Return the envelope with `general` and `blanket` beside the activities."""
        return {
            **Answer.as_json(self),
            "general": [fact.as_json() for fact in self.general],
            "blanket": [basis.as_json() for basis in self.blanket],
        }

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one part per activity that answers, then those that only may, then what stands beside."""
        found = [item.sheet(title) for item in self.activities if item.answers]
        doubtful = [row for item in self.activities if not item.answers for row in item.short_rows(title)]
        if doubtful:
            head = "These may be meant, but do not answer:" if found else "Nothing answers; these may be meant:"
            columns = ("activity", "matches", "certainty", "said in")
            found.append(Sheet(head=head, columns=columns, rows=tuple(doubtful)))
        if self.general:
            near = [fact for fact in self.general if fact.match is not Match.BROADER] or self.general
            lines = dict.fromkeys(_general_text(fact, title) for fact in near)
            found.append(Sheet(head="Said of no particular activity:", lines=tuple(lines)))
        if self.blanket:
            lines = dict.fromkeys(_blanket_text(basis) for basis in self.blanket)
            found.append(Sheet(head="Said of all processing at once (answers nothing here):", lines=tuple(lines)))
        return tuple(found)

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per reason why an activity matches, then what stands beside."""
        lines = [cells for item in self.activities for cells in item.lines(_COLUMNS)]
        kept = ("data", "subject", "match", "certainty", "flow", "source")
        for fact in self.general:
            cells = dict(zip(FACT_NAMES, fact_cells(fact), strict=True))
            lines.append(line(_COLUMNS, list="general", id="general", **{name: cells[name] for name in kept}))
        for basis in self.blanket:
            cells = basis.cells()
            shown = {name: cells[name] for name in ("match", "certainty", "marks", "source")}
            lines.append(line(_COLUMNS, list="blanket", legal_basis=basis.basis, said=basis.stated_as, **shown))
        return (*lines, *envelope_lines(self, _COLUMNS))


FACT_NAMES = ("data", "subject", "role", "match", "certainty", "path", "transfer", "marks", "flow", "source")


def activities(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    purpose: str | Sequence[str] = (),
    basis: str | Sequence[str] = (),
    organisation: str | Sequence[str] = (),
    system: str | Sequence[str] = (),
    country: str | Sequence[str] = (),
) -> ActivitiesAnswer:
    """Return the activities that match, and why; `general` is none, and what it says stands beside.

    Data, people, parties and places have to meet in one fact; a basis asked about with a purpose has to be for it. The
    register's organisation, joint controllers and those it acts for take part in the whole of an activity. Parts of
    people, organisations and systems are included, narrower data and purposes too.

    Args:
        data, subjects, purpose, basis, organisation, system: keys, names or aliases; several mean any of them.
        country: code, name or group of states: of seats, storage and access, as recorded.

    Raises:
        UsageError: a word is not known.
    """
    wanted = Wanted(
        Asked(data_keys(context, data), subject_keys(context, subjects)),
        purpose_keys(context, purpose),
        basis_keys(context, basis),
        holder_keys(context, organisation, systems=False),
        holder_keys(context, system, organisations=False),
        country_keys(context, country),
    )
    facts = _by_activity(context)
    matcher = Matcher(context, wanted)
    found = {
        key: match
        for key, activity in sorted(context.register.activities.items())
        if (match := matcher.match(activity, facts.get(key, ()))) is not None
    }
    promised = _denied(context, wanted)
    answer = verdict(
        (match.strength for match in found.values()),
        denied=wanted.anything and promised.cells >= set(wanted.asked.cells),
        complete=_is_complete(context, wanted, found.values()),
    )
    rows = Rows(context)
    general = context.register.general
    beside = matcher.match(general, facts.get("general", ())) if general is not None and wanted.about_flows else None
    return ActivitiesAnswer(
        question="activities",
        asked=_options(wanted),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        activities=tuple(_item(context, context.register.activities[key], match, rows) for key, match in found.items()),
        general=_facts(beside, rows) if beside is not None else (),
        blanket=tuple(stated(item, scope="blanket") for item in context.register.legal_basis) if wanted.bases else (),
        denied=promised.promises,
        not_stated=() if answer is Verdict.NONE else _gaps(context, wanted, found, promised),
    )


def _by_activity(context: Context) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in context.graph.facts:
        found.setdefault(fact.flow.activity, []).append(fact)
    return found


def _options(wanted: Wanted) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("data", wanted.asked.data),
        ("subjects", wanted.asked.subjects),
        ("purpose", wanted.purposes),
        ("basis", wanted.bases),
        ("organisation", wanted.organisations),
        ("system", wanted.systems),
        ("country", wanted.countries),
    )


def _item(context: Context, activity: Activity, match: Answering, rows: Rows) -> ActivityItem:
    role = activity.mark("role")
    return ActivityItem(
        id=activity.key,
        name=activity.title,
        role=activity.role.value,
        role_certainty=role.certainty,
        role_source=role.source.value,
        department=activity.department,
        joint_with=tuple(use.key for use in activity.joint_with),
        on_behalf_of=tuple(use.key for use in activity.on_behalf_of),
        purposes=tuple(
            StatedPurpose(
                id=use.key,
                name=context.register.title(use.key),
                certainty=use.certainty.at_most(activity.certainty),
                cites=distinct(use.cites),
            )
            for use in activity.purposes
        ),
        legal_basis=tuple(
            stated(basis, limit=Strength(certainty=activity.certainty), activity=activity)
            for basis in activity.legal_basis
        ),
        strength=match.strength,
        matched=match.grounds,
        facts=_facts(match, rows),
        cites=distinct(activity.cites),
    )


def _facts(match: Answering, rows: Rows) -> tuple[AnswerFact, ...]:
    """Return the rows of the facts that answer, no better than their parties and places do."""
    found = []
    for fact in match.facts:
        hit = fact.hit._replace(match=fact.strength.match, certainty=fact.strength.certainty)
        found.append(rows.row(hit))
    return tuple(sorted(found, key=order_of_rows))


def _denied(context: Context, wanted: Wanted) -> Denials:
    if not wanted.anything:
        return NOTHING
    holders = wanted.organisations or wanted.systems
    return denied(context, wanted.asked.cells, purposes=wanted.purposes, holders=holders, countries=wanted.countries)


def _is_complete(context: Context, wanted: Wanted, found: Iterable[Answering]) -> bool:
    """Tell whether complete lists of the register rule out that any activity matches.

    The list of activities has to be complete, and so has each list that was asked about. People, bases and countries
    have no list that could be. A match that is only possible, or data that is not stated, would make `none` a guess.
    """
    complete = context.register.complete
    needed = {Completeness.ACTIVITIES}
    needed |= {Completeness.DATA} if wanted.asked.data else set()
    needed |= {Completeness.PURPOSES} if wanted.purposes else set()
    needed |= {Completeness.RECIPIENTS} if wanted.organisations else set()
    needed |= {Completeness.SYSTEMS} if wanted.systems else set()
    if wanted.bases or wanted.countries or not needed <= complete:
        return False
    if any(match.strength.certainty.rank <= Certainty.POSSIBLE.rank for match in found):
        return False
    return not any(unclear(context, wanted.asked, cell, lambda _: True) for cell in wanted.asked.cells)


def _gaps(context: Context, wanted: Wanted, found: Mapping[str, Answering], promised: Denials) -> tuple[NotStated, ...]:
    """Return each combination of people, data and purpose that no activity answers, with the flows that might."""
    said = _said(wanted, found)
    others = (
        ("basis", wanted.bases),
        ("organisation", wanted.organisations),
        ("system", wanted.systems),
        ("country", wanted.countries),
    )
    more = tuple((name, ", ".join(keys)) for name, keys in others if keys)
    return tuple(
        NotStated(
            subject=cell[0],
            data=cell[1],
            flows=unclear(context, wanted.asked, cell, lambda fact: not fact.activity.is_general),
            more=((("purpose", purpose),) if purpose else ()) + more,
        )
        for cell in wanted.asked.cells
        for purpose in wanted.purposes or ("",)
        if (cell, purpose) not in said and cell not in promised.cells
    )


def _said(wanted: Wanted, found: Mapping[str, Answering]) -> set[tuple[Cell, str]]:
    """Return the combinations of people and data with a purpose that some activity answers."""
    said = set()
    for match in found.values():
        cells = {cell for fact in match.facts for cell in fact.hit.cells}
        if not wanted.asked.data and not wanted.asked.subjects:
            cells = {(None, None)}
        purposes = {ground.asked for ground in match.grounds if ground.option == "purpose"} or {""}
        said |= {(cell, purpose) for cell in cells for purpose in purposes}
    return said


def _general_text(fact: AnswerFact, title: Callable[[str], str]) -> str:
    data = title(fact.data) if fact.data is not None else "data not stated"
    subject = title(fact.subject) if fact.subject is not None else "people not stated"
    cites = ", ".join(cite.as_text() for cite in fact.cites)
    match = "" if fact.match.value == "exact" else f", {fact.match.value} than asked"
    return (
        f"{data} of {subject}: {' > '.join(fact.path)} ({fact.certainty.value}{match}{f'; {cites}' if cites else ''})"
    )


def _blanket_text(basis: StatedBasis) -> str:
    words = f" “{basis.stated_as}”" if basis.stated_as else ""
    cites = ", ".join(cite.as_text() for cite in basis.cites)
    return f"{basis.as_text()}{words} ({basis.certainty.value}{f'; {cites}' if cites else ''})"


ACTIVITIES = Question(
    "activities",
    "which activities handle this data of these people, for this purpose, on this basis, with this party, there",
    activities,
    (
        DATA,
        SUBJECTS,
        PURPOSE,
        BASIS,
        Option("organisation", "organisation", "organisation that takes part; its parts are included", several=True),
        Option("system", "system", "system that data come to or from; its parts are included", several=True),
        Option("country", "country", "country or group of states (EU, EEA) of seats, storage and access", several=True),
    ),
)
