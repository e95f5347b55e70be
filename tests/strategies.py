"""Random registers for property tests: `registers()` gives the text of a valid inventory file.

Small on purpose: two to six things of each kind say as much as two hundred, and fail with a text that people can read.
"""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

from tests import duty_strategies as duty
from tests.strategy_parts import (
    COUNTRIES,
    DATA,
    MEASURES,
    OWN_WORDS,
    PEOPLE,
    PURPOSES,
    ROLES,
    VENDORS,
    WORDS,
    Entry,
    cites,
    common,
    days,
    keys,
    mapping,
    one_or_list,
    some,
    value,
)


@st.composite
def inventories(draw: st.DrawFn) -> Entry:
    """Return a whole inventory as nested dicts and lists, every key in it declared or shipped."""
    subjects, systems, others = draw(keys("people")), draw(keys("system")), draw(keys("org", least=0))
    organisations = ["us", *others]
    everyone = [*organisations, *draw(some(VENDORS, most=2))]
    agreements, safeguards = draw(keys("agreement", least=0, most=2)), draw(keys("safeguard", least=0, most=2))
    data = [*DATA, *OWN_WORDS, *draw(st.sampled_from([[], ["own-data"]]))]
    found: Entry = {
        "ropa": 1,
        "register": draw(_register()),
        "organisations": {key: draw(_organisation(organisations[:number])) for number, key in enumerate(organisations)},
        "data_subjects": {key: draw(_subject(subjects[:number], organisations)) for number, key in enumerate(subjects)},
        "systems": {key: draw(_system(systems[:number], everyone, subjects)) for number, key in enumerate(systems)},
        "agreements": {key: draw(duty.agreement(everyone)) for key in agreements},
        "safeguards": {key: draw(duty.safeguard(everyone)) for key in safeguards},
    }
    people = [*subjects, *draw(some(PEOPLE, most=1))]
    if "own-data" in data:
        found.update({section: draw(words) for section, words in duty.terms().items()})
    activity = _activity(people, systems, everyone, data, agreements, safeguards)
    found["activities"] = {key: draw(activity) for key in draw(keys("activity", most=3))}
    found.update(draw(_rest(activity, subjects, systems, everyone, data)))
    return found


def _register() -> st.SearchStrategy[Entry]:
    return st.fixed_dictionaries(
        {"organisation": value(st.just("us")), "documents": st.just({"policy": {"title": "Policy", "file": "policy.txt"}})},
        optional={
            "name": value(WORDS), "as_of": value(days()), "version": WORDS, "prepared_by": WORDS, "exemption": value(WORDS),
            "regimes": one_or_list(("eu-gdpr", "uk-gdpr", "ch-fadp")), "legal_basis": duty.legal_basis(),
            "complete": one_or_list(("recipients", "data", "purposes", "systems", "activities", "retention", "cookies")),
            "approved_by": mapping(name=WORDS, date=days()), "lost": st.lists(st.fixed_dictionaries({"what": WORDS}), max_size=2),
            **common(),
        },
    )  # fmt: skip


def _organisation(before: list[str]) -> st.SearchStrategy[Any]:
    kind = st.sampled_from(
        ["company", "public-authority", "international-organisation", "category", "internal", "person"]
    )
    optional = {"part_of": st.sampled_from(before)} if before else {}
    country = value(st.sampled_from(COUNTRIES))
    return st.one_of(
        WORDS, mapping(name=value(WORDS), kind=value(kind), country=country, **duty.organisation(before), **optional)
    )


def _subject(before: list[str], organisations: list[str]) -> st.SearchStrategy[Any]:
    optional = {"part_of": st.sampled_from(before)} if before else {}
    return st.one_of(
        st.none(), WORDS, mapping(name=value(WORDS), count=value(st.integers(0, 10_000_000)), country=st.sampled_from(COUNTRIES),
                                  vulnerable=st.booleans(), definition=WORDS, same_as=st.sampled_from(organisations), **optional),
    )  # fmt: skip


def _system(before: list[str], everyone: list[str], subjects: list[str]) -> st.SearchStrategy[Any]:
    optional = {"part_of": st.sampled_from(before)} if before else {}
    host = st.fixed_dictionaries(
        {"by": value(st.sampled_from(everyone))},
        optional={
            "country": value(st.sampled_from(COUNTRIES)), "access": value(st.just("none")), "when": WORDS,
            "for": one_or_list(subjects), "locations": mapping(storage=one_or_list(COUNTRIES)), **common(),
        },
    )  # fmt: skip
    hosting = st.one_of(st.sampled_from(everyone), host, st.lists(host, max_size=2))
    return st.one_of(
        st.none(), WORDS, mapping(name=WORDS, operator=value(st.sampled_from(everyone)), hosting=hosting,
                                  measures=one_or_list(MEASURES), **optional),
    )  # fmt: skip


