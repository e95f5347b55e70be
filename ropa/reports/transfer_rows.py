"""A graded flow as a row: in letter (e), in the annex on transfers and in the transfer report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ropa.language import GRADES, articles, capital, day, grade_label, listing, regime_label, sentence
from ropa.model.base import Mark
from ropa.model.words import Source
from ropa.reports.base import Row, Value, cell, chip, columns, not_stated, plain, row
from ropa.reports.facts import facts_cell, facts_of
from ropa.reports.given import Given
from ropa.reports.values import country_text, distinct, marked, part
from ropa.transfers.base import Grade, Transfer

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


def shown_in_record(transfer: Transfer) -> bool:
    """Tell whether a graded flow belongs into letter (e): it leaves the area, may leave it, or carries a note."""
    return leaves(transfer) or bool(transfer.notes)


def transfer_row(given: Given, transfer: Transfer) -> Row:
    """Return the row of letter (e)."""
    return row(
        flow_value(transfer, given.register.title(transfer.importer), note=""),
        country_value(given, transfer),
        grade_value(transfer),
        cell(tool_value(given, transfer), *documentation_values(given, transfer)),
        cell(*reason_values(transfer)),
        tone=f"grade-{transfer.grade.value}",
    )


def full_transfer_row(given: Given, transfer: Transfer) -> Row:
    """Return the row of the annex, which stands without the activity around it."""
    return row(
        flow_value(transfer, both_ends(given, transfer), note=given.activity_title(transfer.flow.activity)),
        country_value(given, transfer),
        grade_value(transfer),
        cell(tool_value(given, transfer), *documentation_values(given, transfer)),
        cell(*reason_values(transfer)),
        tone=f"grade-{transfer.grade.value}",
    )


def both_ends(given: Given, transfer: Transfer) -> str:
    """Return who exports to whom."""
    return f"{given.register.title(transfer.exporter)} to {given.register.title(transfer.importer)}"


def flow_value(transfer: Transfer, text: str, *, note: str) -> Value:
    """Return the flow as a value: it is the flow that the source states, and not its grade."""
    mark = Mark(certainty=transfer.flow.certainty, cites=transfer.cites)
    return marked(text, mark, key=transfer.flow.id, note=note)


def merged(transfers: Iterable[Transfer]) -> tuple[Transfer, ...]:
    """Return one row where several flows to the same party stand in the same way, with the citations of all of them."""
    found: dict[tuple[object, ...], list[Transfer]] = {}
    for item in transfers:
        alike = (
            item.importer,
            item.country,
            item.regime,
            item.grade,
            item.tool,
            item.reason,
            item.notes,
            item.unverified,
            item.flow.safeguard if item.tool == LAST_RESORT else (),
        )
        found.setdefault((*alike, item.flow.certainty), []).append(item)
    return tuple(
        replace(items[0], cites=distinct(cite for item in items for cite in item.cites)) for items in found.values()
    )


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


def places_values(given: Given, transfer: Transfer) -> tuple[Value, ...]:
    """Return where data are stored and from where they are read, as far as stated; the entity stands before them."""
    located = transfer.locations
    named = (("stored", located.storage), ("read from", located.access))
    return tuple(
        Value(text=f"{what}: {', '.join(country_text(given.law, country) for country in countries)}", tone="aside")
        for what, countries in named
        if countries
    )


def evidence_values(transfer: Transfer) -> tuple[Value, ...]:
    """Return the evidence for the tool that decided: what is on record, then what is missing, then the last day."""
    found = [Value(text=f"on record: {text}", tone="aside", origin=Source.DERIVED) for text in transfer.present]
    found += [Value(text=f"missing: {text}", tone="aside", origin=Source.DERIVED) for text in transfer.missing]
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


def reason_values(transfer: Transfer) -> tuple[Value, ...]:
    """Return the reason with its articles, then every note.

    Inside the area no article bears on the reason: what is raised there (by a parent company) stands in its note.
    """
    reason = sentence(transfer.reason) or GRADES[transfer.grade.value][1]
    cited = "" if transfer.grade in _INSIDE else articles(transfer.articles)
    first = Value(text=reason, note=cited, origin=Source.DERIVED)
    return (first, *(Value(text=sentence(note), tone="aside", origin=Source.DERIVED) for note in transfer.notes))


def next_step_value(transfer: Transfer) -> Value:
    """Return what to do next, or a dash in words where nothing is open."""
    return plain(sentence(transfer.next_step) or "nothing", tone="step")


def facts_of_transfer(given: Given, transfer: Transfer) -> Row:
    """Return the pairs concerned as a row of one cell."""
    flow = replace(transfer.flow, pairs=transfer.facts or transfer.flow.pairs)
    return row(facts_cell(given.register, facts_of((flow,))))
