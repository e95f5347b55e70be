"""Every problem that reading can meet: what is wrong, why, what to do. Each stands in the gallery of the tests."""

from __future__ import annotations

from ropa.errors import Position, Problem
from ropa.readers.syntax import explain
from ropa.resolver.draft import Node, describe, shorten

_START = "An inventory is YAML text that begins with `ropa: 1`; `ropa schema` prints its grammar."


def _file(file: str) -> Position:
    return Position(file, 0, 0)


def no_such_file(file: str) -> Problem:
    """The source does not exist."""
    return Problem(
        _file(file), "there is no such file or folder", "The path was looked up from the folder you are in.",
        "Check the spelling, or give the path of an inventory file or of a folder of them.",
    )  # fmt: skip


def unreadable(file: str, reason: str) -> Problem:
    """The operating system refuses to read."""
    return Problem(
        _file(file), f"it cannot be read ({reason})", "The operating system refused it.",
        "Check the permissions and that it is an ordinary file.",
    )  # fmt: skip


def too_large(file: str, size: int, limit: int) -> Problem:
    """The file is larger than an inventory can sensibly be."""
    return Problem(
        _file(file), f"the file is larger than {limit // 1048576} MB (at least {size:,} bytes)",
        f"An inventory file may have {limit // 1048576} MB at most; registers of thousands of flows stay far below.",
        "Split it into several files in one folder, and keep documents beside it.",
    )  # fmt: skip


def binary(file: str) -> Problem:
    """The bytes are no text."""
    return Problem(
        _file(file), "this is not a text file", _START,
        "Give the inventory itself; a spreadsheet or a PDF is not read as one.",
    )  # fmt: skip


def other_encoding(file: str, name: str) -> Problem:
    """The text is in UTF-16 or UTF-32, as some programs save it."""
    return Problem(
        _file(file), f"the file is written in {name}", "Inventories are read as UTF-8, so that names arrive unharmed.",
        "Save the file as UTF-8 in your editor.",
    )  # fmt: skip


def invalid_utf8(position: Position, byte: int) -> Problem:
    """A byte is not valid UTF-8."""
    return Problem(
        position, f"byte 0x{byte:02x} is not valid UTF-8",
        "Inventories are read as UTF-8, so that names arrive unharmed.",
        "Save the file as UTF-8 in your editor.",
    )  # fmt: skip


def empty_file(file: str) -> Problem:
    """Nothing is written."""
    return Problem(_file(file), "the file is empty", _START, "Write the register, or give another file.")


def empty_folder(file: str) -> Problem:
    """The folder has no inventory."""
    return Problem(
        _file(file), "the folder holds no YAML file", "A folder is read recursively: `*.yaml` and `*.yml`.",
        "Put the inventory there, or give another folder. Names that begin with a dot are not read.",
    )  # fmt: skip


def not_a_mapping(root: Node) -> Problem:
    """The text is a list or a single value."""
    return Problem(
        root.position, f"the file holds {describe(root)} where a mapping belongs", _START,
        "Begin with keys such as `ropa: 1` and `register:`.",
    )  # fmt: skip


def several_documents(position: Position) -> Problem:
    """More than one YAML document in a file."""
    return Problem(
        position, "a second YAML document begins here", "One file holds one document; what follows would be ignored.",
        "Remove the `---`, or put the rest into a file of its own in the same folder.",
    )  # fmt: skip


def anchor(position: Position, name: str) -> Problem:
    """Anchors are refused."""
    return Problem(
        position, f"anchor `&{shorten(name)}` is not accepted",
        "Each fact stands once, where it can be cited and counted.",
        "Write the value out, or give the thing a key and refer to that. Quote text that begins with `&`.",
    )  # fmt: skip


def alias(position: Position, name: str) -> Problem:
    """Aliases are refused."""
    return Problem(
        position, f"alias `*{shorten(name)}` is not accepted", "Aliases can hide a file of gigabytes in a few lines.",
        "Write the value out, or give the thing a key and refer to that. Quote text that begins with `*`.",
    )  # fmt: skip


def merge_key(position: Position) -> Problem:
    """Merge keys are refused."""
    return Problem(
        position, "the merge key `<<` is not accepted", "Each fact stands once, where it can be cited and counted.",
        "Write the keys out.",
    )  # fmt: skip


def tag(position: Position, name: str) -> Problem:
    """Tags are refused."""
    return Problem(
        position, f"tag `{shorten(name)}` is not accepted", "Every field has its own type; tags could change it.",
        "Remove the tag. Quote text that begins with `!`.",
    )  # fmt: skip


def collection_as_key(position: Position) -> Problem:
    """A list or mapping stands where a key belongs."""
    return Problem(
        position, "a list or mapping stands where a key belongs", "Keys are words.",
        "Quote text that contains brackets or braces.",
    )  # fmt: skip


def empty_key(position: Position) -> Problem:
    """Nothing stands before the colon."""
    return Problem(
        position, "a key is missing before the colon", "Every value has a name; without it nobody knows what it is.",
        "Write the key, or quote text that begins with a colon.",
    )  # fmt: skip


def link_outside(file: str) -> Problem:
    """A link in the folder leads out of it."""
    return Problem(
        _file(file), "this link leads out of the folder of the register",
        "A register is read from its own folder only, so that nobody can make it read others.",
        "Copy the file or folder there, or remove the link.",
    )  # fmt: skip


def not_ordinary(file: str) -> Problem:
    """A pipe, socket or device among the files of a folder."""
    return Problem(
        _file(file), "this is not an ordinary file", "Reading a pipe, socket or device could wait for ever.",
        "Remove it from the folder of the register, or give it a name that does not end in `.yaml` or `.yml`.",
    )  # fmt: skip


def duplicate_key(position: Position, key: str, first: Position) -> Problem:
    """The same key twice in one mapping."""
    return Problem(
        position, f"`{shorten(key)}` stands here a second time (first at {first})",
        "A key has one value; with two of them one would be lost unseen.", "Merge the two, or rename one.",
    )  # fmt: skip


def too_deep(position: Position, limit: int) -> Problem:
    """Nested beyond any inventory."""
    return Problem(
        position, f"more than {limit} levels of nesting", "No part of an inventory is that deep.",
        "Look for brackets that are never closed.",
    )  # fmt: skip


def too_many_nodes(position: Position, limit: int) -> Problem:
    """More values than any inventory."""
    return Problem(
        position, f"more than {limit:,} values in one file", "An inventory of that size is a mistake or an attack.",
        "Split it into several files in one folder.",
    )  # fmt: skip


def syntax(error: Exception, text: str, file: str) -> Problem:
    """The text is not YAML; the parser's words are put into plain ones where they are known."""
    return explain(error, text, file)
