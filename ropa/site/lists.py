"""Pages that list everything of one kind, and the alphabetical list of everything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ropa.language import plural
from ropa.model.activities import Activity, Flow
from ropa.reports.base import (
    Cell,
    Group,
    Row,
    Value,
    cell,
    columns,
    optional,
    plain,
    row,
    table_or_note,
)
from ropa.reports.values import part, said, word
from ropa.site.base import Kind, Name, Page, Section
from ropa.site.categories import data_count
from ropa.site.linking import as_name, purpose_href
from ropa.site.material import Material
from ropa.site.organisations import country_value, organisation_flows, role_values, roles_of
from ropa.site.parts import (
    activities_text,
    activities_value,
    count_value,
    data_chips,
    graded_cell,
    names_cell,
    table_section,
    with_note,
)
from ropa.site.people import people_flows
from ropa.site.systems import hosting_values

_NEW_LETTER: Final = "0-9 and signs"


def activities_page(material: Material) -> Page:
    """Return the list of activities, by department where these are stated; what is stated generally comes last."""
    activities = material.register.activities
    departments: dict[str, list[Activity]] = {}
    for activity in activities.values():
        departments.setdefault(activity.department, []).append(activity)
    named = sorted(departments, key=lambda name: (name == "", name.casefold()))
    heads = columns(
        ("activity", "Activity", 24), ("role", "Role", 12), ("purposes", "Purposes", 24), ("people", "About whom", 18),
        ("transfer", "Worst transfer", 12), ("findings", "Findings", 10),
    )  # fmt: skip
    sections: list[Section] = []
    for number, name in enumerate(named, start=1):
        title = name or ("No department stated" if len(named) > 1 else "All activities")
        rows = [_activity_row(material, item) for item in departments[name]]
        sections.extend(table_section(f"department-{number}", title, heads, rows))
    if material.register.general is not None:
        names = (material.name(Kind.ACTIVITY, "general"),)
        intro = "Said of the organisation as a whole, and of no particular activity."
        sections.append(Section(key="general", title="Stated generally", intro=intro, names=names))
    return Page(path="activities.html", nav="activities.html", kicker=plural(len(activities), "activity", "activities"),
                title="Activities", sections=tuple(sections))  # fmt: skip


def _activity_row(material: Material, found: Activity) -> Row:
    people = dict.fromkeys(pair.subject for flow in found.flows for pair in flow.pairs if pair.subject is not None)
    return row(
        said_name(material, Kind.ACTIVITY, found.key),
        part(found, "role", word(found.role), key=found.role),
        cell(*(as_name(value, purpose_href(value)) for value in map(material.given.used, found.purposes))),
        names_cell([material.name(Kind.PEOPLE, key) for key in people]),
        worst_cell(material, found.flows),
        findings_value(material, Kind.ACTIVITY, found.key),
    )


def said_name(material: Material, kind: Kind, key: str) -> Name:
    """Return a name that leads to its page, with the marks of what is less than stated."""
    entity = material.places.entities[kind][key]
    value = said(entity.title, entity, key=key)
    return Name(text=value.text, key=key, href=material.places.href(kind, key), chips=value.chips)


def worst_cell(material: Material, flows: Iterable[Flow]) -> Cell:
    """Return how the worst of some flows stands as a transfer."""
    worst = material.worst(flows)
    return (
        cell(Value(text="none", tone="aside"))
        if worst is None
        else graded_cell(material, ((worst.grade, worst.country, worst.regime, worst.unverified),))
    )


def findings_value(material: Material, kind: Kind, key: str) -> Value:
    """Return how many findings are about something or name it, leading to them; the worst severity gives the tone."""
    href = material.places.href(kind, key)
    there = (*material.findings_of.get(href, ()), *material.findings_naming.get(href, ()))
    found = [item for item in there if not item.waived]
    if not found:
        return Value(text="none", tone="aside")
    worst = min(found, key=lambda item: item.severity.rank).severity.value
    return Name(text=f"{len(found):,}", href=f"{href}#findings", tone=f"severity-{worst}")


def organisations_page(material: Material) -> Page:
    """Return the list of organisations: the own one first, then who receives something, then the others."""
    register = material.register
    own = [key for key in register.organisations if register.is_internal(key)]
    receiving = [key for key in register.organisations if key not in own and organisation_flows(material, key)[0]]
    others = [key for key in register.organisations if key not in own and key not in receiving]
    sections: list[Section] = []
    for key, title, keys, inward in (
        ("own", "The organisation and its parts", own, False),
        ("receivers", "Who receives something", receiving, True),
        ("others", "Who sends something, or is only named", others, False),
    ):
        rows = [_organisation_row(material, item, inward=inward) for item in _by_title(material, keys)]
        heads = columns(
            ("organisation", "Organisation", 28), ("kind", "Kind", 14), ("country", "Country", 18),
            ("roles", "Role", 16), ("transfer", f"Worst transfer {'to' if inward else 'from'} it", 14),
            ("findings", "Findings", 10),
        )  # fmt: skip
        sections.extend(table_section(key, title, heads, rows))
    return Page(path="organisations.html", nav="organisations.html", title="Organisations",
                kicker=plural(len(register.organisations), "organisation"), sections=tuple(sections))  # fmt: skip


def _organisation_row(material: Material, key: str, *, inward: bool) -> Row:
    found = material.register.organisations[key]
    into, out_of = organisation_flows(material, key)
    keys = roles_of(material, found, into)
    roles = [
        replace(value, note=f"in {activities_text(in_role)}, {value.note}") if value.note else value
        for value, in_role in zip(role_values(material, found, keys), keys.values(), strict=True)
    ]
    return row(
        said_name(material, Kind.ORGANISATION, key),
        Value(text=word(found.kind)),
        country_value(material, found),
        cell(*roles) if roles else cell(Value(text="–", tone="aside dash")),
        worst_cell(material, into if inward else out_of),
        findings_value(material, Kind.ORGANISATION, key),
    )


def _by_title(material: Material, keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (material.register.title(key).casefold(), key))


def systems_page(material: Material) -> Page:
    """Return the list of systems."""
    register = material.register
    heads = columns(
        ("system", "System", 26), ("operator", "Run by", 20), ("hosting", "Hosted by, where", 28),
        ("activities", "Activities", 14), ("findings", "Findings", 12),
    )  # fmt: skip
    rows = [_system_row(material, key) for key in _by_title(material, register.systems)]
    block = table_or_note("systems", heads, rows, "No system is stated.")
    return Page(path="systems.html", nav="systems.html", kicker=plural(len(rows), "system"), title="Systems",
                sections=(Section(key="all", title="All systems", blocks=(block,)),))  # fmt: skip


def _system_row(material: Material, key: str) -> Row:
    found = material.register.systems[key]
    flows = [*material.into.get(key, ()), *material.out_of.get(key, ()), *material.through.get(key, ())]
    hosts = [value for item in found.hosting for value in hosting_values(material, item)]
    return row(
        said_name(material, Kind.SYSTEM, key),
        material.node(material.register.operator_of(key)),
        cell(*hosts) if hosts else cell(optional(plain(""))),
        activities_value(flow.activity for flow in flows),
        findings_value(material, Kind.SYSTEM, key),
    )


def data_page(material: Material) -> Page:
    """Return the categories as a tree, each under what it belongs to."""
    register = material.register
    keys = material.places.entities[Kind.DATA]
    children: dict[str, list[str]] = {}
    for key in keys:
        parent = register.data_categories[key].parent
        children.setdefault(parent if parent in keys else "", []).append(key)
    heads = columns(
        ("data", "Category", 36), ("people", "About whom", 26), ("receivers", "Receivers outside", 16),
        ("activities", "Activities", 12), ("findings", "Findings", 10),
    )  # fmt: skip
    rows = [_data_row(material, key, depth) for key, depth in _walk(material, children)]
    block = table_or_note("data-tree", heads, rows, "No category of data is stated.")
    lead = (
        "Narrower categories stand below what they belong to; flows of them count there too, findings do not. At the "
        "very top only what names just that category counts."
    )
    return Page(path="data.html", nav="data.html", kicker=data_count(material), title="Data",
                lead=lead, sections=(Section(key="all", title="All categories", blocks=(block,)),))  # fmt: skip


def _walk(material: Material, children: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, int]]:
    """Yield every category with its depth, each after what it belongs to, siblings by name."""
    waiting = [(key, 0) for key in reversed(_by_title(material, children.get("", ())))]
    while waiting:
        key, depth = waiting.pop()
        yield key, depth
        waiting.extend((child, depth + 1) for child in reversed(_by_title(material, children.get(key, ()))))


def _data_row(material: Material, key: str, depth: int) -> Row:
    register = material.register
    facts = material.about_data(key)
    people = dict.fromkeys(pair.subject for _, pair in facts if pair.subject is not None)
    outside = {register.party_of(flow.target) for flow, _ in facts} - set(register.data_subjects)
    names: list[Value] = [material.name(Kind.PEOPLE, item) for item in people]
    of_cookies = dict.fromkeys(item for cookie in register.cookies if key in cookie.data for item in cookie.subjects)
    names += [with_note(material.name(Kind.PEOPLE, item), "cookies") for item in of_cookies if item not in people]
    name = material.name(Kind.DATA, key)
    chips = data_chips(material, key)
    named = Name(text=name.text, key=key, href=name.href, chips=chips, tone=f"depth-{min(depth, 4)}")
    return row(
        named,
        names_cell(names) if facts or names else _dash(),
        count_value(sum(1 for item in outside if not register.is_internal(item)), "receiver") if facts else _dash(),
        activities_value(flow.activity for flow, _ in facts) if facts else _dash(),
        findings_value(material, Kind.DATA, key),
    )


def _dash() -> Cell:
    return cell(Value(text="–", tone="aside dash"))


def people_list_page(material: Material) -> Page:
    """Return the list of the kinds of people."""
    register = material.register
    heads = columns(
        ("people", "Kind of people", 30), ("count", "How many", 14), ("data", "Data about them", 34),
        ("activities", "Activities", 12), ("findings", "Findings", 10),
    )  # fmt: skip
    rows = []
    for key in _by_title(material, register.data_subjects):
        found = register.data_subjects[key]
        rows.append(
            row(
                said_name(material, Kind.PEOPLE, key),
                optional(part(found, "count", f"{found.count:,}" if found.count is not None else "")),
                _data_about(material, key),
                activities_value(flow.activity for flow in people_flows(material, key)),
                findings_value(material, Kind.PEOPLE, key),
            )
        )
    block = table_or_note("people", heads, rows, "No kind of people is stated.")
    count = plural(len(rows), "kind of people", "kinds of people")
    return Page(path="people.html", nav="people.html", kicker=count, title="People",
                 sections=(Section(key="all", title="All kinds of people", blocks=(block,)),))  # fmt: skip


def _data_about(material: Material, key: str) -> Cell:
    """Return the data about a kind of people, cookies included, then those about its parts alone."""
    own, every = (
        dict.fromkeys(pair.data for _, pair in facts if pair.data is not None)
        for facts in (material.of_people.get(key, ()), material.about_people(key))
    )
    of_cookies = dict.fromkeys(
        item for cookie in material.register.cookies if key in cookie.subjects for item in cookie.data
    )
    named = [material.name(Kind.DATA, item) for item in _by_title(material, own)]
    named += [
        with_note(material.name(Kind.DATA, item), "cookies")
        for item in _by_title(material, of_cookies)
        if item not in own
    ]
    of_parts = [material.name(Kind.DATA, item) for item in _by_title(material, every) if item not in own]
    if not of_parts:
        return names_cell(named)
    groups = [Group(values=tuple(of_parts), about=Value(text="of parts of them", tone="aside"), inline=True)]
    if named:
        groups.insert(0, Group(values=tuple(named), inline=True))
    return Cell(groups=tuple(groups))


def a_to_z_page(material: Material) -> Page:
    """Return every name, alphabetically: what works where no script runs."""
    found: dict[str, list[Name]] = {}
    for kind, entities in material.places.entities.items():
        for key in entities:
            name = material.name(kind, key)
            general = kind is Kind.ACTIVITY and key == "general"
            note = "of no particular activity" if general else kind.one.lower()
            named = Name(text=name.text, key=key, href=name.href, note=note)
            found.setdefault(initial(name.text), []).append(named)
    sections = []
    for number, letter in enumerate(sorted(found, key=lambda letter: (letter == _NEW_LETTER, letter)), start=1):
        names = sorted(found[letter], key=lambda name: (name.text.casefold(), name.note, name.key))
        sections.append(Section(key=f"letter-{number}", title=letter, names=tuple(names)))
    return Page(path="a-z.html", nav="a-z.html", kicker="Everything that has a page", title="A to Z",
                sections=tuple(sections))  # fmt: skip


def initial(text: str) -> str:
    """Return the letter under which a name is listed: its first one without marks, or one place for everything else."""
    first = unicodedata.normalize("NFKD", text.strip()[:1])[:1].upper()
    return first if first.isalpha() else _NEW_LETTER
