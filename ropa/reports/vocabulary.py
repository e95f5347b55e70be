"""The shipped words as a view: looked up by key, label, alias or mapping, by a part of a name, or mistyped.

All of it is outside knowledge with sources, and nothing that a register states.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ropa.errors import UsageError
from ropa.resolver.near import edits, fold
from ropa.vocabulary import Term, Vendor, Vocabulary

#: What people say, and the name of the table.
TERM_KINDS: Mapping[str, str] = {
    "data": "data_categories",
    "purposes": "purposes",
    "subjects": "data_subjects",
    "bases": "legal_bases",
    "conditions": "conditions",
    "measures": "measures",
    "rights": "rights",
}
VENDORS = "vendors"
#: Every kind that can be looked up.
WORD_KINDS: tuple[str, ...] = (*TERM_KINDS, VENDORS)

#: How words were found: all are listed; a name is the words; a name holds them; a definition does; nearly a name; or
#: a name holds one of several words.
Match: TypeAlias = Literal["all", "exact", "part", "definition", "near", "some"]

#: Words that only nearly fit are listed up to this number.
MOST_NEAR = 12

#: Letters that one of several words needs to be looked for alone; "of" and "the" say nothing.
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A term or a vendor, and what stands around it.

    Attributes:
        kind: one of `WORD_KINDS`. entry: the row itself.
        parents: keys of the broader terms, nearest first; children: keys of the terms right below.
        criteria: of the screening for a high risk that it shows to be met (WP 248).
    """

    kind: str
    entry: Term | Vendor
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key that a register writes."""
        return self.entry.key

    @property
    def label(self) -> str:
        """The name for people."""
        return self.entry.name if isinstance(self.entry, Vendor) else self.entry.label

    def names(self) -> Iterator[str]:
        """Yield every name it goes by, the key first; of vendors host names as well."""
        yield self.entry.key
        yield self.label
        yield from self.entry.aliases
        if isinstance(self.entry, Vendor):
            yield self.entry.legal_name
            yield from self.entry.domains
        else:
            yield self.entry.fides
            yield self.entry.dpv
            yield self.entry.dpv.rpartition("#")[2]

    def as_json(self) -> dict[str, Any]:
        """Return every field of the row, lists as lists, with what stands around it."""
        entry = self.entry
        plain = {name: _plain(getattr(entry, name)) for name in type(entry).__dataclass_fields__}
        around = {"parents": list(self.parents), "children": list(self.children), "criteria": list(self.criteria)}
        return {"kind": self.kind, **plain, **({} if isinstance(entry, Vendor) else around)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyView:
    """What was found for some words.

    Attributes:
        kinds: that were looked through; asked: the words, empty for all.
        match: how they were found; found: in the order of kinds, then the best first, then by key.
        others: where a name is the words, further ones whose names hold them.
        total: how many words the kinds have; data_as_of: the day on which the tables were compiled.
    """

    kinds: tuple[str, ...]
    asked: str
    match: Match
    found: tuple[Word, ...]
    others: tuple[Word, ...]
    total: int
    data_as_of: dt.date

    def as_json(self) -> dict[str, Any]:
        """Return format 1: what was asked, how it was found, every field of every word, and the keys of others."""
        return {
            "format": 1,
            "asked": {"kinds": list(self.kinds), "words": self.asked},
            "data_as_of": self.data_as_of.isoformat(),
            "match": self.match,
            "total": self.total,
            "found": [word.as_json() for word in self.found],
            "others": [{"kind": word.kind, "key": word.key} for word in self.others],
        }

    def columns(self) -> tuple[str, ...]:
        """Return the heads of the flat form."""
        return (
            "kind", "key", "label", "parents", "law", "definition", "aliases", "dpv", "fides", "legal_name", "country",
            "parent_country", "role", "data", "source", "verified",
        )  # fmt: skip

    def rows(self) -> list[tuple[str, ...]]:
        """Return a row per word, the further ones included; what a kind does not have is empty."""
        return [_row(word) for word in (*self.found, *self.others)]


def look_up(vocabulary: Vocabulary, words: str, *, kinds: Sequence[str] = WORD_KINDS) -> VocabularyView:
    """Return the shipped words that these words find; all of the kinds for empty words.

    The first of these that finds something counts: a name that is the words; names that hold them; names that are
    nearly them (a letter too many, too few, wrong, or swapped with its neighbour); definitions that hold them; names
    that hold one of several words.

    Raises:
        UsageError: a kind is not known, or nothing was found.
    """
    for kind in kinds:
        if kind not in WORD_KINDS:
            raise UsageError(f"`{kind}` is no kind of words", next_step=f"Known kinds: {', '.join(WORD_KINDS)}.")
    known = [word for kind in kinds for word in _words(vocabulary, kind)]
    match, found, others = _found(vocabulary, known, words.strip(), kinds)
    if not found:
        raise UsageError(
            f"nothing shipped is called `{words.strip()}`, or much like it",
            next_step="Without words everything of the kind is listed; own words are welcome in a register.",
        )
    return VocabularyView(
        kinds=tuple(kinds), asked=words.strip(), match=match, found=tuple(found), others=tuple(others),
        total=len(known), data_as_of=vocabulary.data_as_of,
    )  # fmt: skip


def _words(vocabulary: Vocabulary, kind: str) -> list[Word]:
    """Return every word of a kind, by key."""
    if kind == VENDORS:
        return [Word(kind=kind, entry=vendor) for vendor in vocabulary.vendors.values()]
    table = TERM_KINDS[kind]
    terms = vocabulary.terms(table)
    below: dict[str, list[str]] = {}
    for term in terms.values():
        below.setdefault(term.parent or "", []).append(term.key)
    shown: dict[str, list[str]] = {}
    for row in vocabulary.screening.values() if table in ("data_categories", "purposes") else ():
        if row.kind == table:
            shown.setdefault(row.term, []).append(row.criterion)
    made = []
    for term in terms.values():
        parents = vocabulary.ancestors(table, term.key)
        criteria = {criterion for key in (term.key, *parents) for criterion in shown.get(key, ())}
        made.append(
            Word(
                kind=kind, entry=term, parents=parents, children=tuple(below.get(term.key, ())),
                criteria=tuple(sorted(criteria)),
            )
        )  # fmt: skip
    return made


def _found(
    vocabulary: Vocabulary, known: Sequence[Word], words: str, kinds: Sequence[str]
) -> tuple[Match, list[Word], list[Word]]:
    if not words:
        return "all", list(known), []
    folded = fold(words)
    parts = _holding(known, folded)
    exact = _exact(vocabulary, known, words, kinds)
    if exact:
        return "exact", exact, [word for word in parts if word not in exact]
    if parts:
        return "part", parts, []
    near = _near(known, folded)
    if near:
        return "near", near, []
    defined = [word for word in known if words.casefold() in _definition(word.entry).casefold()]
    return ("definition", defined, []) if defined else ("some", _holding_some(known, folded), [])


def _exact(vocabulary: Vocabulary, known: Sequence[Word], words: str, kinds: Sequence[str]) -> list[Word]:
    """Return the word of each kind that has the words as a name, as the resolver would take them, or as a mapping."""
    keys = set()
    for kind in kinds:
        entry = vocabulary.find_vendor(words) if kind == VENDORS else vocabulary.find(TERM_KINDS[kind], words)
        if entry is not None:
            keys.add((kind, entry.key))
    found = [word for word in known if (word.kind, word.key) in keys]
    return found or [
        word for word in known if any(name and name.casefold() == words.casefold() for name in word.names())
    ]


def _holding(known: Sequence[Word], folded: str) -> list[Word]:
    """Return the words of which a name holds the text; within a kind those first whose key or label begins with it."""
    ranked = []
    for place, word in enumerate(known):
        names = [fold(name) for name in word.names()]
        if folded and any(folded in name for name in names):
            ranked.append((word.kind, not any(name.startswith(folded) for name in names[:2]), place, word))
    order = {kind: number for number, kind in enumerate(WORD_KINDS)}
    return [word for *_, word in sorted(ranked, key=lambda row: (order[row[0]], row[1], row[2]))]


def _holding_some(known: Sequence[Word], folded: str) -> list[Word]:
    """Return the words of which a name has one of several parts of the text; those with more of them first."""
    asked = {part for part in folded.split("-") if len(part) >= _SHORTEST}
    ranked = []
    for place, word in enumerate(known):
        parts = {part for name in word.names() for part in fold(name).split("-")}
        named = {part for name in (word.key, word.label) for part in fold(name).split("-")}
        if asked & parts:
            ranked.append((-len(asked & parts), -len(asked & named), place, word))
    return [word for *_, word in sorted(ranked, key=lambda row: row[:3])][:MOST_NEAR]


def _near(known: Sequence[Word], folded: str) -> list[Word]:
    """Return the words of which a name is nearly the text: each part of it is nearly a part of the name.

    Fewer letters that differ come first, then keys and labels before other names.
    """
    asked = [part for part in folded.split("-") if part]
    ranked = []
    for place, word in enumerate(known):
        distances = [(_distance(asked, fold(name).split("-")), number > 1) for number, name in enumerate(word.names())]
        near = [(distance, other) for distance, other in distances if distance is not None]
        if near:
            ranked.append((min(near), place, word))
    return [word for *_, word in sorted(ranked, key=lambda row: row[:2])][:MOST_NEAR]


def _distance(asked: Sequence[str], parts: Sequence[str]) -> int | None:
    """Return how many letters differ in all, None where a part of the text is near none of the name."""
    total = 0
    for part in asked:
        allowed = 0 if len(part) < 4 else 1 if len(part) < 6 else 2
        best = min((edits(part, other, limit=allowed) for other in parts if other), default=allowed + 1)
        if best > allowed:
            return None
        total += best
    return total


def _definition(entry: Term | Vendor) -> str:
    return f"{entry.service} {entry.note}" if isinstance(entry, Vendor) else entry.definition


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _row(word: Word) -> tuple[str, ...]:
    entry = word.entry
    if isinstance(entry, Vendor):
        return (
            word.kind, entry.key, entry.name, "", "", entry.service, _list(entry.aliases), "", "", entry.legal_name,
            entry.country, entry.parent_country, entry.role, _list(entry.data_categories), entry.source, entry.verified,
        )  # fmt: skip
    law = " ".join(part for part in (entry.mark, entry.article) if part)
    return (
        word.kind, entry.key, entry.label, _list(word.parents), law, entry.definition, _list(entry.aliases), entry.dpv,
        entry.fides, "", "", "", "", "", entry.source, entry.verified,
    )  # fmt: skip


def _list(items: Iterable[str]) -> str:
    return "; ".join(items)
