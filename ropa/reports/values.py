"""Statements of the model as values of a report: text, marks and citations, or "not stated"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.language import label
from ropa.law import Law
from ropa.model.base import Cite, Entity, Mark, Sourced, Use
from ropa.model.register import Register
from ropa.model.words import Certainty, Source
from ropa.reports.base import Chip, Value, chip, not_stated
from ropa.vocabulary import Vocabulary

#: How the directory's own word for its checking reads beside a statement.
_VERIFIED = {"yes": "verified", "partly": "partly verified", "no": "not verified", "": "not verified"}
#: Citations among which one can be there twice.
_SEVERAL = 2
#: The marks of a field that has none of its own, by who says so.
_PLAIN = {source: Mark(source=source) for source in Source}


def marked(
    text: str,
    mark: Mark,
    *,
    key: str = "",
    note: str = "",
    tone: str = "",
    chips: Iterable[Chip] = (),
) -> Value:
    """Return a value that carries the certainty, citations and origin of `mark`; "not stated" for an empty text."""
    if not text:
        return not_stated()
    if mark.stated_as:
        words = f"in the source’s words: “{mark.stated_as}”"
        note = f"{note}; {words}" if note else words
    return Value(
        text=text,
        key=key,
        tone=tone,
        note=note,
        chips=(*mark_chips(mark), *chips),
        cites=mark.cites,
        certainty=mark.certainty,
        origin=mark.source,
        verified=mark.verified,
        because=mark.note,
    )


def mark_chips(mark: Mark) -> tuple[Chip, ...]:
    """Return the chips for a certainty below stated and for a source other than the register."""
    if mark.source is Source.REGISTER and mark.certainty is Certainty.STATED:
        return ()
    found: list[Chip] = []
    if mark.source is Source.DIRECTORY:
        found.append(chip("directory", detail=_VERIFIED.get(mark.verified, mark.verified)))
    if mark.source in (Source.DEFAULT, Source.DERIVED):
        found.append(chip(mark.source.value))
    if mark.certainty is not Certainty.STATED:
        found.append(chip(mark.certainty.value))
    return tuple(found)


def _source(statement: Sourced) -> Source:
    return statement.source if isinstance(statement, Entity) else Source.REGISTER


def own_mark(statement: Sourced) -> Mark:
    """Return how a statement as a whole is known."""
    return Mark(
        certainty=statement.certainty,
        cites=statement.cites,
        stated_as=statement.stated_as,
        source=_source(statement),
        position=statement.position,
    )


def said(text: str, statement: Sourced, *, key: str = "", note: str = "", chips: Iterable[Chip] = ()) -> Value:
    """Return a value that carries the certainty and citations of a whole statement."""
    return marked(text, own_mark(statement), key=key, note=note, chips=chips)


def part(statement: Sourced, name: str, text: str, *, key: str = "", note: str = "") -> Value:
    """Return one field of a statement: with the field's own mark, and without repeating the citations of the whole."""
    return marked(text, statement.marks.get(name) or _PLAIN[_source(statement)], key=key, note=note)


def parts(statement: Sourced, name: str, texts: Sequence[str], *, keys: Sequence[str] = ()) -> tuple[Value, ...]:
    """Return the items of a list of a statement, each with the mark of its own, or with the one of the whole list."""
    whole = statement.marks.get(name, _PLAIN[_source(statement)])
    return tuple(
        marked(text, statement.marks.get(f"{name}/{place}", whole), key=keys[place] if keys else "")
        for place, text in enumerate(texts)
    )


def used(item: Use, *, register: Register, vocabulary: Vocabulary, note: str = "", chips: Iterable[Chip] = ()) -> Value:
    """Return an item of a list of keys under the name that the register or the vocabulary gives it, else as written."""
    text = item.label or item.key
    if not item.own_words:
        named = (register.purposes, register.measures, register.organisations)
        known = next((section[item.key].title for section in named if item.key in section), "")
        terms = (vocabulary.purposes, vocabulary.measures, vocabulary.conditions)
        text = known or next((kind[item.key].label for kind in terms if item.key in kind), text)
    return marked(text, own_mark(item), key=item.key, note=note, chips=chips)


def term(statement: Entity, *, key: str, chips: Iterable[Chip] = ()) -> Value:
    """Return a word for people or data; one of the shipped vocabulary says so in its note and claims nothing."""
    if statement.source is Source.REGISTER:
        return said(statement.title, statement, key=key, chips=chips)
    return Value(text=statement.title, key=key, chips=tuple(chips), note="a word of the vocabulary of this software")


def titled(register: Register, key: str) -> Value:
    """Return a node, category or purpose by its name, without its own citations."""
    return Value(text=register.title(key), key=key) if key else not_stated()


def titles(register: Register, keys: Iterable[str]) -> tuple[Value, ...]:
    """Return several of them, in the order given."""
    return tuple(titled(register, key) for key in keys)


def word(text: str) -> str:
    """Return the label of a word of the format, empty for empty."""
    return label(text) if text else ""


def country_text(law: Law, country: str) -> str:
    """Return `Ireland (IE)`, a group as written, or the text with a warning where no such country is known."""
    if not country:
        return ""
    found = law.find_country(country)
    if found is not None:
        return f"{found.name} ({found.alpha2})"
    return country if law.is_group(country) else f"{country} (not a known country)"


def distinct(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Return the citations without repetition, by document and line."""
    cites = tuple(cites)
    if len(cites) < _SEVERAL:
        return cites
    seen = {(cite.document, cite.lines, cite.section): cite for cite in reversed(cites)}
    return tuple(sorted(seen.values(), key=lambda cite: (cite.document, cite.first, cite.last, cite.section)))


def surest(certainties: Sequence[Certainty]) -> Certainty:
    """Return the most certain of several ways in which one thing is known; stated for none."""
    return min(certainties, key=lambda certainty: certainty.rank, default=Certainty.STATED)
