"""Transfers as a workspace is asked for them: a report, what a fallen decision changes, what lies between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.reports.transfer_changes import ChangesView
    from ropa.reports.transfers import TransferReportView
    from ropa.workspace.base import Workspace


def transfer_view(
    workspace: Workspace, *, all_rows: bool, without: Sequence[str], today: dt.date | None
) -> TransferReportView:
    """Return the transfer report; see `Workspace.transfers`."""
    from ropa.reports.transfers import transfer_report
    from ropa.transfers import grade_transfers
    from ropa.transfers.changes import fallen

    left_out = tuple(sorted(set(without)))
    law = workspace.law.without(left_out) if left_out else workspace.law
    rows = grade_transfers(workspace.register, law, as_of=workspace.as_of) if left_out else workspace.graded
    return transfer_report(
        workspace.register, law, workspace.vocabulary,
        transfers=rows, as_of=workspace.as_of, all_rows=all_rows, without=left_out, today=today,
        changes=fallen(workspace.graded, rows) if left_out else (),
    )  # fmt: skip


def changes_view(workspace: Workspace, *, against: dt.date) -> ChangesView:
    """Return what changes between the day of the law and another one; see `Workspace.transfer_changes`."""
    from ropa.reports.transfer_changes import changes_report
    from ropa.transfers.changes import changes

    return changes_report(
        workspace.register, workspace.law,
        changes=changes(workspace.register, workspace.law, first=workspace.as_of, second=against),
        as_of=workspace.as_of, against=against, today=workspace.today,
    )  # fmt: skip
