"""The shipped words: kinds of data, purposes, people, legal bases, measures, rights, and a directory of vendors.

All of it is outside knowledge: dated, with sources, and marked where it was not verified. Nothing here is a statement
of the organisation whose record is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, cast

from ropa.errors import UsageError
from ropa.law.tables import fold

#: The kinds of terms, by the name of the mapping that holds them.
KINDS = ("data_categories", "purposes", "data_subjects", "legal_bases", "conditions", "measures", "rights")

#: The vendor columns that were looked up in a source where a row says so; all else is general knowledge.
_LOOKED_UP = frozenset({"legal_name", "country"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary.

    Attributes:
        key: singular, lower case, words joined by `-`.
        label: the same for people.
        definition: one sentence of our own.
        parent: key of the broader term of the same kind, or None at the top.
        mark: `special-category` (Article 9), `criminal` (Article 10), or empty; on every term concerned, not inherited.
        dpv: full IRI in the Data Privacy Vocabulary, or empty where it has no such term.
        fides: nearest key of the fideslang taxonomy, or empty.
        aliases: other words for it, unambiguous within the kind.
        source: where term or mapping come from.
        verified: `yes`, `partly` or `no`.
        article: provision behind it, of the Regulation if no other act is named; or empty.
        kind: of measures `technical` or `organisational`; of data subjects `vulnerable` where they are; else empty.
        applies: of rights when they apply: `always`, or where one of these is there: a legal basis, a purpose, or
            `article-22` for decisions under that article.
        limits: of rights the provisions that limit them.
    """

    key: str
    label: str
    definition: str
    parent: str | None
    mark: str
    dpv: str
    fides: str
    aliases: tuple[str, ...]
    source: str
    verified: str
    article: str = ""
    kind: str = ""
    applies: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreeningTerm:
    """A term by which a register shows that a criterion of the screening for a high risk is met (Article 35(1)).

    Attributes:
        key: the key of the row.
        criterion: one of the nine of WP 248, as the format writes it.
        kind: `data_categories` or `purposes`.
        term: key of the term; what lies below it counts as well.
        source, verified: as for terms; that a term falls under a criterion is a reading, never quite verified.
    """

    key: str
    criterion: str
    kind: str
    term: str
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """A company that registers often name, as far as known on the day it was looked at.

    Attributes:
        key: the key of the directory.
        name: brand.
        legal_name: the entity that an organisation in the EU is believed to contract with; empty if none or not known.
        country: alpha-2 of the seat of that entity; empty if there is none.
        parent_company: the company above it.
        parent_country: alpha-2 of the seat of that.
        role: what it usually is: `processor`, `controller`, `joint-controller`, `mixed`, `none` (software only).
        role_note: when it is something else.
        service: what it does.
        data: what it usually receives, in words.
        data_categories: the same as keys, where a word is clear.
        dpf: what is known of the Data Privacy Framework: `claimed-by-third-party`, `unverified`, `not-applicable`,
            `not-stated`. Never a proof: certification always needs a dated check of the list.
        dpf_entity: the entity said to be certified.
        dpf_source: who says so.
        domains: host names that give it away, in order.
        aliases: other names, unambiguous within the directory.
        entity_status: how entity and country were seen: `seen-official`, `seen-secondary`, `memory`.
        verified: of `legal_name` and `country` only (see `verified_of`).
        source: where those two were seen.
        checked_on: when.
        note: warnings.
    """

    key: str
    name: str
    legal_name: str
    country: str
    parent_company: str
    parent_country: str
    role: str
    role_note: str
    service: str
    data: tuple[str, ...]
    data_categories: tuple[str, ...]
    dpf: str
    dpf_entity: str
    dpf_source: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    entity_status: str
    verified: str
    source: str
    checked_on: date
    note: str

    def verified_of(self, field: str) -> str:
        """Return how sure that one field is: `yes`, `partly` or `no`.

        What was looked up is the contracting entity and its country; everything else is general knowledge: `no`.

        Raises:
            UsageError: there is no such field.
        """
        if field in _LOOKED_UP:
            return self.verified
        if field not in _VENDOR_FIELDS:
            raise UsageError(
                f"`{field}` is not a field of the vendor directory",
                next_step=f"Known fields: {', '.join(sorted(_VENDOR_FIELDS))}.",
            )
        return "no"


_VENDOR_FIELDS = frozenset(field.name for field in fields(Vendor))


