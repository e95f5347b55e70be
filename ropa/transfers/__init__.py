"""Restricted transfers: which flows are one, and how each stands under each regime on one day."""

from ropa.transfers.base import Claim, Criterion, Grade, Located, Transfer, worst_grade, worst_transfer
from ropa.transfers.grade import Grader, grade_transfers

__all__ = [
    "Claim",
    "Criterion",
    "Grade",
    "Grader",
    "Located",
    "Transfer",
    "grade_transfers",
    "worst_grade",
    "worst_transfer",
]
