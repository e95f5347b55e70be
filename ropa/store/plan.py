"""Which table holds what: every class of the model, field by field, as plain data.

Reading must not load SQLModel (it costs more than most answers), so what the tables are is said here a second time; a
test holds both against each other, and against the classes of the model. A field that is named nowhere below is a
column of its own name.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from ropa import model
from ropa.model.base import Entity

#: Fields of every statement that are kept in the same way everywhere; see `Said` in the tables.
COMMON = ("position", "cites", "certainty", "stated_as", "marks", "extra")


class Link(NamedTuple):
    """A list of keys or words kept as rows of a table of its own.

    Attributes:
        owner: column with the number or key of the row that the list belongs to. item: column of the key.
        part: where several lists share the table, which one it is.
    """

    table: str
    owner: str
    item: str
    part: str = ""


class Part(NamedTuple):
    """One nested statement, or several, kept as rows of a table of its own.

    Attributes:
        owner: column with the number or key of the row that it belongs to; None in it stands for the register.
        part: where several fields share the table, which one it is.
    """

    table: str
    owner: str
    part: str = ""
    of_register: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How one class of the model is kept in one table.

    Attributes:
        renamed: field to column, where SQL or another column has the word. links, parts: fields kept in other tables.
        keyed: whether rows of other tables point at the key and not at the number of the row.
    """

    table: str
    model: type
    renamed: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def keyed(self) -> bool:
        """Tell whether the class has a key."""
        return issubclass(self.model, Entity)

    @property
    def identity(self) -> str:
        """The column that other tables point at."""
        return "key" if self.keyed else "row_id"


class Column(NamedTuple):
    """One field that is a column.

    Attributes:
        kind: type of the value, or of the items where `many` is the class of the list (tuple, frozenset), else None.
        default: value that is stored as null, `...` where every value is stored.
    """

    attribute: str
    name: str
    kind: type[Any]
    many: type[Any] | None
    default: Any


_TERMS_LISTS = ("data", "to", "held_in", "read_by", "purposes", "subjects", "countries", "recipients", "sources")


def _places(table: str, owner: str) -> Plan:
    countries = {
        part: Link(table.replace("places", "country"), "places", "country", part)
        for part in ("entity", "storage", "access")
    }
    return Plan(table, model.Locations, links=countries)


def _uses(table: str) -> Plan:
    return Plan(table, model.Use, renamed={"key": "item", "by": "taken_by"})


def _of_activity(**tables: str) -> dict[str, Part]:
    return {name: Part(table, "activity") for name, table in tables.items()}


