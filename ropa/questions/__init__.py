"""Questions: what the register answers, each in one file, all in one envelope.

A question is loaded when it is asked: one start of `ropa query` needs one of them, and all of them together cost as
much time as the answer.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ropa.questions.activities import ActivitiesAnswer, activities
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
    from ropa.questions.bases import BasesAnswer, bases
    from ropa.questions.catalogue import Option, Question
    from ropa.questions.cookies import CookiesAnswer, cookies
    from ropa.questions.facts import FactsAnswer, facts
    from ropa.questions.graded import Graded
    from ropa.questions.holdings import Holding, HoldingsAnswer, holdings
    from ropa.questions.impact import ImpactAnswer, impact
    from ropa.questions.paths import PathsAnswer, PathWay, paths
    from ropa.questions.promises import PromiseItem, PromisesAnswer, promises
    from ropa.questions.recipients import RecipientsAnswer, recipients
    from ropa.questions.retention import RetentionAnswer, retention
    from ropa.questions.rights import RightsAnswer, rights
    from ropa.questions.where import Holder, Location, WhereAnswer, where

    QUESTIONS: tuple[Question, ...]

#: Every question, in the order in which help texts list them; its module and its function have its name.
NAMES = (
    "recipients", "holdings", "paths", "where", "activities", "impact", "bases", "rights", "cookies", "retention",
    "promises", "facts",
)  # fmt: skip

#: What the modules give beside the question itself.
_HOMES = {
    "base": (
        "FORMAT", "Answer", "AnswerFact", "Context", "Denied", "NotStated", "Party", "Reach", "Sheet", "Verdict",
    ),
    "catalogue": ("Option", "Question"),
    "activities": ("ActivitiesAnswer",),
    "bases": ("BasesAnswer",),
    "cookies": ("CookiesAnswer",),
    "graded": ("Graded",),
    "facts": ("FactsAnswer",),
    "holdings": ("Holding", "HoldingsAnswer"),
    "impact": ("ImpactAnswer",),
    "paths": ("PathsAnswer", "PathWay"),
    "promises": ("PromiseItem", "PromisesAnswer"),
    "recipients": ("RecipientsAnswer",),
    "retention": ("RetentionAnswer",),
    "rights": ("RightsAnswer",),
    "where": ("Holder", "Location", "WhereAnswer"),
}  # fmt: skip

_HOME = {**{name: name for name in NAMES}, **{name: home for home, names in _HOMES.items() for name in names}}


def question_named(name: str) -> Question:
    """Return the question of that name; loads no other."""
    found: Question = getattr(import_module(f"ropa.questions.{name}"), name.upper())
    return found


def __getattr__(name: str) -> Any:
    """Load what is asked for the first time."""
    if name == "QUESTIONS":
        value: Any = tuple(question_named(item) for item in NAMES)
    elif name in _HOME:
        value = getattr(import_module(f"ropa.questions.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps the function of a question where the import system would put the module of the same name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in NAMES and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

__all__ = [
    "FORMAT",
    "NAMES",
    "QUESTIONS",
    "ActivitiesAnswer",
    "Answer",
    "AnswerFact",
    "BasesAnswer",
    "Context",
    "CookiesAnswer",
    "Denied",
    "FactsAnswer",
    "Graded",
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
    "question_named",
    "recipients",
    "retention",
    "rights",
    "where",
]
