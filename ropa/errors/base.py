"""Where a statement stands, what can be wrong with an input, and the exceptions of this package.

Three things are kept apart everywhere: a *problem* (the input cannot be resolved), a *finding* (a resolved register
lacks or contradicts something; made in `ropa.checks`), and an *exception* (the tool cannot continue).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Position(NamedTuple):
    """A place in an input file: the path as the user wrote it, line and column from 1 (characters, not bytes).

    Line 0 stands for the file or folder as a whole; as text it is the path alone.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One reason why an input could not be resolved.

    Attributes:
        position: where it stands; line 0 means the file or folder as a whole.
        message: what is wrong, one clause without a full stop.
        why: the rule that it breaks.
        next: what to do about it.
        near: the nearest known key or name, or None.
    """

    position: Position
    message: str
    why: str
    next: str
    near: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the shape of DESIGN section 7: file, line, column, message, why, next, near."""
        return {
            "file": self.position.file,
            "line": self.position.line,
            "column": self.position.column,
            "message": self.message,
            "why": self.why,
            "next": self.next,
            "near": self.near,
        }

    def as_text(self) -> str:
        """Return `FILE:LINE:COL: message`, then why and what to do, indented."""
        near = f" Did you mean `{self.near}`?" if self.near else ""
        return f"{self.position}: {self.message}.{near}\n    why:  {self.why}\n    next: {self.next}"


class RopaError(Exception):
    """Root of every exception that this package raises on purpose."""


class InputProblems(RopaError):  # noqa: N818 - names what it carries
    """The input could not be resolved; carries every problem found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=lambda p: (p.position, p.message)))
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the input")


class UsageError(RopaError, ValueError):
    """A question or option that makes no sense here; says what was asked, why not, and what is accepted."""

    def __init__(self, message: str, *, why: str = "", next_step: str = "", near: str | None = None) -> None:
        self.message = message
        self.why = why
        self.next_step = next_step
        self.near = near
        parts = [message + "."]
        if near:
            parts.append(f"Did you mean `{near}`?")
        parts.extend(part for part in (why, next_step) if part)
        super().__init__(" ".join(parts))


class RenderError(RopaError):
    """A picture or document could not be made whole, so nothing was written."""
