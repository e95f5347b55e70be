"""A draft to a register: everything is checked, every problem is collected, nothing is guessed silently."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ropa.errors import InputProblems
from ropa.law import Law
from ropa.model import Activity, Flow, Organisation, OrganisationKind, Register
from ropa.model.register import KEYED_SECTIONS
from ropa.model.terms import ancestors
from ropa.resolver import format as inventory
from ropa.resolver import messages, sections
from ropa.resolver.context import Context, declare
from ropa.resolver.draft import Entry, Mapping, Scalar, Sequence, is_absent
from ropa.resolver.flows import FlowIds, OpenFlow, flows_of, role_of, written_ids
from ropa.resolver.format.activities import NO_RECIPIENTS
from ropa.resolver.hosting import hosting_flows
from ropa.resolver.kinds import plain
from ropa.resolver.near import nearest
from ropa.resolver.shapes import Shape
from ropa.resolver.upstream import Places, Related, Upstream
from ropa.vocabulary import Vocabulary

#: Version of the inventory format that this resolver reads.
FORMAT = "1"

SECTIONS = ("ropa", "register", *KEYED_SECTIONS, "general", "cookies", "observations", "waivers", "extra")

_ACTIVITY_ATTRIBUTES = frozenset(item.name for item in fields(Activity))


@dataclass(slots=True)
class _Parts:
    """The sections as read."""

    register: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    activities: dict[str, dict[str, Any]] = field(default_factory=dict)
    general: dict[str, Any] | None = None
    lists: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    flow_ids: frozenset[str] = frozenset()
    extra: dict[str, Any] = field(default_factory=dict)


def resolve(draft: Mapping, *, law: Law, vocabulary: Vocabulary) -> Register:
    """Return the register that a draft says.

    Args:
        draft: from a reader. law, vocabulary: the shipped data, as values.

    Raises:
        InputProblems: when anything could not be resolved; it carries every problem, in file order.
    """
    context = Context(law, vocabulary, problems=list(draft.problems))
    _check_top(draft, context)
    declare(draft, context)
    sections.check_keys(context)
    parts = _read(draft, context)
    register = _assemble(parts, context)
    if context.problems or register is None:
        raise InputProblems(context.problems)
    return register


def _check_top(draft: Mapping, context: Context) -> None:
    for entry in draft.entries:
        if entry.key not in SECTIONS:
            near = nearest(entry.key, SECTIONS)
            context.problem(messages.unknown_key(entry.position, entry.key, "an inventory", SECTIONS, near))
    version = draft.entry("ropa")
    if version is None or is_absent(version.value):
        context.problem(messages.missing_key(draft.position, "ropa", "the inventory", "ropa: 1"))
    elif not isinstance(version.value, Scalar) or version.value.text.strip() != FORMAT:
        context.problem(messages.wrong_version(version.value))
    if draft.entry("register") is None:
        example = "register: {organisation: corner-books}"
        context.problem(messages.missing_key(draft.position, "register", "the inventory", example))


def _read(draft: Mapping, context: Context) -> _Parts:
    parts = _Parts()
    register = draft.entry("register")
    if register is not None:
        with context.within("register"):
            parts.register = inventory.REGISTER.values(register.value, context) or {}
    for section, shape in _KEYED.items():
        parts.sections[section] = sections.read_section(draft, section, shape, context)
    for entry in sections.entries_of(draft, "activities", context, inventory.ACTIVITY.example):
        values = _activity(entry, f"activities/{entry.key}", context)
        if values is not None:
            parts.activities[entry.key] = values
    general = draft.entry("general")
    if general is not None and not is_absent(general.value):
        parts.general = _activity(general, "general", context)
    parts.flow_ids = frozenset(written_ids((*parts.activities.values(), parts.general or {}), context))
    for section, shape in _LISTED.items():
        parts.lists[section] = _list(draft, section, shape, context)
    extra = draft.entry("extra")
    if extra is not None:
        data = plain(extra.value)
        parts.extra = data if isinstance(data, dict) else {"value": data}
    return parts


_KEYED: MappingOf[str, Shape] = {
    "organisations": inventory.ORGANISATION,
    "data_subjects": inventory.DATA_SUBJECT,
    "data_categories": inventory.DATA_CATEGORY,
    "purposes": inventory.PURPOSE,
    "systems": inventory.SYSTEM,
    "agreements": inventory.AGREEMENT,
    "safeguards": inventory.SAFEGUARD,
    "measures": inventory.MEASURE,
    "rights": inventory.RIGHT,
    "promises": inventory.PROMISE,
}

_LISTED: MappingOf[str, Shape] = {
    "cookies": inventory.COOKIE,
    "observations": inventory.OBSERVATION,
    "waivers": inventory.WAIVER,
}


def _activity(entry: Entry, at: str, context: Context) -> dict[str, Any] | None:
    with context.within(at):
        values = inventory.ACTIVITY.values(entry.value, context)
    if values is not None:
        values["position"] = entry.position
        listed = values.get("listed_recipients", ())
        none = next((use for use in listed if use.key == NO_RECIPIENTS), None)
        if none is not None and len(listed) > 1:
            context.problem(messages.none_and_others(none.position or entry.position))
    return values


def _list(draft: Mapping, section: str, shape: Shape, context: Context) -> tuple[Any, ...]:
    entry = draft.entry(section)
    if entry is None or is_absent(entry.value):
        return ()
    if isinstance(entry.value, Scalar):
        context.problem(messages.wrong_kind(entry.value, "a list", f"`{section}:`", shape.example))
        return ()
    items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    found = []
    for number, item in enumerate(items):
        with context.within(f"{section}/{number + 1}"):
            found.append(shape.read(item, context))
    return tuple(item for item in found if item is not None)


def _assemble(parts: _Parts, context: Context) -> Register | None:
    read = parts.sections
    organisations = sections.organisations(read["organisations"], context)
    subjects = sections.data_subjects(read["data_subjects"], context)
    categories = sections.data_categories(read["data_categories"], context)
    purposes = sections.purposes(read["purposes"], context)
    for section, name, entities in (
        ("organisations", "part_of", organisations),
        ("data_subjects", "part_of", subjects),
        ("systems", "part_of", read["systems"]),
        ("data_categories", "parent", categories),
        ("purposes", "parent", purposes),
    ):
        sections.check_cycles(section, name, entities, context)
    sections.check_compounds(categories, context)
    rights = {key: _right(right, context) for key, right in read["rights"].items()}
    if context.problems:
        return None
    organisation = parts.register["organisation"]
    flows = _flows(parts, organisation, organisations, subjects, categories, context)
    activities = {key: _made_activity(key, values, flows[key], context) for key, values in parts.activities.items()}
    general = None if parts.general is None else _made_activity("general", parts.general, flows["general"], context)
    values = {**parts.register, "regimes": _regimes(parts.register, organisations, context)}
    values["complete"] = frozenset(values.get("complete", ()))
    used = _used_measures(parts)
    return Register(
        **{**values, "extra": {**parts.extra, **values.get("extra", {})}},
        organisations=organisations, data_subjects=subjects, data_categories=categories, purposes=purposes,
        systems=read["systems"], agreements=read["agreements"], safeguards=read["safeguards"],
        measures=sections.measures(read["measures"], used, context), activities=activities, general=general,
        rights=rights, promises=read["promises"], notices=_notices(parts, context),
        cookies=parts.lists["cookies"], observations=parts.lists["observations"], waivers=parts.lists["waivers"],
    )  # fmt: skip


def _flows(
    parts: _Parts, organisation: str, organisations: MappingOf[str, Organisation], subjects: MappingOf[str, Any],
    categories: MappingOf[str, Any], context: Context,
) -> dict[str, tuple[Flow, ...]]:  # fmt: skip
    ids = FlowIds(parts.flow_ids)
    systems = parts.sections["systems"]
    named = dict(parts.activities)
    if parts.general is not None:
        named["general"] = parts.general
    opened: dict[str, list[OpenFlow]] = {
        key: flows_of(key, values, organisation, subjects, ids) for key, values in named.items()
    }
    every = [item for items in opened.values() for item in items]
    filled = Upstream(every, Places(organisation, organisations, systems), Related(categories)).fill(context)
    internal = _internal(organisation, organisations)
    found = {}
    for key, items in opened.items():
        flows = tuple(filled.get(item.flow.id, item.flow) for item in items)
        found[key] = (*flows, *hosting_flows(flows, systems, subjects, internal))
    return found


def _internal(organisation: str, organisations: MappingOf[str, Organisation]) -> frozenset[str]:
    wholes = {key: item.part_of for key, item in organisations.items()}
    return frozenset(
        key
        for key, item in organisations.items()
        if key == organisation or item.kind is OrganisationKind.INTERNAL or organisation in ancestors(wholes, key)
    )


def _made_activity(key: str, values: MappingOf[str, Any], flows: tuple[Flow, ...], context: Context) -> Activity:
    role, marks = role_of(values, key, context)
    listed = values.get("listed_recipients", ())
    arguments = {name: value for name, value in values.items() if name in _ACTIVITY_ATTRIBUTES}
    arguments.update(
        key=key, role=role, marks=marks, flows=flows,
        no_recipients=any(use.key == NO_RECIPIENTS for use in listed),
        listed_recipients=tuple(use for use in listed if use.key != NO_RECIPIENTS),
    )  # fmt: skip
    return Activity(**arguments)


def _right(right: Any, context: Context) -> Any:
    """Return a right with the shipped key of what it is; a key that names none needs `right:`."""
    text = right.right or right.key
    term = context.vocabulary.find("rights", text)
    if term is None:
        accepted = list(context.vocabulary.rights)
        place = f"`right` of `rights/{right.key}`"
        context.problem(messages.not_one_of(right.position, text, place, accepted, nearest(text, accepted)))
        return right
    return replace(right, right=term.key, name=right.name or ("" if right.right else term.label))


def _regimes(
    register: MappingOf[str, Any], organisations: MappingOf[str, Organisation], context: Context
) -> tuple[str, ...]:
    """Return the regimes as written, else those in whose area the organisation sits, else eu-gdpr."""
    written: tuple[str, ...] = register.get("regimes", ())
    if written:
        return written
    country = organisations[register["organisation"]].country
    on = register.get("as_of") or context.law.data_as_of
    found = tuple(key for key in context.law.regimes if country and context.law.area_row(key, country, on))
    return found or ("eu-gdpr",)


def _used_measures(parts: _Parts) -> frozenset[str]:
    used = {use.key for system in parts.sections["systems"].values() for use in system.measures}
    for values in (*parts.activities.values(), parts.general or {}):
        used.update(use.key for use in values.get("measures", ()))
    return frozenset(used)


def _notices(parts: _Parts, context: Context) -> tuple[Any, ...]:
    if "as_of" not in parts.register:
        message = "the register does not say when its facts were true"
        context.notice("as-of-missing", message, parts.register.get("position"), at="register")
    return tuple(sorted(context.notices, key=lambda item: (item.position or ("", 0, 0), item.kind, item.message)))
