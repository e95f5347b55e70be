"""Every problem that reading can meet: what is wrong, why, what to do. Each stands in the gallery of the tests."""

from __future__ import annotations

import yaml

from ropa.errors import Position, Problem
from ropa.resolver.draft import Node, describe, shorten

_START = "An inventory is YAML text that begins with `ropa: 1`; `ropa schema` prints its grammar."

#: Words of the YAML parser and what they mean to a person: (part of its message, what, next step).
_FRIENDLY = (
    ("mapping values are not allowed", "a colon stands where no value can begin", "Quote the text, or indent the line."),
    ("could not find expected ':'", "a line lacks the colon after its key", "Write `key: value`, or quote the text."),
    ("did not find expected key", "the indentation does not fit the lines before", "Align the keys of one mapping."),
    ("did not find expected '-'", "the indentation does not fit the list", "Align the `-` of one list."),
    ("did not find expected ',' or ']'", "a list `[` is not closed", "Close it with `]`, items parted by commas."),
    ("did not find expected ',' or '}'", "a mapping `{` is not closed", "Close it with `}`, entries parted by commas."),
    ("found unexpected end of stream", "a quote is not closed", "Close the quotation mark."),
    ("found unknown escape character", "a backslash in double quotes has no meaning", "Use single quotes, or `\\\\`."),
    ("block sequence entries are not allowed", "a list begins where it cannot", "Put the `-` on a line of its own."),
    ("found character that cannot start any token", "a character cannot begin a value", "Quote the text."),
)


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
        _file(file), f"the file has {size / 1048576:.0f} MB", f"An inventory file may have {limit // 1048576} MB at most.",
        "Split it into several files in one folder, and keep documents beside it.",
    )  # fmt: skip


def binary(file: str) -> Problem:
    """The bytes are no text."""
    return Problem(
        _file(file), "this is not a text file", _START,
        "Give the inventory itself; a spreadsheet or a PDF is not read as one.",
    )  # fmt: skip


def invalid_utf8(position: Position, byte: int) -> Problem:
    """A byte is not valid UTF-8."""
    return Problem(
        position, f"byte 0x{byte:02x} is not valid UTF-8", "Inventories are read as UTF-8, so that names arrive unharmed.",
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
        position, f"anchor `&{shorten(name)}` is not accepted", "Each fact stands once, where it can be cited and counted.",
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


def duplicate_key(position: Position, key: str, first: Position) -> Problem:
    """The same key twice in one mapping."""
    return Problem(
        position, f"key `{shorten(key)}` stands twice (first at {first})",
        "One of the two would be lost, and nobody would see which.", "Merge the two, or rename one.",
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


def syntax(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The text is not YAML; the parser's words are put into plain ones where they are known."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _forbidden_character(error, text, file)
    position = Position(file, mark.line + 1, mark.column + 1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(
            position, "a tab is used for indentation", "YAML allows spaces only; how wide a tab is, nobody can say.",
            "Replace the tabs at the beginning of the line by spaces.",
        )  # fmt: skip
    words = str(getattr(error, "problem", "") or "the text is not YAML")
    for part, what, next_step in _FRIENDLY:
        if part in words:
            return Problem(position, what, f"The YAML parser says: {words}.", next_step)
    return Problem(position, f"this is not YAML ({words})", _START, "Look at this line and the one before.")


def _forbidden_character(error: yaml.YAMLError, text: str, file: str) -> Problem:
    offset = int(getattr(error, "position", 0) or 0)
    before = text[:offset]
    position = Position(file, before.count("\n") + 1, offset - before.rfind("\n"))
    return Problem(
        position, "a control character stands here", "YAML does not allow it, and most editors do not show it.",
        "Delete the character, or type the line again.",
    )  # fmt: skip
