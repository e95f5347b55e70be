"""The page of a system: who runs and hosts it where, what reaches and leaves it, how long it keeps what it holds."""

from __future__ import annotations

from typing import Final

from ropa.language import listing
from ropa.model.parties import Hosting, System
from ropa.reports.base import (
    Block,
    Field,
    Fields,
    Row,
    Value,
    cell,
    chip,
    columns,
    field,
    not_stated,
    optional,
    plain,
    row,
    table_or_note,
)
from ropa.reports.measures import kind_value
from ropa.reports.values import country_text, mark_chips, own_mark, part
from ropa.site.base import Kind, Name, Page, Section
from ropa.site.cookies import cookies_section
from ropa.site.countries import hosting_places
from ropa.site.limits import limits_section
from ropa.site.material import Material
from ropa.site.movements import incoming, outgoing, passing
from ropa.site.parts import names_cell, table_section, with_note
from ropa.site.promises import promises_section
from ropa.site.sections import activities_section, findings_section, transfers_section

_HOSTING: Final = columns(
    ("host", "Hosted by", 30), ("country", "Country", 24), ("access", "Access", 20), ("when", "When, for whom", 26)
)
_MEASURES: Final = columns(("measure", "Measure", 60), ("kind", "Kind", 40))


def system_page(material: Material, key: str) -> Page:
    """Return the page of a system."""
    found = material.register.systems[key]
    path = material.places.href(Kind.SYSTEM, key)
    into, out_of = material.into.get(key, ()), material.out_of.get(key, ())
    flows = [*into, *out_of, *material.through.get(key, ())]
    sections = [
        Section(key="in", title="What comes in", blocks=(incoming(material, into, here=key),)),
        Section(key="out", title="What goes out", blocks=(outgoing(material, out_of, here=key),)),
        *passing(material, material.through.get(key, ()), here=key),
        *_hosting(material, found),
        *transfers_section(material, flows),
        limits_section(material, "How long it is kept here", material.held_by.get(key, ()), by=Kind.SYSTEM, key=key,
                       cookies=[item for item in material.register.cookies if item.set_by == key]),
        Section(key="measures", title="Security measures", blocks=(_measures(material, found),)),
        *promises_section(material, lambda terms: key in terms.held_in),
        *cookies_section(material, lambda item: item.set_by == key),
        *activities_section(material, flows),
        findings_section(material, path, flows),
    ]  # fmt: skip
    return Page(
        path=path, nav="systems.html", kicker="System", title=found.title,
        facts=Fields(key="about", fields=_facts(material, found)), sections=tuple(sections),
    )  # fmt: skip


def _facts(material: Material, found: System) -> tuple[Field, ...]:
    register = material.register
    parts = [key for key, item in register.systems.items() if item.part_of == found.key]
    fields = [field("operator", "Run by", _operator(material, found))]
    if found.hosting:
        hosts = [material.node(item.by) for item in found.hosting]
        fields.append(Field(key="hosts", label="Hosted by", cell=names_cell(list(dict.fromkeys(hosts)))))
    else:
        fields.append(field("hosts", "Hosted by", optional(plain(""))))
    if found.part_of:
        fields.append(field("part_of", "Part of", material.node(found.part_of)))
    if parts:
        fields.append(Field(key="parts", label="Parts of it", cell=names_cell([material.node(key) for key in parts])))
    stated = Value(text=found.name, key=found.key, cites=found.cites) if found.name else plain("")
    return (field("name", "Name", stated), *fields, field("key", "Key in the register", plain(found.key)))


def _operator(material: Material, found: System) -> Value:
    """Return who runs a system; where nobody is named, that it counts as the organisation's own."""
    register = material.register
    operator = register.operator_of(found.key)
    name = material.node(operator)
    if found.operator:
        value = part(found, "operator", name.text, key=operator)
        return Name(text=name.text, key=operator, href=name.href, chips=value.chips, cites=value.cites)
    note = f"as what it is part of: {register.title(found.part_of)}" if found.part_of else "nobody else is said to"
    return Name(text=name.text, key=operator, href=name.href, note=note, chips=(chip("default"),))


def _hosting(material: Material, found: System) -> tuple[Section, ...]:
    rows = [_hosting_row(material, item) for item in found.hosting]
    return table_section("hosting", "Where it is hosted", _HOSTING, rows)


def _hosting_row(material: Material, item: Hosting) -> Row:
    name = material.node(item.by)
    mark = own_mark(item)
    stored = hosting_places(item)
    places = [
        Value(text=country_text(material.law, key), key=key, chips=chips, cites=item.mark("country").cites
              if key == item.country and "country" in item.marks else (), note="" if key == item.country else "storage")
        for key, chips in stored.items()
    ] or [not_stated()]  # fmt: skip
    named = (("access", item.locations.access), ("entity", item.locations.entity))
    for what, keys in named:
        if keys:
            places.append(Value(text=listing([country_text(material.law, key) for key in keys]), note=what))
    access = item.access if item.can_read else "cannot read"
    cases = [f"when {item.when}"] if item.when else []
    whom: list[Value] = [Value(text=text) for text in cases]
    whom.extend(material.node(key) for key in item.for_keys)
    host = Name(text=name.text, key=item.by, href=name.href, chips=mark_chips(mark), cites=mark.cites,
                certainty=mark.certainty)  # fmt: skip
    return row(
        host,
        cell(*places),
        optional(plain(access)),
        cell(*whom) if whom else cell(Value(text="always", tone="aside")),
    )


def hosting_values(material: Material, item: Hosting) -> tuple[Value, ...]:
    """Return a host with each country where it stores, in short."""
    name = material.node(item.by)
    places = hosting_places(item)
    if not places:
        return (with_note(name, "country not stated"),)
    where = (
        " ".join((country_text(material.law, key), *(f"({mark.label})" for mark in chips)))
        for key, chips in places.items()
    )
    return (with_note(name, "; ".join(where)),)


def _measures(material: Material, found: System) -> Block:
    """Return the security measures of a system, those of what it is part of included."""
    wholes = (found.key, *material.register.wholes("systems", found.key))
    rows = [
        row(material.given.used(use, note="" if key == found.key else f"of {material.register.title(key)}"),
            kind_value(material.given, use))
        for key in wholes for use in material.register.systems[key].measures
    ]  # fmt: skip
    text = "No measure is stated of this system; the page of measures has those of the whole organisation."
    return table_or_note("measures", _MEASURES, rows, text)
