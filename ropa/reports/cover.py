"""The cover of the record: whose it is, which version, and the dates on which it rests."""

from __future__ import annotations

import datetime as dt

from ropa.language import day, plural, regime_label
from ropa.law import Law, OwnLaw
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import Source
from ropa.reports.base import Field, Value, field, optional, optional_cell, plain
from ropa.reports.given import Given
from ropa.reports.parties import dpo, identity_fields, own_representatives
from ropa.reports.values import marked, own_mark, part, word


def cover_title(register: Register) -> str:
    """Return the name of the register's organisation; its key, and that the name is not stated, where it has none."""
    found = register.organisations.get(register.organisation)
    if found is None or not found.name:
        return f"{register.organisation} (name not stated)"
    return found.name


def dates_line(facts_as_of: dt.date | None, as_of: dt.date, own: OwnLaw | None = None) -> str:
    """Return the two dates that everything depends on, in one line, and how many own rows of law there are."""
    facts = f"Facts as of {day(facts_as_of)}." if facts_as_of is not None else "Date of the facts: not stated."
    return f"{facts} Law as of {day(as_of)}{f', {own.short}' if own else ''}."


def own_rows_fields(law: Law) -> tuple[Field, ...]:
    """Return the field that names every own row of law with its source; none where there is none."""
    values = [Value(text=row.line, tone="own-law") for row in law.own.rows]
    return (field("own_rows", "Own rows of law", *values),) if values else ()


def cover_fields(given: Given) -> tuple[Field, ...]:
    """Return the fields of the cover; each is stated or "not stated"."""
    register = given.register
    own = register.organisations.get(register.organisation)
    if own is None:
        own = Organisation(key=register.organisation, source=Source.DEFAULT)
    approved = register.approved_by
    signed = ", ".join(text for text in (approved.name, day(approved.date)) if text) if approved is not None else ""
    complete = [Value(text=word(name), key=name) for name in sorted(register.complete)]
    count = plural(len(given.recorded_activities), "activity", "activities")
    return (
        *identity_fields(given, own),
        field("website", "Website", optional(part(own, "website", own.website))),
        field("data_protection_officer", "Data protection officer", dpo(own)),
        field("representative", "Representative (Article 27)", *own_representatives(given, own)),
        field("register", "Register", marked(register.name, own_mark(register))),
        field("version", "Version", part(register, "version", register.version)),
        field("facts_as_of", "Facts as of", part(register, "as_of", day(register.as_of))),
        field("law_as_of", "Law as of", plain(day(given.as_of), note=_tables(given))),
        *own_rows_fields(given.law),
        field("regimes", "Rules that apply", *(_regime(given, key) for key in register.regimes)),
        field("prepared_by", "Prepared by", part(register, "prepared_by", register.prepared_by)),
        field("approved_by", "Approved by", part(register, "approved_by", signed)),
        Field(key="complete", label="Lists that are complete, as the register says", cell=optional_cell(*complete)),
        *_size_and_exemption(given, own),
        field("activities", "Activities in this record", Value(text=count)),
        *((field("roles", "Roles of the organisation", *_roles(given)),) if "30-2" in given.parts else ()),
    )


def _size_and_exemption(given: Given, own: Organisation) -> tuple[Field, ...]:
    """Return what is stated towards Article 30(5); nothing asks for it to be stated."""
    people = plural(own.headcount, "person", "people") if own.headcount is not None else ""
    named = (
        field("headcount", "Persons employed (Article 30(5))", part(own, "headcount", people)),
        field("exemption", "Exemption claimed", part(given.register, "exemption", given.register.exemption)),
    )
    return tuple(item for item in named if item.cell.values[0].stated)


def _roles(given: Given) -> list[Value]:
    """Return in how many activities the organisation is what, as far as activities are stated."""
    counted = (("controller", given.own_activities), ("processor", given.processor_activities))
    return [
        Value(text=word(role), key=role, note=plural(len(activities), "activity", "activities"))
        for role, activities in counted
        if activities
    ]


def _tables(given: Given) -> str:
    compiled = given.law.data_as_of
    late = " (before that date: later law is not in them)" if compiled < given.as_of else ""
    return f"tables of law compiled {day(compiled)}{late}"


def _regime(given: Given, key: str) -> Value:
    known = given.law.regimes.get(key)
    if known is None:
        return Value(text=regime_label(key), key=key, note="not a known regime")
    note = known.instrument
    if not given.law.covers(key, given.as_of):
        note = f"{note}; the tables of law begin on {day(known.data_from)}"
    elif given.as_of < known.in_force_from:
        note = f"{note}, applies from {day(known.in_force_from)}; graded by what came before: {known.predecessor}"
    return Value(text=regime_label(key), key=key, note=note)
