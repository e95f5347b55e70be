"""An exception from telling people is one that the law knows, with its reason.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows: [customer -> shop: [name]]
        information: [{exception: disproportionate}]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows: [customer -> shop: [name]]
        information: [{exception: already-informed, why: told in the contract that the order is under}]

Why: Where people give their data themselves there is one exception: as far as they already have the information
(Article 13(4)). Where data come from others, Article 14(5) knows four; for a disproportionate effort the controller
protects the people in other ways, among them by publishing the information. Who relies on an exception has to be able
to show why (Article 5(2)).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, softened
from ropa.checks.duties import indirect, limits, people_give
from ropa.checks.facts import is_said, recorded
from ropa.language import label
from ropa.model.activities import Activity
from ropa.model.duties import Information
from ropa.model.words import InformationException

CODE = "N113"
NAME = "information-exception-reasoned"
ASKS = "Is there a reason for not telling people?"
SEVERITY = Severity.WARNING
ARTICLES = ("13(4)", "14(5)", "5(2)")
ITEMS = ("N13-4", "N14-5")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per exception that does not fit where the data come from, has no reason, or is not public."""
    register = subject.register
    if not limits(subject, "information-indirect"):
        return
    from_others = indirect(register)
    for activity in recorded(register):
        excepted = [item for item in activity.information if item.exception is not None and is_said(item)]
        if not excepted or not is_said(activity):
            continue
        only_direct = bool(people_give(register, activity)) and activity.key not in from_others
        for item in excepted:
            wrong = _wrong(item, only_direct=only_direct)
            if wrong:
                yield _found(activity, item, *wrong)


def _wrong(item: Information, *, only_direct: bool) -> tuple[str, Severity, str] | None:
    """Return what is wrong with an exception, how bad it is, and what to do, or None."""
    if only_direct and item.exception is not InformationException.ALREADY_INFORMED:
        message = "is no exception where people give their data themselves"
        return message, Severity.ERROR, "tell people, or show that they already have the information"
    if not item.why.strip():
        return "is claimed without a reason", Severity.WARNING, "add the reason under `why`"
    if item.exception is InformationException.DISPROPORTIONATE and not item.document:
        message = "asks for the information to be public, and where it is published is not stated"
        return message, Severity.WARNING, "add the `document` in which it is published"
    return None


def _found(activity: Activity, item: Information, message: str, severity: Severity, fix: str) -> Finding:
    exception = label(str(item.exception))
    return _finding(
        f"activities/{activity.key}/information",
        f"{activity.title}: “{exception}” {message}",
        fix=fix,
        position=item.position or activity.position,
        severity=softened(severity, item.certainty, activity.certainty),
        cites=cites_of(item),
    )
