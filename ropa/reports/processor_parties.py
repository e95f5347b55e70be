"""For whom a processor acts: the controllers of each activity, the members of a class, and who acts for the same ones.

Thousands of clients of one service make one chapter that lists them all, not thousands of chapters that say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from ropa.language import day, listing
from ropa.model.activities import Activity
from ropa.model.base import Cite, Mark, Part, record
from ropa.model.parties import Agreement, Organisation
from ropa.model.register import Register
from ropa.model.words import AgreementKind, OrganisationKind
from ropa.reports.base import Cell, Row, Table, Value, cell, chip, columns, not_stated, optional_cell, row
from ropa.reports.given import Given
from ropa.reports.parties import contact_values, country, dpo, legal_name, representatives
from ropa.reports.values import distinct, marked, own_mark, said, word

CONTROLLER_COLUMNS = columns(
    ("controller", "Controller", 22),
    ("contact", "Contact details", 18),
    ("country", "Country", 13),
    ("representative", "Representative", 14),
    ("data_protection_officer", "Data protection officer", 14),
    ("contract", "Contract (Article 28(3))", 19),
)

#: So many controllers are named in the title of a chapter; the table below it names all.
_NAMED_IN_TITLE = 3


@record
class ActedFor(Part):
    """One controller acted for.

    Attributes:
        key: of the organisation, empty where an activity names nobody; mark: how sure it is that one acts for it.
        of_class: the unnamed class through which it is acted for, empty where it is named itself.
        unnamed: True for such a class itself; members: how many organisations are named as members of it.
        activities: keys of the activities in which it is named.
    """

    key: str
    mark: Mark = Mark()
    of_class: str = ""
    unnamed: bool = False
    members: int = 0
    activities: tuple[str, ...] = ()


@record
class Served(Part):
    """Controllers for whom exactly the same activities are carried out."""

    controllers: tuple[ActedFor, ...]
    activities: tuple[Activity, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the controllers; none where none is stated."""
        return tuple(item.key for item in self.controllers if item.key)


def served(given: Given) -> tuple[Served, ...]:
    """Return who is acted for, in the order of first mention, joined where the activities are the same.

    The members of a class follow it; what is done for the class is done for each of them.
    """
    order = {activity.key: place for place, activity in enumerate(given.processor_activities)}
    classes = _members(given.register)
    named = _named(given, classes)
    found: dict[str, list[ActedFor]] = {}
    for key, item in named.items():
        found.setdefault(key, []).append(item)
        for member in classes.get(key, ()):
            found.setdefault(member, []).append(replace(item, key=member, of_class=key, unnamed=False, members=0))
    joined: dict[tuple[int, ...], list[ActedFor]] = {}
    for items in found.values():
        places = {order[activity] for item in items for activity in item.activities}
        joined.setdefault(tuple(sorted(places)), []).append(reduce(_joined, items))
    return tuple(
        Served(
            controllers=tuple(controllers),
            activities=tuple(given.processor_activities[place] for place in places),
        )
        for places, controllers in joined.items()
    )


def _named(given: Given, classes: Mapping[str, tuple[str, ...]]) -> dict[str, ActedFor]:
    """Return the controllers that activities name, classes as such, in the order of first mention; "" for nobody."""
    found: dict[str, list[ActedFor]] = {}
    for activity in given.processor_activities:
        for use in activity.on_behalf_of:
            members = classes.get(use.key, ())
            unnamed = use.key in classes
            item = ActedFor(key=use.key, mark=own_mark(use), unnamed=unnamed, members=len(members))
            found.setdefault(use.key, []).append(replace(item, activities=(activity.key,)))
        if not activity.on_behalf_of:
            found.setdefault("", []).append(ActedFor(key="", activities=(activity.key,)))
    return {key: reduce(_joined, items) for key, items in found.items()}


def _members(register: Register) -> Mapping[str, tuple[str, ...]]:
    """Return the organisations that are part of each unnamed class, in file order; a class without any is there too."""
    organisations = register.organisations
    found: dict[str, list[str]] = {key: [] for key, item in organisations.items() if _is_class(item)}
    for key, organisation in organisations.items():
        if organisation.part_of and not _is_class(organisation):
            for whole in register.wholes("organisations", key):
                if whole in found:
                    found[whole].append(key)
    return {key: tuple(items) for key, items in found.items()}


def _is_class(organisation: Organisation) -> bool:
    return organisation.kind is OrganisationKind.CATEGORY


