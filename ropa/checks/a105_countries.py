"""Every recipient's country is known, so that one can say whether data leave the area of the law.

An info finding where the country comes only from the shipped directory.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: DE}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: [email-address]

Why: Article 30(1)(e), and 30(2)(c) for processors, ask for transfers to third countries, with the
country identified. Where no country is stated, or only a word that is none ("worldwide"), the record
can say neither that there is a transfer nor that there is none. A group such as EU is enough where
all its members are inside the area of the regime; a region outside is not. The Swiss record names
the State of each disclosure abroad (FADP 12).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, country_name, is_country, places_of, receivers
from ropa.law import Law
from ropa.model.parties import Organisation
from ropa.model.words import OrganisationKind, Source

CODE = "A105"
NAME = "recipient-country-known"
ASKS = "Is the country of each recipient known?"
SEVERITY = Severity.WARNING
ARTICLES = ("30(1)(e)", "44", "30(2)(c)", "FADP 12")
ITEMS = ("A30-1-e-1", "A30-2-c", "A30-CH")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES[:2])

#: Topic of the provisions that ask for the State of each disclosure abroad.
_TOPIC = "state-of-disclosure"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield findings per recipient and reason; flows for which a safeguard is claimed are left to A151."""
    register = subject.register
    doubts: dict[tuple[str, str], int] = {}
    asking = [row for row in subject.law.provisions_on(_TOPIC, subject.as_of) if row.regime in register.regimes]
    articles = ARTICLES if asking else ARTICLES[:2]
    for key, flows in receivers(register, all_flows(register)).items():
        public = register.organisations[key].kind is OrganisationKind.PUBLIC
        for flow in flows:
            if flow.safeguard:
                continue
            for place in sorted(set(places_of(register, flow))):
                if not place and public:
                    continue  # everybody has no country; T102 asks a person to weigh the publication
                if not _can_say(subject, place):
                    doubts[key, place] = doubts.get((key, place), 0) + 1
        organisation = register.organisations[key]
        if organisation.country and organisation.mark("country").source is Source.DIRECTORY:
            yield _borrowed(subject.law, organisation)
    for (key, place), count in sorted(doubts.items()):
        yield _doubt(register.organisations[key], place, count, articles)


def _can_say(subject: Subject, place: str) -> bool:
    """Return whether one can say of a place, under every regime of the register, whether it is a third country."""
    if is_country(subject.law, place):
        return True
    if not place or not subject.law.is_group(place):
        return False
    members = subject.law.members(place, subject.as_of, territories=False)
    return all(
        subject.law.area_row(regime, country, subject.as_of) is not None
        for regime in subject.register.regimes
        for country in members
    )


def _doubt(organisation: Organisation, place: str, count: int, articles: tuple[str, ...]) -> Finding:
    times = "1 flow" if count == 1 else f"{count} flows"
    what = f"`{place}` does not say which country that is" if place else "the country of the recipient is not stated"
    return _finding(
        f"organisations/{organisation.key}",
        f"data go to {organisation.title} in {times}, but {what}: a transfer to a third country cannot be ruled out",
        fix=f"add `country:` (two letters) under `organisations`, `{organisation.key}`, or `locations:` at the flow",
        position=organisation.position,
        articles=articles,
    )


def _borrowed(law: Law, organisation: Organisation) -> Finding:
    return _finding(
        f"organisations/{organisation.key}",
        f"the country of {organisation.title}, {country_name(law, organisation.country)}, is not stated in the "
        "register: it comes only from the vendor directory of this software",
        fix=f"look at your contract and write its `country:` under `organisations`, `{organisation.key}`",
        position=organisation.position,
        severity=Severity.INFO,
    )
