"""`ropa diagram`: a picture as DOT text, SVG, PNG or PDF; whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import write

_FORMATS = ("dot", "svg", "png", "pdf")


@click.command(name="diagram", epilog="Example: ropa diagram examples/alipartnership --view context -o context.svg")
@source_options
@click.option("--view", type=click.Choice(["context"]), default="context", show_default=True, help="Which picture.")
@click.option("--activity", "activities", multiple=True, metavar="KEY", help="Only this activity; may be repeated.")
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True,
              help="Colours of an SVG; auto follows the reader's screen.")  # fmt: skip
@click.option("--max-edges", type=click.IntRange(1), metavar="N", help="Draw up to N lines, however crowded.")
@output_options(*_FORMATS)
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    view: str,
    activities: tuple[str, ...],
    theme: str,
    max_edges: int | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Draw who sends which data to whom, grouped by country and status.

    Needs a layout program for SVG, PNG and PDF; without one the DOT text is left, and the command says so (exit 2).
    """
    import ropa
    from ropa.diagrams import Theme, render
    from ropa.errors import UsageError

    suffix = PurePath(output).suffix[1:].lower() if output and output != "-" else "dot"
    wanted = format_name or suffix
    if wanted not in _FORMATS:
        raise UsageError(f"`.{wanted}` is no format of a picture", next_step=f"Accepted: {', '.join(_FORMATS)}.")
    workspace = ropa.open(source, as_of=as_of, documents=documents)
    picture = workspace.diagram(view=view, activities=activities, max_edges=max_edges)
    if wanted == "dot":
        write(picture.dot, output, quiet=quiet)
        return 0
    rendered = render(picture, picture_format=wanted, theme=Theme(theme))
    if rendered.content is None:
        left = str(PurePath(output).with_suffix(".dot")) if output and output != "-" else None
        write(picture.dot, left, quiet=quiet)
        where = f"the DOT text is in {left}" if left else "the DOT text was printed"
        click.echo(f"ropa: no picture was drawn; {where}. {' '.join(rendered.messages)}", err=True)
        return 2
    write(rendered.content, output, quiet=quiet)
    for message in () if quiet else rendered.messages:
        click.echo(f"ropa: {message}", err=True)
    return 0
