"""The systems of a synthetic register: own ones, hosted or not, and services that vendors run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from ropa.synth import names, shares
from ropa.synth.catalogue import SystemKind, system_kinds
from ropa.synth.dice import Dice
from ropa.synth.parties import Parties, Party
from ropa.synth.yaml_out import Value

_MEASURES = (
    "access-control", "encryption-at-rest", "encryption-in-transit", "logging", "multi-factor-authentication",
    "patch-management", "backup", "data-separation", "firewall", "malware-protection",
)  # fmt: skip
#: Where hosts store data when it is not their own country.
_REGIONS = (("DE", 5), ("IE", 4), ("FR", 2), ("NL", 2), ("US", 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A system of the register.

    Attributes:
        entry: what the register says of it. parties: keys of those that run or host it; whole: key of what it is
            part of, or empty.
    """

    key: str
    entry: Mapping[str, Value]
    parties: tuple[str, ...]
    whole: str = ""


def places_of(dice: Dice, parties: Parties, *, activities: int) -> Mapping[str, tuple[Place, ...]]:
    """Return the systems by kind; their number grows with the root of the number of activities."""
    each = max(1, round(sqrt(activities) / 9))
    taken = {party.key for party in parties.everybody()}
    made: dict[str, tuple[Place, ...]] = {}
    for kind in system_kinds().values():
        found = []
        for number in range(dice.whole(1, each)):
            key = names.unlike(kind.key, taken)
            taken.add(key)
            found.append(_place(dice, parties, kind, key, number))
        made[kind.key] = tuple(found)
    return made


def _place(dice: Dice, parties: Parties, kind: SystemKind, key: str, number: int) -> Place:
    name = kind.name if not number else f"{kind.name}, {names.SITES[number % len(names.SITES)]}"
    name = f"{name} {number}" if number >= len(names.SITES) else name
    vendors = [party for group in kind.services for party in parties.vendors[group]]
    if vendors and dice.chance(shares.SERVICE_OF_A_VENDOR):
        operator = dice.pick(vendors)
        return Place(key, {"name": name, "operator": operator.key}, (operator.key,))
    entry: dict[str, Value] = {"name": name, "operator": parties.own.key}
    hosts: tuple[str, ...] = ()
    if dice.chance(shares.HOSTED) and parties.vendors["hosting"]:
        host = dice.pick(parties.vendors["hosting"])
        entry["hosting"] = [_hosting(dice, host)]
        hosts = (host.key,)
    if dice.chance(0.6):
        entry["measures"] = dice.some(_MEASURES, dice.whole(1, 4))
    if kind.key == "backup" and number:
        entry["part_of"] = "backup"
    return Place(key, entry, hosts, "backup" if "part_of" in entry else "")


def _hosting(dice: Dice, host: Party) -> Value:
    region = dice.weighted(_REGIONS)
    entry: dict[str, Value] = {
        "by": host.key,
        "country": region if host.country in ("IE", "LU", "US") else host.country,
    }
    if dice.chance(shares.HOST_CANNOT_READ):
        entry["access"] = "none"
    return entry
