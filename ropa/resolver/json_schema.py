"""The JSON Schema of the inventory format, made from the shapes that read it, so that editors complete and check."""

from __future__ import annotations

from typing import Any

from ropa.resolver import format as inventory
from ropa.resolver.kinds import Schema
from ropa.resolver.references import CITES, long_form
from ropa.resolver.shapes import Nested, NestedList, Shape

_KEYED = {
    "organisations": (inventory.ORGANISATION, "Legal persons, authorities, unnamed recipients, internal parts."),
    "data_subjects": (inventory.DATA_SUBJECT, "Kinds of people."),
    "data_categories": (inventory.DATA_CATEGORY, "Categories that the shipped vocabulary lacks, or that you add to."),
    "purposes": (inventory.PURPOSE, "Purposes that the shipped vocabulary lacks, or that you add to."),
    "systems": (inventory.SYSTEM, "Systems that hold data."),
    "agreements": (inventory.AGREEMENT, "Contracts between organisations."),
    "safeguards": (inventory.SAFEGUARD, "What transfers rely on."),
    "measures": (inventory.MEASURE, "Security measures."),
    "activities": (inventory.ACTIVITY, "Processing activities."),
    "rights": (inventory.RIGHT, "How rights are offered."),
    "promises": (inventory.PROMISE, "What is not done, or done only so."),
}
_LISTED = {
    "cookies": (inventory.COOKIE, "Cookies and similar storage."),
    "observations": (inventory.OBSERVATION, "What a reader noticed in the documents."),
    "waivers": (inventory.WAIVER, "Findings moved aside, with a reason and an end."),
}

_KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one inventory file, or of one file of a folder.

    `ropa` and `register` are required in a single file; in a folder they may stand in another file, so the schema asks
    for neither and the resolver does.
    """
    sections: dict[str, Schema] = {
        "ropa": {"const": 1, "description": "Version of the format."},
        "register": Nested(inventory.REGISTER).schema(),
        "general": {**Nested(inventory.ACTIVITY).schema(), "description": "What is said of no particular activity."},
        "extra": {"description": "Whatever else is to be kept."},
    }
    for section, (shape, doc) in _KEYED.items():
        entries = {"type": "object", "propertyNames": {"pattern": _KEY}, "additionalProperties": Nested(shape).schema()}
        sections[section] = {"description": doc, "anyOf": [entries, {"type": "null"}]}
    for section, (shape, doc) in _LISTED.items():
        sections[section] = {"description": doc, "anyOf": [NestedList(shape).schema(), {"type": "null"}]}
    definitions: dict[str, Schema] = {
        "cite": CITES.schema(),
        "long_form": long_form(),
        "long_form_by": long_form(by=True),
    }
    for shape, _ in (*_KEYED.values(), *_LISTED.values(), (inventory.REGISTER, "")):
        _define(shape, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ropa inventory, format 1",
        "type": "object",
        "additionalProperties": False,
        "properties": sections,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _define(shape: Shape, definitions: dict[str, Schema]) -> None:
    """Add a shape and every shape that its schema refers to."""
    if shape.title in definitions:
        return
    definitions[shape.title] = shape.schema()
    for other in _shapes_in(shape):
        _define(other, definitions)


def _shapes_in(shape: Shape) -> list[Shape]:
    found = []
    for item in shape.fields:
        inner = getattr(item.kind, "shape", None)
        if isinstance(inner, Shape):
            found.append(inner)
    return found + list(_HIDDEN.get(shape.title, ()))


#: Shapes that a kind of a field refers to without holding them.
_HIDDEN: dict[str, tuple[Shape, ...]] = {
    "activity": (inventory.FLOW,),
    "dpia": (inventory.SCREENING,),
    "flow": (inventory.MANDATORY,),
    "register": (inventory.DOCUMENT,),
}
