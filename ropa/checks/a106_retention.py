"""Every data category of an activity has a time limit for its erasure, or a criterion for one.

An error where nothing at all is said of the time limits of an activity, a warning where some of its
categories are left out, an info finding where only `general` speaks of them, or only one case (`when`).

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, name]
        retention:
          - {data: [name], trigger: last order, period: P3Y}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, name]
        retention:
          - {data: [name], trigger: last order, period: P3Y}
          - {data: [email-address], trigger: consent withdrawn, period: P30D}

Why: Article 30(1)(f) asks, where possible, for the envisaged time limits for the erasure of the
different categories of data; criteria do where no number can be given (compare Article 13(2)(a)). A
rule about a broader category holds for what belongs to it, a rule about some kinds of people only
for them, a rule `by:` others only for what those hold. One rule for everything in `general` is recorded
as "stated generally", but not for what only a recipient holds that decides for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import covers_data, covers_subject, data_of, is_rule, pairs_of, recorded, titles
from ropa.checks.retention import reach_of
from ropa.model.activities import Activity, Retention
from ropa.model.register import Register
from ropa.model.words import Certainty

CODE = "A106"
NAME = "retention-stated"
ASKS = "Are the time limits for erasure stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(f)", "5(1)(e)", "13(2)(a)", "14(2)(a)")
ITEMS = ("A30-1-f", "N13-2a", "N14-2a", "P5-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_FIX = "add `retention:` with `data`, `trigger` and `period` (such as P2Y), or `criterion` where no number is possible"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity for each of: no rule, one of others, only a general one, only one for a case."""
    register = subject.register
    general = _rules(register.general)
    limits = _limits(general)
    away = _not_reached(register) if general else {}
    for activity in recorded(register):
        rules = _rules(activity)
        own = tuple(rule for rule in rules if not _of_others(register, rule))
        without = [key for key in data_of(activity) if not _covered(register, activity, own, key)]
        out = away.get(activity.key, ())
        unsaid = [key for key in without if key in out or not _covered(register, activity, general, key)]
        elsewhere = [key for key in unsaid if _covered(register, activity, rules, key)]
        nowhere = [key for key in unsaid if key not in elsewhere]
        if not rules and not general:
            yield _found(activity, "no time limit or criterion for erasure is stated", Severity.ERROR)
        elif nowhere:
            said = f"no time limit or criterion for erasure is stated for {titles(register, nowhere)}"
            yield _found(activity, said, Severity.WARNING if rules or len(unsaid) < len(without) else Severity.ERROR)
        if elsewhere:
            yield _found(activity, _held_by_others(register, rules, elsewhere), Severity.WARNING)
        generally = [key for key in without if key not in unsaid and _covered(register, activity, limits, key)]
        if generally:
            said = f"the time limit for {titles(register, generally)} is stated only generally, not for this activity"
            yield _found(activity, said, Severity.INFO)
        for case, keys in _in_one_case(register, activity, (*_limits(own), *limits)).items():
            said = f"the time limit for {titles(register, keys)} is stated only for one case: {case}"
            yield _found(activity, said, Severity.INFO)


def _not_reached(register: Register) -> dict[str, set[str | None]]:
    """Return, by activity, the categories that no general rule reaches where they are, about some people.

    A rule that names no holder is about what the organisation holds, or somebody for it: others decide for themselves.
    """
    places: dict[tuple[str, str | None, str | None], dict[bool, list[bool]]] = {}
    for held, reaching in reach_of(register).met:
        if held.certainty.rank <= Certainty.POSSIBLE.rank:
            known = places.setdefault((held.activity, held.subject, held.data), {True: [], False: []})
            reached = any(item.rule.is_general and item.rule.is_said for item in reaching)
            known[held.is_own or held.acting].append(reached)
    found: dict[str, set[str | None]] = {}
    for (activity, _, data), known in places.items():
        if not any(known[True] or known[False]):
            found.setdefault(activity, set()).add(data)
    return found


def _rules(activity: Activity | None) -> tuple[Retention, ...]:
    return () if activity is None else tuple(rule for rule in activity.retention if is_rule(rule))


def _limits(rules: tuple[Retention, ...]) -> tuple[Retention, ...]:
    """Return the rules that say how long; of the others A161 tells."""
    return tuple(rule for rule in rules if rule.period or rule.criterion)


def _in_one_case(register: Register, activity: Activity, limits: tuple[Retention, ...]) -> dict[str, list[str]]:
    """Return, by case, the categories of which all limits are for that case alone."""
    found: dict[str, list[str]] = {}
    for key in data_of(activity):
        cases = {rule.when.strip() for rule in limits if covers_data(register, rule, key)}
        if len(cases) == 1 and "" not in cases:
            found.setdefault(cases.pop(), []).append(key)
    return found


def _of_others(register: Register, rule: Retention) -> bool:
    """Return whether a rule is only about what organisations outside hold."""
    return bool(rule.by) and not any(register.is_internal(key) for key in rule.by)


def _held_by_others(register: Register, rules: tuple[Retention, ...], categories: list[str]) -> str:
    holders = sorted({key for rule in rules if _of_others(register, rule) for key in rule.by})
    holds = "holds" if len(holders) == 1 else "hold"
    return (
        f"the time limit for {titles(register, categories)} is for what {titles(register, holders)} {holds}; "
        "for the organisation's own copy none is stated"
    )


def _covered(register: Register, activity: Activity, rules: tuple[Retention, ...], category: str) -> bool:
    """Return whether the rules reach a category about everybody of whom the activity holds it."""
    about = [rule for rule in rules if covers_data(register, rule, category)]
    subjects = {pair.subject for pair in pairs_of(activity) if pair.data == category} or {None}
    return all(any(covers_subject(register, rule, subject) for rule in about) for subject in subjects)


def _found(activity: Activity, message: str, severity: Severity) -> Finding:
    return _finding(
        f"activities/{activity.key}",
        f"{activity.title}: {message}",
        fix=_FIX,
        position=activity.position,
        severity=severity,
    )