def _retention(subjects: list[str], systems: list[str], everyone: list[str], data: list[str]) -> st.SearchStrategy[Any]:
    rule = mapping(
        data=one_or_list([*data, "everything"]), subjects=one_or_list(subjects), when=st.sampled_from(["free plan", "paid plan"]),
        trigger=st.sampled_from(["account closed", "request for erasure", "last order"]), by=one_or_list(everyone),
        period=value(st.sampled_from(["P30D", "P6M", "P1Y6M", "PT12H"])), criterion=st.sampled_from(["no end", "as long as needed"]),
        disposal=one_or_list(("erase", "anonymise", "archive", "restrict")), then_in=one_or_list(systems),
        **{"in": one_or_list(systems)},
    )  # fmt: skip
    return st.one_of(rule, st.lists(rule, max_size=2))


@st.composite
def _activity(
    draw: st.DrawFn, subjects: list[str], systems: list[str], everyone: list[str], data: list[str],
    agreements: list[str], safeguards: list[str],
) -> Entry:  # fmt: skip
    use = one_or_list(data)
    body: Entry = {
        "as": value(st.sampled_from(ROLES)), "via": one_or_list([*systems, *everyone]), "means": WORDS, "when": WORDS,
        "voluntary": value(st.booleans()), "open": st.booleans(), "public_source": st.booleans(), "mandatory": st.sampled_from([True, False, {"otherwise": "x"}]),
        "locations": mapping(entity=one_or_list(COUNTRIES), storage=one_or_list(COUNTRIES), access=one_or_list(COUNTRIES)),
    }  # fmt: skip
    for name, known in (("agreement", agreements), ("safeguard", safeguards)):
        if known:
            body[name] = one_or_list(known)
    flow_data = st.one_of(use, st.sampled_from(["all", "everything"]))
    pairs = st.dictionaries(st.sampled_from(subjects), st.one_of(st.none(), use), min_size=1)
    flow = st.one_of(
        st.none(), use, mapping(data=flow_data, subjects=one_or_list(subjects), **body), mapping(data=flow_data, **body),
        mapping(pairs=pairs, **body),
    )  # fmt: skip
    ends = st.tuples(st.sampled_from([*subjects, *systems, *everyone]), st.sampled_from([*systems, *everyone]))
    arrows = draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]), max_size=5))
    found: Entry = draw(
        mapping(
            name=value(WORDS),
            role=value(st.sampled_from(["controller", "joint-controller", "processor"])),
            joint_with=one_or_list(everyone),
            on_behalf_of=one_or_list(everyone),
            purposes=one_or_list(PURPOSES),
            data_subjects=one_or_list(subjects),
            data=use,
            measures=one_or_list(MEASURES),
            recipients=st.one_of(st.just("none"), one_or_list([*systems, *everyone])),
            department=WORDS,
            retention=_retention(subjects, systems, everyone, data),
            processing=one_or_list(("storage", "backup")),
            owner=WORDS,
            **duty.duties(agreements),
        )
    )
    return {**found, "flows": [{f"{source} -> {target}": draw(flow)} for source, target in arrows]}


def _rest(
    activity: st.SearchStrategy[Entry], subjects: list[str], systems: list[str], everyone: list[str], data: list[str]
) -> st.SearchStrategy[Entry]:
    cookie = mapping(
        name=WORDS, set_by=st.sampled_from([*systems, *everyone]), subjects=one_or_list(subjects), data=one_or_list(data),
        purpose=one_or_list(PURPOSES), lifetime=st.sampled_from(["session", "P1D"]), declared=value(WORDS),
    )  # fmt: skip
    waiver = st.fixed_dictionaries({"code": st.just("A106"), "at": st.just("activities/activity-1"), "why": WORDS})
    observation = st.fixed_dictionaries(
        {"kind": WORDS}, optional={"says": cites(), "but": cites(), "articles": one_or_list(("6", "13"))}
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "general": activity, "cookies": st.one_of(cookie, st.lists(cookie, max_size=2)),
            "promises": st.dictionaries(
                st.sampled_from(["promise-1", "promise-2", "promise-3"]), duty.promise(data, subjects, systems, everyone), max_size=3
            ),
            "rights": duty.rights(data, subjects),
            "waivers": st.lists(waiver, max_size=1), "observations": st.lists(observation, max_size=1),
            "extra": st.just({"kept": ["as", "is"]}),
        },
    )  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes every value out: aliases are no part of the format."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(inventory: Entry) -> str:
    """Return the text of an inventory file, keys in the order of the dicts."""
    text: str = yaml.dump(inventory, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def registers() -> st.SearchStrategy[str]:
    """Return the text of valid inventory files; each resolves without a problem."""
    return inventories().map(as_yaml)
