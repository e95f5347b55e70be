"""Letters (a) to (d) of Article 30(2), and what a processor's record says beyond them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from ropa.language import listing
from ropa.model.activities import Activity, Flow
from ropa.model.base import Mark
from ropa.model.words import OrganisationKind
from ropa.reports.base import (
    Block,
    Field,
    Fields,
    Items,
    Note,
    Row,
    Table,
    chip,
    columns,
    field,
    optional,
    optional_cell,
    row,
)
from ropa.reports.beyond import bases_block, general_fields, role_value, sources_block
from ropa.reports.facts import facts_cell, facts_of, receptions
from ropa.reports.given import Given
from ropa.reports.letters import (
    RECIPIENT_COLUMNS,
    Letter,
    missing,
    people_and_data,
    processor_letter,
    recipient_row,
    status_of_uses,
)
from ropa.reports.measures import security
from ropa.reports.parties import keeper_fields
from ropa.reports.processor_others import others_block
from ropa.reports.processor_parties import Served, controllers_table
from ropa.reports.retention import time_limits
from ropa.reports.transfer_letter import incoming_note, transfer_blocks
from ropa.reports.values import marked, part
from ropa.transfers.base import Transfer

OPERATION_COLUMNS = columns(("operation", "What the flows show", 40), ("facts", "Which data, about whom", 60))

#: Fields of the general form that stand elsewhere in the sheet of a processor's activity.
_ELSEWHERE = ("on_behalf_of", "processing", "purposes", "owner", "department")


def parties(given: Given, group: Served) -> Letter:
    """Return letter (a): the processor, each controller acted for, and the other processors engaged.

    It is `stated` when the processor and every controller are named with a contact detail; an unnamed class of
    controllers leaves it `in-part`, also where members of it are named.
    """
    own = keeper_fields(given, "processor", "Processor")
    known = [_processor_known(given), *(_controller_known(given, item.key) for item in group.controllers)]
    status = "stated" if all(known) else "in-part" if any(known) or group.keys else "not-stated"
    blocks: list[Block] = [Fields(key="processor", fields=own), controllers_table(given, group)]
    if not group.keys:
        blocks.extend(_general_note(given, "on_behalf_of"))
    return processor_letter("a", status, *blocks, others_block(given, group))


def _processor_known(given: Given) -> bool:
    own = given.register.organisations.get(given.register.organisation)
    if own is None:
        return False
    entity = own.kind is not OrganisationKind.COMPANY or bool(own.legal_name or own.registration_number)
    return bool(own.name) and entity and bool(own.address or own.email or own.phone)


def _controller_known(given: Given, key: str) -> bool:
    found = given.register.organisations.get(key)
    if found is None or found.kind is OrganisationKind.CATEGORY:
        return False
    return bool(found.name or found.legal_name) and bool(found.address or found.email or found.phone)


def processing(given: Given, activity: Activity) -> Letter:
    """Return letter (b); where no category is stated, what the flows show stands beside it, marked as derived.

    That data go from here to there is no category of processing that anybody has stated, so that the letter stays
    "not stated".
    """
    general = _general_note(given, "processing")
    if activity.processing:
        values = tuple(given.used(use) for use in activity.processing)
        return processor_letter("b", status_of_uses(activity.processing), Items(key="processing", values=values))
    rows = tuple(_operations(given, activity.flows))
    shown: list[Block] = [Table(key="from_flows", columns=OPERATION_COLUMNS, rows=rows)] if rows else []
    none = missing("none", "Categories of processing")
    return processor_letter("b", "not-stated", none, *shown, *general)


def _general_note(given: Given, name: str) -> list[Block]:
    """Return what `general` says of processing for others: it fills no letter, yet may be meant here."""
    general = given.register.general
    uses = getattr(general, name) if general is not None else ()
    if not uses:
        return []
    names = listing([given.used(use).text for use in uses])
    return [Note(key="general", text=f"Stated of no particular activity, perhaps meant here too: {names}.")]


def _operations(given: Given, flows: Iterable[Flow]) -> list[Row]:
    """Return what is done with data as far as flows show it: collected, received, kept, passed on; in that order."""
    found: dict[tuple[int, str], list[Flow]] = {}
    for flow in flows:
        for operation in _operation(given, flow):
            found.setdefault(operation, []).append(flow)
    rows = []
    for (_, text), some in sorted(found.items(), key=lambda item: item[0][0]):
        sure = min((flow.certainty for flow in some), key=lambda item: item.rank)
        value = marked(text, Mark(certainty=sure), chips=(chip("derived"),))
        rows.append(row(value, facts_cell(given.register, facts_of(some))))
    return rows


def _operation(given: Given, flow: Flow) -> Iterable[tuple[int, str]]:
    register = given.register
    source, target = register.party_of(flow.source), register.party_of(flow.target)
    inward, outward = register.is_internal(target), register.is_internal(source)
    names = register.title(source), register.title(target)
    if flow.source in register.data_subjects and inward:
        yield 0, f"collected from {names[0]}"
    elif inward and not outward:
        yield 1, f"received from {names[0]}"
    if inward and flow.target in register.systems:
        yield 2, f"kept in {register.title(flow.target)}"
    if outward and not inward:
        yield 3, f"passed on to {names[1]}"
    if not outward and not inward:
        yield 4, f"passed from {names[0]} to {names[1]}"


def processor_transfers(given: Given, activity: Activity, controllers: Container[str]) -> Letter:
    """Return letter (c): the rows of letter (e) of Article 30(1), as far as they are the processor's transfers.

    What reaches the organisation itself, and what people give to a controller, are others' to record; a note says so,
    and the annex on transfers grades both.

    Args:
        controllers: keys of the controllers for whom the activity is carried out.
    """
    graded = given.transfers_of(activity.key)
    own = [item for item in graded if _is_own(given, item, controllers)]
    status, blocks = transfer_blocks(given, activity, own)
    blocks.extend(incoming_note(graded, own, "the organisation or to the controller", "the controller"))
    return processor_letter("c", status, *blocks)


def _is_own(given: Given, transfer: Transfer, controllers: Container[str]) -> bool:
    collected = transfer.exporter in given.register.data_subjects and transfer.importer in controllers
    return not collected and not given.register.is_internal(transfer.importer)


def processor_security(given: Given, activity: Activity) -> Letter:
    """Return letter (d): the same rows as letter (g) of Article 30(1), of the activities for controllers."""
    found = security(given, activity)
    return processor_letter("d", found.status, *found.blocks)


def processor_beyond(given: Given, activity: Activity) -> tuple[Block, ...]:
    """Return the controller's purposes, people and data, recipients, sources and time limits of an activity.

    None of it is asked of a processor's record; a legal basis or a decision by machine is the controller's to state, so
    that its absence is not shown.
    """
    about = Fields(key="about", fields=_about(given, activity))
    blocks: list[Block] = [about, *_captioned(people_and_data(given, activity).blocks, "Kinds of people and data")]
    rows = tuple(recipient_row(given, item) for item in receptions(given.register, activity.flows))
    if rows:
        blocks.append(Table(key="recipients", columns=RECIPIENT_COLUMNS, rows=rows, caption="Recipients"))
    if activity.no_recipients:
        blocks.append(Note(key="no_recipients", text="The register states that this activity has no recipients."))
    blocks.append(sources_block(given, activity))
    blocks.extend(_captioned(time_limits(given, activity).blocks, "Time limits"))
    if activity.legal_basis:
        blocks.append(bases_block(given, activity.legal_basis))
    return tuple(blocks)


def _captioned(blocks: Iterable[Block], caption: str) -> list[Block]:
    """Return the tables under a caption; a sentence only where there is no table, which would say the same."""
    tables: list[Block] = [replace(block, caption=caption) for block in blocks if isinstance(block, Table)]
    return tables or [block for block in blocks if isinstance(block, Note)]


def _about(given: Given, activity: Activity) -> tuple[Field, ...]:
    purposes = [given.used(use) for use in activity.purposes]
    stated: dict[str, Field] = {item.key: item for item in general_fields(given, activity)}
    for key in _ELSEWHERE:
        stated.pop(key, None)
    return (
        field("role", "Role of the organisation", role_value(activity)),
        field("department", "Department", optional(part(activity, "department", activity.department))),
        field("owner", "Responsible inside", optional(part(activity, "owner", activity.owner))),
        Field(key="purposes", label="Purposes of the controller", cell=optional_cell(*purposes)),
        *stated.values(),
    )
