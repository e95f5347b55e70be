"""What is said beside activities: of systems, organisations, contracts, claims, cookies, rights and promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ropa.graph import Match
from ropa.language import label
from ropa.model.activities import Promise, Terms
from ropa.model.parties import Organisation, System
from ropa.model.words import Source
from ropa.questions.base import Context
from ropa.questions.facts_gather import Filter, measure_rows, pairs
from ropa.questions.facts_rows import FactRow, detail, known
from ropa.questions.text import distinct


def system_rows(context: Context, keys: Iterable[str]) -> Iterator[FactRow]:
    """Yield who runs these systems, where they are and how they are protected."""
    for key in keys:
        system = context.register.systems[key]
        at = f"systems/{key}"
        if system.operator:
            facts = known(system, "operator")
            yield FactRow(
                kind="operator", at=f"{at}/operator", said_of="system", receiver=key, value=system.operator, **facts
            )
        if system.part_of:
            facts = known(system, "part_of")
            yield FactRow(
                kind="part-of", at=f"{at}/part_of", said_of="system", receiver=key, value=system.part_of, **facts
            )
        yield from _storage(system, at)
        yield from measure_rows(context, system.measures, at, "system")


def _storage(system: System, at: str) -> Iterator[FactRow]:
    for entry in system.hosting:
        facts = known(entry, "country")
        facts["cites"] = distinct((*entry.cites, *entry.mark("country").cites))
        yield FactRow(
            kind="storage",
            at=f"{at}/hosting",
            said_of="system",
            sender=system.key,
            receiver=entry.by,
            value=entry.country or ", ".join(entry.locations.storage),
            detail=detail(
                access=entry.access, access_from=entry.locations.access, when=entry.when, for_=entry.for_keys
            ),
            **facts,
        )


def organisation_rows(context: Context, keys: Iterable[str]) -> Iterator[FactRow]:
    """Yield the countries and parent companies of these organisations, with who says so."""
    for key in keys:
        item = context.register.organisations[key]
        at = f"organisations/{key}"
        if item.country:
            yield FactRow(
                kind="country", at=f"{at}/country", said_of="organisation", receiver=key, value=item.country,
                **_of(item, "country"),
            )  # fmt: skip
        parent = item.parent_company
        if parent is not None:
            yield FactRow(
                kind="parent-company", at=f"{at}/parent_company", said_of="organisation", receiver=key,
                value=parent.organisation or parent.name, detail=detail(country=parent.country),
                **_of(item, "parent_company"),
            )  # fmt: skip


def _of(item: Organisation, field: str) -> dict[str, Any]:
    facts = known(item, field)
    if facts["origin"] == Source.DIRECTORY.value:
        facts["cites"] = ()  # the register cites the organisation, not what the directory adds to it
    return facts


def contract_rows(context: Context, wanted: Filter, named: frozenset[str]) -> Iterator[FactRow]:
    """Yield the agreements and safeguards that the facts name, or that the organisations asked about have made."""
    register = context.register
    for agreement in register.agreements.values():
        own = bool(wanted.organisations) and wanted.concerns(agreement.between)
        if own or agreement.key in named:
            yield FactRow(
                kind="agreement",
                at=f"agreements/{agreement.key}",
                said_of="organisation",
                value=agreement.kind.value,
                detail=detail(between=agreement.between, signed=agreement.signed, document=agreement.document),
                **known(agreement),
            )
    for safeguard in register.safeguards.values():
        own = bool(wanted.organisations) and wanted.concerns((*safeguard.between, safeguard.organisation))
        if own or safeguard.key in named:
            yield FactRow(
                kind="safeguard",
                at=f"safeguards/{safeguard.key}",
                said_of="organisation",
                value=safeguard.tool,
                detail=detail(
                    module=safeguard.module,
                    between=safeguard.between,
                    signed=safeguard.signed,
                    document=safeguard.document,
                ),
                **known(safeguard),
            )


def claim_rows(context: Context, wanted: Filter, categories: frozenset[str]) -> Iterator[FactRow]:
    """Yield what the organisation claims about categories: those asked about, or those that the facts hold."""
    graph, asked = context.graph, wanted.asked
    for key, category in context.register.data_categories.items():
        if category.declared is None:
            continue
        found = [graph.categories.match(data, key) for data in asked.data]
        matches = [match for match in found if match is not None]
        narrowed = bool(asked.subjects or asked.activities or wanted.organisations)
        if (key in categories or not narrowed) and (matches or not asked.data):
            yield FactRow(
                kind="claim",
                at=f"data_categories/{key}/declared",
                said_of="category",
                data=key,
                value=category.declared.value,
                match=min(matches, key=lambda match: match.rank, default=Match.EXACT),
                **known(category.declared),
            )


def cookie_rows(context: Context, wanted: Filter) -> Iterator[FactRow]:
    """Yield each cookie, one row per kind of people and category."""
    for number, cookie in enumerate(context.register.cookies, 1):
        if not wanted.concerns((cookie.set_by,)):
            continue
        for subject, data, match, sure in pairs(context, wanted.asked, cookie.subjects, cookie.data):
            if subject is None and wanted.asked.subjects:
                continue
            facts = known(cookie)
            facts["certainty"] = facts["certainty"].at_most(sure)
            declared = cookie.declared.value if cookie.declared else ""
            yield FactRow(
                kind="cookie",
                at=f"cookies/{number}",
                said_of="cookies",
                subject=subject,
                data=data,
                sender=cookie.set_by,
                value=cookie.name,
                detail=detail(
                    purpose=tuple(use.key for use in cookie.purposes), lifetime=cookie.lifetime, declared=declared
                ),
                match=match,
                **facts,
            )


def right_rows(context: Context, wanted: Filter) -> Iterator[FactRow]:
    """Yield each statement on a right that concerns the people asked about."""
    for right in context.register.rights.values():
        for subject, _, _, sure in pairs(context, wanted.asked, right.subjects, ()):
            facts = known(right, "offered")
            facts["certainty"] = facts["certainty"].at_most(right.certainty).at_most(sure)
            facts["cites"] = distinct((*right.cites, *facts["cites"]))
            yield FactRow(
                kind="right",
                at=f"rights/{right.key}",
                said_of="rights",
                subject=subject,
                value=right.right,
                detail=detail(
                    offered="yes" if right.offered else "no",
                    channel=right.channel,
                    within=right.within,
                    except_=right.exceptions,
                    except_data=right.except_data,
                ),
                match=Match.BROADER if wanted.asked.data else Match.EXACT,
                **facts,
            )


def promise_rows(context: Context, wanted: Filter) -> Iterator[FactRow]:
    """Yield the promises about the data, people or organisations asked about."""
    for promise in context.register.promises.values():
        terms = promise.never or promise.only
        if terms is None:
            continue
        named = (*terms.to, *terms.read_by, *terms.recipients, *terms.held_in)
        if named and not wanted.concerns(named):
            continue
        data = () if terms.everything else terms.data
        found = list(pairs(context, wanted.asked, terms.subjects, data))
        if not found:
            continue
        _, _, match, sure = min(found, key=lambda item: (item[2].rank, item[3].rank))
        facts = known(promise)
        facts["certainty"] = facts["certainty"].at_most(sure)
        yield FactRow(
            kind="promise",
            at=f"promises/{promise.key}",
            said_of="promises",
            value=_words(promise),
            detail=detail(except_=_terms(promise.exceptions) if promise.exceptions else ""),
            match=match,
            **facts,
        )


def _words(promise: Promise) -> str:
    parts = [("never", promise.never), ("only", promise.only)]
    return "; ".join(f"{name} {_terms(terms)}" for name, terms in parts if terms is not None)


def _terms(terms: Terms) -> str:
    """Return the conditions of a promise, which apply together, in words."""
    said = {
        "data": ("everything",) if terms.everything else terms.data,
        "of": terms.subjects,
        "to": (*(("outside",) if terms.outside else ()), *terms.to),
        "in": (*(("own systems",) if terms.own_systems else ()), *terms.held_in),
        "read by": terms.read_by,
        "for": terms.purposes,
        "by": (label("automated-decisions"),) if terms.automated_decisions else (),
        "in countries": terms.countries,
        "by recipients": terms.recipients,
        "from": terms.sources,
    }
    return " ".join(f"{name} {', '.join(keys)}" for name, keys in said.items() if keys)
