"""A contract is the basis only for what the contract with the person needs.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment, web-analytics], legal_basis: [{basis: contract}]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      orders: {purposes: [order-fulfilment], legal_basis: [{basis: contract}]}
      figures: {purposes: [web-analytics], legal_basis: [{basis: consent, form: opt-in}]}

Why: Article 6(1)(b) covers what is objectively necessary for a contract with the person, or for steps
before one at the person's request, not whatever the terms mention. Advertising, profiling, analytics
and the improvement of a service are as a rule not necessary for it (EDPB Guidelines 2/2019). Where
the service bought is itself such a thing, a waiver with that reason settles it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled, is_for, purposes_of, within
from ropa.checks.facts import titles
from ropa.model.words import Basis

CODE = "B121"
NAME = "contract-necessary"
ASKS = "Is the contract a basis only for what it needs?"
SEVERITY = Severity.WARNING
ARTICLES = ("6(1)(b)",)
ITEMS = ("L6-1b",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Purposes, with all that stand below them in the vocabulary, that serve the controller rather than the contract.
#: `marketing` itself is compared alone: what people ask for before a contract stands below it too.
_NOT_NEEDED = frozenset(
    {
        "advertising",
        "direct-marketing",
        "market-research",
        "product-development",
        "profiling",
        "service-improvement",
        "web-analytics",
    }
)
_MARKETING = "marketing"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that rests such purposes on a contract."""
    register = subject.register
    for activity in controlled(subject):
        contracts = bases_of(activity, Basis.CONTRACT)
        found = [
            use
            for use in purposes_of(activity)
            if (use.key == _MARKETING or within(register, use.key, _NOT_NEEDED))
            and any(is_for(register, item, use.key) for item in contracts)
        ]
        if found:
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: a contract with the person hardly needs "
                f"{titles(register, (use.key for use in found))}",
                fix="name the basis of these purposes with `for: [...]`, such as consent",
                position=contracts[0].position,
                cites=cites_of(*contracts, *found),
            )
