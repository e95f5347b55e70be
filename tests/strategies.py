"""Random registers for property tests: `registers()` gives the text of a valid inventory file.

Small on purpose: two to six things of each kind say as much as two hundred, and fail with a text that people can read.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st

#: Keys that the shipped vocabulary knows, and words of nobody's vocabulary.
DATA = ("email-address", "name", "postal-address", "ip-address", "payment-card", "contact-data", "personal-data")
OWN_WORDS = ("favourite colours of the crew", "shoe box numbers", "Lieblingsfarbe der Mannschaft")
PURPOSES = ("direct-marketing", "payment-processing", "security", "keeping the lighthouse lit")
MEASURES = ("encryption-in-transit", "access-control", "two guards at the harbour gate")
VENDORS = ("stripe", "hetzner", "mailchimp")
COUNTRIES = ("IE", "DE", "US", "NO", "NA", "GB", "UK", "Norway", "DEU", "EEA", "Neverland")
CERTAINTIES = ("stated", "implied", "possible", "hypothetical", "lost")
BASES = ("consent", "contract", "legal-obligation", "legitimate-interests")
ROLES = ("processor", "sub-processor", "controller", "joint-controller", "authority", "internal")

#: Words without anything that YAML would read in another way than as text.
WORDS = st.text(alphabet="abcdefghij äéñ ßž日本", min_size=1, max_size=20).map(lambda text: text.strip() or "words")

Entry = dict[str, Any]


def keys(prefix: str, *, most: int = 4, least: int = 1) -> st.SearchStrategy[list[str]]:
    """Keys of one section: `system-1`, `system-2` ..."""
    return st.integers(least, most).map(lambda count: [f"{prefix}-{number}" for number in range(1, count + 1)])


def days() -> st.SearchStrategy[str]:
    """Calendar days as people write them."""
    return st.dates(date(2016, 1, 1), date(2030, 12, 31)).map(date.isoformat)


def some(words: tuple[str, ...] | list[str], *, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    """A list of different words."""
    return st.lists(st.sampled_from(list(words)), min_size=least, max_size=most, unique=True)


def cites() -> st.SearchStrategy[Any]:
    """Citations in every form, of the document `policy`."""
    line = st.integers(1, 500)
    short = line.map(lambda first: f"policy:{first}")
    span = st.tuples(line, st.integers(0, 9)).map(lambda pair: f"policy:{pair[0]}-{pair[0] + pair[1]}")
    full = st.fixed_dictionaries({"document": st.just("policy")}, optional={"section": WORDS, "words": WORDS})
    return st.one_of(short, span, full, st.lists(short, min_size=1, max_size=2))


def common() -> Entry:
    """Keys that every mapping accepts."""
    return {
        "cite": cites(),
        "certainty": st.sampled_from(CERTAINTIES),
        "stated_as": WORDS,
        "extra": st.dictionaries(
            st.sampled_from(["sheet", "row", "note"]), st.one_of(WORDS, st.just([1, {"a": None}]))
        ),
    }


def value(plain: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, plain or in its long form."""
    return st.one_of(plain, plain, st.fixed_dictionaries({"is": plain}, optional=common()))


def one_or_list(words: tuple[str, ...] | list[str]) -> st.SearchStrategy[Any]:
    """One word, a list, or a list with long forms."""
    word = st.sampled_from(list(words))
    return st.one_of(word, some(words), st.lists(value(word), max_size=3, unique_by=str))


def mapping(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Entry]:
    """A mapping of some of these keys and some of the common ones."""
    return st.fixed_dictionaries({}, optional={**optional, **common()})


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
        "agreements": {key: draw(_agreement(everyone)) for key in agreements},
        "safeguards": {key: draw(_safeguard(everyone)) for key in safeguards},
    }
    if "own-data" in data:
        found["data_categories"] = {"own-data": draw(mapping(name=WORDS, parent=st.sampled_from(DATA)))}
    activity = _activity(subjects, systems, everyone, data, agreements, safeguards)
    found["activities"] = {key: draw(activity) for key in draw(keys("activity", most=3))}
    found.update(draw(_rest(activity, subjects, systems, everyone, data)))
    return found


def _register() -> st.SearchStrategy[Entry]:
    return st.fixed_dictionaries(
        {"organisation": value(st.just("us")), "documents": st.just({"policy": {"title": "Policy", "file": "policy.txt"}})},
        optional={
            "name": value(WORDS), "as_of": value(days()), "version": WORDS, "regimes": one_or_list(("eu-gdpr", "uk-gdpr")),
            "complete": one_or_list(("recipients", "data", "cookies")), "legal_basis": _basis(),
            "approved_by": mapping(name=WORDS, date=days()), "lost": st.lists(st.fixed_dictionaries({"what": WORDS}), max_size=2),
            **common(),
        },
    )  # fmt: skip


