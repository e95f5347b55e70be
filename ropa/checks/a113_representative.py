"""An organisation seated outside the area of a regime that applies to it names its representative there.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations:
      shop: {name: Shop, country: US}

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations:
      shop:
        name: Shop
        country: US
        representative: {name: Rep Ltd, email: rep@shop.example, for: eu-gdpr}

Why: Article 30(1)(a) asks for the representative of Article 27. The duty does not exist where the
organisation is established in the area by a branch (Article 3(1)) or in the cases of Article 27(2): state the case in
`representative_exemption`, which D122 looks at, and a branch in a waiver. A subsidiary is a
representative only by a written mandate. A warning, because the seat alone does not decide; for your
information where the seat itself is not stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import can_be_reached, is_country
from ropa.language import regime_label
from ropa.law import Provision
from ropa.model.parties import Organisation

CODE = "A113"
NAME = "representative-named"
ASKS = "Is a representative named where one is needed?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(a)", "27(1)", "30(2)(a)", "13(1)(a)", "14(1)(a)")
ITEMS = ("A30-1-a-3", "A30-2-a", "N13-1a", "N14-1a")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


#: Topic of the provisions that ask for a representative.
_TOPIC = "representative"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per regime whose duty is in force, for a seat known to be outside its area."""
    register = subject.register
    own = register.organisations[register.organisation]
    duties = [duty for duty in subject.law.provisions_on(_TOPIC, subject.as_of) if duty.regime in register.regimes]
    if own.representative_exemption or not duties:
        return
    if not is_country(subject.law, own.country):
        yield from _seat_unknown(subject, own)
        return
    for duty in duties:
        if subject.law.area_row(duty.regime, own.country, subject.as_of) is None:
            missing = _missing(own, duty.regime)
            if missing:
                yield _found(own, duty, missing)


def _seat_unknown(subject: Subject, own: Organisation) -> Iterator[Finding]:
    """Yield one finding where neither a country nor a group of them says where the organisation sits."""
    if not (own.country and subject.law.is_group(own.country)) and not own.representative:
        stated = f"`{own.country}` is no country" if own.country else "its country is not stated"
        yield _finding(
            f"organisations/{own.key}",
            f"whether {own.title} needs a representative cannot be told: {stated}",
            fix=f"add `country:` (two letters) under `organisations`, `{own.key}`",
            position=own.position,
            severity=Severity.INFO,
            articles=("30(1)(a)", "27(1)"),
        )


def _missing(own: Organisation, regime: str) -> str:
    """Return what is not stated of the representative for a regime, empty if nothing; one without `for` serves any."""
    serving = [rep for rep in own.representative if not rep.for_regimes or regime in rep.for_regimes]
    if not serving:
        return "a representative there is not stated"
    if any((rep.name or rep.organisation) and can_be_reached(rep) for rep in serving):
        return ""
    return "name, or address, email or phone of the representative there is not stated"


def _found(own: Organisation, duty: Provision, missing: str) -> Finding:
    articles = " and ".join(duty.articles)
    doubt = "" if duty.verified == "yes" else f" (that {articles} still applies was not verified)"
    return _finding(
        f"organisations/{own.key}",
        f"seated in {own.country}, outside the area of the {regime_label(duty.regime)}, and {missing}{doubt}",
        fix="add `representative: {name, address, email, for}`, or `representative_exemption` where none is needed",
        position=own.position,
        articles=("30(1)(a)", *duty.articles),
    )
