"""The flows of one synthetic activity: data come from people, are kept, and go on to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ropa.synth import shares
from ropa.synth.dice import Dice
from ropa.synth.parties import Parties, Party
from ropa.synth.yaml_out import Value, inline

#: What flows do, and how often; a kind that finds nobody to go to is drawn again.
_KINDS = (
    ("vendor", 40), ("move", 17), ("collect", 14), ("supplier", 11), ("onward", 6), ("authority", 5), ("team", 4),
    ("source", 3), ("unnamed", 3),
)  # fmt: skip
_OWN_WORDS = ("shoe size", "seating preference at dinners", "favourite coffee", "locker number", "parking habits")
_CONDITIONS = ("on request", "where the law demands it", "if the person has agreed", "in case of a dispute")
#: Vendors and companies that deal with data of every activity.
_EVERYWHERE_VENDORS = ("office", "files", "hosting", "teamchat", "signature")
_EVERYWHERE_TRADES = ("auditor", "consultant", "developer", "itprovider", "lawyer")
_ACCESS = ("US", "IN", "PH", "UA", "RO")
#: Draws for a pair of parties that the activity does not have yet; after half of them anybody will do.
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what an activity is about.

    Attributes:
        role: of the organisation. subjects, data: keys; systems: keys, the first one collects.
        vendors, suppliers, authorities, teams: whom it usually deals with. client: whom it acts for, or None.
        needed: True where people can be bound to provide data, by contract or law.
    """

    role: str
    subjects: tuple[str, ...]
    data: tuple[str, ...]
    systems: tuple[str, ...]
    vendors: tuple[Party, ...]
    suppliers: tuple[Party, ...]
    authorities: tuple[Party, ...]
    teams: tuple[Party, ...]
    client: Party | None
    needed: bool
    parties: Parties


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow: its ends, what moves, what the register says of it.

    Attributes:
        receiver: the party that receives; None for a system. whose: people, where the flow names them.
    """

    source: str
    target: str
    moved: tuple[str, ...]
    entry: dict[str, Value]
    receiver: Party | None = None
    whose: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the flow as an item of `flows`."""
        ends = f"      - {self.source} -> {self.target}"
        if not self.entry:
            return f"{ends}\n"
        only = self.entry["data"] if list(self.entry) == ["data"] else None
        return f"{ends}: {inline(self.entry if only is None or isinstance(only, str) else only)}\n"

    def uses(self) -> set[str]:
        """Return every key that the flow names: nodes, agreements, safeguards, who passes it on."""
        named = {self.source, self.target}
        for name in ("agreement", "safeguard", "via"):
            if isinstance(self.entry.get(name), str):
                named.add(str(self.entry[name]))
        return named


@dataclass(frozen=True, slots=True)
class _Net:
    """Where the data of an activity have got to so far.

    Attributes:
        held: by holder the categories, and of whom. givers: recipients that hold some, by key.
    """

    held: dict[str, dict[str, tuple[str, ...]]]
    givers: dict[str, Party]

    def take(self, arrow: Arrow, subjects: tuple[str, ...]) -> None:
        """Note what a flow brings to its target."""
        had = self.held.get(arrow.source, {})
        here = self.held.setdefault(arrow.target, {})
        for key in arrow.moved:
            whose = arrow.whose or ((arrow.source,) if arrow.source in subjects else had.get(key, ()))
            here[key] = tuple(dict.fromkeys((*here.get(key, ()), *whose)))
        if arrow.receiver is not None:
            self.givers[arrow.target] = arrow.receiver

    def people(self, source: str, moved: tuple[str, ...]) -> tuple[str, ...]:
        """Return of whom the source holds all of these categories, in any order."""
        had = self.held.get(source, {})
        common = [set(had.get(key, ())) for key in moved]
        return tuple(sorted(set.intersection(*common))) if common else ()


