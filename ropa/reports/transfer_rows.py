"""A graded flow as a row: in letter (e), in the annex on transfers and in the transfer report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ropa.language import CRITERIA, GRADES, articles, capital, day, grade_label, listing, prose, regime_label, sentence
from ropa.model.base import Mark
from ropa.model.words import Source
from ropa.reports.base import Cell, Chip, Items, Row, Value, cell, chip, columns, not_stated, plain, row
from ropa.reports.facts import facts_cell, facts_of
from ropa.reports.given import Given
from ropa.reports.values import country_text, distinct, mark_chips, marked, part, surest
from ropa.transfers.base import Grade, Transfer
from ropa.transfers.notes import about_places

TRANSFER_COLUMNS = columns(
    ("recipient", "Recipient", 16),
    ("country", "Country", 14),
    ("grade", "Grade", 18),
    ("tool", "Tool", 15),
    ("reason", "Why", 37),
)

FULL_TRANSFER_COLUMNS = columns(
    ("flow", "From, to", 20),
    ("country", "Country", 13),
    ("grade", "Grade", 19),
    ("tool", "Tool", 14),
    ("reason", "Why", 34),
)

#: The tool whose documentation belongs in the record itself (Articles 30(1)(e), 30(2)(c) and 49(6)).
LAST_RESORT: Final = "derogation-49-1-second"

#: Grades that say no more than that nothing leaves the area; everything else belongs into letter (e).
_INSIDE = frozenset({Grade.NOT_A_TRANSFER, Grade.DOMESTIC})


#: How a field of a flow is known that has no mark of its own.
_PLAIN: Final = Mark()

#: A note longer than this stands below a table once, where two rows or more share it.
_LONG: Final = 60

#: A note longer than this stands below a table in any case: a column is no place to read it.
_TOO_LONG: Final = 240


def shown_in_record(given: Given, transfer: Transfer) -> bool:
    """Tell whether a graded flow is shown where not all are: it leaves the area, may leave it, or carries a note.

    What the register's organisation itself receives without any transfer is shown only for the sake of a parent.
    """
    if leaves(transfer) or transfer.beyond or transfer.parents:
        return True
    nothing = transfer.grade is Grade.NOT_A_TRANSFER and transfer.importer == given.register.organisation
    return bool(transfer.further_notes) and not nothing


def transfer_row(given: Given, transfers: Sequence[Transfer], shared: Sequence[str]) -> Row:
    """Return the row of letter (e) for flows to one party that stand alike: as sure as the surest of them."""
    first = transfers[0]
    name = _flows_value(transfers, given.register.title(first.importer))
    return row(cell(name), *_standing(given, first, shared), tone=f"grade-{first.grade.value}")


def full_transfer_row(given: Given, transfers: Sequence[Transfer], shared: Sequence[str]) -> Row:
    """Return the row of the annex for flows that stand alike; it stands without the activities around it."""
    first = transfers[0]
    return row(flows_cell(given, transfers), *_standing(given, first, shared), tone=f"grade-{first.grade.value}")


def _standing(given: Given, transfer: Transfer, shared: Sequence[str]) -> tuple[Cell | Value, ...]:
    return (
        places_cell(given, transfer),
        grade_value(transfer),
        cell(tool_value(given, transfer), *documentation_values(given, transfer)),
        cell(*reason_values(transfer, shared, elsewhere=about_places(transfer.further_notes))),
    )


def flows_cell(given: Given, transfers: Sequence[Transfer], *, note: str = "", chips: Sequence[Chip] = ()) -> Cell:
    """Return who exports to whom, then each activity in which it does, as sure as its surest flow, with all citations.

    Args:
        note, chips: what else is said of both ends.
    """
    both = both_ends(given, transfers[0])
    found: dict[str, list[Transfer]] = {}
    for item in transfers:
        found.setdefault(item.flow.activity, []).append(item)
    flows = [_flows_value(items, given.activity_title(activity)) for activity, items in found.items()]
    if len(flows) > 1:
        return cell(Value(text=both, note=note, chips=tuple(chips)), *(replace(flow, tone="aside") for flow in flows))
    only = flows[0]
    note = "; ".join(text for text in (only.text, note) if text)
    return cell(replace(only, text=both, note=note, chips=(*only.chips, *chips)))


def both_ends(given: Given, transfer: Transfer) -> str:
    """Return who exports to whom."""
    return f"{given.register.title(transfer.exporter)} to {given.register.title(transfer.importer)}"


def _flows_value(transfers: Sequence[Transfer], text: str) -> Value:
    """Return flows of one activity as a value: it is the flow that the source states, and not its grade."""
    certainty = surest([transfer.flow.certainty for transfer in transfers])
    mark = Mark(certainty=certainty, cites=distinct(cite for item in transfers for cite in item.cites))
    return marked(text, mark, key=transfers[0].flow.id)


def gathered(transfers: Iterable[Transfer], *, from_anybody: bool = False) -> tuple[tuple[Transfer, ...], ...]:
    """Return the flows between the same two parties that stand in the same way together, in the order given.

    Args:
        from_anybody: whether flows from different parties to the same one belong together as well.
    """
    found: dict[tuple[object, ...], list[Transfer]] = {}
    for item in transfers:
        alike = (
            "" if from_anybody else item.exporter,
            item.importer,
            item.country,
            item.regime,
            item.grade,
            item.criterion,
            item.tool,
            item.instrument,
            item.dated,
            item.locations,
            item.present,
            item.missing,
            item.chain,
            item.chain_grade,
            item.reason,
            item.next_step,
            item.further_notes,
            item.unverified,
            item.flow.safeguard if item.tool == LAST_RESORT else (),
        )
        found.setdefault(alike, []).append(item)
    return tuple(tuple(items) for items in found.values())


def surest_first(rows: Iterable[Sequence[Transfer]]) -> list[Sequence[Transfer]]:
    """Return rows with what is stated before what is less sure, otherwise in the order given."""
    return sorted(rows, key=lambda items: min(item.flow.certainty.rank for item in items))


def shared_notes(rows: Iterable[Sequence[Transfer]]) -> tuple[str, ...]:
    """Return the long notes that two rows or more have in common, and the very long ones, in order of first mention."""
    counted = Counter(note for items in rows for note in items[0].further_notes if len(note) > _LONG)
    return tuple(note for note, count in counted.items() if count > 1 or len(note) > _TOO_LONG)


def shared_items(key: str, shared: Sequence[str]) -> tuple[Items, ...]:
    """Return the block below a table that says what its rows refer to by number, or none."""
    if not shared:
        return ()
    texts = (f"{_number(place)}: {sentence(note)}" for place, note in enumerate(shared))
    return (Items(key=key, values=tuple(Value(text=text, tone="aside", origin=Source.DERIVED) for text in texts)),)


def _number(place: int) -> str:
    return f"Note {place + 1}"


def leaves(transfer: Transfer) -> bool:
    """Tell whether a graded flow leaves the area, or may leave it."""
    return transfer.grade not in _INSIDE


def country_value(given: Given, transfer: Transfer) -> Value:
    """Return the deciding country by its name, marked where it comes from the shipped directory; or "not stated"."""
    importer = given.register.organisations.get(transfer.importer)
    text = country_text(given.law, transfer.country)
    if importer is None or importer.country != transfer.country:
        return plain(text, key=transfer.country)
    return part(importer, "country", text, key=transfer.country)


def grade_value(transfer: Transfer) -> Value:
    """Return the grade in words under its regime; it is computed from the register, not stated by it."""
    return Value(
        text=capital(grade_label(transfer.grade.value)),
        key=transfer.grade.value,
        tone=f"grade-{transfer.grade.value}",
        chips=(chip("unverified"),) if transfer.unverified else (),
        note=f"under {regime_label(transfer.regime)}",
        origin=Source.DERIVED,
    )


def tool_value(given: Given, transfer: Transfer) -> Value:
    """Return the claimed tool by its name, with the number of the act; "none" inside the area, else "not stated"."""
    if not transfer.tool:
        return Value(text="none needed") if transfer.grade in _INSIDE else not_stated()
    known = given.law.find_tool(transfer.tool)
    return Value(text=transfer.tool if known is None else known.label, key=transfer.tool, note=transfer.instrument)


def places_cell(given: Given, transfer: Transfer) -> Cell:
    """Return the deciding country, then where data are and who reads them, as far as stated."""
    country, places = country_value(given, transfer), _places_values(given, transfer)
    return cell(country if country.stated or not places else not_stated("seat not stated"), *places)


def _places_values(given: Given, transfer: Transfer) -> tuple[Value, ...]:
    """Return where the receiver is, where data are stored and from where they are read, as far as stated.

    Its own country is left out where it is the one that decides, which stands before them.
    """
    located = transfer.locations
    seat = () if located.entity == (transfer.country,) else located.entity
    named = (("receiver in", seat), ("stored", located.storage), ("read from", located.access))
    sure = transfer.flow.locations.certainty.at_most(transfer.flow.marks.get("locations", _PLAIN).certainty)
    chips = mark_chips(Mark(certainty=sure))
    return tuple(
        Value(
            text=f"{what}: {', '.join(country_text(given.law, country) for country in countries)}",
            tone="aside",
            chips=chips,
        )
        for what, countries in named
        if countries
    )


def evidence_values(transfer: Transfer) -> tuple[Value, ...]:
    """Return the evidence for the tool that decided: what is on record, then what is missing, then the last day.

    What is missing is not said again where the reason lists it.
    """
    reason = transfer.reason.casefold()
    found = [Value(text=f"on record: {prose(text)}", tone="aside", origin=Source.DERIVED) for text in transfer.present]
    found += [
        Value(text=f"missing: {text}", tone="aside", origin=Source.DERIVED)
        for text in transfer.missing
        if text.casefold() not in reason
    ]
    if transfer.ends is not None:
        found.append(Value(text=f"holds until {day(transfer.ends)}", tone="aside", origin=Source.DERIVED))
    return tuple(found)


def chain_values(given: Given, transfer: Transfer) -> tuple[Value, ...]:
    """Return to whom the receiver passes the data on, and the worst grade of the chain; nothing where it does not."""
    if not transfer.chain:
        return ()
    onward = [given.register.title(given.flow_targets[key]) for key in transfer.chain[1:] if key in given.flow_targets]
    worst = grade_label((transfer.chain_grade or transfer.grade).value)
    text = f"Passed on to {listing(list(dict.fromkeys(onward)))}; worst of the chain: {worst}."
    return (Value(text=text, tone="aside", origin=Source.DERIVED),)


def documentation_values(given: Given, transfer: Transfer) -> tuple[Value, ...]:
    """Return the documentation of suitable safeguards where a flow rests on compelling interests, else nothing."""
    found: list[Value] = []
    for key in transfer.flow.safeguard:
        safeguard = given.register.safeguards.get(key)
        tool = given.law.find_tool(safeguard.tool) if safeguard is not None else None
        if safeguard is not None and tool is not None and tool.key == LAST_RESORT:
            texts = (("why", safeguard.why), ("document", safeguard.document))
            stated = [part(safeguard, name, f"documentation: {text}") for name, text in texts if text]
            found.extend(stated or [not_stated("documentation of suitable safeguards: not stated")])
    return tuple(found)


def criterion_values(transfer: Transfer) -> tuple[Value, ...]:
    """Return what decided whether the flow is a restricted transfer; nothing where nobody asked."""
    if transfer.criterion is None:
        return ()
    return (Value(text=f"Decided by: {CRITERIA[transfer.criterion.value]}.", tone="aside", origin=Source.DERIVED),)


def reason_values(
    transfer: Transfer, shared: Sequence[str] = (), *, elsewhere: Sequence[str] = ()
) -> tuple[Value, ...]:
    """Return the reason with its articles, then every note but for the one on the certainty that the flow shows itself.

    Inside the area no article bears on the reason: what is raised there (by a parent company) stands in its note.

    Args:
        shared: notes that stand below the table; a reference stands in their place.
        elsewhere: notes that say what another column of the row says.
    """
    notes = [note for note in transfer.further_notes if note not in elsewhere]
    numbered = tuple((note, shared.index(note) if note in shared else None) for note in notes)
    return _reasons(transfer.reason, transfer.grade, transfer.articles, numbered)


@lru_cache(maxsize=1 << 12)
def _reasons(
    reason: str, grade: Grade, provisions: tuple[str, ...], notes: tuple[tuple[str, int | None], ...]
) -> tuple[Value, ...]:
    """Return a reason and its notes, each with the number of the shared note that stands for it or None."""
    cited = "" if grade in _INSIDE else articles(provisions)
    first = Value(text=sentence(reason) or GRADES[grade.value][1], note=cited, origin=Source.DERIVED)
    texts = (sentence(note) if number is None else _number(number) for note, number in notes)
    return (first, *(Value(text=text, tone="aside", origin=Source.DERIVED) for text in texts))


def next_step_value(transfer: Transfer) -> Value:
    """Return what to do next, or a dash in words where nothing is open."""
    return plain(sentence(transfer.next_step) or "nothing", tone="step")


def facts_of_transfers(given: Given, transfers: Sequence[Transfer]) -> Cell:
    """Return the pairs concerned, of all these flows."""
    flows = [replace(item.flow, pairs=item.facts or item.flow.pairs) for item in transfers]
    return facts_cell(given.register, facts_of(flows))
