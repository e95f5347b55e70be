"""Values of a row as nodes of a draft, by the shapes of the format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ropa.errors import Position, Problem
from ropa.model import Certainty, Source
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence
from ropa.resolver.format.activities import MANDATORY, AutomatedDecisionsKind, Flows, MandatoryKind, Pairs
from ropa.resolver.format.duties import SCREENING, ScreeningKind
from ropa.resolver.format.register import Documents
from ropa.resolver.kinds import Kind
from ropa.resolver.references import Cites, TermOf
from ropa.resolver.shapes import Field, Nested, NestedList, Shape, attributes
from ropa.resolver.uses import Claims, Uses
from ropa.store.plan import Column, columns
from ropa.store.rawrows import Raw, json_value
from ropa.store.shipped import Shipped

#: Fields that are made elsewhere: flows and their facts in `draftflows`, documents in `drafts`.
_ELSEWHERE = (Flows, Pairs, Documents)

_USUAL = Certainty.STATED.value


def text(value: Any) -> str:
    """Return a value as people would write it; null is empty."""
    return "" if value is None else str(value)


def scalar(value: Any, position: Position) -> Scalar:
    """Return a value as written text; quoted, so that the word `null` stays a word."""
    return Scalar(text(value), position, plain=False)


class Values:
    """Makes nodes; what a column cannot hold is added to `problems`."""

    def __init__(self, problems: list[Problem], shipped: Shipped) -> None:
        self.problems = problems
        self._shipped = shipped

    def mapping(self, shape: Shape, raw: Raw) -> Mapping:
        """Return all that a row says, as a mapping of the shape."""
        entries: dict[str, Entry] = {}
        marks = json_value(raw, "marks", self.problems, dict) or {}
        done: set[str] = set()
        for field in shape.fields:
            elsewhere = isinstance(field.kind, _ELSEWHERE) or field.target not in attributes(raw.plan.model)
            if field.target in done or elsewhere:
                continue
            done.add(field.target)
            node = self._field(shape, field, raw)
            if node is not None:
                entries[field.name] = Entry(field.name, node.position, self._marked(node, field.target, marks))
        # An empty mapping would count as absent; that somebody made a statement is kept by its certainty.
        for entry in self.common(raw) or ([] if entries else [self._certainty(raw)]):
            entries.setdefault(entry.key, entry)
        return Mapping(tuple(entries.values()), raw.position())

    def common(self, raw: Raw, *, usual: str = _USUAL) -> list[Entry]:
        """Return how a row is known: `cite, certainty, stated_as, extra`, each where it says something."""
        found = []
        cites = raw.cites.get("")
        if cites:
            found.append(Entry("cite", cites[0].position(), self.cites(cites)))
        if raw.values["certainty"] != usual:
            found.append(self._certainty(raw))
        if raw.values["stated_as"] is not None:
            at = raw.position("stated_as")
            found.append(Entry("stated_as", at, scalar(raw.values["stated_as"], at)))
        extra = json_value(raw, "extra", self.problems, dict)
        if extra:
            found.append(Entry("extra", raw.position("extra"), node_of(extra, raw.position("extra"))))
        return found

    def _certainty(self, raw: Raw) -> Entry:
        at = raw.position("certainty")
        return Entry("certainty", at, scalar(raw.values["certainty"], at))

    def cites(self, cites: Iterable[Raw]) -> Sequence:
        """Return citations as a list."""
        made = tuple(self._cite(raw) for raw in cites)
        return Sequence(made, made[0].position)

    def _cite(self, raw: Raw) -> Node:
        names = [name for name in ("document", "lines", "section", "words") if raw.values[name] is not None]
        if names == ["document", "lines"]:
            return scalar(f"{raw.values['document']}:{raw.values['lines']}", raw.position("document"))
        entries = (Entry(name, raw.position(name), scalar(raw.values[name], raw.position(name))) for name in names)
        return Mapping(tuple(entries), raw.position("document"))

    def _field(self, shape: Shape, field: Field, raw: Raw) -> Node | None:
        attribute, kind, plan = field.target, field.kind, raw.plan
        if isinstance(kind, Cites):
            cites = raw.cites.get(attribute)
            return self.cites(cites) if cites else None
        if attribute in plan.parts:
            return self._nested(kind, raw.parts.get(attribute, []))
        if attribute in plan.links:
            items = raw.lists.get(attribute, [])
            return self._listed(shape, field, raw, [scalar(self._word(kind, key), at) for key, at in items])
        column = next(column for column in columns(plan) if column.attribute == attribute)
        if column.many is not None:
            words = json_value(raw, column.name, self.problems, list) or []
            return self._listed(shape, field, raw, [node_of(word, raw.position(column.name)) for word in words])
        return self._plain(kind, column, raw)

    def _plain(self, kind: Kind, column: Column, raw: Raw) -> Node | None:
        value = raw.values[column.name]
        if value is None:
            return None
        if column.kind is bool:
            value = {0: "no", 1: "yes"}.get(value, value)
        return scalar(self._word(kind, text(value)), raw.position(column.name))

    def _listed(self, shape: Shape, field: Field, raw: Raw, nodes: list[Node]) -> Node | None:
        """Return a list, with the words that are kept as flags of their own."""
        for name, word, flag in shape.flags:
            if name == field.target and raw.values[flag]:
                nodes.append(scalar(word, raw.position(flag)))
        return Sequence(tuple(nodes), nodes[0].position) if nodes else None

    def _word(self, kind: Kind, key: str) -> str:
        """Return the words behind a key that was made of them; any other key is itself."""
        item = getattr(kind, "item", kind)
        return self._shipped.own_words(item.section).get(key, key) if isinstance(item, TermOf) else key

    def _nested(self, kind: Kind, rows: list[Raw]) -> Node | None:
        if not rows:
            return None
        first = rows[0]
        if isinstance(kind, Uses):
            return Sequence(tuple(self.use(kind, raw) for raw in rows), first.position())
        if isinstance(kind, Claims):
            return self._long(scalar(first.values["value"], first.position("value")), self.common(first))
        if isinstance(kind, ScreeningKind):
            entries = (
                Entry(text(raw.values["criterion"]), raw.position("criterion"), self.mapping(SCREENING, raw))
                for raw in rows
            )
            return Mapping(tuple(entries), first.position())
        if isinstance(kind, MandatoryKind):
            return self.mapping(MANDATORY, first)
        if isinstance(kind, AutomatedDecisionsKind) and first.values["none"]:
            said = self.mapping(kind.shape, first)
            none = Entry("is", first.position("none"), scalar("none", first.position("none")))
            return Mapping((none, *said.entries), said.position)
        if isinstance(kind, NestedList):
            return Sequence(tuple(self.mapping(kind.shape, raw) for raw in rows), first.position())
        if isinstance(kind, Nested):
            return self.mapping(kind.shape, first)
        raise TypeError(type(kind).__name__)  # pragma: no cover - a test walks every field of the format

    def use(self, kind: Uses, raw: Raw) -> Node:
        """Return one item of a list whose items are statements."""
        values = raw.values
        own = kind.own_text or values["own_words"]
        entries = self.common(raw)
        if values["taken_by"] is not None:
            at = raw.position("taken_by")
            entries.append(Entry("by", at, scalar(values["taken_by"], at)))
        return self._long(scalar(values["label"] if own else values["item"], raw.position("item")), entries)

    def _long(self, node: Node, entries: list[Entry]) -> Node:
        """Return a value with how it is known; plain where nothing is said of it."""
        return Mapping((Entry("is", node.position, node), *entries), node.position) if entries else node

    def _marked(self, node: Node, attribute: str, marks: dict[str, Any]) -> Node:
        """Return a value in its long form where its mark says something; see `_unwrap_items` of the shapes."""
        if attribute in marks:
            return self._long(node, _mark_entries(marks[attribute], node.position))
        numbers = [int(name.rpartition("/")[2]) for name in marks if name.startswith(f"{attribute}/")]
        if not isinstance(node, Sequence) or not numbers:
            return node
        # Marks are numbered before an item that stands twice is left out; a list of one has no numbers.
        most = max(2, len(node.items), *(number + 1 for number in numbers))
        padded = (*node.items, *(node.items[-1:] * (most - len(node.items))))
        items = (
            self._long(item, _mark_entries(marks.get(f"{attribute}/{number}"), item.position))
            for number, item in enumerate(padded)
        )
        return Sequence(tuple(items), node.position)


def _mark_entries(mark: Any, position: Position) -> list[Entry]:
    """Return what a mark adds to a value; those of the directory and of defaults are made again by the resolver."""
    if not isinstance(mark, dict) or mark.get("source", Source.REGISTER.value) != Source.REGISTER.value:
        return []
    cites = mark.get("cites")
    said = {
        "cite": [_short(cite) for cite in cites] if isinstance(cites, list) else cites,
        "certainty": mark.get("certainty"), "stated_as": mark.get("stated_as"), "extra": mark.get("extra"),
    }  # fmt: skip
    found = [Entry(name, position, node_of(value, position)) for name, value in said.items() if value]
    return found or [Entry("certainty", position, scalar(_USUAL, position))]


def _short(cite: Any) -> Any:
    """Return a citation of a mark as people write it; what is none is left to the resolver to refuse."""
    if not isinstance(cite, dict):
        return cite
    kept = {key: value for key, value in cite.items() if key != "at"}
    return f"{kept['document']}:{kept['lines']}" if set(kept) == {"document", "lines"} else kept


def node_of(value: Any, position: Position) -> Node:
    """Return plain data as a node."""
    if isinstance(value, dict):
        return Mapping(
            tuple(Entry(str(key), position, node_of(item, position)) for key, item in value.items()), position
        )
    if isinstance(value, list):
        return Sequence(tuple(node_of(item, position) for item in value), position)
    if value is None:
        return Scalar("", position)
    if isinstance(value, bool):
        return scalar("yes" if value else "no", position)
    return scalar(value, position)