class Vocabulary:
    """Every shipped table, each read when it is first asked for.

    A value like any other: hand it to whatever has to resolve words. All mappings are sorted by key.
    """

    def __init__(self, read: Callable[[str], Any]) -> None:
        """Take the function that returns the content of the table of that name (see `ropa.vocabulary.load`)."""
        self._read = read
        self._names: dict[str, dict[str, str]] = {}

    @cached_property
    def data_categories(self) -> Mapping[str, Term]:
        """Categories of personal data; one tree under `personal-data`."""
        return self._terms("data_categories")

    @cached_property
    def purposes(self) -> Mapping[str, Term]:
        """Purposes of processing."""
        return self._terms("purposes")

    @cached_property
    def data_subjects(self) -> Mapping[str, Term]:
        """Kinds of people; a register may use these keys without declaring them."""
        return self._terms("data_subjects")

    @cached_property
    def legal_bases(self) -> Mapping[str, Term]:
        """Legal bases, Article 6(1)."""
        return self._terms("legal_bases")

    @cached_property
    def conditions(self) -> Mapping[str, Term]:
        """Conditions for special categories of data, Article 9(2)."""
        return self._terms("conditions")

    @cached_property
    def measures(self) -> Mapping[str, Term]:
        """Security measures, Article 32."""
        return self._terms("measures")

    @cached_property
    def rights(self) -> Mapping[str, Term]:
        """Rights of data subjects."""
        return self._terms("rights")

    @cached_property
    def screening(self) -> Mapping[str, ScreeningTerm]:
        """Terms that show a criterion of the screening for a high risk."""
        return cast("Mapping[str, ScreeningTerm]", self._read("screening"))

    @cached_property
    def vendors(self) -> Mapping[str, Vendor]:
        """The vendor directory."""
        return cast("Mapping[str, Vendor]", self._read("vendors"))

    @cached_property
    def data_as_of(self) -> date:
        """The day on which these tables were last compiled."""
        return cast("date", self._read("about"))

    def terms(self, kind: str) -> Mapping[str, Term]:
        """Return the terms of one of `KINDS`.

        Raises:
            UsageError: there is no such kind.
        """
        if kind not in KINDS:
            raise UsageError(f"`{kind}` is not a kind of term", next_step=f"Known kinds: {', '.join(KINDS)}.")
        return cast("Mapping[str, Term]", getattr(self, kind))

    def find(self, kind: str, text: str) -> Term | None:
        """Return the term of one of `KINDS` that has this key, label or alias (in that order), or None.

        Case, accents, spaces, hyphens, underscores, full stops make no difference; a final `s` or `es` may be too much.

        Raises:
            UsageError: there is no such kind.
        """
        terms = self.terms(kind)
        if text in terms:
            return terms[text]
        key = _look_up(self._index(kind), text, plurals=True)
        return terms[key] if key else None

    def find_vendor(self, text: str) -> Vendor | None:
        """Return the vendor of this key, name, alias or legal name (in that order), or None.

        A legal name that several entries share (one company, several services) finds none of them.
        """
        if text in self.vendors:
            return self.vendors[text]
        key = _look_up(self._vendor_index, text, plurals=False)
        return self.vendors[key] if key else None

    def ancestors(self, kind: str, key: str) -> tuple[str, ...]:
        """Return the broader terms of a key, nearest first; empty at the top and for a key that is not shipped."""
        terms = self.terms(kind)
        found: list[str] = []
        term = terms.get(key)
        while term is not None and term.parent is not None and term.parent not in found:
            found.append(term.parent)
            term = terms.get(term.parent)
        return tuple(found)

    def _terms(self, kind: str) -> Mapping[str, Term]:
        return cast("Mapping[str, Term]", self._read(kind))

    def _index(self, kind: str) -> dict[str, str]:
        if kind not in self._names:
            terms = self.terms(kind).values()
            names = {fold(alias): term.key for term in terms for alias in term.aliases}
            names.update((fold(term.label), term.key) for term in terms)
            names.update((fold(term.key), term.key) for term in terms)
            self._names[kind] = names
        return self._names[kind]

    @cached_property
    def _vendor_index(self) -> dict[str, str]:
        vendors = self.vendors.values()
        holders: dict[str, list[str]] = {}
        for vendor in vendors:
            holders.setdefault(fold(vendor.legal_name), []).append(vendor.key)
        names = {name: keys[0] for name, keys in holders.items() if name and len(keys) == 1}
        names.update((fold(alias), vendor.key) for vendor in vendors for alias in vendor.aliases)
        names.update((fold(vendor.name), vendor.key) for vendor in vendors)
        names.update((fold(vendor.key), vendor.key) for vendor in vendors)
        return names


def _look_up(names: Mapping[str, str], text: str, *, plurals: bool) -> str | None:
    """Return the key behind the folded text, trying it without a final `s` or `es` where plurals are allowed."""
    folded = fold(text)
    for ending in ("", "s", "es") if plurals else ("",):
        if folded.endswith(ending):
            key = names.get(folded.removesuffix(ending))
            if key is not None:
                return key
    return None
