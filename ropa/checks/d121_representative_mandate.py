"""A representative has a written mandate, and sits where the people are.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations:
      shop:
        name: Shop
        country: US
        representative: {name: Rep Ltd, email: rep@shop.example, for: eu-gdpr}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations:
      shop:
        name: Shop
        country: US
        representative: {name: Rep Ltd, email: rep@shop.example, for: eu-gdpr, country: FR, mandate: mandate.pdf}
    data_subjects:
      customer: {name: Customers in France, country: FR}

Why: Article 27(1) asks for a designation in writing, Article 27(3) for a seat in one of the member states
where the people are whose data are processed. Who sits inside the area needs no representative; whether
there is one at all is A113's. Where people are is known only of kinds of people that have a `country`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_country
from ropa.language import regime_label
from ropa.law import Provision
from ropa.model.parties import Representative
from ropa.questions.text import distinct

CODE = "D121"
NAME = "representative-mandated"
ASKS = "Does the representative have a mandate?"
SEVERITY = Severity.WARNING
ARTICLES = ("27(1)", "27(3)")
ITEMS = ("R27-1", "R27-3")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Topic of the provisions that ask for a representative.
_TOPIC = "representative"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per regime that asks for a representative: mandate, seat and where the people are."""
    register = subject.register
    own = register.organisations[register.organisation]
    if not is_country(subject.law, own.country):
        return
    for duty in subject.law.provisions_on(_TOPIC, subject.as_of):
        outside = subject.law.area_row(duty.regime, own.country, subject.as_of) is None
        serving = [rep for rep in own.representative if not rep.for_regimes or duty.regime in rep.for_regimes]
        if duty.regime not in register.regimes or not outside or not serving:
            continue
        doubts = min((_doubts(subject, duty, rep) for rep in serving), key=len)
        if doubts:
            unverified = "" if duty.verified == "yes" else "; the row of the law behind it was not verified"
            yield _finding(
                f"organisations/{own.key}/representative",
                f"of the representative for the {regime_label(duty.regime)}: {'; '.join(doubts)}{unverified}",
                fix="add `country` and `mandate` under `representative`, or name one where the people are",
                position=serving[0].position or own.position,
                cites=distinct(cite for rep in serving for cite in rep.cites),
            )


def _doubts(subject: Subject, duty: Provision, rep: Representative) -> list[str]:
    law, regime, as_of = subject.law, duty.regime, subject.as_of
    doubts = []
    if not rep.mandate:
        doubts.append("a written mandate is not stated")
    if not rep.country:
        doubts.append("in which country it is established is not stated")
    elif not is_country(law, rep.country) or law.area_row(regime, rep.country, as_of) is None:
        doubts.append(f"its country, {rep.country}, is not inside the area")
    else:
        kinds = subject.register.data_subjects.values()
        places = {kind.country for kind in kinds if law.area_row(regime, kind.country, as_of) is not None}
        if places and rep.country not in places:
            doubts.append(f"its country is {rep.country}, the people are stated to be in {', '.join(sorted(places))}")
    return doubts
