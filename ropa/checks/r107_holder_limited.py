"""A time limit is stated for every place that holds the data, not only for one of them.

A warning for each own system, each processor, and the organisation where it collects, that no rule reaches although
the same data have a limit elsewhere; an info finding for the register as a whole with the outside recipients who are
not said to decide for themselves. A106 looks at categories, R103 at copies of what is erased.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, lab: {name: Lab}}
    systems: {web-shop: {operator: shop}}
    activities:
      orders:
        flows:
          - customer -> web-shop: [order-contents]
          - web-shop -> lab: {data: [order-contents], as: processor}
        retention:
          - {data: [order-contents], in: [web-shop], trigger: last order, period: P3Y}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, lab: {name: Lab}}
    systems: {web-shop: {operator: shop}}
    activities:
      orders:
        flows:
          - customer -> web-shop: [order-contents]
          - web-shop -> lab: {data: [order-contents], as: processor}
        retention:
          - {data: [order-contents], in: [web-shop], trigger: last order, period: P3Y}
          - {data: [order-contents], by: [lab], trigger: end of the contract, period: P30D}

Why: Storage limitation (Article 5(1)(e)) is about every copy. What processors hold is the
organisation's own processing: it has to be erased or returned (Article 28(3)(g)). Who decides for
itself answers for its own copy; where the role is not stated, nobody can tell. A rule that names no
place is taken to be about everything that the organisation and its processors hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import titles
from ropa.checks.retention import reach_of
from ropa.checks.retention_copies import copies_of
from ropa.model.register import Register
from ropa.model.words import FlowKind, OrganisationKind, RecipientRole
from ropa.questions.retention_base import Held, Rule
from ropa.questions.retention_reach import Reach
from ropa.questions.text import distinct

CODE = "R107"
NAME = "holder-limited"
ASKS = "Is there a time limit for every holder?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "28(3)(g)", "30(1)(f)")
ITEMS = ("A30-1-f", "P5-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Who receives in one of these roles decides for itself how long, or tells nobody.
#: Kinds of receivers that no rule of the organisation can limit.
_WITHOUT_LIMIT = frozenset({OrganisationKind.PUBLIC_AUTHORITY, OrganisationKind.PUBLIC})
_INDEPENDENT = frozenset({RecipientRole.CONTROLLER, RecipientRole.JOINT_CONTROLLER, RecipientRole.AUTHORITY})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and holder without a limit, then one for all recipients whose role is open."""
    register = subject.register
    reach = reach_of(register)
    said_elsewhere = {(copy.activity, copy.holder) for copy in copies_of(reach)}
    limited = _limited(reach)
    general = tuple(rule for rule in reach.rules if rule.is_general and _is_placed(register, rule))
    open_ended: dict[tuple[str, str], list[Held]] = {}
    for held, rules in reach.unsettled:
        # Where a rule speaks of this place and gives no limit, A161 says so.
        named = any(rule.is_open for rule in rules)
        near = (*limited.get(held.activity, {}).values(), *general) if _keeps(register, held) else ()
        if not named and any(reach.is_about(rule.said, held, whole=True) for rule in near):
            open_ended.setdefault((held.activity, held.holder), []).append(held)
    for (activity, holder), items in open_ended.items():
        if (activity, holder) not in said_elsewhere:
            yield _of_holder(register, activity, holder, items)
    yield from _of_recipients(register, reach)


def _limited(reach: Reach) -> dict[str, dict[str, Rule]]:
    """Return, by activity, its rules that limit what the organisation itself holds in certain places; by id."""
    found: dict[str, dict[str, Rule]] = {}
    for rule in reach.rules:
        if not rule.is_general and _is_placed(reach.register, rule):
            found.setdefault(rule.activity.key, {})[rule.id] = rule
    for held, reaching in reach.met:
        for item in reaching:
            if held.is_own and item.settles and item.scope.holder:
                found.setdefault(held.activity, {})[item.rule.id] = item.rule
    return found


def _keeps(register: Register, held: Held) -> bool:
    """Tell whether a holder keeps a copy of its own: a processor, an own system, or the organisation that collects.

    Staff and departments that get the data from a system read them there.
    """
    collects = held.holder == register.organisation and held.collected
    return held.acting or (held.is_own and (held.holder in register.systems or collects))


def _is_placed(register: Register, rule: Rule) -> bool:
    """Tell whether a rule, at least possible, is a limit for certain places of the organisation."""
    own = any(register.is_internal(key) for key in rule.said.by)
    return rule.is_said and rule.is_limit and bool(rule.said.held_in or own)


def _of_holder(register: Register, activity: str, holder: str, items: Iterable[Held]) -> Finding:
    held = tuple(items)
    section = "general" if activity == "general" else f"activities/{activity}"
    where = register.general if activity == "general" else register.activities[activity]
    data = titles(register, dict.fromkeys(item.data for item in held if item.data)) or "data that are not stated"
    title = "stated generally" if where is None or where.is_general else where.title
    as_what = "" if held[0].is_own else ", as processor,"
    return _finding(
        section,
        f"{title}: {register.title(holder)}{as_what} holds {data} without a stated limit; the limit that is stated is "
        "for another place",
        fix=f"add a rule `{'in' if holder in register.systems else 'by'}: [{holder}]`, or one that names no place",
        position=None if where is None else where.position,
        cites=distinct(cite for item in held for cite in item.cites),
    )


def _of_recipients(register: Register, reach: Reach) -> Iterator[Finding]:
    independent = {
        register.party_of(flow.target)
        for flow in register.flows
        if flow.role in _INDEPENDENT and flow.kind is not FlowKind.HOSTING
    }
    # Those on whose behalf the organisation acts decide for themselves what they keep.
    independent |= {use.key for activity in register.activities.values() for use in activity.on_behalf_of}
    parties: dict[str, None] = {}
    for held, _ in reach.unsettled:
        party = register.party_of(held.holder)
        organisation = register.organisations.get(party)
        public = organisation is not None and organisation.kind in _WITHOUT_LIMIT
        if not (held.is_own or held.acting or public or party in independent):
            parties[party] = None
    if parties:
        yield _finding(
            "register",
            f"for how long they keep what they receive, and whether that is theirs to decide, is not stated of "
            f"{titles(register, sorted(parties))}",
            fix="state the role (`as:`), and for processors a rule `by:` with `trigger` and `period`",
            position=register.position,
            severity=Severity.INFO,
        )
