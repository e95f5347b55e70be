"""Arrows to flows: ids, pairs, certainty; lists become implied flows.

A flow is no more certain than its activity, a pair no more certain than its flow. Subjects that are not written are
found upstream in a second step (`ropa.resolver.upstream`), when every flow is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, fields, replace
from typing import Any

from ropa.errors import Position
from ropa.model import ActivityRole, Certainty, Flow, FlowKind, Mark, Pair, Source, Use
from ropa.resolver import messages
from ropa.resolver.context import Context
from ropa.resolver.format.activities import DATA_WORDS, NO_RECIPIENTS, FlowDraft

_FLOW_ATTRIBUTES = frozenset(item.name for item in fields(Flow)) - {"pairs"}


@dataclass(frozen=True, slots=True)
class Open:
    """What a flow leaves to be found upstream.

    Attributes:
        subjects: True when no subject is written.
        word: `all` or `everything` when that is written for the data, else empty.
        given: subjects that are written beside `all` or `everything`.
        mark: the item `all` or `everything` as written, for its certainty and citations.
    """

    subjects: bool = False
    word: str = ""
    given: tuple[Use, ...] = ()
    mark: Use | None = None


@dataclass(frozen=True, slots=True)
class OpenFlow:
    """A flow with what is still open; `data` holds the items as written."""

    flow: Flow
    open: Open
    data: tuple[Use, ...] = ()


class FlowIds:
    """Gives every flow its address: as written, else `ACTIVITY/FROM->TO`, `#2` for the second of its kind."""

    def __init__(self, written: Iterable[str]) -> None:
        """Take the ids that the register sets itself; no other flow gets one of them."""
        self._taken = set(written)

    def give(self, activity: str, source: str, target: str, written: str = "") -> str:
        """Return the id as written, or the next free one."""
        plain = written or f"{activity}/{source}->{target}"
        identifier, number = plain, 1
        while identifier in self._taken and not written:
            number += 1
            identifier = f"{plain}#{number}"
        self._taken.add(identifier)
        return identifier


def written_ids(activities: Iterable[MappingOf[str, Any]], context: Context) -> dict[str, Position]:
    """Return the ids that flows set themselves, each with its place; one that stands twice is a problem."""
    found: dict[str, Position] = {}
    for values in activities:
        for draft in values.get("flows", ()):
            identifier = draft.values.get("id")
            if identifier in found:
                context.problem(messages.duplicate_flow_id(draft.position, identifier, found[identifier]))
            elif identifier:
                found[identifier] = draft.position
    return found


def flows_of(
    activity: str, values: MappingOf[str, Any], organisation: str, subjects: Iterable[str], ids: FlowIds
) -> list[OpenFlow]:
    """Return the written flows of one activity, then those of its lists.

    Args:
        activity: its key. values: what its mapping gave. organisation: the register's own.
        subjects: keys of all data subjects.
    """
    certainty = values.get("certainty", Certainty.STATED)
    kinds_of_people = frozenset(subjects)
    found = [_written(activity, draft, certainty, kinds_of_people, ids) for draft in values.get("flows", ())]
    found.extend(_listed(activity, values, organisation, ids))
    return found


def _written(activity: str, draft: FlowDraft, certainty: Certainty, people: frozenset[str], ids: FlowIds) -> OpenFlow:
    values = dict(draft.values)
    written = values.pop("id", "")
    arguments = {name: value for name, value in values.items() if name in _FLOW_ATTRIBUTES}
    arguments["certainty"] = certainty.at_most(values.get("certainty", Certainty.STATED))
    arguments["position"] = draft.position
    flow = Flow(
        id=ids.give(activity, draft.source, draft.target, written),
        activity=activity, source=draft.source, target=draft.target, **arguments,
    )  # fmt: skip
    if "pairs" in values:
        pairs = [pair_of(flow, subject, item) for subject, data in values["pairs"] for item in data or (None,)]
        return OpenFlow(replace(flow, pairs=sort_pairs(pairs)), Open())
    given: tuple[Use, ...] = values.get("subjects", ())
    if not given and draft.source in people:
        given = (Use(key=draft.source, label=draft.source),)
    data: tuple[Use, ...] = values.get("data", ())
    word = next((item for item in data if item.key in DATA_WORDS), None)
    if word is not None:
        return OpenFlow(flow, Open(subjects=not given, word=word.key, given=given, mark=word), data)
    if not given:
        return OpenFlow(flow, Open(subjects=True), data)
    pairs = [pair_of(flow, subject.key, item, subject) for subject in given for item in data or (None,)]
    return OpenFlow(replace(flow, pairs=sort_pairs(pairs)), Open())


def pair_of(
    flow: Flow, subject: str | None, item: Use | None, about: Use | None = None, *, inferred: bool = False
) -> Pair:
    """Return one fact; what is written at the item or the subject goes before what is written at the flow.

    Args:
        subject: its key, None when not stated. item: the data, None when not stated. about: the subject as written.
        inferred: True when the subject was found upstream.
    """
    certainty, cites, stated_as, position = flow.certainty, flow.cites, flow.stated_as, flow.position
    for use in (about, item):
        if use is not None:
            certainty = certainty.at_most(use.certainty)
            cites = use.cites or cites
            stated_as = use.stated_as or stated_as
            position = use.position or position
    return Pair(
        subject=subject, data=item.key if item is not None else None, inferred=inferred,
        certainty=certainty, cites=cites, stated_as=stated_as, position=position,
    )  # fmt: skip


def sort_pairs(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs by subject and data, each once, the most certain first; not stated comes last."""
    best: dict[tuple[str | None, str | None], Pair] = {}
    for pair in pairs:
        key = (pair.subject, pair.data)
        if key not in best or pair.certainty.rank < best[key].certainty.rank:
            best[key] = pair
    return tuple(sorted(best.values(), key=_order))


