"""Every statement of a register with what it rests on: its own citation, or that of the statement it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ropa.checks.base import Subject
from ropa.checks.citations import cited_lines, part_fields
from ropa.errors import Position
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.base import Cite, Entity, Mark, Sourced
from ropa.model.register import KEYED_SECTIONS, Register
from ropa.model.terms import DataCategory
from ropa.model.words import Certainty, FlowKind, Source


class Statement(NamedTuple):
    """One statement.

    Attributes:
        at: address of the thing it is about, with the field for one value of it.
        value: the part of the model that says it, or the mark of a single value.
        cites: its own citations, else those of the statement it is written in; empty where neither cites.
        inherited: True where the citations are those of what it is written in.
    """

    at: str
    value: Sourced | Mark
    cites: tuple[Cite, ...]
    inherited: bool

    @property
    def certainty(self) -> Certainty:
        """How sure it is."""
        return self.value.certainty

    @property
    def stated_as(self) -> str:
        """The words of the source that it gives, or empty."""
        return self.value.stated_as

    @property
    def position(self) -> Position | None:
        """Where it is written."""
        return self.value.position


def statements(register: Register) -> Iterator[Statement]:
    """Yield the statements of a register in file order of the sections, a whole before its parts.

    Left out is what states nothing of the organisation: documents, observations, waivers, what the shipped directory or
    this tool adds, and activities as such, which only gather what is stated.
    """
    yield from _parts("register", register.legal_basis, ())
    yield from _parts("register", register.lost, ())
    for section in KEYED_SECTIONS:
        entries: Mapping[str, Entity] = getattr(register, section)
        for key, entity in entries.items():
            if entity.source is Source.REGISTER:
                yield from _entity(f"{section}/{key}", entity)
    if register.general is not None:
        yield from _entity("general", register.general)
    for number, cookie in enumerate(register.cookies, start=1):
        yield from _parts(f"cookies/{number}", cookie, ())


def own_statements(register: Register) -> Iterator[Statement]:
    """Yield the statements that need evidence of their own.

    Not single values, nor the pairs of a flow, which belong to it; nor a data category that is declared only to record
    what the source claims of it, as the claim is a statement of its own.
    """
    return (item for item in statements(register) if not isinstance(item.value, (Mark, Pair)) and not _claims(item))


def _claims(statement: Statement) -> bool:
    value = statement.value
    return isinstance(value, DataCategory) and value.declared is not None and bool(value.declared.cites)


def lines_of(subject: Subject, statement: Statement) -> tuple[str, ...] | None:
    """Return the lines that a statement rests on, in the order cited; None where one of its places is not at hand."""
    found: list[str] = []
    for cite in statement.cites:
        lines = cited_lines(subject, cite)
        if lines is None:
            return None
        found.extend(lines)
    return tuple(found) if statement.cites else None


def _entity(at: str, entity: Entity) -> Iterator[Statement]:
    if not isinstance(entity, Activity):
        yield from _parts(at, entity, ())
        return
    yield from _marks(at, entity, entity.cites)
    for name in _names_of(entity):
        if name != "flows":
            yield from _parts(at, getattr(entity, name), entity.cites)
    for flow in entity.flows:
        if flow.kind is FlowKind.DECLARED:
            yield from _parts(flow.id, flow, entity.cites)


def _parts(at: str, value: object, above: tuple[Cite, ...]) -> Iterator[Statement]:
    """Yield the statements inside a value; `above` are the citations of what it is written in."""
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(at, item, above)
    elif isinstance(value, Sourced) and not (isinstance(value, Pair) and value.inferred):
        cites = value.cites or above
        # A part that nobody wrote has no place in the file.
        if value.position is not None:
            yield Statement(at, value, cites, not value.cites)
        yield from _marks(at, value, cites)
        for name in _names_of(value):
            yield from _parts(at, getattr(value, name), cites)


def _marks(at: str, value: Sourced, above: tuple[Cite, ...]) -> Iterator[Statement]:
    for name in sorted(value.marks):
        mark = value.marks[name]
        if mark.source is Source.REGISTER and mark.position is not None:
            suffix = "" if isinstance(value, Flow) else f"/{name}"
            yield Statement(f"{at}{suffix}", mark, mark.cites or above, not mark.cites)


def _names_of(value: Sourced) -> tuple[str, ...]:
    """Return the fields in which a statement can hold others."""
    kind: Any = type(value)
    return tuple(name for name in part_fields(kind) if name not in ("cites", "marks", "position"))
