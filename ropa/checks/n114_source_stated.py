"""Data that do not come from the people themselves have a named source, and it is stated whether that is public.

A warning where the source stands for a class of organisations, for your information where it is named, or
is the class of one's own customers and the like (`same_as`), and only `public_source` is not stated.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}, brokers: {name: Address brokers, kind: category}}
    activities:
      letters:
        flows: [brokers -> shop: {data: [postal-address], subjects: [prospect]}]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}, broker: {name: Broker Ltd}}
    activities:
      letters:
        flows: [broker -> shop: {data: [postal-address], subjects: [prospect], public_source: no}]

Why: People whose data come from elsewhere are told from which source, and whether it is open to the public (Article
14(2)(f)); only where the origin cannot be told is a general answer enough. What a processor hands back comes from no
other source, and an organisation that speaks of itself is the person.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import softened
from ropa.checks.duties import Source, informing, limits, sources_of
from ropa.checks.facts import is_named, is_said, titles
from ropa.model.words import OrganisationKind

CODE = "N114"
NAME = "source-stated"
ASKS = "Is the source of the data stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("14(2)(f)",)
ITEMS = ("N14-2f",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per source outside that is not named, or of which it is not stated whether it is public."""
    register = subject.register
    if not limits(subject, "information-indirect"):
        return
    known = {kind.same_as for kind in register.data_subjects.values()}
    for source in sources_of(register, informing(register)):
        organisation = register.organisations[source.organisation]
        unnamed = organisation.kind is OrganisationKind.CATEGORY or not is_named(organisation)
        unnamed = unnamed and organisation.key not in known
        silent = any(flow.public_source is None for flow in source.flows)
        if unnamed or silent:
            yield _found(subject, source, unnamed=unnamed, silent=silent)


def _found(subject: Subject, source: Source, *, unnamed: bool, silent: bool) -> Finding:
    register = subject.register
    organisation = register.organisations[source.organisation]
    pairs = [pair for flow in source.flows for pair in flow.pairs if is_said(pair)]
    whom = titles(register, sorted({pair.subject for pair in pairs if pair.subject is not None}))
    data = titles(register, sorted({pair.data for pair in pairs if pair.data is not None}))
    missing = ["which one it is"] if unnamed else []
    missing += ["whether it is open to the public"] if silent else []
    return _finding(
        f"organisations/{organisation.key}",
        f"{data or 'data that are not stated'} about {whom or 'people who are not stated'} come from "
        f"{organisation.title}; not stated of this source: {'; '.join(missing)}",
        fix="name the source under `organisations`, and add `public_source: yes` or `no` to the flows from it",
        position=source.flows[0].position or organisation.position,
        severity=softened(SEVERITY if unnamed else Severity.INFO, *(flow.certainty for flow in source.flows)),
        cites=tuple(dict.fromkeys(cite for flow in source.flows for cite in flow.cites)),
    )
