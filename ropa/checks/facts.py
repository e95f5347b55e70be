"""What several checks ask of a register: who receives, what is said of an activity, what covers what.

Hypothetical facts ("if we ever ...") and facts lost in the source say nothing about what is done, so they fill no
letter of Article 30; possible ones ("may") do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.language import some
from ropa.law import Law
from ropa.law.tables import fold
from ropa.model.activities import Activity, Flow, Pair, Retention
from ropa.model.base import Sourced, Use
from ropa.model.parties import Agreement, Contact, Organisation, Safeguard
from ropa.model.register import Register
from ropa.model.words import ActivityRole, Certainty, FlowKind, RecipientRole, ScreeningCriterion

#: Roles under which Article 30(1) asks for a record; a processor's record is that of Article 30(2).
_RECORDED = frozenset({ActivityRole.CONTROLLER, ActivityRole.JOINT_CONTROLLER})

#: Roles of a receiver that acts for somebody else.
PROCESSING_ROLES = frozenset({RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR})


def recorded(register: Register) -> tuple[Activity, ...]:
    """Return the activities that belong in the record of Article 30(1), in file order, without `general`."""
    return tuple(activity for activity in register.activities.values() if activity.role in _RECORDED)


def is_said(fact: Sourced) -> bool:
    """Return whether a fact says something about what is done: at least possible."""
    return fact.certainty.rank <= Certainty.POSSIBLE.rank


def is_rule(rule: Retention) -> bool:
    """Return whether a retention rule, and the length or the criterion that it gives, are at least possible."""
    length = rule.mark("period" if rule.period else "criterion").certainty
    given = bool(rule.period or rule.criterion)
    return is_said(rule) and (not given or length.rank <= Certainty.POSSIBLE.rank)


def said_flows(activity: Activity) -> tuple[Flow, ...]:
    """Return the flows of an activity that are at least possible, derived ones included, in file order."""
    return tuple(flow for flow in activity.flows if is_said(flow))


def arrows(activity: Activity) -> tuple[Flow, ...]:
    """Return the flows that somebody wrote as an arrow and that are at least possible."""
    return tuple(flow for flow in said_flows(activity) if flow.kind is FlowKind.DECLARED)


def pairs_of(activity: Activity) -> Iterator[Pair]:
    """Yield the facts of an activity that are at least possible, in file order."""
    for flow in said_flows(activity):
        yield from (pair for pair in flow.pairs if is_said(pair))


def subjects_of(register: Register, activity: Activity) -> tuple[str, ...]:
    """Return the keys of the data subjects of an activity, sorted: from its facts, lists and ends of flows."""
    found = {pair.subject for pair in pairs_of(activity) if pair.subject is not None}
    found.update(use.key for use in activity.listed_subjects if is_said(use))
    for flow in said_flows(activity):
        found.update(node for node in (flow.source, flow.target) if node in register.data_subjects)
    return tuple(sorted(found))


def data_of(activity: Activity) -> tuple[str, ...]:
    """Return the keys of the data categories of an activity, sorted: of its facts and its lists."""
    found = {pair.data for pair in pairs_of(activity) if pair.data is not None}
    found.update(use.key for use in activity.listed_data if is_said(use))
    return tuple(sorted(found))


def receiver_outside(register: Register, flow: Flow) -> Organisation | None:
    """Return the outside organisation that receives a flow, itself or as operator of a system, or None."""
    party = register.party_of(flow.target)
    if party not in register.organisations or register.is_internal(party):
        return None
    return register.organisations[party]


def receivers(register: Register, flows: Iterable[Flow]) -> dict[str, list[Flow]]:
    """Return the outside organisations that receive any of these flows, with those flows, in the order of the flows."""
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        organisation = receiver_outside(register, flow)
        if organisation is not None:
            found.setdefault(organisation.key, []).append(flow)
    return found


def all_flows(register: Register) -> tuple[Flow, ...]:
    """Return every flow of the register that is at least possible, `general` included, in file order."""
    return tuple(flow for flow in register.flows if is_said(flow))


def can_be_reached(party: Organisation | Contact) -> bool:
    """Return whether a postal address, an email address or a telephone number is stated; a website alone is none."""
    return any(text.strip() for text in (party.address, party.email, party.phone))


def officer_of(organisation: Organisation) -> Contact | None:
    """Return the data protection officer, None where there is none or only perhaps some day."""
    return organisation.dpo if organisation.dpo is not None and is_said(organisation.dpo) else None


def is_named(organisation: Organisation) -> bool:
    """Return whether a brand or legal name is stated."""
    return bool(organisation.name.strip() or organisation.legal_name.strip())


def places_of(register: Register, flow: Flow) -> tuple[str, ...]:
    """Return the countries, as written, of the receiver's entity, of storage and of access; `""` where no entity's is.

    Empty when nobody outside receives the flow.
    """
    organisation = receiver_outside(register, flow)
    if organisation is None:
        return ()
    entity = flow.locations.entity or (organisation.country,)
    return (*entity, *flow.locations.storage, *flow.locations.access)


def is_country(law: Law, place: str) -> bool:
    """Return whether a place is the code of one country."""
    return place in law.countries


def covers_data(register: Register, rule: Retention, category: str) -> bool:
    """Return whether a retention rule is about a category: about all data, about it, or about a whole it belongs to."""
    if rule.everything:
        return True
    if category in rule.data or any(key in rule.data for key in register.broader_categories(category)):
        return True
    items = (register.data_categories[key].consists_of for key in rule.data if key in register.data_categories)
    return any(category in keys for keys in items)


def covers_subject(register: Register, rule: Retention, subject: str | None) -> bool:
    """Return whether a retention rule is about a kind of people: about everybody, about it, or about a whole of it.

    A rule for some people says nothing of people who are not stated.
    """
    if not rule.subjects or subject is None:
        return not rule.subjects
    return subject in rule.subjects or any(key in rule.subjects for key in register.wholes("data_subjects", subject))


def measures_of(register: Register, activity: Activity) -> tuple[Use, ...]:
    """Return the security measures said of an activity and of the systems it uses, by key, each once.

    A measure on a system holds for its parts.
    """
    found: dict[str, Use] = {}
    for use in measure_uses(register, activity):
        found.setdefault(use.key, use)
    return tuple(found[key] for key in sorted(found))


def measure_uses(register: Register, activity: Activity) -> Iterator[Use]:
    """Yield every measure said of an activity, then those of the systems it uses and of their wholes, by system.

    What passes through a system is protected by its measures as well (`via`).
    """
    yield from (use for use in activity.measures if is_said(use))
    reached = {node for flow in said_flows(activity) for node in (flow.source, *flow.via, flow.target)}
    for key in sorted(reached & register.systems.keys()):
        for system in (key, *register.wholes("systems", key)):
            yield from register.systems[system].measures if system in register.systems else ()


def screened(activity: Activity, criterion: ScreeningCriterion) -> bool | None:
    """Return whether a criterion of the screening for a high risk is met, None where nobody looked at it."""
    screening = activity.dpia.screening if activity.dpia is not None else ()
    return next((item.met for item in screening if item.criterion is criterion and is_said(item)), None)


def flow_name(register: Register, flow: Flow) -> str:
    """Return a flow in words for a message: `Web shop to Mailer in Newsletter`."""
    activity = register.activities.get(flow.activity)
    where = f" in {activity.title}" if activity is not None else ""
    return f"{register.title(flow.source)} to {register.title(flow.target)}{where}"


def flow_names(register: Register, flows: Iterable[Flow]) -> str:
    """Return the first of some flows in words, and how many more there are."""
    different = list({flow.id: flow for flow in flows}.values())
    more = len(different) - 1
    return flow_name(register, different[0]) + (f" and {more} more flow{'s' if more > 1 else ''}" if more else "")


def titles(register: Register, keys: Iterable[str], *, most: int = 12) -> str:
    """Return the names of some keys for a message, in the order given, at most so many and then how many more.

    >>> from ropa.model.register import Register
    >>> titles(Register(organisation="a"), ["x", "y", "z"], most=2)
    'x, y and 1 more'
    """
    return some([register.title(key) for key in keys], most=most)


def country_name(law: Law, place: str) -> str:
    """Return a country by its name, any other place as it is written."""
    return law.countries[place].name if place in law.countries else place


def tool_name(law: Law, tool: str) -> str:
    """Return a transfer tool by its name, a claim that the law does not know as it is written."""
    known = law.find_tool(tool)
    return known.label if known is not None else tool


def instrument(thing: Agreement | Safeguard) -> str:
    """Return the name of an agreement or a safeguard, or what it is with its key where none is stated."""
    return thing.name or f"the {'agreement' if isinstance(thing, Agreement) else 'safeguard'} `{thing.key}`"


def only_from(words: str, empty: frozenset[str]) -> bool:
    """Return whether a text has words and each of them is in a list of words that by themselves say nothing.

    >>> only_from("As long as necessary", frozenset({"as", "long", "necessary"}))
    True
    >>> only_from("as long as the account exists", frozenset({"as", "long", "necessary"}))
    False
    """
    parts = [fold(part) for part in words.replace("-", " ").replace("/", " ").split()]
    parts = [part.strip(';:!?"“”') for part in parts]
    return any(parts) and all(part in empty for part in parts if part)
