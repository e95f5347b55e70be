"""No service depends on a consent that it does not need.

Found where the register says `conditional: yes`, and where consent is the only basis for data that
people must provide to be served.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts:
        purposes: [account-management]
        legal_basis: [{basis: consent, form: opt-in}]
        flows:
          - customer -> shop: {data: [date-of-birth], mandatory: {otherwise: no account}}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      accounts:
        purposes: [account-management]
        legal_basis: [{basis: consent, form: opt-in, conditional: no}]
        flows:
          - customer -> shop: {data: [date-of-birth], voluntary: yes}

Why: Consent is hardly free where a contract or service depends on it although the data are not needed
for it (Articles 7(4) and 4(11), recital 43). Data that are needed have another basis, such as the
contract (Article 6(1)(b)); the rest is asked for without consequences.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, blanket, blanket_at, cites_of, controlled
from ropa.checks.facts import said_flows, titles
from ropa.model.activities import Flow, LegalBasis
from ropa.model.register import Register
from ropa.model.words import Basis

CODE = "B115"
NAME = "consent-free"
ASKS = "Is consent free?"
SEVERITY = Severity.WARNING
ARTICLES = ("7(4)", "4(11)")
ITEMS = ("CN7-4",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for a conditional consent to everything, then one per activity whose own is conditional.

    An activity is found as well where consent is the only basis for data that people must provide.
    """
    register = subject.register
    everything = blanket(subject)
    tied = _tied(everything)
    if tied:
        yield _found(blanket_at(register), "the service depends on a consent to everything", tied, ())
    for activity in controlled(subject):
        at = f"activities/{activity.key}"
        bases = bases_of(activity)
        tied = _tied(bases)
        relied_on = bases or everything
        if tied:
            yield _found(at, f"{activity.title}: the service depends on this consent", tied, ())
        elif relied_on and all(item.basis is Basis.CONSENT and item.conditional is not False for item in relied_on):
            flows = tuple(flow for flow in said_flows(activity) if flow.mandatory is not None)
            if flows:
                yield _found(at, f"{activity.title}: {_words(register, flows)}", relied_on, flows)


def _tied(bases: tuple[LegalBasis, ...]) -> tuple[LegalBasis, ...]:
    return tuple(item for item in bases if item.basis is Basis.CONSENT and item.conditional)


def _words(register: Register, flows: tuple[Flow, ...]) -> str:
    data = titles(register, sorted({pair.data for flow in flows for pair in flow.pairs if pair.data is not None}))
    otherwise = next((flow.mandatory.otherwise for flow in flows if flow.mandatory and flow.mandatory.otherwise), "")
    consequence = f" (otherwise: {otherwise})" if otherwise else ""
    return f"consent is the only basis stated, yet people must provide {data or 'data'}{consequence}"


def _found(at: str, message: str, bases: tuple[LegalBasis, ...], flows: tuple[Flow, ...]) -> Finding:
    return _finding(
        at,
        message,
        fix="name the basis on which needed data rest, and ask for the rest without consequences",
        position=flows[0].position if flows else bases[0].position,
        cites=cites_of(*bases, *flows),
    )
