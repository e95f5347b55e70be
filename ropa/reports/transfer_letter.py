"""Letter (e) of Article 30(1), and what letter (c) of Article 30(2) shares with it: transfers of one activity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ropa.language import grade_label, listing
from ropa.model.activities import Activity
from ropa.model.words import Completeness, Source
from ropa.reports.base import Block, Note, Table
from ropa.reports.facts import is_internal, receptions
from ropa.reports.given import Given
from ropa.reports.letters import Letter, best_status, letter
from ropa.reports.transfer_rows import (
    TRANSFER_COLUMNS,
    gathered,
    leaves,
    shared_items,
    shared_notes,
    shown_in_record,
    transfer_row,
)
from ropa.transfers.base import Transfer

#: Said where silence means that there is nothing more (checks A152, A204).
_COMPLETE = "The register states that its list of recipients is complete"


def transfers(given: Given, activity: Activity) -> Letter:
    """Return letter (e): every flow that leaves the area or whose country is not known, and every note on the others.

    It is `none` when the register says that there are no recipients, or that their list is complete; `none-found` when
    all recipients stated are inside (`in-part` when that rests on something unverified or on the directory); "not
    stated" when nothing is said about recipients; `in-part` where a country is unknown or only the directory's.
    What reaches the organisation itself is for others to record; a note says so, and the annex on transfers grades it.
    """
    graded = given.transfers_of(activity.key)
    own = [item for item in graded if item.importer != given.register.organisation]
    status, blocks = transfer_blocks(given, activity, own)
    blocks.extend(incoming_note(graded, own, "the organisation", "whoever sends them"))
    return letter("e", status, *blocks)


def incoming_note(graded: Sequence[Transfer], own: Sequence[Transfer], where: str, who: str) -> list[Block]:
    """Return a note on flows that leave the area, or may do so, and are for others to record."""
    if not any(leaves(item) for item in graded if item not in own):
        return []
    text = f"On their way to {where} data cross a border, or may do so; that is for {who} to record."
    return [Note(key="incoming", text=text)]


def transfer_blocks(given: Given, activity: Activity, graded: Sequence[Transfer]) -> tuple[str, list[Block]]:
    """Return how much is stated of the transfers of an activity, and the blocks that state it.

    Args:
        graded: the graded flows of the activity that count as transfers of the organisation, in the order shown.
    """
    rows = gathered((item for item in graded if shown_in_record(given, item)), from_anybody=True)
    leaving = [items for items in rows if leaves(items[0])]
    inside = [items for items in rows if not leaves(items[0])]
    blocks: list[Block] = []
    status = "stated"
    if not leaving:
        status, text = _no_transfer(given, activity, graded)
        blocks.append(Note(key="none", text=text, tone="missing" if status == "not-stated" else "plain"))
    elif any(transfer.grade == "unknown" for transfer in graded):
        status = "in-part"
        blocks.append(_unknown_note(graded))
    elif any(_by_directory(given, items[0]) for items in leaving):
        status = "in-part"
        text = "That data leave the area follows from the vendor directory; the register does not state the country."
        blocks.append(Note(key="directory", text=text))
    else:
        status = best_status(item.flow.certainty for items in leaving for item in items)
    blocks.extend(_table(given, "transfers", leaving))
    blocks.extend(
        _table(given, "notes", inside, caption="Inside the area of the rules or no transfer, but with a note")
    )
    if not activity.no_recipients:
        blocks.extend(_general_transfers(given))
    return status, blocks


def _table(given: Given, key: str, rows: Sequence[Sequence[Transfer]], *, caption: str = "") -> Iterator[Block]:
    if rows:
        shared = shared_notes(rows)
        made = tuple(transfer_row(given, items, shared) for items in rows)
        yield Table(key=key, columns=TRANSFER_COLUMNS, rows=made, caption=caption)
        yield from shared_items(f"{key}_shared", shared)


def _unknown_note(graded: Sequence[Transfer]) -> Note:
    places = [item.flow.locations for item in graded if item.grade == "unknown"]
    beyond = ", beyond what they say of storage and access" if any(p.storage or p.access for p in places) else ""
    text = f"For the rows graded unknown it cannot be said whether data leave the area of the rules{beyond}."
    return Note(key="unknown", text=text, tone="warning")


def _general_transfers(given: Given) -> list[Block]:
    """Return a note on flows of no particular activity that leave the area or may do so."""
    found = sorted(
        {
            f"{given.register.title(item.importer)} ({grade_label(item.grade.value)})"
            for item in given.transfers_of("general")
            if leaves(item)
        }
    )
    if not found:
        return []
    text = f"Stated of no particular activity, perhaps meant here too: {listing(found)}; see the annex on transfers."
    return [Note(key="general", text=text)]


def _by_directory(given: Given, transfer: Transfer) -> bool:
    """Tell whether the country that decides is the directory's, and no statement of the organisation."""
    importer = given.register.organisations.get(transfer.importer)
    if importer is None or not importer.country or importer.country != transfer.country:
        return False
    return not transfer.flow.locations.entity and importer.mark("country").source is Source.DIRECTORY


def _no_transfer(given: Given, activity: Activity, graded: Sequence[Transfer]) -> tuple[str, str]:
    if activity.no_recipients:
        return "none", "No transfer is stated: the register states that this activity has no recipients."
    importers = {transfer.importer for transfer in graded}
    outside = {
        item.party
        for item in receptions(given.register, activity.flows)
        if not is_internal(given.register, item) and item.party in importers
    }
    complete = Completeness.RECIPIENTS in given.register.complete
    if not outside:
        if complete:
            return "none", f"{_COMPLETE}, and this activity has none: there is no transfer."
        return "not-stated", "Transfers, and recipients outside the organisation: not stated for this activity."
    outward = [transfer for transfer in graded if transfer.importer in outside]
    if any(transfer.beyond for transfer in outward):
        people = (
            "People themselves give data to a recipient that is, or may be, outside the area of the rules that apply."
        )
        return "in-part", f"No transfer by the organisation is stated. {people}"
    text = "No transfer is stated: no recipient named here is outside the area of the rules that apply."
    if any(transfer.unverified for transfer in graded):
        return "in-part", f"{text} That rests in part on values that nobody has verified, marked below."
    if any(_by_directory(given, transfer) for transfer in outward):
        return "in-part", f"{text} That rests in part on the vendor directory, not on the register."
    if complete:
        return "none", f"{_COMPLETE}, and none named here is outside the area of the rules that apply: no transfer."
    return "none-found", text