def _order(pair: Pair) -> tuple[bool, str, bool, str]:
    return (pair.subject is None, pair.subject or "", pair.data is None, pair.data or "")


def _listed(activity: str, values: MappingOf[str, Any], organisation: str, ids: FlowIds) -> list[OpenFlow]:
    """Return the flows that lists stand for: the parties are stated, the pairs implied."""
    subjects: tuple[Use, ...] = values.get("listed_subjects", ())
    data: tuple[Use, ...] = values.get("listed_data", ())
    recipients = [use for use in values.get("listed_recipients", ()) if use.key != NO_RECIPIENTS]
    certainty = values.get("certainty", Certainty.STATED)
    found = [_list_flow(activity, use.key, organisation, use, (use,), data, certainty, ids) for use in subjects]
    found += [
        _list_flow(activity, organisation, use.key, use, subjects, data, certainty, ids)
        for use in recipients
        if use.key != organisation
    ]
    return [OpenFlow(flow, Open()) for flow in found]


def _list_flow(
    activity: str, source: str, target: str, party: Use, subjects: tuple[Use, ...], data: tuple[Use, ...],
    certainty: Certainty, ids: FlowIds,
) -> Flow:  # fmt: skip
    implied = Certainty.IMPLIED.at_most(certainty).at_most(party.certainty)
    flow = Flow(
        id=ids.give(activity, source, target), activity=activity, source=source, target=target,
        kind=FlowKind.LIST, certainty=implied, cites=party.cites, position=party.position,
        marks={"pairs": Mark(certainty=implied, source=Source.DERIVED, note="from the lists of the activity")},
    )  # fmt: skip
    pairs = [
        pair_of(flow, subject.key if subject else None, item, subject)
        for subject in subjects or (None,)
        for item in data or (None,)
    ]
    return replace(flow, pairs=sort_pairs(pairs))


def role_of(values: MappingOf[str, Any], activity: str, context: Context) -> tuple[ActivityRole, dict[str, Mark]]:
    """Return the role of the register's organisation; without one it is controller, marked implied, with a notice."""
    marks: dict[str, Mark] = dict(values.get("marks", {}))
    if "role" in values:
        return values["role"], marks
    note = "no role is written; an organisation that keeps its own record counts as controller"
    marks["role"] = Mark(certainty=Certainty.IMPLIED, source=Source.DEFAULT, note=note)
    if activity != "general":
        message = "no role is written; controller is assumed"
        context.notice("default-role", message, values.get("position"), at=f"activities/{activity}")
    return ActivityRole.CONTROLLER, marks
