"""Shapes: the mappings of the format, declared once; reading, messages and the JSON Schema all come from them."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from functools import cache
from typing import Any

from ropa.model import Certainty, Mark
from ropa.resolver import messages
from ropa.resolver.context import Context
from ropa.resolver.draft import Entry, Mapping, Node, Sequence, is_absent
from ropa.resolver.kinds import Anything, Choice, Kind, Schema, Text
from ropa.resolver.near import nearest
from ropa.resolver.references import CITES, ORGANISATION, Many, wrapped


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Field:
    """One key of a mapping.

    Attributes:
        name: in the file. attr: in the model, where it differs.
        doc: one sentence for the schema and the documentation.
    """

    name: str
    kind: Kind
    doc: str
    attr: str = ""
    required: bool = False

    @property
    def target(self) -> str:
        """The attribute of the model."""
        return self.attr or self.name


#: Accepted on every mapping of the format.
COMMON = (
    Field("cite", CITES, "Where the source says so.", attr="cites"),
    Field("certainty", Choice(Certainty), "How sure this is; stated where not written."),
    Field("stated_as", Text(), "At most eight words of the source."),
    Field("extra", Anything(), "Whatever else is to be kept; shown in the annex and exported again."),
)


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A value written `{is: VALUE, ...}`: the value's node and how it is known."""

    value: Node
    marks: MappingOf[str, Any]


_BY = Field("by", ORGANISATION, "For measures: who takes them.")


def read_wrapper(node: Mapping, context: Context, place: str, *, by: bool = False) -> Wrapper | None:
    """Return what `{is: VALUE, certainty, cite, stated_as, extra}` holds, or None after a problem.

    Args:
        by: accept `by: ORGANISATION` as well; measures may say who takes them.
    """
    inner = node.entry("is")
    names = {field.name: field for field in (*COMMON, *((_BY,) if by else ()))}
    if inner is None:
        example = "the value alone, or {is: VALUE, certainty: implied, cite: policy:9}"
        context.problem(messages.wrong_kind(node, "a plain value", place, example))
        return None
    values: dict[str, Any] = {}
    for entry in node.entries:
        if entry.key == "is":
            continue
        known = names.get(entry.key)
        if known is None:
            near = nearest(entry.key, names)
            place_words = f"the long form of {place}"
            context.problem(messages.unknown_key(entry.position, entry.key, place_words, ("is", *names), near))
        elif not is_absent(entry.value):
            values[known.target] = known.kind.read(entry.value, context, entry.key)
    values = {name: value for name, value in values.items() if value is not None}
    return Wrapper(inner.value, {**values, "position": node.position})


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A mapping of the format.

    Attributes:
        name: for messages, with its article; title: key in the JSON Schema.
        make: class of the model that it becomes.
        short: name of the field that a plain value or list fills, or empty where only a mapping is accepted.
        flags: words that lists may hold beside keys: (attribute, word, flag); the word leaves, the flag is set.
    """

    name: str
    title: str
    make: type
    fields: tuple[Field, ...]
    short: str = ""
    doc: str = ""
    example: str = "a mapping"
    flags: tuple[tuple[str, str, str], ...] = ()

    def accepted(self) -> dict[str, Field]:
        """Return the fields by name, the common ones included where the model has room for them."""
        return _accepted(self)

    def values(self, node: Node, context: Context) -> dict[str, Any] | None:
        """Return keyword arguments for `make`, or None after a problem that leaves nothing to build."""
        mapping = self._long_form(node, context)
        if mapping is None:
            return None
        accepted = self.accepted()
        values: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        for entry in mapping.entries:
            known = accepted.get(entry.key)
            if known is None:
                near = nearest(entry.key, accepted)
                context.problem(messages.unknown_key(entry.position, entry.key, self.name, tuple(accepted), near))
            elif not is_absent(entry.value):
                value = read_field(known, entry, context, marks, place=f"`{entry.key}` of {self.name}")
                if value is not None:
                    # Two fields with one attribute (`purpose` and `purposes` of a promise) are one list.
                    values[known.target] = (*values[known.target], *value) if known.target in values else value
        if not self._complete(mapping, values, context):
            return None
        if "position" in attributes(self.make):
            values["position"] = mapping.position
        if marks:
            values["marks"] = marks
        for name, word, flag in self.flags:
            if word in values.get(name, ()):
                values[name] = tuple(item for item in values[name] if item != word)
                values[flag] = True
        return values

    def read(self, node: Node, context: Context, **given: Any) -> Any:
        """Return an instance of `make`, or None after a problem; `given` are further arguments."""
        values = self.values(node, context)
        return None if values is None else self.make(**{**values, **given})

    def _long_form(self, node: Node, context: Context) -> Mapping | None:
        if isinstance(node, Mapping):
            return self._unwrapped(node)
        if is_absent(node):
            return Mapping((), node.position)
        many = isinstance(node, Sequence)
        short = self.accepted().get(self.short)
        if short is None or (many and not short.kind.takes_list):
            context.problem(messages.wrong_kind(node, "a mapping", self.name, self.example))
            return None
        return Mapping((Entry(self.short, node.position, node),), node.position)

    def _unwrapped(self, mapping: Mapping) -> Mapping:
        """Return the long form of a short form: `{is: VALUE, cite: ...}` fills the field that a plain value fills."""
        if not self.short or mapping.entry("is") is None or mapping.entry(self.short) is not None:
            return mapping
        entries = (replace(entry, key=self.short) if entry.key == "is" else entry for entry in mapping.entries)
        return replace(mapping, entries=tuple(entries))

    def _complete(self, mapping: Mapping, values: MappingOf[str, Any], context: Context) -> bool:
        """Tell whether every required field has a value; one that is written but cannot be read is reported already."""
        missing = [item for item in self.fields if item.required and item.target not in values]
        for item in missing:
            entry = mapping.entry(item.name)
            if entry is None or is_absent(entry.value) or _holds_nothing(entry.value):
                context.problem(messages.missing_key(mapping.position, item.name, self.name, self.example))
        return not missing

    def schema(self) -> Schema:
        """Return the JSON Schema of the mapping, its short form beside it."""
        properties: dict[str, Schema] = {}
        accepted = self.accepted()
        for item in accepted.values():
            plain = item.kind.schema()
            full = {"anyOf": [plain, wrapped(plain)]} if item.kind.wraps else plain
            properties[item.name] = {"description": item.doc, "anyOf": [full, {"type": "null"}]}
        mapping: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
        needed = [item.name for item in self.fields if item.required]
        if needed:
            mapping["required"] = needed
        if self.doc:
            mapping["description"] = self.doc
        if not self.short:
            return mapping
        short = accepted[self.short].kind.schema()
        return {"anyOf": [mapping, short, wrapped(short), {"type": "null"}]}


@cache
def _accepted(shape: Shape) -> dict[str, Field]:
    room = attributes(shape.make)
    return {item.name: item for item in (*shape.fields, *(item for item in COMMON if item.target in room))}


def _holds_nothing(node: Node) -> bool:
    inner = node.entry("is") if isinstance(node, Mapping) else None
    return inner is not None and is_absent(inner.value)


@cache
def attributes(model: type) -> frozenset[str]:
    """Return the names of the fields of a class of the model."""
    return frozenset(item.name for item in fields_of(model))


def read_field(known: Field, entry: Entry, context: Context, marks: dict[str, Mark], *, place: str) -> Any:
    """Return the value of one field; what a long form says of it is put into `marks` under the attribute's name."""
    node = entry.value
    if isinstance(node, Mapping) and _is_long_form(known.kind, node):
        wrapper = read_wrapper(node, context, place)
        if wrapper is None or is_absent(wrapper.value):
            return None
        marks[known.target] = mark_of(wrapper)
        node = wrapper.value
    if isinstance(known.kind, Many):
        node = _unwrap_items(known, node, context, marks, place)
    return known.kind.read(node, context, place)


