"""What is worked out once, when a register is exported, so that questions need not: who sends what to each node."""

from __future__ import annotations

import sqlite3

from ropa.model import Certainty

_RANK = " ".join(f"WHEN '{member.value}' THEN {member.rank}" for member in Certainty)

#: Equal facts once, with the surest certainty, in the order of senders, flows, people and data.
_ARRIVALS = f"""
CREATE TABLE arrival AS
SELECT target, source, subject, data, rank FROM (
    SELECT flow.target, flow.source, pair.subject, pair.data,
        min(CASE coalesce(pair.certainty, flow.certainty) {_RANK} END) AS rank, min(flow.place) AS place
    FROM (SELECT *, row_number() OVER (ORDER BY source, id, activity) AS place FROM flow) AS flow
    LEFT JOIN pair ON pair.flow = flow.row_id GROUP BY flow.target, flow.source, pair.subject, pair.data
) ORDER BY target, place, subject, data
"""


def create_derived(connection: sqlite3.Connection) -> None:
    """Create the table `arrival` in a database that has the rows of a register.

    `rank` is that of the certainty, 0 for stated. The table is no part of the register: it is made anew at every export.
    """
    connection.execute(_ARRIVALS)
    connection.execute("CREATE INDEX ix_arrival_target ON arrival (target)")
    connection.execute("CREATE INDEX ix_cite_row ON cite (of_table, of_row)")