def arrows(dice: Dice, cast: Cast, count: int) -> list[Arrow]:
    """Return that many flows, in the order in which data travel."""
    made: list[Arrow] = []
    seen: set[tuple[str, str]] = set()
    net = _Net({}, {})
    for number in range(count):
        arrow = _first(dice, cast) if not number else None
        for attempt in range(_TRIES):
            if arrow is not None and (arrow.source, arrow.target) not in seen:
                break
            arrow = _arrow(dice, cast, net, wide=attempt >= _TRIES // 2) or arrow
        if arrow is None:
            arrow = _first(dice, cast)
        seen.add((arrow.source, arrow.target))
        made.append(_told_apart(dice, net, arrow))
        net.take(made[-1], cast.subjects)
    return made


def _told_apart(dice: Dice, net: _Net, arrow: Arrow) -> Arrow:
    """Return the flow, often with a word on whose data go where its source holds data of several kinds of people."""
    known = net.people(arrow.source, arrow.moved)
    if len(known) < 2 or not dice.chance(shares.WHOSE):
        return arrow
    whose = dice.some(known, dice.whole(1, len(known)))
    return replace(arrow, whose=whose, entry={**arrow.entry, "subjects": whose})


def _first(dice: Dice, cast: Cast) -> Arrow:
    """Return how the data come in."""
    moved = _part(dice, cast.data, least=2)
    if cast.client is not None and dice.chance(0.6):
        whose = (cast.subjects[0],)
        return Arrow(cast.client.key, cast.systems[0], moved, {"data": moved, "subjects": whose}, whose=whose)
    target = cast.parties.own.key if dice.chance(0.06) else cast.systems[0]
    return Arrow(cast.subjects[0], target, moved, _collected(dice, cast, moved))


def _collected(dice: Dice, cast: Cast, moved: tuple[str, ...]) -> dict[str, Value]:
    entry: dict[str, Value] = {"data": moved}
    if cast.needed and dice.chance(0.12):
        entry |= {"mandatory": {"otherwise": "no contract"}} if dice.chance(0.6) else {"voluntary": True}
    return entry


def _arrow(dice: Dice, cast: Cast, net: _Net, *, wide: bool) -> Arrow | None:
    """Return a further flow, or None where the kind that was drawn finds nobody."""
    kind = dice.weighted(_KINDS)
    if kind == "collect":
        moved = _part(dice, cast.data, least=1)
        return Arrow(dice.pick(cast.subjects), dice.pick(cast.systems), moved, _collected(dice, cast, moved))
    if kind == "source":
        return _from_others(dice, cast)
    if kind == "onward":
        return _onward(dice, cast, net)
    own = [key for key in net.held if key not in net.givers]
    source = own[0] if not own[1:] or dice.chance(0.6) else dice.pick(own)
    if kind == "move":
        target = dice.pick(cast.systems)
        return None if target == source else _passed(dice, cast, source, target, tuple(net.held[source]), None)
    receivers: Sequence[Party] = {
        "vendor": cast.vendors, "supplier": cast.suppliers, "authority": cast.authorities,
        "team": cast.teams, "unnamed": cast.parties.unnamed,
    }[kind]  # fmt: skip
    if wide:
        receivers = _anybody(dice, cast.parties)
    if not receivers:
        return None
    receiver = dice.pick(receivers)
    return _passed(dice, cast, source, receiver.key, tuple(net.held[source]), receiver)


def _anybody(dice: Dice, parties: Parties) -> Sequence[Party]:
    """Return those that serve activities of every kind."""
    if dice.chance(0.5):
        return parties.vendors[dice.pick(_EVERYWHERE_VENDORS)]
    return parties.suppliers[dice.pick(_EVERYWHERE_TRADES)]


def _from_others(dice: Dice, cast: Cast) -> Arrow | None:
    """Return data that somebody else provides (Article 14)."""
    if not cast.suppliers:
        return None
    giver = dice.pick(cast.suppliers)
    moved = _part(dice, cast.data, least=1)
    whose = (dice.pick(cast.subjects),)
    entry: dict[str, Value] = {"data": moved, "subjects": whose}
    if dice.chance(0.2):
        entry["public_source"] = True
    return Arrow(giver.key, cast.systems[0], moved, entry, whose=whose)


def _onward(dice: Dice, cast: Cast, net: _Net) -> Arrow | None:
    """Return what a recipient hands on to one of its own."""
    sources = [key for key, party in net.givers.items() if party.role in ("processor", "mixed", "controller")]
    if not sources:
        return None
    source = dice.pick(sources)
    receiver = dice.pick(cast.parties.vendors["hosting"] or cast.parties.suppliers["itprovider"])
    if dice.chance(0.4):
        receiver = dice.pick(cast.parties.suppliers["itprovider"])
    if receiver.key == source:
        return None
    moved = _part(dice, tuple(net.held[source]), least=1) if net.held[source] else ()
    entry: dict[str, Value] = {"data": moved} if moved else {}
    if not dice.chance(shares.RECIPIENT_ROLE_UNSAID):
        entry["as"] = "sub-processor" if net.givers[source].role != "controller" else "processor"
    return Arrow(source, receiver.key, moved, entry, receiver)


def _passed(
    dice: Dice, cast: Cast, source: str, target: str, has: tuple[str, ...], receiver: Party | None
) -> Arrow:  # fmt: skip
    """Return data that the organisation hands on, with what the register says of it."""
    entry, moved = _what(dice, cast, has, receiver)
    if receiver is not None:
        entry |= _relation(dice, cast, receiver)
    if dice.chance(shares.VIA) and len(cast.systems) > 1 and not {source, target} & set(cast.systems[1:2]):
        entry["via"] = cast.systems[1]
    if dice.chance(shares.CONDITIONAL):
        entry["when"] = dice.pick(_CONDITIONS)
    if dice.chance(shares.OWN_PLACES) and receiver is not None:
        entry["locations"] = {"access": dice.pick(_ACCESS)}
    if dice.chance(shares.POSSIBLE_FLOW):
        entry["certainty"] = "possible"
    elif dice.chance(shares.HYPOTHETICAL_FLOW):
        entry["certainty"] = "hypothetical"
    if dice.chance(shares.CITED):
        line = dice.whole(5, 320)
        entry["cite"] = f"policy:{line}" if dice.chance(0.7) else f"policy:{line}-{line + dice.whole(1, 4)}"
    return Arrow(source, target, moved, entry, receiver)


def _what(
    dice: Dice, cast: Cast, has: tuple[str, ...], receiver: Party | None
) -> tuple[dict[str, Value], tuple[str, ...]]:  # fmt: skip
    """Return the statement on data, and the categories that move by it."""
    drawn = dice.share()
    if drawn < shares.NO_DATA or not has:
        return {}, ()
    if drawn < shares.NO_DATA + shares.ALL_DATA:
        return {"data": "all"}, has
    usual = tuple(key for key in has if receiver is not None and key in receiver.data)
    moved = usual if usual and dice.chance(0.7) else _part(dice, has, least=1)
    if dice.chance(shares.UNCOLLECTED):
        moved = tuple(dict.fromkeys((*moved, dice.pick(cast.data))))
    if dice.chance(shares.OWN_WORDS):
        return {"data": [*moved, dice.pick(_OWN_WORDS)]}, moved
    return {"data": moved}, moved


def _relation(dice: Dice, cast: Cast, receiver: Party) -> dict[str, Value]:
    """Return role, contract and safeguard of a recipient."""
    entry: dict[str, Value] = {}
    role = receiver.role
    if role in ("mixed", "none"):
        role = dice.weighted((("processor", 3), ("controller", 2)))
    if role == "processor" and cast.role == "processor":
        role = "sub-processor"
    if role and not dice.chance(shares.RECIPIENT_ROLE_UNSAID):
        entry["as"] = role
    if receiver.agreement and role != "controller" and dice.chance(shares.AGREEMENT_NAMED):
        entry["agreement"] = receiver.agreement
    if receiver.safeguard:
        entry["safeguard"] = receiver.safeguard
    if receiver in cast.parties.unnamed and dice.chance(0.5):
        entry["open"] = True
    return entry


def _part(dice: Dice, items: tuple[str, ...], *, least: int) -> tuple[str, ...]:
    """Return some of the items: all of them in a third of cases, few more often than many."""
    if dice.chance(0.33) or len(items) <= least:
        return items
    span = len(items) - least
    return dice.some(items, least + int(span * dice.share() * dice.share() * 1.5) if span else least)
