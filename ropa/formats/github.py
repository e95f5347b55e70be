"""GitHub workflow commands: each finding as an annotation at its line, while the check runs.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions describes the commands. A page shows only
the first annotations of each level and step; the log has them all, so each message says everything by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Finding, Severity
from ropa.checks.outcome import Outcome
from ropa.checks.pages import headed
from ropa.checks.rendering import further
from ropa.errors import Position, Problem
from ropa.formats.base import one_line
from ropa.formats.paths import Base, place_of
from ropa.language import articles, plural

_COMMANDS: Final = MappingProxyType({Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"})


def render_github(outcome: Outcome, base: Base) -> str:
    """Return one command per problem or finding, one notice for what is waived, then the counts as plain lines.

    Args:
        outcome: what the checks came to. base: paths are written from its root.
    """
    lines = [_problem(problem, base) for problem in outcome.problems]
    heads = {check.CODE: headed(check) for check in outcome.ran}
    lines += [_finding(finding, heads[finding.code], outcome, base) for finding in outcome.open_findings]
    aside = len(outcome.waived_findings)
    if aside:
        lines.append(_command("notice", {"title": "waivers"}, [f"{plural(aside, 'finding')} moved aside by waivers"]))
    if outcome.own:
        lines.append(_command("notice", {"title": "own rows of law"}, [f"checked {outcome.own.said}"]))
    return "".join(f"{line}\n" for line in lines) + outcome.closing()


def _finding(finding: Finding, head: str, outcome: Outcome, base: Base) -> str:
    place = place_of(finding.position, outcome.start, outcome.source)
    return _command(
        _COMMANDS[finding.severity],
        {**_place(place, base), "title": head},
        _told(place, base, list(_lines(finding))),
    )


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.code} {finding.message}"
    if finding.fix:
        yield f"fix: {finding.fix}"
    cited = f"; {articles(finding.articles)}" if finding.articles else ""
    yield f"{finding.severity} at {finding.at}{cited}"
    cites = further(finding)
    if cites:
        yield f"cites: {', '.join(cite.as_text() for cite in cites)}"


def _problem(problem: Problem, base: Base) -> str:
    near = f" Did you mean `{problem.near}`?" if problem.near else ""
    lines = [f"{problem.message}.{near}", f"why: {problem.why}", f"next: {problem.next}"]
    properties = {**_place(problem.position, base), "title": "the register could not be resolved"}
    return _command("error", properties, _told(problem.position, base, lines))


def _place(place: Position, base: Base) -> dict[str, str]:
    """Return file, line and column; nothing for standard input and for files outside the repository."""
    file = base.relative(place.file)
    if file is None:
        return {}
    found = {"file": file}
    if place.line:
        found |= {"line": str(place.line), "col": str(place.column)}
    return found


def _told(place: Position, base: Base, lines: Sequence[str]) -> list[str]:
    """Return the lines, the first with the place in front where the command itself cannot point there."""
    return list(lines) if base.relative(place.file) is not None else [f"{place}: {lines[0]}", *lines[1:]]


def _command(name: str, properties: dict[str, str], lines: Sequence[str]) -> str:
    listed = ",".join(f"{key}={_property(one_line(text))}" for key, text in properties.items())
    message = "\n".join(one_line(line) for line in lines)
    return f"::{name} {listed}::{_data(message)}" if listed else f"::{name}::{_data(message)}"


def _data(text: str) -> str:
    """Return the text as a message: it cannot begin a command of its own, because it never begins a line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
