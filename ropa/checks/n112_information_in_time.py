"""People are told when their data are obtained, or within the time for data from elsewhere.

An error where the stated time is longer than the law allows for data that come from others; a warning in
the other cases.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}, broker: {name: Broker}}
    activities:
      letters:
        flows: [broker -> shop: {data: [postal-address], subjects: [prospect]}]
        information: [{document: letter, within: P3M}]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}, broker: {name: Broker}}
    activities:
      letters:
        flows: [broker -> shop: {data: [postal-address], subjects: [prospect]}]
        information: [{document: letter, when: with the first letter, within: P1M}]

Why: Where people give their data themselves, they are told at that time (Article 13(1)); where the data come from
others, within a reasonable time, at the latest within a month, and no later than the first message to them or the
first disclosure (Article 14(3)). A date of the information after the start of the activity is held against this too,
from the day on which the law applied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import exceeds, indirect, limits, people_give, unverified
from ropa.checks.facts import is_said, recorded
from ropa.language import articles, duration
from ropa.law import Limit
from ropa.model.activities import Activity
from ropa.model.duties import Information
from ropa.questions.retention_periods import span

CODE = "N112"
NAME = "people-told-in-time"
ASKS = "Are people told in time?"
SEVERITY = Severity.ERROR
ARTICLES = ("13(1)", "14(3)")
ITEMS = ("N14-3",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per statement of a time that is too long, and one per activity told only after its start."""
    allowed = limits(subject, "information-indirect")
    if not allowed:
        return
    from_others = indirect(subject.register)
    for activity in recorded(subject.register):
        told = [item for item in activity.information if is_said(item) and item.exception is None]
        if told and is_said(activity):
            direct = bool(people_give(subject.register, activity))
            others = activity.key in from_others
            for item in told:
                yield from _by_time(activity, item, allowed, only_direct=direct and not others)
            yield from _by_date(activity, told, allowed, only_others=others and not direct)


def _by_time(
    activity: Activity, item: Information, allowed: tuple[Limit, ...], *, only_direct: bool
) -> Iterator[Finding]:
    broken = [row for row in allowed if exceeds(item.within, row.value)]
    length = span(item.within)
    if only_direct and length is not None and length.longest > 0:
        yield _found(
            activity,
            item,
            f"{activity.title}: people give their data themselves, and are told only within {duration(item.within)}",
            Severity.WARNING,
            "tell people when they give their data (Article 13(1))",
        )
    elif broken:
        row = broken[0]
        yield _found(
            activity,
            item,
            f"{activity.title}: people are told within {duration(item.within)}; {articles(row.articles)} allows "
            f"{duration(row.value)} where data come from others{unverified(broken)}",
            softened(SEVERITY, item.certainty, activity.certainty),
            f"tell people within {duration(row.value)}, earlier at the first message or disclosure",
        )


def _by_date(
    activity: Activity, told: list[Information], allowed: tuple[Limit, ...], *, only_others: bool
) -> Iterator[Finding]:
    """Yield a finding where the earliest information is dated after the start, or after the time that follows it."""
    dated = sorted((item.date, number) for number, item in enumerate(told) if item.date is not None)
    if activity.since is None or not dated or len(dated) < len(told):
        return
    day, number = dated[0]
    row = allowed[0]
    start = max(activity.since, row.valid_from)
    longest = span(row.value)
    last = start + dt.timedelta(days=longest.longest if only_others and longest is not None else 0)
    if day > last:
        yield _found(
            activity,
            told[number],
            f"{activity.title}: people were told on {day.isoformat()}, though it is done since "
            f"{activity.since.isoformat()}",
            Severity.WARNING,
            "record the information that people had from the start, or tell those who were not told",
        )


def _found(activity: Activity, item: Information, message: str, severity: Severity, fix: str) -> Finding:
    return _finding(
        f"activities/{activity.key}/information",
        message,
        fix=fix,
        position=item.position or activity.position,
        severity=severity,
        cites=cites_of(item),
    )
