"""What a good record says of an activity beyond the letters of Article 30(1), and marked as being beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ropa.checks.bases import bases_of, is_for, purposes_of
from ropa.language import day
from ropa.model.activities import Activity, AutomatedDecisions, Flow, LegalBasis
from ropa.model.words import Basis
from ropa.reports.base import (
    Block,
    Field,
    Fields,
    Note,
    Row,
    Table,
    Value,
    cell,
    chip,
    columns,
    field,
    not_stated,
    optional,
    optional_cell,
    plain,
    row,
)
from ropa.reports.duties import dpia_values, duty_fields
from ropa.reports.facts import facts_cell, facts_of, law_chips
from ropa.reports.given import GENERAL_TITLE, Given
from ropa.reports.values import marked, part, said, titled, word

BASIS_COLUMNS = columns(
    ("basis", "Legal basis", 28), ("article", "Article", 14), ("for", "For", 30), ("details", "Details", 28)
)
SOURCE_COLUMNS = columns(
    ("from", "From", 30), ("facts", "Which data, about whom", 46), ("duty", "Must it be given", 24)
)


def beyond(given: Given, activity: Activity) -> tuple[Block, ...]:
    """Return role, legal basis, conditions, automated decisions, impact assessment and sources of the data."""
    return (
        Fields(
            key="about",
            fields=(
                field("role", "Role of the organisation", role_value(activity)),
                field("owner", "Responsible inside", optional(part(activity, "owner", activity.owner))),
                _condition_field(given, activity),
                field("legitimate_interests", "Legitimate interests pursued", _interests(activity)),
                field("automated_decisions", "Automated decisions (Article 22)", _automated(given, activity)),
                field("dpia", "Impact assessment (Article 35)", *_assessment(given, activity)),
                *duty_fields(given, activity),
            ),
        ),
        _with_unbased(given, activity, bases_block(given, activity.legal_basis)),
        sources_block(given, activity),
    )


def _interests(activity: Activity) -> Value:
    """Return the interests pursued; only a legal basis that rests on them makes their absence stand out."""
    found = interests_value(activity)
    asked = any(basis.basis is Basis.LEGITIMATE_INTERESTS for basis in activity.legal_basis)
    return found if asked else optional(found)


def _automated(given: Given, activity: Activity) -> Value:
    """Return what is said of automated decisions, of the organisation as a whole where not of the activity."""
    general = given.register.general
    if activity.automated_decisions is not None or general is None or general.automated_decisions is None:
        return automated_value(activity.automated_decisions)
    return _generally(automated_value(general.automated_decisions))


def _assessment(given: Given, activity: Activity) -> tuple[Value, ...]:
    general = given.register.general
    if activity.dpia is not None or general is None or general.dpia is None:
        return dpia_values(activity.dpia)
    return tuple(_generally(value) for value in dpia_values(general.dpia))


def _generally(value: Value) -> Value:
    return replace(value, chips=(*value.chips, chip("general")))


def general_fields(given: Given, general: Activity) -> tuple[Field, ...]:
    """Return what `general` says beyond the letters, as far as it says anything; nothing else is shown as missing."""
    named = {
        "joint_with": ("Joint controllers", tuple(given.used(use) for use in general.joint_with)),
        "on_behalf_of": ("Done on behalf of", tuple(given.used(use) for use in general.on_behalf_of)),
        "purposes": ("Purposes", tuple(given.used(use) for use in general.purposes)),
        "special_category_condition": (
            "Condition for special categories (Article 9(2))",
            tuple(given.used(use) for use in general.special_category_condition),
        ),
        "processing": ("Categories of processing", tuple(given.used(use) for use in general.processing)),
        "legitimate_interests": ("Legitimate interests pursued", (interests_value(general),)),
        "automated_decisions": (
            "Automated decisions (Article 22)",
            (automated_value(general.automated_decisions),),
        ),
        "dpia": ("Impact assessment (Article 35)", dpia_values(general.dpia)),
        "department": ("Department", (part(general, "department", general.department),)),
        "owner": ("Responsible inside", (part(general, "owner", general.owner),)),
    }
    shown = tuple(
        field(key, title, *values) for key, (title, values) in named.items() if any(value.stated for value in values)
    )
    return (*shown, *duty_fields(given, general))


def _condition_field(given: Given, activity: Activity) -> Field:
    """Return the condition of Article 9(2); only an activity with such data makes its absence stand out."""
    values = [given.used(use) for use in activity.special_category_condition]
    data = [fact.data for fact in facts_of(activity.flows) if fact.data is not None]
    sensitive = any(mark.kind == "special-category" for key in data for mark in law_chips(given.register, key))
    return Field(
        key="special_category_condition",
        label="Condition for special categories (Article 9(2))",
        cell=cell(*values) if sensitive else optional_cell(*values),
    )


def role_value(activity: Activity) -> Value:
    """Return the role of the register's organisation, marked where it was assumed."""
    mark = activity.marks.get("role")
    text = word(activity.role)
    return Value(text=text, key=activity.role) if mark is None else marked(text, mark, key=activity.role)


def interests_value(activity: Activity) -> Value:
    """Return the legitimate interest pursued, with where its assessment is, or "not stated"."""
    found = activity.legitimate_interests
    if found is None:
        return not_stated()
    made = f", {day(found.date)}" if found.date else ""
    assessment = f"assessment: {found.assessment or not_stated().text}{made}"
    return said(found.interest or "interest not stated", found, note=assessment)