def _organisation(before: list[str]) -> st.SearchStrategy[Any]:
    kind = st.sampled_from(["company", "public-authority", "category", "internal", "person"])
    optional = {"part_of": st.sampled_from(before)} if before else {}
    country = value(st.sampled_from(COUNTRIES))
    contact = st.one_of(WORDS, mapping(name=WORDS, email=WORDS))
    return st.one_of(WORDS, mapping(name=value(WORDS), kind=value(kind), country=country, dpo=contact, **optional))


def _subject(before: list[str], organisations: list[str]) -> st.SearchStrategy[Any]:
    optional = {"part_of": st.sampled_from(before)} if before else {}
    return st.one_of(
        st.none(), WORDS, mapping(name=value(WORDS), count=value(st.integers(0, 10_000_000)), country=st.sampled_from(COUNTRIES),
                                  same_as=st.sampled_from(organisations), **optional),
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


def _agreement(everyone: list[str]) -> st.SearchStrategy[Any]:
    kind = st.sampled_from(["data-processing", "joint-controller", "data-sharing", "other"])
    return mapping(kind=value(kind), between=one_or_list(everyone), signed=value(days()), document=st.just("a/dpa.pdf"))


def _safeguard(everyone: list[str]) -> st.SearchStrategy[Any]:
    tool = st.sampled_from(["scc-2021", "dpf", "handshake"])
    tia = mapping(date=days(), review_by=days())
    return st.one_of(tool, mapping(tool=value(tool), module=st.integers(1, 4), between=one_or_list(everyone), tia=tia))


def _basis() -> st.SearchStrategy[Any]:
    full = st.fixed_dictionaries(
        {"basis": value(st.sampled_from(BASES))},
        optional={"form": st.sampled_from(["opt-in", "bundled"]), "for": one_or_list(PURPOSES), **common()},
    )
    return st.one_of(st.sampled_from(BASES), full, st.lists(full, max_size=2))


def _retention(subjects: list[str], systems: list[str], data: list[str]) -> st.SearchStrategy[Any]:
    rule = mapping(
        data=one_or_list([*data, "everything"]), subjects=one_or_list(subjects), trigger=WORDS,
        period=value(st.sampled_from(["P30D", "P6M", "P1Y6M", "PT12H"])), criterion=WORDS,
        disposal=one_or_list(("erase", "anonymise")), **{"in": one_or_list(systems)},
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
        "voluntary": value(st.booleans()), "open": st.booleans(), "mandatory": st.sampled_from([True, False, {"otherwise": "x"}]),
        "locations": mapping(entity=one_or_list(COUNTRIES), access=one_or_list(COUNTRIES)),
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
            role=value(st.sampled_from(["controller", "processor"])),
            purposes=one_or_list(PURPOSES),
            legal_basis=_basis(),
            data_subjects=one_or_list(subjects),
            data=use,
            measures=one_or_list(MEASURES),
            recipients=st.one_of(st.just("none"), one_or_list([*systems, *everyone])),
            department=WORDS,
            retention=_retention(subjects, systems, data),
            processing=one_or_list(("storage", "backup")),
            automated_decisions=st.sampled_from(["none", {"description": "score", "article_22": "yes"}]),
            dpia=st.one_of(st.booleans(), mapping(required=value(st.booleans()), why=WORDS)),
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
    terms = mapping(
        data=one_or_list([*data, "everything"]), to=one_or_list([*everyone, "outside"]), subjects=one_or_list(subjects),
        purpose=one_or_list(PURPOSES), **{"in": one_or_list([*systems, "own-systems"])},
    )  # fmt: skip
    only = mapping(countries=one_or_list(COUNTRIES), recipients=one_or_list(everyone))
    promise = st.one_of(mapping(never=terms), mapping(only=only, **{"except": terms}))
    right = mapping(channel=WORDS, within=st.just("P30D"), except_data=one_or_list(data), offered=st.booleans())
    waiver = st.fixed_dictionaries({"code": st.just("A106"), "at": st.just("activities/activity-1"), "why": WORDS})
    observation = st.fixed_dictionaries(
        {"kind": WORDS}, optional={"says": cites(), "but": cites(), "articles": one_or_list(("6", "13"))}
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "general": activity, "cookies": st.one_of(cookie, st.lists(cookie, max_size=2)),
            "promises": st.dictionaries(st.sampled_from(["promise-1", "promise-2"]), promise, max_size=2),
            "rights": st.dictionaries(st.sampled_from(["erasure", "access"]), right, max_size=2),
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
