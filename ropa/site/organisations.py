"""The page of an organisation: who it is, what it receives and sends in which role, and how that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ropa.language import capital, listing
from ropa.model.activities import Flow, Terms
from ropa.model.parties import Organisation
from ropa.model.words import FlowKind, OrganisationKind, RecipientRole, Source
from ropa.reports.base import Chip, Field, Fields, Value, field, optional, plain
from ropa.reports.parties import contact_text
from ropa.reports.values import country_text, mark_chips, part, said, word
from ropa.site.base import Kind, Name, Page, Section
from ropa.site.contracts import contracts_section
from ropa.site.limits import limits_section
from ropa.site.material import Material
from ropa.site.movements import incoming, outgoing, passing
from ropa.site.parts import ALL_ACTIVITIES, activities_text, names_cell
from ropa.site.promises import promises_section
from ropa.site.sections import activities_section, findings_section, transfers_section

_ACTED_FOR: Final = "controller acted for"
_JOINT: Final = RecipientRole.JOINT_CONTROLLER.value
_IN_OWN: Final = "Movements between its own systems and parts are on the pages of these systems."


def organisation_page(material: Material, key: str) -> Page:
    """Return the page of an organisation."""
    found = material.register.organisations[key]
    path = material.places.href(Kind.ORGANISATION, key)
    nodes = _nodes(material, key)
    into, out_of = organisation_flows(material, key)
    flows = [*into, *out_of, *material.through.get(key, ())]
    roles = roles_of(material, found, into)
    own = key == material.register.organisation
    sections = [
        Section(
            key="in", title="What it receives", intro=_IN_OWN if own else "",
            blocks=(incoming(material, _outer(into, nodes), here=key),),
        ),
        Section(key="out", title="What it sends on", blocks=(outgoing(material, _outer(out_of, nodes), here=key),)),
        *passing(material, material.through.get(key, ()), here=key),
        *transfers_section(material, flows),
        *contracts_section(material, key),
        limits_section(material, "How long it is kept there", material.held_by.get(key, ()), by=Kind.ORGANISATION,
                       key=key),
        *promises_section(material, lambda terms: key in _named(terms)),
        *activities_section(material, flows, more=(item for keys in roles.values() for item in keys)),
        findings_section(material, path, flows),
    ]  # fmt: skip
    return Page(
        path=path, nav="organisations.html", kicker=capital(word(found.kind)), title=found.title,
        lead="The organisation whose record this is." if own else "",
        facts=Fields(key="about", fields=_facts(material, found, roles)), sections=tuple(sections),
    )  # fmt: skip


def organisation_flows(material: Material, key: str) -> tuple[list[Flow], list[Flow]]:
    """Return the flows into an organisation with all that it runs, and those out of it."""
    nodes = _nodes(material, key)
    into = [flow for node in nodes for flow in material.into.get(node, ())]
    return into, [flow for node in nodes for flow in material.out_of.get(node, ())]


def _named(terms: Terms) -> tuple[str, ...]:
    """Return the organisations that a promise names."""
    return (*terms.to, *terms.read_by, *terms.recipients, *terms.sources)


def _nodes(material: Material, key: str) -> tuple[str, ...]:
    """Return the organisation and the systems that it runs, and for the register's own its internal parts."""
    register = material.register
    parts: tuple[str, ...] = (key,)
    if key == register.organisation:
        parts = (key, *(part for part in register.organisations if part != key and register.is_internal(part)))
    return tuple(node for part in parts for node in (part, *material.operated.get(part, ())))


def _outer(flows: Iterable[Flow], nodes: Sequence[str]) -> list[Flow]:
    """Return the flows that cross the border of the organisation."""
    inside = set(nodes)
    return [flow for flow in flows if not (flow.source in inside and flow.target in inside)]


def _facts(material: Material, found: Organisation, roles: Mapping[str, Iterable[str]]) -> tuple[Field, ...]:
    register = material.register
    parts = [key for key, item in register.organisations.items() if item.part_of == found.key]
    hosted = dict.fromkeys(flow.source for flow in material.into.get(found.key, ()) if flow.id.startswith("hosting/"))
    run = [key for key in material.operated.get(found.key, ()) if register.systems[key].operator == found.key]
    texts = (
        ("registration_number", "Registration number", found.registration_number),
        ("address", "Postal address", found.address),
        ("email", "Email", found.email),
        ("phone", "Telephone", found.phone),
        ("website", "Website", found.website),
        ("dpo", "Data protection officer", contact_text(found.dpo) if found.dpo else ""),
    )
    fields = [
        field("name", "Name", _name(found)),
        *_legal(found),
        field("country", "Country", country_value(material, found)),
        *(field(name, title, part(found, name, text)) for name, title, text in texts if text),
        *_roles(material, found, roles),
        *_linked("part_of", "Part of", material, [found.part_of] if found.part_of else []),
        *_linked("parts", "Parts of it", material, parts),
        *_parent(material, found),
        *_linked("runs", "Runs", material, run),
        *_linked("hosts", "Hosts", material, list(hosted)),
    ]
    if found.subject_to:
        fields.append(field("subject_to", "Also subject to", part(found, "subject_to", listing(found.subject_to))))
    fields.append(field("key", "Key in the register", plain(found.key)))
    return tuple(fields)


