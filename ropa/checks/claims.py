"""What an organisation calls its data, held against what the data are."""

from __future__ import annotations

from ropa.checks.facts import flow_name, is_said
from ropa.law.tables import fold
from ropa.model.base import Cite
from ropa.model.register import Register
from ropa.model.terms import Claim

#: Words that deny that data are about people, folded.
_DENIALS = frozenset(
    fold(word)
    for word in (
        "not personal",
        "not personal data",
        "non-personal",
        "not personally identifiable",
        "not identifiable",
        "non-identifiable",
        "anonymous",
        "anonymised",
        "anonymized",
        "anonymous data",
        "anonymised data",
        "anonymized data",
        "aggregated",
    )
)

#: Terms of the vocabulary at and below which a value stands for one person, device or household.
_SINGLING_OUT = frozenset(
    {
        "technical-data",
        "contact-data",
        "identification-data",
        "pseudonymised-data",
        "location-data",
        "username",
        "credentials",
    }
)


def is_denied(claim: Claim) -> bool:
    """Return whether a claim, at least possible, says that data are not personal."""
    return is_said(claim) and fold(claim.value) in _DENIALS


def singles_out(register: Register, key: str) -> bool:
    """Return whether a category, or an item of it, can single somebody out by its place in the vocabulary."""
    category = register.data_categories.get(key)
    items = category.consists_of if category is not None else ()
    return any(not _SINGLING_OUT.isdisjoint({item, *register.broader_categories(item)}) for item in (key, *items))


def facts_about(register: Register, key: str) -> tuple[tuple[str, tuple[Cite, ...]], ...]:
    """Return where a category or a narrower one is taken from people: in words, with citations, in file order.

    A flow from a kind of people that at least possibly carries it, or a cookie that holds it.
    """
    inside = {key, *register.narrower_categories(key)}
    found: list[tuple[str, tuple[Cite, ...]]] = []
    for flow in register.flows:
        carried = any(is_said(pair) and pair.data in inside for pair in flow.pairs)
        if flow.source in register.data_subjects and carried:
            found.append((flow_name(register, flow), flow.cites))
    for number, cookie in enumerate(register.cookies, start=1):
        if is_said(cookie) and not inside.isdisjoint(cookie.data):
            named = f"the cookie {cookie.name}" if cookie.name else f"a cookie without a name, `cookies/{number}`"
            found.append((named, cookie.cites))
    return tuple(found)


def personal_bases(register: Register, key: str) -> tuple[str, ...]:
    """Return the categories, sorted, from which a category is derived, or of which it consists."""
    category = register.data_categories.get(key)
    if category is None:
        return ()
    return tuple(sorted({*category.derived_from, *category.consists_of}))