def _is_long_form(kind: Kind, node: Mapping) -> bool:
    """Tell whether a mapping stands for a plain value; lists open the long forms of their items themselves."""
    if not kind.wraps or isinstance(kind, Many):
        return False
    return not kind.takes_mapping or node.entry("is") is not None


def _unwrap_items(known: Field, node: Node, context: Context, marks: dict[str, Mark], place: str) -> Node:
    """Return the list with its long forms opened; the mark of item N is kept under `attribute/N`, from 0."""
    items = list(node.items) if isinstance(node, Sequence) else [node]
    if not getattr(known.kind, "item", known.kind).wraps:
        return node
    opened: list[Node] = []
    for item in items:
        if not isinstance(item, Mapping):
            opened.extend(() if is_absent(item) else (item,))
            continue
        wrapper = read_wrapper(item, context, place)
        if wrapper is None:
            continue
        inner = wrapper.value.items if isinstance(wrapper.value, Sequence) else (wrapper.value,)
        for value in inner:
            if not is_absent(value):
                marks[known.target if len(items) == 1 else f"{known.target}/{len(opened)}"] = mark_of(wrapper)
                opened.append(value)
    return Sequence(tuple(opened), node.position)


def mark_of(wrapper: Wrapper) -> Mark:
    """Return the mark that a long form makes."""
    return Mark(**wrapper.marks)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Nested(Kind):
    """A mapping inside a mapping."""

    shape: Shape
    wraps = False

    def read(self, node: Node, context: Context, place: str) -> Any:  # noqa: ARG002 - the shape names itself
        """Return the instance that the shape makes."""
        return self.shape.read(node, context)

    def schema(self) -> Schema:
        """Return a reference to the shape's definition."""
        return {"$ref": f"#/$defs/{self.shape.title}"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NestedList(Kind):
    """One mapping or a list of mappings."""

    shape: Shape
    wraps = False
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[Any, ...]:  # noqa: ARG002 - the shape names itself
        """Return the instances in the order written."""
        items = node.items if isinstance(node, Sequence) else (node,)
        made = [self.shape.read(item, context) for item in items if not is_absent(item)]
        return tuple(item for item in made if item is not None)

    def schema(self) -> Schema:
        """Return the shape or a list of it."""
        one = Nested(self.shape).schema()
        return {"anyOf": [one, {"type": "array", "items": one}]}
