"""Running checks: all of them in order, a crash reported under its code, waivers applied, findings sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from ropa.checks.base import Check, Finding, Severity, Subject
from ropa.checks.waivers import waived
from ropa.errors import UsageError


def run(subject: Subject, checks: Sequence[Check], *, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what the checks find, sorted by position (file, line, column), code and address.

    Findings without a position come first. Waived findings are among them, with the reason in `waived`.

    Args:
        subject: what is checked.
        checks: every check that exists.
        codes: run only these; empty means all.

    Raises:
        UsageError: a code that no check has.
    """
    chosen = [find(code, checks) for code in codes]
    known = replace(subject, codes=frozenset(check.CODE for check in checks))
    found: list[Finding] = []
    for check in checks:
        if not chosen or check in chosen:
            found.extend(_run_one(check, known))
    ordered = sorted(found, key=_order)
    return waived(ordered, subject.register, as_of=subject.as_of)


def find(code: str, checks: Sequence[Check]) -> Check:
    """Return the check of that code (`A106`) or name (`retention-stated`), in any case.

    Raises:
        UsageError: there is none; names the nearest one and the families.
    """
    by_code = {check.CODE: check for check in checks}
    by_word = {**{check.NAME.upper(): check for check in checks}, **by_code}
    wanted = code.strip().upper()
    if wanted in by_word:
        return by_word[wanted]
    near = [by_word[word].CODE for word in get_close_matches(wanted, by_word, n=1)]
    families = ", ".join(sorted({known[0] for known in by_code}))
    raise UsageError(
        f"no check has the code `{code}`",
        next_step=f"Codes are a letter ({families}) and three digits, such as {min(by_code)}.",
        near=near[0] if near else None,
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings of each severity are not waived, worst severity first."""
    numbers = {str(severity): 0 for severity in Severity}
    for finding in findings:
        if not finding.waived:
            numbers[finding.severity] += 1
    return numbers


def _run_one(check: Check, subject: Subject) -> list[Finding]:
    """Return what one check finds; when it fails, what it had found by then and one finding that says so."""
    found: list[Finding] = []
    try:
        found.extend(check.check(subject))
    except Exception as error:  # any failure of one check must neither pass as "nothing found" nor end the others
        found.append(_crash(check, error))
    return found


def _crash(check: Check, error: Exception) -> Finding:
    return Finding(
        code=check.CODE,
        name=check.NAME,
        severity=Severity.ERROR,
        at="register",
        message=f"this check failed ({type(error).__name__}: {error}); the register is not known to be fine here",
        fix="report this as a fault of the tool, with the register or the part of it that sets it off",
        articles=check.ARTICLES,
        crashed=True,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    place = tuple(finding.position) if finding.position is not None else ("", 0, 0)
    return (*place, finding.code, finding.at, finding.message)
