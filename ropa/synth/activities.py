"""One synthetic activity as YAML text, from a kind of activity and what the register has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ropa.synth import names, shares
from ropa.synth.catalogue import Template
from ropa.synth.dice import Dice
from ropa.synth.duties import bases, duties, retention
from ropa.synth.flows import Arrow, Cast, arrows
from ropa.synth.parties import Parties, Party
from ropa.synth.places import Place
from ropa.synth.yaml_out import Value, inline

_PURPOSES = ("keeping the summer party in good memory", "planning the office move", "choosing the staff canteen menu")
_PROCESSING = ("storage", "hosting", "support", "analysis", "mailing", "payroll accounting", "backup")
_MEASURES = (
    "access-control", "access-review", "encryption-in-transit", "encryption-at-rest", "logging", "pseudonymisation",
    "staff-training", "backup", "four-eyes-principle", "secure-deletion", "multi-factor-authentication",
)  # fmt: skip
#: Legal bases under which people can be bound to provide data.
_BINDING = {"contract", "legal-obligation"}


@dataclass(frozen=True, slots=True)
class World:
    """What every activity draws on.

    Attributes:
        places: the systems by kind; served: keys of those that others run or host.
        special: keys of data of Articles 9 and 10.
    """

    parties: Parties
    places: Mapping[str, Sequence[Place]]
    served: frozenset[str]
    special: frozenset[str]
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as text, and every key of other sections that it names."""

    key: str
    text: str
    uses: frozenset[str]


def activity(dice: Dice, world: World, template: Template, *, key: str, name: str, flows: int) -> Activity:
    """Return an activity with that many flows; without any it has plain lists."""
    cast = _cast(dice, world, template, flows)
    made = arrows(dice, cast, flows)
    fields: dict[str, Value] = {"name": name}
    fields |= _role(dice, cast, world.parties)
    if not dice.chance(shares.NO_DEPARTMENT):
        fields["department"] = template.department
    if not dice.chance(shares.NO_OWNER):
        fields["owner"] = f"Head of {template.department}"
    if not dice.chance(shares.NO_PURPOSE):
        purposes = dice.some(template.purposes, dice.whole(1, 2))
        fields["purposes"] = [*purposes, dice.pick(_PURPOSES)] if dice.chance(0.02) else purposes
    if dice.chance(shares.POSSIBLE):
        fields["certainty"] = "possible"
    data = tuple(key for key in cast.data if not made or any(key in arrow.moved for arrow in made))
    fields |= bases(dice, template, cast.role, special=bool(world.special & set(data)), as_of=world.as_of)
    if made and not _reaches_others(made, world) and dice.chance(shares.NO_RECIPIENTS_SAID):
        fields["recipients"] = "none"
    uses = _uses(fields, cast, made)
    if not made:
        lists = _lists(dice, cast)
        fields |= lists
        uses |= {key for names_ in (lists["data_subjects"], lists["recipients"]) for key in _keys(names_)}
    kept = retention(dice, template, data)
    after = _processing(dice, cast) | duties(dice, template, cast.role, as_of=world.as_of)
    if dice.chance(shares.OWN_MEASURES):
        after["measures"] = dice.some(_MEASURES, dice.whole(2, 5))
    return Activity(key, _text(key, fields, made, kept, after), frozenset(uses))


def _cast(dice: Dice, world: World, template: Template, flows: int) -> Cast:
    drawn = dice.share()
    role = "processor" if drawn < shares.PROCESSOR else "controller"
    if shares.PROCESSOR <= drawn < shares.PROCESSOR + shares.JOINT_CONTROLLER:
        role = "joint-controller"
    parties = world.parties
    many = 2 + flows // 3
    pool = [party for group in template.services for party in parties.vendors[group]]
    trades = [party for trade in template.suppliers for party in parties.suppliers[trade]]
    systems = [dice.pick(world.places[kind]).key for kind in template.systems]
    return Cast(
        role=role, subjects=template.subjects, data=dice.some(template.data, dice.whole(3, 6)),
        systems=tuple(dict.fromkeys(systems)), vendors=_distinct(dice.some(pool, many)),
        suppliers=_distinct(dice.some(trades, many)),
        authorities=tuple(parties.authorities[kind] for kind in template.authorities),
        teams=tuple(team for team in parties.teams if team.group in ("", template.department)),
        client=dice.pick(parties.clients) if role == "processor" else None,
        needed=not _BINDING.isdisjoint(template.bases), parties=parties,
    )  # fmt: skip


