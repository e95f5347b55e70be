"""The page of a category of data: where it comes from, who gets it, how long it is kept, what is promised of it."""

from __future__ import annotations

from typing import Final

from ropa.language import capital, joined, plural
from ropa.model.terms import DataCategory
from ropa.model.words import Source
from ropa.reports.base import Field, Fields, Value, field, plain
from ropa.reports.values import said, word
from ropa.site.base import Kind, Page, Section
from ropa.site.cookies import cookies_section
from ropa.site.limits import limits_section
from ropa.site.material import Material
from ropa.site.parts import data_chips, names_cell
from ropa.site.promises import promises_section
from ropa.site.receivers import receivers
from ropa.site.sections import activities_section, findings_section, transfers_section

_MAY_INCLUDE: Final = "What these flows name is wider; it may or may not include this category."


def category_page(material: Material, key: str) -> Page:
    """Return the page of a category of personal data."""
    register = material.register
    found = register.data_categories[key]
    path = material.places.href(Kind.DATA, key)
    facts = material.about_data(key)
    flows = [flow for flow, _ in facts]
    wider = [flow for flow, _ in material.about_data(key, broader=True)]
    wholes = {key, *register.broader_categories(key)}
    sections = [
        Section(key="receivers", title="Who gets it", intro=_of_narrower(material, key),
                blocks=(receivers(material, facts, by=Kind.DATA, key=key),)),
        *transfers_section(material, flows),
        limits_section(material, "How long it is kept", material.held_of_data(key), by=Kind.DATA, key=key,
                       cookies=[item for item in register.cookies if key in item.data]),
        *promises_section(material, lambda terms: bool(wholes & set(terms.data))),
        *cookies_section(material, lambda item: key in item.data),
        *activities_section(material, flows, wider=wider),
        findings_section(material, path, flows, wider=wider),
        *_broader(material, key),
    ]  # fmt: skip
    marks = tuple(Value(text=item.label, tone=f"chip chip-{item.kind}") for item in data_chips(material, key))
    return Page(
        path=path, nav="data.html", kicker="Category of data", title=found.title, lead=capital(found.definition),
        marks=marks, facts=Fields(key="about", fields=_facts(material, found)), sections=tuple(sections),
    )  # fmt: skip


def data_count(material: Material) -> str:
    """Return how many categories flows name, and how many more have a page."""
    stated = len(material.of_data)
    others = len(material.places.entities[Kind.DATA]) - stated
    return f"{plural(stated, 'category', 'categories')} in flows{f', {others:,} others' if others else ''}"


def _of_narrower(material: Material, key: str) -> str:
    """Return that what is narrower has pages of its own, for a category at the very top."""
    text = "Only flows that name just this category; narrower ones have pages of their own."
    return text if material.is_at_top(key) else ""


def _broader(material: Material, key: str) -> tuple[Section, ...]:
    """Return who gets something wider, which may hold the category; nothing where nobody is said to."""
    facts = material.about_data(key, broader=True)
    if not facts:
        return ()
    block = receivers(material, facts, by=Kind.DATA, key=key)
    return (Section(key="broader", title="Stated more broadly", intro=_MAY_INCLUDE, blocks=(block,)),)


def _facts(material: Material, found: DataCategory) -> tuple[Field, ...]:
    register = material.register
    above = [material.name(Kind.DATA, key) for key in register.broader_categories(found.key)]
    below = [
        material.name(Kind.DATA, key) for key in material.places.entities[Kind.DATA]
        if register.data_categories[key].parent == found.key
    ]  # fmt: skip
    known = material.context.vocabulary.data_categories.get(found.key)
    aliases = tuple(dict.fromkeys((*found.aliases, *(known.aliases if known is not None else ()))))
    named = (
        ("above", "Belongs to", above),
        ("below", "Narrower categories", sorted(below, key=lambda name: name.text.casefold())),
        ("consists_of", "Consists of", [material.name(Kind.DATA, key) for key in found.consists_of]),
        ("derived_from", "Computed from", [material.name(Kind.DATA, key) for key in found.derived_from]),
    )
    fields = [Field(key=key, label=title, cell=names_cell(list(names))) for key, title, names in named if names]
    if found.declared is not None:
        note = "the organisation’s word, not a legal finding"
        fields.append(field("declared", "Declared as", said(word(found.declared.value), found.declared, note=note)))
    if aliases:
        fields.append(field("aliases", "Also called", Value(text=joined(aliases))))
    fields.append(field("origin", "Where the word comes from", _origin(found)))
    if found.dpv:
        fields.append(field("dpv", "Data Privacy Vocabulary", Value(text=found.dpv)))
    fields.append(field("key", "Key in the register", plain(found.key)))
    return tuple(fields)


def _origin(found: DataCategory) -> Value:
    if found.source is Source.REGISTER and not found.own_words:
        return Value(text="the register, which declares it", cites=found.cites)
    if found.own_words:
        return Value(text="the register, in words of its own", cites=found.cites)
    return Value(text="the vocabulary of this software", tone="aside")
