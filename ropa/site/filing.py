"""On which pages a finding stands: those of what it is about, and those of what it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from ropa.checks.base import Finding
from ropa.model.activities import Cookie, Flow, Terms
from ropa.model.register import Register
from ropa.model.words import FlowKind
from ropa.site.base import Kind
from ropa.site.mentions import Titles
from ropa.site.places import SECTIONS, Places

#: Stands between the stations of a way in a message.
_WAY = " → "


class Filing:
    """Files the findings of one register; what a message names is looked up in time by its length."""

    def __init__(self, register: Register, places: Places) -> None:
        self._register = register
        self._places = places

    def about(self, finding: Finding) -> tuple[str, ...]:
        """Return the pages a finding is about: of its address, of its matters, and of what stands at its address."""
        places = self._places
        pages = dict.fromkeys((places.of_address(finding.at), *places.of_code(finding.code)))
        flow = self._flow_at(finding.at)
        own = self._register.organisation
        if flow is not None:
            # What is said of every flow of the organisation itself would drown what is said of the organisation.
            party = self._register.party_of
            ends = (flow.source, flow.target, party(flow.source), party(flow.target))
            pages.update((places.of_node(node), None) for node in ends if node != own)
        section, _, rest = finding.at.partition("/")
        if section == "register":
            pages[places.of_node(own)] = None
        key, _, field = rest.partition("/")
        nodes = self._parties(section, key, field)
        pages.update((places.of_node(node), None) for node in nodes if node != own)
        pages.update((places.href(Kind.DATA, data), None) for data in self._data_at(section, key))
        pages.update((page, None) for page in self._matters(section, key))
        return tuple(page for page in pages if page)

    def naming(self, finding: Finding) -> tuple[str, ...]:
        """Return the pages, beside those that a finding is about, of what it names or what rests on its subject."""
        named = dict.fromkeys(self._titles.named_in(finding.message))
        named.update((page, None) for page in self._travelled(finding.message, set(named)))
        section, _, rest = finding.at.partition("/")
        key = rest.partition("/")[0]
        named.update((page, None) for page in self._resting.get((section, key), ()))
        if section == "promises":
            # Whose promise it is, of whoever it tells.
            named[self._places.of_node(self._register.organisation)] = None
        about = self.about(finding) if named else ()
        return tuple(page for page in named if page and page not in about)

    @cached_property
    def _titles(self) -> Titles:
        """Everything that has a page, by its title and by its address."""
        places = self._places
        found = [
            (places.title(kind, key), places.href(kind, key)) for kind, keys in places.entities.items() for key in keys
        ]
        found += [
            (f"{section}/{key}", places.href(kind, key))
            for section, kind in SECTIONS.items()
            for key in places.entities[kind]
        ]
        return Titles(found)

    @cached_property
    def _resting(self) -> Mapping[tuple[str, str], dict[str, None]]:
        """Agreement or safeguard to the pages of the activities and ends of the flows that name it."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for flow in self._register.flows:
            named = [("agreements", key) for key in flow.agreement] + [("safeguards", key) for key in flow.safeguard]
            ends = (flow.source, flow.target) if named else ()
            pages = [self._page_of_activity(flow), *map(self._places.of_node, ends)] if named else []
            for item in named:
                found.setdefault(item, {}).update(dict.fromkeys(pages))
        return found

    def _travelled(self, message: str, named: set[str]) -> Iterator[str]:
        """Yield the activities of the flows with which the ways in a message end, as far as it names their data."""
        stations = message.split(_WAY)
        for place, (start, end) in enumerate(pairwise(stations), start=1):
            is_last = place + 1 == len(stations) or self._ends_way(end)
            for number in self._legs.named_in(f"{start}{_WAY}{end}") if is_last else ():
                flow = self._register.flows[int(number)]
                data = {self._places.href(Kind.DATA, pair.data) for pair in flow.pairs if pair.data}
                if not data or data & named:
                    yield self._page_of_activity(flow)

    def _ends_way(self, station: str) -> bool:
        """Tell whether a way ends with a station: more than the name of one stands before the next arrow."""
        return station not in self._stations

    @cached_property
    def _stations(self) -> frozenset[str]:
        title = self._register.title
        return frozenset(title(node) for flow in self._register.flows for node in (flow.source, *flow.via, flow.target))

    @cached_property
    def _legs(self) -> Titles:
        """The last leg of every flow, as a way names it, with the number of the flow."""
        title = self._register.title
        return Titles(
            (f"{title((flow.source, *flow.via)[-1])}{_WAY}{title(flow.target)}", str(number))
            for number, flow in enumerate(self._register.flows)
        )

    def _page_of_activity(self, flow: Flow) -> str:
        return self._places.href(Kind.ACTIVITY, flow.activity)

    def _matters(self, section: str, key: str) -> Iterator[str]:
        """Yield the pages on the matters of a promise beside that of all promises."""
        for terms in self._terms(section, key):
            if terms.countries:
                yield from ("transfers.html", "countries.html")
            if terms.purposes:
                yield "purposes.html"

    def _parties(self, section: str, key: str, field: str) -> tuple[str, ...]:
        """Return who stands at an address that has no page of its own: parties, hosts, whom a promise is about."""
        register = self._register
        if section == "agreements" and key in register.agreements:
            return register.agreements[key].between
        if section == "safeguards" and key in register.safeguards:
            return register.safeguards[key].between
        if section == "hosting":
            return (field.partition("#")[0],)
        if section == "cookies" and (cookie := self._cookie(key)) is not None:
            return (cookie.set_by, *cookie.subjects)
        return tuple(
            node
            for terms in self._terms(section, key)
            for node in (*terms.to, *terms.held_in, *terms.read_by, *terms.recipients, *terms.sources, *terms.subjects)
        )

    def _data_at(self, section: str, key: str) -> tuple[str, ...]:
        """Return the categories that a promise or a cookie is about."""
        if section == "cookies" and (cookie := self._cookie(key)) is not None:
            return cookie.data
        return tuple(data for terms in self._terms(section, key) for data in terms.data)

    def _terms(self, section: str, key: str) -> tuple[Terms, ...]:
        found = self._register.promises.get(key) if section == "promises" else None
        return () if found is None else tuple(item for item in (found.never, found.only, found.exceptions) if item)

    def _cookie(self, number: str) -> Cookie | None:
        cookies = self._register.cookies
        return cookies[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(cookies) else None

    def _flow_at(self, address: str) -> Flow | None:
        whole = address
        while whole and whole not in self._flows_by_id:
            whole = whole.rpartition("/")[0]
        return self._flows_by_id.get(whole)

    @cached_property
    def _flows_by_id(self) -> Mapping[str, Flow]:
        return {flow.id: flow for flow in self._register.flows if flow.kind is not FlowKind.HOSTING}
