"""What the checks on transfers share: every flow graded once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ropa.checks.base import Subject
from ropa.checks.facts import is_said
from ropa.checks.sharing import shared
from ropa.transfers import Grade, Transfer, grade_transfers


def graded(subject: Subject, grades: Collection[Grade]) -> Iterator[Transfer]:
    """Yield the flows, at least possible, that have one of these grades, in the order of `grade_transfers`.

    A host of a system stands in every activity that reaches the system; it comes once for each reason.
    """
    told: set[tuple[str, str, str]] = set()
    for row in every_row(subject):
        key = (row.flow.id, row.regime, row.reason)
        if row.grade in grades and is_said(row.flow) and key not in told:
            told.add(key)
            yield row


def asking(subject: Subject, topic: str) -> dict[str, tuple[str, ...]]:
    """Return the articles of the provisions on a topic that hold that day, by regime of the register."""
    rows = subject.law.provisions_on(topic, subject.as_of)
    return {row.regime: row.articles for row in rows if row.regime in subject.register.regimes}


def articles_of(asked: Mapping[str, tuple[str, ...]], regimes: Collection[str]) -> tuple[str, ...]:
    """Return the articles that are asked for under some of the regimes, in the order of `asked`."""
    return tuple(dict.fromkeys(text for regime, texts in asked.items() if regime in regimes for text in texts))


@shared
def every_row(subject: Subject) -> tuple[Transfer, ...]:
    """Return every graded flow, in the order of `grade_transfers`; one check after another is given the same rows."""
    return grade_transfers(subject.register, subject.law, as_of=subject.as_of)
