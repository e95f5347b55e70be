"""What the YAML parser says, in words for people: where it really went wrong, what that is, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from ropa.errors import Position, Problem

_LINE_END = re.compile(r"\r\n|\r|\n")

#: Everything but what YAML allows in a file.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What some words of the parser mean.

    Attributes:
        words: pattern for its message; both parsers of the library have their own. within: pattern for its context.
        at_start: True when the place to look at is where the construct begins, not where the parser gave up.
    """

    words: str
    what: str
    next: str
    within: str = ""
    at_start: bool = False


_MEANINGS = (
    _Meaning("mapping values are not allowed", "a colon stands where no value can begin",
             "Quote text that contains a colon and a space, or add the colon that the line before lacks."),
    _Meaning("could not find expected ':'", "this line lacks the colon after its key",
             "Write `key: value`; quote text that goes over several lines.", at_start=True),
    _Meaning("expected ',' or ']'", "a list `[` is not closed", "Close it with `]`, items parted by commas.",
             at_start=True),
    _Meaning("expected ',' or '}'", "a mapping `{` is not closed", "Close it with `}`, entries parted by commas.",
             at_start=True),
    _Meaning("expected (the )?node content", "a bracket `[` or `{` is not closed, or holds nothing between two commas",
             "Close the bracket; quote text that begins with a bracket, a brace or a comma.", "flow", at_start=True),
    _Meaning("expected (the )?node content", "no value can begin with this character",
             "Quote text that begins with a bracket, a brace or a comma."),
    _Meaning("end of (stream|document)|document separator", "a quotation mark is not closed",
             "Close it; in single quotes write an apostrophe twice, or use double quotes.", "quoted", at_start=True),
    _Meaning("unknown escape character", "a backslash in double quotes has no meaning here",
             "Use single quotes, or write the backslash twice."),
    _Meaning("invalid Unicode character escape", "an escape stands for half a character",
             "Write the character itself; from a program, write JSON without escapes for other scripts (UTF-8)."),
    _Meaning("sequence entries are not allowed", "a list begins where it cannot", "Put the `-` on a line of its own."),
    _Meaning("cannot start any token", "no value can begin with this character",
             "Quote text that begins with `@`, a back-tick or `%`."),
    _Meaning("alphabetic or numeric character", "`*` or `&` stands where a value begins",
             "Quote text that begins with `*` or `&`."),
    _Meaning("expected key|expected <block end>", "this line does not fit the ones before it",
             "Align the keys of one mapping and the `-` of one list; nothing may follow a closing quotation mark.",
             "block mapping"),
    _Meaning("expected '-'|expected <block end>", "this line does not fit the list before it",
             "Align the `-` of one list, and indent what belongs to an item.", "block (sequence|collection)"),
    _Meaning("document start", "text follows where the document has ended", "Remove the `...`, or the text after it."),
)  # fmt: skip


def explain(error: Exception, text: str, file: str) -> Problem:
    """Return the problem that a parser error is; its position lies inside the text."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not isinstance(error, yaml.YAMLError):
        return _forbidden_character(text, file)
    lines = _LINE_END.split(text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    words, context = str(getattr(error, "problem", "") or ""), str(getattr(error, "context", "") or "")
    if "\t" in line[: len(line) - len(line.lstrip())] or "tab character" in words:
        return Problem(
            _inside(file, lines, mark.line, mark.column), "a tab is used for indentation",
            "YAML allows spaces only; how wide a tab is, nobody can say.",
            "Replace the tabs at the beginning of the line by spaces.",
        )  # fmt: skip
    start = getattr(error, "context_mark", None) or mark
    for meaning in _MEANINGS:
        if re.search(meaning.words, words) and re.search(meaning.within, context):
            at = start if meaning.at_start else mark
            why = f"The YAML parser says: {', '.join(filter(None, (context, words)))}."
            return Problem(_inside(file, lines, at.line, at.column), meaning.what, why, meaning.next)
    return Problem(
        _inside(file, lines, mark.line, mark.column), "this is not YAML",
        f"The YAML parser says: {', '.join(filter(None, (context, words)))}.", "Look at this line and the one before.",
    )  # fmt: skip


def _inside(file: str, lines: list[str], line: int, column: int) -> Position:
    """Return a position that exists: the parser counts one line more where the text ends with a line end."""
    while line > 0 and (line >= len(lines) or (line == len(lines) - 1 and not lines[line])):
        line = min(line, len(lines)) - 1
        column = len(lines[line])
    return Position(file, line + 1, min(column, len(lines[line])) + 1)


def _forbidden_character(text: str, file: str) -> Problem:
    """Return where the first character stands that YAML does not allow; the parser's own offsets count bytes."""
    found = _FORBIDDEN.search(text)
    offset = found.start() if found else 0
    before = _LINE_END.split(text[:offset])
    name = f"U+{ord(found[0]):04X}" if found else "not in Unicode"
    return Problem(
        Position(file, len(before), len(before[-1]) + 1), f"a control character stands here ({name})",
        "YAML does not allow it, and most editors do not show it.", "Delete the character, or type the line again.",
    )  # fmt: skip
