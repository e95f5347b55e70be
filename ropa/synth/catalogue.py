"""What organisations commonly do with personal data, for synthetic registers: tables beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ropa.law.tables import read_table, unique
from ropa.vocabulary import Vendor, Vocabulary

_DATA = Path(__file__).parent / "data"

_ACTIVITY = (
    "key,name,department,weight,subjects:words,data:words,purposes:words,bases:words,services:words,suppliers:words,"
    "authorities:words,systems:words,retention:words,law,condition,screening:words"
)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of activity.

    Attributes:
        weight: how common it is, a number as text.
        subjects, data, purposes, bases, condition, screening: keys of the vocabulary and of the format.
        services: groups of vendors it hands data to; suppliers: kinds of other companies; authorities: kinds of those.
        systems: kinds of systems it is kept in, the first one collects.
        retention: `TRIGGER=PERIOD` or `~CRITERION`.
        law: what obliges, in words; or empty.
    """

    key: str
    name: str
    department: str
    weight: str
    subjects: tuple[str, ...]
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    services: tuple[str, ...]
    suppliers: tuple[str, ...]
    authorities: tuple[str, ...]
    systems: tuple[str, ...]
    retention: tuple[str, ...]
    law: str
    condition: str
    screening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of company that no directory lists: words of its name, and its usual role."""

    key: str
    words: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class SystemKind:
    """A kind of system; `services` are the groups of vendors that could run it."""

    key: str
    name: str
    services: tuple[str, ...]


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return the kinds of activities in file order."""
    return tuple(read_table(_DATA / "activities.csv", _ACTIVITY, Template))


@lru_cache(maxsize=1)
def trades() -> Mapping[str, Trade]:
    """Return the kinds of companies by key."""
    path = _DATA / "suppliers.csv"
    return unique(path, read_table(path, "key,words:words,role", Trade), lambda trade: trade.key)


@lru_cache(maxsize=1)
def system_kinds() -> Mapping[str, SystemKind]:
    """Return the kinds of systems by key."""
    path = _DATA / "systems.csv"
    return unique(path, read_table(path, "key,name,services:words", SystemKind), lambda kind: kind.key)


def vendors_by_group(vocabulary: Vocabulary) -> Mapping[str, tuple[Vendor, ...]]:
    """Return the vendors of the shipped directory by group of services, each group by key; a group may be empty."""
    rows = read_table(_DATA / "services.csv", "key,services:words", lambda key, services: (key, services))
    return {
        key: tuple(vendor for vendor in vocabulary.vendors.values() if vendor.service in services)
        for key, services in rows
    }
