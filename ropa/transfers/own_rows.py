"""Which rows of law of somebody's own a grade rests on: those that decide it, and those whose removal does."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.law import Law, OwnRow
from ropa.law.own import REMOVED
from ropa.model.parties import Safeguard
from ropa.transfers.base import Grade


def of_place(law: Law, regime: str, country: str, grade: Grade, instrument: str) -> tuple[OwnRow, ...]:
    """Return the rows behind how a country stands.

    Args:
        country: alpha-2. instrument: of the decision that made it adequate, else empty.
    """
    if not law.own:
        return ()
    here = [row for row in law.own.rows if (row.get("regime"), row.get("country")) == (regime, country)]
    area = [row for row in here if row.table == "area"]
    decisions = [row for row in here if row.table == "adequacy"]
    if grade is Grade.DOMESTIC:
        decisions = []
    elif grade is Grade.ADEQUATE:
        decisions = [row for row in decisions if row.how != REMOVED and row.get("instrument") == instrument]
    return (*_general(law, regime), *_country(law, country), *area, *decisions)


def of_organisation(law: Law, regime: str, instrument: str = "") -> tuple[OwnRow, ...]:
    """Return the rows behind how an international organisation stands.

    Args:
        instrument: of the decision that made it adequate; empty where none did.
    """
    rows = [row for row in law.own.of("adequacy") if row.get("regime") == regime and row.get("recipients")]
    if instrument:
        rows = [row for row in rows if row.how != REMOVED and row.get("instrument") == instrument]
    return (*_general(law, regime), *rows)


def of_claim(law: Law, regime: str, country: str, safeguard: Safeguard) -> tuple[OwnRow, ...]:
    """Return the rows behind what a claimed safeguard is worth for a country: of its tool, and of what it rests on."""
    tool = law.find_tool(safeguard.tool)
    key = tool.key if tool is not None else safeguard.tool
    subjects = {key, f"every-{tool.category}"} if tool is not None else {key}
    decisions: list[OwnRow] = []
    if tool is None or tool.category == "adequacy":
        here = (regime, country)
        decisions = [row for row in law.own.of("adequacy") if (row.get("regime"), row.get("country")) == here]
        subjects |= {row.id for row in law.decisions if (row.regime, row.country) == here}
    return (
        *(row for row in law.own.of("tools") if (row.get("key"), row.get("regime")) == (key, regime)),
        *(row for row in law.own.of("modules") if row.get("tool") == key),
        *(row for row in law.own.of("rules") if row.get("subject") in subjects and row.get("regime") in ("", regime)),
        *(law.own.of("authorities") if safeguard.approval is not None else ()),
        *decisions,
    )


def beside_tool(rows: Iterable[OwnRow], *, held: bool) -> tuple[OwnRow, ...]:
    """Return the rows of a place that matter beside a tool; one on certain recipients does not once a tool holds."""
    return tuple(row for row in rows if not (held and row.get("recipient_condition")))


def _general(law: Law, regime: str) -> tuple[OwnRow, ...]:
    return tuple(row for row in law.own.of("regimes") if row.id == regime)


def _country(law: Law, country: str) -> tuple[OwnRow, ...]:
    return tuple(row for row in law.own.of("countries") if row.id == country)
