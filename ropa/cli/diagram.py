"""`ropa diagram`: a picture as DOT text, SVG, PNG, PDF or Mermaid text; whole or not at all."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import is_standard, write
from ropa.errors import UsageError

if TYPE_CHECKING:
    from ropa.diagrams import Picture, Scope
    from ropa.workspace import Workspace

_FORMATS = ("dot", "svg", "png", "pdf", "mermaid")
_SUFFIXES = {"mmd": "mermaid", "gv": "dot"}
_VIEWS = ("context", "activity", "data", "borders", "systems")
#: Formats that no terminal shows.
_BINARY = ("png", "pdf")
_CHOICES = (
    ("activity", "activities", "Only this activity"),
    ("data", "data", "Only this data category, what is narrower, and what is broader marked so"),
    ("subjects", "subjects", "Only data of these people"),
    ("organisation", "organisations", "Only flows in which this organisation takes part"),
    ("country", "countries", "Only flows with a party, storage or access in this country or group"),
)


class _ViewName(click.Choice[str]):
    """The name of a view; what is none comes with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name.

        Raises:
            click.BadParameter: no view is called so.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = get_close_matches(str(value), _VIEWS, n=1)
            self.fail(f"{error.message} Did you mean '{near[0]}'?" if near else error.message, param, ctx)


def _choices(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose flows; they repeat (any of) and combine (all of)."""
    for name, argument, text in reversed(_CHOICES):
        option = click.option(f"--{name}", argument, multiple=True, metavar="KEY", help=f"{text}; may be repeated.")
        function = option(function)
    return function


@click.command(name="diagram", epilog="Example: ropa diagram examples/alipartnership --view borders -o borders.svg")
@source_options
@click.option("--view", type=_ViewName(_VIEWS), default="context", show_default=True,
              help="Which picture; `activity` needs one activity (or -o FOLDER/), `data` needs --data.")  # fmt: skip
@_choices
@click.option("--focus", metavar="KEY", help="Only what is near this organisation, system or kind of people.")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="How many steps are near; default 1.")
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True,
              help="Colours of an SVG; auto follows the reader's screen.")  # fmt: skip
@click.option("--max-edges", type=click.IntRange(1), metavar="N",
              help="Draw up to N lines as they are; by default 120, and more become 40 or fewer.")  # fmt: skip
@output_options(*_FORMATS)
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    view: str,
    theme: str,
    format_name: str | None,
    output: str | None,
    quiet: bool,
    **asked: Any,
) -> int:
    """Draw who sends which data to whom.

    context: the organisation and the outside. activity: one activity with its systems. data: where a category goes.
    borders: what leaves a country. systems: who runs and hosts what. `-o FOLDER/` writes a file into a folder, and of
    the activity view one for each activity. SVG, PNG and PDF need a layout program; without one the DOT text is left,
    and the command says so (exit 2).
    """
    import ropa

    folder = Path(output) if output and (output.endswith("/") or Path(output).is_dir()) else None
    wanted = format_name or _format_of("" if folder else output, folder)
    if wanted in _BINARY and is_standard(output) and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            f"{wanted.upper()} is no text, and standard output is a terminal",
            next_step=f"Write it to a file with `-o NAME.{wanted}`, or pass it on (`> NAME.{wanted}`).",
        )
    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    if folder is None:
        return _write(workspace.diagram(view=view, **asked), wanted, output, theme=theme, quiet=quiet)
    return _fill(folder, workspace, view, asked, wanted, theme=theme, quiet=quiet)


def _format_of(output: str | None, folder: Path | None) -> str:
    if folder is not None:
        return "svg"
    suffix = PurePath(output).suffix[1:].lower() if output and output != "-" else "dot"
    wanted = _SUFFIXES.get(suffix, suffix)
    if wanted not in _FORMATS:
        accepted = f"Accepted: {', '.join(_FORMATS)}."
        raise UsageError(f"`.{wanted}` is no format of a picture", next_step=accepted)
    return wanted


def _fill(
    folder: Path, workspace: Workspace, view: str, asked: dict[str, Any], wanted: str, *, theme: str, quiet: bool
) -> int:
    """Write one file into a folder, or one for each activity where the view draws one at a time."""
    from ropa.diagrams import activities_to_draw, scope_of

    scope = scope_of(workspace.context, **{name: value for name, value in asked.items() if name != "max_edges"})
    pictures = {}
    # Everything is drawn before anything is written: a folder with half of the pictures would look complete.
    if view == "activity":
        for key in activities_to_draw(workspace.context, scope.activities):
            pictures["-".join((view, key, *_asked_words(scope)))] = workspace.diagram(
                view=view, **{**asked, "activities": (key,)}
            )
    else:
        pictures["-".join((view, *scope.activities, *_asked_words(scope)))] = workspace.diagram(view=view, **asked)
    folder.mkdir(parents=True, exist_ok=True)
    suffix = {"mermaid": "mmd"}.get(wanted, wanted)
    codes = [
        _write(picture, wanted, str(folder / f"{name}.{suffix}"), theme=theme, quiet=quiet)
        for name, picture in pictures.items()
    ]
    return max(codes, default=0)


def _asked_words(scope: Scope) -> tuple[str, ...]:
    """Return what was asked for besides activities, for the name of a file: a part must not replace the whole."""
    from ropa.diagrams.text import slug

    near = (scope.focus, f"{scope.depth}-steps") if scope.focus else ()
    asked = (*scope.data, *scope.subjects, *scope.organisations, *(country.lower() for country in scope.countries))
    return tuple(map(slug, (*asked, *near)))


def _write(picture: Picture, wanted: str, output: str | None, *, theme: str, quiet: bool) -> int:
    """Write a picture in a format; return 2 where only its DOT text could be written."""
    from ropa.diagrams import Theme, render, write_mermaid

    if wanted in ("dot", "mermaid"):
        write(picture.dot if wanted == "dot" else write_mermaid(picture), output, quiet=quiet)
        return _say(picture.folded, quiet=quiet)
    rendered = render(picture, picture_format=wanted, theme=Theme(theme))
    if rendered.content is None:
        left = str(PurePath(output).with_suffix(".dot")) if output and output != "-" else None
        write(picture.dot, left, quiet=quiet)
        where = f"the DOT text is in {left}" if left else "the DOT text was printed"
        click.echo(f"ropa: no picture was drawn; {where}. {' '.join(rendered.messages)}", err=True)
        return 2
    write(rendered.content, output, quiet=quiet)
    return _say((*picture.folded, *rendered.messages), quiet=quiet)


def _say(messages: Sequence[str], *, quiet: bool) -> int:
    """Say what was drawn together, what failed on the way and how to slice; the picture itself is whole."""
    for message in () if quiet else messages:
        click.echo(f"ropa: {message}", err=True)
    return 0
