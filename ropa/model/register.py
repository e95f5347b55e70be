"""The register: everything that was said, resolved, in one immutable value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ropa.errors import Position
from ropa.model.activities import Activity, Cookie, Flow, LegalBasis, Observation, Promise, Right, Waiver
from ropa.model.base import Entity, Part, Sourced, record
from ropa.model.parties import Agreement, DataSubject, Measure, Organisation, Safeguard, System
from ropa.model.terms import DataCategory, Purpose, ancestors, descendants
from ropa.model.words import Completeness, NodeKind, OrganisationKind

#: Sections of a register whose entries have a key, in the order of the file format.
KEYED_SECTIONS = (
    "organisations",
    "data_subjects",
    "data_categories",
    "purposes",
    "systems",
    "agreements",
    "safeguards",
    "measures",
    "activities",
    "rights",
    "promises",
)


@record
class Document(Entity):
    """A source that facts cite; it need not be at hand."""

    file: str = ""
    url: str = ""
    sha256: str = ""
    date: dt.date | None = None


@record
class Lost(Sourced):
    """Something that the source has lost (a list cut off, say)."""

    what: str


@record
class Sign(Sourced):
    """Who approved the record, and when."""

    name: str = ""
    date: dt.date | None = None


@record
class Notice(Part):
    """What the resolver noticed while resolving: no problem, but a finding for `ropa check`.

    Attributes:
        kind: `own-words`, `normalised-country`, `unknown-country`, `mixed-subjects`, `default-role` ...
        at: address of the thing (`SECTION/KEY[/FIELD]`, or a flow id).
        message: one sentence.
    """

    kind: str
    at: str
    message: str
    position: Position | None = None


@dataclass(frozen=True, kw_only=True)
class Register(Sourced):
    """A resolved register.

    Every mapping is keyed by key and in file order. `data_categories` and `purposes` hold the shipped terms as well as
    the register's own (see `Entity.source`); the other sections hold what is declared or used.

    Attributes:
        organisation: key of the organisation whose record this is.
        as_of: date when the facts were true, None when not stated.
        complete: lists declared to be exhaustive.
        regimes: keys of the regimes, as written or by the organisation's country.
        general: what is said of no particular activity; its flows have activity `general`.
        notices: what the resolver noticed, in file order.
    """

    name: str = ""
    organisation: str
    as_of: dt.date | None = None
    regimes: tuple[str, ...] = ()
    complete: frozenset[Completeness] = frozenset()
    legal_basis: tuple[LegalBasis, ...] = ()
    version: str = ""
    prepared_by: str = ""
    exemption: str = ""
    approved_by: Sign | None = None
    lost: tuple[Lost, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict, hash=False)
    organisations: Mapping[str, Organisation] = field(default_factory=dict, hash=False)
    data_subjects: Mapping[str, DataSubject] = field(default_factory=dict, hash=False)
    data_categories: Mapping[str, DataCategory] = field(default_factory=dict, hash=False)
    purposes: Mapping[str, Purpose] = field(default_factory=dict, hash=False)
    systems: Mapping[str, System] = field(default_factory=dict, hash=False)
    agreements: Mapping[str, Agreement] = field(default_factory=dict, hash=False)
    safeguards: Mapping[str, Safeguard] = field(default_factory=dict, hash=False)
    measures: Mapping[str, Measure] = field(default_factory=dict, hash=False)
    activities: Mapping[str, Activity] = field(default_factory=dict, hash=False)
    general: Activity | None = None
    cookies: tuple[Cookie, ...] = ()
    rights: Mapping[str, Right] = field(default_factory=dict, hash=False)
    promises: Mapping[str, Promise] = field(default_factory=dict, hash=False)
    observations: tuple[Observation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    notices: tuple[Notice, ...] = ()

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Every flow of every activity and of `general`, declared, list and hosting, in file order."""
        found = [flow for activity in self.activities.values() for flow in activity.flows]
        if self.general is not None:
            found.extend(self.general.flows)
        return tuple(found)

    @cached_property
    def category_parents(self) -> Mapping[str, str]:
        """Data category to its parent, empty for a root."""
        return {key: category.parent for key, category in self.data_categories.items()}

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, str]]:
        return {
            "organisations": {key: item.part_of for key, item in self.organisations.items()},
            "data_subjects": {key: item.part_of for key, item in self.data_subjects.items()},
            "systems": {key: item.part_of for key, item in self.systems.items()},
        }

    def broader_categories(self, key: str) -> tuple[str, ...]:
        """Return the categories above `key`, nearest first."""
        return ancestors(self.category_parents, key)

    def narrower_categories(self, key: str) -> frozenset[str]:
        """Return the categories below `key`, without `key`."""
        return descendants(self.category_parents, key)

    def wholes(self, section: str, key: str) -> tuple[str, ...]:
        """Return what `key` is `part_of`, nearest first; `section` is organisations, data_subjects or systems."""
        return ancestors(self._parts[section], key)

    def parts(self, section: str, key: str) -> frozenset[str]:
        """Return what is `part_of` `key`, directly or further down, without `key`."""
        return descendants(self._parts[section], key)

    def node_kind(self, key: str) -> NodeKind | None:
        """Return what kind of node `key` is, None when it is none."""
        if key in self.data_subjects:
            return NodeKind.DATA_SUBJECT
        if key in self.systems:
            return NodeKind.SYSTEM
        return NodeKind.ORGANISATION if key in self.organisations else None

    def title(self, key: str) -> str:
        """Return the name of a node, category or purpose, or the key itself where no name is stated."""
        for section in (self.organisations, self.systems, self.data_subjects, self.data_categories, self.purposes):
            entity: Entity | None = section.get(key)
            if entity is not None:
                return entity.title
        return key

    def is_internal(self, organisation: str) -> bool:
        """Tell whether an organisation is the register's own or an internal part of it."""
        if organisation == self.organisation:
            return True
        if self.organisation in self.wholes("organisations", organisation):
            return True
        found = self.organisations.get(organisation)
        return found is not None and found.kind is OrganisationKind.INTERNAL

    def is_own_system(self, system: str) -> bool:
        """Tell whether a system is operated by the register's organisation or an internal part; unknown operator: own.

        A system without a stated operator, also none stated for what it is part of, counts as the organisation's own,
        because nobody else is said to run it.
        """
        return self.is_internal(self.operator_of(system))

    def operator_of(self, system: str) -> str:
        """Return the organisation that operates a system: its own operator, that of its whole, else the register's."""
        for key in (system, *self.wholes("systems", system)):
            operator = self.systems[key].operator if key in self.systems else ""
            if operator:
                return operator
        return self.organisation

    def party_of(self, node: str) -> str:
        """Return the organisation behind a node: itself, a system's operator, or the data subject."""
        return self.operator_of(node) if node in self.systems else node
