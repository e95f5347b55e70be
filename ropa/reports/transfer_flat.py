"""The transfer report as one flat table, for CSV: the fields of the JSON form, lists joined."""

from __future__ import annotations

from typing import Final

from ropa.transfers.base import Transfer

#: The flat form has the fields of the JSON form; lists are joined.
FLAT: Final = (
    "flow",
    "activity",
    "from",
    "to",
    "country",
    "entity",
    "stored",
    "read_from",
    "regime",
    "grade",
    "chain",
    "chain_grade",
    "tool",
    "instrument",
    "instrument_date",
    "ends",
    "criterion",
    "reason",
    "articles",
    "next_step",
    "evidence_present",
    "evidence_missing",
    "unverified",
    "notes",
    "data",
    "subjects",
    "facts",
    "cites",
)


def flat_row(transfer: Transfer) -> list[str]:
    """Return the texts of one row, in the order of `FLAT`."""
    facts = [f"{pair.subject or 'not stated'}: {pair.data or 'not stated'}" for pair in transfer.facts]
    return [
        transfer.flow.id,
        transfer.flow.activity,
        transfer.exporter,
        transfer.importer,
        transfer.country,
        ", ".join(transfer.locations.entity),
        ", ".join(transfer.locations.storage),
        ", ".join(transfer.locations.access),
        transfer.regime,
        transfer.grade.value,
        "; ".join(transfer.chain),
        (transfer.chain_grade or transfer.grade).value,
        transfer.tool,
        transfer.instrument,
        transfer.dated.isoformat() if transfer.dated else "",
        transfer.ends.isoformat() if transfer.ends else "",
        transfer.criterion.value if transfer.criterion else "",
        transfer.reason,
        ", ".join(transfer.articles),
        transfer.next_step,
        "; ".join(transfer.present),
        "; ".join(transfer.missing),
        "yes" if transfer.unverified else "no",
        "; ".join(transfer.notes),
        ", ".join(transfer.data),
        ", ".join(transfer.subjects),
        "; ".join(facts),
        "; ".join(cite.as_text() for cite in transfer.cites),
    ]
