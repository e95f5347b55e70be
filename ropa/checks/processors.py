"""What the checks on the record of a processor (Article 30(2)) share: its activities, and the controllers acted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ropa.checks.base import Subject
from ropa.checks.facts import is_country, is_said, places_of, said_flows
from ropa.checks.graded import every_row
from ropa.language import some
from ropa.model.activities import Activity
from ropa.model.base import Use
from ropa.model.parties import Organisation
from ropa.model.register import Register
from ropa.model.words import ActivityRole, Completeness, OrganisationKind
from ropa.transfers import Grade


def processed(register: Register) -> tuple[Activity, ...]:
    """Return the activities of a processor that are at least possible, in file order, without `general`."""
    return tuple(
        activity
        for activity in register.activities.values()
        if activity.role is ActivityRole.PROCESSOR and is_said(activity)
    )


def acted_for(register: Register) -> Mapping[str, tuple[tuple[Activity, Use], ...]]:
    """Return the controllers that processor activities name, by key in file order, with where they are named."""
    found: dict[str, list[tuple[Activity, Use]]] = {}
    for activity in processed(register):
        for use in activity.on_behalf_of:
            if is_said(use):
                found.setdefault(use.key, []).append((activity, use))
    return {key: tuple(places) for key, places in found.items()}


def is_category(organisation: Organisation) -> bool:
    """Return whether an entry stands for several organisations that it does not name."""
    return organisation.kind is OrganisationKind.CATEGORY


def members_of(register: Register, categories: Iterable[str]) -> Mapping[str, tuple[Organisation, ...]]:
    """Return the named organisations that are part of each of these categories, in file order; maybe none."""
    found: dict[str, list[Organisation]] = {key: [] for key in categories}
    for key, organisation in register.organisations.items():
        if organisation.part_of and not is_category(organisation):
            for whole in register.wholes("organisations", key):
                if whole in found:
                    found[whole].append(organisation)
    return {key: tuple(items) for key, items in found.items()}


def named_activities(activities: Sequence[Activity]) -> str:
    """Return the names of activities for a message, a dozen at most and then how many more."""
    return some([activity.title for activity in activities])


def silent_on_transfers(subject: Subject, activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return the activities of which the record can say only that no transfer is stated, not that there is none.

    Empty where the register says that its recipients are complete, or promises that data go only to certain countries.
    Where it is not known whether data are transferred, or a person has to decide, the record says that instead.
    """
    register = subject.register
    doubts = (Grade.UNKNOWN, Grade.REVIEW)
    in_doubt = {row.flow.activity for row in every_row(subject) if row.grade in doubts and is_said(row.flow)}
    limited = any(promise.only is not None and promise.only.countries for promise in register.promises.values())
    if limited or Completeness.RECIPIENTS in register.complete:
        return ()
    return tuple(
        activity
        for activity in activities
        if not activity.no_recipients and activity.key not in in_doubt and not _names_third_country(subject, activity)
    )


def _names_third_country(subject: Subject, activity: Activity) -> bool:
    """Return whether a flow of the activity goes to a country, or a group of them, outside the area of a regime."""
    places = {place for flow in said_flows(activity) for place in places_of(subject.register, flow)}
    return any(
        _is_outside(subject, regime, place) for place in sorted(places) if place for regime in subject.register.regimes
    )


def _is_outside(subject: Subject, regime: str, place: str) -> bool:
    law, on = subject.law, subject.as_of
    if is_country(law, place):
        return law.area_row(regime, place, on) is None
    members = law.members(place, on, territories=False) if law.is_group(place) else ()
    return bool(members) and all(law.area_row(regime, country, on) is None for country in members)
