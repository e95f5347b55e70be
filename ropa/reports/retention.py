"""Letter (f): time limits as the register states them, then the data for which it states none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ropa.language import duration, listing
from ropa.model.activities import Activity, Retention
from ropa.model.register import Register
from ropa.model.words import Certainty
from ropa.reports.base import Block, Cell, Row, Table, Value, cell, chip, columns, not_stated, optional_cell, row
from ropa.reports.facts import Fact, facts_cell, facts_of
from ropa.reports.given import Given
from ropa.reports.letters import Letter, best_status, letter, missing
from ropa.reports.values import part, said, titles, word

COLUMNS = columns(
    ("data", "Data", 30), ("limit", "Time limit", 26), ("starts", "Starts with", 20), ("then", "What happens then", 24)
)


def time_limits(given: Given, activity: Activity) -> Letter:
    """Return letter (f): the activity's rules, general rules that touch its data, and what no rule covers.

    A rule on a category holds for the narrower ones and a rule on a kind of people for its parts; a rule limited to a
    system, a holder or a case leaves the rest "not stated beyond that".
    """
    register = given.register
    facts = [fact for fact in facts_of(activity.flows) if fact.data is not None]
    general = _general_rules(register, facts)
    own = activity.retention
    rows = [rule_row(given, rule) for rule in own]
    rows.extend(rule_row(given, rule, general=True) for rule in general)
    open_facts, partial = _without_limit(register, facts, (*own, *general))
    if rows:
        rows.extend(_missing_rows(register, open_facts, partial))
    blocks: tuple[Block, ...]
    if rows:
        blocks = (Table(key="time_limits", columns=COLUMNS, rows=tuple(rows)),)
    elif facts:
        rows = _missing_rows(register, open_facts, partial)
        blocks = (
            missing("none", "No time limit is stated."),
            Table(key="time_limits", columns=COLUMNS, rows=tuple(rows)),
        )
    else:
        blocks = (missing("none", "No time limit is stated."),)
    return letter("f", _status(own, general, gaps=bool(open_facts or partial)), *blocks)


def _status(own: Sequence[Retention], general: Sequence[Retention], *, gaps: bool) -> str:
    limited = [rule for rule in own if rule.period or rule.criterion]
    if limited:
        return "in-part" if gaps or len(limited) < len(own) else best_status(rule.certainty for rule in limited)
    if any(rule.period or rule.criterion for rule in general):
        return "in-part" if gaps else "generally"
    return "in-part" if own else "not-stated"


def rule_row(given: Given, rule: Retention, *, general: bool = False) -> Row:
    """Return one rule as a row; a missing part is "not stated"."""
    return row(_data_cell(given, rule, general=general), _limit_cell(rule), _start_cell(rule), _then_cell(given, rule))


def _data_cell(given: Given, rule: Retention, *, general: bool) -> Cell:
    chips = (chip("general"),) if general else ()
    text = "all data" if rule.everything else listing([given.register.title(key) for key in rule.data])
    value = said(text or "data not stated", rule, note=_limits_of(given, rule), chips=chips)
    # A rule on data that it does not name is still a statement, with its certainty and its source.
    return cell(value if text else replace(value, stated=False))


def _limits_of(given: Given, rule: Retention) -> str:
    title = given.register.title
    parts = [
        f"of {listing([title(key) for key in rule.subjects])}" if rule.subjects else "",
        f"in {listing([title(key) for key in rule.held_in])}" if rule.held_in else "",
        f"held by {listing([title(key) for key in rule.by])}" if rule.by else "",
        f"only when: {rule.when}" if rule.when else "",
    ]
    return "; ".join(item for item in parts if item)


def _limit_cell(rule: Retention) -> Cell:
    values = []
    if rule.period:
        values.append(part(rule, "period", duration(rule.period), key=rule.period))
    if rule.criterion:
        values.append(part(rule, "criterion", rule.criterion))
    return cell(*values)


def _start_cell(rule: Retention) -> Cell:
    if not rule.trigger and not rule.period:
        # A criterion says itself when it ends; there is no start that could be missing.
        return cell(Value(text="see the time limit") if rule.criterion else not_stated())
    return cell(part(rule, "trigger", rule.trigger))


def _then_cell(given: Given, rule: Retention) -> Cell:
    values = [part(rule, "disposal", word(item), key=item) for item in rule.disposal]
    values.extend(Value(text=f"moves to {value.text}", key=value.key) for value in titles(given.register, rule.then_in))
    return optional_cell(*values)


def _missing_rows(register: Register, open_facts: Sequence[Fact], partial: Sequence[Fact]) -> list[Row]:
    rows = []
    for facts, text in ((partial, "not stated beyond the cases above"), (open_facts, "not stated")):
        if facts:
            bare = [Fact(subject=f.subject, data=f.data, certainty=f.certainty, cites=()) for f in facts]
            cells = (facts_cell(register, bare), cell(not_stated(text)), optional_cell(), optional_cell())
            rows.append(row(*cells, tone="missing"))
    return rows


def _without_limit(
    register: Register, facts: Iterable[Fact], rules: Sequence[Retention]
) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that no rule with a limit touches, and those that only limited or narrower rules touch."""
    limits = [rule for rule in rules if _is_limit(rule)]
    open_facts: list[Fact] = []
    partial: list[Fact] = []
    for fact in facts:
        reach = {_reach(register, fact, rule) for rule in limits}
        if "all" in reach:
            continue
        (partial if "some" in reach else open_facts).append(fact)
    return open_facts, partial


