"""The small parts of random registers: words, keys, days, citations, and every form in which a value is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

#: Keys that the shipped vocabulary knows, and words of nobody's vocabulary.
DATA = (
    "email-address", "name", "postal-address", "ip-address", "payment-card", "contact-data", "personal-data", "health-data",
    "criminal-conviction", "location-data", "consent-record",
)  # fmt: skip
OWN_WORDS = ("favourite colours of the crew", "shoe box numbers", "Lieblingsfarbe der Mannschaft")
PURPOSES = (
    "direct-marketing", "payment-processing", "security", "profiling", "web-analytics", "recruitment",
    "keeping the lighthouse lit",
)  # fmt: skip
MEASURES = ("encryption-in-transit", "access-control", "two guards at the harbour gate")
VENDORS = ("stripe", "hetzner", "mailchimp")
PEOPLE = ("child", "employee", "parent-or-guardian")
COUNTRIES = ("IE", "DE", "US", "NO", "NA", "GB", "UK", "Norway", "DEU", "EEA", "Neverland")
CERTAINTIES = ("stated", "implied", "possible", "hypothetical", "lost")
BASES = ("consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests")
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
