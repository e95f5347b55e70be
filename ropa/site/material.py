"""What the pages are made from: the register with everything that is asked of it, looked up by what a page is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from ropa.checks.base import Finding
from ropa.checks.retention import reach_of
from ropa.graph import Match
from ropa.law import Law
from ropa.model.activities import Flow, Pair
from ropa.model.base import Mark
from ropa.model.parties import Agreement, Safeguard
from ropa.model.register import Register
from ropa.model.words import FlowKind, RecipientRole
from ropa.questions import Context
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.questions.retention_reach import Reach
from ropa.reports.base import Cell, Chip
from ropa.reports.given import PARTS, Given
from ropa.reports.transfer_rows import shown_in_record
from ropa.reports.values import country_text
from ropa.site.base import Kind, Name
from ropa.site.filing import Filing
from ropa.site.places import Places
from ropa.transfers.base import Grade, Transfer, worst_transfer

T = TypeVar("T")
K = TypeVar("K")


class Material:
    """One register, indexed; nothing is computed before it is asked for.

    Attributes:
        given: what reports are made from; findings: every finding, waived ones included, in the order of the checks.
        places: where everything has its page.
    """

    def __init__(self, context: Context, findings: Sequence[Finding]) -> None:
        self.context = context
        self.findings = tuple(findings)
        self.places = Places(context.register)
        #: Marks of categories that were looked up before; cells of grades and roles, and names that were made before.
        self.chips: dict[str, tuple[Chip, ...]] = {}
        self.graded: dict[tuple[tuple[Grade, str, str, bool], ...], Cell] = {}
        self.roles: dict[tuple[RecipientRole | None, tuple[Chip, ...], Mark | None, str], Cell] = {}
        self.ends: dict[str, Name] = {}
        self._nodes: dict[str, Name] = {}
        self._names: dict[tuple[Kind, str], Name] = {}
        self._countries: dict[str, str] = {}
        self.given = Given(
            register=context.register, law=context.law, vocabulary=context.vocabulary, transfers=context.transfers,
            findings=self.findings, as_of=context.as_of, edition="internal", parts=PARTS,
        )  # fmt: skip

    @property
    def register(self) -> Register:
        """The register."""
        return self.context.register

    @property
    def law(self) -> Law:
        """The law of the day."""
        return self.context.law

    @property
    def as_of(self) -> dt.date:
        """The day of the law."""
        return self.context.as_of

    def name(self, kind: Kind, key: str) -> Name:
        """Return the name of something that leads to its page, where it has one."""
        found = self._names.get((kind, key))
        if found is None:
            href = self.places.href(kind, key)
            text = self.places.title(kind, key) if href else self.register.title(key)
            found = self._names[(kind, key)] = Name(text=text, key=key, href=href)
        return found

    def node(self, key: str) -> Name:
        """Return the name of an organisation, a system or a kind of people that leads to its page."""
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = self.name(self.places.kind_of_node(key) or Kind.ORGANISATION, key)
        return found

    def in_order(self, keys: Iterable[str | None]) -> list[str | None]:
        """Return keys by the names that people read, what is not stated last."""
        found = list(keys)
        if len(found) < 2:  # most of them
            return found
        ranks = self._ranks
        last = len(ranks)
        return sorted(found, key=lambda key: (last + 1, "") if key is None else (ranks.get(key, last), key))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        register = self.register
        sections = (register.organisations, register.systems, register.data_subjects, register.data_categories)
        keys = {key for section in sections for key in section}
        ordered = sorted(keys, key=lambda key: (register.title(key).casefold(), key))
        return {key: place for place, key in enumerate(ordered)}

    def country(self, key: str) -> str:
        """Return a country by its name."""
        found = self._countries.get(key)
        if found is None:
            found = self._countries[key] = country_text(self.law, key)
        return found

    def activities_in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return activities in the order of the register, each once, what is stated generally last."""
        distinct = set(keys)
        return tuple(sorted(distinct, key=lambda key: self._places_of_activities.get(key, len(distinct) + 1)))

    @cached_property
    def _places_of_activities(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.places.entities[Kind.ACTIVITY])}

    @cached_property
    def into(self) -> Mapping[str, tuple[Flow, ...]]:
        """Node to the flows that end there, in file order."""
        return _grouped((flow.target, flow) for flow in self.register.flows)

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Flow, ...]]:
        """Node to the flows that begin there, in file order."""
        return _grouped((flow.source, flow) for flow in self.register.flows)

    @cached_property
    def through(self) -> Mapping[str, tuple[Flow, ...]]:
        """Node to the flows that it passes on without holding them, in file order."""
        return _grouped((node, flow) for flow in self.register.flows for node in flow.via)

    @cached_property
    def operated(self) -> Mapping[str, tuple[str, ...]]:
        """Organisation to the systems that it runs, in file order; those of nobody are the register's own."""
        return _grouped((self.register.operator_of(key), key) for key in self.register.systems)

    @cached_property
    def of_data(self) -> Mapping[str, tuple[tuple[Flow, Pair], ...]]:
        """Category to the facts that name just it, in file order."""
        return _grouped((pair.data, (flow, pair)) for flow, pair in self._pairs if pair.data is not None)

    @cached_property
    def of_people(self) -> Mapping[str, tuple[tuple[Flow, Pair], ...]]:
        """Kind of people to the facts about just them, in file order."""
        return _grouped((pair.subject, (flow, pair)) for flow, pair in self._pairs if pair.subject is not None)

    def about_data(self, key: str, *, broader: bool = False) -> tuple[tuple[Flow, Pair], ...]:
        """Return the facts about a category: those that name it or something narrower, or with `broader` the others.

        A fact about something broader may or may not be about the category. What is under a category at the very top
        has pages of its own: there only what names the category itself counts.
        """
        if not broader and self.is_at_top(key):
            return self.of_data.get(key, ())
        related = {key: Match.EXACT, **self.context.graph.categories.related(key)}
        wanted = [name for name, match in related.items() if (match is Match.BROADER) is broader]
        return tuple(item for name in sorted(wanted) for item in self.of_data.get(name, ()))

    def is_at_top(self, key: str) -> bool:
        """Tell whether nothing is broader than a category, and something is narrower."""
        return not self.register.broader_categories(key) and bool(self.register.narrower_categories(key))

    def about_people(self, key: str, *, broader: bool = False) -> tuple[tuple[Flow, Pair], ...]:
        """Return the facts about a kind of people: about them and their parts, or with `broader` about wider kinds."""
        parts = sorted(self.register.parts("data_subjects", key))
        wanted = self.register.wholes("data_subjects", key) if broader else (key, *parts)
        return tuple(item for name in wanted for item in self.of_people.get(name, ()))

    def held_of_data(self, key: str) -> tuple[tuple[Held, tuple[Reached, ...]], ...]:
        """Return where a category or something narrower is held, with the rules that reach it; see `about_data`."""
        if self.is_at_top(key):
            return self.held_data.get(key, ())
        related = {key: Match.EXACT, **self.context.graph.categories.related(key)}
        wanted = sorted(name for name, match in related.items() if match is not Match.BROADER)
        return tuple(item for name in wanted for item in self.held_data.get(name, ()))

    def held_about_people(self, key: str) -> tuple[tuple[Held, tuple[Reached, ...]], ...]:
        """Return what is held about a kind of people or a part of it, with the rules that reach it."""
        wanted = (key, *sorted(self.register.parts("data_subjects", key)))
        return tuple(item for name in wanted for item in self.held_about.get(name, ()))

    @property
    def _pairs(self) -> Iterable[tuple[Flow, Pair]]:
        return ((flow, pair) for flow in self.register.flows for pair in flow.pairs)

    @cached_property
    def _transfers(self) -> Mapping[tuple[str, str], tuple[Transfer, ...]]:
        """Activity and id of a flow to its grades; hosting flows share their id between activities."""
        return _grouped(((row.flow.activity, row.flow.id), row) for row in self.context.transfers)

    def transfers_of(self, flow: Flow) -> tuple[Transfer, ...]:
        """Return the grades of a flow, one per regime."""
        return self._transfers.get((flow.activity, flow.id), ())

    @cached_property
    def alike(self) -> Mapping[int, int]:
        """`id()` of every grade that pages show to a number that grades have in common which read alike."""
        numbers: dict[tuple[object, ...], int] = {}
        return {
            id(item): numbers.setdefault(_reading(item), len(numbers))
            for item in self.context.transfers
            if shown_in_record(self.given, item)
        }

    def worst(self, flows: Iterable[Flow]) -> Transfer | None:
        """Return the worst graded row of some flows, None where none is graded."""
        return worst_transfer(row for flow in flows for row in self.transfers_of(flow))

    @cached_property
    def reach(self) -> Reach:
        """Which retention rules reach what."""
        return reach_of(self.register)

    @cached_property
    def held_by(self) -> Mapping[str, tuple[tuple[Held, tuple[Reached, ...]], ...]]:
        """Node to what it holds, with the rules that reach it; what a system holds also counts for who runs it."""
        register = self.register
        return _grouped(
            (node, (held, reaching))
            for held, reaching in self.reach.met
            for node in dict.fromkeys((held.holder, register.party_of(held.holder)))
        )

    @cached_property
    def held_data(self) -> Mapping[str, tuple[tuple[Held, tuple[Reached, ...]], ...]]:
        """Category to where it is held, with the rules that reach it."""
        return _grouped((held.data, (held, reaching)) for held, reaching in self.reach.met if held.data is not None)

    @cached_property
    def held_about(self) -> Mapping[str, tuple[tuple[Held, tuple[Reached, ...]], ...]]:
        """Kind of people to what is held about it, with the rules that reach it."""
        return _grouped(
            (held.subject, (held, reaching)) for held, reaching in self.reach.met if held.subject is not None
        )

    @cached_property
    def held_in(self) -> Mapping[str, tuple[tuple[Held, tuple[Reached, ...]], ...]]:
        """Activity to what is held in it, with the rules that reach it."""
        return _grouped((held.activity, (held, reaching)) for held, reaching in self.reach.met)

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[Rule, ...]]:
        """Activity, or `general`, to its retention rules, in file order."""
        return _grouped((rule.activity.key, rule) for rule in self.reach.rules)

    @cached_property
    def rules_naming(self) -> Mapping[str, tuple[Rule, ...]]:
        """Category, kind of people, system or organisation to the retention rules that name it, in file order."""
        return _grouped(
            (key, rule)
            for rule in self.reach.rules
            for said in (rule.said,)
            for key in dict.fromkeys((*said.data, *said.subjects, *said.held_in, *said.by, *said.then_in))
        )

    def hosted_by(self, key: str) -> tuple[tuple[Held, tuple[Reached, ...]], ...]:
        """Return what an organisation holds only because it hosts a system, with the rules that reach it there."""
        seen: dict[int, tuple[Held, tuple[Reached, ...]]] = {}
        for flow in self.into.get(key, ()):
            if flow.kind is FlowKind.HOSTING:
                sure = {(pair.subject, pair.data): pair.certainty for pair in flow.pairs}
                for held, reaching in self.held_by.get(flow.source, ()):
                    known = sure.get((held.subject, held.data)) if held.activity == flow.activity else None
                    if known is not None:
                        seen[id(held)] = held._replace(certainty=held.certainty.at_most(known)), reaching
        return tuple(seen.values())

    @cached_property
    def acted_for(self) -> Mapping[str, tuple[str, ...]]:
        """Organisation to the activities that are done on its behalf, in file order."""
        activities = self.register.activities.items()
        return _grouped((use.key, key) for key, activity in activities for use in activity.on_behalf_of)

    @cached_property
    def joint_with(self) -> Mapping[str, tuple[str, ...]]:
        """Organisation to the activities that are decided on together with it, in file order."""
        activities = self.register.activities.items()
        return _grouped((use.key, key) for key, activity in activities for use in activity.joint_with)

    @cached_property
    def agreements_of(self) -> Mapping[str, tuple[Agreement, ...]]:
        """Organisation to the agreements between it and others, in file order."""
        return _grouped((party, item) for item in self.register.agreements.values() for party in item.between)

    @cached_property
    def safeguards_of(self) -> Mapping[str, tuple[Safeguard, ...]]:
        """Organisation to the safeguards that it is party to, in file order."""
        return _grouped(
            (party, item)
            for item in self.register.safeguards.values()
            for party in dict.fromkeys((*item.between, *((item.organisation,) if item.organisation else ())))
        )

    @cached_property
    def findings_of(self) -> Mapping[str, tuple[Finding, ...]]:
        """Page to the findings about its subject, in the order of the checks."""
        return _grouped((page, item) for item in self.findings for page in self._filing.about(item))

    @cached_property
    def findings_naming(self) -> Mapping[str, tuple[Finding, ...]]:
        """Page to the findings that stand elsewhere and name its subject, in the order of the checks."""
        return _grouped((page, item) for item in self.findings for page in self._filing.naming(item))

    @cached_property
    def _filing(self) -> Filing:
        return Filing(self.register, self.places)


def _reading(item: Transfer) -> tuple[object, ...]:
    """Return everything that a row on a grade shows of it, but for the activity."""
    return (item.exporter, item.importer, item.country, item.regime, item.grade, item.tool, item.reason,
            item.next_step, item.further_notes, item.unverified)  # fmt: skip


def _grouped(items: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for key, item in items:
        found.setdefault(key, []).append(item)
    return {key: tuple(members) for key, members in found.items()}
