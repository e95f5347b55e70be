"""Which grades stand out where a reader can be shown colours; the words beside them say the same."""

from __future__ import annotations

from ropa.language import GRADES

#: Grades that call for somebody to act, by how urgently. None of the others is called good: nothing here is a verdict.
#: By key: a table of an answer must not load the grader.
STYLES = {
    "no-safeguard": "error",
    "invalid": "error",
    "unknown": "warning",
    "evidence-missing": "warning",
    "review": "warning",
    "derogation": "warning",
}
_BY_LABEL = {GRADES[grade][0]: style for grade, style in STYLES.items()}


def grade_style(grade: str) -> str:
    """Return the name of the style of a grade, given by its key; empty for none."""
    return STYLES.get(grade, "")


def cell_style(column: str, text: str) -> str:
    """Return the name of the style of a cell: in a column of transfers that of the worst grade it names."""
    if column != "transfer":
        return ""
    found = {style for label, style in _BY_LABEL.items() if f": {label}" in text}
    return "error" if "error" in found else "warning" if found else ""