def automated_value(found: AutomatedDecisions | None) -> Value:
    """Return what is said of automated decisions: none, or their description and logic, or "not stated"."""
    if found is None:
        return not_stated()
    if found.none:
        return said("none", found)
    notes = [f"logic: {found.logic}" if found.logic else ""]
    if found.article_22 is not None:
        notes.append(f"falls under Article 22: {'yes' if found.article_22 else 'no'}")
    notes.append(f"consequences: {found.consequences}" if found.consequences else "")
    notes.append(f"allowed by: {word(found.ground)}" if found.ground else "")
    notes.append(f"safeguards: {found.safeguards}" if found.safeguards else "")
    return said(found.description or "yes, not described", found, note="; ".join(note for note in notes if note))


def _with_unbased(given: Given, activity: Activity, block: Block) -> Block:
    """Return the legal bases with a row of the purposes for which none is at least possible."""
    if not isinstance(block, Table):
        return block
    relied_on = bases_of(activity)
    bare = [
        use for use in purposes_of(activity) if not any(is_for(given.register, item, use.key) for item in relied_on)
    ]
    if not bare:
        return block
    missing = row(not_stated(), optional_cell(), cell(*map(given.used, bare)), optional_cell(), tone="missing")
    return replace(block, rows=(*block.rows, missing))


def bases_block(
    given: Given,
    bases: tuple[LegalBasis, ...],
    *,
    key: str = "legal_basis",
    everything: str = "every purpose of the activity",
    caption: str = "Legal basis",
) -> Block:
    """Return the legal bases (Article 6(1)) as a table, or a note that none is stated.

    Args:
        everything: what a basis is for that names no purpose.
    """
    if not bases:
        return Note(key=key, text=f"Legal basis: {_no_basis(given)}", tone="missing")
    rows = tuple(_basis_row(given, basis, everything) for basis in bases)
    return Table(key=key, columns=BASIS_COLUMNS, rows=rows, caption=caption)


def _no_basis(given: Given) -> str:
    """Return that no basis is stated, and where a blanket statement stands that fills nothing in."""
    general = given.register.general
    if not given.register.legal_basis and (general is None or not general.legal_basis):
        return "not stated."
    return f"not stated for this activity. Blanket statements fill nothing in; see the annex “{GENERAL_TITLE}”."


def _basis_row(given: Given, basis: LegalBasis, everything: str) -> Row:
    term = given.vocabulary.legal_bases.get(basis.basis.value)
    name = basis.basis.value if term is None else term.label
    purposes = [titled(given.register, key) for key in basis.for_purposes]
    shown = [_detail(basis, name, text) for name, text in _basis_details(basis) if text]
    return row(
        cell(said(name, basis, key=basis.basis.value)),
        plain(term.article if term is not None else ""),
        cell(*purposes) if purposes else cell(Value(text=everything)),
        cell(*shown) if shown else cell(Value(text="no further details")),
    )


def _detail(basis: LegalBasis, name: str, text: str) -> Value:
    """Return one detail; only one with a mark of its own says more than the basis that it belongs to."""
    key = basis.form if name == "form" and basis.form else ""
    return part(basis, name, text, key=key) if name in basis.marks else Value(text=text, key=key)


def _basis_details(basis: LegalBasis) -> tuple[tuple[str, str], ...]:
    """Return (field, text) of what is said of a basis beyond its name; the text is empty where nothing is."""
    conditional = {True: "the service depends on it", False: "the service does not depend on it", None: ""}
    return (
        ("form", f"form of consent: {word(basis.form)}" if basis.form else ""),
        ("law", f"law: {basis.law}" if basis.law else ""),
        ("exceptions", f"except: {basis.exceptions}" if basis.exceptions else ""),
        ("evidence", f"recorded in: {basis.evidence}" if basis.evidence else ""),
        ("withdrawal", f"withdrawal: {basis.withdrawal}" if basis.withdrawal else ""),
        ("conditional", conditional[basis.conditional]),
        ("minimum_age", f"minimum age: {basis.minimum_age} years" if basis.minimum_age is not None else ""),
    )


def sources_block(given: Given, activity: Activity) -> Block:
    """Return where the data come from: from the people themselves or from others, with the data.

    What must be given and what need not be are rows of their own: no duty is shown for data of which none is stated.
    """
    register = given.register
    origins: dict[str, dict[tuple[str, ...], list[Flow]]] = {}
    for flow in activity.flows:
        party = register.party_of(flow.source)
        if not register.is_internal(party):
            outward = register.party_of(flow.target)
            if register.is_internal(outward) or flow.source in register.data_subjects:
                alike = tuple(str(value.as_json()) for value in _duties(flow))
                origins.setdefault(party, {}).setdefault(alike, []).append(flow)
    rows = tuple(_source_row(given, party, flows) for party, grouped in origins.items() for flows in grouped.values())
    if not rows:
        return Note(key="data_sources", text="Source of the data: not stated.", tone="missing")
    return Table(key="data_sources", columns=SOURCE_COLUMNS, rows=rows, caption="Where the data come from")


def _source_row(given: Given, party: str, flows: Sequence[Flow]) -> Row:
    public = {flow.public_source for flow in flows if flow.public_source is not None}
    note = " and ".join({True: "a public source", False: "no public source"}[item] for item in sorted(public))
    return row(
        replace(titled(given.register, party), note=note),
        facts_cell(given.register, facts_of(flows)),
        optional_cell(*_duties(flows[0])),
    )


def _duties(flow: Flow) -> tuple[Value, ...]:
    """Return whether the data must be given, and what happens otherwise, as far as the flow says so."""
    found = []
    if flow.mandatory is not None:
        otherwise = f"otherwise: {flow.mandatory.otherwise}" if flow.mandatory.otherwise else ""
        found.append(said("mandatory", flow.mandatory, note=otherwise))
    if flow.voluntary is not None:
        found.append(part(flow, "voluntary", "voluntary" if flow.voluntary else "not voluntary"))
    return tuple(found)
