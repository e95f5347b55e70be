"""What an answer says of a transfer: one grade under one regime, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ropa.transfers import Transfer


class Graded(NamedTuple):
    """A flow under a regime.

    Attributes:
        grade: as `ropa.transfers.Grade` has it. tool: key, empty where it needs or has none.
        parents: countries of parent companies outside the area.
        own: names of the own rows of law that had a part in it.
    """

    regime: str
    grade: str
    tool: str = ""
    parents: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Transfer) -> Graded:
        """Return the short form of a row of the transfer report."""
        return cls(row.regime, row.grade.value, row.tool, row.parents, tuple(own.name for own in row.own))

    def as_json(self) -> dict[str, Any]:
        """Return regime, grade and tool, and own rows and countries of parent companies where there are any."""
        graded: dict[str, Any] = {"regime": self.regime, "grade": self.grade, "tool": self.tool or None}
        graded |= {"own_rows": list(self.own)} if self.own else {}
        return {**graded, "parents": list(self.parents)} if self.parents else graded
