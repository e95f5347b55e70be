"""Which measures count as the organisation's own, and of which kind they are."""

from __future__ import annotations

from ropa.checks.base import Subject
from ropa.checks.facts import is_said, measure_uses
from ropa.model.activities import Activity
from ropa.model.base import Use
from ropa.model.words import MeasureKind

#: What somebody else does, or what people are told to do, is no measure of the organisation.
_OF_OTHERS = frozenset({MeasureKind.VENDOR, MeasureKind.ADVICE})


def own_measures(subject: Subject, activity: Activity | None) -> tuple[tuple[str, MeasureKind | None], ...]:
    """Return key and kind (None when not stated) of the organisation's own measures for an activity, by key.

    Empty for None, which stands for a register without `general`.
    """
    if activity is None:
        return ()
    own = {use.key for use in measure_uses(subject.register, activity) if is_said(use) and is_own(subject, use)}
    return tuple((key, kind_of(subject, key)) for key in sorted(own))


def is_own(subject: Subject, use: Use) -> bool:
    """Return whether a measure is one of the organisation itself: no vendor's, no advice, nobody else's."""
    by = use.by or (subject.register.measures[use.key].by if use.key in subject.register.measures else "")
    return kind_of(subject, use.key) not in _OF_OTHERS and (not by or subject.register.is_internal(by))


def kind_of(subject: Subject, key: str) -> MeasureKind | None:
    """Return the kind of a measure: as the register says, else as the vocabulary does, else None."""
    declared = subject.register.measures.get(key)
    if declared is not None and declared.kind is not None:
        return declared.kind
    known = subject.vocabulary.measures.get(key)
    return MeasureKind(known.kind) if known is not None and known.kind else None
