"""What one run of the checks came to, whatever it is then written as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ropa.checks.base import Check, Finding, Severity
from ropa.checks.engine import counts, find
from ropa.checks.families import scope_text
from ropa.checks.rendering import as_json, as_text, summary
from ropa.errors import Position, Problem
from ropa.law import NO_OWN_ROWS, OwnLaw
from ropa.model.register import Document


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Findings, or the problems that kept the register from being resolved, and what was asked.

    Attributes:
        source: the file or folder as the user named it; empty where it was neither (standard input).
        ran: the checks that ran, or would have; chosen: True when somebody asked for these only.
        findings: in the order of the engine, waived ones included; empty where there are problems.
        problems: why nothing was computed; empty where something was.
        facts_as_of, as_of: date of the facts and of the law; None where not known.
        start: where the register begins: the place of findings that have none of their own.
        documents: of the register, by key.
        own: rows of law of somebody's own, by which it was checked.
        files: path of each document that is at hand, by its key, as the register or the user names it.
    """

    source: str
    ran: tuple[Check, ...]
    chosen: bool = False
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts_as_of: dt.date | None = None
    as_of: dt.date | None = None
    start: Position | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    own: OwnLaw = NO_OWN_ROWS

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Those that no waiver moves aside."""
        return tuple(finding for finding in self.findings if not finding.waived)

    @property
    def waived_findings(self) -> tuple[Finding, ...]:
        """Those that a waiver moves aside."""
        return tuple(finding for finding in self.findings if finding.waived)

    def exit_code(self, fail_on: Severity | None) -> int:
        """Return 2 for problems, 1 for an unwaived finding at least as bad as `fail_on` (None: none is), else 0."""
        if self.problems:
            return 2
        if fail_on is None:
            return 0
        found = counts(self.findings)
        return 1 if any(found[severity] for severity in Severity if severity.rank <= fail_on.rank) else 0

    def as_json(self) -> dict[str, object]:
        """Return the JSON form of the findings, or of the problems; format 1."""
        if self.problems or self.as_of is None:
            return {"format": 1, "problems": [problem.as_json() for problem in self.problems]}
        return {**as_json(self.findings, self.facts_as_of, self.as_of), **self.own.as_json()}

    def as_text(self) -> str:
        """Return the problems or the findings as text, with what was looked at and the two dates."""
        if self.problems:
            told = "".join(f"{problem.as_text()}\n" for problem in self.problems)
            return f"{told}{self.headline()}\n"
        return f"{as_text(self.findings)}{self._small_print()}"

    def closing(self) -> str:
        """Return the counts, what was looked at, and the two dates, without the findings; ends with a line feed."""
        if self.problems:
            return f"{self.headline()}\n"
        return f"{summary(self.findings)}\n{self._small_print()}"

    def headline(self) -> str:
        """Return one line on the result."""
        if not self.problems:
            return summary(self.findings)
        count = len(self.problems)
        return f"{count} problem{'' if count == 1 else 's'} in the input; nothing was computed."

    def scope(self) -> str:
        """Return what was looked at and what was not."""
        return scope_text([check.CODE for check in self.ran], chosen=self.chosen)

    def _small_print(self) -> str:
        own = f", {self.own.said}" if self.own else ""
        return f"{self.scope()}\nfacts as of {_day(self.facts_as_of)}, law as of {_day(self.as_of)}{own}\n"


def ran_checks(checks: Sequence[Check], codes: Sequence[str]) -> tuple[Check, ...]:
    """Return the checks of these codes or names, each once and in the order of `checks`; all where none is given."""
    chosen = [find(code, checks) for code in codes]
    return tuple(check for check in checks if not chosen or check in chosen)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else "not stated"
