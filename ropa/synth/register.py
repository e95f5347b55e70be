"""A whole synthetic register as text, piece by piece, so that size costs time and no memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ropa.errors import UsageError
from ropa.law import Law
from ropa.synth import shares
from ropa.synth.activities import Activity, World, activity, named
from ropa.synth.catalogue import Template, templates
from ropa.synth.dice import Dice
from ropa.synth.parties import Parties, parties_of
from ropa.synth.places import Place, places_of
from ropa.synth.rest import cookies, general, header, promises, rights, subjects, waivers
from ropa.synth.yaml_out import section
from ropa.vocabulary import Vocabulary

#: When the facts of a synthetic register are true; dates of contracts and assessments lie before it.
AS_OF = dt.date(2026, 11, 1)

#: More would make a file that is refused when it is read (50 MB, four million values).
MOST_ACTIVITIES = 30_000
MOST_FLOWS = 150_000


def synthetic_register(
    vocabulary: Vocabulary, law: Law, *, activities: int, flows: int, seed: int, as_of: dt.date = AS_OF
) -> Iterator[str]:
    """Yield an inventory file in pieces; joined they resolve without a problem. The same arguments give the same text.

    Args:
        activities: how many, from 1. flows: how many arrows in all of them together; what follows from hosting and
            from plain lists comes on top.
        seed: another one makes another organisation. as_of: the date of the facts.

    Raises:
        UsageError: a number is out of range.
    """
    _in_range("activities", activities, 1, MOST_ACTIVITIES)
    _in_range("flows", flows, 0, MOST_FLOWS)
    return _pieces(vocabulary, law, activities, flows, seed, as_of)


def _in_range(what: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise UsageError(f"{number} {what} cannot be made", next_step=f"Accepted: {least} to {most}.")


def _pieces(
    vocabulary: Vocabulary, law: Law, count: int, flows: int, seed: int, as_of: dt.date
) -> Iterator[str]:  # fmt: skip
    dice = Dice(f"{seed}/parties")
    parties = parties_of(dice, vocabulary, law, activities=count, flows=flows, as_of=as_of)
    places = places_of(dice, parties, activities=count)
    special = frozenset(key for key, term in vocabulary.data_categories.items() if term.mark)
    served = frozenset(place.key for kind in places.values() for place in kind if place.parties)
    world = World(parties, places, served, special, as_of)
    # Two passes, the first to learn who is needed: only those are declared, and nothing has to be kept.
    named_first: set[str] = set()
    for made in _activities(world, count, flows, seed):
        named_first |= made.uses
    dice = Dice(f"{seed}/rest")
    found = cookies(dice, parties, places, activities=count)
    uses = _with_what_they_need(named_first | found.uses, parties, places)
    yield from header(dice, parties.own, as_of)
    yield from _declarations(dice, parties, places, uses, count)
    yield "\nactivities:\n"
    for made in _activities(world, count, flows, seed):
        yield made.text
    yield from general(dice)
    yield from found.text
    yield from rights(dice, vocabulary, parties.own)
    yield from promises(dice)
    if dice.chance(shares.WAIVERS):
        yield from waivers(dice, _kinds(seed)[0].key, as_of)


def _activities(world: World, count: int, flows: int, seed: int) -> Iterator[Activity]:
    """Yield the activities: each kind once before any comes again, then by how common it is."""
    dice = Dice(f"{seed}/activities")
    kinds = _kinds(seed)
    weights = [(template, float(template.weight)) for template in templates()]
    numbers: dict[str, int] = {}
    left = flows
    for place in range(count):
        template = kinds[place] if place < len(kinds) else dice.weighted(weights)
        number = numbers.get(template.key, 0)
        numbers[template.key] = number + 1
        key, name = named(template, number)
        share = _share(dice, left, count - place)
        left -= share
        yield activity(dice, world, template, key=key, name=name, flows=share)


def _kinds(seed: int) -> list[Template]:
    """Return every kind of activity once: any order, the common ones rather earlier."""
    dice = Dice(f"{seed}/kinds")
    drawn = [(dice.share() / float(template.weight), place) for place, template in enumerate(templates())]
    return [templates()[place] for _, place in sorted(drawn)]


def _share(dice: Dice, left: int, activities: int) -> int:
    """Return how many of the flows that are left the next activity gets: few have many, and all are given out."""
    if activities == 1:
        return left
    mean = left / activities
    if dice.chance(shares.LISTS_ONLY):
        return 0
    if mean < 1:
        return int(dice.chance(mean))
    # Three times the square of an even draw is 1 on average.
    return min(left, 1 + int((mean - 1) * 3 * dice.share() ** 2 + dice.share()))


def _with_what_they_need(
    uses: set[str], parties: Parties, places: Mapping[str, tuple[Place, ...]]
) -> frozenset[str]:  # fmt: skip
    """Return the keys with those that what they stand for names in turn: hosts, operators, wholes, contracts."""
    found = set(uses)
    for place in (place for kind in places.values() for place in kind):
        if place.key in found:
            found |= {*place.parties, *((place.whole,) if place.whole else ())}
    for party in parties.everybody():
        if party.key in found:
            found |= {key for key in (party.agreement, party.safeguard) if key}
    found.add(parties.own.key)
    return frozenset(found)


def _declarations(
    dice: Dice, parties: Parties, places: Mapping[str, tuple[Place, ...]], uses: frozenset[str], count: int
) -> Iterator[str]:
    yield from section("organisations", {item.key: item.entry for item in parties.everybody() if item.key in uses})
    yield from subjects(dice, uses, count)
    systems = [place for kind in places.values() for place in kind if place.key in uses]
    yield from section("systems", {place.key: place.entry for place in systems})
    contracts = parties.contracts
    yield from section("agreements", {key: entry for key, entry in contracts.agreements.items() if key in uses})
    yield from section("safeguards", {key: entry for key, entry in contracts.safeguards.items() if key in uses})
