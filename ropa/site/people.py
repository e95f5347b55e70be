"""The page of a kind of people: what is said of them, who gets which data about them, what rights they are offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ropa.language import listing, plural
from ropa.model.activities import Flow, Pair
from ropa.model.parties import DataSubject
from ropa.model.words import Source
from ropa.reports.base import Field, Fields, Value, field, optional, plain
from ropa.reports.values import country_text, part, said
from ropa.site.base import Kind, Page, Section
from ropa.site.cookies import cookies_section
from ropa.site.limits import limits_section
from ropa.site.material import Material
from ropa.site.movements import incoming, outgoing
from ropa.site.parts import names_cell
from ropa.site.promises import promises_section
from ropa.site.receivers import receivers
from ropa.site.rights import rights_section
from ropa.site.sections import activities_section, findings_section, transfers_section

_WIDER: Final = "These flows are about people of a wider kind; whether these are among them is implied, not stated."
_VULNERABLE: Final = {True: "yes", False: "said not to be", None: ""}


def people_page(material: Material, key: str) -> Page:
    """Return the page of a kind of people."""
    found = material.register.data_subjects[key]
    path = material.places.href(Kind.PEOPLE, key)
    facts = material.about_people(key)
    given = material.out_of.get(key, ())
    received = material.into.get(key, ())
    flows = people_flows(material, key)
    wider = [flow for flow, _ in material.about_people(key, broader=True)]
    wholes = {key, *material.register.wholes("data_subjects", key)}
    way_back = incoming(material, received, here=key)
    sections = [
        Section(key="given", title="What they give",
                blocks=(outgoing(material, given, here=key, empty=_given_as(material, facts)),)),
        Section(key="receivers", title="Who gets data about them",
                blocks=(receivers(material, facts, by=Kind.PEOPLE, key=key),)),
        *((Section(key="received", title="What they receive", blocks=(way_back,)),) if received else ()),
        *transfers_section(material, flows),
        limits_section(material, "How long data about them are kept", material.held_about_people(key), by=Kind.PEOPLE,
                       key=key, cookies=[item for item in material.register.cookies if key in item.subjects]),
        *rights_section(material, "Their rights", lambda item: not item.subjects or bool(wholes & set(item.subjects))),
        *promises_section(material, lambda terms: bool(wholes & set(terms.subjects))),
        *cookies_section(material, lambda item: key in item.subjects),
        *activities_section(material, flows, wider=wider),
        findings_section(material, path, flows, wider=wider),
        *_broader(material, key),
    ]  # fmt: skip
    return Page(
        path=path, nav="people.html", kicker="Kind of people", title=found.title, lead=found.definition,
        facts=Fields(key="about", fields=_facts(material, found)), sections=tuple(sections),
    )  # fmt: skip


def _given_as(material: Material, facts: Sequence[tuple[Flow, Pair]]) -> str:
    """Return what to say where these people by themselves give nothing: others may give it, with data about them."""
    senders = dict.fromkeys(flow.source for flow, _ in facts if flow.source in material.register.data_subjects)
    if not senders:
        return "Nothing is said to come from them."
    return f"Stated only as given by {listing([material.register.title(key) for key in senders])}; see the next table."


def people_flows(material: Material, key: str) -> list[Flow]:
    """Return the flows about a kind of people or a part of it, then those that they send and receive themselves."""
    about = [flow for flow, _ in material.about_people(key)]
    return [*about, *material.out_of.get(key, ()), *material.into.get(key, ())]


def _broader(material: Material, key: str) -> tuple[Section, ...]:
    """Return who gets data about a wider kind of people; nothing where nobody is said to."""
    facts = material.about_people(key, broader=True)
    if not facts:
        return ()
    block = receivers(material, facts, by=Kind.PEOPLE, key=key)
    return (Section(key="broader", title="Said of a wider kind", intro=_WIDER, blocks=(block,)),)


def _facts(material: Material, found: DataSubject) -> tuple[Field, ...]:
    register = material.register
    parts = [key for key, item in register.data_subjects.items() if item.part_of == found.key]
    count = plural(found.count, "person", "people") if found.count is not None else ""
    origin = said(found.title, found) if found.source is Source.REGISTER else Value(text=found.title, note=_SHIPPED)
    fields = [
        field("name", "Name", origin),
        field("count", "How many", optional(part(found, "count", f"about {count}" if count else ""))),
        field("country", "Where they are", optional(part(found, "country", country_text(material.law, found.country)))),
    ]
    if found.vulnerable is not None:
        value = part(found, "vulnerable", _VULNERABLE[found.vulnerable])
        fields.append(field("vulnerable", "Can hardly object or refuse", value))
    if found.part_of:
        fields.append(field("part_of", "Part of", material.node(found.part_of)))
    if parts:
        fields.append(Field(key="parts", label="Parts of them", cell=names_cell([material.node(key) for key in parts])))
    if found.same_as:
        fields.append(field("same_as", "Also an organisation", material.node(found.same_as)))
    return (*fields, field("key", "Key in the register", plain(found.key)))


_SHIPPED: Final = "a word of the vocabulary of this software"
