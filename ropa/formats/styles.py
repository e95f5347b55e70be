"""Which grades stand out where a reader can be shown colours; the words beside them say the same."""

from __future__ import annotations

from ropa.language import GRADES
from ropa.transfers.base import Grade

#: Grades that call for somebody to act, by how urgently. None of the others is called good: nothing here is a verdict.
_STYLES = {
    Grade.NO_SAFEGUARD: "error",
    Grade.INVALID: "error",
    Grade.UNKNOWN: "warning",
    Grade.EVIDENCE_MISSING: "warning",
    Grade.REVIEW: "warning",
    Grade.DEROGATION: "warning",
}
_BY_LABEL = {GRADES[grade.value][0]: style for grade, style in _STYLES.items()}


def grade_style(grade: str) -> str:
    """Return the name of the style of a grade, given by its key; empty for none."""
    return _STYLES[Grade(grade)] if grade in {known.value for known in _STYLES} else ""


def cell_style(column: str, text: str) -> str:
    """Return the name of the style of a cell: in a column of transfers that of the worst grade it names."""
    if column != "transfer":
        return ""
    found = {style for label, style in _BY_LABEL.items() if f": {label}" in text}
    return "error" if "error" in found else "warning" if found else ""
