"""`facts`: every statement that matches, flat, one line each, in columns that do not change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ropa.graph import Match
from ropa.language import label
from ropa.model.activities import Activity
from ropa.model.base import record
from ropa.model.words import Certainty, Completeness
from ropa.questions.activities_denials import NOTHING, denied
from ropa.questions.activities_places import parties
from ropa.questions.base import Answer, Context, NotStated, Sheet, Verdict
from ropa.questions.catalogue import ACTIVITY, DATA, SUBJECTS, Option, Question
from ropa.questions.facts_around import (
    claim_rows,
    contract_rows,
    cookie_rows,
    organisation_rows,
    promise_rows,
    right_rows,
    system_rows,
)
from ropa.questions.facts_gather import Filter, activity_rows, address_of, flow_rows, measure_rows, retention_rows
from ropa.questions.facts_rows import COLUMNS, KINDS, FactRow, data_rows, ordered
from ropa.questions.matching import Asked, Hit, cells_of, hits, silences, unclear, verdict
from ropa.questions.text import cites_text
from ropa.questions.words import activity_keys, data_keys, holder_keys, subject_keys

#: Headings under which a terminal shows kinds of facts.
_GROUPS = (
    ("Flows", ("flow", "list", "hosting")),
    ("Activities", KINDS[KINDS.index("role") : KINDS.index("retention")]),
    ("Retention", ("retention",)),
    ("Measures", ("measure",)),
    ("Systems and organisations", ("operator", "part-of", "storage", "country", "parent-company")),
    ("Agreements and safeguards", ("agreement", "safeguard")),
    ("Claims", ("claim",)),
    ("Cookies", ("cookie",)),
    ("Rights", ("right",)),
    ("Promises", ("promise",)),
)

#: Ends of addresses that only repeat what kind of fact it is.
_FIELDS = (
    "/role", "/purposes", "/retention", "/measures", "/operator", "/part_of", "/hosting", "/country", "/parent_company",
    "/legal_basis", "/dpia", "/automated_decisions", "/processing", "/joint_with", "/on_behalf_of",
    "/legitimate_interests", "/special_category_condition", "/declared",
)  # fmt: skip

_FLOW_COLUMNS: tuple[str, ...] = ("data", "about", "from > to", "role", "certainty", "flow", "said in")
_FACT_COLUMNS: tuple[str, ...] = ("of", "fact", "value", "detail", "certainty", "said in")


@record
class FactsAnswer(Answer):
    """Facts; `facts` are sorted by kind, activity, address, people and data."""

    facts: tuple[FactRow, ...] = ()

    def items(self) -> tuple[FactRow, ...]:
        """Return the facts."""
        return self.facts

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one table per group of kinds, for reading; CSV and JSON have every column."""
        return tuple(_sheets(self.facts, title))

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`, which never change their order."""
        return COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per fact, then promises that deny what was asked and what is not stated."""
        lines = [fact.cells() for fact in self.facts]
        lines += [_denied_line(item.promise, cites_text(item.cites), whole=item.whole) for item in self.denied]
        lines += [_gap_line(gap) for gap in self.not_stated]
        return tuple(lines)


def facts(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    organisation: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
) -> FactsAnswer:
    """Return every statement that matches: flows, and what is said of the activities, systems and parties they name.

    What is said of an activity is listed where a fact of it matches at least as narrowly as asked. Claims, cookies,
    rights and promises belong to no activity and are left out where activities were asked about, but for claims about
    what the facts hold.

    Args:
        data, subjects, organisation, activity: keys, names or aliases; several mean any of them.

    Raises:
        UsageError: a word is not known.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects), activity_keys(context, activity))
    organisations = holder_keys(context, organisation, systems=False)
    extent = frozenset(node for key in organisations for node in context.graph.extent(key))
    wanted = Filter(asked, organisations, extent)
    found = tuple(hit for hit in hits(context, asked) if wanted.concerns(_parties(hit)))
    rows = ordered(_rows(context, wanted, found))
    limited = bool(asked.data or asked.subjects)
    telling = data_rows(rows, data=bool(asked.data), people=bool(asked.subjects)) if limited else rows
    promised = denied(context, asked.cells, holders=organisations) if limited or organisations else NOTHING
    answer = verdict(
        telling,
        denied=(limited or bool(organisations)) and promised.cells >= set(asked.cells),
        complete=_is_complete(context, wanted, telling),
    )
    said = cells_of(found) | _said(context, asked, rows)
    gaps = silences(context, asked, said, promised, lambda fact: wanted.concerns((fact.flow.source, fact.flow.target)))
    return FactsAnswer(
        question="facts",
        asked=(
            ("data", asked.data),
            ("subjects", asked.subjects),
            ("organisation", organisations),
            ("activity", asked.activities),
        ),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        facts=rows,
        denied=promised.promises,
        not_stated=() if answer is Verdict.NONE or (rows and not limited) else gaps,
    )


def _parties(hit: Hit) -> tuple[str, ...]:
    return (hit.fact.flow.source, hit.fact.flow.target, *hit.fact.flow.via)


def _rows(context: Context, wanted: Filter, found: Sequence[Hit]) -> Iterator[FactRow]:
    asked, register = wanted.asked, context.register
    yield from flow_rows(found)
    near = [hit for hit in found if hit.match is not Match.BROADER]
    touched = {hit.fact.flow.activity for hit in near}
    for activity in _activities(context, wanted):
        yield from retention_rows(context, wanted, activity)
        if activity.key in touched or _is_whole(context, wanted, activity):
            yield from activity_rows(activity)
            yield from measure_rows(context, activity.measures, address_of(activity), "activity", activity.key)
    nodes = dict.fromkeys(node for hit in near for node in _parties(hit))
    everything = not (asked.data or asked.subjects or asked.activities)
    systems = {node for node in nodes if node in register.systems}
    parties_of = {context.graph.party(node) for node in nodes}
    if everything:
        systems |= {key for key in register.systems if wanted.concerns((key,))}
        parties_of |= {key for key in register.organisations if wanted.concerns((key,))}
    yield from system_rows(context, sorted(systems))
    yield from organisation_rows(context, sorted(parties_of & register.organisations.keys()))
    named = frozenset(key for hit in near for key in (*hit.fact.flow.agreement, *hit.fact.flow.safeguard))
    yield from contract_rows(context, wanted, named | _all_contracts(context, everything and not wanted.organisations))
    yield from claim_rows(context, wanted, frozenset(hit.fact.pair.data for hit in near if hit.fact.pair.data))
    if not asked.activities:
        yield from cookie_rows(context, wanted)
        yield from promise_rows(context, wanted)
        if not wanted.organisations:
            yield from right_rows(context, wanted)


def _activities(context: Context, wanted: Filter) -> Iterator[Activity]:
    register = context.register
    for activity in (*register.activities.values(), *([register.general] if register.general else [])):
        if not wanted.asked.activities or activity.key in wanted.asked.activities:
            yield activity


def _is_whole(context: Context, wanted: Filter, activity: Activity) -> bool:
    """Tell whether an activity matches as a whole: the organisations asked about take part in it, or none was."""
    if wanted.asked.data or wanted.asked.subjects:
        return False
    return wanted.concerns(one.organisation for one in parties(context, activity))


def _all_contracts(context: Context, everything: bool) -> frozenset[str]:
    register = context.register
    return frozenset((*register.agreements, *register.safeguards)) if everything else frozenset()


def _said(context: Context, asked: Asked, rows: Iterable[FactRow]) -> set[tuple[str | None, str | None]]:
    """Return the combinations asked about that a row other than a flow says something of."""
    graph = context.graph
    said = set()
    for row in rows:
        if row.kind not in ("cookie", "claim", "retention") or row.data is None:
            continue
        for subject, data in asked.cells:
            about_data = data is None or graph.categories.match(data, row.data) is not None
            about_people = subject is None or graph.subjects.match(subject, row.subject) is not None
            if about_data and about_people:
                said.add((subject, data))
    return said


def _is_complete(context: Context, wanted: Filter, rows: Iterable[FactRow]) -> bool:
    """Tell whether the list of data is complete, no telling row may be about it, and no flow leaves it open."""
    asked = wanted.asked
    if Completeness.DATA not in context.register.complete or not asked.data or wanted.organisations:
        return False
    if any(row.certainty.rank <= Certainty.POSSIBLE.rank for row in rows):
        return False
    return not any(unclear(context, asked, cell, lambda _: True) for cell in asked.cells)


def _sheets(rows: Sequence[FactRow], title: Callable[[str], str]) -> Iterator[Sheet]:
    for head, kinds in _GROUPS:
        some = sorted((row for row in rows if row.kind in kinds), key=lambda row: row.match is Match.BROADER)
        if not some:
            continue
        columns, cells = (_FLOW_COLUMNS, _flow_cells) if head == "Flows" else (_FACT_COLUMNS, _cells)
        yield Sheet(head=f"{head}:", columns=columns, rows=tuple(cells(row, title) for row in some))


def _flow_cells(row: FactRow, title: Callable[[str], str]) -> tuple[str, ...]:
    return (
        title(row.data) if row.data is not None else label("not-stated"),
        title(row.subject) if row.subject is not None else label("not-stated"),
        f"{row.sender} > {row.receiver}",
        label(row.role) if row.role else "",
        _sureness(row),
        row.at,
        cites_text(row.cites) or "no citation",
    )


def _cells(row: FactRow, title: Callable[[str], str]) -> tuple[str, ...]:
    about = [title(key) for key in (row.data, row.subject) if key is not None]
    whole = row.at.endswith(_FIELDS)
    known = {"purpose": title, "legal-basis": label, "role": label, "operator": title, "part-of": title}
    return (
        row.at.rpartition("/")[0] if whole else row.at,
        label(row.kind),
        known.get(row.kind, str)(row.value),
        "; ".join(text for text in (", ".join(about), row.detail) if text),
        _sureness(row),
        cites_text(row.cites) or "no citation",
    )


def _sureness(row: FactRow) -> str:
    marks = [f"{row.match.value} than asked"] if row.match is not Match.EXACT else []
    origin = {"directory": "from the shipped directory", "default": "by default", "derived": "derived"}
    marks += [origin[row.origin]] if row.origin in origin else []
    return ", ".join((row.certainty.value, *marks))


def _denied_line(promise: str, cites: str, *, whole: bool) -> tuple[str, ...]:
    cells = {
        "kind": "denied",
        "at": f"promises/{promise}",
        "detail": "in whole" if whole else "in part",
        "source": cites,
    }
    return tuple(cells.get(name, "") for name in COLUMNS)


def _gap_line(gap: NotStated) -> tuple[str, ...]:
    open_flows = f"left open by {', '.join(gap.flows)}" if gap.flows else ""
    cells = {"kind": label("not-stated"), "subject": gap.subject or "", "data": gap.data or "", "detail": open_flows}
    return tuple(cells.get(name, "") for name in COLUMNS)


FACTS = Question(
    "facts",
    "every fact that matches, flat: flows, roles, bases, retention, measures, claims and the rest",
    facts,
    (
        DATA,
        SUBJECTS,
        Option("organisation", "organisation", "organisation that takes part; its parts are included", several=True),
        ACTIVITY,
    ),
)
