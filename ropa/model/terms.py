"""Data categories and purposes: the register's own and the shipped ones, as one tree each."""

from collections.abc import Mapping

from ropa.model.base import Entity, Sourced, record


@record
class Claim(Sourced):
    """What the organisation declares about a thing, kept apart from what the law says of it (`not-personal`, say)."""

    value: str


@record
class Term(Entity):
    """An entry of a tree of terms.

    Attributes:
        parent: key of the broader term, or empty.
        definition: one sentence.
        own_words: True when neither the register declares it nor the vocabulary knows it.
    """

    parent: str = ""
    definition: str = ""
    aliases: tuple[str, ...] = ()
    own_words: bool = False


@record
class DataCategory(Term):
    """A category of personal data (Article 30(1)(c)).

    Attributes:
        mark_of_law: `special-category` (Article 9), `criminal` (Article 10) or empty.
        consists_of: keys whose facts match this category exactly; derived_from: keys it is computed from.
        declared: what the organisation claims about it, or None.
    """

    mark_of_law: str = ""
    dpv: str = ""
    consists_of: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    declared: Claim | None = None


@record
class Purpose(Term):
    """A purpose of processing (Article 30(1)(b))."""

    dpv: str = ""


def ancestors(parents: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Return the keys above `key`, nearest first, without `key` itself.

    Args:
        parents: key to parent key; an empty or missing parent ends the walk. A cycle ends it as well.
    """
    seen: list[str] = []
    current = parents.get(key, "")
    while current and current != key and current not in seen:
        seen.append(current)
        current = parents.get(current, "")
    return tuple(seen)


def descendants(parents: Mapping[str, str], key: str) -> frozenset[str]:
    """Return every key below `key`, without `key` itself."""
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        if parent:
            children.setdefault(parent, []).append(child)
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found and child != key:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
