"""Chance that is the same on every machine: everything is made of one kind of draw."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of draws.

    Only `random()` of the standard library keeps its numbers from one Python to the next, so all else is made of it.
    """

    def __init__(self, seed: str) -> None:
        """Begin at a seed; other seeds give other draws."""
        self._draw = random.Random(seed).random  # noqa: S311 - nothing secret hangs on it

    def chance(self, share: float) -> bool:
        """Return True in this share of draws (0 to 1)."""
        return self._draw() < share

    def whole(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return least + int(self._draw() * (most - least + 1))

    def share(self) -> float:
        """Return a number from 0 to below 1."""
        return self._draw()

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, each as likely as the others."""
        return items[int(self._draw() * len(items))]

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        """Return one of the items, each as likely as its weight says."""
        left = self._draw() * sum(weight for _, weight in items)
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        return items[-1][0]

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Return that many of the items, all of them where there are fewer, in their own order."""
        if count >= len(items):
            return tuple(items)
        left = list(range(len(items)))
        taken = [left.pop(int(self._draw() * len(left))) for _ in range(count)]
        return tuple(items[place] for place in sorted(taken))
