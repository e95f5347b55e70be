"""Kinds of values that point at something: keys of the register, words of the vocabulary, places in documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ropa.errors import Position
from ropa.model import Certainty, Cite
from ropa.resolver import messages
from ropa.resolver.context import NODE_SECTIONS, Context, OwnWord, known_words
from ropa.resolver.draft import Mapping, Node, Scalar, Sequence, is_absent
from ropa.resolver.kinds import Kind, Schema, text_of
from ropa.resolver.near import fold, mistyped, nearest, slug

_CITE = re.compile(r"([^:\s]+):([0-9]{1,9})(?:-([0-9]{1,9}))?")
_CITE_KEYS = ("document", "lines", "section", "words")

#: Sections whose keys people put in the place of one another.
_SHARING = (*NODE_SECTIONS, "agreements", "safeguards")

_LINES = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reference(Kind):
    """The key of something that the register declares, or that the shipped data know.

    Attributes:
        what: the thing with its article, for messages.
        sections: where its keys are declared.
        words: words accepted beside keys, returned as they are.
    """

    what: str
    sections: tuple[str, ...]
    words: tuple[str, ...] = ()

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the key."""
        example = next((key for section in self.sections for key in context.declared[section]), "its-key")
        scalar = text_of(node, context, place, expected=f"the key of {self.what}", example=example)
        if scalar is None:
            return None
        text = scalar.text.strip()
        if text in self.words or any(text in context.declared[section] for section in self.sections):
            return text
        other = next((section for section in _SHARING if text in context.declared[section]), None)
        if other is not None:
            context.problem(messages.other_kind(scalar.position, text, self.what, other))
            return None
        if any(_is_shipped(section, text, scalar.position, context) for section in self.sections):
            return text
        near = self._near(text, context)
        context.problem(messages.unknown_reference(scalar.position, text, self.what, self.sections, near))
        return None

    def _near(self, text: str, context: Context) -> str | None:
        """Return the nearest key: the one whose name was written, else the one most like the text."""
        known: dict[str, str] = {}
        for section in self.sections:
            named = context.labels[section].get(fold(text))
            if named is not None:
                return named
            known.update((key, key) for key in context.declared[section])
            known.update((key, key) for key in _shipped(section, context))
        vendor = context.vocabulary.find_vendor(text) if "organisations" in self.sections else None
        return vendor.key if vendor is not None else nearest(text, [*known, *self.words])

    def schema(self) -> Schema:
        """Return a string; which keys exist, only the whole register knows."""
        return {"type": "string", "minLength": 1, "description": f"key of {self.what}"}


def _shipped(section: str, context: Context) -> Any:
    if section == "organisations":
        return context.vocabulary.vendors
    return context.vocabulary.data_subjects if section == "data_subjects" else ()


def _is_shipped(section: str, text: str, position: Position, context: Context) -> bool:
    """Tell whether the shipped data know the key, and note that it is used."""
    if text not in _shipped(section, context):
        return False
    context.directory.setdefault(section, {}).setdefault(text, position)
    return True


