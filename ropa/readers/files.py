"""A file, a folder or standard input to one draft. A folder's files are merged section by section, nothing twice."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

from ropa.errors import InputProblems, Position, Problem
from ropa.readers import messages
from ropa.readers.yaml_text import read_yaml
from ropa.resolver.draft import Entry, Mapping, Sequence

#: An inventory file larger than this is refused (bytes).
MAX_BYTES = 50 * 1024 * 1024

SUFFIXES = (".yaml", ".yml")


def read_source(source: str, *, standard_input: io.BufferedIOBase | None = None) -> Mapping:
    """Return the draft that a path holds; `-` stands for `standard_input`.

    Files of a folder are read by relative path; names that begin with a dot are left out. Positions carry the path as
    it was given, so that an editor can open it.

    Raises:
        InputProblems: with everything that is wrong, of all files.
    """
    problems: list[Problem] = []
    drafts: list[Mapping] = []
    for file, data in _contents(source, standard_input, problems):
        text = _decode(data, file, problems)
        if text is None:
            continue
        draft, found = read_yaml(text, file)
        problems.extend(found)
        if draft is not None:
            drafts.append(draft)
    merged = merge(drafts, problems) if drafts else None
    if problems or merged is None:
        raise InputProblems(problems)
    return merged


def _contents(
    source: str, standard_input: io.BufferedIOBase | None, problems: list[Problem]
) -> Iterable[tuple[str, bytes]]:
    if source == "-" and standard_input is not None:
        data = standard_input.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            problems.append(messages.too_large("<stdin>", len(data), MAX_BYTES))
            return
        yield "<stdin>", data
        return
    for path in _paths(source, problems):
        data_or_none = _read(path, problems)
        if data_or_none is not None:
            yield str(path), data_or_none


def _paths(source: str, problems: list[Problem]) -> list[Path]:
    try:
        path = Path(source)
        if path.is_dir():
            found = sorted(_walk(path), key=lambda p: p.relative_to(path).parts)
            if not found:
                problems.append(messages.empty_folder(source))
            return found
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        problems.append(messages.unreadable(source, getattr(error, "strerror", None) or "not a path"))
        return []
    problems.append(messages.no_such_file(source))
    return []


def _walk(folder: Path) -> Iterable[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(root) / name


def _read(path: Path, problems: list[Problem]) -> bytes | None:
    """Return the bytes of an ordinary file; devices and pipes are read as far as the limit."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(messages.too_large(str(path), size, MAX_BYTES))
            return None
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(messages.unreadable(str(path), error.strerror or type(error).__name__))
        return None
    if len(data) > MAX_BYTES:
        problems.append(messages.too_large(str(path), len(data), MAX_BYTES))
        return None
    return data


def _decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    if b"\0" in data[:8192]:
        problems.append(messages.binary(file))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        problems.append(messages.invalid_utf8(Position(file, line, column), data[error.start]))
        return None


def merge(drafts: list[Mapping], problems: list[Problem]) -> Mapping:
    """Return one draft of several: sections are joined, lists appended; a key defined twice is a problem naming both."""
    if len(drafts) == 1:
        return drafts[0]
    sections: dict[str, Entry] = {}
    for draft in drafts:
        for entry in draft.entries:
            first = sections.get(entry.key)
            sections[entry.key] = entry if first is None else _join(first, entry, problems)
    return Mapping(tuple(sections.values()), drafts[0].position)


def _join(first: Entry, second: Entry, problems: list[Problem]) -> Entry:
    left, right = first.value, second.value
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        entries = {entry.key: entry for entry in left.entries}
        for entry in right.entries:
            if entry.key in entries:
                problems.append(messages.duplicate_key(entry.position, entry.key, entries[entry.key].position))
            else:
                entries[entry.key] = entry
        return Entry(first.key, first.position, Mapping(tuple(entries.values()), left.position))
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return Entry(first.key, first.position, Sequence((*left.items, *right.items), left.position))
    if first.key == "ropa" and left == _moved(right, left.position):
        return first
    problems.append(messages.duplicate_key(second.position, second.key, first.position))
    return first


def _moved(node: object, position: Position) -> object:
    from dataclasses import is_dataclass, replace

    return replace(node, position=position) if is_dataclass(node) and not isinstance(node, type) else node