def _name(found: Organisation) -> Value:
    if found.source is Source.DIRECTORY:
        return part(found, "name", found.name)
    return said(found.name, found, key=found.key)


def _legal(found: Organisation) -> tuple[Field, ...]:
    """Return the legal entity; only of a company its absence stands out."""
    value = part(found, "legal_name", found.legal_name)
    if found.kind is OrganisationKind.COMPANY:
        return (field("legal_name", "Legal entity", value),)
    return (field("legal_name", "Legal entity", value),) if found.legal_name else ()


def country_value(material: Material, found: Organisation) -> Value:
    """Return the country of an organisation; of its own parts and of everybody nobody asks for one."""
    value = part(found, "country", country_text(material.law, found.country), key=found.country)
    return optional(value) if found.kind in (OrganisationKind.INTERNAL, OrganisationKind.PUBLIC) else value


def roles_of(material: Material, found: Organisation, into: Iterable[Flow]) -> dict[str, dict[str, None]]:
    """Return role to the activities in which an organisation has it, an empty role last: not stated.

    The register's own organisation has roles of its own; whom an activity is done for or with has them without a flow.
    """
    roles: dict[str, dict[str, None]] = {}
    if found.key == material.register.organisation:
        for key, activity in material.register.activities.items():
            roles.setdefault(activity.role.value, {})[key] = None
    for role, named in ((_ACTED_FOR, material.acted_for), (_JOINT, material.joint_with)):
        for key in named.get(found.key, ()):
            roles.setdefault(role, {})[key] = None
    if found.key != material.register.organisation:
        for flow in into:
            name = "host" if flow.kind is FlowKind.HOSTING else flow.role.value if flow.role else ""
            if name != RecipientRole.INTERNAL and flow.source != found.key:
                roles.setdefault(name, {})[flow.activity] = None
    if material.register.is_internal(found.key):
        # What is inside has no role that could be missing.
        roles.pop("", None)
    return dict(sorted(roles.items(), key=lambda item: (item[0] == "", item[0])))


def _role_text(role: str) -> str:
    """Return a role in words."""
    return word(role) if role not in (_ACTED_FOR, "") else role or "role not stated"


def role_values(material: Material, found: Organisation, roles: Mapping[str, Iterable[str]]) -> list[Value]:
    """Return the roles of an organisation in words, those of the register's own with their marks."""
    own = found.key == material.register.organisation
    values = []
    for role, keys in roles.items():
        chips, note = _role_marks(material, keys) if own else ((), "")
        values.append(Value(text=_role_text(role), key=role, stated=bool(role), chips=chips, note=note))
    return values


def _role_marks(material: Material, keys: Iterable[str]) -> tuple[tuple[Chip, ...], str]:
    """Return the marks that the role of the organisation itself has in all of some activities, or in how many."""
    activities = material.register.activities
    marks = [mark_chips(activities[key].mark("role")) for key in keys]
    if len(set(marks)) == 1:
        return marks[0], ""
    numbers = Counter(chips[0].label for chips in marks if chips)
    return (), ", ".join(f"{numbers[label]:,} of them {label}" for label in sorted(numbers))


def _roles(material: Material, found: Organisation, roles: Mapping[str, Iterable[str]]) -> tuple[Field, ...]:
    """Return in which activities an organisation receives data as what."""
    values = [
        Name(text=value.text, key=value.key, href=f"#{ALL_ACTIVITIES}", stated=value.stated, chips=value.chips,
             note=", ".join(text for text in (f"in {activities_text(keys)}", value.note) if text))
        for value, keys in zip(role_values(material, found, roles), roles.values(), strict=True)
    ]  # fmt: skip
    return (field("roles", "Roles", *values),) if values else ()


def _linked(key: str, title: str, material: Material, nodes: Sequence[str]) -> tuple[Field, ...]:
    return (Field(key=key, label=title, cell=names_cell([material.node(node) for node in nodes])),) if nodes else ()


def _parent(material: Material, found: Organisation) -> tuple[Field, ...]:
    parent = found.parent_company
    if parent is None:
        return ()
    name = parent.name or (material.register.title(parent.organisation) if parent.organisation else "not named")
    value = part(found, "parent_company", name, note=country_text(material.law, parent.country))
    href = material.places.of_node(parent.organisation) if parent.organisation else ""
    named = Name(text=value.text, key=parent.organisation, href=href, chips=value.chips, cites=value.cites,
                 note=value.note)  # fmt: skip
    return (field("parent_company", "Parent company", named),)
