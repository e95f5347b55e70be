"""What of the register is touched: people, data, activities, systems and contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ropa.model.activities import Flow
from ropa.model.base import Cite
from ropa.model.words import Certainty, FlowKind
from ropa.questions.activities_places import parties
from ropa.questions.base import Context
from ropa.questions.impact_items import (
    ActivityTouched,
    ContractTouched,
    DataTouched,
    PeopleTouched,
    SystemTouched,
    Total,
)
from ropa.questions.matching import Asked, Hit
from ropa.questions.terms import law_mark
from ropa.questions.text import distinct, in_order


class Touched(NamedTuple):
    """What was asked about and which facts are touched.

    Attributes:
        holders: keys asked about; extent: these with their parts and the systems they operate.
        touching: facts that reach or leave the extent; passing: facts that go past it.
    """

    context: Context
    holders: tuple[str, ...]
    extent: frozenset[str]
    touching: tuple[Hit, ...]
    passing: tuple[Hit, ...]

    @property
    def hosted(self) -> tuple[str, ...]:
        """Systems outside the extent that it hosts, sorted."""
        return hosted_by(self.context, self.extent)


def hosted_by(context: Context, extent: frozenset[str]) -> tuple[str, ...]:
    """Return the systems outside an extent that somebody in it hosts, sorted."""
    systems = sorted(context.register.systems.items())
    return tuple(
        key for key, system in systems if key not in extent and any(entry.by in extent for entry in system.hosting)
    )


class _Best:
    """The surest of several statements, with all their citations."""

    def __init__(self) -> None:
        self.certainty = Certainty.LOST
        self.cites: list[Cite] = []

    def add(self, certainty: Certainty, cites: Iterable[Cite]) -> None:
        """Take one more statement into account."""
        self.certainty = min(self.certainty, certainty, key=lambda item: item.rank)
        self.cites.extend(cites)


def people_touched(touched: Touched, asked: Asked) -> tuple[PeopleTouched, ...]:
    """Return the kinds of people, by key, not stated last; what touches a whole kind is implied of its parts."""
    found: dict[str | None, _Best] = {}
    for hit in touched.touching:
        cites = (*hit.fact.flow.cites, *hit.fact.pair.cites)
        for kind in _kinds(touched.context, hit, asked):
            found.setdefault(kind, _Best()).add(hit.certainty, cites)
    register = touched.context.register
    for kind in [key for key in found if key is not None]:
        for part in sorted(register.parts("data_subjects", kind)):
            if part not in found or found[part].certainty.rank > Certainty.IMPLIED.rank:
                whole = found[kind]
                found.setdefault(part, _Best()).add(whole.certainty.at_most(Certainty.IMPLIED), whole.cites)
    people = []
    for key in sorted(found, key=lambda key: (key is None, key or "")):
        known = register.data_subjects.get(key) if key is not None else None
        wholes = register.wholes("data_subjects", key) if key is not None else ()
        people.append(
            PeopleTouched(
                id=key,
                name=register.title(key) if key is not None else "",
                count=known.count if known is not None else None,
                part_of=next((whole for whole in wholes if whole in found), ""),
                vulnerable=known.vulnerable if known is not None else None,
                certainty=found[key].certainty,
                cites=in_order(found[key].cites),
            )
        )
    return tuple(people)


def _kinds(context: Context, hit: Hit, asked: Asked) -> set[str | None]:
    """Return whose data a fact touches: the kind it is about, or the kind asked about where that is a part of it."""
    subject = hit.fact.pair.subject
    if not asked.subjects or subject is None:
        return {subject}
    wanted = {cell[0] for cell in hit.cells if cell[0] is not None}
    return {subject if context.graph.subjects.is_within(subject, key) else key for key in wanted}


def total_of(people: Iterable[PeopleTouched]) -> Total:
    """Return how many people there may be in all; kinds overlap, so their counts are never simply added up."""
    listed = tuple(people)
    stated = [one.count for one in listed if one.count is not None and one.certainty is Certainty.STATED]
    outer = [one.count for one in listed if not one.part_of and one.certainty.rank <= Certainty.POSSIBLE.rank]
    known = [count for count in outer if count is not None]
    return Total(
        at_least=max(stated, default=None),
        at_most=sum(known) if known and len(known) == len(outer) else None,
        not_counted=tuple(one.id for one in listed if one.count is None and one.id is not None),
    )


def data_touched(touched: Touched) -> tuple[DataTouched, ...]:
    """Return the categories, by key, not stated last."""
    gathered: dict[str | None, list[Hit]] = {}
    for hit in touched.touching:
        gathered.setdefault(hit.fact.pair.data, []).append(hit)
    register = touched.context.register
    found = []
    for key in sorted(gathered, key=lambda key: (key is None, key or "")):
        hits = gathered[key]
        subjects = {hit.fact.pair.subject for hit in hits}
        found.append(
            DataTouched(
                id=key,
                name=register.title(key) if key is not None else "",
                mark=law_mark(register, key),
                subjects=tuple(sorted(subjects, key=lambda subject: (subject is None, subject or ""))),
                access=any(hit.fact.flow.access for hit in hits),
                match=min((hit.match for hit in hits), key=lambda match: match.rank),
                certainty=min((hit.certainty for hit in hits), key=lambda certainty: certainty.rank),
                cites=in_order(cite for hit in hits for cite in (*hit.fact.flow.cites, *hit.fact.pair.cites)),
            )
        )
    return tuple(found)


def activities_touched(touched: Touched, asked: Asked) -> tuple[ActivityTouched, ...]:
    """Return the activities, by key; what is said of no particular activity is in the facts only."""
    register = touched.context.register
    ways: dict[str, dict[str, None]] = {}
    best: dict[str, _Best] = {}
    roles: dict[str, set[str]] = {}
    for hit, how in _ways(touched):
        key = hit.fact.flow.activity
        ways.setdefault(key, {})[how] = None
        best.setdefault(key, _Best()).add(hit.certainty, (*hit.fact.flow.cites, *hit.fact.pair.cites))
        if hit.fact.flow.role is not None and hit.fact.flow.target in touched.extent:
            roles.setdefault(key, set()).add(hit.fact.flow.role.value)
    by_facts = frozenset(ways)
    for key, role, certainty, cites in _participants(touched, asked):
        if key in by_facts:
            continue  # they say more
        ways[key] = {"takes part": None}
        best.setdefault(key, _Best()).add(certainty, cites)
        roles.setdefault(key, set()).add(role)
    found = []
    for key in sorted(ways.keys() & register.activities.keys()):
        activity = register.activities[key]
        found.append(
            ActivityTouched(
                id=key,
                name=activity.title,
                role=activity.role.value,
                role_certainty=activity.mark("role").certainty,
                joint_with=tuple(use.key for use in activity.joint_with),
                on_behalf_of=tuple(use.key for use in activity.on_behalf_of),
                purposes=tuple(use.key for use in activity.purposes),
                how=tuple(ways[key]),
                roles=tuple(sorted(roles.get(key, ()))),
                certainty=best[key].certainty,
                cites=in_order(best[key].cites),
            )
        )
    return tuple(found)


def _ways(touched: Touched) -> Iterator[tuple[Hit, str]]:
    """Yield each fact with what is done in it, receiving before sending before passing on."""
    extent = touched.extent
    for hit in touched.touching:
        if hit.fact.flow.target in extent:
            yield hit, "hosts" if hit.fact.flow.kind is FlowKind.HOSTING else "receives"
    for hit in touched.touching:
        if hit.fact.flow.source in extent and hit.fact.flow.target not in extent:
            yield hit, "sends"
    for hit in touched.passing:
        yield hit, "passes on"


def _participants(touched: Touched, asked: Asked) -> Iterator[tuple[str, str, Certainty, tuple[Cite, ...]]]:
    """Yield the activities that somebody in the extent takes part in by role; none where data or people are asked."""
    if asked.data or asked.subjects:
        return
    for key, activity in touched.context.register.activities.items():
        if asked.activities and key not in asked.activities:
            continue
        for one in parties(touched.context, activity):
            if one.organisation in touched.extent:
                yield key, one.role, one.certainty.at_most(activity.certainty), one.cites


def systems_touched(touched: Touched) -> tuple[SystemTouched, ...]:
    """Return the systems asked about, their parts, those operated, and those of others that are hosted, by key."""
    register = touched.context.register
    found = dict.fromkeys(touched.hosted, "hosted")
    for key in touched.extent & register.systems.keys():
        wholes = set(register.wholes("systems", key))
        part = "part" if wholes & set(touched.holders) else "operated"
        found[key] = "itself" if key in touched.holders else part
    return tuple(SystemTouched(id=key, name=register.title(key), relation=found[key]) for key in sorted(found))


def agreements_touched(touched: Touched) -> tuple[ContractTouched, ...]:
    """Return the agreements that touched flows name or that somebody in the extent has made, by key."""
    named = _named(touched, agreement=True)
    found = []
    for key, item in sorted(touched.context.register.agreements.items()):
        if key in named or touched.extent & set(item.between):
            found.append(
                ContractTouched(
                    id=key,
                    name=item.title,
                    kind=item.kind.value,
                    between=item.between,
                    flows=named.get(key, ()),
                    document=item.document,
                    cites=distinct(item.cites),
                )
            )
    return tuple(found)


def safeguards_touched(touched: Touched) -> tuple[ContractTouched, ...]:
    """Return the safeguards that touched flows name or that somebody in the extent is party to, by key."""
    named = _named(touched, agreement=False)
    found = []
    for key, item in sorted(touched.context.register.safeguards.items()):
        if key in named or touched.extent & {*item.between, item.organisation}:
            found.append(
                ContractTouched(
                    id=key,
                    name=item.title,
                    tool=item.tool or "not stated",
                    between=item.between,
                    flows=named.get(key, ()),
                    document=item.document,
                    cites=distinct(item.cites),
                )
            )
    return tuple(found)


def _named(touched: Touched, *, agreement: bool) -> dict[str, tuple[str, ...]]:
    """Return the contracts that touched flows name, each with the ids of these flows, sorted."""
    found: dict[str, set[str]] = {}
    for hit in (*touched.touching, *touched.passing):
        flow: Flow = hit.fact.flow
        for key in flow.agreement if agreement else flow.safeguard:
            found.setdefault(key, set()).add(flow.id)
    return {key: tuple(sorted(flows)) for key, flows in found.items()}
