"""The JSON Schema accepts what resolves and refuses what the format does not have, so that editors help."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ropa.errors import InputProblems
from ropa.model import words
from ropa.readers import read_source, read_yaml
from ropa.resolver.draft import Mapping, Node, Sequence
from ropa.resolver.json_schema import json_schema
from ropa.resolver.kinds import Choice
from ropa.resolver.references import Many
from tests.helpers import register_from
from tests.test_resolver_format import EXAMPLES, SHAPES, shapes_below

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SECTIONS = set(SCHEMA["properties"])


def as_json(node: Node) -> Any:
    """Return a draft as an editor sees it: plain scalars by the rules of YAML 1.2."""
    if isinstance(node, Mapping):
        return {entry.key: as_json(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [as_json(item) for item in node.items]
    if node.is_absent:
        return None
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", node.text):
        return int(node.text)
    return float(node.text) if node.plain and re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", node.text) else node.text


def errors_of(text: str) -> list[str]:
    draft, problems = read_yaml(text, "x.yaml")
    assert draft is not None
    assert not problems
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(as_json(draft))]


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert json_schema() == SCHEMA


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_it_accepts_every_example(path: object) -> None:
    errors = [
        f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(as_json(read_source(str(path))))
    ]
    assert errors == []


def walk(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from walk(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from walk(value)


def test_every_reference_leads_somewhere() -> None:
    names = {item["$ref"].removeprefix("#/$defs/") for item in walk(SCHEMA) if isinstance(item.get("$ref"), str)}
    assert names <= SCHEMA["$defs"].keys()
    assert {"flow", "mandatory", "document", "retention", "terms", "long_form", "long_form_by"} <= names


def test_every_shape_is_in_it_and_refuses_unknown_keys() -> None:
    for shape in (shape for top in SHAPES for shape in shapes_below(top)):
        definition = SCHEMA["$defs"][shape.title]
        mapping = definition if "properties" in definition else definition["anyOf"][0]
        assert mapping["additionalProperties"] is False
        assert set(mapping["properties"]) == set(shape.accepted())
        assert all(item["description"] for item in mapping["properties"].values())


def test_every_closed_list_is_in_it() -> None:
    enums = [set(map(str, item["enum"])) for item in walk(SCHEMA) if "enum" in item]
    kinds = [item.kind for top in SHAPES for shape in shapes_below(top) for item in shape.fields]
    choices = [kind.item if isinstance(kind, Many) else kind for kind in kinds]
    lists = {kind.words for kind in choices if isinstance(kind, Choice)} | {words.Certainty}
    assert len(lists) >= 10
    for closed in lists:
        assert {member.value for member in closed} in enums


@pytest.mark.parametrize(
    "text",
    [
        "activites: {}", "systems: {shop: {nme: Shop}}", "systems: [shop]", "systems: {Web_Shop: }", "ropa: 2",
        "activities: {a: {role: boss}}", "activities: {a: {flows: [customer to shop: [name]]}}",
        "activities: {a: {flows: [{a -> b: {dta: [name]}}]}}", "activities: {a: {retention: {period: 30 days}}}",
        "register: {name: Books}", "agreements: {a: {signed: yesterday}}", "data_subjects: {a: {count: many}}",
        "data_subjects: {a: {count: -1}}", "activities: {a: {dpia: {required: maybe}}}", "systems: {shop: {cite: policy}}",
        "systems: {shop: {name: {is: Shop, by: us}}}", "systems: {shop: {name: {certainty: stated}}}",
        "systems: {shop: {name: {is: Shop, certainty: sure}}}", "waivers: [{code: A106}]",
        "safeguards: {scc: {tool: scc-2021, module: 5}}", "register: {organisation: us, complete: [everything]}",
    ],
)  # fmt: skip
def test_it_refuses_what_is_a_problem(text: str) -> None:
    assert errors_of(text)
    with pytest.raises(InputProblems):
        register_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "ropa: 1", "systems:", "systems: {shop: }", "systems: {shop: Web shop}", "systems: {shop: {is: Web shop, cite: policy:3}}",
        "activities: {a: {flows: a -> b}}", "activities: {a: {flows: [a -> b: {is: [name], certainty: possible}]}}",
        "activities: {a: {flows: [a->b: {data: all, mandatory: {otherwise: x}}]}}", "activities: {a: {dpia: no}}",
        "general: {measures: [{is: tls, by: us}]}", "general: {automated_decisions: {is: none, cite: policy:3}}",
        "cookies: {name: 1}", "register: {organisation: {is: us}, version: 2, documents: {policy: policy.txt}}",
        "organisations: {us: {subject_to: {is: [eu-gdpr, uk-gdpr], certainty: possible}}}",
    ],
)  # fmt: skip
def test_it_accepts_short_and_long_forms(text: str) -> None:
    assert errors_of(text) == []
