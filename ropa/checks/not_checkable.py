"""Items of the articles that no register of processing can speak to, each with the reason.

A row of the item table has either a check or a reason here, never both. Where a duty is fulfilled by doing something
and not by writing it into a register, or where the format has no place for the fact on purpose, the reason says where
to look instead.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import Final

#: The day on which these reasons were last gone through, row by row.
DECIDED_ON: Final = dt.date(2026, 11, 22)

#: Reason by id of the row in `ropa/law/data/article_items.csv`.
NOT_CHECKABLE: Final = MappingProxyType(
    {
        "A30-3": "every format of the record is in writing; a register cannot lack it",
        "A30-4": "whether an authority asked, and was given the record, happens outside the register",
        "A30-5-omnibus": "not in force when last seen; the law in force is checked",
        "A30-EUI": "the regime of the institutions of the Union is not among the regimes of the format",
        "B33": "breaches are events: their record is a document of its own, and a register of processing holds none",
        "J26-3": "a legal effect: nothing can be recorded or left out",
        "P5-1d": "whether data are right shows in the data themselves; a register describes only their kinds",
        "T4-10": "a definition: it asks for nothing, and the format has no role of that name",
    }
)