ORGANISATION = Reference("an organisation", ("organisations",))
SYSTEM = Reference("a system", ("systems",))
SUBJECT = Reference("a data subject", ("data_subjects",))
NODE = Reference("a data subject, system or organisation", NODE_SECTIONS)
HOLDER = Reference("a system or organisation", ("systems", "organisations"))
AGREEMENT = Reference("an agreement", ("agreements",))
SAFEGUARD = Reference("a safeguard", ("safeguards",))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TermOf(Kind):
    """A data category, purpose or measure: key, name or alias of the register or the vocabulary, or own words.

    Attributes:
        what: for messages. section: of the register; words: accepted beside terms.
    """

    what: str
    section: str
    words: tuple[str, ...] = ()

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the key; for own words a key made of them, noted in the context."""
        example = next(iter(context.vocabulary.terms(self.section)))
        scalar = text_of(node, context, place, expected=f"a {self.what}", example=example)
        if scalar is None:
            return None
        text = scalar.text.strip()
        return text if text in self.words else self.key_of(text, scalar.position, context)

    def key_of(self, text: str, position: Position, context: Context) -> str | None:
        """Return the key of a term by key, name or alias; a key goes before a name, the register before the rest."""
        if text in context.declared[self.section] or text in context.vocabulary.terms(self.section):
            return text
        named = context.labels[self.section].get(fold(text))
        if named is not None:
            return named
        term = context.vocabulary.find(self.section, text)
        if term is not None:
            return term.key
        return self._own_words(text, position, context)

    def _own_words(self, text: str, position: Position, context: Context) -> str | None:
        kept = context.own_words.setdefault(self.section, {})
        key, is_new = self._own_key(text, context)
        if not is_new:
            return key
        words = known_words(context, self.section, context.vocabulary.terms(self.section), self.words)
        near = mistyped(text, words)
        if near is not None:
            context.problem(messages.mistyped(position, text, self.what, near))
            return None
        if not fold(text):
            context.problem(messages.no_words(position, text, self.what))
            return None
        kept[key] = OwnWord(text, position, context.at)
        message = f"`{text}` is no {self.what} of the register or the vocabulary; it is kept as own words"
        context.notice("own-words", message, position)
        return key

    def _own_key(self, text: str, context: Context) -> tuple[str, bool]:
        """Return the key of own words, and whether it is new; words that differ never share one, nor that of a term."""
        kept, declared = context.own_words[self.section], context.declared[self.section]
        plain = slug(text)
        key, number = plain, 1
        while key in kept or key in declared or key in context.vocabulary.terms(self.section) or key in self.words:
            if key in kept and fold(kept[key].label) == fold(text):
                return key, False
            number += 1
            key = f"{plain}-{number}"
        return key, True

    def schema(self) -> Schema:
        """Return a string: own words are welcome."""
        return {"type": "string", "minLength": 1, "description": f"{self.what}: key, name, alias or own words"}


DATA = TermOf("data category", "data_categories")
PURPOSE = TermOf("purpose", "purposes")
MEASURE = TermOf("measure", "measures")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShippedTerm(Kind):
    """A word of one shipped list, such as the conditions of Article 9(2); other words are a problem."""

    what: str
    section: str

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the key."""
        scalar = text_of(node, context, place, expected=f"a {self.what}", example="a key")
        if scalar is None:
            return None
        term = context.vocabulary.find(self.section, scalar.text.strip())
        if term is not None:
            return term.key
        accepted = tuple(context.vocabulary.terms(self.section))
        near = nearest(scalar.text, accepted)
        context.problem(messages.not_one_of(scalar.position, scalar.text, place, accepted, near))
        return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegimeKey(Kind):
    """The key of a regime that the law data know."""

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the key."""
        scalar = text_of(node, context, place, expected="a regime", example="eu-gdpr")
        if scalar is None:
            return None
        text = scalar.text.strip()
        if text in context.law.regimes:
            return text
        accepted = list(context.law.regimes)
        context.problem(messages.not_one_of(scalar.position, text, place, accepted, nearest(text, accepted)))
        return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DirectoryKey(Kind):
    """The key of a row of the shipped vendor directory."""

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the key."""
        scalar = text_of(node, context, place, expected="a key of the vendor directory", example="directory: stripe")
        if scalar is None:
            return None
        text = scalar.text.strip()
        if text in context.vocabulary.vendors:
            return text
        vendor = context.vocabulary.find_vendor(text)
        near = vendor.key if vendor is not None else nearest(text, context.vocabulary.vendors)
        context.problem(messages.unknown_vendor(scalar.position, text, near))
        return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cites(Kind):
    """One citation or a list: `DOCUMENT:LINE`, `DOCUMENT:FROM-TO`, or `{document, lines, section, words}`."""

    wraps = False
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[Cite, ...]:
        """Return the citations in the order written."""
        items = node.items if isinstance(node, Sequence) else (node,)
        found = [self._one(item, context, place) for item in items if not is_absent(item)]
        return tuple(cite for cite in found if cite is not None)

    def _one(self, node: Node, context: Context, place: str) -> Cite | None:
        if isinstance(node, Mapping):
            return self._mapping(node, context)
        if isinstance(node, Sequence):
            context.problem(messages.wrong_kind(node, "a citation", place, "policy:22-23"))
            return None
        match = _CITE.fullmatch(node.text.strip())
        if match is None or int(match[2]) < 1 or int(match[3] or match[2]) < int(match[2]):
            context.problem(messages.bad_cite(node.position, node.text))
            return None
        document = _document(match[1], node.position, context)
        lines = f"{int(match[2])}" + (f"-{int(match[3])}" if match[3] else "")
        return Cite(document=document, lines=lines, position=node.position) if document else None

    def _mapping(self, node: Mapping, context: Context) -> Cite | None:
        if _has_space(node, context):
            return None
        texts: dict[str, str] = {}
        for entry in node.entries:
            if entry.key not in _CITE_KEYS:
                near = nearest(entry.key, _CITE_KEYS)
                context.problem(messages.unknown_key(entry.position, entry.key, "a citation", _CITE_KEYS, near))
            elif not is_absent(entry.value):
                scalar = text_of(entry.value, context, f"`{entry.key}` of a citation")
                texts[entry.key] = scalar.text.strip() if scalar is not None else ""
        lines = texts.get("lines", "")
        match = _LINES.fullmatch(lines)
        if lines and (match is None or int(match[1]) < 1 or int(match[2] or match[1]) < int(match[1])):
            context.problem(messages.bad_cite(node.position, f"{texts.get('document', '')}:{lines}"))
            return None
        if not texts.get("document"):
            context.problem(messages.missing_key(node.position, "document", "a citation", "document: policy"))
            return None
        document = _document(texts.pop("document"), node.position, context)
        return Cite(document=document, position=node.position, **texts) if document else None

    def schema(self) -> Schema:
        """Return a citation or a list of them."""
        place = {"type": "string", "pattern": r"^[^:\s]+:\d+(-\d+)?$"}
        text = {"type": ["string", "integer"]}
        full = {
            "type": "object", "required": ["document"], "additionalProperties": False,
            "properties": dict.fromkeys(_CITE_KEYS, text),
        }  # fmt: skip
        one = {"anyOf": [place, full]}
        return {"anyOf": [place, full, {"type": "array", "items": one}]}


