"""An answer on retention as text: the timeline and the contradictions for a terminal, flat lines for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ropa.language import duration, label, listing, plural
from ropa.model.base import Cite
from ropa.model.words import Certainty
from ropa.questions.base import NotStated, Sheet
from ropa.questions.retention_base import Rule
from ropa.questions.retention_rows import ConflictRow, RuleFact, RuleRow, Unlimited
from ropa.questions.retention_timeline import PASSED_ON, Phase, Step

COLUMNS: Final = (
    *("list", "rule", "activity", "data", "subject", "holder", "when", "starts", "period", "criterion"),
    *("disposal", "then_in", "match", "certainty", "held", "settles", "inherited_from", "yields_to", "source"),
)

_TIMELINE: Final = ("starts", "how long", "only when", "data", "held by", "then", "certainty", "said in")
_RULES: Final = ("how long", "starts", "only when", "rule", "certainty", "said in")

#: What contradicts, in words.
_KINDS: Final = {
    "period": "several lengths for the same data",
    "criterion": "several criteria for the same data",
    "criterion-and-period": "a criterion against a length for the same data",
}

#: So many things are named before the rest is counted.
_MOST: Final = 5

_NOT_STATED: Final = label("not-stated")

#: Gives the name of a node or category.
Title = Callable[[str], str]


def sheets(steps: Sequence[Step], conflicts: Iterable[ConflictRow], title: Title) -> tuple[Sheet, ...]:
    """Return the timeline: what is held, the limits in order, what has none; then one table per contradiction."""
    held = [step for step in steps if step.phase is Phase.COLLECTED]
    unlimited = [step for step in steps if step.phase is Phase.NOT_STATED]
    apart = {Phase.COLLECTED, Phase.NOT_STATED}
    one = len({subject for step in steps for subject, _ in step.about}) == 1
    limits = [_step_row(some, title, one) for some in _alike(step for step in steps if step.phase not in apart)]
    found = []
    if held:
        found.append(Sheet(head="Collected, and held by:", lines=tuple(_held_line(step, title, one) for step in held)))
    if limits:
        head = "Then kept (in order; the register states no days):"
        found.append(Sheet(head=head, columns=_TIMELINE, rows=tuple(limits)))
    if unlimited:
        lines = tuple(_held_line(step, title, one) for step in unlimited)
        found.append(Sheet(head=f"Held, and for how long is {_NOT_STATED}:", lines=lines))
    found.extend(_conflict_sheet(conflict, title) for conflict in conflicts)
    return tuple(found)


def _alike(steps: Iterable[Step]) -> list[list[Step]]:
    """Return the steps of one rule that are equally sure together, in the order of the first of them."""
    found: dict[tuple[str, Phase, str], list[Step]] = {}
    for step in steps:
        found.setdefault((step.rule, step.phase, step.certainty.value), []).append(step)
    return list(found.values())


def _held_line(step: Step, title: Title, one: bool) -> str:
    """Return a holder with what it holds of whom: from the people themselves, or passed on."""
    holder = _name(step.holder, title)
    marks = "" if step.certainty is Certainty.STATED else f" ({step.certainty.value})"
    onward = ", passed on" if step.phase is Phase.COLLECTED and step.start == PASSED_ON else ""
    return f"{holder}{onward}: {_about(step.about, title, one)}{marks}"


def _about(pairs: Iterable[tuple[str | None, str | None]], title: Title, one: bool) -> str:
    """Return categories by the people they are about, as facts: two lists side by side would say more than is known.

    Args:
        one: all is about the same people, who need not be named again.
    """
    people: dict[str | None, list[str]] = {}
    for subject, data in pairs:
        people.setdefault(data, []).append(_name(subject, title))
    data_of: dict[str, list[str]] = {}
    for data, subjects in people.items():
        data_of.setdefault(listing(subjects), []).append(_name(data, title) if data else f"data {_NOT_STATED}")
    if one:
        return "; ".join(_some(data) for data in data_of.values())
    return "; ".join(f"{_some(data)} of {subjects}" for subjects, data in data_of.items())


def how_long(period: str, criterion: str) -> str:
    """Return a limit in words: the length, the criterion, both, or "not stated"."""
    parts = [duration(period) if period else "", f"“{criterion}”" if criterion else ""]
    return "; ".join(part for part in parts if part) or _NOT_STATED


def kind_text(kind: str) -> str:
    """Return in words what a contradiction is between."""
    return _KINDS[kind]


def _step_row(steps: Sequence[Step], title: Title, one: bool) -> tuple[str, ...]:
    step = steps[0]
    pairs = dict.fromkeys(pair for some in steps for pair in some.about)
    if step.all_data:
        people = [_name(subject, title) for subject in dict.fromkeys(subject for subject, _ in pairs)]
        about = "all data" if one else f"all data of {listing(people)}"
    else:
        about = _about(pairs, title, one)
    holders = [title(some.holder) for some in steps if some.holder]
    then = [*(label(item) for item in step.disposal), *(f"on to {title(key)}" for key in step.then_in)]
    return (
        _starts(step),
        how_long(step.period, step.criterion),
        step.when,
        about,
        _some(holders) or "nobody, as far as stated",
        ", ".join(then),
        ", ".join((step.certainty.value, *(("generally",) if step.general else ()))),
        _cited(step.cites),
    )


def _starts(step: Step) -> str:
    if step.phase is Phase.KEPT:
        return "meanwhile"
    if step.phase is Phase.MOVED:
        return "after that"
    return step.start or f"start {_NOT_STATED}"


def _conflict_sheet(conflict: ConflictRow, title: Title) -> Sheet:
    case = f", in the case of: {conflict.when}" if conflict.when else ""
    about = dict.fromkeys((subject, data) for subject, data, *_ in conflict.held)
    holders = dict.fromkeys(title(holder) for *_, holder, _ in conflict.held)
    return Sheet(
        head=f"Conflict: {_KINDS[conflict.kind]}{case}; nothing says which decides.",
        lines=(f"about {_about(about, title, one=False)}", f"held by {_some(list(holders))}"),
        columns=_RULES,
        rows=tuple(_rule_row(rule) for rule in conflict.rules),
    )


def _rule_row(rule: Rule) -> tuple[str, ...]:
    said = rule.said
    certainty = rule.certainty.value
    cites = _cited(said.cites)
    return (how_long(said.period, said.criterion), said.trigger, said.when, rule.id, certainty, cites)


def _name(key: str | None, title: Title) -> str:
    return title(key) if key is not None else f"people {_NOT_STATED}"


def _some(texts: Sequence[str]) -> str:
    """Return texts as a list, the rest counted; empty for none.

    >>> _some(list("abcdef")), _some(list("abcdefg"))
    ('a, b, c, d, e and f', 'a, b, c, d, e and 2 more')
    """
    if len(texts) <= _MOST + 1:
        return listing(list(texts))
    return f"{', '.join(texts[:_MOST])} and {plural(len(texts) - _MOST, 'more', 'more')}"


def _cited(cites: Iterable[Cite]) -> str:
    return ", ".join(cite.as_text() for cite in cites) or "no citation"


def flat_rows(
    rules: Iterable[RuleRow], conflicts: Iterable[ConflictRow], gaps: Iterable[NotStated]
) -> tuple[tuple[str, ...], ...]:
    """Return one line per rule and what it reaches, per rule of a contradiction, and per thing without a limit."""
    return (*_rule_lines(rules), *_conflict_lines(conflicts), *_gap_lines(gaps))


def _rule_lines(rules: Iterable[RuleRow]) -> Iterator[tuple[str, ...]]:
    for row in rules:
        for fact in row.facts:
            yield (
                *("rule", row.id, fact.activity, _key(fact.data), _key(fact.subject), fact.holder or ""),
                *_limit(row.rule),
                fact.match.value + ("" if fact.whole else ", in part"),
                fact.certainty.value,
                fact.held.value if fact.held else "nowhere",
                "yes" if fact.settles else "no",
                _inherited(row, fact),
                ", ".join(fact.yields_to),
                ", ".join(cite.as_text() for cite in fact.cites),
            )


def _limit(rule: Rule) -> tuple[str, ...]:
    said = rule.said
    disposal = ", ".join(item.value for item in said.disposal)
    return (said.when, said.trigger, said.period, said.criterion, disposal, ", ".join(said.then_in))


def _inherited(row: RuleRow, fact: RuleFact) -> str:
    parts = [f"{part}: {key}" for part, key in fact.inherited.items()]
    return "; ".join((*(("stated generally",) if row.rule.is_general else ()), *parts))


def _conflict_lines(conflicts: Iterable[ConflictRow]) -> Iterator[tuple[str, ...]]:
    for conflict in conflicts:
        for subject, data, holder, activity in conflict.held:
            for rule in conflict.rules:
                yield (
                    *("conflict", rule.id, activity, _key(data), _key(subject), holder),
                    *_limit(rule),
                    *("", rule.certainty.value, "", "", conflict.kind, ""),
                    ", ".join(cite.as_text() for cite in rule.said.cites),
                )


def _gap_lines(gaps: Iterable[NotStated]) -> Iterator[tuple[str, ...]]:
    for gap in gaps:
        holder, activity, rules = (
            (gap.holder or "", gap.activity or "", gap.rules) if isinstance(gap, Unlimited) else ("", "", ())
        )
        about = (gap.data or "any", gap.subject or "any", holder)
        yield (_NOT_STATED, ", ".join(rules), activity, *about, *[""] * (len(COLUMNS) - 6))


def _key(key: str | None) -> str:
    return key or _NOT_STATED
