"""A register that shows no transfer for an activity says that its recipients are complete.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter: {data_subjects: [customer], data: [email-address], recipients: [mailer]}

Right:

    ropa: 1
    register: {organisation: shop, complete: [recipients]}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter: {data_subjects: [customer], data: [email-address], recipients: [mailer]}

Why: Under letter (e) of Article 30(1) an authority expects "no transfer" where there is none. A
list that may have gaps supports only "no transfer is stated". The register can say that the list is
complete, that an activity has no recipients, or promise that data go only to certain countries.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_country, places_of, recorded, said_flows
from ropa.model.activities import Activity
from ropa.model.words import Completeness

CODE = "A152"
NAME = "absence-of-transfers-stated"
SEVERITY = Severity.INFO
ARTICLES = ("30(1)(e)",)
ITEMS = ("A30-1-e-1",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the activities without a stated transfer whose recipients may be more."""
    register = subject.register
    limited = any(promise.only is not None and promise.only.countries for promise in register.promises.values())
    if limited or Completeness.RECIPIENTS in register.complete:
        return
    silent = [
        activity.key
        for activity in recorded(register)
        if not activity.no_recipients and not _names_third_country(subject, activity)
    ]
    if silent:
        named = ", ".join(register.activities[key].title for key in silent[:6])
        more = f" and {len(silent) - 6} more" if len(silent) > 6 else ""
        yield _finding(
            "register",
            f"the record can say only that no transfer is stated, not that there is none, for: {named}{more}",
            fix="when every recipient is recorded, add `complete: [recipients]` under `register`",
            position=register.position,
        )


def _names_third_country(subject: Subject, activity: Activity) -> bool:
    """Return whether a flow of the activity goes to a country outside the area of a regime of the register."""
    places = {place for flow in said_flows(activity) for place in places_of(subject.register, flow)}
    return any(
        subject.law.area_row(regime, place, subject.as_of) is None
        for place in places
        if is_country(subject.law, place)
        for regime in subject.register.regimes
    )
