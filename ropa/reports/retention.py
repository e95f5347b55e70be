"""Letter (f): time limits as the register states them, then the data for which it states none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ropa.checks.retention import reach_of, rules_by_activity
from ropa.checks.sharing import shared
from ropa.language import duration, listing
from ropa.model.activities import Activity, Retention
from ropa.model.register import Register
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.reports.base import Cell, Row, Table, Value, cell, chip, columns, not_stated, optional_cell, row
from ropa.reports.facts import Fact, facts_cell, facts_of
from ropa.reports.given import Given
from ropa.reports.letters import Letter, best_status, letter, missing
from ropa.reports.values import part, said, titles, word

COLUMNS = columns(
    ("data", "Data", 30), ("limit", "Time limit", 26), ("starts", "Starts with", 20), ("then", "What happens then", 24)
)

#: Stands where something above is about a part, a holder or a case of the same data, and nothing about the rest.
BEYOND = "not stated beyond the above"

#: A rule that reaches nothing but what it names.
NOTHING: Mapping[str, Sequence[str]] = {}


class _Limits(NamedTuple):
    """What holds for the data of one activity.

    Attributes:
        rules: of other activities, then of none in particular, that reach them; open_facts: what no rule limits;
        partial: what a rule limits for a part, a holder or a case alone.
        narrower: by number of a rule, the people and categories that it reaches without naming them.
    """

    rules: tuple[Rule, ...]
    open_facts: tuple[Fact, ...]
    partial: tuple[Fact, ...]
    narrower: Mapping[int, Mapping[str, tuple[str, ...]]]


def time_limits(given: Given, activity: Activity) -> Letter:
    """Return letter (f): the activity's rules, other rules that reach its data, and what no rule limits.

    Which rule reaches what is for `Reach` to say, as in the retention schedule: a rule that names no holder is about
    what the organisation holds, or somebody for it. How long others keep what is also held here is theirs to record.
    """
    found = _limits(given.register, activity)
    own = {id(rule.said): rule.number for rule in _said_rules(given.register).get(activity.key, ())}
    reached = found.narrower
    rows = [rule_row(given, rule, reached=reached.get(own.get(id(rule), -1), {})) for rule in activity.retention]
    rows.extend(
        rule_row(
            given, rule.said, general=rule.is_general, activity=rule.activity, reached=reached.get(rule.number, {})
        )
        for rule in found.rules
    )
    rows.extend(_missing_rows(given.register, found))
    said_here = (*activity.retention, *(rule.said for rule in found.rules if not rule.is_general))
    general = [rule.said for rule in found.rules if rule.is_general]
    status = _status(said_here, general, gaps=bool(found.open_facts or found.partial))
    if rows:
        return letter("f", status, Table(key="time_limits", columns=COLUMNS, rows=tuple(rows)))
    return letter("f", status, missing("none", "Time limits"))


def _status(own: Sequence[Retention], general: Sequence[Retention], *, gaps: bool) -> str:
    limited = [rule for rule in own if rule.period or rule.criterion]
    if limited:
        return "in-part" if gaps or len(limited) < len(own) else best_status(rule.certainty for rule in limited)
    if any(rule.period or rule.criterion for rule in general):
        return "in-part" if gaps else "generally"
    return "in-part" if own else "not-stated"


def rule_row(
    given: Given,
    rule: Retention,
    *,
    general: bool = False,
    activity: Activity | None = None,
    reached: Mapping[str, Sequence[str]] = NOTHING,
) -> Row:
    """Return one rule as a row; a missing part is "not stated".

    Args:
        activity: that states the rule, where it is not the one that the row stands in.
        reached: by people, the categories below those of the rule that it is about here.
    """
    note = limits_of(given.register, rule)
    if reached:
        note = "; ".join(text for text in (note, f"with {_reached(given.register, reached)}") if text)
    if activity is not None and not general:
        note = "; ".join(text for text in (note, f"stated of {activity.title}") if text)
    return row(
        _data_cell(given, rule, general=general, note=note),
        _limit_cell(rule),
        cell(start_value(rule)),
        optional_cell(*end_values(given.register, rule)),
    )


def _reached(register: Register, reached: Mapping[str, Sequence[str]]) -> str:
    """Return people and categories in words; those with the same categories together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for who, data in reached.items():
        together.setdefault(tuple(data), []).append(who)

    def named(keys: Sequence[str]) -> str:
        return listing([register.title(key) if key else "people not stated" for key in keys])

    return "; ".join(f"{named(data)} of {named(who)}" for data, who in together.items())


def _data_cell(given: Given, rule: Retention, *, general: bool, note: str) -> Cell:
    chips = (chip("general"),) if general else ()
    text = "all data" if rule.everything else listing([given.register.title(key) for key in rule.data])
    value = said(text or "data not stated", rule, note=note, chips=chips)
    # A rule on data that it does not name is still a statement, with its certainty and its source.
    return cell(value if text else replace(value, stated=False))


