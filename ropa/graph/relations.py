"""How categories relate to each other, and kinds of people. Keys are compared as keys, never by prefix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ropa.graph.base import ANY, Match
from ropa.model.register import Register
from ropa.model.words import Certainty


class Categories:
    """The tree of data categories, with what `consists_of` adds to it."""

    def __init__(self, register: Register) -> None:
        self._items = {key: item.consists_of for key, item in register.data_categories.items() if item.consists_of}
        self._wholes = _reversed(self._items)
        parents = {key: (parent,) for key, parent in register.category_parents.items() if parent}
        self._children = _reversed(parents)
        self._above = {key: (*parents.get(key, ()), *self._wholes.get(key, ())) for key in {**parents, **self._wholes}}
        self._related: dict[str, Mapping[str, Match]] = {}
        self._inside: dict[str, frozenset[str]] = {}

    def related(self, asked: str) -> Mapping[str, Match]:
        """Return every category that a fact may be about to say something on `asked`, with its match.

        `exact`: the same key, an item of what `asked` consists of, or something that consists of it; `narrower`: below
        one of these; `broader`: above one of these, so that the fact may or may not be about what was asked.
        """
        if asked not in self._related:
            self._related[asked] = self._relate(asked)
        return self._related[asked]

    def match(self, asked: str | None, fact: str | None) -> Match | None:
        """Return how a fact about the category `fact` matches; None where it does not, or states no category."""
        if asked == ANY:
            return Match.EXACT
        if asked is None or fact is None:
            return None
        return Match.EXACT if asked == fact else self.related(asked).get(fact)

    def is_within(self, category: str, whole: str) -> bool:
        """Tell whether all that `category` can mean is also `whole` (the same, below it, or an item of it)."""
        if category == whole:
            return True
        if whole not in self._inside:
            self._inside[whole] = frozenset(self._below({whole}))
        return category in self._inside[whole]

    def narrowest(self, one: str, other: str) -> str | None:
        """Return what two related categories have in common, None where they are not related.

        That is the more specific one. Where a compound and a category overlap without one being in the other, it is
        their common item; where they share several items, the compound stands for these.
        """
        if one == other:
            return one
        if self.match(one, other) is None:
            return None
        if self.is_within(other, one):
            return other
        if self.is_within(one, other):
            return one
        compound, plain = (one, other) if one in self._items else (other, one)
        common = [item for item in self._items.get(compound, ()) if self.match(plain, item) is not None]
        return self.narrowest(plain, common[0]) if len(common) == 1 else compound

    def _relate(self, asked: str) -> Mapping[str, Match]:
        same = {asked} | _closure({asked}, self._items)
        holding = _closure(same, self._wholes)
        below = self._below(same)
        narrower = below | _closure(below, self._wholes)
        broader = _closure(same | holding, self._above)
        found = dict.fromkeys(sorted(broader), Match.BROADER)
        found.update(dict.fromkeys(sorted(narrower), Match.NARROWER))
        found.update(dict.fromkeys(sorted(same | holding), Match.EXACT))
        return found

    def _below(self, keys: set[str]) -> set[str]:
        """Return everything below the keys, through children and items alike, without the keys."""
        found: set[str] = set()
        waiting = sorted(keys)
        while waiting:
            key = waiting.pop()
            for child in (*self._children.get(key, ()), *self._items.get(key, ())):
                if child not in found and child not in keys:
                    found.add(child)
                    waiting.append(child)
        return found


class Subjects:
    """Kinds of people and their parts."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._related: dict[str, Mapping[str, Certainty]] = {}

    def related(self, asked: str) -> Mapping[str, Certainty]:
        """Return every kind that a fact may be about, with the best certainty the fact can then have.

        The kind itself and its parts: as stated. A whole: at most implied, since what holds for the whole need not
        have been said of this part.
        """
        if asked not in self._related:
            wholes = self._register.wholes("data_subjects", asked)
            parts = self._register.parts("data_subjects", asked)
            found = dict.fromkeys(wholes, Certainty.IMPLIED)
            found.update(dict.fromkeys(sorted(parts), Certainty.STATED))
            found[asked] = Certainty.STATED
            self._related[asked] = found
        return self._related[asked]

    def match(self, asked: str | None, fact: str | None) -> Certainty | None:
        """Return the best certainty of a fact about the kind `fact`; None where it does not match or states none."""
        if asked == ANY:
            return Certainty.STATED
        if asked is None or fact is None:
            return None
        return Certainty.STATED if asked == fact else self.related(asked).get(fact)

    def is_within(self, subject: str, whole: str) -> bool:
        """Tell whether the kind is the same as `whole` or a part of it."""
        return subject == whole or whole in self._register.wholes("data_subjects", subject)

    def narrowest(self, one: str, other: str) -> str | None:
        """Return the part of two related kinds, None where they are not related."""
        if self.match(one, other) is None:
            return None
        return other if self.is_within(other, one) else one


def _closure(keys: Iterable[str], links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return everything that the links lead to from the keys, without the keys; circles are harmless."""
    start = set(keys)
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for key in links.get(waiting.pop(), ()):
            if key not in found and key not in start:
                found.add(key)
                waiting.append(key)
    return found


def _reversed(links: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, others in links.items():
        for other in others:
            found.setdefault(other, []).append(key)
    return {key: tuple(others) for key, others in found.items()}
