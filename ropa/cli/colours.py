"""Colours and line lengths of a terminal; nothing of this ever reaches a file or a pipe that did not ask for it.

`NO_COLOR` (https://no-color.org) turns colours off, whatever else is set; `FORCE_COLOR` turns them on where the output
is no terminal, as in the logs of a CI job. No colour carries a meaning alone: the word beside it says the same.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from ropa.cli.output import is_standard, terminal_width

if TYPE_CHECKING:
    from ropa.formats.base import Paint

#: Parameters of the escape sequence by style; those that every palette of a terminal keeps legible.
_CODES = {"head": "1", "faint": "2", "error": "1;31", "warning": "33", "info": "36"}

#: A finding: its first line, and the line that says how bad it is.
_FINDING = re.compile(r"(?P<where>.*?: )(?P<code>[A-Z][0-9]{3})(?P<message> .*)")
_SEVERITY = re.compile(r"    (?P<severity>error|warning|info)(?P<rest> at .*)")
#: The first line of a problem.
_PROBLEM = re.compile(r"(?P<where>\S.*?:[0-9]+:[0-9]+: )(?P<message>.*)")
#: A line that begins with what it is about: `    fix: ...`, `    why:  ...`.
_LABELLED = re.compile(r"(?P<label> +(?:fix|cites|why|next|waived): +)(?P<text>.*)")


def coloured(stream: TextIO | None) -> bool:
    """Return whether what is written there is coloured.

    Both variables count when they are set and not empty; `FORCE_COLOR=0` counts as not set.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def painter(output: str | None = None) -> Paint:
    """Return what makes text stand out that goes to that place: colours, or nothing."""
    return _painted if is_standard(output) and coloured(sys.stdout) else _plain


def _painted(text: str, style: str) -> str:
    code = _CODES.get(style, "")
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def _plain(text: str, style: str) -> str:  # noqa: ARG001
    return text


def findings_for(text: str, output: str | None) -> str:
    """Return the text of findings as that place shows them: lines no longer than a terminal, codes by severity.

    Args:
        text: blocks apart by empty lines, as `ropa check` writes them; a place that is no terminal gets the same text.
    """
    paint = painter(output)
    width = terminal_width() if is_standard(output) and _is_terminal(sys.stdout) else None
    if paint is _plain and width is None:
        return text
    return "\n\n".join("\n".join(_block(block, paint, width)) for block in text.split("\n\n"))


def problem_for(text: str) -> str:
    """Return the text of a problem, or another message, as standard error shows it."""
    paint = _painted if coloured(sys.stderr) else _plain
    width = terminal_width() if _is_terminal(sys.stderr) and _is_terminal(sys.stdout) else None
    if paint is _plain and width is None:
        return text
    return "\n".join(_block(text, paint, width))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _block(block: str, paint: Paint, width: int | None) -> Iterator[str]:
    """Yield the lines of one finding; the severity stands below the line that it colours."""
    lines = block.split("\n")
    said = next((match["severity"] for match in map(_SEVERITY.fullmatch, lines) if match), "head")
    for line in lines:
        first, *rest = _folded(line, width)
        yield _line(first, said, paint)
        yield from rest


def _line(line: str, severity: str, paint: Paint) -> str:
    finding, said, labelled = _FINDING.fullmatch(line), _SEVERITY.fullmatch(line), _LABELLED.fullmatch(line)
    problem = _PROBLEM.fullmatch(line)
    if said:
        return f"    {paint(said['severity'], said['severity'])}{paint(said['rest'], 'faint')}"
    if labelled:
        return f"{paint(labelled['label'], 'faint')}{labelled['text']}"
    if finding:
        return f"{paint(finding['where'], 'faint')}{paint(finding['code'], severity)}{finding['message']}"
    return f"{paint(problem['where'], 'head')}{problem['message']}" if problem else line


def _folded(line: str, width: int | None) -> list[str]:
    """Return the line in pieces that fit, the later ones further in; a longer word, such as a path, stays whole."""
    if width is None or len(line) <= width // 2:
        return [line]
    from ropa.formats.table import text_width

    first = line[: len(line) - len(line.lstrip(" "))]
    found: list[str] = []
    made = first
    for word in line.split():
        joined = f"{made} {word}" if made.strip() else f"{made}{word}"
        if made.strip() and text_width(joined) > width:
            found.append(made)
            made = f"{first}    {word}"
        else:
            made = joined
    return [*found, made]
