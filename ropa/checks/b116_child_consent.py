"""Where children consent, the age from which they can do so alone is stated, and is that of the law.

A parent or guardian among the people of the activity counts for parental consent. The age of the law
is that of the country of the children, else of the organisation.

Wrong:

    ropa: 1
    register: {organisation: club}
    organisations: {club: {name: Club, country: DE}}
    activities:
      game: {purposes: [newsletter], legal_basis: [{basis: consent}], data_subjects: [child], data: [username]}

Right:

    ropa: 1
    register: {organisation: club}
    organisations: {club: {name: Club, country: DE}}
    activities:
      game:
        purposes: [newsletter]
        legal_basis: [{basis: consent, minimum_age: 16}]
        data_subjects: [child]
        data: [username]

Why: For services of the information society that are offered directly to a child, its own consent
counts only from 16 years, or from the lower age, not below 13, that the law of a Member State sets;
below it, who has parental responsibility consents or authorises it (Article 8(1)). A register cannot
show whether a service is such a one, hence a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import bases_of, cites_of, controlled
from ropa.checks.facts import subjects_of
from ropa.language import articles
from ropa.law import Limit
from ropa.model.activities import Activity, LegalBasis
from ropa.model.register import Register
from ropa.model.words import Basis

CODE = "B116"
NAME = "child-consent-of-age"
ASKS = "Are children old enough to consent?"
SEVERITY = Severity.WARNING
ARTICLES = ("8(1)", "6(1)(a)")
ITEMS = ("CN8",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_CHILD = "child"
_PARENT = "parent-or-guardian"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity in which children consent without an age, or from one that is too low."""
    for activity in controlled(subject):
        consents = bases_of(activity, Basis.CONSENT)
        if consents:
            message = _wrong(subject, activity, consents)
            if message:
                yield _finding(
                    f"activities/{activity.key}",
                    f"{activity.title}: {message}",
                    fix="set `minimum_age:` of the consent, and record how a parent consents below it",
                    position=consents[0].position,
                    cites=cites_of(*consents),
                )


def _wrong(subject: Subject, activity: Activity, consents: tuple[LegalBasis, ...]) -> str:
    people = subjects_of(subject.register, activity)
    children = [key for key in people if _is_a(subject.register, key, _CHILD)]
    limits = _limits(subject, children)
    ages = [item.minimum_age for item in consents if item.minimum_age is not None]
    low = [(age, country, limit) for age in ages for country, limit in limits if age < int(limit.value)]
    if low:
        age, country, limit = min(low, key=lambda row: (row[0], -int(row[2].value)))
        return f"children consent alone from {age} years; {_law_of(subject, country, limit)}"
    if ages or not children or any(_is_a(subject.register, key, _PARENT) for key in people):
        return ""
    told = "; ".join(_law_of(subject, country, limit) for country, limit in limits)
    return f"children consent, yet neither an age nor a parent's consent is stated{'; ' if told else ''}{told}"


def _is_a(register: Register, key: str, kind: str) -> bool:
    return kind in (key, *register.wholes("data_subjects", key))


def _limits(subject: Subject, children: list[str]) -> list[tuple[str, Limit]]:
    """Return the ages of the law for these children with the country each is for, each once, by country."""
    register = subject.register
    stated = {register.data_subjects[key].country for key in children if key in register.data_subjects} - {""}
    owner = register.organisations.get(register.organisation)
    places = sorted(stated) or [owner.country if owner is not None else ""]
    found: dict[tuple[str, str], Limit] = {}
    for regime in register.regimes:
        for place in places:
            limit = subject.law.limit("child-consent", regime=regime, on=subject.as_of, country=place)
            if limit is not None:
                found[place, regime] = limit
    return [(place, found[place, regime]) for place, regime in sorted(found)]


def _law_of(subject: Subject, country: str, limit: Limit) -> str:
    """Return the age of the law in words, with a mark where its row was not verified."""
    known = subject.law.countries.get(country)
    where = f" in {known.name}" if known is not None and limit.country else ""
    lower = "" if limit.country else ", where no Member State's law sets a lower one"
    doubt = {"yes": "", "partly": "; only partly verified"}.get(limit.verified, "; not verified")
    return f"the law asks for {limit.value} years{where}{lower} ({articles(limit.articles)}{doubt})"
