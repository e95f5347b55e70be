"""The keyed sections of an inventory, read in order; what is shipped is added to what is declared."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ropa.errors import Position
from ropa.model import (
    DataCategory,
    DataSubject,
    Entity,
    Mark,
    Measure,
    MeasureKind,
    Organisation,
    ParentCompany,
    Purpose,
    Source,
)
from ropa.resolver import messages
from ropa.resolver.context import NODE_SECTIONS, Context
from ropa.resolver.draft import Entry, Mapping, is_absent
from ropa.resolver.near import fold, slug
from ropa.resolver.shapes import Shape
from ropa.vocabulary import Term, Vendor

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

#: Where a declared or own category goes that names no parent: a register holds personal data.
ROOT_CATEGORY = "personal-data"

#: Fields of an organisation that the directory can fill, with the column each comes from.
_FROM_DIRECTORY = ("name", "legal_name", "country")


def check_keys(context: Context) -> None:
    """Report keys without the form of keys, node keys that stand in two sections, and reserved keys."""
    taken: dict[str, tuple[str, Position]] = {}
    for section, keys in context.declared.items():
        for key, position in keys.items():
            if not _KEY.fullmatch(key):
                context.problem(messages.bad_key(position, key, section, slug(key)))
            elif section == "activities" and key == "general":
                context.problem(messages.reserved_key(position, key))
            if section in NODE_SECTIONS:
                if key in taken:
                    other, first = taken[key]
                    context.problem(messages.same_key_in_sections(position, key, section, first, other))
                taken.setdefault(key, (section, position))


def entries_of(root: Mapping, section: str, context: Context, example: str) -> tuple[Entry, ...]:
    """Return the entries of a keyed section; a section that is no mapping is a problem."""
    entry = root.entry(section)
    if entry is None or is_absent(entry.value):
        return ()
    if isinstance(entry.value, Mapping):
        return entry.value.entries
    context.problem(messages.wrong_kind(entry.value, "a mapping from key to entry", f"`{section}:`", example))
    return ()


def read_section(root: Mapping, section: str, shape: Shape, context: Context) -> dict[str, Any]:
    """Return the instances of one section by key, in file order."""
    found: dict[str, Any] = {}
    for entry in entries_of(root, section, context, shape.example):
        with context.within(f"{section}/{entry.key}"):
            made = shape.read(entry.value, context, key=entry.key)
        if made is not None:
            found[entry.key] = replace(made, position=entry.position)
    return found


def organisations(declared: MappingOf[str, Organisation], context: Context) -> dict[str, Organisation]:
    """Return the declared organisations, filled from the directory where they name a row, and those only used."""
    found = {key: _filled(item, _vendor_of(item, context)) for key, item in declared.items()}
    for key, position in context.directory.get("organisations", {}).items():
        if key not in found:
            vendor = context.vocabulary.vendors[key]
            found[key] = _filled(Organisation(key=key, directory=key, position=position), vendor)
            message = f"`{key}` is not declared; what is shown of it comes from the shipped directory"
            context.notice("directory-party", message, position, at=f"organisations/{key}")
    return found


def _vendor_of(item: Organisation, context: Context) -> Vendor | None:
    """Return the directory row of an organisation: the one it names, else the one of its key.

    A declared key adds to the row of that key, unless its own name is another one: `segment` may be anybody.
    """
    if item.directory:
        return context.vocabulary.vendors[item.directory]
    vendor = context.vocabulary.vendors.get(item.key)
    if vendor is None:
        return None
    names = {fold(name) for name in (vendor.name, vendor.legal_name, *vendor.aliases)}
    return vendor if not item.name or fold(item.name) in names else None


def _filled(item: Organisation, vendor: Vendor | None) -> Organisation:
    if vendor is None:
        return item
    values: dict[str, Any] = {"directory": vendor.key}
    marks = dict(item.marks)
    for name in _FROM_DIRECTORY:
        text = getattr(vendor, name)
        if text and not getattr(item, name):
            values[name] = text
            marks[name] = _directory_mark(vendor, name)
    if item.parent_company is None and vendor.parent_company and not _is_own_parent(vendor):
        values["parent_company"] = ParentCompany(name=vendor.parent_company, country=vendor.parent_country)
        marks["parent_company"] = _directory_mark(vendor, "parent_company")
    source = Source.REGISTER if item.name or item.country or item.legal_name else Source.DIRECTORY
    return replace(item, **values, marks=marks, source=source)


def _is_own_parent(vendor: Vendor) -> bool:
    return fold(vendor.parent_company) == fold(vendor.legal_name)


def _directory_mark(vendor: Vendor, name: str) -> Mark:
    verified = vendor.verified_of(name)
    note = f"from the shipped directory, looked at {vendor.checked_on.isoformat()}"
    return Mark(source=Source.DIRECTORY, verified=verified, note=note)


def data_subjects(declared: MappingOf[str, DataSubject], context: Context) -> dict[str, DataSubject]:
    """Return the declared kinds of people, and the shipped ones that are used without being declared."""
    shipped = context.vocabulary.data_subjects
    found = {}
    for key, item in declared.items():
        if key in shipped:
            name, definition = item.name or shipped[key].label, item.definition or shipped[key].definition
            item = replace(item, name=name, definition=definition)
        found[key] = item
    for key, position in context.directory.get("data_subjects", {}).items():
        if key not in found:
            term = shipped[key]
            found[key] = DataSubject(
                key=key, name=term.label, definition=term.definition, source=Source.DIRECTORY, position=position
            )
    return found


def data_categories(declared: MappingOf[str, DataCategory], context: Context) -> dict[str, DataCategory]:
    """Return the whole tree: shipped categories, what the register declares or adds, and its own words."""
    found = {key: _shipped_category(term) for key, term in context.vocabulary.data_categories.items()}
    for key, item in declared.items():
        found[key] = _added(item, found.get(key))
    for key, word in context.own_words.get("data_categories", {}).items():
        found[key] = DataCategory(
            key=key, name=word.label, parent=ROOT_CATEGORY, own_words=True, position=word.position
        )
    return found


def _shipped_category(term: Term) -> DataCategory:
    return DataCategory(
        key=term.key, name=term.label, parent=term.parent or "", definition=term.definition, aliases=term.aliases,
        mark_of_law=term.mark, dpv=term.dpv, source=Source.DIRECTORY,
    )  # fmt: skip


def _added(item: DataCategory, shipped: DataCategory | None) -> DataCategory:
    """Return a declared category with what it leaves open taken from the shipped one of its key."""
    if shipped is None:
        return replace(item, parent=item.parent or ROOT_CATEGORY)
    return replace(
        item, name=item.name or shipped.name, parent=item.parent or shipped.parent, dpv=shipped.dpv,
        definition=item.definition or shipped.definition,
        aliases=tuple(dict.fromkeys((*item.aliases, *shipped.aliases))),
        mark_of_law=item.mark_of_law or shipped.mark_of_law,
    )  # fmt: skip


def purposes(declared: MappingOf[str, Purpose], context: Context) -> dict[str, Purpose]:
    """Return shipped purposes, what the register declares or adds, and its own words."""
    found = {
        term.key: Purpose(
            key=term.key, name=term.label, parent=term.parent or "", definition=term.definition, aliases=term.aliases,
            dpv=term.dpv, source=Source.DIRECTORY,
        )
        for term in context.vocabulary.purposes.values()
    }  # fmt: skip
    for key, item in declared.items():
        shipped = found.get(key)
        found[key] = item if shipped is None else replace(
            item, name=item.name or shipped.name, parent=item.parent or shipped.parent, dpv=shipped.dpv,
            definition=item.definition or shipped.definition,
            aliases=tuple(dict.fromkeys((*item.aliases, *shipped.aliases))),
        )  # fmt: skip
    for key, word in context.own_words.get("purposes", {}).items():
        found[key] = Purpose(key=key, name=word.label, own_words=True, position=word.position)
    return found


def measures(declared: MappingOf[str, Measure], used: frozenset[str], context: Context) -> dict[str, Measure]:
    """Return the declared measures, the shipped ones that are used, and own words, in that order."""
    shipped = context.vocabulary.measures
    found = {}
    for key, item in declared.items():
        term = shipped.get(key)
        kind = item.kind or (MeasureKind(term.kind) if term is not None and term.kind else None)
        name, definition = (term.label, term.definition) if term is not None else ("", "")
        found[key] = replace(item, name=item.name or name, definition=item.definition or definition, kind=kind)
    for key in sorted(used - found.keys()):
        if key in shipped:
            term = shipped[key]
            kind = MeasureKind(term.kind) if term.kind else None
            found[key] = Measure(
                key=key, name=term.label, kind=kind, definition=term.definition, source=Source.DIRECTORY
            )
    for key, word in context.own_words.get("measures", {}).items():
        found.setdefault(key, Measure(key=key, name=word.label, position=word.position))
    return found


def check_cycles(section: str, field: str, entities: MappingOf[str, Entity], context: Context) -> None:
    """Report every circle that `field` (`parent` or `part_of`) makes in a section, once."""
    state: dict[str, int] = {}
    for start in entities:
        path: list[str] = []
        key = start
        while key and key in entities and key not in state:
            state[key] = 1
            path.append(key)
            key = getattr(entities[key], field)
        if key in path:
            _report_cycle(section, field, path[path.index(key) :], entities, context)


def check_compounds(categories: MappingOf[str, DataCategory], context: Context) -> None:
    """Report every circle that `consists_of` makes: a compound cannot be an item of itself."""
    items = {key: sorted(category.consists_of) for key, category in sorted(categories.items()) if category.consists_of}
    while items:
        try:
            TopologicalSorter(items).prepare()
        except CycleError as error:
            # The sorter names one circle, each key before the one that holds it, the first key twice.
            circle = list(reversed(error.args[1][1:]))
            start = circle.index(min(circle))
            _report_cycle("data_categories", "consists_of", circle[start:] + circle[:start], categories, context)
            for key in circle:
                items.pop(key, None)
        else:
            return


def _report_cycle(
    section: str, field: str, circle: list[str], entities: MappingOf[str, Entity], context: Context
) -> None:
    # The shipped trees have no circles, so at least one of these is declared and has a position.
    position = min(item.position for item in (entities[key] for key in circle) if item.position is not None)
    context.problem(messages.cycle(position, section, field, circle))
