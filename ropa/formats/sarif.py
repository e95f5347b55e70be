"""SARIF 2.1.0 (OASIS standard): findings for code scanning, editors and archives.

The rules carry the manual pages, so that a reader needs nothing else. What a waiver moved aside stays a result, marked
as suppressed; problems and failed checks make the run unsuccessful and are results as well, because a viewer that looks
at results only would otherwise show a broken register as a clean one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

from ropa.checks.base import Finding, Severity
from ropa.checks.outcome import Outcome
from ropa.errors import Position, Problem, __version__
from ropa.formats.base import ended, one_line
from ropa.formats.paths import Base, place_of, web_address
from ropa.formats.sarif_rules import PROBLEM_ID, problem_rule, rule_of
from ropa.model.base import Cite

JsonObject = dict[str, Any]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: What relative paths are relative to; GitHub and others know the name.
ROOT: Final = "%SRCROOT%"

#: Our own key: `primaryLocationLineHash` is GitHub's, which computes another value and warns where one is there.
FINGERPRINT: Final = "ropaAddress/v1"

LEVELS: Final = MappingProxyType({Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"})


def render_sarif(outcome: Outcome, base: Base) -> str:
    """Return the log as text; the same findings give the same text.

    Args:
        outcome: what the checks came to. base: paths are written from its root.
    """
    return ended(json.dumps(sarif_log(outcome, base), indent=2, ensure_ascii=False))


def sarif_log(outcome: Outcome, base: Base) -> JsonObject:
    """Return the log: one run, one rule per check that ran, findings and problems as results in the order given."""
    index = {check.CODE: number for number, check in enumerate(outcome.ran)}
    rules = [rule_of(check, LEVELS[check.SEVERITY]) for check in outcome.ran]
    marks = _fingerprints(outcome.findings)
    results = [
        _result(finding, index[finding.code], mark, outcome, base)
        for finding, mark in zip(outcome.findings, marks, strict=True)
    ]
    if outcome.problems:
        results = [_problem_result(problem, len(rules), base) for problem in outcome.problems]
        rules.append(problem_rule())
    run = {
        "tool": {"driver": _driver(rules)},
        "automationDetails": {"id": _category(outcome, base)},
        "invocations": [_invocation(outcome, index, base)],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": _dates(outcome),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(rules: list[JsonObject]) -> JsonObject:
    return {
        "name": "ropa",
        "fullName": f"ropa-register {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "shortDescription": {"text": "Checks a record of processing activities (GDPR Article 30)."},
        "rules": rules,
    }


def _category(outcome: Outcome, base: Base) -> str:
    """Return what keeps the alerts of two registers in one repository apart: the source, as a category."""
    source = base.uri(outcome.source) if outcome.source else "stdin"
    return f"ropa/{source}/"


def _dates(outcome: Outcome) -> JsonObject:
    return {
        "format": 1,
        "factsAsOf": outcome.facts_as_of.isoformat() if outcome.facts_as_of else None,
        "asOf": outcome.as_of.isoformat() if outcome.as_of else None,
        "summary": outcome.headline(),
        "scope": outcome.scope(),
        **({"ownRowsOfLaw": outcome.own.as_json()["own_rows"]} if outcome.own else {}),
    }


def _invocation(outcome: Outcome, index: dict[str, int], base: Base) -> JsonObject:
    crashed = [finding for finding in outcome.findings if finding.crashed]
    told = [_problem_note(problem, base) for problem in outcome.problems]
    told += [
        {
            "level": "error",
            "message": {"text": f"{finding.code}: {one_line(finding.message)}"},
            "associatedRule": {"id": finding.code, "index": index[finding.code]},
        }
        for finding in crashed
    ]
    return {"executionSuccessful": not told, "toolExecutionNotifications": told}


def _result(finding: Finding, rule: int, mark: str, outcome: Outcome, base: Base) -> JsonObject:
    place = place_of(finding.position, outcome.start, outcome.source)
    related = [_cited(number, cite, outcome, base) for number, cite in enumerate(finding.cites, start=1)]
    result: JsonObject = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{**_physical(place, base), "logicalLocations": [_logical(finding.at)]}],
        "partialFingerprints": {FINGERPRINT: mark},
        # Where one result of a run has this property, every one has it: empty says "not suppressed".
        "suppressions": [],
        "properties": {"articles": list(finding.articles), **({"crashed": True} if finding.crashed else {})},
    }
    if related:
        result["relatedLocations"] = related
    if finding.waived:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": one_line(finding.waived)},
        ]
    return result


def _message(finding: Finding) -> str:
    """Return what is wrong, what to do, and a link to each citation."""
    parts = [_sentence(finding.message)]
    if finding.fix:
        parts.append(_sentence(f"Fix: {finding.fix}"))
    if finding.cites:
        links = (f"[{_escaped(cite.as_text())}]({number})" for number, cite in enumerate(finding.cites, start=1))
        parts.append(f"Cites: {', '.join(links)}.")
    return " ".join(parts)


def _sentence(text: str) -> str:
    plain = _plain(text)
    return plain if plain.endswith((".", "!", "?", "…")) else f"{plain}."


def _plain(text: str) -> str:
    """Return the text on one line; `[text](target)` is a link in a message, which people's text must not become."""
    return one_line(text).replace("](", "] (")


