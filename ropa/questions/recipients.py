"""`recipients`: who outside receives this data of these people, directly and onward; hosts stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ropa.graph import Fact, downstream
from ropa.model.activities import Activity
from ropa.model.base import record
from ropa.model.register import Register
from ropa.model.words import Certainty, Completeness, FlowKind
from ropa.questions.base import Answer, AnswerFact, Context, Party, Reach, Verdict
from ropa.questions.catalogue import DATA, HOW_MANY, SUBJECTS, Option, Question
from ropa.questions.denials import Cell, Place, denials
from ropa.questions.matching import (
    Asked,
    Found,
    Hit,
    Rows,
    cells_of,
    hits,
    hosts,
    outside_receiver,
    parties,
    silences,
    unclear,
    verdict,
)
from ropa.questions.text import PARTY_COLUMNS, envelope_rows, party_rows
from ropa.questions.told import KeepsAnswers, read_told
from ropa.questions.words import activity_keys, count_of, data_keys, reach_of, subject_keys


@record
class RecipientsAnswer(Answer):
    """Who receives; `recipients` are sorted by key, internal ones among them only where asked for."""

    recipients: tuple[Party, ...] = ()

    def items(self) -> tuple[Party, ...]:
        """Return the recipients."""
        return self.recipients

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return PARTY_COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per fact of each recipient, then of each host, then denials and what is not stated."""
        lines = [*party_rows("recipient", self.recipients), *party_rows("host", self.hosts)]
        return (*lines, *envelope_rows(self, width=len(PARTY_COLUMNS)))


