"""What a question is to a command line or a page: its name, its options, and the function that answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ropa.questions.base import Answer


class Option(NamedTuple):
    """One option of a question.

    Attributes:
        name: as people write it (`from`); argument: of the function (`source`).
        kind: `text`, `flag` or `count`; choices: accepted texts, empty for any.
        several: may be repeated, meaning any of them.
    """

    name: str
    argument: str
    help: str
    kind: str = "text"
    several: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()


class Question(NamedTuple):
    """One question; `ask(context, **arguments)` answers it."""

    name: str
    summary: str
    ask: Callable[..., Answer]
    options: tuple[Option, ...]


DATA = Option("data", "data", "data category: key, name or alias", several=True)
SUBJECTS = Option("subjects", "subjects", "kind of people; parts are included", several=True)
HOW_MANY = Option("paths", "paths", "how many paths to show", kind="count")
ACTIVITY = Option("activity", "activity", "limit to an activity", several=True)
PURPOSE = Option("purpose", "purpose", "purpose; narrower ones are included", several=True)
BASIS = Option("basis", "basis", "legal basis of Article 6(1)", several=True)
