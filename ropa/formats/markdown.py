"""Markdown: CommonMark with tables, in which no text of the register can become markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ropa.formats.base import Document, Format, NoSuchForm, ended, one_line
from ropa.formats.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

#: Characters that mean something anywhere in a line.
_INLINE = re.compile(r"([\\`*_\[\]<>|~$])")
#: An ampersand that would begin an entity.
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: What would begin a heading, list, quotation, rule or setext underline at the start of a line.
_BLOCK = re.compile(r"^([#+\-=:]|\d{1,9}(?=[.)]))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
#: A bare address that some readers would turn into a link.
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data)(:)")
_WWW = re.compile(r"(?i)\bwww\.")
_BLANK_LINES = re.compile(r"\n{3,}")
#: What a code span can hold without any care.
_PLAIN_CODE = re.compile(r"[\w:.,()/#+ -]+")


def render_markdown(view: Document) -> str:
    """Return a view as Markdown.

    Raises:
        NoSuchForm: the view names no template.
    """
    if not hasattr(view, "template"):
        raise NoSuchForm(view, "Markdown")
    template = markdown_environment().get_template(f"reports/{view.template}.md.j2")
    return ended(_BLANK_LINES.sub("\n\n", template.render(view=view)))


def escape_markdown(text: str) -> str:
    """Return text of the register as Markdown that shows just that text, in one line, also inside a table cell."""
    text = _INLINE.sub(r"\\\1", one_line(text))
    text = _ENTITY.sub("&amp;", text)
    text = _SCHEME.sub(r"\1\\\2", text)
    text = _WWW.sub(lambda match: match[0][:-1] + "\\.", text)
    if _NUMBERED.match(text):
        return _NUMBERED.sub(r"\1\\\2", text)
    return _BLOCK.sub(r"\\\1", text)


def code(text: str) -> Any:
    """Return a key or citation as a code span, or escaped where it holds anything that a span could not."""
    from markupsafe import Markup

    flat = one_line(text)
    made = f"`{flat}`" if _PLAIN_CODE.fullmatch(flat) else escape_markdown(flat)
    return Markup(made)  # noqa: S704 - made safe just above


@lru_cache(maxsize=1)
def markdown_environment() -> Environment:
    """Return the environment of the Markdown templates; every expression is escaped unless a filter made it safe."""
    made = environment(finalize=_escaped)
    made.filters["code"] = code
    return made


def _escaped(value: Any) -> Any:
    from markupsafe import Markup

    if hasattr(value, "__html__"):
        return value
    return Markup(escape_markdown(str(value)))  # noqa: S704 - made safe just above


FORMAT = Format(key="markdown", suffixes=(".md", ".markdown"), media_type="text/markdown", render=render_markdown)
