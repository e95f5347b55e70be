"""YAML text to a draft, by parser events.

Events never recurse, so depth, duplicates, aliases and size are decided here and not by a crash: composing 50,000
nested brackets with the C library ends the process.

Scalars stay text (YAML 1.2 would read few of them, YAML 1.1 too many).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import yaml

from ropa.errors import Position, Problem
from ropa.readers import messages
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence

#: Nesting beyond this is no inventory; the deepest legal place of the format is 9.
MAX_DEPTH = 64

#: Nodes beyond this are refused: about four times a register of 100,000 flows.
MAX_NODES = 4_000_000

#: Anchors, aliases and tags that are listed one by one; a file with more is not read on.
MAX_REFUSED = 50

#: YAML 1.2 no longer takes these for line ends, editors do not either; the parser, which is of version 1.1, would.
_OLD_LINE_ENDS = str.maketrans({"\u0085": " ", "\u2028": " ", "\u2029": " "})

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A collection that is still being read; `entries` maps a key to its entry, `key` waits for its value."""

    is_mapping: bool
    position: Position
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: Scalar | None = None
    skip: bool = False


@dataclass(slots=True)
class _Builder:
    """Turns events into nodes; `root` is set when the document is complete.

    `refused` counts anchors, aliases and tags; `lacking` is True when something could not be read past.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    nodes: int = 0
    refused: int = 0
    lacking: bool = False
    stopped: bool = False

    def stop(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.stopped = True

    def refuse(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.refused += 1
        self.stopped = self.stopped or self.refused >= MAX_REFUSED

    def take(self, event: yaml.events.Event, documents: int) -> None:
        mark = event.start_mark
        position = Position(self.file, mark.line + 1, mark.column + 1) if mark else Position(self.file, 0, 0)
        if isinstance(event, yaml.events.DocumentStartEvent) and documents > 1:
            self.stop(messages.several_documents(position))
        elif isinstance(event, yaml.events.AliasEvent):
            self.refuse(messages.alias(position, str(event.anchor)))
            self.lacking = True
            self._put(Scalar("", position))
        elif isinstance(event, yaml.events.NodeEvent):
            self._take_node(event, position)
        elif isinstance(event, yaml.events.CollectionEndEvent):
            self._close()

    def _take_node(self, event: yaml.events.NodeEvent, position: Position) -> None:
        self.nodes += 1
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            self.refuse(messages.anchor(position, str(event.anchor)))
        if tag is not None:
            self.refuse(messages.tag(position, str(tag)))
        if self.nodes > MAX_NODES:
            self.stop(messages.too_many_nodes(position, MAX_NODES))
        elif isinstance(event, yaml.events.ScalarEvent):
            self._put(Scalar(str(event.value), position, plain=not event.style))
        elif len(self.stack) >= MAX_DEPTH:
            self.stop(messages.too_deep(position, MAX_DEPTH))
        else:
            self._open(position, is_mapping=isinstance(event, yaml.events.MappingStartEvent))

    def _open(self, position: Position, *, is_mapping: bool) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_mapping and parent.key is None:
            self.problems.append(messages.collection_as_key(position))
            parent.skip = True
        self.stack.append(_Open(is_mapping, position))

    def _close(self) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self._put(Mapping(tuple(done.entries.values()), done.position))
        else:
            self._put(Sequence(tuple(done.items), done.position))

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            # A refused key still needs its value taken off the stream, so a stand-in waits for it.
            parent.key = node if isinstance(node, Scalar) else Scalar("", node.position)
        else:
            self._put_value(parent, parent.key, node)

    def _put_value(self, parent: _Open, key: Scalar, node: Node) -> None:
        parent.key = None
        if parent.skip:
            parent.skip = False
        elif key.text == "<<" and key.plain:
            self.problems.append(messages.merge_key(key.position))
        elif not key.text.strip():
            self.problems.append(messages.empty_key(key.position))
        elif key.text in parent.entries:
            first = parent.entries[key.text]
            self.problems.append(messages.duplicate_key(key.position, key.text, first.position))
            parent.entries[key.text] = replace(first, value=_both(first.value, node))
        else:
            parent.entries[key.text] = Entry(key.text, key.position, node)


def _both(first: Node, second: Node) -> Node:
    """Return what two values of one key hold together, so that what refers to either is not reported as well."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        known = {entry.key for entry in first.entries}
        return replace(first, entries=(*first.entries, *(item for item in second.entries if item.key not in known)))
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return replace(first, items=(*first.items, *second.items))
    return first


def read_yaml(text: str, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the mapping that a YAML text holds, with every problem met on the way.

    Args:
        text: the decoded text.
        file: name to put into positions.

    Returns:
        The draft, or None where the text cannot be read as one mapping; then there is at least one problem. A draft
        that comes with problems lacks what the problems name.
    """
    builder = _Builder(file)
    text = text.translate(_OLD_LINE_ENDS)
    try:
        _run(builder, text)
    except (yaml.YAMLError, UnicodeError) as error:
        builder.problems.append(messages.syntax(error, text, file))
        return None, tuple(builder.problems)
    if builder.stopped or builder.lacking:
        return None, tuple(builder.problems)
    root = builder.root
    if root is None or (isinstance(root, Scalar) and root.is_absent):
        return None, (*builder.problems, messages.empty_file(file))
    if not isinstance(root, Mapping):
        return None, (*builder.problems, messages.not_a_mapping(root))
    return root, tuple(builder.problems)


def _run(builder: _Builder, text: str) -> None:
    parser = _Parser(text)
    documents = 0
    try:
        while not builder.stopped and parser.check_event():
            event = parser.get_event()
            documents += isinstance(event, yaml.events.DocumentStartEvent)
            builder.take(event, documents)
    finally:
        parser.dispose()
