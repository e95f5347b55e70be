"""Every label by key; English now, other languages as further modules."""

from ropa.language.english import CHIPS, CRITERIA, GRADES, LABELS, LETTERS, PROCESSOR_LETTERS, REGIMES, STATUS
from ropa.language.phrases import (
    articles,
    capital,
    day,
    duration,
    grade_label,
    label,
    listing,
    number,
    plural,
    regime_label,
    sentence,
)

__all__ = [
    "CHIPS",
    "CRITERIA",
    "GRADES",
    "LABELS",
    "LETTERS",
    "PROCESSOR_LETTERS",
    "REGIMES",
    "STATUS",
    "articles",
    "capital",
    "day",
    "duration",
    "grade_label",
    "label",
    "listing",
    "number",
    "plural",
    "regime_label",
    "sentence",
]