def _distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({party.key: party for party in parties}.values())


def _role(dice: Dice, cast: Cast, parties: Parties) -> dict[str, Value]:
    if cast.role == "processor" and cast.client is not None:
        return {"role": cast.role, "on_behalf_of": [cast.client.key]}
    if cast.role == "joint-controller":
        partner = dice.pick(parties.partners)
        fields: dict[str, Value] = {"role": cast.role, "joint_with": [partner.key]}
        return fields | ({"arrangement": partner.agreement} if partner.agreement else {})
    return {} if dice.chance(shares.ROLE_UNSAID) else {"role": cast.role}


def _reaches_others(made: Sequence[Arrow], world: World) -> bool:
    """Return whether data go to somebody else: a recipient, or who runs or hosts a system."""
    return any(arrow.receiver is not None or arrow.target in world.served for arrow in made)


def _lists(dice: Dice, cast: Cast) -> dict[str, Value]:
    """Return what a spreadsheet says: three lists that do not say who gets what."""
    receivers = [party.key for party in (*cast.vendors, *cast.suppliers)][: dice.whole(1, 4)]
    return {
        "data_subjects": dice.some(cast.subjects, dice.whole(1, 2)),
        "data": dice.some(cast.data, dice.whole(2, 5)),
        "recipients": receivers or "none",
    }


def _processing(dice: Dice, cast: Cast) -> dict[str, Value]:
    if cast.role != "processor" or dice.chance(0.15):
        return {}
    return {"processing": dice.some(_PROCESSING, dice.whole(1, 3))}


def _uses(fields: Mapping[str, Value], cast: Cast, made: Sequence[Arrow]) -> set[str]:
    found: set[str] = set()
    for arrow in made:
        found |= arrow.uses()
        found |= set(_keys(arrow.entry.get("subjects", ())))
    for name in ("on_behalf_of", "joint_with", "arrangement"):
        found |= set(_keys(fields.get(name, ())))
    # The contract of whom it acts for belongs to the register, although no flow names it.
    return found | ({cast.client.agreement} if cast.client is not None and cast.client.agreement else set())


def _keys(value: Value) -> list[str]:
    return (
        [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, (list, tuple)) else []
    )


def _text(
    key: str, fields: Mapping[str, Value], made: Sequence[Arrow], kept: Sequence[Value], after: Mapping[str, Value]
) -> str:
    lines = [f"  {key}:\n"]
    lines += [f"    {name}: {inline(value)}\n" for name, value in fields.items()]
    if made:
        lines.append("    flows:\n")
        lines += [arrow.line() for arrow in made]
    if kept:
        lines.append("    retention:\n")
        lines += [f"      - {inline(rule)}\n" for rule in kept]
    lines += [f"    {name}: {inline(value)}\n" for name, value in after.items()]
    return "".join(lines)


def named(template: Template, number: int) -> tuple[str, str]:
    """Return key and name of the activity of its kind with that number, from 0.

    >>> from ropa.synth.catalogue import templates
    >>> named(templates()[0], 0), named(templates()[0], 1)
    (('newsletter', 'Newsletter'), ('newsletter-2', 'Newsletter, Aarhus'))
    """
    if not number:
        return template.key, template.name
    site = names.SITES[(number - 1) % len(names.SITES)]
    again = (number - 1) // len(names.SITES)
    return f"{template.key}-{number + 1}", f"{template.name}, {site}{f' {again + 1}' if again else ''}"
