"""Facts of flows, gathered without multiplying: which categories about which kind of person, from and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ropa.checks.sharing import shared
from ropa.language import number, plural
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.base import Cite, Mark, record
from ropa.model.register import Register
from ropa.model.words import Certainty, FlowKind, RecipientRole
from ropa.reports.base import Cell, Chip, Group, Value, chip, group, not_stated, small
from ropa.reports.values import distinct, marked, surest


@small
class Fact:
    """One (subject, data) pair as a report needs it: how surely it is known, and from where; None is not stated."""

    subject: str | None
    data: str | None
    certainty: Certainty
    cites: tuple[Cite, ...]


def facts_of(flows: Iterable[Flow]) -> tuple[Fact, ...]:
    """Return every pair once: with its best certainty and all citations, in the order of first mention."""
    known: dict[tuple[str | None, str | None], list[tuple[Flow, Pair]]] = {}
    for flow in flows:
        for pair in flow.pairs or (Pair(certainty=flow.certainty),):
            known.setdefault((pair.subject, pair.data), []).append((flow, pair))
    return tuple(_fact(subject, data, places) for (subject, data), places in known.items())


def _fact(subject: str | None, data: str | None, places: Sequence[tuple[Flow, Pair]]) -> Fact:
    sure = places[0][1].certainty if len(places) == 1 else surest([pair.certainty for _, pair in places])
    cites = distinct([cite for flow, pair in places for cite in (pair.cites or flow.cites)])
    return Fact(subject=subject, data=data, certainty=sure, cites=cites)


def own_facts(flows: Sequence[Flow]) -> tuple[Fact, ...]:
    """Return the facts of these flows; what is derived from hosting counts only for pairs that no other flow states.

    That a host holds what a system holds is no further source for what is collected.
    """
    stated = facts_of(flow for flow in flows if flow.kind is not FlowKind.HOSTING)
    known = {(fact.subject, fact.data) for fact in stated}
    derived = facts_of(flow for flow in flows if flow.kind is FlowKind.HOSTING and flow.pairs)
    return (*stated, *(fact for fact in derived if (fact.subject, fact.data) not in known))


def law_chips(register: Register, data: str) -> tuple[Chip, ...]:
    """Return the marks of Articles 9 and 10 that a category, or a category above it, carries."""
    for key in (data, *register.broader_categories(data)):
        category = register.data_categories.get(key)
        if category is not None and category.mark_of_law:
            return (chip(category.mark_of_law),)
    return ()


@shared
def _values(register: Register) -> dict[tuple[str | None, Certainty, tuple[Cite, ...]], Value]:  # noqa: ARG001
    """Return the values of a register's facts that were made before."""
    return {}


def data_value(register: Register, fact: Fact) -> Value:
    """Return the category of a fact as a value, or "not stated"; the same value for facts that read alike."""
    made, key = _values(register), (fact.data, fact.certainty, fact.cites)
    if key not in made:
        made[key] = _data_value(register, fact)
    return made[key]


def _data_value(register: Register, fact: Fact) -> Value:
    mark = Mark(certainty=fact.certainty, cites=fact.cites)
    if fact.data is None:
        # That something is received is a fact of its own certainty, whatever the data are.
        return replace(marked(not_stated().text, mark), stated=False)
    return marked(register.title(fact.data), mark, key=fact.data, chips=law_chips(register, fact.data))


def subject_value(register: Register, subject: str | None) -> Value:
    """Return a kind of people with what is known of its size, or "not stated"."""
    if subject is None:
        return not_stated()
    found = register.data_subjects.get(subject)
    if found is None:
        return Value(text=register.title(subject), key=subject)
    parts = [f"about {plural(found.count, 'person', 'people')}" if found.count is not None else ""]
    parts.append(f"part of: {register.title(found.part_of)}" if found.part_of else "")
    parts.append("people who can hardly object or refuse" if found.vulnerable else "")
    return Value(text=found.title, key=subject, note="; ".join(part for part in parts if part))


