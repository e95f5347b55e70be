"""The templates: where they are found, and how undefined names and unescaped text are made impossible."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ropa.errors import RenderError

if TYPE_CHECKING:
    from jinja2 import Environment as Environment

#: In a wheel the templates lie inside the package, in the repository beside it.
_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_templates", _PACKAGE.parent / "templates")


def environment(finalize: Callable[[Any], Any] | None = None) -> Environment:
    """Return a strict environment: undefined names are errors, every expression is escaped.

    Args:
        finalize: applied to each expression before escaping; it returns `Markup` for text that it made safe itself.

    Raises:
        RenderError: no folder of templates is there.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([str(place) for place in template_folders()]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def asset(name: str) -> str:
    """Return a file among the templates as it is, such as a style sheet.

    Raises:
        RenderError: it is not there.
    """
    for folder in template_folders():
        path = folder / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise RenderError(f"`{name}` is not among the templates")


@lru_cache(maxsize=1)
def template_folders() -> tuple[Path, ...]:
    """Return the folders in which templates are looked up, that of the wheel first."""
    found = tuple(place for place in _PLACES if place.is_dir())
    if not found:
        raise RenderError(f"no templates: neither {_PLACES[0]} nor {_PLACES[1]} is there")
    return found
