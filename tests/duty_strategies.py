"""Random statements on what a controller owes beside the record: assessments, information, agreements, safeguards.

`tests.strategies` builds whole registers with them; every field of the format is in one of the two.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ropa.model import (
    AgreementContent,
    AssessmentSection,
    InformationException,
    ScreeningCriterion,
)
from tests.strategy_parts import (
    BASES,
    COUNTRIES,
    DATA,
    PURPOSES,
    WORDS,
    Entry,
    common,
    days,
    mapping,
    one_or_list,
    some,
    value,
)

PERIODS = st.sampled_from(["P14D", "P30D", "P1M", "P2M", "P45D", "P1Y", "P3Y6M"])
PATHS = st.sampled_from(["policy", "notice", "files/a.pdf", "policy.txt"])
RIGHTS = (
    "access", "rectification", "erasure", "restriction", "objection", "portability", "complaint", "withdraw-consent",
    "automated-decisions", "information",
)  # fmt: skip
CONDITIONS = (
    "explicit-consent", "employment-and-social-protection", "vital-interests", "not-for-profit-body", "manifestly-public",
    "legal-claims", "substantial-public-interest", "health-or-social-care", "public-health", "archiving-research-statistics",
)  # fmt: skip
TOOLS = (
    "scc-2021", "scc-2010", "dpf", "privacy-shield", "adequacy", "bcr", "idta", "uk-addendum", "derogation-49-1-a",
    "derogation-49-1-second", "handshake",
)  # fmt: skip


def legal_basis() -> st.SearchStrategy[Any]:
    """One legal basis, or several, in any form."""
    full = st.fixed_dictionaries(
        {"basis": value(st.sampled_from(BASES))},
        optional={
            "form": value(st.sampled_from(["opt-in", "explicit", "bundled", "browsing"])), "for": one_or_list(PURPOSES),
            "law": WORDS, "except": WORDS, "evidence": PATHS, "withdrawal": WORDS, "conditional": st.booleans(),
            "minimum_age": st.integers(10, 18), **common(),
        },
    )  # fmt: skip
    return st.one_of(st.sampled_from(BASES), full, st.lists(full, max_size=3))


def screening() -> st.SearchStrategy[Any]:
    """Answers on the criteria for a high risk: a list of those met, or each with yes, no, or words."""
    criteria = [item.value for item in ScreeningCriterion]
    answer = st.one_of(st.booleans(), st.none(), mapping(met=st.booleans(), why=WORDS))
    return st.one_of(some(criteria), st.dictionaries(st.sampled_from(criteria), answer, max_size=9))


def dpia() -> st.SearchStrategy[Any]:
    """An impact assessment."""
    full = mapping(
        required=value(st.booleans()), why=WORDS, screening=screening(), list_entry=WORDS, document=PATHS, date=days(),
        authority_list=st.sampled_from(["required", "exempt"]), review_by=days(), dpo_advice=WORDS, consulted=days(),
        sections=one_or_list([item.value for item in AssessmentSection]), residual_risk=st.sampled_from(["low", "medium", "high"]),
    )  # fmt: skip
    return st.one_of(st.booleans(), full)


def duties(agreements: list[str]) -> dict[str, st.SearchStrategy[Any]]:
    """Return the fields of an activity that are duties beside the record, by name."""
    information = mapping(
        document=PATHS, date=days(), when=WORDS, within=PERIODS, why=WORDS,
        exception=st.sampled_from([item.value for item in InformationException]),
    )  # fmt: skip
    further = st.fixed_dictionaries(
        {"purpose": st.sampled_from(PURPOSES)},
        optional={"since": days(), "compatible": WORDS, "informed": days(), **common()},
    )
    decisions = mapping(
        description=WORDS, logic=WORDS, article_22=st.booleans(), consequences=WORDS, safeguards=WORDS,
        ground=st.sampled_from(["contract", "law", "explicit-consent"]),
    )  # fmt: skip
    arrangement = {"arrangement": one_or_list(agreements)} if agreements else {}
    return {
        "legal_basis": legal_basis(), "dpia": dpia(), "law": st.lists(WORDS, max_size=2), "since": value(days()),
        "occasional": st.booleans(), "risk": st.booleans(), "core": st.booleans(),
        "special_category_condition": one_or_list(CONDITIONS),
        "legitimate_interests": st.one_of(WORDS, mapping(interest=WORDS, assessment=PATHS, date=days())),
        "automated_decisions": st.one_of(st.just("none"), WORDS, decisions),
        "information": st.one_of(PATHS, information, st.lists(information, max_size=2)),
        "further_purposes": st.lists(further, max_size=2),
        "policy_document": st.one_of(PATHS, mapping(condition=WORDS, document=PATHS, followed=st.booleans(), why_not=WORDS)),
        **arrangement,
    }  # fmt: skip


def agreement(everyone: list[str]) -> st.SearchStrategy[Any]:
    """A contract between organisations."""
    kind = st.sampled_from(["data-processing", "joint-controller", "data-sharing", "other"])
    sub = mapping(
        authorisation=st.sampled_from(["specific", "general"]), objection=PERIODS, list_dated=days(), document=PATHS,
        flow_down=st.booleans(),
    )  # fmt: skip
    return mapping(
        name=WORDS, kind=value(kind), between=one_or_list(everyone), signed=value(days()), until=days(), review_by=days(),
        document=PATHS, contents=one_or_list([item.value for item in AgreementContent]), sub_processing=sub,
        guarantees=st.one_of(WORDS, mapping(date=days(), result=WORDS, document=PATHS)), duties=st.lists(WORDS, max_size=2),
        contact_point=WORDS, essence=WORDS,
    )  # fmt: skip


def safeguard(everyone: list[str]) -> st.SearchStrategy[Any]:
    """What a transfer relies on."""
    tool = st.sampled_from(TOOLS)
    tia = mapping(date=days(), review_by=days(), document=PATHS)
    approval = st.one_of(WORDS, mapping(authority=WORDS, reference=WORDS, date=days()))
    full = mapping(
        tool=value(tool), module=st.integers(1, 4), between=one_or_list(everyone), tia=tia, approval=approval,
        organisation=st.sampled_from(everyone), covers=st.lists(WORDS, max_size=2), signed=days(), checked=days(),
        condition_met=WORDS, adapted=WORDS, document=PATHS, copy=WORDS, why=WORDS,
    )  # fmt: skip
    return st.one_of(tool, full)


def rights(data: list[str], subjects: list[str]) -> st.SearchStrategy[Any]:
    """How rights are offered: by the key of the right, and under a key of one's own."""
    fields: dict[str, Any] = {
        "channel": WORDS, "within": value(PERIODS), "except": WORDS, "except_data": one_or_list(data),
        "subjects": one_or_list(subjects), "offered": value(st.booleans()),
    }  # fmt: skip
    known = st.dictionaries(st.sampled_from(RIGHTS), st.one_of(WORDS, mapping(**fields)), max_size=3)
    own = st.fixed_dictionaries({"right": st.sampled_from(RIGHTS)}, optional={**fields, **common()})
    return st.builds(
        lambda one, other: {**one, **({"own-right": other} if other else {})}, known, st.one_of(st.none(), own)
    )