def _is_limit(rule: Retention) -> bool:
    """Return whether a rule says how long; what is hypothetical, or lost in the source, limits nothing."""
    if not (rule.period or rule.criterion):
        return False
    length = rule.mark("period" if rule.period else "criterion").certainty
    return rule.certainty.at_most(length).rank <= Certainty.POSSIBLE.rank


def _reach(register: Register, fact: Fact, rule: Retention) -> str:
    """Return `all` when the rule covers the fact whole, `some` when it covers a part or case of it, else `none`."""
    if not _touches(register, fact, rule):
        return "none"
    restricted = bool(rule.held_in or rule.by or rule.when)
    return "some" if restricted or not _covers(register, fact, rule) else "all"


def _covers(register: Register, fact: Fact, rule: Retention) -> bool:
    data = fact.data or ""
    about = rule.everything or any(key in _same_or_above(register, data) for key in rule.data)
    people = not rule.subjects or (
        fact.subject is not None
        and any(key in (fact.subject, *register.wholes("data_subjects", fact.subject)) for key in rule.subjects)
    )
    return about and people


def _touches(register: Register, fact: Fact, rule: Retention) -> bool:
    data = fact.data or ""
    below = {data, *register.narrower_categories(data)}
    about = _covers_data(register, data, rule) or any(key in below for key in rule.data)
    if not rule.subjects or fact.subject is None:
        return about
    kinds = {fact.subject, *register.wholes("data_subjects", fact.subject)}
    kinds |= register.parts("data_subjects", fact.subject)
    return about and any(key in kinds for key in rule.subjects)


def _covers_data(register: Register, data: str, rule: Retention) -> bool:
    return rule.everything or any(key in _same_or_above(register, data) for key in rule.data)


def _same_or_above(register: Register, data: str) -> frozenset[str]:
    """Return the categories on which a rule covers `data`: itself, broader ones, and those that consist of it."""
    whole = {
        key
        for key, category in register.data_categories.items()
        if category.consists_of and data in category.consists_of
    }
    return frozenset((data, *register.broader_categories(data), *whole))


def _general_rules(register: Register, facts: Sequence[Fact]) -> tuple[Retention, ...]:
    """Return the rules said of no particular activity that touch the activity's data, in file order."""
    if register.general is None:
        return ()
    return tuple(
        rule
        for rule in register.general.retention
        if rule.everything or any(_touches(register, f, rule) for f in facts)
    )