_PLANS = (
    Plan(
        "register", model.Register,
        parts={
            "approved_by": Part("record_approval", "of_register"), "lost": Part("lost", "of_register"),
            "legal_basis": Part("legal_basis", "activity", of_register=True),
        },
    ),
    Plan("record_approval", model.Sign),
    Plan("lost", model.Lost),
    Plan("document", model.Document),
    Plan(
        "organisation", model.Organisation,
        parts={
            "dpo": Part("data_protection_officer", "organisation"),
            "representative": Part("representative", "organisation"),
            "parent_company": Part("parent_company", "organisation"),
        },
    ),
    Plan("data_protection_officer", model.Contact, renamed={"organisation": "company"}),
    Plan("representative", model.Representative, renamed={"organisation": "company"}),
    Plan("parent_company", model.ParentCompany, renamed={"organisation": "parent"}),
    Plan("data_subject", model.DataSubject),
    Plan(
        "system", model.System,
        parts={"hosting": Part("hosting", "system"), "measures": Part("system_measure", "system")},
    ),
    _uses("system_measure"),
    Plan(
        "hosting", model.Hosting, renamed={"by": "host", "when": "condition"},
        links={
            "for_keys": Link("hosting_for", "hosting", "node"),
            "agreement": Link("hosting_agreement", "hosting", "agreement"),
            "safeguard": Link("hosting_safeguard", "hosting", "safeguard"),
        },
        parts={"locations": Part("hosting_places", "hosting")},
    ),
    _places("hosting_places", "hosting"),
    Plan(
        "agreement", model.Agreement, links={"between": Link("agreement_party", "agreement", "organisation")},
        parts={"sub_processing": Part("sub_processing", "agreement"), "guarantees": Part("guarantees", "agreement")},
    ),
    Plan("sub_processing", model.SubProcessing),
    Plan("guarantees", model.Guarantees),
    Plan(
        "safeguard", model.Safeguard, renamed={"copy": "copy_obtained"},
        links={"between": Link("safeguard_party", "safeguard", "organisation")},
        parts={"approval": Part("safeguard_approval", "safeguard"), "tia": Part("transfer_assessment", "safeguard")},
    ),
    Plan("safeguard_approval", model.Approval),
    Plan("transfer_assessment", model.Assessment),
    Plan("measure", model.Measure, renamed={"by": "taken_by"}),
    Plan(
        "data_category", model.DataCategory,
        links={
            "consists_of": Link("data_category_item", "whole", "data"),
            "derived_from": Link("data_category_origin", "derived", "data"),
        },
        parts={"declared": Part("data_category_claim", "data")},
    ),
    Plan("data_category_claim", model.Claim),
    Plan("purpose", model.Purpose),
    Plan(
        "activity", model.Activity,
        links={"arrangement": Link("activity_agreement", "activity", "agreement")},
        parts=_of_activity(
            joint_with="activity_joint_controller", on_behalf_of="activity_acted_for", purposes="activity_purpose",
            legal_basis="legal_basis", special_category_condition="activity_condition",
            legitimate_interests="legitimate_interests", listed_subjects="activity_subject",
            listed_data="activity_data", listed_recipients="activity_recipient", flows="flow",
            retention="retention_rule", measures="activity_measure", automated_decisions="automated_decisions",
            dpia="impact_assessment", processing="activity_processing", information="information",
            further_purposes="further_purpose", policy_document="policy_document",
        ),
    ),
    *(
        _uses(f"activity_{name}")
        for name in (
            "joint_controller", "acted_for", "purpose", "condition", "subject", "data", "recipient", "measure",
            "processing",
        )
    ),
    Plan(
        "flow", model.Flow, renamed={"when": "condition"},
        links={
            "via": Link("flow_via", "flow", "node"), "agreement": Link("flow_agreement", "flow", "agreement"),
            "safeguard": Link("flow_safeguard", "flow", "safeguard"), "mixes": Link("flow_mix", "flow", "subject"),
        },
        parts={
            "pairs": Part("pair", "flow"), "mandatory": Part("flow_duty", "flow"),
            "locations": Part("flow_places", "flow"),
        },
    ),
    Plan("pair", model.Pair),
    Plan("flow_duty", model.Mandatory),
    _places("flow_places", "flow"),
    Plan("legal_basis", model.LegalBasis, links={"for_purposes": Link("legal_basis_purpose", "legal_basis", "purpose")}),
    Plan("legitimate_interests", model.LegitimateInterests),
    Plan(
        "retention_rule", model.Retention, renamed={"when": "condition", "trigger": "trigger_event"},
        links={
            "data": Link("retention_data", "retention", "data"),
            "subjects": Link("retention_subject", "retention", "subject"),
            "held_in": Link("retention_system", "retention", "system"),
            "by": Link("retention_holder", "retention", "organisation"),
            "then_in": Link("retention_next_system", "retention", "system"),
        },
    ),
    Plan("automated_decisions", model.AutomatedDecisions),
    Plan("impact_assessment", model.ImpactAssessment, parts={"screening": Part("screening", "impact_assessment")}),
    Plan("screening", model.Screening),
    Plan("information", model.Information, renamed={"when": "condition"}),
    Plan("further_purpose", model.FurtherPurpose),
    Plan("policy_document", model.PolicyDocument, renamed={"condition": "rests_on"}),
    Plan(
        "cookie", model.Cookie,
        links={
            "subjects": Link("cookie_subject", "cookie", "subject"), "data": Link("cookie_data", "cookie", "data"),
        },
        parts={"purposes": Part("cookie_purpose", "cookie"), "declared": Part("cookie_claim", "cookie")},
    ),
    _uses("cookie_purpose"),
    Plan("cookie_claim", model.Claim),
    Plan(
        "offered_right", model.Right, renamed={"right": "right_key"},
        links={
            "except_data": Link("right_except_data", "offered_right", "data"),
            "subjects": Link("right_subject", "offered_right", "subject"),
        },
    ),
    Plan(
        "promise", model.Promise,
        parts={name: Part("promise_terms", "promise", name) for name in ("never", "only", "exceptions")},
    ),
    Plan(
        "promise_terms", model.Terms,
        links={name: Link("promise_term", "terms", "item", name) for name in _TERMS_LISTS},
    ),
    Plan("observation", model.Observation),
    Plan("waiver", model.Waiver),
    Plan("notice", model.Notice),
)  # fmt: skip

