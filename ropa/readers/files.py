"""A file, a folder or standard input to one draft. A folder's files are merged section by section, nothing twice."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from ropa.errors import InputProblems, Position, Problem
from ropa.readers import messages
from ropa.readers.own_law_messages import without_inventory
from ropa.readers.yaml_text import read_yaml
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence, is_absent

#: An inventory file larger than this is refused (bytes).
MAX_BYTES = 50 * 1024 * 1024

SUFFIXES = (".yaml", ".yml")

#: Top-level sections that are lists; one mapping alone stands for a list of one.
LISTED = ("cookies", "observations", "waivers")

#: Keys of `register` that several files of a folder may each add to.
SHARED = ("documents", "lost")

#: What text in other encodings begins with, the longer marks first.
_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read_source(source: str, *, standard_input: IO[bytes] | None = None) -> Mapping:
    """Return the draft that a path holds; `-` stands for `standard_input`.

    Files of a folder are read by relative path; names that begin with a dot are left out. A link inside the folder is
    read where it points to; one that leads out of the folder is a problem. Positions carry the path as it was given, so
    that an editor can open it. What is wrong but can be read past, such as a key that stands twice, is kept in the
    `problems` of the draft, which the resolver reports together with its own.

    Raises:
        InputProblems: with everything that is wrong, of all files, when a file cannot be read.
    """
    fatal: list[Problem] = []
    problems: list[Problem] = []
    drafts: list[Mapping] = []
    for file, data in _contents(source, standard_input, fatal):
        text = _decode(data, file, fatal)
        if text is None:
            continue
        draft, found = read_yaml(text, file)
        if draft is None:
            fatal.extend(found)
            continue
        problems.extend(found)
        drafts.append(draft)
    merged = merge(drafts, problems) if drafts else None
    if fatal or merged is None:
        raise InputProblems((*fatal, *problems))
    return replace(merged, problems=tuple(problems))


def read_one_file(file: str, start: str) -> Mapping:
    """Return what one YAML file holds that is no inventory.

    Args:
        start: how such a file begins, in one sentence; it stands in place of that on inventories in messages.

    Raises:
        InputProblems: it cannot be read as one mapping.
    """
    problems: list[Problem] = []
    if Path(file).is_dir():
        problems.append(messages.unreadable(file, "it is a folder"))
    data = None if problems else _read(Path(file), problems) if Path(file).exists() else None
    if data is None and not problems:
        problems.append(messages.no_such_file(file))
    text = _decode(data, file, problems) if data is not None else None
    draft, found = read_yaml(text, file) if text is not None else (None, ())
    if draft is None:
        raise InputProblems(without_inventory(problem, start) for problem in (*problems, *found))
    return replace(draft, problems=found)


def _contents(source: str, standard_input: IO[bytes] | None, problems: list[Problem]) -> Iterable[tuple[str, bytes]]:
    if source == "-" and standard_input is not None:
        data = _limited(standard_input, "<stdin>", problems)
        if data is not None:
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
            found = sorted(_walk(path, problems), key=lambda p: p.relative_to(path).parts)
            if not found and not problems:
                problems.append(messages.empty_folder(source))
            return found
        if path.exists():
            return [path]
    except OSError as error:
        problems.append(messages.unreadable(source, error.strerror or type(error).__name__))
        return []
    problems.append(messages.no_such_file(source))
    return []


def _walk(folder: Path, problems: list[Problem]) -> Iterable[Path]:
    """Yield the YAML files of a folder; what a link points to inside the folder is yielded once, in its own place."""

    def refused(error: OSError) -> None:
        problems.append(messages.unreadable(str(error.filename), error.strerror or type(error).__name__))

    top = folder.resolve()
    for root, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *sorted(files)):
            path, is_folder = Path(root) / name, name in folders
            if name.startswith(".") or not (is_folder or name.lower().endswith(SUFFIXES)):
                continue
            if path.is_symlink() and path.exists():
                if not path.resolve().is_relative_to(top):
                    problems.append(messages.link_outside(str(path)))
            elif path.exists() and not is_folder and not path.is_file():
                problems.append(messages.not_ordinary(str(path)))
            elif not is_folder:
                yield path


def _read(path: Path, problems: list[Problem]) -> bytes | None:
    """Return the bytes of a file; a pipe that is itself the source is read as far as the limit."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(messages.too_large(str(path), size, MAX_BYTES))
            return None
        with path.open("rb") as stream:
            return _limited(stream, str(path), problems)
    except OSError as error:
        problems.append(messages.unreadable(str(path), error.strerror or type(error).__name__))
        return None


def _limited(stream: IO[bytes], file: str, problems: list[Problem]) -> bytes | None:
    try:
        data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        problems.append(messages.unreadable(file, getattr(error, "strerror", None) or str(error)))
        return None
    if len(data) > MAX_BYTES:
        problems.append(messages.too_large(file, len(data), MAX_BYTES))
        return None
    return data


def _decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            problems.append(messages.other_encoding(file, name))
            return None
    if b"\0" in data[:8192]:
        problems.append(messages.binary(file))
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = re.split(r"\r\n|\r|\n", data[: error.start].decode("utf-8"))
        position = Position(file, len(lines), len(lines[-1]) + 1)
        problems.append(messages.invalid_utf8(position, data[error.start]))
        return None


def merge(drafts: list[Mapping], problems: list[Problem]) -> Mapping:
    """Return one draft of several: sections joined, lists appended; a key defined twice is a problem naming both."""
    if len(drafts) == 1:
        return drafts[0]
    sections: dict[str, Entry] = {}
    for draft in drafts:
        for entry in draft.entries:
            first = sections.get(entry.key)
            sections[entry.key] = entry if first is None else _join(first, entry, problems)
    return Mapping(tuple(sections.values()), drafts[0].position)


def _join(first: Entry, second: Entry, problems: list[Problem]) -> Entry:
    """Return one entry of two with the same key; what only one file may say is a problem."""
    left, right = (_as_list(entry) if first.key in (*LISTED, "lost") else entry.value for entry in (first, second))
    if is_absent(left) or is_absent(right):
        return second if is_absent(left) else first
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        shared = SHARED if first.key == "register" else ()
        return replace(first, value=_joined(left, right, shared, problems))
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return replace(first, value=replace(left, items=(*left.items, *right.items)))
    same = isinstance(left, Scalar) and isinstance(right, Scalar) and left.text.strip() == right.text.strip()
    if first.key != "ropa" or not same:
        problems.append(messages.duplicate_key(second.position, second.key, first.position))
    return first


def _joined(left: Mapping, right: Mapping, shared: tuple[str, ...], problems: list[Problem]) -> Mapping:
    entries = {entry.key: entry for entry in left.entries}
    for entry in right.entries:
        known = entries.get(entry.key)
        if known is None:
            entries[entry.key] = entry
        elif entry.key in shared:
            entries[entry.key] = _join(known, entry, problems)
        else:
            problems.append(messages.duplicate_key(entry.position, entry.key, known.position))
    return replace(left, entries=tuple(entries.values()))


def _as_list(entry: Entry) -> Node:
    node = entry.value
    is_one = isinstance(node, Mapping) or (entry.key == "lost" and isinstance(node, Scalar))
    return Sequence((node,), node.position) if is_one and not is_absent(node) else node