def limits_of(register: Register, rule: Retention) -> str:
    """Return to which people, places, holders and case a rule is limited; empty where to none."""
    title = register.title
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


def start_value(rule: Retention) -> Value:
    """Return with what a time limit starts; a criterion says itself when it ends, so that no start can be missing."""
    if not rule.trigger and rule.criterion and not rule.period:
        return Value(text="see the time limit")
    return part(rule, "trigger", rule.trigger)


def end_values(register: Register, rule: Retention) -> tuple[Value, ...]:
    """Return what happens at the end of a time limit, none where nothing is said of it."""
    ends = [part(rule, "disposal", word(item), key=item) for item in rule.disposal]
    moves = (Value(text=f"moves to {value.text}", key=value.key) for value in titles(register, rule.then_in))
    return (*ends, *moves)


def _missing_rows(register: Register, found: _Limits) -> Iterator[Row]:
    for facts, text in ((found.partial, BEYOND), (found.open_facts, "")):
        if facts:
            yield row(facts_cell(register, facts), not_stated(text), optional_cell(), optional_cell(), tone="missing")


_Met = tuple[Held, tuple[Reached, ...]]


@shared
def _met(register: Register) -> dict[str, list[_Met]]:
    """Return what each activity holds, with the rules that reach it, as far as it is at least possible."""
    found: dict[str, list[_Met]] = {}
    for held, reaching in reach_of(register).met:
        if held.certainty.rank <= Certainty.POSSIBLE.rank:
            said_of_it = tuple(item for item in reaching if item.rule.is_said)
            found.setdefault(held.activity, []).append((held, said_of_it))
    return found


@shared
def _said_rules(register: Register) -> dict[str, list[Rule]]:
    """Return the rules of each activity, and of `general`, that are at least possible."""
    return rules_by_activity(rule for rule in reach_of(register).rules if rule.is_said)


def _limits(register: Register, activity: Activity) -> _Limits:
    met = (*_met(register).get(activity.key, ()), *_only_given_out(register, activity))
    by_fact: dict[tuple[str | None, str | None], list[_Met]] = {}
    rules: dict[int, Rule] = {}
    narrower: dict[int, dict[str, list[str]]] = {}
    for held, reaching in met:
        for item in reaching:
            named = item.rule.said.everything or item.data is None or item.data in item.rule.said.data
            if not named and item.data not in (
                listed := narrower.setdefault(item.rule.number, {}).setdefault(item.subject or "", [])
            ):
                listed.append(item.data)
        rules.update((item.rule.number, item.rule) for item in reaching if item.rule.activity.key != activity.key)
        if held.data is not None:
            by_fact.setdefault((held.subject, held.data), []).append((held, reaching))
    own = [rule.said for rule in _said_rules(register).get(activity.key, ()) if rule.is_limit]
    open_facts: list[Fact] = []
    partial: list[Fact] = []
    for (subject, data), items in by_fact.items():
        fact = Fact(subject=subject, data=data, certainty=items[0][0].certainty, cites=())
        # Recipients who are free decide for themselves; only what nobody holds for us rests on what they say.
        mine = [item for item in items if item[0].is_own or item[0].acting] or items
        if not all(_is_limited(reaching) for _, reaching in mine):
            touched = any(item.rule.is_limit for _, reaching in items for item in reaching)
            # A rule above may name the data, and be about another place.
            touched |= any(reach_of(register).is_about(rule, items[0][0]) for rule in own)
            (partial if touched else open_facts).append(fact)
    below = {number: {who: tuple(data) for who, data in found.items()} for number, found in narrower.items()}
    return _Limits(tuple(rules[number] for number in sorted(rules)), tuple(open_facts), tuple(partial), below)


def _is_limited(reaching: Sequence[Reached]) -> bool:
    """Tell whether some rule says how long all of it is kept, whatever the case."""
    return any(item.settles and not item.rule.said.when for item in reaching)


def _only_given_out(register: Register, activity: Activity) -> Iterator[_Met]:
    """Yield data that are only given to people; whoever gives them has them, and rules of the organisation hold."""
    known = {(held.subject, held.data) for held, _ in _met(register).get(activity.key, ())}
    known_rules = _said_rules(register)
    rules = [*known_rules.get(activity.key, ()), *known_rules.get("general", ())]
    for fact in facts_of(activity.flows):
        sure = fact.certainty.rank <= Certainty.POSSIBLE.rank
        if fact.data is not None and sure and (fact.subject, fact.data) not in known:
            ours = register.organisation
            held = Held(
                fact.subject, fact.data, ours, activity.key, fact.certainty, fact.cites,
                is_own=True, acting=False, collected=False,
            )  # fmt: skip
            yield held, tuple(reach_of(register).reaching(held, rules))
