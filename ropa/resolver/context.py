"""What resolving shares: the known names, the law and vocabulary it was given, the problems and notices it gathers."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from contextlib import contextmanager
from dataclasses import dataclass, field

from ropa.errors import Position, Problem
from ropa.law import Law
from ropa.model import Notice
from ropa.model.register import KEYED_SECTIONS
from ropa.resolver.draft import Mapping, Node, Scalar
from ropa.resolver.near import fold
from ropa.vocabulary import Term, Vocabulary

#: Sections whose keys name nodes of the graph and are unique together.
NODE_SECTIONS = ("data_subjects", "systems", "organisations")


@dataclass(slots=True)
class OwnWord:
    """Own words where a term belongs: as written first, and where."""

    label: str
    position: Position
    at: str


@dataclass(slots=True)
class Context:
    """One resolution. `declared` maps section to key to position; `labels` section to folded name or alias to key.

    Attributes:
        own_words: section to key to word, gathered while reading.
        directory: shipped keys used without a declaration, by section, with the first place.
        at: address of what is being read.
    """

    law: Law
    vocabulary: Vocabulary
    declared: dict[str, dict[str, Position]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    own_words: dict[str, dict[str, OwnWord]] = field(default_factory=dict)
    directory: dict[str, dict[str, Position]] = field(default_factory=dict)
    at: str = "register"
    known_words: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)

    def problem(self, problem: Problem) -> None:
        """Keep a problem and go on."""
        self.problems.append(problem)

    def notice(self, kind: str, message: str, position: Position | None, *, at: str = "") -> None:
        """Keep a notice about what is being read, or about `at`."""
        self.notices.append(Notice(kind=kind, at=at or self.at, message=message, position=position))

    @contextmanager
    def within(self, at: str) -> Iterator[None]:
        """Read something under the address `at`."""
        before = self.at
        self.at = at
        try:
            yield
        finally:
            self.at = before


def declare(root: Mapping, context: Context) -> None:
    """Note every key, name and alias that the draft declares, so that references may point forward."""
    for section in (*KEYED_SECTIONS, "documents"):
        entry = _section(root, section)
        keys: dict[str, Position] = {}
        labels: dict[str, str] = {}
        for item in entry.entries if entry is not None else ():
            keys[item.key] = item.position
            for name in filter(None, map(fold, _names(item.value))):
                labels.setdefault(name, item.key)
        context.declared[section] = keys
        context.labels[section] = labels


def _section(root: Mapping, section: str) -> Mapping | None:
    holder: Mapping | None = root
    if section == "documents":
        register = root.entry("register")
        holder = register.value if register is not None and isinstance(register.value, Mapping) else None
    entry = holder.entry(section) if holder is not None else None
    return entry.value if entry is not None and isinstance(entry.value, Mapping) else None


def _names(node: Node) -> list[str]:
    """Return the name and aliases that an entry gives itself; the short form is the name."""
    if isinstance(node, Scalar):
        return [] if node.is_absent else [node.text]
    if not isinstance(node, Mapping):
        return []
    found = []
    for key in ("name", "aliases"):
        entry = node.entry(key)
        if entry is not None:
            found.extend(_texts(entry.value))
    return found


def _texts(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [] if node.is_absent else [node.text]
    if isinstance(node, Mapping):
        inner = node.entry("is")
        return _texts(inner.value) if inner is not None else []
    return [text for item in node.items for text in _texts(item)]


def known_words(
    context: Context, section: str, shipped: MappingOf[str, Term], also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return every key, name and alias of a section, the register's and the shipped ones, and `also`, sorted."""
    if (section, also) not in context.known_words:
        words = {*context.declared[section], *context.labels[section], *shipped, *also}
        for term in shipped.values():
            words.update((term.label, *term.aliases))
        context.known_words[(section, also)] = tuple(sorted(words))
    return context.known_words[(section, also)]
