"""What the resolver noticed, and which check reports it, so that no notice is lost."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ropa.checks.base import Subject
from ropa.model.register import Notice

#: The code that reports a kind of notice; every other kind is reported by V199 rather than lost.
REPORTED_BY: Final = MappingProxyType(
    {
        "as-of-missing": "A002",
        "default-role": "A003",
        "mixed-subjects": "C101",
        "own-words": "V101",
        "normalised-country": "V102",
        "unknown-country": "V103",
        "directory-party": "V104",
    }
)


def of_kind(subject: Subject, kind: str) -> Iterator[Notice]:
    """Yield the notices of one kind, in file order."""
    return (notice for notice in subject.register.notices if notice.kind == kind)
