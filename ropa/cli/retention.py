"""`ropa retention`: the retention schedule of a register."""

from __future__ import annotations

import datetime as dt

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import say_own, write


@click.command(name="retention", epilog="Example: ropa retention examples/aiopbt -o schedule.html")
@source_options
@output_options("markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print how long each category of data is kept, at whom and from when, and what nothing is said of.

    `ropa query retention` answers for some people, data or a holder, with a timeline.
    """
    import ropa
    from ropa.formats import format_for_suffix, format_named

    wanted = format_named(format_name) if format_name else None
    chosen = wanted or (format_for_suffix(output) if output and output != "-" else format_named("markdown"))
    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    write(chosen.render(workspace.retention_schedule()), output, quiet=quiet)
    if chosen.key == "csv":
        say_own(workspace.law.own, quiet=quiet)
    return 0
