"""Lists whose items are statements of their own, and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ropa.model import Claim, Use
from ropa.resolver.context import Context
from ropa.resolver.draft import Mapping, Node, Scalar, Sequence, is_absent
from ropa.resolver.kinds import Kind, Schema, text_of
from ropa.resolver.references import MEASURE, TermOf, wrapped
from ropa.resolver.shapes import read_wrapper


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Uses(Kind):
    """One item or a list, each kept with its certainty and citations; `{is: ITEM, certainty, cite, by ...}` per item.

    Attributes:
        own_text: True when the items are free words and not keys.
    """

    item: Kind
    own_text: bool = False
    wraps = False
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[Use, ...]:
        """Return the items in the order written; the first of equal keys wins."""
        items = node.items if isinstance(node, Sequence) else (node,)
        found: dict[str, Use] = {}
        for item in items:
            for use in self._uses(item, context, place):
                found.setdefault(use.key, use)
        return tuple(found.values())

    def _uses(self, node: Node, context: Context, place: str) -> list[Use]:
        if is_absent(node):
            return []
        if not isinstance(node, Mapping):
            use = self._use(node, context, place)
            return [] if use is None else [use]
        wrapper = read_wrapper(node, context, place, by=self.item is MEASURE)
        if wrapper is None:
            return []
        inner = wrapper.value.items if isinstance(wrapper.value, Sequence) else (wrapper.value,)
        made = [self._use(item, context, place, **wrapper.marks) for item in inner if not is_absent(item)]
        return [use for use in made if use is not None]

    def _use(self, node: Node, context: Context, place: str, **marks: Any) -> Use | None:
        key = self.item.read(node, context, place)
        if key is None:
            return None
        text = node.text.strip() if isinstance(node, Scalar) else str(key)
        own = isinstance(self.item, TermOf) and key in context.own_words.get(self.item.section, ())
        marks.setdefault("position", node.position)
        return Use(key=str(key), label=text if self.own_text or own else str(key), own_words=own, **marks)

    def schema(self) -> Schema:
        """Return the item, its long form, or a list of either."""
        one, by = self.item.schema(), self.item is MEASURE
        either = {"anyOf": [one, wrapped(one, by=by), {"type": "null"}]}
        several = wrapped({"anyOf": [one, {"type": "array", "items": one}]}, by=by)
        return {"anyOf": [one, several, {"type": "array", "items": either}]}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Claims(Kind):
    """What the organisation calls a thing: a word, or `{is: WORD, stated_as, cite, certainty}`."""

    wraps = False

    def read(self, node: Node, context: Context, place: str) -> Claim | None:
        """Return the claim, apart from anything the law says."""
        marks: dict[str, Any] = {"position": node.position}
        if isinstance(node, Mapping):
            wrapper = read_wrapper(node, context, place)
            if wrapper is None:
                return None
            marks = dict(wrapper.marks)
            node = wrapper.value
        scalar = text_of(node, context, place, expected="what it is declared to be", example="not-personal")
        return None if scalar is None else Claim(value=scalar.text.strip(), **marks)

    def schema(self) -> Schema:
        """Return a word or its long form."""
        return {"anyOf": [{"type": "string"}, wrapped({"type": "string"})]}
