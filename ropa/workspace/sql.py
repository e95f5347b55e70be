"""SQL on a register, wherever it is kept: on its own database, or on one made in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ropa.store.asking import Cell, Rows, ask

if TYPE_CHECKING:
    import sqlite3

    from ropa.transfers import Transfer
    from ropa.workspace.base import Workspace


def sql_rows(workspace: Workspace, query: str, *, limit: int | None, seconds: float) -> Rows:
    """Return the rows of a query on the documented views; see `Workspace.sql`."""
    end = time.monotonic() + seconds
    with _database(workspace) as connection:
        return ask(
            connection, query, limit=limit, stop=lambda: time.monotonic() > end,
            transfers=lambda: map(_transfer, workspace.graded),
        )  # fmt: skip


@contextmanager
def _database(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    from ropa.model import Register
    from ropa.store.stored import StoredRegister

    register: Register = workspace.register
    if isinstance(register, StoredRegister):
        yield register.connection
        return
    from ropa.store.writing import memory_database
    from ropa.workspace.shipped import shipped_data

    with memory_database(register, shipped=shipped_data(workspace.law.own)) as connection:
        yield connection


def _transfer(row: Transfer) -> tuple[Cell, ...]:
    """Return a row of the view `transfers`, in the order of its columns."""
    return (
        row.flow.id, row.flow.activity, row.exporter, row.importer, row.country or None, row.regime, row.grade.value,
        row.tool or None, row.instrument or None, row.reason, ", ".join(row.articles) or None, row.next_step or None,
        int(row.beyond), int(row.unverified), "; ".join(own.name for own in row.own) or None,
    )  # fmt: skip