#: How each table keeps its class; tables of links are named by the plan of the class that has the list.
PLANS: Mapping[str, Plan] = {plan.table: plan for plan in _PLANS}

#: Sections of a register to the tables that hold them; the head is in `register`.
SECTIONS: Mapping[str, str] = {
    "documents": "document", "organisations": "organisation", "data_subjects": "data_subject",
    "data_categories": "data_category", "purposes": "purpose", "systems": "system", "agreements": "agreement",
    "safeguards": "safeguard", "measures": "measure", "activities": "activity", "rights": "offered_right",
    "promises": "promise", "cookies": "cookie", "observations": "observation", "waivers": "waiver",
    "notices": "notice",
}  # fmt: skip

#: The key under which `general` stands among the activities; no activity of a register can have it.
GENERAL = "general"


# Modules of the model do not postpone annotations, so that fields carry their types and nothing has to be evaluated.


@cache
def columns(plan: Plan) -> tuple[Column, ...]:
    """Return the fields of a class that are columns of its table, in the order of the class; not the common ones."""
    elsewhere = {*COMMON, *plan.links, *plan.parts, *citing(plan)}
    if plan.model is model.Register:
        elsewhere |= {*SECTIONS, GENERAL}
    found = []
    for item in fields(plan.model):
        if item.name in elsewhere:
            continue
        kind, many = _kind(item.type)
        default = item.default if item.default in ("", None) else ...
        if many is not None:
            default = many()
        found.append(Column(item.name, plan.renamed.get(item.name, item.name), kind, many, default))
    return tuple(found)


@cache
def citing(plan: Plan) -> tuple[str, ...]:
    """Return the fields beside `cites` that hold citations."""
    return tuple(
        item.name for item in fields(plan.model) if item.name != "cites" and item.type == tuple[model.Cite, ...]
    )


@cache
def common(plan: Plan) -> tuple[str, ...]:
    """Return which of the common fields the class has."""
    names = {item.name for item in fields(plan.model)}
    return tuple(name for name in COMMON if name in names)


@cache
def is_many(plan: Plan, attribute: str) -> bool:
    """Tell whether a nested field holds several statements."""
    hint = next(item.type for item in fields(plan.model) if item.name == attribute)
    return typing.get_origin(hint) is tuple


def _kind(hint: Any) -> tuple[type[Any], type[Any] | None]:
    """Return the type of the values of a hint, and the class of the list where it is one."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (tuple, frozenset):
        return arguments[0], origin
    if origin in (types.UnionType, typing.Union):
        return next(item for item in arguments if item is not types.NoneType), None
    return hint, None


def is_word(kind: type[Any]) -> bool:
    """Tell whether values of a type are words of a closed list."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)
