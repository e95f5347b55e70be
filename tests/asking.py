"""For tests of questions: a context from text in the test, and short forms of answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ropa.law import load_law
from ropa.questions import Answer, Context
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

AS_OF = dt.date(2026, 11, 22)


def context_from(text: str, *, as_of: dt.date = AS_OF) -> Context:
    """Return what questions are asked of, from the YAML text of a register (see `register_from`)."""
    return Context(register=register_from(text), law=load_law(), vocabulary=load_vocabulary(), as_of=as_of)


def ids(answer: Answer) -> list[str]:
    """Return the ids of the list that is named after the question."""
    return [item.id for item in answer.items()]


def facts(answer: Answer) -> list[dict[str, Any]]:
    """Return every fact of that list as JSON, with the id of its item."""
    return [{**fact.as_json(), "id": item.id} for item in answer.items() for fact in item.facts]
