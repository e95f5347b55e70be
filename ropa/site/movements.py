"""Tables of flows: what comes in, what goes out, and how each of it stands as a transfer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ropa.language import label, listing, sentence
from ropa.model.activities import Flow
from ropa.model.base import Mark
from ropa.model.words import Certainty, FlowKind, RecipientRole
from ropa.reports.base import Block, Cell, Chip, Column, Note, Row, Table, Value, cell, chip, columns, not_stated, row
from ropa.reports.transfer_rows import reason_values, shared_items, shared_notes
from ropa.reports.values import country_text, marked, word
from ropa.site.base import Kind, Name, Section
from ropa.site.linking import contract_anchor
from ropa.site.material import Material
from ropa.site.parts import (
    activities_cell,
    facts_cell,
    grade_cell,
    graded_cell,
    one_group,
    pairs_of,
    table_section,
    with_note,
)
from ropa.transfers.base import Grade, Transfer

#: How a field of a flow is known that has no mark of its own.
_PLAIN: Final = Mark()
_FROM: Final = ("from", "From", 18)
_TO: Final = ("to", "To", 18)
_REST: Final = (
    ("facts", "Data, about whom", 40),
    ("role", "Role of the receiver", 12),
    ("activities", "Activities", 16),
    ("transfer", "Transfer", 14),
)
_THROUGH: Final = "Handed on without being held."
FLOW_COLUMNS: Final = columns(
    ("from", "From", 15), ("to", "To", 17), ("facts", "Data, about whom", 40), ("role", "Role", 13),
    ("transfer", "Transfer", 15),
)  # fmt: skip
TRANSFER_COLUMNS: Final = columns(
    ("from", "From", 12), ("to", "To", 13), ("grade", "Grade, country", 14), ("tool", "Tool", 11),
    ("reason", "Why, and what next", 37), ("activities", "Activities", 13),
)  # fmt: skip


class _Stream(NamedTuple):
    """Flows that one row shows: between the same two nodes, in the same role, read alike."""

    far: str
    near: str
    via: tuple[str, ...]
    role: RecipientRole | None
    is_host: bool
    can_read: bool


def incoming(material: Material, flows: Sequence[Flow], *, here: str) -> Block:
    """Return what reaches a node or its systems, a row per sender, role and way."""
    rows = _rows(material, flows, here=here, inward=True)
    return _table("in", columns(_FROM, *_REST), rows, "Nothing is said to come in.")


def outgoing(
    material: Material, flows: Sequence[Flow], *, here: str, empty: str = "Nothing is said to go out."
) -> Block:
    """Return what leaves a node or its systems, a row per receiver, role and way; `empty` where nothing does."""
    rows = _rows(material, flows, here=here, inward=False)
    return _table("out", columns(_TO, *_REST), rows, empty)


def _table(key: str, heads: tuple[Column, ...], rows: Sequence[Row], empty: str) -> Block:
    """Return a table or a sentence; who only sends or only receives lacks nothing."""
    return Table(key=key, columns=heads, rows=tuple(rows)) if rows else Note(key=key, text=empty)


def passing(material: Material, flows: Sequence[Flow], *, here: str) -> tuple[Section, ...]:
    """Return what a node passes on without holding it, a row per receiver, role and way; nothing where it does not."""
    rows = _rows(material, flows, here=here, inward=False)
    return table_section("through", "What passes through", columns(_TO, *_REST), rows, intro=_THROUGH)


def _rows(material: Material, flows: Sequence[Flow], *, here: str, inward: bool) -> list[Row]:
    streams: dict[_Stream, list[Flow]] = {}
    for flow in flows:
        far, near = (flow.source, flow.target) if inward else (flow.target, flow.source)
        host = flow.kind is FlowKind.HOSTING
        streams.setdefault(_Stream(far, near, flow.via, flow.role, host, flow.access), []).append(flow)

    title = material.register.title

    def order(stream: _Stream) -> tuple[str, ...]:
        return (title(stream.far).casefold(), stream.far, title(stream.near).casefold(), stream.near,
                stream.role or "", "host" if stream.is_host else "", *stream.via)  # fmt: skip

    return [_row(material, stream, streams[stream], here=here, inward=inward) for stream in sorted(streams, key=order)]


def _row(material: Material, stream: _Stream, flows: Sequence[Flow], *, here: str, inward: bool) -> Row:
    ends: list[Value] = [_end(material, stream.far)]
    if stream.near != here:
        ends.append(with_note(material.node(stream.near), "where it arrives" if inward else "where it comes from"))
    ends.extend(with_note(material.node(node), "on the way") for node in stream.via if node != here)
    return row(
        one_group(ends),
        facts_cell(material, pairs_of(flows)),
        role_cell(material, flows),
        activities_cell(material, (flow.activity for flow in flows)),
        grade_cell(material, flows),
    )


def _end(material: Material, node: str) -> Name:
    """Return one end of a flow, with who runs it where that is somebody else than its name says."""
    found = material.ends.get(node)
    if found is None:
        found = material.node(node)
        party = material.register.party_of(node)
        if party not in (node, material.register.organisation):
            found = with_note(found, f"run by {material.register.title(party)}")
        material.ends[node] = found
    return found


def role_cell(material: Material, flows: Sequence[Flow]) -> Cell:
    """Return the role of the receiver of flows that share it, with what limits it: a host, one that cannot read."""
    first = flows[0]
    shown = [("host", first.kind is FlowKind.HOSTING), ("no-access", not first.access),
             ("open", any(flow.open for flow in flows))]  # fmt: skip
    chips = tuple([chip(kind) for kind, shows in shown if shows])
    mark = first.marks.get("role")
    # Where no role is stated, it is for who receives it to say what stands there.
    key = (first.role, chips, mark, first.target if first.role is None else "")
    found = material.roles.get(key)
    if found is None:
        found = material.roles[key] = _role_cell(material, first, mark or Mark(), chips)
    return found


def _role_cell(material: Material, first: Flow, mark: Mark, chips: tuple[Chip, ...]) -> Cell:
    if first.role is not None:
        return cell(marked(word(first.role), mark, key=first.role, chips=chips))
    if material.register.is_internal(material.register.party_of(first.target)):
        return cell(Value(text="the organisation itself", tone="aside", chips=chips))
    if material.register.node_kind(first.target) == "data-subject":
        return cell(Value(text="people themselves", tone="aside", chips=chips))
    return cell(Value(text=not_stated().text, stated=False, chips=chips))


def flow_rows(material: Material, flows: Iterable[Flow]) -> list[Row]:
    """Return the flows of one activity, one row each, with every condition and citation."""
    return [_flow_row(material, flow) for flow in flows]


def _flow_row(material: Material, flow: Flow) -> Row:
    ends: list[Value] = [_end(material, flow.target)]
    ends.extend(with_note(material.node(node), "on the way") for node in flow.via)
    ends.extend(Value(text=text, tone="aside") for text in _conditions(material, flow))
    ends.extend(_contracts(material, flow))
    return row(
        one_group([_end(material, flow.source)]),
        one_group(ends),
        facts_cell(material, pairs_of((flow,)), cites=len(flow.cites) + 9),
        role_cell(material, (flow,)),
        grade_cell(material, (flow,)),
    )


def _contracts(material: Material, flow: Flow) -> list[Value]:
    """Return the agreements and safeguards that a flow names, leading to them."""
    agreements, safeguards = material.register.agreements, material.register.safeguards
    named = [("agreement", key, agreements[key].title) for key in flow.agreement if key in agreements]
    named += [("safeguard", key, safeguards[key].title) for key in flow.safeguard if key in safeguards]
    return [
        Name(text=title, key=key, href=f"agreements.html#{contract_anchor(what, key)}", note=what, tone="aside")
        for what, key, title in named
    ]


def _conditions(material: Material, flow: Flow) -> list[str]:
    """Return what is said of a flow beside its ends, data and contracts, one clause each."""
    duty, sure = (
        {True: "given freely", False: "", None: ""}[flow.voluntary],
        flow.marks.get("voluntary", _PLAIN).certainty,
    )
    if flow.mandatory is not None:
        duty, sure = "must be given", flow.mandatory.certainty
    duty += f" ({label(sure.value)})" if duty and sure is not Certainty.STATED else ""
    if flow.mandatory is not None and flow.mandatory.otherwise:
        duty += f"; otherwise: {flow.mandatory.otherwise}"
    located = (
        ("receiver in", flow.locations.entity),
        ("stored in", flow.locations.storage),
        ("read from", flow.locations.access),
    )
    placed = flow.locations.certainty.at_most(flow.marks.get("locations", _PLAIN).certainty)
    mark = f" ({label(placed.value)})" if placed is not Certainty.STATED else ""
    clauses = (
        f"by {flow.means}" if flow.means else "",
        f"when: {flow.when}" if flow.when else "",
        duty,
        *(
            f"{what} {listing([country_text(material.given.law, key) for key in keys])}{mark}"
            for what, keys in located
            if keys
        ),
    )
    return [text for text in clauses if text]


def transfer_blocks(
    material: Material, rows: Iterable[Transfer], *, every: bool = False, own: bool = False
) -> tuple[Block, ...]:
    """Return the graded flows that leave the area, may leave it or carry a note, worst first; nothing for none.

    Flows between the same parties that stand alike for the same reason share a row; notes that several rows carry stand
    once below the table.

    Args:
        every: name all activities of a row, on a page that does not list them.
        own: name none, on the page of the only one.
    """
    alike: dict[int, list[Transfer]] = {}
    numbers = material.alike
    for item in rows:
        number = numbers.get(id(item))
        if number is not None:
            alike.setdefault(number, []).append(item)
    title = material.register.title

    def order(items: list[Transfer]) -> tuple[int | str, ...]:
        first = items[0]
        return (-first.grade.rank, title(first.importer).casefold(), first.importer, title(first.exporter).casefold(),
                first.exporter, first.regime, first.tool, first.reason)  # fmt: skip

    ordered = sorted(alike.values(), key=order)
    if not ordered:
        return ()
    shared = shared_notes(ordered)
    made = tuple(_transfer_row(material, items, shared, every=every) for items in ordered)
    heads = TRANSFER_COLUMNS
    if own:
        heads, made = heads[:-1], tuple(replace(line, cells=line.cells[:-1]) for line in made)
    return (Table(key="transfers", columns=heads, rows=made), *shared_items("shared", shared))


def _transfer_row(material: Material, items: Sequence[Transfer], shared: Sequence[str], *, every: bool) -> Row:
    first = items[0]
    reasons = list(reason_values(first, shared))
    if first.next_step:
        reasons.append(Value(text=sentence(first.next_step), tone="step"))
    return row(
        material.node(first.exporter),
        material.node(first.importer),
        graded_cell(material, ((first.grade, first.country, first.regime, first.unverified),)),
        cell(_tool(material, first)),
        one_group(reasons),
        activities_cell(material, (item.flow.activity for item in items), every=every),
        tone=f"grade-{first.grade.value}",
    )


def _tool(material: Material, item: Transfer) -> Value:
    if not item.tool:
        inside = item.grade in (Grade.DOMESTIC, Grade.NOT_A_TRANSFER)
        return Value(text="none needed", tone="aside") if inside else not_stated()
    known = material.law.find_tool(item.tool)
    return Value(text=known.label if known is not None else item.tool, key=item.tool, note=item.instrument)


def activities_of(flows: Iterable[Flow]) -> tuple[str, ...]:
    """Return the activities of some flows, each once, in file order."""
    return tuple(dict.fromkeys(flow.activity for flow in flows))


def activity_names(material: Material, keys: Iterable[str]) -> tuple[Name, ...]:
    """Return the names of activities, sorted as people read them."""
    names = [material.name(Kind.ACTIVITY, key) for key in dict.fromkeys(keys)]
    return tuple(sorted(names, key=lambda name: (name.text.casefold(), name.key)))