def promise(data: list[str], subjects: list[str], systems: list[str], everyone: list[str]) -> st.SearchStrategy[Any]:
    """A promise in every form."""
    people = one_or_list(subjects)
    terms = mapping(
        data=one_or_list([*data, "everything"]), to=one_or_list([*everyone, "outside"]), subjects=people,
        purpose=one_or_list(PURPOSES), read_by=one_or_list(everyone), automated_decisions=st.booleans(),
        **{"in": one_or_list([*systems, "own-systems"])},
    )  # fmt: skip
    only = mapping(
        countries=one_or_list(COUNTRIES), recipients=one_or_list(everyone), purposes=one_or_list(PURPOSES), subjects=people,
        sources=one_or_list([*subjects, *everyone]), data=one_or_list(data),
    )  # fmt: skip
    exceptions: dict[str, Any] = {"except": st.one_of(terms, only)}
    return st.one_of(
        mapping(name=WORDS, never=terms, unless=WORDS, **exceptions),
        mapping(only=only, unless=WORDS, **exceptions),
        mapping(never=terms, only=only),
    )


def organisation(before: list[str]) -> dict[str, st.SearchStrategy[Any]]:
    """Return the fields of an organisation beside name, kind and country, by name."""
    contact = st.one_of(WORDS, mapping(name=WORDS, email=WORDS, address=WORDS, phone=WORDS, organisation=WORDS))
    regimes = one_or_list(("eu-gdpr", "uk-gdpr", "ch-fadp"))
    country = st.sampled_from(COUNTRIES)
    representative = mapping(name=WORDS, email=WORDS, country=country, mandate=PATHS, **{"for": regimes})
    parent: dict[str, Any] = {"name": WORDS, "country": country}
    if before:
        parent["organisation"] = st.sampled_from(before)
    return {
        "legal_name": WORDS, "registration_number": WORDS, "address": WORDS, "email": WORDS, "phone": WORDS, "website": WORDS,
        "dpo": contact, "representative": st.one_of(WORDS, representative, st.lists(representative, max_size=2)),
        "parent_company": mapping(**parent), "subject_to": regimes, "headcount": value(st.integers(0, 5_000)),
        "dpo_required": st.booleans(), "representative_exemption": WORDS,
    }  # fmt: skip


def terms() -> Entry:
    """Return the optional sections of terms and measures of a register's own, each a strategy."""
    others = tuple(key for key in DATA if key != "ip-address")
    category = mapping(
        name=WORDS, definition=WORDS, parent=st.sampled_from(others), aliases=st.lists(WORDS, max_size=1),
        mark=st.sampled_from(["special-category", "criminal"]), consists_of=one_or_list(others),
        derived_from=one_or_list(others), declared=value(st.sampled_from(["not-personal", "anonymous", "words of ours"])),
    )  # fmt: skip
    measure = mapping(
        name=WORDS, kind=st.sampled_from(["technical", "organisational", "vendor", "advice"]), tested=days(), definition=WORDS,
        by=st.just("us"),
    )  # fmt: skip
    purpose = mapping(
        name=WORDS, definition=WORDS, parent=st.sampled_from(PURPOSES[:-1]), aliases=st.lists(WORDS, max_size=1)
    )
    return {
        "data_categories": st.fixed_dictionaries({"own-data": category}, optional={"ip-address": category}),
        "purposes": st.fixed_dictionaries({}, optional={"own-purpose": purpose}),
        "measures": st.fixed_dictionaries({}, optional={"own-measure": measure, "encryption-in-transit": measure}),
    }