def by_subject(facts: Sequence[Fact]) -> dict[str | None, tuple[Fact, ...]]:
    """Return the facts of each subject; that further data are not stated is a fact as well, and comes last.

    Subjects are in the order of first mention, "not stated" last; categories in the order of first mention.
    """
    found: dict[str | None, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject, []).append(fact)
    if None in found:
        found[None] = found.pop(None)
    return {subject: tuple(sorted(items, key=lambda fact: fact.data is None)) for subject, items in found.items()}


def data_group(register: Register, facts: Sequence[Fact], *, about: Value | None = None) -> Group:
    """Return the categories of facts as a run of names; beside others, one that is not stated says what it is."""
    values = [data_value(register, fact) for fact in facts]
    if len(facts) > 1 and facts[-1].data is None:
        values[-1] = replace(values[-1], text="data not stated")
    return group(values, about=about, inline=True)


def facts_cell(register: Register, facts: Sequence[Fact]) -> Cell:
    """Return the categories grouped by the kind of people they are about."""
    groups = [
        data_group(register, items, about=_heading(register, subject)) for subject, items in by_subject(facts).items()
    ]
    return Cell(groups=tuple(groups) or (Group(values=(not_stated(),)),))


def _heading(register: Register, subject: str | None) -> Value:
    if subject is None:
        return not_stated("kind of people not stated")
    return Value(text=register.title(subject), key=subject)


@record
class Reception:
    """Everything that one party receives in one way: the same party, node, role and kind of access.

    Attributes:
        party: key of the organisation (or data subject); node: what the flows point to, a system or the party.
        host: True for hosting flows; can_read: False where a host cannot read.
        sources: parties that send it, in the order of first mention.
    """

    party: str
    node: str
    role: RecipientRole | None
    host: bool
    can_read: bool
    flows: tuple[Flow, ...]
    sources: tuple[str, ...]


def receptions(register: Register, flows: Iterable[Flow]) -> tuple[Reception, ...]:
    """Return who receives something in these flows: outside parties first, then internal ones; hosts after others.

    The register's own organisation and its systems are no recipients (Article 4(9) GDPR); a person is one only for data
    about another person.
    """
    found: dict[tuple[str, str, RecipientRole | None, bool, bool], list[Flow]] = {}
    for flow in flows:
        party = register.party_of(flow.target)
        if party == register.organisation or _about_oneself(register, flow):
            continue
        host = flow.kind is FlowKind.HOSTING
        found.setdefault((party, flow.target, flow.role, host, flow.access), []).append(flow)
    made = [
        Reception(
            party=party,
            node=node,
            role=role,
            host=host,
            can_read=access,
            flows=tuple(items),
            sources=tuple(dict.fromkeys(register.party_of(flow.source) for flow in items)),
        )
        for (party, node, role, host, access), items in found.items()
    ]
    return tuple(sorted(made, key=lambda item: (is_internal(register, item), item.host)))


def is_internal(register: Register, reception: Reception) -> bool:
    """Tell whether a recipient is part of the organisation; the role in a flow alone does not make it one."""
    return register.is_internal(reception.party)


def _about_oneself(register: Register, flow: Flow) -> bool:
    if flow.target not in register.data_subjects:
        return False
    return all(pair.subject in (flow.target, None) for pair in flow.pairs)


def systems_of(register: Register, activity: Activity) -> tuple[str, ...]:
    """Return the systems an activity touches, and what they are part of, in the order of first mention."""
    found: dict[str, None] = {}
    for flow in activity.flows:
        for node in (flow.source, *flow.via, flow.target):
            if node in register.systems:
                found.update(dict.fromkeys((node, *register.wholes("systems", node))))
    return tuple(found)


def people_count(register: Register, subject: str) -> str:
    """Return how many people of that kind there are, in figures; empty when not stated."""
    found = register.data_subjects.get(subject)
    return number(found.count) if found is not None and found.count is not None else ""
