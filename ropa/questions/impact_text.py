"""An answer on impact as people read it: one table for each list that holds something, and flat lines for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ropa.graph import Match
from ropa.language import label, number
from ropa.model.words import Certainty
from ropa.questions.base import AnswerFact, Party, Reach, Sheet
from ropa.questions.impact_items import ContractTouched, Impact, PartyTouched, PeopleTouched
from ropa.questions.text import cites_text, line, short_cites

COLUMNS = (
    "list", "id", "name", "kind", "country", "count", "part_of", "data", "subject", "role", "how", "reach", "match",
    "certainty", "path", "flow", "marks", "source",
)  # fmt: skip

_NOT_STATED = label("not-stated")

#: Gives the name of a node or category.
Title = Callable[[str], str]


def sheets_of(impact: Impact, title: Title) -> tuple[Sheet, ...]:
    """Return the parts in the order in which somebody asks in a breach: who, what, in which activities, to whom."""
    found = [
        Sheet(
            head="People:",
            lines=_total_lines(impact),
            columns=("people", "how many", "among", "certainty", "said in"),
            rows=tuple(_person_row(one, title) for one in impact.subjects),
        ),
        Sheet(
            head="Data:",
            columns=("data", "about", "protected as", "certainty", "said in"),
            rows=tuple(
                (
                    one.name or _NOT_STATED,
                    ", ".join(title(key) if key is not None else _NOT_STATED for key in one.subjects),
                    label(one.mark) if one.mark else "",
                    _sure(one.certainty, *_match(one.match), *([] if one.access else ["cannot be read there"])),
                    short_cites(one.cites),
                )
                for one in impact.data
            ),
        ),
        Sheet(
            head="Activities, and the role of the register's organisation in them:",
            columns=("activity", "role", "acted for, joint with", "what it does there", "certainty"),
            rows=tuple(
                (
                    one.name,
                    _sure_role(one.role, one.role_certainty),
                    ", ".join(title(key) for key in (*one.on_behalf_of, *one.joint_with)),
                    ", ".join((*one.how, *(f"as {label(role)}" for role in one.roles))),
                    one.certainty.value,
                )
                for one in impact.activities
            ),
        ),
        *_stream("The data comes from:", impact.upstream, title),
        *_stream("The data goes to:", impact.downstream, title),
        Sheet(
            head="Goes past it, and is not held:",
            columns=("data", "about", "path", "certainty", "said in"),
            rows=tuple(_passing_row(fact, title) for fact in impact.passes),
        ),
        *_more(impact, title),
    ]
    return tuple(sheet for sheet in found if sheet.rows or sheet.lines)


def _total_lines(impact: Impact) -> tuple[str, ...]:
    people = impact.people
    found = []
    if people.at_least is not None:
        found.append(f"at least {number(people.at_least)} in the largest kind that is stated, if all of it is touched")
    if people.at_most is not None:
        found.append(f"at most {number(people.at_most)} if no two kinds overlap")
    if impact.subjects and people.at_most is None:
        found.append("how many in all: not stated")
    return tuple(found)


def _person_row(one: PeopleTouched, title: Title) -> tuple[str, ...]:
    marks = ["vulnerable"] if one.vulnerable else []
    return (
        one.name or _NOT_STATED,
        number(one.count) if one.count is not None else _NOT_STATED,
        title(one.part_of) if one.part_of else "",
        _sure(one.certainty, *marks),
        short_cites(one.cites),
    )


def _stream(head: str, parties: Sequence[PartyTouched], title: Title) -> Iterator[Sheet]:
    yield Sheet(
        head=head,
        columns=("who", "country", "data", "certainty", "path", "said in"),
        rows=tuple(
            (
                one.name,
                _country(one),
                ", ".join(title(key) for key in one.data) or _NOT_STATED,
                _sure(one.certainty, *_marks(one)),
                " > ".join(one.path),
                short_cites(one.cites),
            )
            for one in parties
        ),
    )


def _country(one: PartyTouched) -> str:
    if one.internal or one.kind in ("system", "data-subject"):
        return ""
    marked = " (from the shipped directory)" if one.country and "country" in one.from_directory else ""
    return f"{one.country or _NOT_STATED}{marked}"


def _marks(one: PartyTouched) -> Iterator[str]:
    if one.reach is Reach.POSSIBLE:
        yield "no flow states it"
    if one.host:
        yield "host"
    if one.internal and one.kind not in ("system", "data-subject"):
        yield "internal"
    if one.through:
        yield f"through {one.through}"


def _passing_row(fact: AnswerFact, title: Title) -> tuple[str, ...]:
    return (
        title(fact.data) if fact.data is not None else _NOT_STATED,
        title(fact.subject) if fact.subject is not None else _NOT_STATED,
        f"{' > '.join(fact.path)} via {', '.join(fact.via)}",
        _sure(fact.certainty, *_match(fact.match)),
        short_cites(fact.cites),
    )


def _more(impact: Impact, title: Title) -> Iterator[Sheet]:
    if impact.passers:
        names = ", ".join(title(key) for key in impact.passers)
        yield Sheet(head="Passed on by, without holding it:", lines=(names,))
    if impact.systems:
        names_of = [f"{one.name} ({one.relation})" for one in impact.systems]
        yield Sheet(head="Systems that go with it:", lines=(", ".join(names_of),))
    rows = [_contract_row("agreement", one, title) for one in impact.agreements]
    rows += [_contract_row("safeguard", one, title) for one in impact.safeguards]
    columns = ("contract", "what", "between", "flows", "document", "said in")
    yield Sheet(head="Agreements and safeguards that hang on it:", columns=columns, rows=tuple(rows))


def _contract_row(what: str, one: ContractTouched, title: Title) -> tuple[str, ...]:
    return (
        one.name,
        f"{what}, {one.tool or label(one.kind)}",
        ", ".join(title(key) for key in one.between),
        ", ".join(one.flows),
        one.document,
        cites_text(one.cites),
    )


def lines_of(impact: Impact, hosts: Iterable[Party]) -> Iterator[tuple[str, ...]]:
    """Yield one line per entry of each list."""
    for one in impact.subjects:
        count = str(one.count) if one.count is not None else _NOT_STATED
        yield line(
            COLUMNS, list="people", id=one.id or _NOT_STATED, name=one.name, count=count, part_of=one.part_of,
            certainty=one.certainty.value, marks="vulnerable" if one.vulnerable else "", source=cites_text(one.cites),
        )  # fmt: skip
    for data in impact.data:
        yield line(
            COLUMNS, list="data", id=data.id or _NOT_STATED, name=data.name, kind=data.mark,
            subject=", ".join(key or _NOT_STATED for key in data.subjects), match=data.match.value,
            certainty=data.certainty.value, marks="" if data.access else "no access", source=cites_text(data.cites),
        )  # fmt: skip
    for activity in impact.activities:
        yield line(
            COLUMNS, list="activity", id=activity.id, name=activity.name, role=activity.role,
            how=", ".join((*activity.how, *activity.roles)), certainty=activity.certainty.value,
            marks=", ".join((*activity.on_behalf_of, *activity.joint_with)), source=cites_text(activity.cites),
        )  # fmt: skip
    for name, parties in (("upstream", impact.upstream), ("downstream", impact.downstream)):
        for party in parties:
            yield line(
                COLUMNS, list=name, id=party.id, name=party.name, kind=party.kind, country=party.country,
                data=", ".join(party.data), how="direct" if party.direct else "onward", reach=party.reach.value,
                certainty=party.certainty.value, path=" > ".join(party.path), flow=party.flow,
                marks=", ".join(_marks(party)), source=cites_text(party.cites),
            )  # fmt: skip
    yield from _rest(impact, hosts)


def _rest(impact: Impact, hosts: Iterable[Party]) -> Iterator[tuple[str, ...]]:
    for name, facts in (("passes", impact.passes), *((f"host {host.id}", host.facts) for host in hosts)):
        for fact in facts:
            yield line(
                COLUMNS, list=name.partition(" ")[0], id=name.partition(" ")[2] or fact.flow, match=fact.match.value,
                data=fact.data or _NOT_STATED, subject=fact.subject or _NOT_STATED, certainty=fact.certainty.value,
                path=" > ".join(fact.path), flow=fact.flow, marks=", ".join(fact.via), source=cites_text(fact.cites),
            )  # fmt: skip
    for key in impact.passers:
        yield line(COLUMNS, list="passer", id=key)
    for system in impact.systems:
        yield line(COLUMNS, list="system", id=system.id, name=system.name, how=system.relation)
    for what, contracts in (("agreement", impact.agreements), ("safeguard", impact.safeguards)):
        for one in contracts:
            yield line(
                COLUMNS, list=what, id=one.id, name=one.name, kind=one.tool or one.kind,
                flow=", ".join(one.flows), marks=", ".join(one.between), source=cites_text(one.cites),
            )  # fmt: skip


def _match(match: Match) -> list[str]:
    return [f"{match.value} than asked"] if match is not Match.EXACT else []


def _sure(certainty: Certainty, *marks: str) -> str:
    return ", ".join((certainty.value, *marks))


def _sure_role(role: str, certainty: Certainty) -> str:
    return label(role) if certainty is Certainty.STATED else f"{label(role)} ({certainty.value})"
