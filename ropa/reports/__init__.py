"""Reports: typed views of a register, made in Python and rendered by any format."""

from ropa.reports.base import View
from ropa.reports.given import Edition
from ropa.reports.record import RecordView, record_30_1
from ropa.reports.transfers import TransferReportView, transfer_report

#: Every report, in the order in which people meet them: key and the function that makes its view.
REPORTS = (
    ("record-30-1", record_30_1),
    ("transfers", transfer_report),
)

__all__ = ["REPORTS", "Edition", "RecordView", "TransferReportView", "View", "record_30_1", "transfer_report"]
