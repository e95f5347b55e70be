"""What a reader noticed in the documents has been settled.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop}}
    observations:
      - kind: contradiction
        says: policy:12
        but: policy:41
        why: consent only, yet other bases
        articles: ["6"]

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop}}

Why: A contradiction between two sentences is neither of them. Both stay in the register with their
lines until the organisation decides; until then every check shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.model.activities import Observation

CODE = "C102"
NAME = "observations-settled"
ASKS = "Are the observations settled?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per observation, numbered from 1 in file order, with its articles and both citations."""
    for number, observation in enumerate(subject.register.observations, start=1):
        yield _finding(
            f"observations/{number}",
            _words(observation),
            fix="settle it in the documents and in the register, then remove the observation",
            position=observation.position,
            articles=observation.articles,
            cites=(*observation.says, *observation.but, *observation.cites),
        )


def _words(observation: Observation) -> str:
    says, but = (", ".join(cite.as_text() for cite in cites) for cites in (observation.says, observation.but))
    sides = f" ({says} but {but})" if says and but else f" ({says or but})" if says or but else ""
    return f"{observation.kind}: {observation.why or 'no reason is stated'}{sides}"