def _escaped(text: str) -> str:
    return _plain(text).replace("[", "\\[").replace("]", "\\]")


def _physical(place: Position, base: Base, *, last_line: int = 0) -> JsonObject:
    uri = base.uri(place.file)
    artifact = {"uri": uri, "uriBaseId": ROOT} if base.relative(place.file) is not None else {"uri": uri}
    return {"physicalLocation": {"artifactLocation": artifact, **_region(place, last_line)}}


def _region(place: Position, last_line: int) -> JsonObject:
    if not place.line:
        return {}
    region = {"startLine": place.line}
    if place.column:
        region["startColumn"] = place.column
    if last_line > place.line:
        region["endLine"] = last_line
    return {"region": region}


def _logical(at: str) -> JsonObject:
    return {"name": one_line(at.rpartition("/")[2]), "fullyQualifiedName": one_line(at)}


def _cited(number: int, cite: Cite, outcome: Outcome, base: Base) -> JsonObject:
    """Return where a citation points: into the document at hand, to its address, or to where the register cites it."""
    document = outcome.documents.get(cite.document)
    title = f", {one_line(document.title)}" if document is not None else ""
    url = web_address(document.url) if document is not None and document.url else None
    if cite.document in outcome.files:
        place = _physical(Position(outcome.files[cite.document], cite.first, 0), base, last_line=cite.last)
    elif url is not None:
        place = {"physicalLocation": {"artifactLocation": {"uri": url}}}
    else:
        place = _physical(place_of(cite.position, outcome.start, outcome.source), base)
    message = {"text": f"{one_line(cite.as_text())}{title}"}
    return {"id": number, **place, "logicalLocations": [_logical(f"documents/{cite.document}")], "message": message}


def _problem_result(problem: Problem, rule: int, base: Base) -> JsonObject:
    return {
        "ruleId": PROBLEM_ID,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": _problem_text(problem)},
        "locations": [_physical(problem.position, base)],
        "partialFingerprints": {FINGERPRINT: _digest(PROBLEM_ID, problem.message, "")},
        "suppressions": [],
    }


def _problem_note(problem: Problem, base: Base) -> JsonObject:
    return {
        "level": "error",
        "message": {"text": _problem_text(problem)},
        "locations": [_physical(problem.position, base)],
        "associatedRule": {"id": PROBLEM_ID},
    }


def _problem_text(problem: Problem) -> str:
    near = f"Did you mean `{problem.near}`?" if problem.near else ""
    parts = (_sentence(problem.message), near, _sentence(problem.why), _sentence(problem.next))
    return " ".join(part for part in parts if part)


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return what stays the same while lines move and wording changes: code, address, and a number among equals.

    Equals are numbered by their text, so that moving them about in the file changes nothing.
    """
    marks = [""] * len(findings)
    seen: dict[tuple[str, str], int] = {}
    for place in sorted(range(len(findings)), key=lambda place: findings[place].message):
        finding = findings[place]
        number = seen.get((finding.code, finding.at), 0)
        seen[finding.code, finding.at] = number + 1
        marks[place] = _digest(finding.code, finding.at, str(number))
    return marks


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
