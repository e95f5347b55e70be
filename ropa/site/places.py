"""Where everything has its page, and which page an address of the register is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ropa.model.base import Entity
from ropa.model.register import Register
from ropa.model.words import NodeKind, Source
from ropa.site.base import Kind
from ropa.site.names import file_stem

#: Sections of the register whose entries have a page of their own.
SECTIONS: Mapping[str, Kind] = {
    "activities": Kind.ACTIVITY,
    "organisations": Kind.ORGANISATION,
    "systems": Kind.SYSTEM,
    "data_categories": Kind.DATA,
    "data_subjects": Kind.PEOPLE,
}
#: Sections whose entries stand on a page together.
_TOGETHER = {
    "agreements": "agreements.html",
    "safeguards": "agreements.html",
    "measures": "measures.html",
    "purposes": "purposes.html",
    "rights": "statements.html",
    "promises": "statements.html",
    "cookies": "statements.html",
    "observations": "statements.html",
    "documents": "sources.html",
}
#: Where findings also stand together, by the beginning of their code; the first that fits decides.
_TOPICS = (
    (("A105", "A15", "A204", "T"), "transfers.html"),
    (("A106", "A16", "R"), "retention.html"),
    (("A107", "A17", "S"), "measures.html"),
    (("A142", "D"), "agreements.html"),
    (("N", "P"), "statements.html"),
    (("V",), "sources.html"),
)
#: Where findings on countries and on purposes stand as well.
_ALSO = {
    "A102": "purposes.html", "A105": "countries.html", "A121": "purposes.html", "A122": "purposes.html",
    "A151": "countries.html", "B151": "purposes.html", "B152": "purposes.html", "C110": "countries.html",
    "D109": "purposes.html", "V102": "countries.html", "V103": "countries.html",
}  # fmt: skip
_NODES = {
    NodeKind.DATA_SUBJECT: Kind.PEOPLE,
    NodeKind.SYSTEM: Kind.SYSTEM,
    NodeKind.ORGANISATION: Kind.ORGANISATION,
}


class Places:
    """The pages of one register.

    Attributes:
        entities: what has a page, by kind, in the order of the register.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        general = {"general": register.general} if register.general is not None else {}
        data = {key: register.data_categories[key] for key in _data_in_use(register)}
        self.entities: Mapping[Kind, Mapping[str, Entity]] = {
            Kind.ACTIVITY: {**register.activities, **general},
            Kind.ORGANISATION: register.organisations,
            Kind.SYSTEM: register.systems,
            Kind.DATA: data,
            Kind.PEOPLE: register.data_subjects,
        }

    @cached_property
    def _paths(self) -> dict[tuple[Kind, str], str]:
        return {
            (kind, key): f"{kind.value}/{file_stem(key)}.html"
            for kind, entities in self.entities.items()
            for key in entities
        }

    def href(self, kind: Kind, key: str) -> str:
        """Return the page of an entity from the top of the site, empty where it has none."""
        return self._paths.get((kind, key), "")

    def of_node(self, key: str) -> str:
        """Return the page of an organisation, a system or a kind of people, empty where it has none."""
        kind = self.kind_of_node(key)
        return "" if kind is None else self.href(kind, key)

    def kind_of_node(self, key: str) -> Kind | None:
        """Return what kind of page a node has, None where it is no node."""
        kind = self._register.node_kind(key)
        return None if kind is None else _NODES[kind]

    def kinds_of(self, key: str) -> tuple[Kind, ...]:
        """Return of which kinds a key has a page."""
        return self._kinds.get(key, ())

    @cached_property
    def _kinds(self) -> dict[str, tuple[Kind, ...]]:
        found: dict[str, tuple[Kind, ...]] = {}
        for kind, entities in self.entities.items():
            for key in entities:
                found[key] = (*found.get(key, ()), kind)
        return found

    def title(self, kind: Kind, key: str) -> str:
        """Return the name of an entity that has a page."""
        if kind is Kind.ACTIVITY and key == "general":
            return "Stated generally"
        return self.entities[kind][key].title

    def of_address(self, address: str) -> str:
        """Return the page that an address (`SECTION/KEY[/FIELD]`, a flow id, `general`) is about, or an empty text."""
        flow = self._flows.get(_without_field(address, self._flows))
        if flow is not None:
            return self.href(Kind.ACTIVITY, flow)
        section, _, rest = address.partition("/")
        if section == "general":
            return self.href(Kind.ACTIVITY, "general")
        kind = Kind.SYSTEM if section == "hosting" else SECTIONS.get(section)
        if kind is None:
            return _TOGETHER.get(section, "")
        key = rest.partition("/")[0]
        return self.href(kind, key)

    @staticmethod
    def of_code(code: str) -> tuple[str, ...]:
        """Return the pages on the matters that a check is about."""
        first = next((page for starts, page in _TOPICS if code.startswith(starts)), "")
        return tuple(page for page in (first, _ALSO.get(code, "")) if page)

    @cached_property
    def _flows(self) -> dict[str, str]:
        """Flow id to its activity; a hosting flow is one of several activities and has no page of its own."""
        return {flow.id: flow.activity for flow in self._register.flows if not flow.id.startswith("hosting/")}


def _without_field(address: str, flows: Mapping[str, str]) -> str:
    """Return the flow that an address is, or is a field of; the address itself where it is about no flow."""
    whole = address
    while whole and whole not in flows:
        whole = whole.rpartition("/")[0]
    return whole or address


def _data_in_use(register: Register) -> list[str]:
    """Return the categories that the register declares or speaks of, and what they are part of, in its order."""
    used = {pair.data for flow in register.flows for pair in flow.pairs}
    activities = [*register.activities.values(), *([register.general] if register.general is not None else [])]
    used.update(key for activity in activities for rule in activity.retention for key in rule.data)
    used.update(use.key for activity in activities for use in activity.listed_data)
    used.update(key for cookie in register.cookies for key in cookie.data)
    used.update(key for right in register.rights.values() for key in right.except_data)
    for promise in register.promises.values():
        terms = [item for item in (promise.never, promise.only, promise.exceptions) if item is not None]
        used.update(key for item in terms for key in item.data)
    declared = (key for key, item in register.data_categories.items() if item.source is Source.REGISTER)
    used.update(declared)
    return _with_wholes(register, (key for key in used if key))


def _with_wholes(register: Register, keys: Iterable[str]) -> list[str]:
    found = set(keys)
    for key in tuple(found):
        found.update(register.broader_categories(key))
        category = register.data_categories.get(key)
        found.update((*category.consists_of, *category.derived_from) if category is not None else ())
    return [key for key in register.data_categories if key in found]
