"""What the tests of SARIF and GitHub annotations share: a finding, and an outcome around findings or problems."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from ropa.checks import CHECKS, Finding, Severity
from ropa.checks.outcome import Outcome
from ropa.errors import Position, Problem
from ropa.formats.paths import Base

TOP = Path("/repository")

BASE = Base(here=TOP / "registers", root=TOP)

#: One finding of each kind of trouble for a format: none of these may appear unescaped anywhere.
NASTY = "50% off: a, b\r\n::error::run this ::stop-commands::x \u202eevil [link](http://evil.example)"


#: A register that cannot be resolved, for two reasons.
BROKEN = "ropa: 1\nregister: {organisation: nobody}\nactivities: {a: {purposes: [direct-markteing]}}\n"


def finding(code: str = "A106", at: str = "activities/payments", *, line: int = 4, **other: object) -> Finding:
    """Return a finding of a check that exists, at `ropa.yaml:LINE:3`; line 0: without a place."""
    position = Position("ropa.yaml", line, 3) if line else None
    found = Finding(
        code=code, name="made", severity=Severity.WARNING, at=at, message="made", fix="mend it", position=position
    )
    return replace(found, **other)  # type: ignore[arg-type]


def outcome(*findings: Finding, **other: object) -> Outcome:
    """Return an outcome of every check, of the register `ropa.yaml`."""
    made = Outcome(
        source="ropa.yaml", ran=CHECKS, findings=findings, facts_as_of=dt.date(2026, 11, 1),
        as_of=dt.date(2026, 11, 22), start=Position("ropa.yaml", 1, 1),
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def problem(message: str = "`x` is not known", *, file: str = "ropa.yaml", line: int = 2) -> Problem:
    """Return a problem with every part."""
    return Problem(Position(file, line, 5 if line else 0), message, "it names nothing", "declare it", "y")
