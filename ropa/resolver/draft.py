"""Drafts: what a reader hands over - text in mappings and sequences, each with its position, nothing interpreted.

Scalars stay text: whether `NO` is Norway or a refusal is decided by the field it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ropa.errors import Position, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text; `plain` is False when it was quoted, so that a quoted `null` is a word."""

    text: str
    position: Position
    plain: bool = True

    @property
    def is_absent(self) -> bool:
        """True for what YAML calls null: nothing, `~` or `null`, unquoted."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes in file order."""

    items: tuple[Node, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value; keys are unique within their mapping (readers see to that)."""

    key: str
    position: Position
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in file order.

    Attributes:
        problems: at the root of a file or folder, what the reader met on the way and could read past; the resolver
            reports it together with its own. Empty everywhere else.
    """

    entries: tuple[Entry, ...]
    position: Position
    problems: tuple[Problem, ...] = ()

    def entry(self, key: str) -> Entry | None:
        """Return the entry of `key`, or None."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


def is_absent(node: Node | None) -> bool:
    """Tell whether nothing was written: null, white space (quoted or not), an empty list or mapping, `is:` of that."""
    if isinstance(node, Mapping):
        return all(entry.key == "is" and is_absent(entry.value) for entry in node.entries)
    if isinstance(node, Sequence):
        return not node.items
    return node is None or node.is_absent or not node.text.strip()


def describe(node: Node) -> str:
    """Return what a node is, in words for a message."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f"`{shorten(node.text)}`" if node.text.strip() else "an empty value"


def shorten(text: str, *, width: int = 60) -> str:
    """Return `text` on one line, cut to `width` characters with an ellipsis, control characters replaced."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
