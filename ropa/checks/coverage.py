"""Which check looks after which item of the articles, and why some items can be looked after by none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ropa.checks.base import Check
from ropa.checks.not_checkable import NOT_CHECKABLE
from ropa.law import ArticleItem, Law

__all__ = ["NOT_CHECKABLE", "Coverage", "Covered", "coverage_of"]

#: Said where neither a check nor a reason is there.
NO_CHECK_YET = "no check yet"

#: How a row says that its source was not, or only in part, seen.
_DOUBT = {"no": " [unverified]", "partly": " [verified in part]"}


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


@dataclass(frozen=True)
class Coverage:
    """The table as a view: what a lawyer reads to know what silence means.

    Attributes:
        items: every row, by id.
        data_as_of: the day on which the item table was compiled.
    """

    items: tuple[Covered, ...]
    data_as_of: dt.date

    @property
    def counts(self) -> dict[str, int]:
        """How many items there are, are checked, cannot be checked for a reason, and have neither."""
        checked = sum(1 for row in self.items if row.codes)
        reasoned = sum(1 for row in self.items if not row.codes and row.reason)
        total = len(self.items)
        return {"items": total, "checked": checked, "not_checkable": reasoned, "neither": total - checked - reasoned}

    def summary(self) -> str:
        """Return the counts as one sentence."""
        count = self.counts
        return (
            f"{count['checked']} of {count['items']} items checked, {count['not_checkable']} not checkable with a "
            f"reason, {count['neither']} without; items as of {self.data_as_of.isoformat()}."
        )

    def as_json(self) -> dict[str, object]:
        """Return format 1: `data_as_of`, `counts`, and the items by id with codes or reason (null where neither)."""
        return {
            "format": 1,
            "data_as_of": self.data_as_of.isoformat(),
            "counts": self.counts,
            "items": [
                {
                    "id": row.item.id,
                    "article": row.item.article,
                    "group": row.item.record,
                    "item": row.item.item,
                    "requirement": row.item.requirement,
                    "condition": row.item.condition,
                    "codes": list(row.codes),
                    "reason": row.reason or None,
                    "source": row.item.source,
                    "verified": row.item.verified,
                }
                for row in self.items
            ],
        }

    def columns(self) -> tuple[str, ...]:
        """Return the heads of the table."""
        return ("item", "article", "what it asks for", "checked by, or why not")

    def rows(self) -> list[tuple[str, ...]]:
        """Return one line per item; a row that was not verified says so."""
        return [
            (
                row.item.id,
                row.item.article,
                row.item.item + _DOUBT.get(row.item.verified, ""),
                ", ".join(row.codes) or row.reason or NO_CHECK_YET,
            )
            for row in self.items
        ]
