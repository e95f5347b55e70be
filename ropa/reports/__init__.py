"""Reports: typed views of a register, made in Python and rendered by any format."""

from ropa.reports.base import View
from ropa.reports.given import PARTS, Edition, PartKey
from ropa.reports.record import RecordView, record_30_1, record_30_2, record_of
from ropa.reports.schedule import ScheduleView, retention_schedule
from ropa.reports.transfers import TransferReportView, transfer_report

#: Every report, in the order in which people meet them: key and the function that makes its view.
REPORTS = (
    ("record-30-1", record_30_1),
    ("record-30-2", record_30_2),
    ("transfers", transfer_report),
    ("retention-schedule", retention_schedule),
)

__all__ = [
    "PARTS",
    "REPORTS",
    "Edition",
    "PartKey",
    "RecordView",
    "ScheduleView",
    "TransferReportView",
    "View",
    "record_30_1",
    "record_30_2",
    "record_of",
    "retention_schedule",
    "transfer_report",
]