def _joined(known: ActedFor, item: ActedFor) -> ActedFor:
    """Return one statement for two: the surer one, named itself rather than as one of a class, with all citations."""
    surer = known if known.mark.certainty.rank <= item.mark.certainty.rank else item
    cites = distinct((*known.mark.cites, *item.mark.cites))
    of_class = known.of_class if known.of_class and item.of_class else ""
    activities = (*known.activities, *item.activities)
    return replace(surer, mark=replace(surer.mark, cites=cites), of_class=of_class, activities=activities)


def chapter_title(register: Register, group: Served) -> str:
    """Return the names of the controllers, the first three where there are more than four."""
    names = [register.title(key) for key in group.keys]
    if not names:
        return "Controller not stated"
    if len(names) > _NAMED_IN_TITLE + 1:
        return f"{', '.join(names[:_NAMED_IN_TITLE])} and {len(names) - _NAMED_IN_TITLE} more"
    return listing(names)


def controllers_table(given: Given, group: Served) -> Table:
    """Return the controllers acted for, one row each, with everything that letter (a) asks of them."""
    rows = tuple(
        _controller_row(given, item) if item.key else _unknown_row(given, group.activities)
        for item in group.controllers
    )
    caption = "Controllers acted for" if len(group.keys) > 1 else "Controller acted for"
    return Table(key="controllers", columns=CONTROLLER_COLUMNS, rows=rows, caption=caption)


def _controller_row(given: Given, item: ActedFor) -> Row:
    found = given.register.organisations.get(item.key) or Organisation(key=item.key)
    return row(
        _name_cell(given, found, item),
        cell(*contact_values(found)),
        cell(country(given, found)),
        optional_cell(*representatives(found)),
        optional_cell(dpo(found)),
        contracts_cell(given, found, item.of_class),
        anchor="",
    )


def _name_cell(given: Given, found: Organisation, item: ActedFor) -> Cell:
    parts = [
        "" if found.name else "name not stated",
        "" if found.kind is OrganisationKind.COMPANY else word(found.kind),
        f"{item.members} of them named below" if item.members else "",
        f"one of: {given.register.title(item.of_class)}" if item.of_class else "",
    ]
    values = [marked(found.title, item.mark, key=item.key, note="; ".join(text for text in parts if text))]
    if found.legal_name and found.legal_name != found.name:
        values.append(legal_name(found))
    if item.unnamed and not item.members:
        values.append(not_stated("which ones these are: not stated"))
    return cell(*values)


def contracts_cell(given: Given, found: Organisation, of_class: str) -> Cell:
    """Return the contracts between the organisation and another; one with a class holds for its members."""
    agreed = agreements_with(given, found.key, of_class)
    values: list[Value] = []
    for item in agreed:
        signed = f"signed {day(item.signed)}" if item.signed else ""
        kind = "" if item.kind is AgreementKind.DATA_PROCESSING else f"kind: {word(item.kind)}"
        note = "; ".join(text for text in (kind, signed) if text)
        values.append(said(item.title, item, key=item.key, note=note))
    if values and not any(item.kind is AgreementKind.DATA_PROCESSING for item in agreed):
        values.append(not_stated("a contract on processing: not stated"))
    # A record need not name contracts: what is missing there is toned down.
    return optional_cell(*values)


def agreements_with(given: Given, key: str, of_class: str = "") -> tuple[Agreement, ...]:
    """Return the agreements between the organisation and a party, what it is part of, or the class it is one of."""
    parties = dict.fromkeys((key, *given.register.wholes("organisations", key), of_class))
    found = {item.key: item for party in parties for item in given.agreements_with(party)}
    return tuple(found.values())


def _unknown_row(given: Given, activities: Sequence[Activity]) -> Row:
    values = [not_stated(), *senders(given, activities)]
    nothing = tuple(cell() for _ in range(2))
    return row(cell(*values), *nothing, optional_cell(), optional_cell(), cell())


def senders(given: Given, activities: Sequence[Activity]) -> list[Value]:
    """Return who sends the data of activities that name no controller: no statement on the controller, but a lead."""
    register = given.register
    found: dict[str, list[Mark]] = {}
    for activity in activities:
        for flow in activity.flows:
            party = register.party_of(flow.source)
            inward = register.is_internal(register.party_of(flow.target))
            if inward and party in register.organisations and not register.is_internal(party):
                found.setdefault(party, []).append(Mark(certainty=flow.certainty, cites=flow.cites))
    return [
        marked(f"data come from {register.title(key)}", _surest(marks), key=key, chips=(chip("derived"),))
        for key, marks in found.items()
    ]


def _surest(marks: Sequence[Mark]) -> Mark:
    certainty = min((mark.certainty for mark in marks), key=lambda item: item.rank)
    cites: tuple[Cite, ...] = distinct(cite for mark in marks for cite in mark.cites)
    return Mark(certainty=certainty, cites=cites)
