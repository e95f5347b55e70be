"""A condition that rests on a law names it, and the safeguards that go with it.

Employment, substantial public interest, public health, research: `law:` of the activity or of a basis;
for research also a measure of data minimisation such as pseudonymisation. Health care: the law, or a
duty of confidentiality among the measures.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      sick-notes:
        purposes: [human-resources-management]
        special_category_condition: employment-and-social-protection
        flows:
          - employee -> shop: [sickness-absence]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: DE}}
    activities:
      sick-notes:
        purposes: [human-resources-management]
        special_category_condition: employment-and-social-protection
        law: ["EFZG section 5"]
        flows:
          - employee -> shop: [sickness-absence]

Why: Employment and social law (b), a substantial public interest (g), health care (h), public health
(i) and research (j) of Article 9(2) hold only as far as the law of the Union or a Member State, or a
collective agreement under (b), provides for it. Health care needs people bound by professional secrecy
(Article 9(3)), research the safeguards of Article 89(1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import at, bases_of, cites_of, laws, measure_keys, title, unmet
from ropa.model.activities import Activity
from ropa.model.base import Use

CODE = "B136"
NAME = "special-condition-under-law"
ASKS = "Is the law behind the condition named?"
SEVERITY = Severity.WARNING
ARTICLES = ("9(2)(b)", "9(2)(g)", "9(2)(h)", "9(2)(i)", "9(2)(j)")
ITEMS = ("S9-2b", "S9-2g", "S9-2h", "S9-2i", "S9-2j")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Measures of the vocabulary that serve data minimisation (Article 89(1)).
_MINIMISING = frozenset({"anonymisation", "data-masking", "data-minimisation", "pseudonymisation"})
_SECRECY = "confidentiality-undertaking"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and for `general`: what its conditions demand and the register does not show."""
    for activity, found in unmet(subject, _DEMANDS):
        terms = subject.vocabulary.conditions
        told = "; ".join(f"{terms[use.key].label.lower()} is the condition, but {lacks}" for use, lacks in found)
        yield _finding(
            at(activity),
            f"{title(activity)}: {told}",
            fix="add `law:` to the activity, and the measures that the condition asks for",
            position=found[0][0].position or activity.position,
            articles=tuple(terms[use.key].article for use, _ in found),
            cites=cites_of(*(use for use, _ in found)),
        )


def _law(subject: Subject, activity: Activity, use: Use) -> str:  # noqa: ARG001 - one signature for all demands
    return "" if laws(activity, bases_of(activity)) else "no law is cited"


def _care(subject: Subject, activity: Activity, use: Use) -> str:
    if not _law(subject, activity, use) or _SECRECY in measure_keys(subject.register, activity):
        return ""
    return "neither a law nor a duty of secrecy (Article 9(3)) is stated"


def _research(subject: Subject, activity: Activity, use: Use) -> str:
    lacks = [_law(subject, activity, use)]
    if not _MINIMISING & measure_keys(subject.register, activity):
        lacks.append("no safeguard of Article 89(1), such as pseudonymisation, is among the measures")
    return " and ".join(filter(None, lacks))


#: By condition: returns what the register does not show of it, or an empty text.
_DEMANDS: Final[Mapping[str, Callable[[Subject, Activity, Use], str]]] = MappingProxyType(
    {
        "employment-and-social-protection": _law,
        "substantial-public-interest": _law,
        "health-or-social-care": _care,
        "public-health": _law,
        "archiving-research-statistics": _research,
    }
)