def recipients(
    context: Context,
    *,
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
    reach: str = "declared",
    internal: bool = False,
    paths: int = 1,
) -> RecipientsAnswer:
    """Return who outside the organisation receives `data` of `subjects`; either may be left out.

    An outside operator of a system is a recipient of what its system receives; people are recipients of data about
    other people. Answers Articles 13(1)(e), 15(1)(c), 19 and 30(1)(d) of the GDPR.

    Args:
        data, subjects, activity: keys, names or aliases; several mean any of them.
        reach: `declared` (every hop states the data) or `possible` (anything downstream of a holder, in addition).
        internal: also list internal parts of the organisation; they change no answer.
        paths: how many ways to show for each fact.

    Raises:
        UsageError: a word is not known, or `reach` or `paths` is not accepted.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects), activity_keys(context, activity))
    wide = reach_of(reach)
    if context.told is not None:
        found = _read(context, context.told, asked)
    else:
        found = _gather(context, asked, Rows(context, paths=count_of(paths)), wide, internal=internal)
    denied = denials(context, asked.cells, [Place(outside=True)])
    complete = _is_complete(context, asked, found.answering)
    answer = verdict(found.answering, denied=denied.cells >= set(asked.cells), complete=complete)
    gaps = silences(context, asked, found.said, denied, context.graph.is_outside)
    return RecipientsAnswer(
        question="recipients",
        asked=_options(asked, wide, internal=internal, paths=paths),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        recipients=found.recipients,
        hosts=found.hosts,
        denied=denied.promises,
        not_stated=() if answer is Verdict.NONE else gaps,
    )


class _Found(NamedTuple):
    """What a search gives: who is listed, the rows that count for the answer, and the combinations they speak of."""

    recipients: tuple[Party, ...]
    hosts: tuple[Party, ...]
    answering: tuple[AnswerFact, ...]
    said: frozenset[Cell]


def _read(context: Context, kept: KeepsAnswers, asked: Asked) -> _Found:
    """Return what was worked out when the register was exported."""
    listed: dict[str, list[AnswerFact]] = {}
    hosting: dict[str, list[AnswerFact]] = {}
    answering: list[AnswerFact] = []
    matches: dict[int, Found] = {}  # rows that match alike share what says so
    for receiver, is_host, found, fact in read_told(context, kept, asked):
        (hosting if is_host else listed).setdefault(receiver, []).append(fact)
        if not is_host:
            answering.append(fact)
            matches[id(found)] = found
    said = frozenset(cell for found in matches.values() for cell in found.cells)
    return _Found(parties(context, listed), parties(context, hosting), tuple(answering), said)


def _gather(context: Context, asked: Asked, rows: Rows, reach: Reach, *, internal: bool) -> _Found:
    found = list(hits(context, asked))
    outside = [(receiver, hit) for hit in found if (receiver := outside_receiver(context, hit))]
    listed: dict[str, list[AnswerFact]] = {}
    for receiver, hit in outside:
        listed.setdefault(receiver, []).append(rows.row(hit, receiver=receiver))
    answering = tuple(row for rows_of_party in listed.values() for row in rows_of_party)
    hosting = hosts(context, found, rows)
    if internal:
        for receiver, hit in _inside(context, found):
            listed.setdefault(receiver, []).append(rows.row(hit, receiver=receiver))
    if reach is Reach.POSSIBLE:
        further, more_hosts = _undeclared(context, found, rows, {*listed, *(host.id for host in hosting)})
        listed.update(further)
        hosting = tuple(sorted((*hosting, *parties(context, more_hosts)), key=lambda host: host.id))
    return _Found(parties(context, listed), hosting, answering, cells_of(hit for _, hit in outside))


def _options(
    asked: Asked, reach: Reach, *, internal: bool, paths: int
) -> tuple[tuple[str, str | bool | int | tuple[str, ...]], ...]:
    options: list[tuple[str, str | bool | int | tuple[str, ...]]] = [
        ("data", asked.data),
        ("subjects", asked.subjects),
        ("reach", reach.value),
    ]
    if asked.activities:
        options.append(("activity", asked.activities))
    if internal:
        options.append(("internal", True))
    if paths != 1:
        options.append(("paths", paths))
    return tuple(options)


def _inside(context: Context, found: Iterable[Hit]) -> list[tuple[str, Hit]]:
    """Return the hits that reach an internal part, with it; the organisation itself is no recipient."""
    register, graph = context.register, context.graph
    reached = []
    for hit in found:
        target = hit.fact.flow.target
        receiver = graph.party(target)
        inside = not graph.is_person(target) and not graph.is_outside(hit.fact)
        if inside and receiver != register.organisation and hit.fact.flow.kind is not FlowKind.HOSTING:
            reached.append((receiver, hit))
    return reached


def _is_complete(context: Context, asked: Asked, answering: Sequence[AnswerFact]) -> bool:
    """Tell whether the register says that there are no recipients but those listed, and leaves none of them open.

    A flow outside whose data is not stated, one marked `open`, or a fact that only may concern what was asked would
    make `none` a guess; a hypothetical one does not.
    """
    register, graph = context.register, context.graph
    said = Completeness.RECIPIENTS in register.complete or (
        bool(asked.activities) and all(_activity(register, key).no_recipients for key in asked.activities)
    )
    if not said or any(row.certainty.rank <= Certainty.POSSIBLE.rank for row in answering):
        return False
    concerned = [
        fact
        for fact in graph.facts
        if graph.is_outside(fact) and (not asked.activities or fact.flow.activity in asked.activities)
    ]
    if any(fact.flow.open for fact in concerned):
        return False
    return not any(unclear(context, asked, cell, graph.is_outside) for cell in asked.cells)


def _activity(register: Register, key: str) -> Activity:
    return register.general if key == "general" and register.general is not None else register.activities[key]


def _undeclared(
    context: Context, found: Sequence[Hit], rows: Rows, known: set[str]
) -> tuple[dict[str, list[AnswerFact]], dict[str, list[AnswerFact]]]:
    """Return outside parties and hosts that only the widest reading finds: downstream of a holder, and not `known`."""
    graph = context.graph
    origins: dict[str, Hit] = {}
    for hit in sorted(found, key=lambda hit: (hit.match.rank, hit.certainty.rank)):
        if hit.certainty.rank <= Certainty.POSSIBLE.rank and not graph.is_person(hit.fact.flow.target):
            origins.setdefault(hit.fact.flow.target, hit)
    reached = downstream(graph, origins)
    receivers: dict[str, list[AnswerFact]] = {}
    hosting: dict[str, list[AnswerFact]] = {}
    for node in sorted(reached):
        if node in origins or node in known or node not in context.register.organisations:
            continue
        if context.register.is_internal(node):
            continue
        last, chain = _chain(reached, node)
        if last is None:
            continue
        row = _possible(context, origins[chain[0]], last, chain, rows)
        (hosting if last.flow.kind is FlowKind.HOSTING else receivers).setdefault(node, []).append(row)
    return receivers, hosting


def _chain(reached: dict[str, tuple[Fact | None, str]], node: str) -> tuple[Fact | None, tuple[str, ...]]:
    """Return the last fact on the way to a node and the way from the holder, the holder first."""
    nodes = [node]
    last, before = reached[node]
    while before:
        nodes.append(before)
        fact, before = reached[before]
        last = last or fact
    return last, tuple(reversed(nodes))


def _possible(context: Context, origin: Hit, last: Fact, chain: tuple[str, ...], rows: Rows) -> AnswerFact:
    flow = last.flow
    base = rows.row(origin)
    return AnswerFact(
        flow=flow.id,
        activity=flow.activity,
        subject=base.subject,
        data=base.data,
        role=flow.role.value if flow.role else "",
        match=origin.match,
        certainty=Certainty.POSSIBLE.at_most(origin.certainty).at_most(last.pair.certainty),
        path=(*base.path, *chain[1:]),
        transfers=context.graded(flow),
        cites=flow.cites,
        direct=rows.is_direct(flow),
        reach=Reach.POSSIBLE,
        purposes=tuple(use.key for use in last.activity.purposes),
        via=flow.via,
        access=flow.access,
        open=flow.open,
    )


RECIPIENTS = Question(
    "recipients",
    "who outside receives data of these people, directly and onward",
    recipients,
    (
        DATA,
        SUBJECTS,
        Option("activity", "activity", "limit to an activity", several=True),
        Option("reach", "reach", "what every hop states, or anything downstream", choices=("declared", "possible")),
        Option("internal", "internal", "list internal parts too", kind="flag"),
        HOW_MANY,
    ),
)
