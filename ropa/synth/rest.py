"""The sections of a synthetic register beside its parties and activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from ropa.synth import shares
from ropa.synth.dice import Dice
from ropa.synth.parties import Parties, Party
from ropa.synth.places import Place
from ropa.synth.yaml_out import Value, inline, section
from ropa.vocabulary import Vocabulary

#: Kinds of people, how many there are for each activity of the register, and the wider kind.
_PEOPLE: Mapping[str, tuple[int, str]] = {
    "applicant": (20, ""), "business-contact": (60, ""), "communication-partner": (90, ""), "consumer": (700, ""),
    "customer": (500, ""), "employee": (15, ""), "freelancer": (2, ""), "member": (200, "customer"),
    "participant": (40, ""), "passer-by": (100, ""), "prospect": (300, ""), "subscriber": (250, ""),
    "supplier-contact": (12, "business-contact"), "user": (400, ""), "visitor": (2000, ""),
}  # fmt: skip
_COOKIES = (
    ("session", "security", "session", "necessary", ("session-id",)),
    ("consent", "consent-management", "P1Y", "necessary", ("consent-record",)),
    ("language", "personalisation", "P1Y", "functional", ("language",)),
    ("basket", "order-fulfilment", "P30D", "necessary", ("cookie-id",)),
    ("visits", "web-analytics", "P14M", "statistics", ("cookie-id", "navigation-behaviour")),
    ("ads", "targeted-advertising", "P13M", "marketing", ("cookie-id", "advertising-interaction")),
)
_PROMISES: Mapping[str, Value] = {
    "no-card-storage": {"never": {"data": "payment-card", "in": "own-systems"}},
    "no-health-data-outside": {"never": {"data": "health-data", "to": "outside"}},
    "no-phone-sharing": {"never": {"data": "phone-number", "to": "outside"}},
    "no-profiling": {"never": {"purpose": "profiling"}},
    "eu-only": {"only": {"countries": ["EEA"]}},
}
_MEASURES = (
    "access-control", "backup", "confidentiality-undertaking", "disaster-recovery", "encryption-in-transit",
    "incident-response", "patch-management", "security-audit", "staff-training", "vendor-assessment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cookies:
    """The section of cookies, and the keys it names."""

    text: tuple[str, ...]
    uses: frozenset[str]


def header(dice: Dice, own: Party, as_of: dt.date) -> Iterator[str]:
    """Yield the first lines: whose register, and what it rests on."""
    yield "# A synthetic register, made by `ropa synth`. Everybody in it is invented, but for vendors that many use.\n"
    policy: Value = {"title": "Privacy policy", "url": f"https://{own.key}.example/privacy", "date": as_of}
    register: dict[str, Value] = {
        "name": f"Register of {own.entry['name']}", "organisation": own.key, "as_of": as_of,
        "documents": {"policy": policy},
    }  # fmt: skip
    if dice.chance(0.5):
        register |= {"version": f"{dice.whole(1, 9)}.{dice.whole(0, 9)}", "prepared_by": "Privacy team"}
    yield "ropa: 1\nregister:\n"
    for name, value in register.items():
        yield f"  {name}: {inline(value)}\n"


def subjects(dice: Dice, uses: frozenset[str], activities: int) -> Iterator[str]:
    """Yield the kinds of people that are named; how many there are grows with the register."""
    entries: dict[str, Value] = {}
    wholes = {whole for key, (_, whole) in _PEOPLE.items() if key in uses}
    for key, (each, whole) in _PEOPLE.items():
        if key not in uses and key not in wholes:
            continue
        entry: dict[str, Value] = {"part_of": whole} if whole else {}
        if dice.chance(0.7):
            entry["count"] = max(1, round(each * activities * (0.3 + dice.share())))
        entries[key] = entry
    yield from section("data_subjects", entries)


def general(dice: Dice) -> Iterator[str]:
    """Yield what is said of no particular activity."""
    yield "\ngeneral:\n"
    if dice.chance(0.3):
        yield '  retention: [{data: everything, criterion: "as long as the law demands"}]\n'
    yield f"  measures: {inline(dice.some(_MEASURES, dice.whole(3, 7)))}\n"


def cookies(dice: Dice, parties: Parties, places: Mapping[str, tuple[Place, ...]], *, activities: int) -> Cookies:
    """Return cookies of websites; a few for a small register, dozens for a large one."""
    lines = ["\ncookies:\n"]
    uses: set[str] = {"visitor"}
    for number in range(2 + round(sqrt(activities) / 2)):
        name, purpose, lifetime, declared, data = _COOKIES[number % len(_COOKIES)]
        setter = dice.pick(places["website"]).key
        if declared in ("statistics", "marketing"):
            setter = dice.pick(parties.vendors["analytics" if declared == "statistics" else "ads"]).key
        uses.add(setter)
        entry: dict[str, Value] = {
            "name": name if number < len(_COOKIES) else f"{name}_{number}", "set_by": setter, "subjects": ["visitor"],
            "data": data, "purpose": purpose, "lifetime": lifetime,
        }  # fmt: skip
        if dice.chance(0.8):
            entry["declared"] = declared
        lines.append(f"  - {inline(entry)}\n")
    return Cookies(tuple(lines), frozenset(uses))


def rights(dice: Dice, vocabulary: Vocabulary, own: Party) -> Iterator[str]:
    """Yield the rights that are offered."""
    entries: dict[str, Value] = {}
    for key in vocabulary.rights:
        if dice.chance(shares.RIGHT_STATED):
            entry: dict[str, Value] = {"channel": str(own.entry["email"])}
            entries[key] = entry | ({"within": dice.pick(("P1M", "P30D"))} if dice.chance(0.7) else {})
    yield from section("rights", entries)


def promises(dice: Dice) -> Iterator[str]:
    """Yield promises; some of them will turn out to be broken."""
    yield from section("promises", {key: entry for key, entry in _PROMISES.items() if dice.chance(shares.PROMISE)})


def waivers(dice: Dice, activity: str, as_of: dt.date) -> Iterator[str]:
    """Yield a waiver for one activity."""
    until = as_of + dt.timedelta(days=dice.whole(30, 200))
    entry: dict[str, Value] = {
        "code": "A106", "at": f"activities/{activity}", "why": "schedule is being agreed", "until": until,
    }  # fmt: skip
    yield f"\nwaivers:\n  - {inline(entry)}\n"
