"""What a good record says of an activity beyond the letters of Article 30(1), and marked as being beyond them."""

from __future__ import annotations

from ropa.language import day, listing
from ropa.model.activities import Activity, AutomatedDecisions, ImpactAssessment, LegalBasis
from ropa.reports.base import (
    Block,
    Field,
    Fields,
    Note,
    Row,
    Table,
    Value,
    cell,
    columns,
    field,
    not_stated,
    optional,
    optional_cell,
    plain,
    row,
)
from ropa.reports.facts import facts_cell, facts_of, law_chips
from ropa.reports.given import Given
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
                field("legitimate_interests", "Legitimate interests pursued", optional(interests_value(activity))),
                field(
                    "automated_decisions",
                    "Automated decisions (Article 22)",
                    automated_value(activity.automated_decisions),
                ),
                field("dpia", "Impact assessment (Article 35)", dpia_value(activity.dpia)),
            ),
        ),
        bases_block(given, activity.legal_basis),
        sources_block(given, activity),
    )


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
        "dpia": ("Impact assessment (Article 35)", (dpia_value(general.dpia),)),
        "department": ("Department", (part(general, "department", general.department),)),
        "owner": ("Responsible inside", (part(general, "owner", general.owner),)),
    }
    return tuple(
        field(key, title, *values) for key, (title, values) in named.items() if any(value.stated for value in values)
    )


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
    assessment = f"assessment: {found.assessment or not_stated().text}"
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
    return said(found.description or "yes, not described", found, note="; ".join(note for note in notes if note))


def dpia_value(found: ImpactAssessment | None) -> Value:
    """Return whether an impact assessment is required, why, and where it is, or "not stated"."""
    if found is None:
        return not_stated()
    text = {True: "required", False: "not required", None: "whether it is required is not stated"}[found.required]
    notes = (found.why, found.document, day(found.date))
    return said(text, found, note="; ".join(note for note in notes if note))


def bases_block(
    given: Given,
    bases: tuple[LegalBasis, ...],
    *,
    key: str = "legal_basis",
    everything: str = "every purpose of the activity",
) -> Block:
    """Return the legal bases (Article 6(1)) as a table, or a note that none is stated.

    Args:
        everything: what a basis is for that names no purpose.
    """
    if not bases:
        return Note(key=key, text="Legal basis: not stated.", tone="missing")
    rows = tuple(_basis_row(given, basis, everything) for basis in bases)
    return Table(key=key, columns=BASIS_COLUMNS, rows=rows, caption="Legal basis")


def _basis_row(given: Given, basis: LegalBasis, everything: str) -> Row:
    term = given.vocabulary.legal_bases.get(basis.basis.value)
    name = basis.basis.value if term is None else term.label
    purposes = [titled(given.register, key) for key in basis.for_purposes]
    details = [
        Value(text=f"form of consent: {word(basis.form)}", key=basis.form) if basis.form else None,
        Value(text=f"law: {basis.law}") if basis.law else None,
    ]
    shown = [value for value in details if value is not None] or [Value(text="no further details")]
    return row(
        cell(said(name, basis, key=basis.basis.value)),
        plain(term.article if term is not None else ""),
        cell(*purposes) if purposes else cell(Value(text=everything)),
        cell(*shown),
    )


def sources_block(given: Given, activity: Activity) -> Block:
    """Return where the data come from: from the people themselves or from others, with the data."""
    register = given.register
    origins: dict[str, list[int]] = {}
    for place, flow in enumerate(activity.flows):
        party = register.party_of(flow.source)
        if not register.is_internal(party):
            outward = register.party_of(flow.target)
            if register.is_internal(outward) or flow.source in register.data_subjects:
                origins.setdefault(party, []).append(place)
    rows = tuple(_source_row(given, activity, party, places) for party, places in origins.items())
    if not rows:
        return Note(key="data_sources", text="Source of the data: not stated.", tone="missing")
    return Table(key="data_sources", columns=SOURCE_COLUMNS, rows=rows, caption="Where the data come from")


def _source_row(given: Given, activity: Activity, party: str, places: list[int]) -> Row:
    flows = [activity.flows[place] for place in places]
    duties = []
    if any(flow.mandatory is not None for flow in flows):
        otherwise = [
            flow.mandatory.otherwise for flow in flows if flow.mandatory is not None and flow.mandatory.otherwise
        ]
        duties.append(Value(text="mandatory", note=f"otherwise: {listing(otherwise)}" if otherwise else ""))
    if any(flow.voluntary for flow in flows):
        duties.append(Value(text="voluntary"))
    if any(flow.voluntary is False for flow in flows):
        duties.append(Value(text="not voluntary"))
    return row(
        titled(given.register, party),
        facts_cell(given.register, facts_of(flows)),
        optional_cell(*duties),
    )
