"""The companies of a synthetic register: the organisation itself, vendors, suppliers, clients, authorities, teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from ropa.law import Law
from ropa.synth import names, shares
from ropa.synth.catalogue import trades, vendors_by_group
from ropa.synth.contracts import Contracts, contracts_of
from ropa.synth.dice import Dice
from ropa.synth.yaml_out import Value
from ropa.vocabulary import Vendor, Vocabulary

#: Public bodies by kind.
_AUTHORITIES = {
    "court": "Courts", "customs": "Customs", "fiu": "Financial intelligence unit", "police": "Police",
    "regulator": "Supervisory authority", "socialsecurity": "Social security institution", "tax": "Tax office",
}  # fmt: skip
#: Teams, and the department whose activities they read; empty for those that see all.
_TEAMS = {
    "Customer service": "Customer service", "Facility team": "Facilities", "Finance": "Finance",
    "HR team": "Human resources", "IT operations": "", "Legal": "Legal", "Marketing": "Marketing", "Sales": "Sales",
}  # fmt: skip
_UNNAMED = (
    "Banks",
    "Business partners",
    "Group companies",
    "Parcel carriers",
    "Professional advisers",
    "Service providers",
)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation of the register.

    Attributes:
        entry: what the register says of it.
        role: as recipient, `mixed` where it differs by flow; empty where it is none.
        country: where known, stated or not.
        data: categories that it usually receives.
        agreement, safeguard: keys, or empty.
        group: of services or of the trade.
    """

    key: str
    entry: Mapping[str, Value]
    role: str
    country: str = ""
    data: tuple[str, ...] = ()
    agreement: str = ""
    safeguard: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody in a register.

    Attributes:
        own: the register's organisation. vendors: by group of services; suppliers: by trade; authorities: by kind.
        clients: controllers that the organisation acts for; partners: joint controllers.
        unnamed: categories of recipients; teams: internal parts.
        contracts: entries of agreements and safeguards by key.
    """

    own: Party
    vendors: Mapping[str, tuple[Party, ...]]
    suppliers: Mapping[str, tuple[Party, ...]]
    authorities: Mapping[str, Party]
    clients: tuple[Party, ...]
    partners: tuple[Party, ...]
    unnamed: tuple[Party, ...]
    teams: tuple[Party, ...]
    contracts: Contracts

    def everybody(self) -> Iterable[Party]:
        """Yield every party once, the organisation itself first."""
        yield self.own
        seen: set[str] = set()
        for group in (*self.vendors.values(), *self.suppliers.values()):
            for party in group:
                if party.key not in seen:
                    seen.add(party.key)
                    yield party
        yield from (*self.clients, *self.partners, *self.authorities.values(), *self.unnamed, *self.teams)


def parties_of(dice: Dice, vocabulary: Vocabulary, law: Law, *, activities: int, flows: int, as_of: dt.date) -> Parties:
    """Return the parties of a register of that size: their number grows with the root of it."""
    own = _own(dice, activities)
    made = _Maker(dice, law, own, as_of)
    stack = 1 + round(sqrt(activities) / 12)
    vendors = {
        group: tuple(made.vendor(vendor) for vendor in dice.some(known, dice.whole(1, stack)))
        for group, known in vendors_by_group(vocabulary).items()
    }
    each = 1 + round(sqrt(flows) / 16)
    suppliers = {
        trade.key: tuple(made.company(trade.words, trade.role, trade.key) for _ in range(dice.whole(1, each)))
        for trade in trades().values()
    }
    clients = tuple(made.company(names.TRADES_OF_CLIENTS, "", "client") for _ in range(1 + round(sqrt(activities))))
    partners = tuple(
        made.company(names.OWN_TRADES, "joint-controller", "partner") for _ in range(1 + activities // 200)
    )
    return Parties(
        own=own, vendors=vendors, suppliers=suppliers,
        authorities={key: made.authority(key, name) for key, name in _AUTHORITIES.items()},
        clients=clients, partners=partners,
        unnamed=tuple(made.other(name, {"kind": "category"}, "") for name in _UNNAMED),
        teams=tuple(
            made.other(name, {"kind": "internal", "part_of": own.key}, "internal", department)
            for name, department in _TEAMS.items()
        ),
        contracts=made.contracts(),
    )  # fmt: skip


def _own(dice: Dice, activities: int) -> Party:
    name = names.company(dice, names.OWN_TRADES)
    key = names.key_of(name)
    country = dice.weighted(shares.HOMES)
    domain = f"{key}.example"
    entry: dict[str, Value] = {
        "name": name, "legal_name": names.legal_name(name, country), "country": country,
        "address": f"{dice.whole(1, 90)} Market Street, {dice.pick(names.SITES)}", "email": f"privacy@{domain}",
        "headcount": max(3, round(activities * (4 + 30 * dice.share() ** 2))),
    }  # fmt: skip
    if dice.chance(shares.OFFICER):
        entry["dpo"] = {"name": names.person(dice), "email": f"dpo@{domain}"}
    return Party(key, entry, "", country)


class _Maker:
    """Makes parties with keys of their own, and their contracts with the organisation."""

    def __init__(self, dice: Dice, law: Law, own: Party, as_of: dt.date) -> None:
        self._dice = dice
        self._law = law
        self._own = own
        self._as_of = as_of
        self._made: dict[str, Party] = {}
        self._taken = {own.key}
        self._contracts: list[Contracts] = []

    def contracts(self) -> Contracts:
        """Return every contract made."""
        agreements: dict[str, Value] = {}
        safeguards: dict[str, Value] = {}
        for contracts in self._contracts:
            agreements.update(contracts.agreements)
            safeguards.update(contracts.safeguards)
        return Contracts(agreements, safeguards)

    def vendor(self, vendor: Vendor) -> Party:
        """Return a company of the shipped directory, the same one for the same row."""
        if vendor.key not in self._made:
            entry: dict[str, Value] = {"directory": vendor.key}
            if self._dice.chance(shares.VENDOR_WRITTEN_OUT) and vendor.country:
                entry = {"name": vendor.name, "legal_name": vendor.legal_name, "country": vendor.country}
            country = vendor.country or vendor.parent_country
            party = Party(vendor.key, entry, vendor.role, country, vendor.data_categories, group=vendor.service)
            self._made[vendor.key] = self._with_contracts(party, vendor.legal_name or vendor.name)
            self._taken.add(vendor.key)
        return self._made[vendor.key]

    def company(self, words: tuple[str, ...], role: str, group: str) -> Party:
        """Return an invented company."""
        name = names.company(self._dice, words)
        place = self._dice.weighted(shares.PLACES)
        country = self._own.country if place == "HOME" else place
        key = self._key(names.key_of(name))
        shown = name if key == names.key_of(name) else f"{name} {key.rsplit('-', 1)[1]}"
        entry: dict[str, Value] = {"name": shown, "legal_name": names.legal_name(shown, country)}
        if not self._dice.chance(shares.NO_COUNTRY):
            entry["country"] = country
        if group in ("client", "partner") and self._dice.chance(shares.REACHABLE):
            entry["email"] = f"privacy@{key}.example"
        return self._with_contracts(Party(key, entry, role, country, group=group), names.legal_name(name, country))

    def authority(self, kind: str, name: str) -> Party:
        """Return a public body of the organisation's country."""
        return self.other(name, {"kind": "public-authority", "country": self._own.country}, "authority", kind)

    def other(self, name: str, entry: Mapping[str, Value], role: str, group: str = "") -> Party:
        """Return a body, an unnamed category or a team; none of them signs contracts."""
        return Party(self._key(names.key_of(name)), {"name": name, **entry}, role, group=group)

    def _key(self, wanted: str) -> str:
        key = names.unlike(wanted, self._taken)
        self._taken.add(key)
        return key

    def _with_contracts(self, party: Party, entity: str) -> Party:
        made = contracts_of(
            self._dice, self._law, own=(self._own.key, self._own.country), other=(party.key, party.country),
            entity=entity, role=party.role, as_of=self._as_of,
        )  # fmt: skip
        self._contracts.append(made)
        return Party(
            party.key, party.entry, party.role, party.country, party.data,
            next(iter(made.agreements), ""), next(iter(made.safeguards), ""), party.group,
        )  # fmt: skip
