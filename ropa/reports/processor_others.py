"""The other processors that a processor engages for its controllers (Article 28(2), (4)), as letter (a) names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ropa.language import listing, some
from ropa.model.activities import Activity
from ropa.model.base import Mark
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import OrganisationKind, RecipientRole
from ropa.reports.base import (
    Block,
    Cell,
    Note,
    Row,
    Table,
    Value,
    cell,
    chip,
    columns,
    not_stated,
    optional_cell,
    row,
)
from ropa.reports.contracts import sub_processing_values
from ropa.reports.facts import Reception, is_internal, receptions
from ropa.reports.given import Given
from ropa.reports.letters import reception_countries
from ropa.reports.parties import contact_values, legal_name, organisation_name
from ropa.reports.processor_parties import Served, agreements_with, contracts_cell
from ropa.reports.values import marked, titled, word

COLUMNS = columns(
    ("processor", "Other processor, contact details", 25),
    ("role", "Role", 15),
    ("country", "Country", 15),
    ("activities", "Engaged for", 16),
    ("authorisation", "Authorised (Article 28(2))", 15),
    ("contract", "Contract (Article 28(4))", 14),
)

#: Roles of a receiver that processes for somebody else.
_PROCESSING = frozenset({RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR})


def others_block(given: Given, group: Served) -> Block:
    """Return the other processors engaged (Article 28(2) and (4)): receivers in that role, and outside hosts."""
    mine: dict[str, list[tuple[Activity, Reception]]] = {}
    for activity in group.activities:
        for item in receptions(given.register, activity.flows):
            engaged = item.host or item.role in _PROCESSING
            if engaged and not is_internal(given.register, item) and item.party not in group.keys:
                mine.setdefault(item.party, []).append((activity, item))
    if mine:
        authorised = _authorisation(given, group)
        rows = tuple(_other_row(given, key, items, authorised) for key, items in mine.items())
        return Table(key="other_processors", columns=COLUMNS, rows=rows, caption="Other processors engaged")
    if all(activity.no_recipients for activity in group.activities):
        return Note(key="other_processors", text="The register states that these activities have no recipients.")
    text = f"{not_stated().text.capitalize()}. No other processor is stated to be engaged."
    return Note(key="other_processors", text=text, tone="missing")


def _other_row(given: Given, key: str, items: Sequence[tuple[Activity, Reception]], authorised: Cell) -> Row:
    register = given.register
    found = register.organisations.get(key) or Organisation(key=key)
    names = [organisation_name(found) if found.name else titled(register, key)]
    if found.kind is not OrganisationKind.COMPANY:
        names = [replace(names[0], note=word(found.kind))]
    if found.legal_name and found.legal_name != found.name:
        names.append(legal_name(found))
    activities = dict.fromkeys(activity.key for activity, _ in items)
    return row(
        cell(*names, *(contact_values(found) or (not_stated("contact details: not stated"),))),
        cell(*_roles(register, [item for _, item in items])),
        cell(*_places(given, [item for _, item in items])),
        cell(*(Value(text=register.activities[item].title, key=item) for item in activities)),
        authorised,
        contracts_cell(given, found, ""),
    )


def _authorisation(given: Given, group: Served) -> Cell:
    """Return what contracts with the controllers say of further processors: each wording once, and who is silent."""
    found: dict[Value, list[str]] = {}
    silent: list[str] = []
    for item in group.controllers:
        title = given.register.title(item.key) if item.key else ""
        agreed = agreements_with(given, item.key, item.of_class) if item.key else ()
        values = [value for agreement in agreed for value in sub_processing_values(agreement)]
        for value in values:
            found.setdefault(value, []).append(title)
        if not values and title:
            silent.append(title)
    if not found:
        return optional_cell()
    if len(group.keys) == 1:
        return cell(*found)
    texts = [_by(value, names) for value, names in found.items()]
    return optional_cell(*texts, *((not_stated(f"by {_few(silent)}: not stated"),) if silent else ()))


def _by(value: Value, names: Sequence[str]) -> Value:
    return replace(value, note="; ".join(text for text in (value.note, f"by {_few(names)}") if text))


def _few(names: Sequence[str]) -> str:
    return some(names)


def _places(given: Given, items: Sequence[Reception]) -> tuple[Value, ...]:
    """Return the countries of a party in all its roles, each place once, with what it is the place of."""
    found = {(value.text, value.note): value for item in items for value in reception_countries(given, item)}
    return tuple(found.values())


def _roles(register: Register, items: Sequence[Reception]) -> list[Value]:
    """Return the roles in which a party is engaged, each once; a host says which system it hosts."""
    found: dict[str, Value] = {}
    for item in items:
        if item.host:
            hosted = listing([register.title(flow.source) for flow in item.flows[:1]])
            chips = () if item.can_read else (chip("no-access"),)
            mark = Mark(certainty=item.flows[0].certainty, cites=item.flows[0].cites)
            found.setdefault(f"host {hosted}", marked(f"hosts {hosted}", mark, key="host", chips=chips))
        else:
            mark = item.flows[0].marks.get("role") or Mark()
            found.setdefault(str(item.role), marked(word(item.role or ""), mark, key=item.role or ""))
    return list(found.values())
