"""Who claims to need no record shows that the exemption holds.

An error where a statement of the register speaks against it, a warning where a condition is not stated.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr], exemption: "fewer than 250 employees"}
    organisations: {shop: {name: Shop, country: IE, headcount: 12}}
    activities:
      orders: {purposes: [order-fulfilment], occasional: no, risk: no}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr], exemption: "small, single orders only"}
    organisations: {shop: {name: Shop, country: IE, headcount: 12}}
    activities:
      orders: {purposes: [order-fulfilment], occasional: yes, risk: no}

Why: Article 30(5) spares small organisations the record, and takes it back for every processing that is likely to
be a risk, that is not occasional, or that includes special categories or criminal data: each of the three alone is
enough. Staff, customers and newsletters are hardly ever occasional. The number of persons employed is a dated row of
the law. Under Swiss law only that number is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import marks_of_law
from ropa.checks.facts import data_of, is_said
from ropa.language import regime_label, some
from ropa.law import Limit
from ropa.model.activities import Activity

CODE = "A191"
NAME = "record-exemption-holds"
ASKS = "Does the exemption from the record hold?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(5)",)
ITEMS = ("A30-5",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Topic of the rows that say below how many persons employed the record may be spared.
_TOPIC = "record-headcount"

#: The provision whose conditions beside the number these are, however it is cited.
_CONDITIONS_OF = "30(5)"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for what speaks against a claimed exemption, and one for what is not stated of it."""
    register = subject.register
    if not register.exemption:
        return
    own = register.organisations[register.organisation]
    found = (
        subject.law.limit(_TOPIC, regime=regime, on=subject.as_of, country=own.country) for regime in register.regimes
    )
    rows = [row for row in found if row is not None]
    against, open_ = _by_number(own.headcount, rows)
    if any(article.endswith(_CONDITIONS_OF) for row in rows for article in row.articles):
        marked = frozenset(marks_of_law(register))
        for said, titles in _by_activity(tuple(register.activities.values()), marked, against=True).items():
            against.append(f"{said}: {_named(titles)}")
        for said, titles in _by_activity(tuple(register.activities.values()), marked, against=False).items():
            open_.append(f"{said}: {_named(titles)}")
    for reasons, words, severity in ((against, "does not hold", SEVERITY), (open_, "is not shown", Severity.WARNING)):
        if reasons:
            mark = register.mark("exemption")
            yield _finding(
                "register/exemption",
                f"the exemption from keeping a record {words}: {'; '.join(reasons)}",
                fix="keep the record, or state `headcount`, and `occasional` and `risk` of each activity",
                position=mark.position or register.position,
                severity=severity,
                articles=tuple(dict.fromkeys(article for row in rows for article in row.articles)) or ARTICLES,
                cites=mark.cites,
            )


def _by_number(headcount: int | None, rows: list[Limit]) -> tuple[list[str], list[str]]:
    """Return what the number of persons employed says against the exemption, and what is not stated of it."""
    if headcount is None:
        return [], ["how many persons are employed is not stated (`headcount`)"] if rows else []
    against = [
        f"{headcount} persons are employed, and {row.value} or more are too many under the {regime_label(row.regime)}"
        + ("" if row.verified == "yes" else " (not verified)")
        for row in rows
        if headcount >= int(row.value)
    ]
    return against, []


def _by_activity(activities: tuple[Activity, ...], marked: frozenset[str], *, against: bool) -> dict[str, list[str]]:
    """Return by reason the activities that the exemption does not reach, or (`against` False) of which that is open."""
    found: dict[str, list[str]] = {}
    for activity in activities:
        if not is_said(activity):
            continue
        if against:
            reasons = {
                "not occasional": activity.occasional is False,
                "likely to be a risk": activity.risk is True,
                "special categories or criminal data": bool(marked & set(data_of(activity))),
            }
        else:
            reasons = {
                "`occasional` is not stated": activity.occasional is None,
                "`risk` is not stated": activity.risk is None,
            }
        for said, holds in reasons.items():
            if holds:
                found.setdefault(said, []).append(activity.title)
    return found


def _named(titles: list[str]) -> str:
    return some(titles)
