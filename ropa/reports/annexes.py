"""The annexes of the record that are about parties, systems and flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ropa.language import label, listing
from ropa.model.activities import Activity, Flow
from ropa.model.base import Mark, Part, record
from ropa.model.parties import Hosting, Organisation, System
from ropa.model.words import Certainty, OrganisationKind
from ropa.reports.base import (
    Block,
    Cell,
    Group,
    Json,
    Row,
    Value,
    blocks_json,
    cell,
    chip,
    columns,
    not_stated,
    optional_cell,
    plain,
    row,
    table_or_note,
)
from ropa.reports.facts import Reception, by_subject, data_group, facts_cell, facts_of, receptions
from ropa.reports.given import Given
from ropa.reports.letters import located_values
from ropa.reports.measures import measure_row
from ropa.reports.parties import contact_text, contact_values, country, legal_name, organisation_name
from ropa.reports.values import country_text, marked, part, said, titled, word


@record
class Annex(Part):
    """One annex: a stable key, a title, a sentence on what it holds, and its blocks."""

    key: str
    title: str
    intro: str
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """Target of links to this annex."""
        return f"annex-{self.key}"

    def as_json(self) -> Json:
        """Return key, title and the blocks by key."""
        return {"key": self.key, "title": self.title, **blocks_json(self.blocks)}


def annex(key: str, title: str, intro: str, *blocks: Block) -> Annex:
    """Return an annex."""
    return Annex(key=key, title=title, intro=intro, blocks=blocks)


def recipients_annex(given: Given) -> Annex:
    """Return every party that receives something in this record, then every other organisation it names."""
    register = given.register
    flows = recorded_flows(given)
    parties: dict[str, list[Reception]] = {}
    for item in receptions(register, flows):
        parties.setdefault(item.party, []).append(item)
    rows = [
        _party_row(given, register.organisations[key], items)
        for key, items in parties.items()
        if key in register.organisations
    ]
    others = [
        _other_row(given, organisation)
        for key, organisation in register.organisations.items()
        if key not in parties and key != register.organisation
    ]
    heads = columns(
        ("recipient", "Recipient", 20),
        ("who", "Who it is", 22),
        ("country", "Country", 22),
        ("facts", "Role, data, about whom"),
    )
    blocks = [table_or_note("recipients", heads, rows, "Recipients: not stated.", folds=True)]
    if others:
        heads = columns(("organisation", "Organisation", 30), ("who", "Who it is", 44), ("country", "Country", 26))
        blocks.append(table_or_note("others", heads, others, "", caption="Named, but not as recipients in this record"))
    intro = "Who receives personal data, with everything this register and the vendor directory say about them."
    return annex("recipients", "Recipients", intro, *blocks)


def recorded_flows(given: Given) -> tuple[Flow, ...]:
    """Return the flows of the activities of this record, then those of no particular activity."""
    general = given.register.general.flows if given.register.general is not None else ()
    return (*(flow for activity in given.recorded_activities for flow in activity.flows), *general)


def _party_row(given: Given, organisation: Organisation, mine: Sequence[Reception]) -> Row:
    groups: list[Group] = []
    for item in mine:
        role = word(item.role or "") or "role not stated"
        by_activity: dict[str, list[Flow]] = {}
        for flow in item.flows:
            by_activity.setdefault(flow.activity, []).append(flow)
        for activity, some in by_activity.items():
            for subject, facts in by_subject(facts_of(some)).items():
                people = given.register.title(subject) if subject else "kind of people not stated"
                heading = f"{given.activity_title(activity)}, {'as host' if item.host else role}: {people}"
                groups.append(data_group(given.register, facts, about=Value(text=heading, key=activity)))
    return row(
        cell(organisation_name(organisation) if organisation.name else titled(given.register, organisation.key)),
        cell(*_who(given, organisation)),
        cell(*_countries(given, organisation, mine), *_parent(given, organisation)),
        Cell(groups=tuple(groups)),
        anchor=f"party-{organisation.key}",
    )


def _countries(given: Given, organisation: Organisation, mine: Sequence[Reception]) -> tuple[Value, ...]:
    """Return the country of a receiver, and each place that flows to it state beside it."""
    located = located_values(given, [flow for item in mine for flow in item.flows])
    places = [value for value in located if value.note != "entity" or value.key != organisation.country]
    seat = country(given, organisation)
    return (seat if seat.stated or not places else not_stated("seat not stated"), *places)


def _other_row(given: Given, organisation: Organisation) -> Row:
    return row(
        cell(organisation_name(organisation) if organisation.name else titled(given.register, organisation.key)),
        cell(*_who(given, organisation)),
        cell(country(given, organisation), *_parent(given, organisation)),
    )


def _who(given: Given, organisation: Organisation) -> list[Value]:
    company = organisation.kind is OrganisationKind.COMPANY
    found = [] if company else [part(organisation, "kind", word(organisation.kind), key=organisation.kind)]
    if company or organisation.legal_name:
        found.append(legal_name(organisation) if organisation.legal_name else not_stated("legal entity not stated"))
    if organisation.registration_number:
        found.append(part(organisation, "registration_number", f"number {organisation.registration_number}"))
    found.extend(contact_values(organisation))
    if organisation.website:
        found.append(part(organisation, "website", organisation.website))
    if organisation.dpo is not None and contact_text(organisation.dpo):
        found.append(part(organisation, "dpo", f"data protection officer: {contact_text(organisation.dpo)}"))
    for item in organisation.representative:
        place = f", {country_text(given.law, item.country)}" if item.country else ""
        mandate = f"mandate: {item.mandate}" if item.mandate else ""
        text = f"representative: {contact_text(item)}{place}"
        found.append(part(organisation, "representative", text, note=mandate))
    if organisation.part_of:
        found.append(part(organisation, "part_of", f"part of {given.register.title(organisation.part_of)}"))
    if organisation.subject_to:
        found.append(part(organisation, "subject_to", f"subject to {listing(organisation.subject_to)}"))
    return found


def _parent(given: Given, organisation: Organisation) -> list[Value]:
    found = organisation.parent_company
    if found is None:
        return []
    name = found.name or given.register.title(found.organisation)
    place = found.country
    if not place and found.organisation in given.register.organisations:
        place = given.register.organisations[found.organisation].country
    where = f" in {country_text(given.law, place)}" if place else ""
    return [part(organisation, "parent_company", f"parent company: {name or 'not named'}{where}")]


def systems_annex(given: Given) -> Annex:
    """Return every system with its operator and hosts, and the activities that use it, `general` last."""
    used_in: dict[str, list[Activity]] = {}
    general = given.register.general
    for activity in (*given.register.activities.values(), *((general,) if general is not None else ())):
        nodes = {node for flow in activity.flows for node in (flow.source, flow.target, *flow.via)}
        for node in sorted(nodes):
            used_in.setdefault(node, []).append(activity)
    rows = [_system_row(given, system, used_in.get(system.key, ())) for system in given.register.systems.values()]
    heads = columns(
        ("system", "System", 20),
        ("operator", "Run by", 18),
        ("hosting", "Hosted by, where", 28),
        ("measures", "Measures", 16),
        ("activities", "Used in", 18),
    )
    intro = "Where the data are kept: each system with who runs it, who hosts it, and in which country."
    block = table_or_note("systems", heads, rows, "Systems: not stated.", folds=True)
    return annex("systems", "Systems and hosting", intro, block)


def _system_row(given: Given, system: System, uses: Sequence[Activity]) -> Row:
    register = given.register
    operator = part(system, "operator", register.title(system.operator) if system.operator else "", key=system.operator)
    note = f"part of {register.title(system.part_of)}" if system.part_of else ""
    measures = [given.used(use) for use in system.measures]
    for key in register.wholes("systems", system.key):
        measures += [given.used(use, note=f"of {register.title(key)}") for use in register.systems[key].measures]
    return row(
        said(system.title, system, key=system.key, note=note),
        operator,
        cell(*(_hosting(given, item) for item in system.hosting)),
        optional_cell(*measures),
        cell(*(Value(text=given.activity_title(activity.key), key=activity.key) for activity in uses)),
    )


def _hosting(given: Given, hosting: Hosting) -> Value:
    place = country_text(given.law, hosting.country) or "country not stated"
    sure = hosting.mark("country").certainty
    if hosting.country and sure.rank > hosting.certainty.rank:
        place = f"{place} ({label(sure.value)})"
    parts = [f"entity {_places(given, hosting.locations.entity)}" if hosting.locations.entity else ""]
    parts.append(f"storage {_places(given, hosting.locations.storage)}" if hosting.locations.storage else "")
    parts.append(f"access from {_places(given, hosting.locations.access)}" if hosting.locations.access else "")
    if hosting.can_read:
        parts.append(f"access: {hosting.access}" if hosting.access else "")
    parts.append(f"when: {hosting.when}" if hosting.when else "")
    if hosting.for_keys:
        parts.append(f"for {listing([given.register.title(key) for key in hosting.for_keys])}")
    chips = () if hosting.can_read else (chip("no-access"),)
    note = "; ".join(text for text in parts if text)
    return said(f"{given.register.title(hosting.by)}, {place}", hosting, key=hosting.by, note=note, chips=chips)


def _places(given: Given, countries: Iterable[str]) -> str:
    return listing([country_text(given.law, item) for item in countries])


def measures_annex(given: Given) -> Annex:
    """Return every measure with where it holds: activities, systems, the organisation as a whole; then the unused."""
    register = given.register
    rows: list[Row] = []
    seen: set[str] = set()
    for activity in given.recorded_activities:
        for use in activity.measures:
            rows.append(measure_row(given, use, Value(text=activity.title, key=activity.key)))
            seen.add(use.key)
    for system in register.systems.values():
        for use in system.measures:
            rows.append(measure_row(given, use, Value(text=system.title, key=system.key)))
            seen.add(use.key)
    for use in register.general.measures if register.general is not None else ():
        rows.append(measure_row(given, use, Value(text="the organisation as a whole"), general=True))
        seen.add(use.key)
    for key, measure in register.measures.items():
        if key not in seen and measure.source.value == "register":
            kind = plain(measure.kind.value if measure.kind else "")
            rows.append(row(said(measure.title, measure, key=key), kind, not_stated()))
    heads = columns(("measure", "Measure", 44), ("kind", "Kind", 22), ("holds_for", "Holds for", 34))
    block = table_or_note("measures", heads, rows, "Security measures: not stated.")
    return annex("measures", "Security measures", "Every measure, and where it is said to be taken.", block)


def flows_annex(given: Given) -> Annex:
    """Return every flow of this record, one row each, with conditions, contracts and citations."""
    rows = [_flow_row(given, flow) for flow in recorded_flows(given)]
    heads = columns(
        ("flow", "From, to", 24),
        ("activity", "Activity", 16),
        ("facts", "Which data, about whom", 30),
        ("contract", "Agreement, safeguard", 14),
        ("conditions", "Conditions", 16),
    )
    intro = "Each movement of data as the register states it; everything above is derived from these rows."
    block = table_or_note("flows", heads, rows, "Data flows: not stated.", folds=True)
    return annex("flows", "Data flows", intro, block)


def _flow_row(given: Given, flow: Flow) -> Row:
    title = given.register.title
    parts = [
        _role_of(given, flow),
        f"by way of {listing([title(key) for key in flow.via])}" if flow.via else "",
        word(flow.kind),
    ]
    chips = (chip("open"),) if flow.open else ()
    name = f"{title(flow.source)} to {title(flow.target)}"
    note = "; ".join(text for text in parts if text and text != "declared")
    return row(
        said(name, flow, key=flow.id, note=note, chips=chips),
        plain(given.activity_title(flow.activity), key=flow.activity),
        facts_cell(given.register, facts_of((flow,))),
        optional_cell(*_contracts(given, flow)),
        optional_cell(*_conditions(given, flow)),
        anchor="",
    )


def _role_of(given: Given, flow: Flow) -> str:
    """Return as what somebody receives a flow; the organisation has no role towards itself, and people have none."""
    if flow.role:
        return f"as {word(flow.role)}"
    register = given.register
    if register.is_internal(register.party_of(flow.target)):
        return "" if flow.target in register.systems else "the organisation itself"
    if flow.target in register.data_subjects:
        return "people themselves"
    return "role not stated"


def _contracts(given: Given, flow: Flow) -> list[Value]:
    found: list[Value] = []
    for key in flow.agreement:
        agreement = given.register.agreements.get(key)
        found.append(Value(text=agreement.title if agreement else key, key=key))
    for key in flow.safeguard:
        safeguard = given.register.safeguards.get(key)
        tool = given.law.find_tool(safeguard.tool) if safeguard else None
        found.append(Value(text=tool.label if tool else key, key=key))
    return found


def _conditions(given: Given, flow: Flow) -> list[Value]:
    places = flow.locations
    sure = defaultdict(lambda: Certainty.STATED, locations=places.certainty)
    named = (
        ("means", flow.means),
        ("when", flow.when),
        ("voluntary", {True: "voluntary", False: "not voluntary", None: ""}[flow.voluntary]),
        ("public_source", {True: "from a public source", False: "from no public source", None: ""}[flow.public_source]),
        ("access", "" if flow.access else "holds, but cannot read"),
        ("locations", f"entity in {_places(given, places.entity)}" if places.entity else ""),
        ("locations", f"stored in {_places(given, places.storage)}" if places.storage else ""),
        ("locations", f"access from {_places(given, places.access)}" if places.access else ""),
    )
    found = [marked(text, flow.marks.get(name) or Mark(certainty=sure[name]), key="") for name, text in named if text]
    if flow.mandatory is not None:
        found.append(said(f"mandatory; otherwise: {flow.mandatory.otherwise or 'not stated'}", flow.mandatory))
    return found
