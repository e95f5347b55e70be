"""Restricted transfers: which flows are one, and how each stands under each regime on one day."""

from ropa.transfers.base import Grade, Transfer, worst_grade, worst_transfer
from ropa.transfers.grade import Grader, grade_transfers

__all__ = ["Grade", "Grader", "Transfer", "grade_transfers", "worst_grade", "worst_transfer"]
