"""Every citation of a register, with the address of the statement it belongs to, and the lines it points at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple, get_args

from ropa.checks.base import Subject
from ropa.checks.sharing import shared
from ropa.model.activities import Activity
from ropa.model.base import Cite, Entity, Part
from ropa.model.register import KEYED_SECTIONS, Register
from ropa.model.words import Source

#: The sections of the register whose entries have a key.
SECTIONS = ("documents", *KEYED_SECTIONS)

#: The sections that are lists; their entries are addressed by number, from 1.
LISTS = ("cookies", "observations", "waivers", "lost")


class Cited(NamedTuple):
    """One citation.

    Attributes:
        at: address of the thing whose statement cites.
        cite: the citation.
    """

    at: str
    cite: Cite


@shared
def citations(register: Register) -> tuple[Cited, ...]:
    """Return every citation of the register, in file order of the sections, each once per place where it is written."""
    found: dict[tuple[object, ...], Cited] = {}
    for at, cite in _all(register):
        place = cite.position if cite.position is not None else at
        found.setdefault((place, cite.document, cite.lines, cite.section, cite.words), Cited(at, cite))
    return tuple(found.values())


def cited_lines(subject: Subject, cite: Cite) -> tuple[str, ...] | None:
    """Return the lines that a citation points at, as far as they exist; None where it cannot be looked up.

    It cannot where no line is cited, or where the document is not at hand.
    """
    document = subject.documents.get(cite.document)
    if document is None or not cite.lines:
        return None
    return document[max(cite.first - 1, 0) : cite.last]


def _all(register: Register) -> Iterator[tuple[str, Cite]]:
    yield from _within("register", (register.legal_basis, register.cites, register.marks))
    for section in SECTIONS:
        entries: Mapping[str, Entity] = getattr(register, section)
        for key, entity in entries.items():
            if entity.source is not Source.DIRECTORY:
                yield from _entity(f"{section}/{key}", entity)
    if register.general is not None:
        yield from _entity("general", register.general)
    for section in LISTS:
        for number, item in enumerate(getattr(register, section), start=1):
            yield from _within(f"{section}/{number}", item)


def _entity(at: str, entity: Entity) -> Iterator[tuple[str, Cite]]:
    if not isinstance(entity, Activity):
        yield from _within(at, entity)
        return
    for name in _field_names(entity):
        if name != "flows":
            yield from _within(at, getattr(entity, name))
    for flow in entity.flows:
        yield from _within(flow.id, flow)


def _within(at: str, value: object) -> Iterator[tuple[str, Cite]]:
    """Yield what cites anywhere inside a value of the model."""
    if isinstance(value, Cite):
        yield at, value
    elif isinstance(value, Part):
        for name in _field_names(value):
            yield from _within(at, getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(at, item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _within(at, item)


def _field_names(value: Part) -> tuple[str, ...]:
    kind: Any = type(value)
    return part_fields(kind)


@cache
def part_fields(kind: Any) -> tuple[str, ...]:
    """Return the fields of a class of the model that can hold other parts of it, in their order.

    Not `extra`, which is never interpreted; nor fields of words, numbers and dates, which most of them are.
    """
    return tuple(field.name for field in fields(kind) if field.name != "extra" and _holds_parts(field.type))


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and not get_args(annotation):
        return issubclass(annotation, Part)
    return any(_holds_parts(inner) for inner in get_args(annotation))
