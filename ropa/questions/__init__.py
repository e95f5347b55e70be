"""Questions: what the register answers, each in one file, all in one envelope."""

from ropa.questions.base import (
    FORMAT,
    Answer,
    AnswerFact,
    Context,
    Denied,
    NotStated,
    Party,
    Reach,
    Verdict,
)
from ropa.questions.catalogue import Option, Question
from ropa.questions.holdings import HOLDINGS, Holding, HoldingsAnswer, holdings
from ropa.questions.paths import PATHS, PathsAnswer, PathWay, paths
from ropa.questions.recipients import RECIPIENTS, RecipientsAnswer, recipients
from ropa.questions.where import WHERE, Holder, Location, WhereAnswer, where

#: Every question, in the order in which help texts list them.
QUESTIONS = (RECIPIENTS, HOLDINGS, PATHS, WHERE)

__all__ = [
    "FORMAT",
    "QUESTIONS",
    "Answer",
    "AnswerFact",
    "Context",
    "Denied",
    "Holder",
    "Holding",
    "HoldingsAnswer",
    "Location",
    "NotStated",
    "Option",
    "Party",
    "PathWay",
    "PathsAnswer",
    "Question",
    "Reach",
    "RecipientsAnswer",
    "Verdict",
    "WhereAnswer",
    "holdings",
    "paths",
    "recipients",
    "where",
]
