"""What a transfer tool asks for, and which authority is whose, as dated rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ropa.law.tables import in_interval


@dataclass(frozen=True, slots=True)
class ToolRule:
    """One thing that has to be true, or on record, before a tool can carry a transfer.

    Attributes:
        subject: key of a tool, `every-CATEGORY` for all tools of a category, or id of an adequacy decision that a tool
            rests on.
        regime: key of the regime; empty for every regime that knows the subject.
        rule: its kind, such as `parties` or `assessment`; `ropa.transfers.tools` has one function for each.
        value: what the kind needs: words separated by `;`, or an ISO 8601 duration.
        articles: provision behind it, where it is another than that of the tool.
        valid_from, valid_until: first and last day on which it was asked for; None while open.
        source: the official text, or `a rule of this tool`.
        verified: `yes`, `partly` or `no`, as for every row of the law.
    """

    subject: str
    regime: str
    rule: str
    value: str
    articles: str
    valid_from: date | None
    valid_until: date | None
    source: str
    verified: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of `value`, in the order written."""
        return tuple(word for word in (part.strip() for part in self.value.split(";")) if word)

    def holds(self, regime: str, on: date) -> bool:
        """Return whether it was asked for under the regime that day."""
        return self.regime in ("", regime) and in_interval(self.valid_from or date.min, self.valid_until, on)


@dataclass(frozen=True, slots=True)
class Authority:
    """A body that can approve a transfer tool.

    Attributes:
        key: of this table. name: in its own language or English; aliases: other names and abbreviations.
        country: alpha-2 of its State, or a group such as `EU`.
        source, verified: as for every row of the law.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    country: str
    source: str
    verified: str
