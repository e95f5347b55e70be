"""Questions: what the register answers, each in one file, all in one envelope."""

from ropa.questions.activities import ACTIVITIES, ActivitiesAnswer, activities
from ropa.questions.base import (
    FORMAT,
    Answer,
    AnswerFact,
    Context,
    Denied,
    NotStated,
    Party,
    Reach,
    Sheet,
    Verdict,
)
from ropa.questions.bases import BASES, BasesAnswer, bases
from ropa.questions.catalogue import Option, Question
from ropa.questions.cookies import COOKIES, CookiesAnswer, cookies
from ropa.questions.facts import FACTS, FactsAnswer, facts
from ropa.questions.holdings import HOLDINGS, Holding, HoldingsAnswer, holdings
from ropa.questions.impact import IMPACT, ImpactAnswer, impact
from ropa.questions.paths import PATHS, PathsAnswer, PathWay, paths
from ropa.questions.promises import PROMISES, PromiseItem, PromisesAnswer, promises
from ropa.questions.recipients import RECIPIENTS, RecipientsAnswer, recipients
from ropa.questions.retention import RETENTION, RetentionAnswer, retention
from ropa.questions.rights import RIGHTS, RightsAnswer, rights
from ropa.questions.where import WHERE, Holder, Location, WhereAnswer, where

#: Every question, in the order in which help texts list them.
QUESTIONS = (RECIPIENTS, HOLDINGS, PATHS, WHERE, ACTIVITIES, IMPACT, BASES, RIGHTS, COOKIES, RETENTION, PROMISES, FACTS)

__all__ = [
    "FORMAT",
    "QUESTIONS",
    "ActivitiesAnswer",
    "Answer",
    "AnswerFact",
    "BasesAnswer",
    "Context",
    "CookiesAnswer",
    "Denied",
    "FactsAnswer",
    "Holder",
    "Holding",
    "HoldingsAnswer",
    "ImpactAnswer",
    "Location",
    "NotStated",
    "Option",
    "Party",
    "PathWay",
    "PathsAnswer",
    "PromiseItem",
    "PromisesAnswer",
    "Question",
    "Reach",
    "RecipientsAnswer",
    "RetentionAnswer",
    "RightsAnswer",
    "Sheet",
    "Verdict",
    "WhereAnswer",
    "activities",
    "bases",
    "cookies",
    "facts",
    "holdings",
    "impact",
    "paths",
    "promises",
    "recipients",
    "retention",
    "rights",
    "where",
]
