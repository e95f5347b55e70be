"""The shipped words: data categories, purposes, people, bases, measures, rights and vendors, dated and with sources."""

from ropa.vocabulary.base import KINDS, ScreeningTerm, Term, Vendor, Vocabulary
from ropa.vocabulary.load import load_vocabulary

__all__ = ["KINDS", "ScreeningTerm", "Term", "Vendor", "Vocabulary", "load_vocabulary"]
