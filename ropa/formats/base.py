"""What a format is, and what text from people has to go through before it reaches any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ropa.errors import RenderError

#: Makes text stand out: takes it and the name of a style (`head`, `faint`, or a severity: `error`, `warning`, `info`;
#: empty for none), and returns it no wider on a screen. What colours that are, if any, only the edge knows.
Paint = Callable[[str, str], str]

#: Control characters that a terminal or reader might obey; line breaks and tabs are treated apart.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
#: Overrides, embeddings and isolates of text direction: left open, they turn round whatever follows.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


class Data(Protocol):
    """What the JSON format needs."""

    def as_json(self) -> Mapping[str, Any]: ...


class Flat(Protocol):
    """What CSV and the plain table need: texts, a row per statement."""

    def columns(self) -> Sequence[str]: ...
    def rows(self) -> Sequence[Sequence[str]]: ...


class Document(Protocol):
    """What HTML and Markdown need: the name of a template, and whatever that template reads."""

    @property
    def template(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a view as text.

    Attributes:
        key: what `--format` accepts; suffixes: what the name of an output file may end in, with the dot.
        render: from a view to text that ends in one line break.
    """

    key: str
    suffixes: tuple[str, ...]
    media_type: str
    render: Callable[[Any], str]


class NoSuchForm(RenderError):  # noqa: N818 - names what is missing
    """The view has no form that this format could write."""

    def __init__(self, view: object, form: str) -> None:
        super().__init__(f"{type(view).__name__} cannot be written as {form}")


def plain(text: str, style: str) -> str:  # noqa: ARG001 - the painter that paints nothing
    """Return the text as it is."""
    return text


def visible(text: str) -> str:
    """Return the text with every control or direction character written out (`<U+202E>`), so that none is obeyed."""
    if text.isprintable():  # neither a control nor a direction character, at a fraction of the time
        return text
    shown = _CONTROLS.sub(_code, text)
    return _DIRECTION.sub(_code, shown)


def one_line(text: str) -> str:
    """Return the text with line breaks and runs of white space as single blanks, and nothing to be obeyed."""
    return visible(_SPACE.sub(" ", text).strip())


def ended(text: str) -> str:
    """Return the text with exactly one line break at its end."""
    return text.rstrip("\n") + "\n"


def _code(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"
