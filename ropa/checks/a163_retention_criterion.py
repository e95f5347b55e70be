"""A criterion for retention lets somebody determine the day on which the data go.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], criterion: as long as necessary}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        retention:
          - {data: [order-contents], criterion: until the guarantee on the goods has run out}

Why: "As long as necessary" repeats the principle of storage limitation (Article 5(1)(e)) instead of
applying it, "as required by law" names no law, and "for ever" is the opposite of a limit. Article
30(1)(f) asks for what the organisation envisages.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import only_from
from ropa.checks.retention import address, all_rules, what_of
from ropa.questions.retention_periods import is_endless

CODE = "A163"
NAME = "retention-criterion-concrete"
ASKS = "Is the criterion for the time limit concrete?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(f)", "5(1)(e)")
ITEMS = ("A30-1-f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Words which, alone or together, determine no day.
_EMPTY_WORDS = """
a achieve aims and any applicable appropriate are as be been business by certain collected data described else for
fulfil fulfill fulfilled goals has have in information is it its keep kept laid law laws legal legally legislation
legitimate long longer may must necessary need needed needs no not of only or our out outlined period permitted
personal policy privacy process processed processing purpose purposes reasonable reasons regulation regulations
regulatory relevant remain remains require required requirement requirements requires retain retained set so stated
statutory store stored suitable than that the their them there these they this those time to unless until used
useful was we were when where which while will with your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per rule without a period whose criterion determines nothing, or says that there is no end."""
    for activity, rule in all_rules(subject.register):
        endless = is_endless(rule.criterion)
        if not rule.period and (endless or only_from(rule.criterion, _EMPTY)):
            why = "names no end" if endless else "determines no day"
            yield _finding(
                address(activity),
                f"the criterion `{rule.criterion}` for {what_of(subject.register, rule)} {why}",
                fix="say what ends the need (an event, a deadline, a named provision), or add `period`",
                position=rule.position or activity.position,
                cites=rule.cites,
            )
