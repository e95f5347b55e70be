"""A flow that claims a safeguard for a transfer names the country it goes to.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer}}
    safeguards:
      mailer-scc: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], safeguard: mailer-scc}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: US}}
    safeguards:
      mailer-scc: {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], safeguard: mailer-scc}

Why: Articles 30(1)(e) and 30(2)(c) ask for the identification of the third country. Whoever signs clauses for a
transfer says that there is one; "outside the EU" or a missing country does not tell where to.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, is_country, places_of

CODE = "A151"
NAME = "transfer-country-identified"
ASKS = "Is the country of the transfer identified?"
SEVERITY = Severity.ERROR
ARTICLES = ("30(1)(e)", "30(2)(c)")
ITEMS = ("A30-1-e-1", "A30-2-c")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per flow with a safeguard of which a place is not one country."""
    register = subject.register
    for flow in all_flows(register):
        places = sorted(set(places_of(register, flow))) if flow.safeguard else []
        unknown = [place for place in places if not is_country(subject.law, place)]
        if unknown:
            stated = ", ".join(f"`{place}`" for place in unknown if place) or "no country"
            yield _finding(
                flow.id,
                f"a safeguard is claimed for this flow to {register.title(flow.target)}, but {stated} is stated for it",
                fix="add `country:` with a two-letter code to the organisation, or `locations:` to the flow",
                position=flow.position,
                cites=flow.cites,
            )
