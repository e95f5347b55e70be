"""Of every activity it is recorded how the people concerned are told.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment]}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment], information: [{document: policy, when: before an order}]}

Why: People are told of the processing when their data are obtained (Article 13), or in time where the data come from
elsewhere (Article 14), in a form that they can find (Article 12(1)). That a document exists does not say who gets it,
nor when. One finding for the whole register, and only where it cites documents or records information anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.duties import limits
from ropa.checks.facts import is_said, recorded
from ropa.language import some
from ropa.model.activities import Activity

CODE = "N111"
NAME = "information-recorded"
ASKS = "Is it recorded how people are told?"
SEVERITY = Severity.INFO
ARTICLES = ("12(1)", "13(1)", "14(1)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register: the activities of which it is not recorded how people are told."""
    register = subject.register
    if not limits(subject, "information-indirect") or (register.general and _is_told(register.general)):
        return
    own = [activity for activity in recorded(register) if is_said(activity)]
    silent = [activity for activity in own if not _is_told(activity)]
    if silent and (register.documents or len(silent) < len(own)):
        names = [activity.title for activity in silent]
        yield _finding(
            "register",
            f"how and when the people concerned are told is not stated for {some(names)}",
            fix="add `information: [{document, when}]` to these activities, or once to `general`",
            position=register.position,
        )


def _is_told(activity: Activity) -> bool:
    return any(is_said(item) for item in activity.information)
