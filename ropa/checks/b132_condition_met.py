"""A condition that lies in what people do or need shows what it demands itself.

Explicit consent: a consent with `form: explicit`. Vital interests: why the person cannot consent
(`stated_as:`). Bodies without profit: no outside recipients, unless people consent. Made public by the
person: a flow with `public_source: yes`, or `stated_as:`. Legal claims: a purpose of that kind, or
`stated_as:`.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      canteen:
        purposes: [service-provision]
        legal_basis: [{basis: consent, form: opt-in}]
        special_category_condition: explicit-consent
        flows:
          - employee -> shop: [health-data]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      canteen:
        purposes: [service-provision]
        legal_basis: [{basis: consent, form: explicit}]
        special_category_condition: explicit-consent
        flows:
          - employee -> shop: [health-data]

Why: Each letter of Article 9(2) is an exception with conditions of its own: consent that is explicit
and for stated purposes (a), people who are unable to consent (c), a closed circle of members with
nothing told outside without consent (d), an act of the person that makes the data public (e), a claim
or a court (f).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import at, bases_of, cites_of, form_of, purposes_of, title, unmet, within
from ropa.checks.facts import receivers, said_flows, titles
from ropa.model.activities import Activity
from ropa.model.base import Use
from ropa.model.words import Basis, ConsentForm

CODE = "B132"
NAME = "special-condition-met"
ASKS = "Is the condition for special categories met?"
SEVERITY = Severity.WARNING
ARTICLES = ("9(2)(a)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)")
ITEMS = ("S9-2a", "S9-2c", "S9-2d", "S9-2e", "S9-2f")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Purposes, with all that stand below them in the vocabulary, that are about claims.
_CLAIMS = frozenset({"legal-claims", "complaint-handling", "debt-collection"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and for `general`: what its conditions demand and the register does not show."""
    for activity, found in unmet(subject, _DEMANDS):
        terms = subject.vocabulary.conditions
        told = "; ".join(f"{terms[use.key].label.lower()} is the condition, but {lacks}" for use, lacks in found)
        yield _finding(
            at(activity),
            f"{title(activity)}: {told}",
            fix="add what is missing, or state the condition that holds (`ropa explain B132` says what each asks)",
            position=found[0][0].position or activity.position,
            articles=tuple(terms[use.key].article for use, _ in found),
            cites=cites_of(*(use for use, _ in found)),
        )


def _explicit(subject: Subject, activity: Activity, use: Use) -> str:  # noqa: ARG001 - one signature for all demands
    consents = bases_of(activity, Basis.CONSENT)
    if any(form_of(item)[0] is ConsentForm.EXPLICIT for item in consents):
        return ""
    forms = ", ".join(sorted({form.value for item in consents if (form := form_of(item)[0]) is not None}))
    return f"the consent recorded is only {forms}" if forms else "no consent with `form: explicit` is recorded"


def _vital(subject: Subject, activity: Activity, use: Use) -> str:  # noqa: ARG001
    return "" if use.stated_as.strip() else "why the person cannot consent is not stated"


def _circle(subject: Subject, activity: Activity, use: Use) -> str:  # noqa: ARG001
    outside = receivers(subject.register, said_flows(activity))
    if not outside or bases_of(activity, Basis.CONSENT):
        return ""
    return f"data go outside, without consent, to {titles(subject.register, sorted(outside))}"


def _public(subject: Subject, activity: Activity, use: Use) -> str:  # noqa: ARG001
    shown = any(flow.public_source for flow in said_flows(activity))
    return "" if shown or use.stated_as.strip() else "where the person made them public is not stated"


def _claims(subject: Subject, activity: Activity, use: Use) -> str:
    shown = any(within(subject.register, item.key, _CLAIMS) for item in purposes_of(activity))
    return "" if shown or use.stated_as.strip() else "which claim or court it is about is not stated"


#: By condition: returns what the register does not show of it, or an empty text.
_DEMANDS: Final[Mapping[str, Callable[[Subject, Activity, Use], str]]] = MappingProxyType(
    {
        "explicit-consent": _explicit,
        "vital-interests": _vital,
        "not-for-profit-body": _circle,
        "manifestly-public": _public,
        "legal-claims": _claims,
    }
)
