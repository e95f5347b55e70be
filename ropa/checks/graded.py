"""What the checks on transfers share: every flow graded once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from ropa.checks.base import Subject
from ropa.checks.facts import is_said
from ropa.transfers import Grade, Transfer, grade_transfers


def graded(subject: Subject, grades: Collection[Grade]) -> Iterator[Transfer]:
    """Yield the flows, at least possible, that have one of these grades, in the order of `grade_transfers`.

    A host of a system stands in every activity that reaches the system; it comes once for each reason.
    """
    told: set[tuple[str, str, str]] = set()
    for row in _rows(_Same(subject)):
        key = (row.flow.id, row.regime, row.reason)
        if row.grade in grades and is_said(row.flow) and key not in told:
            told.add(key)
            yield row


class _Same:
    """What is checked, as a key: equal only to itself, because comparing two large registers costs too much."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.subject is self.subject

    def __hash__(self) -> int:
        return id(self.subject)


@lru_cache(maxsize=1)
def _rows(same: _Same) -> tuple[Transfer, ...]:
    # Several checks ask of the same register one after another; the last one is kept.
    return grade_transfers(same.subject.register, same.subject.law, as_of=same.subject.as_of)
