"""Which check looks after which item of the articles, and why some items can be looked after by none."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from ropa.checks.base import Check
from ropa.law import ArticleItem, Law

#: Items that no register can speak to, by id, with the reason.
NOT_CHECKABLE: Final = MappingProxyType(
    {
        "A30-3": "every format of the record is in writing; a register cannot lack it",
        "A30-4": "whether an authority asked, and was given the record, happens outside the register",
        "A30-5-omnibus": "not in force when last seen; the law in force is checked",
        "A30-EUI": "the regime of the institutions of the Union is not among the regimes of the format",
    }
)


class Covered(NamedTuple):
    """One item: its row, the codes of the checks that look after it, and why there are none.

    `reason` is empty where there are codes, and also where a check could be written but is not there yet.
    """

    item: ArticleItem
    codes: tuple[str, ...]
    reason: str


def coverage_of(law: Law, checks: Sequence[Check]) -> tuple[Covered, ...]:
    """Return every row of the article items by id, with its codes in the order of the checks."""
    rows = []
    for key, item in law.article_items.items():
        codes = tuple(check.CODE for check in checks if key in check.ITEMS)
        rows.append(Covered(item, codes, "" if codes else NOT_CHECKABLE.get(key, "")))
    return tuple(rows)
