"""HTML: one file that needs no network and no script."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ropa.formats.base import Document, Format, NoSuchForm, ended, visible
from ropa.formats.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

    from ropa.formats.html_parts import HtmlParts


def render_html(view: Document) -> str:
    """Return a view as one HTML file.

    Raises:
        NoSuchForm: the view names no template.
    """
    if not hasattr(view, "template"):
        raise NoSuchForm(view, "HTML")
    template = html_environment().get_template(f"reports/{view.template}.html.j2")
    return ended(template.render(view=view))


@lru_cache(maxsize=1)
def html_environment() -> Environment:
    """Return the environment of the HTML templates; text is made visible, then escaped."""
    from ropa.formats.html_parts import HtmlParts  # loads every report; questions need none

    return environment_for(HtmlParts())


def environment_for(parts: HtmlParts) -> Environment:
    """Return an environment whose templates write the parts of a view with `parts`."""
    from markupsafe import Markup

    made = environment(finalize=_shown)
    made.filters["css_string"] = css_string
    # A part of a view as HTML; `name` is a method of `HtmlParts`, which escapes every text.
    made.filters["part"] = lambda item, name: Markup(getattr(parts, name)(item))  # noqa: S704
    return made


def css_string(text: str) -> str:
    """Return the text as the inside of a CSS string: every character that is not plain is escaped by its number.

    Safe inside a style element as well, because neither `<` nor a quote nor a backslash of the text survives.
    """
    return "".join(
        character if character.isascii() and (character.isalnum() or character == " ") else f"\\{ord(character):x} "
        for character in visible(text)
    )


def _shown(value: Any) -> Any:
    if hasattr(value, "__html__") or not isinstance(value, str):
        return value
    return visible(value)


FORMAT = Format(key="html", suffixes=(".html", ".htm"), media_type="text/html", render=render_html)
