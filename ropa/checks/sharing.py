"""What several checks ask of one register one after another is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def shared(function: Callable[[T], R]) -> Callable[[T], R]:
    """Make a function keep its last result for as long as it is asked of the very same value.

    The value is told by identity: to compare two large registers would cost more than to ask again.
    """
    last: list[tuple[T, R]] = []

    @wraps(function)
    def kept(value: T) -> R:
        known = last[0] if last else None
        if known is None or known[0] is not value:
            known = (value, function(value))
            last[:] = [known]
        return known[1]

    return kept
