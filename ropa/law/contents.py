"""What a contract with a processor has to set out, as dated rows: which point of the law each content belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContractContent:
    """One thing that a contract with a processor sets out, and the days on which the law asked for it.

    Attributes:
        content: the word of the inventory format, such as `audit`.
        regime: key of the regime.
        article: as it is cited, such as `28(3)(h)`.
        item: id of the row of the article items that asks for it.
        valid_from, valid_until: first and last day; the last one None while open.
        source: the official text.
        verified: `yes`, `partly` or `no`, as for every row of the law.
    """

    content: str
    regime: str
    article: str
    item: str
    valid_from: date
    valid_until: date | None
    source: str
    verified: str
