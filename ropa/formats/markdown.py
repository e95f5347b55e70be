"""Markdown: CommonMark with tables, in which no text of the register can become markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ropa.formats.base import Document, Format, NoSuchForm, ended
from ropa.formats.markdown_text import escape_markdown
from ropa.formats.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

_BLANK_LINES = re.compile(r"\n{3,}")


def render_markdown(view: Document) -> str:
    """Return a view as Markdown.

    Raises:
        NoSuchForm: the view names no template.
    """
    if not hasattr(view, "template"):
        raise NoSuchForm(view, "Markdown")
    template = markdown_environment().get_template(f"reports/{view.template}.md.j2")
    return ended(_BLANK_LINES.sub("\n\n", template.render(view=view)))


@lru_cache(maxsize=1)
def markdown_environment() -> Environment:
    """Return the environment of the Markdown templates; every expression is escaped unless a filter made it safe."""
    from markupsafe import Markup

    from ropa.formats.markdown_parts import MarkdownParts  # loads every report; questions need none

    parts = MarkdownParts()

    def escaped(value: Any) -> Any:
        if hasattr(value, "__html__"):
            return value
        return Markup(escape_markdown(str(value)))  # noqa: S704 - made safe just here

    made = environment(finalize=escaped)
    # A part of a view as Markdown; `name` is a method of `MarkdownParts`, which makes every text safe.
    made.filters["part"] = lambda item, name: Markup(getattr(parts, name)(item))  # noqa: S704
    return made


FORMAT = Format(key="markdown", suffixes=(".md", ".markdown"), media_type="text/markdown", render=render_markdown)
