"""Reports: typed views of a register, made in Python and rendered by any format.

A report is loaded when it is asked for: to look up a row of law must not load every check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ropa.reports.base import View
    from ropa.reports.given import PARTS, Edition, PartKey
    from ropa.reports.record import RecordView, record_30_1, record_30_2, record_of
    from ropa.reports.schedule import ScheduleView, retention_schedule
    from ropa.reports.transfers import TransferReportView, transfer_report

    REPORTS: tuple[tuple[str, Any], ...]

#: Every report, in the order in which people meet them: key and the function that makes its view.
_REPORTS = (
    ("record-30-1", "record_30_1"),
    ("record-30-2", "record_30_2"),
    ("transfers", "transfer_report"),
    ("retention-schedule", "retention_schedule"),
)

_HOMES = {
    "base": ("View",),
    "given": ("PARTS", "Edition", "PartKey"),
    "record": ("RecordView", "record_30_1", "record_30_2", "record_of"),
    "schedule": ("ScheduleView", "retention_schedule"),
    "transfers": ("TransferReportView", "transfer_report"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load what is asked for the first time."""
    if name == "REPORTS":
        value: Any = tuple((key, __getattr__(function)) for key, function in _REPORTS)
    elif name in _HOME:
        value = getattr(import_module(f"ropa.reports.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


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