def _has_space(node: Mapping, context: Context) -> bool:
    """Report `policy: 22`: with the space it is a mapping, and not the citation that was meant."""
    first = node.entries[0] if len(node.entries) == 1 else None
    if first is None or first.key not in context.declared["documents"] or not isinstance(first.value, Scalar):
        return False
    near = f"{first.key}:{first.value.text.strip()}"
    context.problem(messages.bad_cite(first.position, f"{first.key}: {first.value.text}", near))
    return True


def _document(key: str, position: Position, context: Context) -> str | None:
    known = context.declared["documents"]
    if key in known:
        return key
    near = nearest(key, known)
    context.problem(messages.unknown_reference(position, key, "a document", ("register: documents",), near))
    return None


CITES = Cites()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Many(Kind):
    """One value or a list of one kind; each item may be written `{is: ...}`."""

    item: Kind
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[Any, ...]:
        """Return the values in the order written, without repetitions."""
        items = node.items if isinstance(node, Sequence) else (node,)
        values = [self.item.read(item, context, place) for item in items if not is_absent(item)]
        return tuple(dict.fromkeys(value for value in values if value is not None))

    def schema(self) -> Schema:
        """Return the item or a list of items."""
        one = self.item.schema()
        return {"anyOf": [one, wrapped(self._several()), {"type": "array", "items": {"anyOf": [one, wrapped(one)]}}]}

    def _several(self) -> Schema:
        one = self.item.schema()
        return {"anyOf": [one, {"type": "array", "items": one}]}


def wrapped(schema: Schema, *, by: bool = False) -> Schema:
    """Return the schema of `{is: VALUE, certainty, cite, stated_as, extra}` around a plain value; `by` for measures."""
    return {"$ref": f"#/$defs/{'long_form_by' if by else 'long_form'}", "properties": {"is": schema}}


def long_form(*, by: bool = False) -> Schema:
    """Return the long form of any plain value; `wrapped` narrows what `is` holds."""
    properties: Schema = {
        "is": True,
        "certainty": {"anyOf": [{"enum": [member.value for member in Certainty]}, {"type": "null"}]},
        "cite": {"anyOf": [{"$ref": "#/$defs/cite"}, {"type": "null"}]},
        "stated_as": {"type": ["string", "number", "boolean", "null"]},
        "extra": True,
    }
    if by:
        properties["by"] = {"type": ["string", "null"]}
    return {
        "type": "object", "description": "A value with its certainty and source.", "required": ["is"],
        "additionalProperties": False, "properties": properties,
    }  # fmt: skip
