"""A retention rule is about data, people and places that its activity holds.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
        retention:
          - {data: [email-address, phone-number], trigger: consent withdrawn, period: P30D}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, phone-number]
        retention:
          - {data: [email-address, phone-number], trigger: consent withdrawn, period: P30D}

Why: A time limit for data that nobody is said to hold is either a leftover or the trace of a flow that
the register lacks; in the second case the record is incomplete (Article 30(1)(c), (f)). A rule that names
people and places in so many words may be about another activity that holds data of them there. A rule
that names no place is about the organisation's own copies and those of its processors, and no others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, cited, names, reach_of, title_of, what_of
from ropa.language import listing
from ropa.questions.retention_base import Held, Rule
from ropa.questions.retention_reach import Reach

CODE = "R106"
NAME = "retention-rule-used"
ASKS = "Is the retention rule used?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(c)", "30(1)(f)")
ITEMS = ("A30-1-c-2", "A30-1-f")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule for what it names and its activity (`general`: the register) does not hold."""
    register = subject.register
    reach = reach_of(register)
    held_in: dict[str, list[Held]] = {}
    for held in reach.held:
        held_in.setdefault(held.activity, []).append(held)
    everywhere = _Found.of(reach.held)
    near = {key: _Found.of(held) for key, held in held_in.items()}
    for rule in reach.rules:
        there = everywhere if rule.is_general else near.get(rule.activity.key)
        names_data = rule.said.data or rule.said.everything
        if there is None or not rule.is_said or not names_data:
            continue
        unused = _unused(reach, rule, there)
        others = _others(reach, rule, reach.held if rule.is_general else held_in[rule.activity.key]) if unused else ()
        if others:
            holders = names(register, others)
            said = f"reaches no copy of these data: held only by {holders}, not stated to be a processor"
            fix = "state the role at the flow (`as: processor`) where it is one, or write the rule for them, with `by:`"
        elif unused:
            where = "anywhere" if rule.is_general else "in this activity"
            said = f"names {listing(unused)}, of which nothing is stated to be held {where}"
            fix = "add the flow that brings the data there, or take out of the rule what it is not about"
        else:
            continue
        yield _finding(
            address(rule.activity),
            f"{title_of(rule.activity)}: the retention rule for {what_of(register, rule.said)}"
            f"{cited(rule.said.cites)} {said}",
            fix=fix,
            position=rule.said.position or rule.activity.position,
            cites=rule.said.cites,
        )


class _Found(NamedTuple):
    """What is held somewhere: categories, kinds of people, places."""

    data: frozenset[str | None]
    people: frozenset[str | None]
    places: frozenset[str]

    @classmethod
    def of(cls, held: Iterable[Held]) -> _Found:
        """Return it for some held data."""
        listed = tuple(held)
        return cls(
            frozenset(item.data for item in listed),
            frozenset(item.subject for item in listed),
            frozenset(item.holder for item in listed),
        )


def _unused(reach: Reach, rule: Rule, there: _Found) -> list[str]:
    """Return the names of what a rule names and nothing holds; of all that it names where no data unite these."""
    said = rule.said
    reached = reach.by_rule[rule.id]
    categories, subjects = reach.graph.categories, reach.graph.subjects
    people = {*there.people, *(item.subject for item in reached)}
    found = [
        *(key for key in said.data if not any(categories.match(key, held) for held in there.data)),
        *(key for key in said.subjects if not any(subjects.match(key, held) for held in people)),
        *(key for key in (*said.held_in, *said.by) if not any(_meets(reach, key, place) for place in there.places)),
    ]
    titles = [reach.register.title(key) for key in found]
    if titles or reached:
        return titles
    together = [reach.register.title(key) for key in (*said.data, *said.subjects, *said.held_in, *said.by)]
    return [f"{listing(together)} together"] if together else []


def _others(reach: Reach, rule: Rule, held: Iterable[Held]) -> tuple[str, ...]:
    """Return who holds the data of a rule that names no place and reaches nobody: its own terms are all met."""
    said, categories, subjects = rule.said, reach.graph.categories, reach.graph.subjects
    if said.held_in or said.by or reach.by_rule[rule.id]:
        return ()
    about = (
        item.holder
        for item in held
        if any(categories.match(key, item.data) for key in said.data)
        and (not said.subjects or any(subjects.match(key, item.subject) for key in said.subjects))
    )
    return tuple(dict.fromkeys(about))


def _meets(reach: Reach, named: str, place: str) -> bool:
    """Tell whether a place is one that a rule names, lies in it, is run by it, or contains it."""
    register = reach.register
    party = register.party_of(place)
    own = named == register.organisation and register.is_internal(party)
    runs = register.party_of(named) == place
    return own or runs or named in (place, party) or reach.holds(place, named) or reach.holds(named, place)
