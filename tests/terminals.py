"""A terminal for tests: a stream that says it is one, of a width that the test chooses."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from ropa.cli.main import run


class Screen(io.StringIO):
    """Text that thinks it stands on a screen."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Shown(NamedTuple):
    """What a run left: its exit code, and what stands on the screen, messages apart."""

    code: int
    out: str
    err: str


def on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], *, columns: int = 80, colour: bool = False
) -> Shown:
    """Run a command line as in a terminal of that many columns."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    monkeypatch.setenv("FORCE_COLOR", "")
    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    try:
        code = run(list(arguments))
    finally:
        monkeypatch.undo()
    return Shown(code, out.getvalue(), err.getvalue())
